"""Draws the pages of a job on a printer of Windows, in grey strips at the printer's resolution.

Qt's own way turns every picture into one of 32 bits a pixel, which takes four times the memory here and in the spooler.
Windows only; names are those of wingdi.h.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from app.errors import UserError
from app.printing.job import Job, Run
from app.printing.printers import PAPERS
from app.printing.winspool import settings_of

FINEST = 600
"""Dots per inch: beyond this a page of text gains nothing and takes four times the data."""
_MM_PER_INCH = 25.4
_PAPER_TOLERANCE_MM = 3.0
_DPI_X, _DPI_Y, _PHYSICAL_WIDTH, _PHYSICAL_HEIGHT, _OFFSET_X, _OFFSET_Y = 88, 90, 110, 111, 112, 113
_COPY, _PLAIN_COLORS, _REPEAT_DOTS = 0x00CC0020, 0, 3
_CANCELLED = (63, 1223)
"""ERROR_PRINT_CANCELLED, ERROR_CANCELLED: the user closed a window of the driver."""


@dataclass(frozen=True)
class Strip:
    """A part of a page in grey: its place in dots from the page's corner, and its rows from the lowest to the highest.

    Each row begins at a multiple of four bytes.
    """

    left: int
    top: int
    width: int
    rows: int
    dots: bytes


@dataclass(frozen=True)
class Paper:
    """The paper as the driver describes it: dots per inch, its size and the corner where printing begins, in dots."""

    dpi: tuple[int, int]
    size: tuple[int, int]
    offset: tuple[int, int]

    @property
    def drawn_dpi(self) -> int:
        """The resolution of the strips."""
        return min(self.dpi[0], FINEST)

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height."""
        return self.size[0] / self.dpi[0] * _MM_PER_INCH, self.size[1] / self.dpi[1] * _MM_PER_INCH

    def is_of(self, paper: str) -> bool:
        """Whether this is a paper of that name."""
        meant = PAPERS[paper]
        return all(abs(a - b) <= _PAPER_TOLERANCE_MM for a, b in zip(self.size_mm, meant, strict=True))

    def place(self, strip: Strip, corner: tuple[int, int]) -> tuple[int, int, int, int]:
        """Return where a strip goes in the printer's dots; *corner* is where the page begins, in the strip's dots."""
        edges = []
        for axis, (first, length) in enumerate(((strip.left, strip.width), (strip.top, strip.rows))):
            scale = self.dpi[axis] / self.drawn_dpi
            low, high = (round((corner[axis] + end) * scale) for end in (first, first + length))
            edges.append((low - self.offset[axis], high - low))
        (x, wide), (y, high_) = edges
        return x, y, wide, high_


Drawn = Callable[[int, Paper], tuple[tuple[int, int], Iterator[Strip]]]
"""Returns where a page's corner is on the paper, in dots of `Paper.drawn_dpi`, and the strips of the page."""


class _DocInfo(ctypes.Structure):
    _fields_ = (
        ("cbSize", ctypes.c_int),
        ("lpszDocName", ctypes.c_wchar_p),
        ("lpszOutput", ctypes.c_wchar_p),
        ("lpszDatatype", ctypes.c_wchar_p),
        ("fwType", ctypes.c_uint32),
    )


class _BitmapInfo(ctypes.Structure):
    """BITMAPINFOHEADER and 256 shades of grey."""

    _fields_ = (
        ("biSize", ctypes.c_uint32),
        ("biWidth", ctypes.c_int32),
        ("biHeight", ctypes.c_int32),
        ("biPlanes", ctypes.c_uint16),
        ("biBitCount", ctypes.c_uint16),
        *((name, ctypes.c_uint32) for name in ("biCompression", "biSizeImage")),
        *((name, ctypes.c_int32) for name in ("biXPelsPerMeter", "biYPelsPerMeter")),
        *((name, ctypes.c_uint32) for name in ("biClrUsed", "biClrImportant")),
        ("shades", ctypes.c_uint32 * 256),
    )


_HEADER_BYTES = 40


def bitmap_of(strip: Strip) -> _BitmapInfo:
    """Return the description of a strip's dots."""
    shades = (ctypes.c_uint32 * 256)(*(shade * 0x010101 for shade in range(256)))
    return _BitmapInfo(
        _HEADER_BYTES, strip.width, strip.rows, 1, 8, 0, len(strip.dots), 0, 0, 256, 256, shades
    )


