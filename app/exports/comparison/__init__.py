"""This year's report of a body beside last year's: figures with their differences, and what in the texts is new."""

from __future__ import annotations

from app.exports.comparison.differences import compared
from app.exports.comparison.paper import paper
from app.exports.comparison.workbook import workbook
from app.exports.pages.fonts import FontSet
from app.exports.pdf import render as render_pdf
from app.report import Report

__all__ = ["ENDINGS", "render"]

ENDINGS = ("pdf", "xlsx")
"""The kinds of file that a comparison can be had as."""


def render(
    report: Report, previous: Report, ending: str, *, draft: bool, fonts: FontSet | None = None
) -> bytes:
    """Return *report* beside *previous* as a file of the kind that *ending* names.

    Raises MissingGlyphError for a character that no font has, UserError for a text too long for Excel.
    """
    made = paper(compared(report, previous), report, draft=draft)
    return workbook(compared(report, previous), made) if ending == "xlsx" else render_pdf(made, fonts=fonts)
