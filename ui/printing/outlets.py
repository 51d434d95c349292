"""Where a print job goes: to CUPS as a PDF, to Windows as grey strips, elsewhere the same through Qt's printer."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Protocol

from PySide6.QtCore import QRect
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from app.errors import UserError
from app.printing import cups, gdi, winspool
from app.printing.gdi import FINEST, Paper, Strip
from app.printing.job import Job, Run, Sides
from app.printing.pages import pdf_of
from app.printing.printers import Abilities, Printer, told_apart
from ui.printing.page_pictures import ReportPdf
from ui.printing.strips import pieces, strips

_POINTS_PER_INCH = 72

_SIZES = {
    "A4": QPageSize.PageSizeId.A4,
    "A3": QPageSize.PageSizeId.A3,
    "A5": QPageSize.PageSizeId.A5,
    "B5": QPageSize.PageSizeId.JisB5,
    "Letter": QPageSize.PageSizeId.Letter,
    "Legal": QPageSize.PageSizeId.Legal,
}

Told = Callable[[int, int], None]
"""Called with the side being drawn, and the number of sides."""


class Outlet(Protocol):
    """How a system prints. *follows* says whether the state of a job can be asked once it is handed over."""

    follows: bool

    def printers(self) -> list[Printer]:
        """Return the printers of this computer. Raises `UserError`."""

    def abilities(self, printer: str) -> Abilities:
        """Return what a printer can do."""

    def send(self, job: Job, run: Run, made: ReportPdf, told: Told, stopped: Callable[[], bool]) -> int:
        """Hand one run of a job over; return the spooler's number for it, 0 without one. Raises `UserError`."""


class CupsOutlet:
    """CUPS takes the PDF itself."""

    follows = True

    def printers(self) -> list[Printer]:
        """Return CUPS' printers."""
        return cups.printers()

    def abilities(self, printer: str) -> Abilities:
        """Return what the printer's driver offers."""
        return cups.abilities(printer)

    def send(self, job: Job, run: Run, made: ReportPdf, told: Told, stopped: Callable[[], bool]) -> int:
        """Hand the chosen pages over."""
        return cups.send(job, pdf_of(made.pdf, job, run), cups.abilities(job.printer))


class QtOutlet:
    """Systems without CUPS' programs: the pages are drawn at the printer's resolution."""

    follows = False

    def printers(self) -> list[Printer]:
        """Return the printers that Qt knows."""
        usual = QPrinterInfo.defaultPrinterName()
        known = [QPrinterInfo.printerInfo(name) for name in QPrinterInfo.availablePrinterNames()]
        found = [
            Printer(
                info.printerName(),
                info.description(),
                usual=info.printerName() == usual,
                stopped=info.state() in (QPrinter.PrinterState.Aborted, QPrinter.PrinterState.Error),
                printing=info.state() is QPrinter.PrinterState.Active,
            )
            for info in known
        ]
        return told_apart(sorted(found, key=lambda printer: not printer.usual))

    def abilities(self, printer: str) -> Abilities:
        """Return papers and duplexer as the driver states them."""
        info = QPrinterInfo.printerInfo(printer)
        sizes = {size.id() for size in info.supportedPageSizes()}
        papers = tuple(name for name, size in _SIZES.items() if size in sizes)
        duplex = QPrinter.DuplexMode.DuplexLongSide in info.supportedDuplexModes()
        return Abilities(papers=papers, duplex=duplex)

    def send(self, job: Job, run: Run, made: ReportPdf, told: Told, stopped: Callable[[], bool]) -> int:
        """Draw one run."""
        draw_run(printer_for(job), job, run, made, told, stopped)
        return 0


class WindowsOutlet(QtOutlet):
    """Windows: Qt knows the printers and how they are, their drivers what they can do."""

    def abilities(self, printer: str) -> Abilities:
        """Return papers, trays and duplexer as the driver states them."""
        return winspool.abilities(printer)

    def send(self, job: Job, run: Run, made: ReportPdf, told: Told, stopped: Callable[[], bool]) -> int:
        """Draw one run."""

        def drawn(page: int, paper: Paper) -> tuple[tuple[int, int], Iterator[Strip]]:
            dots = [paper.size[axis] * paper.drawn_dpi / paper.dpi[axis] for axis in (0, 1)]
            whole = QRect(0, 0, round(dots[0]), round(dots[1]))
            place = place_on(whole, made.sizes[page], paper.drawn_dpi, fit=job.fit)
            return (place.left(), place.top()), strips(made, page, place.width())

        gdi.draw_run(job, run, drawn, told, stopped)
        return 0


def outlet() -> Outlet:
    """Return how this system prints."""
    if sys.platform == "win32":
        return WindowsOutlet()
    return CupsOutlet() if cups.there() else QtOutlet()


def printer_for(job: Job) -> QPrinter:
    """Return Qt's printer, set as the job says. Copies are made here when the driver makes none."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPrinterName(job.printer)
    printer.setDocName(job.title)
    printer.setCreator("公开年报")
    printer.setPageSize(QPageSize(_SIZES.get(job.paper, QPageSize.PageSizeId.A4)))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    two = job.sides is Sides.BOTH
    printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide if two else QPrinter.DuplexMode.DuplexNone)
    printer.setColorMode(QPrinter.ColorMode.GrayScale if job.grey else QPrinter.ColorMode.Color)
    printer.setCopyCount(job.copies if printer.supportsMultipleCopies() else 1)
    printer.setCollateCopies(job.in_sets)
    return printer


def draw_run(
    printer: QPrinter, job: Job, run: Run, made: ReportPdf, told: Told, stopped: Callable[[], bool]
) -> None:
    """Draw one run onto a printer. Raises `UserError` when the printer does not take it."""
    printer.setResolution(min(printer.resolution(), FINEST))
    sides = run if printer.copyCount() == job.copies else job.every_side(run)
    painter = QPainter()
    if not painter.begin(printer):
        raise UserError(f"打印机“{job.printer}”不能打印，没有打印；请检查打印机是否接通。")
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    try:
        for number, page in enumerate(sides):
            if stopped():
                printer.abort()
                return
            told(number + 1, len(sides))
            if number and not printer.newPage():
                raise UserError(
                    f"打印机“{job.printer}”中断，只送出 {number} 面；请检查打印机后重印其余各页。"
                )
            if page is not None:
                _draw_page(painter, printer, job, made, page)
    finally:
        painter.end()


def _draw_page(painter: QPainter, printer: QPrinter, job: Job, made: ReportPdf, page: int) -> None:
    paper = printer.pageLayout().fullRectPixels(printer.resolution())
    place = place_on(paper, made.sizes[page], printer.resolution(), fit=job.fit)
    for left, top, picture in pieces(made, page, place.width()):
        painter.drawImage(place.left() + left, place.top() + top, picture)


def place_on(paper: QRect, size: tuple[float, float], resolution: int, *, fit: bool = False) -> QRect:
    """Return where a page goes on the paper: in the middle, in its own size, or made to fit."""
    width, height = (length / _POINTS_PER_INCH * resolution for length in size)
    scale = min(paper.width() / width, paper.height() / height) if fit else 1.0
    place = QRect(0, 0, round(width * scale), round(height * scale))
    place.moveCenter(paper.center())
    return place
