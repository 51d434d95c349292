"""Patterns that are compiled when they are first used, because most checks use few of them."""

import re
from typing import Any, cast


class _Lazy:
    """Stands for a compiled pattern; becomes one with the first method that is asked of it."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __getattr__(self, name: str) -> Any:
        """Compile the pattern and keep its method *name* as an attribute: Python asks here once for each."""
        method = getattr(re.compile(self._text), name)
        setattr(self, name, method)
        return method


def pattern(text: str) -> re.Pattern[str]:
    """Return the pattern of a regular expression, compiled when it is first used."""
    return cast(re.Pattern[str], _Lazy(text))
