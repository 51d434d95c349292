"""The numbers that Word sets before paragraphs by itself: without them a heading 一、… would lose its number."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from app.chinese_numerals import chinese_numeral
from app.imports.readers.word.docx_names import W

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
    return "" if element is None else element.get(W + "val", "")


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
        for item in numbering.iterchildren(W + "abstractNum"):
            levels = {
                _int(level.get(W + "ilvl", "")): _level(level) for level in item.iterchildren(W + "lvl")
            }
            abstract[item.get(W + "abstractNumId", "")] = _List(levels)
        for item in numbering.iterchildren(W + "num"):
            base = abstract.get(_val(item.find(W + "abstractNumId")))
            if base is None:
                continue
            overridden = item.find(f"{W}lvlOverride/{W}startOverride") is not None
            self._lists[item.get(W + "numId", "")] = _List(base.levels) if overridden else base

    def _read_styles(self, styles: etree._Element) -> None:
        for style in styles.iterchildren(W + "style"):
            place = style.find(f"{W}pPr/{W}numPr")
            if place is not None and (number := _val(place.find(W + "numId"))):
                level = _int(_val(place.find(W + "ilvl")))
                self._styles[style.get(W + "styleId", "")] = (number, level)

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
        place = paragraph.find(f"{W}pPr/{W}numPr")
        if place is not None:
            number, level = _val(place.find(W + "numId")), _int(_val(place.find(W + "ilvl")))
        else:
            style = _val(paragraph.find(f"{W}pPr/{W}pStyle"))
            number, level = self._styles.get(style, ("", 0))
        known = self._lists.get(number)
        if known is None or level not in known.levels:
            return ""
        return _count(known, level)


def _level(element: etree._Element) -> _Level:
    return _Level(
        _val(element.find(W + "numFmt")) or "decimal",
        _val(element.find(W + "lvlText")),
        _int(_val(element.find(W + "start")), 1),
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
