"""The first page of a PDF file as a PNG image."""

from __future__ import annotations

import struct
import zlib

import pypdfium2

from app.pdfium import LOCK

_DPI = 200
_METRE = 39.3701
_COLOUR_TYPE_RGB = 2


def png_file(pdf: bytes, title: str, words: str) -> bytes:
    """Return the picture; *title* and *words* say in its metadata what it shows."""
    width, height, rows = _picture(pdf)
    header = struct.pack(">2I5B", width, height, 8, _COLOUR_TYPE_RGB, 0, 0, 0)
    dots = round(_DPI * _METRE)
    chunks = [
        (b"IHDR", header),
        (b"sRGB", b"\0"),
        (b"pHYs", struct.pack(">2IB", dots, dots, 1)),
        (b"iTXt", _text("Title", title)),
        (b"iTXt", _text("Description", words)),
        (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _picture(pdf: bytes) -> tuple[int, int, bytes]:
    """Return width, height, and the rows of pixels, each after a byte that names no filter."""
    with LOCK, pypdfium2.PdfDocument(pdf) as opened:
        page = opened[0]
        bitmap = page.render(scale=_DPI / 72, rev_byteorder=True)
        width, height, stride, pixels = bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer)
        depth = bitmap.n_channels
        bitmap.close()
        page.close()
    rows = bytearray()
    for y in range(height):
        row = bytearray(pixels[y * stride : y * stride + width * depth])
        if depth == 4:
            del row[3::4]
        rows += b"\0" + row
    return width, height, bytes(rows)


def _text(keyword: str, text: str) -> bytes:
    """Return the content of an international text chunk, uncompressed."""
    return keyword.encode("latin-1") + b"\0\0\0zh-CN\0\0" + text.encode("utf-8")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
