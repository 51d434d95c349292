"""Places in the master workbook that are filled in for each unit: words in its texts, and numbers nobody would write."""

from dataclasses import dataclass, field

UNIT_TOKEN, YEAR_TOKEN, TITLE_TOKEN, ID_TOKEN = (f"@@{word}@@" for word in ("unit", "year", "title", "id"))
_FIRST = 77_700_000_000_000


@dataclass
class Tokens:
    """Numbers that stand for a figure of this year (``cell``, key) or the last one (``last``, key)."""

    known: dict[str, tuple[str, str]] = field(default_factory=dict)

    def number(self, of: tuple[str, str]) -> int:
        """Return the number that stands for *of*."""
        number = _FIRST + len(self.known)
        self.known[str(number)] = of
        return number
