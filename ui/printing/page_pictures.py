"""The report as PDF and its pages as pictures, for preview and print. Heavy: loaded in the thread that does the work."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
from PySide6.QtGui import QImage

from app.exports.formats import pdf_with_text, review_of, substitutions
from app.exports.pages.page_text import PageWords
from app.pdfium import LOCK
from app.report import Report
from app.rules.release import Release
from ui.printing.page_layout import exact_scale, height_for


@dataclass(frozen=True)
class ReportPdf:
    """A report as the PDF that is shown, exported and printed alike. *sizes* are its pages' in points."""

    pdf: bytes
    sizes: tuple[tuple[float, float], ...]
    substitutions: tuple[str, ...] = ()
    """Sentences that name the office fonts that were asked for and are missing."""
    texts: tuple[PageWords, ...] = ()
    """What stands where on the pages; none for what is only printed."""


@dataclass(frozen=True)
class PrintedDocument:
    """What is printed under one title, marked as a draft or not; *final*: the report can't be changed any more.

    *leaving* is how a report leaves; *reviewed* makes it anew as a copy for review; None where there is no such copy.
    """

    title: str
    made: ReportPdf
    draft: bool = False
    final: bool = False
    reviewed: Callable[[], ReportPdf] | None = None
    leaving: Release = field(default_factory=Release)

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return len(self.made.sizes)


def make(
    report: Report, *, draft: bool, installed_fonts: bool, sealed: bool = False, reviewed: bool = False
) -> ReportPdf:
    """Set *report* as a PDF; *sealed* leaves room for a seal, *reviewed* makes a copy for review.

    Raises `app.errors.UserError` for a character that can't be printed.
    """
    review = review_of(report) if reviewed else None
    pdf, texts = pdf_with_text(
        report, draft=draft, installed_fonts=installed_fonts, review=review, sealed=sealed
    )
    return made_of(pdf, substitutions("pdf", installed_fonts=installed_fonts), texts)


def made_of(pdf: bytes, substituted: tuple[str, ...] = (), texts: tuple[PageWords, ...] = ()) -> ReportPdf:
    """Return a PDF with its pages' sizes; *texts* are what stands where on them."""
    with LOCK, pypdfium2.PdfDocument(pdf) as opened:
        sizes = tuple(opened.get_page_size(number) for number in range(len(opened)))
    return ReportPdf(pdf, sizes, substituted, texts)


def draw(made: ReportPdf, number: int, width: int) -> QImage:
    """Return a page, counted from 0, as a picture *width* pixels wide, in shades of grey: reports have no colour."""
    return _rendered(made, number, scale=exact_scale(made.sizes[number], width))


def draw_strip(made: ReportPdf, number: int, width: int, top: int, rows: int) -> QImage:
    """Return *rows* rows of a page's picture for print, from *top* down; the picture is *width* pixels wide.

    The whole picture is never in memory: at 600 dpi it would be 35 MB.
    """
    size = made.sizes[number]
    scale, left = exact_scale(size, width), height_for(size, width) - top - rows
    cut = [max(0.0, (pixels - 0.5) / scale) for pixels in (left, top)]
    return _rendered(made, number, scale=scale, crop=(0, cut[0], 0, cut[1]), optimize_mode="print")


def _rendered(made: ReportPdf, number: int, **how: Any) -> QImage:
    with LOCK, pypdfium2.PdfDocument(made.pdf) as opened:
        page = opened[number]
        try:
            bitmap = page.render(grayscale=True, **how)
        finally:
            page.close()
        picture = QImage(
            bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_Grayscale8
        ).copy()
        bitmap.close()
    return picture
