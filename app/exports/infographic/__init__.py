"""图解: the tables of a report as charts on one page, beside last year's, for the web site: SVG, PNG or PDF."""

from __future__ import annotations

from datetime import date

from app.exports.infographic.figures import Infographic, infographic_of
from app.exports.infographic.one_page import one_page
from app.exports.infographic.png import png_file
from app.exports.infographic.svg import svg_file
from app.exports.pages.fonts import FontSet, bundled, visible
from app.exports.pdf.metadata import PdfMetadata
from app.exports.pdf.pdf_a import pdf_file
from app.report import Report

__all__ = ["ENDINGS", "render"]

ENDINGS = ("svg", "png", "pdf")
"""The kinds of file that a chart can be had as."""


def render(
    report: Report, previous: Report | None, ending: str, *, draft: bool, fonts: FontSet | None = None
) -> bytes:
    """Return the charts of *report* as a file of the kind that *ending* names; the same reports give the same bytes.

    *previous* is last year's report, if there is one. Raises MissingGlyphError, and UserError for a kind of report
    whose form says nothing of applications.
    """
    told = infographic_of(report, previous)
    fonts = fonts or bundled()
    page = one_page(told, fonts.for_drafts if draft else fonts, draft=draft)
    if ending == "svg":
        return svg_file(page, told.title, told.words())
    data = pdf_file(page, _metadata(told, report))
    return data if ending == "pdf" else png_file(data, told.title, told.words())


def _metadata(told: Infographic, report: Report) -> PdfMetadata:
    from app.exports.report_blocks import document

    dated: date | None = document(report, draft=False).dated
    return PdfMetadata(
        title=visible(told.title),
        author=visible(report.unit.name),
        subject="图解",
        keywords=visible(f"{report.year}年;{report.form.document_type};图解"),
        dated=dated,
    )
