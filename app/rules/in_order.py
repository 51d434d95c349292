"""Figures in order: what several subjects, acts or years named before 分别 give to the figures that follow them."""

from app.forms.narrative import Narrative
from app.rules.frames import APPLICATIONS, FLOW, Frame, result_acts
from app.rules.readings import Reading

_IN_ORDER = ("分别", "依次")


class InOrder:
    """What is still to be given to the next figures of one sentence."""

    def __init__(self, narrative: Narrative, reading: Reading) -> None:
        self._narrative = narrative
        self._reading = reading
        self._subjects: list[str] = []
        self._acts: list[str] = []
        self._people: list[str] = []
        self._years: list[int] = []
        self._told: tuple[tuple[str, ...], bool] | None = None

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
        if len(acts) > 1 and named.subject in ("", APPLICATIONS) and _are_in_order(before):
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
        named = before.years
        if len(named) < 2 and before.words and self._reading.clauses:
            last = self._reading.clauses[-1]
            named = last.frame.years if before.words[0].start - last.end <= 1 else []
        if len(named) > 1 and _are_in_order(before):
            self._years, self._told = list(named), None
        elif frame.words:
            self._years = []
        return self._years.pop(0) if self._years else 0

    def told(self, acts: tuple[str, ...], said: bool) -> tuple[tuple[str, ...], bool]:
        """Return what the first figure of a list of years says, whose acts are also those of the others."""
        self._told = self._told or (acts, said)
        return self._told

    def _named_before(self, before: Frame) -> Frame:
        """Return the words of the clause right before, for 分别为 that begins a clause; else the frame's own."""
        clauses = self._reading.clauses
        if not clauses or not before.words or not before.words[0].text.startswith(_IN_ORDER):
            return before
        return clauses[-1].frame if before.words[0].start - clauses[-1].end <= 1 else before


def _are_in_order(before: Frame) -> bool:
    return any(token.text.startswith(_IN_ORDER) for token in before.words)
