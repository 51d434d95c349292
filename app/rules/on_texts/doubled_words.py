"""The rule for words and characters written twice: what a proof-reader strikes out."""

from collections.abc import Collection, Iterator

from app.lazy_pattern import pattern
from app.rules.examination import Examination
from app.rules.model import Finding, Severity
from app.rules.on_texts.typography import quoted
from app.rules.rule import rule
from app.rules.sentences.line_search import LineSearch
from app.rules.sentences.plain_sentences import CLAUSE_MARKS

_HAN = r"[^\W\d_A-Za-z]"
"""A Chinese character: any letter that is not Latin. This class matches faster than a list of ranges."""

_PARTICLES = {
    "的": ("目标", "确"), "了": ("为", "解如然"), "在": ("存现潜内外", ""), "及": ("以涉普", "时格早"), "和": ("温缓平饱", "谐平睦"),
    "是": ("于但还可只就要总正", "非"), "性": ("", "质能格别情状命"), "们": ("", ""), "率": ("", "先领"),
}  # fmt: skip
"""Characters that are doubled by mistake, but where one of these stands before or after: 目的的确."""

_DOUBLED = LineSearch(rf"({_HAN}{{2,6}})\1|({_HAN})\2(?!\2)")
_REPEATABLE = pattern(r"^[一二三四五六七八九十百千万两]|^(.)\1")
_LONGEST_WORD = 10
_FEWEST = 2
_ALONE = frozenset("请如需须该各就年月日时人")
"""Characters that are words of their own, so that one may end a word and the next begin with it."""


@rule(
    "text.doubled",
    "重复的字词",
    "同一个字或词连写了两遍；可能有意的只提问。",
    source="校对常规",
    of_texts=True,
)
def doubled(examined: Examination) -> Iterator[Finding]:
    """Yield a finding for each word or character written twice (进行进行, 规范性性文件); 一项一项 is good Chinese."""
    words = examined.report.form.narrative.words
    for section, text in examined.texts.items():
        for start, end, match in _DOUBLED.finditer(text):
            word, character = match[1], match[2]
            if word is not None:
                severity = None if _REPEATABLE.search(word) else Severity.ASK
            elif _is_particle(match.string, match.start()):
                severity = Severity.WARNING
            else:
                severity = _of_character(match.string, match.start(), words)
            if severity is not None:
                once = character if severity is Severity.WARNING else None
                message = f"{quoted(text, start, end)}像是重复了。"
                yield doubled.at_words(message, section, text, start, end, once, severity)


def _is_particle(line: str, at: int) -> bool:
    """Whether the character at *at* and after it is a particle that is never doubled on purpose."""
    if line[at] not in _PARTICLES:
        return False
    before, after = _PARTICLES[line[at]]
    return line[at - 1 : at] not in (*before,) and line[at + 2 : at + 3] not in (*after,)


def _of_character(line: str, at: int, words: Collection[str]) -> Severity | None:
    """Tell whether the character at *at* and after it is one too many: sure inside a known word, likely at its end.

    Most doubled characters end one word and begin the next: 工作作风, 全市市场.
    """
    begin = max(0, at - _LONGEST_WORD)
    once = line[begin:at] + line[at + 1 : at + 1 + _LONGEST_WORD]
    place = at - begin
    if line[at] in _ALONE:
        return None
    for start in range(place):
        if any(
            once[start:end] in words for end in range(place + 2, min(len(once), start + _LONGEST_WORD) + 1)
        ):
            return Severity.WARNING
    if line[at] in words:
        return None
    if _begins_word(line, at + 1, words):
        begins_clause = at == 0 or line[at - 1] in CLAUSE_MARKS
        return Severity.ASK if begins_clause and _begins_word(line, at + 1, words, 3) else None
    ends = any(once[start : place + 1] in words for start in range(place))
    return Severity.ASK if ends and _begins_word(once, place + 1, words) else None


def _begins_word(text: str, at: int, words: Collection[str], fewest: int = _FEWEST) -> bool:
    return any(text[at : at + length] in words for length in range(fewest, _LONGEST_WORD))