def _library() -> Any:
    if sys.platform != "win32":
        raise UserError("这台电脑的打印服务不是 Windows 的，没有打印。")
    library = ctypes.WinDLL("gdi32", use_last_error=True)
    library.CreateDCW.restype = ctypes.c_void_p
    library.CreateDCW.argtypes = (*(ctypes.c_wchar_p,) * 3, ctypes.c_void_p)
    for name in ("DeleteDC", "StartPage", "EndPage", "EndDoc", "AbortDoc"):
        getattr(library, name).argtypes = (ctypes.c_void_p,)
    for name in ("GetDeviceCaps", "SetStretchBltMode"):
        getattr(library, name).argtypes = (ctypes.c_void_p, ctypes.c_int)
    library.StartDocW.argtypes = (ctypes.c_void_p, ctypes.POINTER(_DocInfo))
    library.StretchDIBits.argtypes = (
        *(ctypes.c_void_p, *(ctypes.c_int,) * 8, ctypes.c_char_p),
        *(ctypes.POINTER(_BitmapInfo), ctypes.c_uint32, ctypes.c_uint32),
    )
    return library


class _Canvas:
    """The printer while a job is drawn on it."""

    def __init__(self, job: Job, settings: Any) -> None:
        self._gdi = _library()
        self._job = job
        self._context = self._gdi.CreateDCW("WINSPOOL", job.printer, None, settings)
        if not self._context:
            raise UserError(f"打印机“{job.printer}”不能打印，没有打印；请检查打印机是否接通。")

    def close(self) -> None:
        self._gdi.DeleteDC(self._context)

    @property
    def paper(self) -> Paper:
        caps = [
            self._gdi.GetDeviceCaps(self._context, what)
            for what in (_DPI_X, _DPI_Y, _PHYSICAL_WIDTH, _PHYSICAL_HEIGHT, _OFFSET_X, _OFFSET_Y)
        ]
        return Paper((caps[0], caps[1]), (caps[2], caps[3]), (caps[4], caps[5]))

    def begin(self) -> None:
        told = _DocInfo(ctypes.sizeof(_DocInfo), self._job.title, None, None, 0)
        if self._gdi.StartDocW(self._context, ctypes.byref(told)) <= 0:
            if sys.platform == "win32" and ctypes.get_last_error() in _CANCELLED:
                raise UserError("已取消，没有打印。")
            raise UserError(f"打印机“{self._job.printer}”没有收下作业，没有打印；请检查打印机是否接通。")

    def draw(self, place: tuple[int, int, int, int], strip: Strip) -> bool:
        self._gdi.SetStretchBltMode(self._context, _REPEAT_DOTS)
        told = bitmap_of(strip)
        source = (0, 0, strip.width, strip.rows)
        how = (strip.dots, ctypes.byref(told), _PLAIN_COLORS, _COPY)
        return bool(self._gdi.StretchDIBits(self._context, *place, *source, *how) > 0)

    def step(self, name: str) -> bool:
        """Call one of the functions that take nothing but the printer; return whether it was done."""
        return bool(getattr(self._gdi, name)(self._context) > 0)


def draw_run(
    job: Job,
    run: Run,
    drawn: Drawn,
    told: Callable[[int, int], None],
    stopped: Callable[[], bool],
) -> None:
    """Draw one run. Raises `UserError` when the printer does not take it, or has other paper than the job's."""
    settings, alone = settings_of(job)
    canvas = _Canvas(job, settings)
    try:
        paper = canvas.paper
        if not paper.is_of(job.paper):
            width, height = paper.size_mm
            raise UserError(
                f"打印机“{job.printer}”用的是宽 {width:.0f} 毫米、高 {height:.0f} 毫米的纸，不是 {job.paper}，"
                "没有打印；请另选纸张或打印机。"
            )
        canvas.begin()
        _draw_sides(canvas, paper, job.every_side(run) if alone else run, drawn, told, stopped)
    finally:
        canvas.close()


def _draw_sides(
    canvas: _Canvas,
    paper: Paper,
    sides: Sequence[int | None],
    drawn: Drawn,
    told: Callable[[int, int], None],
    stopped: Callable[[], bool],
) -> None:
    whole = False
    try:
        for number, page in enumerate(sides):
            if stopped():
                return
            told(number + 1, len(sides))
            if not _draw_side(canvas, paper, page, drawn):
                raise UserError(f"打印机中断，只送出 {number} 面；请检查打印机后重印其余各页。")
        whole = canvas.step("EndDoc")
        if not whole:
            raise UserError("打印机中断，没有收全；请检查打印机后重印。")
    finally:
        if not whole:
            canvas.step("AbortDoc")


def _draw_side(canvas: _Canvas, paper: Paper, page: int | None, drawn: Drawn) -> bool:
    if not canvas.step("StartPage"):
        return False
    if page is not None:
        corner, strips = drawn(page, paper)
        for strip in strips:
            if not canvas.draw(paper.place(strip, corner), strip):
                return False
    return canvas.step("EndPage")
