"""The numbers that Word sets before paragraphs by itself: without them a heading 一、… would lose its number."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from app.chinese_numerals import chinese_numeral

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHINESE = frozenset(
    (
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCountingThousand",
        "taiwaneseCounting",
    )
)
_LEVELS = 9
_LARGEST = 9999


@dataclass(frozen=True)
class _Level:
    format: str
    text: str
    start: int


@dataclass
class _List:
    levels: Mapping[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)


def _val(element: etree._Element | None) -> str:
    return "" if element is None else element.get(_W + "val", "")


def _int(text: str, default: int = 0) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else default


class Numbering:
    """Counts along the paragraphs of a document in reading order."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        if numbering is not None:
            self._read_lists(numbering)
        if styles is not None:
            self._read_styles(styles)

    def _read_lists(self, numbering: etree._Element) -> None:
        abstract: dict[str, _List] = {}
        for item in numbering.iterchildren(_W + "abstractNum"):
            levels = {
                _int(level.get(_W + "ilvl", "")): _level(level) for level in item.iterchildren(_W + "lvl")
            }
            abstract[item.get(_W + "abstractNumId", "")] = _List(levels)
        for item in numbering.iterchildren(_W + "num"):
            base = abstract.get(_val(item.find(_W + "abstractNumId")))
            if base is None:
                continue
            overridden = item.find(f"{_W}lvlOverride/{_W}startOverride") is not None
            self._lists[item.get(_W + "numId", "")] = _List(base.levels) if overridden else base

    def _read_styles(self, styles: etree._Element) -> None:
        for style in styles.iterchildren(_W + "style"):
            place = style.find(f"{_W}pPr/{_W}numPr")
            if place is not None and (number := _val(place.find(_W + "numId"))):
                level = _int(_val(place.find(_W + "ilvl")))
                self._styles[style.get(_W + "styleId", "")] = (number, level)

    def counts(self) -> dict[str, dict[int, int]]:
        """Return how far the counting has come, for `count_from`."""
        return {number: dict(known.counts) for number, known in self._lists.items()}

    def count_from(self, counts: dict[str, dict[int, int]]) -> None:
        """Go on counting from an earlier place: what was read since is read again."""
        for number, known in self._lists.items():
            known.counts.clear()
            known.counts.update(counts[number])

    def label(self, paragraph: etree._Element) -> str:
        """Return the number printed before *paragraph*, counting it; empty for one without."""
        place = paragraph.find(f"{_W}pPr/{_W}numPr")
        if place is not None:
            number, level = _val(place.find(_W + "numId")), _int(_val(place.find(_W + "ilvl")))
        else:
            style = _val(paragraph.find(f"{_W}pPr/{_W}pStyle"))
            number, level = self._styles.get(style, ("", 0))
        known = self._lists.get(number)
        if known is None or level not in known.levels:
            return ""
        return _count(known, level)


def _level(element: etree._Element) -> _Level:
    return _Level(
        _val(element.find(_W + "numFmt")) or "decimal",
        _val(element.find(_W + "lvlText")),
        _int(_val(element.find(_W + "start")), 1),
    )


def _count(known: _List, level: int) -> str:
    counts = known.counts
    counts[level] = counts.get(level, known.levels[level].start - 1) + 1
    for deeper in [other for other in counts if other > level]:
        del counts[deeper]
    text = known.levels[level].text
    if known.levels[level].format in ("bullet", "none"):
        # A digit set before each paragraph is seen as one, whatever it is meant for.
        return text if any(sign.isdigit() for sign in text) else ""
    for other in range(_LEVELS):
        mark = f"%{other + 1}"
        if mark in text and other in known.levels:
            number = counts.get(other, known.levels[other].start)
            text = text.replace(mark, _spelled(number, known.levels[other].format))
    return text


def _spelled(number: int, kind: str) -> str:
    if kind in _CHINESE and number <= _LARGEST:
        return chinese_numeral(number)
    if kind == "ideographDigital":
        return "".join(chinese_numeral(int(digit)) if digit != "0" else "〇" for digit in str(number))
    if kind == "decimalEnclosedCircle" and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if kind in ("lowerLetter", "upperLetter") and 1 <= number <= 26:
        return chr((97 if kind == "lowerLetter" else 65) + number - 1)
    return str(number)
