"""Onto paper: the system's dialog preset for official documents, and the pages drawn for the printer."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRect
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from app.errors import UserError
from ui.rendering import Made, draw
from ui.settings import Settings
from ui.tasks import Task

PRINTERS_ONLY = sys.platform == "win32"
"""Whether the system's dialog is for printers only: Windows', which then does not come up and says nothing."""

_FINEST = 600
"""Dots per inch: beyond this a page of text gains nothing and its picture takes four times the memory."""
_POINTS_PER_INCH = 72
_MOST_COPIES = 999


def make_printer(settings: Settings, name: str) -> QPrinter:
    """Return the printer used last, set for an official document: A4 on both sides, turned at the long edge.

    *name* is what the job is called in the printer's queue.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    last = settings.text("print/last")
    if last in QPrinterInfo.availablePrinterNames():
        printer.setPrinterName(last)
    printer.setDocName(name)
    printer.setCreator("公开年报")
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    known = printer.printerName()
    long_side = QPrinter.DuplexMode.DuplexLongSide.value
    printer.setDuplex(QPrinter.DuplexMode(settings.of_printer(known, "duplex", long_side)))
    printer.setColorMode(
        QPrinter.ColorMode(settings.of_printer(known, "color", QPrinter.ColorMode.GrayScale.value))
    )
    printer.setCopyCount(min(max(settings.of_printer(known, "copies", 1), 1), _MOST_COPIES))
    printer.setCollateCopies(bool(settings.of_printer(known, "collate", 1)))
    return printer


def remember(settings: Settings, printer: QPrinter) -> None:
    """Remember what was chosen for this printer. The range of pages is not: it belongs to one report."""
    name = printer.printerName()
    settings.set("print/last", name)
    settings.set_of_printer(name, "duplex", printer.duplex().value)
    settings.set_of_printer(name, "color", printer.colorMode().value)
    settings.set_of_printer(name, "copies", printer.copyCount())
    settings.set_of_printer(name, "collate", int(printer.collateCopies()))


def can_ask(printer: QPrinter) -> bool:
    """Whether the system's dialog has something to choose from."""
    return not PRINTERS_ONLY or printer.outputFormat() is QPrinter.OutputFormat.NativeFormat


def ask(printer: QPrinter, page_count: int, window: QWidget) -> bool:
    """Show the system's dialog; return whether to print."""
    dialog = QPrintDialog(printer, window)
    dialog.setWindowTitle("打印")
    option = QAbstractPrintDialog.PrintDialogOption
    dialog.setOptions(option.PrintToFile | option.PrintPageRange | option.PrintCollateCopies)
    dialog.setMinMax(1, page_count)
    dialog.setFromTo(1, page_count)
    dialog.setPrintRange(QAbstractPrintDialog.PrintRange.AllPages)
    return bool(dialog.exec())


def pages_wanted(printer: QPrinter, page_count: int) -> list[int]:
    """Return the pages chosen in the dialog, counted from 0, in the order in which they are to come out."""
    pages = list(range(page_count))
    if printer.printRange() is QPrinter.PrintRange.PageRange:
        ranges = printer.pageRanges()
        if not ranges.isEmpty():
            pages = [page for page in pages if ranges.contains(page + 1)]
        elif printer.fromPage():
            pages = [page for page in pages if printer.fromPage() <= page + 1 <= printer.toPage()]
    return pages[::-1] if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst else pages


def sides(pages: Sequence[int], copies: int, *, collate: bool, duplex: bool) -> list[int | None]:
    """Return what comes on each side of the paper, None for a blank one.

    On both sides, every copy begins on a sheet of its own, and copies always come one after the other: page by page
    they would stand back to back with themselves.
    """
    if not collate and not duplex:
        return [page for page in pages for _ in range(copies)]
    blank = [None] if duplex and len(pages) % 2 else []
    return [*([*pages, *blank] * (copies - 1)), *pages]


def print_pages(made: Made, printer: QPrinter, task: Task) -> int:
    """Draw the chosen pages onto the printer and return how many sides that were. Raises UserError.

    Runs in the task's thread. What was printed before the user cancels is out of reach; the rest is dropped.
    """
    printer.setResolution(min(printer.resolution(), _FINEST))
    own_copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    duplex = printer.duplex() is not QPrinter.DuplexMode.DuplexNone
    pages = pages_wanted(printer, len(made.sizes))
    order = sides(pages, own_copies, collate=printer.collateCopies(), duplex=duplex)
    painter = QPainter()
    if not _writable(printer.outputFileName()) or not painter.begin(printer):
        raise UserError(_refusal(printer))
    try:
        for number, page in enumerate(order):
            if task.cancelled:
                printer.abort()
                return number
            if number and not printer.newPage():
                raise UserError(f"{_refusal(printer)}已打印 {number} 页。")
            if page is not None:
                _draw_page(painter, printer, made, page)
            task.progressed.emit(number + 1, len(order))
    finally:
        painter.end()
    return len(order)


def _writable(file: str) -> bool:
    """Whether the file to print to can be written, when it is a file; Qt would only find out while printing."""
    try:
        if file:
            Path(file).open("ab").close()
    except OSError:
        return False
    return True


def _draw_page(painter: QPainter, printer: QPrinter, made: Made, page: int) -> None:
    paper = printer.pageLayout().fullRectPixels(printer.resolution())
    where = place_on(paper, made.sizes[page], printer.resolution())
    painter.drawImage(where, draw(made, page, where.width(), to_print=True))


def place_on(paper: QRect, size: tuple[float, float], resolution: int) -> QRect:
    """Return where a page goes on the paper: in its own size, smaller only when the paper is, in the middle."""
    width, height = (length / _POINTS_PER_INCH * resolution for length in size)
    shrunk = min(1.0, paper.width() / width, paper.height() / height)
    place = QRect(0, 0, round(width * shrunk), round(height * shrunk))
    place.moveCenter(paper.center())
    return place


def _refusal(printer: QPrinter) -> str:
    if printer.outputFileName():
        return f"文件“{printer.outputFileName()}”不能写入，没有打印，请另选位置。"
    return f"打印机“{printer.printerName()}”不能打印，请检查打印机是否接通。"
