"""What lies over the cells of a sheet in an old Excel workbook: text boxes, pictures, lines ([MS-ODRAW] 2.2.14)."""

import struct
from collections.abc import Iterable, Iterator

from app.imports.readers.sheets.xlsx_places import CellRange

_DRAWING, _OBJECT = 0xEC, 0x5D
_CONTAINERS = (0xF002, 0xF003, 0xF004)
_PROPERTIES, _ANCHOR = 0xF00B, 0xF010
_ARROW, _COMMENT = 0x14, 0x19
"""The arrow of a filter or a list, and a comment, which is not shown."""
_TEXT_BOX, _PICTURE, _LINE = 0x06, 0x08, 0x01
_FILLED, _SHOWN = 0x1BF, 0x3BF
_IS_FILLED, _TELLS_FILLED, _IS_HIDDEN, _TELLS_HIDDEN = 0x10, 0x100000, 0x2, 0x20000
_MOST = 500


def covered(found: Iterable[tuple[int, bytes]]) -> list[CellRange]:
    """Return the areas among a sheet's records that something lies over."""
    areas: list[CellRange] = []
    anchor: CellRange | None = None
    properties: dict[int, int] = {}
    for kind, body in found:
        if kind == _DRAWING:
            for name, content in _parts(body):
                if name == _ANCHOR and len(content) >= 18:
                    _, left, _, top, _, right, _, bottom, _ = struct.unpack_from("<9H", content)
                    anchor = CellRange(top + 1, left + 1, bottom + 1, right + 1)
                elif name == _PROPERTIES:
                    properties = dict(_properties(content))
        elif kind == _OBJECT and len(body) >= 6:
            what = struct.unpack_from("<H", body, 4)[0]
            if anchor is not None and _covers(what, properties) and len(areas) < _MOST:
                areas.append(anchor)
            anchor, properties = None, {}
    return areas


def _parts(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield kind and content of the drawing's parts; a container's own parts follow it."""
    place = 0
    while place <= len(data) - 8:
        _, name, length = struct.unpack_from("<HHI", data, place)
        place += 8
        if name not in _CONTAINERS:
            yield name, data[place : place + length]
            place += length


def _properties(content: bytes) -> Iterator[tuple[int, int]]:
    for place in range(0, len(content) - 5, 6):
        name, value = struct.unpack_from("<HI", content, place)
        yield name & 0x3FFF, value


def _covers(what: int, properties: dict[int, int]) -> bool:
    """Whether an object is seen and more than a frame around what lies under it."""
    shown, filled = properties.get(_SHOWN, 0), properties.get(_FILLED, 0)
    if what in (_ARROW, _COMMENT) or (shown & _IS_HIDDEN and shown & _TELLS_HIDDEN):
        return False
    if what in (_TEXT_BOX, _PICTURE, _LINE):
        return True
    return bool(filled & _IS_FILLED) or not filled & _TELLS_FILLED
