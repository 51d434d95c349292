"""Conditional formats of an old Excel workbook, which xlrd does not read ([MS-XLS] 2.4.42, 2.4.56, 2.5.91)."""

import struct
from collections.abc import Callable, Iterable, Iterator

from app.imports.readers.sheets.xlsx_conditions import HIDDEN, HidingRule, RuledLook
from app.imports.readers.sheets.xlsx_places import CellRange

_AREAS, _RULE, _NEWER_AREAS, _NEWER_RULE = 0x1B0, 0x1B1, 0x879, 0x87A
_NEWER_HEAD = 12
_COMPARES = 1
_BARS, _SIGNS = 4, 6
_OPERATORS = {3: "=", 4: "<>", 5: ">", 6: "<", 7: ">=", 8: "<="}
_NUMBER, _FONT, _ALIGNMENT, _BORDER, _PATTERN = 1 << 25, 1 << 26, 1 << 27, 1 << 28, 1 << 29
_OWN_NUMBER = 1
_FONT_SIZE, _HEIGHT_AT, _STYLE_AT, _COLOUR_AT, _KEPT_AT = 118, 64, 68, 80, 88
_STRUCK = 0x80
_TINY = 40
"""Twentieths of a point up to which nobody reads a figure."""
_SOLID = 1
_MOST = 1000


def rules_of(found: Iterable[tuple[int, bytes]], colour: Callable[[int], str]) -> list[HidingRule]:
    """Return the rules among a sheet's records; *colour* turns a number of the palette into RRGGBB."""
    rules: list[HidingRule] = []
    areas: list[CellRange] = []
    for kind, body in found:
        try:
            if kind in (_AREAS, _NEWER_AREAS):
                areas = list(_areas(body[_NEWER_HEAD if kind == _NEWER_AREAS else 0 :]))
            elif kind == _RULE:
                test, look = _rule(body, colour)
                rules += [HidingRule(area, test, look) for area in areas if look.changes]
            elif kind == _NEWER_RULE and body[_NEWER_HEAD] in (_BARS, _SIGNS):
                # Whether the figure is shown beside its bar or sign is not worked out.
                rules += [HidingRule(area, None, HIDDEN) for area in areas]
        except (struct.error, IndexError):
            # What is damaged may hide anything where it holds.
            rules += [HidingRule(area, None, HIDDEN) for area in areas]
    return rules[:_MOST]


def _areas(body: bytes) -> Iterator[CellRange]:
    (count,) = struct.unpack_from("<H", body, 12)
    for number in range(min(count, _MOST)):
        top, bottom, left, right = struct.unpack_from("<4H", body, 14 + 8 * number)
        yield CellRange(top + 1, left + 1, bottom + 1, right + 1)


def _rule(body: bytes, colour: Callable[[int], str]) -> tuple[tuple[str, float] | None, RuledLook]:
    kind, operator, first, _ = struct.unpack_from("<BBHH", body, 0)
    flags, more = struct.unpack_from("<IH", body, 6)
    place = 12
    hides, font, ground = bool(flags & _NUMBER), "", ""
    if flags & _NUMBER:
        place += struct.unpack_from("<H", body, place)[0] if more & _OWN_NUMBER else 2
    if flags & _FONT:
        struck, font = _font(body[place : place + _FONT_SIZE], colour)
        hides, place = hides or struck, place + _FONT_SIZE
    place += 8 * (bool(flags & _ALIGNMENT) + bool(flags & _BORDER))
    if flags & _PATTERN:
        ground = _ground(struct.unpack_from("<I", body, place)[0], flags, colour)
    size = len(body) - first - struct.unpack_from("<H", body, 4)[0]
    test = _test(operator, body[size : size + first]) if kind == _COMPARES else None
    return test, RuledLook(font, ground, hides)


def _font(body: bytes, colour: Callable[[int], str]) -> tuple[bool, str]:
    """Return whether a font strikes or shrinks a figure away, and its colour, empty for none."""
    height, style = struct.unpack_from("<iI", body, _HEIGHT_AT)
    (number,) = struct.unpack_from("<i", body, _COLOUR_AT)
    (kept,) = struct.unpack_from("<I", body, _KEPT_AT)
    struck = bool(style & _STRUCK) and not kept & _STRUCK
    return struck or 0 < height <= _TINY, colour(number) if number >= 0 else ""


def _ground(pattern: int, flags: int, colour: Callable[[int], str]) -> str:
    """Return what colour a rule paints behind a figure, empty for none."""
    kind, front, back = pattern >> 10 & 0x3F, pattern >> 16 & 0x7F, pattern >> 23 & 0x7F
    if flags >> 16 & 1 or kind <= _SOLID:
        # A rule's solid ground has the colour that is another's background.
        return "" if flags >> 18 & 1 else colour(back)
    return "" if flags >> 17 & 1 else colour(front)


def _test(operator: int, formula: bytes) -> tuple[str, float] | None:
    """Return for which figures a rule holds that compares with a number that is written out."""
    sign = _OPERATORS.get(operator)
    if sign is None:
        return None
    if formula[:1] == b"\x1e" and len(formula) == 3:
        return sign, float(struct.unpack_from("<H", formula, 1)[0])
    if formula[:1] == b"\x1f" and len(formula) == 9:
        return sign, struct.unpack_from("<d", formula, 1)[0]
    return None
