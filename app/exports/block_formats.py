"""The formats that show a document's blocks and need nothing else of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.exports.blocks import Document
    from app.exports.pages.fonts import FontSet


def font_set(*, installed: bool) -> FontSet | None:
    """Return the fonts for a PDF; None for the bundled ones."""
    if not installed:
        return None
    from app.exports.pages.office_fonts import office

    return office()


def render_blocks(made: Document, format_name: str, *, installed_fonts: bool = False) -> bytes:
    """Return *made* as a file. Each format is imported only when asked for: they are heavy.

    Raises MissingGlyphError for a character that no font has, KeyError for a format that needs more than blocks.
    """
    fonts = font_set(installed=installed_fonts)
    match format_name:
        case "docx":
            from app.exports.docx import render as render_docx

            return render_docx(made)
        case "html":
            from app.exports.html import render as render_html

            return render_html(made)
        case "ofd":
            from app.exports.ofd import render as render_ofd

            return render_ofd(made, fonts=fonts)
        case "pdf":
            from app.exports.pdf import render as render_pdf

            return render_pdf(made, fonts=fonts)
    raise KeyError(format_name)
