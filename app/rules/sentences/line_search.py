"""Searches texts for patterns line by line, and remembers the matches of a line: an edit changes one line of many."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from app.lazy_pattern import pattern
from app.values import half_width

_REMEMBERED = 256
_LONGEST_REMEMBERED = 1_000

Place = tuple[int, int, re.Match[str]]
"""Where in the text a match starts and ends, and the match, whose own positions are those in its line."""


_half_width = lru_cache(maxsize=_REMEMBERED)(half_width)


class LineSearch:
    """Finds a pattern within the lines of texts; with *narrow* each line is made half-width before.

    *may_hold* tells of a line at a glance whether the pattern is worth a search.
    """

    def __init__(
        self,
        expression: str | re.Pattern[str],
        *,
        narrow: bool = False,
        may_hold: Callable[[str], bool] = bool,
    ) -> None:
        self._pattern = pattern(expression) if isinstance(expression, str) else expression
        self._narrow = narrow
        self._may_hold = may_hold
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._searched)

    def _searched(self, line: str) -> tuple[re.Match[str], ...]:
        line = _half_width(line) if self._narrow else line
        return tuple(self._pattern.finditer(line)) if self._may_hold(line) else ()

    def finditer(self, text: str) -> Iterator[Place]:
        """Yield the matches in all lines of *text*."""
        start = 0
        for line in text.split("\n"):
            if line:
                search = self._remembered if len(line) <= _LONGEST_REMEMBERED else self._searched
                for match in search(line):
                    yield start + match.start(), start + match.end(), match
            start += len(line) + 1
