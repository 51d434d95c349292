"""A page for print as grey strips, without the white around what is on it: the whole picture is never in memory."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from app.printing.gdi import Strip
from ui.printing.page_layout import height_for
from ui.printing.page_pictures import ReportPdf, draw_strip

_STRIP_BYTES = 1_000_000
"""The largest strip, in bytes. Windows holds each a second time until the page is printed."""


def inked(picture: QImage) -> QRect:
    """Return the part of a grey picture that is not white; empty for a white one."""
    width, stride = picture.width(), picture.bytesPerLine()
    data = bytes(picture.constBits())
    rows = [data[at : at + width] for at in range(0, picture.height() * stride, stride)]
    dark = [number for number, row in enumerate(rows) if row.count(255) != width]
    if not dark:
        return QRect()
    used = [rows[number] for number in dark]
    left = min(width - len(row.lstrip(b"\xff")) for row in used)
    right = max(len(row.rstrip(b"\xff")) for row in used)
    return QRect(left, dark[0], right - left, dark[-1] - dark[0] + 1)


def pieces(made: ReportPdf, page: int, width: int) -> Iterator[tuple[int, int, QImage]]:
    """Yield what is on a page that is *width* pixels wide: places from its corner, and pictures in shades of grey."""
    rows = max(1, _STRIP_BYTES // width)
    for top in range(0, height_for(made.sizes[page], width), rows):
        picture = draw_strip(made, page, width, top, rows)
        part = inked(picture)
        if not part.isEmpty():
            yield part.left(), top + part.top(), picture.copy(part)


def strips(made: ReportPdf, page: int, width: int) -> Iterator[Strip]:
    """Yield the same for Windows, which begins with the lowest row."""
    for left, top, picture in pieces(made, page, width):
        stride = picture.bytesPerLine()
        data = bytes(picture.constBits())
        starts = range((picture.height() - 1) * stride, -1, -stride)
        dots = b"".join(data[at : at + stride] for at in starts)
        yield Strip(left, top, picture.width(), picture.height(), dots)
