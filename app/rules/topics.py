"""Whose work a figure in a sentence counts: the report's own, or something that is only told in the same words.

受理 and 办结 are said of complaints, permits and legal aid as well as of applications. A figure is the report's own when
the words that lead to it name one of the report's subjects, or name nothing and the subject before them was one. Words
that are neither a subject nor the usual small words of such a sentence name other work, and then nothing is read.
"""

import re

from app.forms.narrative import Narrative

_QUANTITY = re.compile(r"[0-9][0-9.]*(?:[万亿]?[件份宗条起例次个项部篇期场人户批元%]|余|多)?")
_BREAKS = re.compile(r"[，。；：！？]")
_WORDS = re.compile(r"[\u4e00-\u9fffA-Za-z]+")
_FEWEST = 2
"""Unknown words of fewer characters than this name nothing."""


def is_other_work(plain: str, at: int, narrative: Narrative, before: str = "") -> bool:
    """Whether the number at position *at* of a plain sentence counts other work than the report's tables do.

    *before* is the plain text of the sentences before in its paragraph.
    """
    if narrative.subjects is None:
        return False
    text = before + plain
    end = at + len(before)
    while True:
        start = _start_of_phrase(text, end)
        verdict = _named(text[start:end], narrative)
        if verdict is not None:
            return verdict
        if start == 0:
            return False
        # The phrase names nothing: what was spoken of last still is.
        end = (
            start - 1
            if _BREAKS.match(text, start - 1) or text[start - 1] in "()、"
            else _back_over(text, start)
        )


def _start_of_phrase(text: str, end: int) -> int:
    """Return where the words that lead to a number begin: after a mark, or after the number before."""
    start = max((text.rfind(mark, 0, end) for mark in "，。；：！？()、"), default=-1) + 1
    numbers = [match.end() for match in _QUANTITY.finditer(text, start, end) if match.end() <= end]
    return max([start, *numbers])


def _back_over(text: str, start: int) -> int:
    """Return the place before the number that ends at *start*."""
    number = max(
        (match for match in _QUANTITY.finditer(text, max(0, start - 16), start)),
        key=lambda m: m.end(),
        default=None,
    )
    return number.start() if number and number.end() == start else start - 1


def _named(phrase: str, narrative: Narrative) -> bool | None:
    """Say whether a phrase names other work (True), the report's own (False), or nothing (None)."""
    assert narrative.subjects is not None
    if narrative.subjects.own.search(phrase):
        return False
    unknown = "".join(_WORDS.findall(narrative.subjects.light.sub(" ", phrase)))
    return True if len(unknown) >= _FEWEST else None
