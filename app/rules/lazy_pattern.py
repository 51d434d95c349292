"""Patterns that are compiled when they are first used: most checks never use most of them."""

import re
from typing import Any, cast


class _Lazy:
    """Stands for a compiled pattern; becomes one with the first method that is asked of it."""

    __slots__ = ("_compiled", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._compiled: re.Pattern[str] | None = None

    def __getattr__(self, name: str) -> Any:
        if self._compiled is None:
            self._compiled = re.compile(self._text)
        return getattr(self._compiled, name)


def pattern(text: str) -> re.Pattern[str]:
    """Return the pattern of a regular expression, compiled when it is first used."""
    return cast(re.Pattern[str], _Lazy(text))
