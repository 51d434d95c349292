"""The first page of a PDF file, or one chart, as a PNG image."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

import pypdfium2

from app.exports.chart_values import Chart
from app.exports.pages.chart_layout import chart_layout
from app.exports.pages.fonts import FontSet
from app.exports.pages.metrics import LEFT, PAGE_HEIGHT, PAGE_WIDTH, TOP, WIDTH
from app.exports.pages.page import Composition, Page
from app.exports.pages.structure_tree import Element
from app.exports.pdf.metadata import PdfMetadata
from app.exports.pdf.pdf_a import pdf_file
from app.pdfium import LOCK

_DPI = 200
_METRE = 39.3701
_COLOUR_TYPE_RGB = 2


def png_file(pdf: bytes, title: str, words: str, cut: Sequence[float] = (0, 0, 0, 0)) -> bytes:
    """Return the picture, without what is *cut* off left, bottom, right and top in points; *title* and *words* say in its metadata what it shows."""
    width, height, rows = _picture(pdf, cut)
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


def chart_picture(chart: Chart, fonts: FontSet) -> bytes:
    """Return one chart as wide as a report's text. Raises MissingGlyphError."""
    layout = chart_layout(chart, fonts, WIDTH)
    page, root = Page(0), Element("Document")
    layout.place(page, root, LEFT, PAGE_HEIGHT - TOP, 1)
    pdf = pdf_file(Composition([page], root, []), PdfMetadata(chart.name, "", "", ""))
    below = PAGE_HEIGHT - TOP - layout.height
    return png_file(pdf, chart.name, chart.words(), (LEFT, max(0, below), PAGE_WIDTH - LEFT - WIDTH, TOP))


def _picture(pdf: bytes, cut: Sequence[float]) -> tuple[int, int, bytes]:
    """Return width, height, and the rows of pixels, each after a byte that names no filter."""
    with LOCK, pypdfium2.PdfDocument(pdf) as opened:
        page = opened[0]
        bitmap = page.render(scale=_DPI / 72, rev_byteorder=True, crop=(cut[0], cut[1], cut[2], cut[3]))
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
