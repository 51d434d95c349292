"""Findings that rest on the texts alone are remembered while the texts stay: most edits change a cell."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import islice

from app.rules.examination import Examination, Words
from app.rules.model import Finding

_REMEMBERED = 4
"""Of how many reports."""

_MOST = 50


def of_texts(check: Callable[[Examination], Iterable[Finding]]) -> Callable[[Examination], Iterable[Finding]]:
    """Return *check* with a memory; it must look at nothing but what `Words` compares."""

    @lru_cache(maxsize=_REMEMBERED)
    def found(words: Words) -> tuple[Finding, ...]:
        return tuple(islice(check(words.examined), _MOST))

    def remembered(examined: Examination) -> Iterable[Finding]:
        return found(examined.words)

    return remembered
