"""The records of a sheet in an old Excel workbook ([MS-XLS] 2.1.4), for what xlrd leaves out."""

import struct
from collections.abc import Iterator

BIFF_8 = 80
_BEGIN, _END = 0x809, 0x0A


def records(data: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    """Yield kind and content of the records of the sheet that begins at *place*; charts in it are passed over."""
    depth = 0
    while 0 <= place <= len(data) - 4:
        kind, length = struct.unpack_from("<HH", data, place)
        body = data[place + 4 : place + 4 + length]
        place += 4 + length
        if kind == _BEGIN:
            depth += 1
        elif kind == _END:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:
            yield kind, body
