"""The numbers that LibreOffice sets before the items of a list; they stand nowhere in the text."""

from lxml import etree

from app.chinese_numerals import chinese_numeral
from app.imports.readers.libre_office.open_document_names import STYLE, TEXT

_BULLET = TEXT + "list-level-style-bullet"
_PATTERN = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}num-list-format"


class ListCounters:
    """Counts the items of lists by the name of their style and their level."""

    def __init__(self, roots: list[etree._Element | None]) -> None:
        self._levels: dict[tuple[str, int], etree._Element] = {}
        for root in roots:
            for style in () if root is None else root.iter(TEXT + "list-style"):
                for level in style.iterchildren(TEXT + "list-level-style-number", _BULLET):
                    number = level.get(TEXT + "level", "1")
                    if number.isdecimal() and len(number) < 3:
                        self._levels[style.get(STYLE + "name", ""), int(number)] = level
        self._counts: dict[tuple[str, int], int] = {}

    def begin(self, name: str, level: int, *, goes_on: bool) -> None:
        """Begin to count anew, unless the list goes on."""
        if not goes_on or level > 1:
            self._counts[name, level] = 0

    def start_at(self, name: str, level: int, number: str) -> None:
        """Go on with the number that an item says of itself."""
        style = self._levels.get((name, level))
        if style is not None and number.isdecimal() and len(number) < 6:
            self._counts[name, level] = int(number) - self._first(style)

    @staticmethod
    def _first(style: etree._Element) -> int:
        start = style.get(TEXT + "start-value", "1")
        return int(start) if start.isdecimal() and len(start) < 6 else 1

    def label(self, name: str, level: int) -> str:
        """Return the next item's number with what stands around it, empty for an item with a bullet."""
        style = self._levels.get((name, level))
        if style is None:
            return ""
        if style.tag == _BULLET:
            # A digit set before each item is seen as one, whatever it is meant for.
            bullet = style.get(TEXT + "bullet-char", "")
            return bullet if bullet.isdecimal() else ""
        first = self._first(style)
        count = self._counts[name, level] = self._counts.get((name, level), 0) + 1
        form = style.get(STYLE + "num-format", "")
        number = _written(first + count - 1, form)
        pattern = str(style.get(_PATTERN) or "")
        if number and f"%{level}%" in pattern and pattern.count("%") == 2:
            return pattern.replace(f"%{level}%", number)
        return (
            f"{style.get(STYLE + 'num-prefix', '')}{number}{style.get(STYLE + 'num-suffix', '')}"
            if number
            else ""
        )


def _written(number: int, form: str) -> str:
    if not form:
        return ""
    if form.startswith(("一", "壹")):
        return chinese_numeral(number)
    if form.startswith("①") and number <= 20:
        return chr(ord("①") + number - 1)
    if form in ("a", "A") and number <= 26:
        return chr(ord(form) + number - 1)
    return str(number)
