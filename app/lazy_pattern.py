"""Patterns that are compiled when they are first used: a command uses few of those it loads."""

import re
from typing import Any, cast


class _Lazy:
    """Stands for a compiled pattern; becomes one with the first method that is asked of it."""

    def __init__(self, text: str, flags: int) -> None:
        self._text = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        """Compile the pattern and keep its method *name* as an attribute: Python asks here once for each."""
        method = getattr(re.compile(self._text, self._flags), name)
        setattr(self, name, method)
        return method


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """Return the pattern of a regular expression, compiled when it is first used."""
    return cast(re.Pattern[str], _Lazy(text, flags))
