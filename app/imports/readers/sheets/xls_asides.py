"""What lies on the sheets of an old Excel workbook beside their cells: comments, text boxes, pictures.

xlrd gives the comments alone; the others are found by the records of a sheet's objects ([MS-XLS] 2.4.181, 2.4.329).
"""

import struct
from collections.abc import Iterable, Iterator
from typing import Any

from app.imports.raw_document import Aside
from app.imports.readers.sheets.sheet_asides import MOST, comment, pictures, text_box
from app.imports.readers.sheets.xls_records import BIFF_8, records

_CONTINUED, _OBJECT, _TEXT = 0x3C, 0x5D, 0x1B6
_PICTURE, _COMMENT = 0x08, 0x19


def asides(book: Any) -> Iterator[Aside]:
    """Yield them sheet by sheet; *book* is xlrd's, its bytes not yet released."""
    for number, sheet in enumerate(book.sheets()):
        notes = [note.text.strip() for _, note in sorted(sheet.cell_note_map.items())]
        yield from (comment(sheet.name, text) for text in notes[:MOST] if text)
        if book.biff_version < BIFF_8:
            continue
        boxes, count = _objects(records(book.mem, book._sh_abs_posn[number]))
        yield from (text_box(sheet.name, text) for text in boxes[:MOST])
        if count:
            yield pictures(sheet.name, count)


def _objects(found: Iterable[tuple[int, bytes]]) -> tuple[list[str], int]:
    """Return the texts of a sheet's shapes, and how many pictures it has, from its records."""
    texts, count, kind, left = list[str](), 0, 0, 0
    for record, body in found:
        if record == _OBJECT and len(body) >= 6:
            kind = struct.unpack_from("<H", body, 4)[0]
            count += kind == _PICTURE
        elif record == _TEXT and len(body) >= 12:
            left = struct.unpack_from("<H", body, 10)[0] if kind != _COMMENT else 0
            if left:
                texts.append("")
        elif record == _CONTINUED and left and body:
            text = body[1:].decode("utf-16-le" if body[0] & 1 else "latin-1", "replace")[:left]
            texts[-1] += text
            left -= len(text)
    return [text.strip() for text in texts if text.strip()], count
