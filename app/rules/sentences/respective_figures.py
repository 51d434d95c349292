"""Figures in order: what several subjects, acts or years give to the figures that follow them.

分别 stands between the two, or nothing does and they are as many: 制定、废止规范性文件7件、5件.
"""

from itertools import pairwise

from app.forms.narrative import Narrative
from app.rules.sentences.readings import Reading
from app.rules.sentences.tokens import Token
from app.rules.sentences.word_roles import APPLICATIONS, DOCUMENTS, FLOW, Frame, result_acts

_IN_ORDER = ("分别", "依次")
_YEARS = {"近两年": 2, "近2年": 2, "近三年": 3, "近3年": 3, "近四年": 4, "近4年": 4, "近五年": 5, "近5年": 5}
_UP_TO = ("至", "到")
_JOINING = ("、", "和", "及", "与")


class InOrder:
    """What is still to be given to the next figures of one sentence."""

    def __init__(self, narrative: Narrative, reading: Reading, year: int) -> None:
        self._year = year
        self._narrative = narrative
        self._reading = reading
        self._subjects: list[str] = []
        self._acts: list[str] = []
        self._people: list[str] = []
        self._years: list[int] = []
        self._told: tuple[tuple[str, ...], bool] | None = None
        self._run = 1

    def look(self, tokens: list[Token], index: int) -> None:
        """Count the figures of one measure that stand side by side from *index* on, with no word between them."""
        self._run, at, unit = 1, index, tokens[index].key
        while at + 2 < len(tokens) and tokens[at + 2].kind == "number" and tokens[at + 2].key == unit:
            if tokens[at + 1].text not in ("，", *_JOINING) or tokens[at + 2].start - tokens[at].end != 1:
                break
            self._run, at = self._run + 1, at + 2

    def subject(self, before: Frame, frame: Frame) -> str:
        """Return the subject that is this figure's by order: 申请和行政复议分别为46件、4件; empty where none is."""
        named = list(dict.fromkeys(before.subjects)) or self._named_before(before).subjects
        if len(named) > 1 and _are_in_order(before):
            self._subjects = list(named)
        elif frame.subject or frame.acts or frame.unknown:
            self._subjects = []
        return self._subjects.pop(0) if self._subjects else ""

    def act(self, before: Frame, frame: Frame) -> str:
        """Return the act that is this figure's by order: 不予公开、无法提供分别为9件、4件; empty where none is."""
        named = before if before.acts else self._named_before(before)
        acts = result_acts(named, self._narrative)
        if len(acts) < 2:
            acts = [act for act in dict.fromkeys(named.acts) if act in FLOW or act.startswith("carried")]
        documents = named.subject in DOCUMENTS
        if documents:
            known = self._narrative.by_words
            acts = [act for act in dict.fromkeys(named.acts) if (named.subject, "", act) in known]
        told = _are_in_order(before) or (documents and self._are_as_many(named, acts))
        if len(acts) > 1 and (documents or named.subject in ("", APPLICATIONS)) and told:
            self._acts = acts
        elif frame.subject or frame.acts or frame.unknown:
            self._acts = []
        return self._acts.pop(0) if self._acts else ""

    def person(self, before: Frame, frame: Frame) -> str:
        """Return the applicants that are this figure's by order: 企业、科研机构分别有14件、3件; empty where none are."""
        named = list(dict.fromkeys(t.key for t in before.words if t.kind == "people"))
        if len(named) > 1 and _are_in_order(before):
            self._people = named
        elif frame.words:
            self._people = []
        return self._people.pop(0) if self._people else ""

    def year(self, before: Frame, frame: Frame) -> int:
        """Return the year that is this figure's by order: 2024年、2025年分别收到268件、312件; 0 where none is."""
        named = _years_told(before) or years_in_a_row(before, self._year)
        if len(named) < 2 and before.words and self._reading.clauses:
            last = self._reading.clauses[-1]
            near = _years_told(last.frame) or years_in_a_row(last.frame, self._year)
            named = near if before.words[0].start - last.end <= 1 else []
        if len(named) > 1 and _are_in_order(before) and self._run in (1, len(named)):
            self._years, self._told = list(named), None
        elif any(token.text not in _JOINING for token in frame.words):
            self._years = []
        return self._years.pop(0) if self._years else 0

    def told(self, acts: tuple[str, ...], said: bool) -> tuple[tuple[str, ...], bool]:
        """Return what the first figure of a list of years says, whose acts are also those of the others."""
        self._told = self._told or (acts, said)
        return self._told

    def _are_as_many(self, named: Frame, acts: list[str]) -> bool:
        """Whether acts that are only named one after the other are as many as the figures side by side behind them."""
        words = [t for t in named.words if t.kind == "acts"]
        plain = self._reading.sentence.plain
        joined = all(plain[one.end : other.start] in _JOINING for one, other in pairwise(words))
        return joined and len(words) == len(acts) == self._run > 1

    def _named_before(self, before: Frame) -> Frame:
        """Return the words of the clause right before, for 分别为 that begins a clause; else the frame's own."""
        clauses = self._reading.clauses
        if not clauses or not before.words or not before.words[0].text.startswith(_IN_ORDER):
            return before
        return clauses[-1].frame if before.words[0].start - clauses[-1].end <= 1 else before


def _years_told(frame: Frame) -> list[int]:
    """Return the years that words name, with those between the two of 2023年至2025年."""
    words = frame.words
    if len(frame.years) == 2 and any(
        one.kind == other.kind == "year" and between.text in _UP_TO
        for one, between, other in zip(words, words[1:], words[2:], strict=False)
    ):
        return list(range(frame.years[0], frame.years[1] + 1))
    return frame.years


def years_in_a_row(frame: Frame, year: int) -> list[int]:
    """Return the years of 近三年, of which the report's own is the last; none where no number of them is told."""
    for one, other in pairwise([None, *frame.words]):
        number = _YEARS.get(other.text, 0) if other is not None else 0
        if one is not None and other is not None and one.text == "近" and other.key == "年":
            number = _YEARS.get(f"近{other.text}", 0)
        if number:
            return list(range(year - number + 1, year + 1))
    return []


def _are_in_order(before: Frame) -> bool:
    return any(token.text.startswith(_IN_ORDER) for token in before.words)
