"""The report as a PDF to print and to archive: GB/T 9704-2012 on paper, PDF/A-2a and PDF/UA-1 as a file."""

from __future__ import annotations

from pathlib import Path

from app.exports.blocks import Document
from app.exports.pages.composition import compose
from app.exports.pages.fonts import FontSet, bundled, visible
from app.exports.pages.page import Composition
from app.exports.pdf.metadata import PdfMetadata
from app.exports.pdf.pdf_a import pdf_file
from app.files import replace_file

__all__ = ["composed", "render", "write"]


def render(document: Document, *, fonts: FontSet | None = None) -> bytes:
    """Return *document* as a PDF file; the same document and fonts give the same bytes.

    *fonts* are the bundled ones unless given. Raises MissingGlyphError for a character that no font has.
    """
    return composed(document, compose(document, fonts or bundled()))


def composed(document: Document, composition: Composition) -> bytes:
    """Return a document that was composed as a PDF file."""
    metadata = PdfMetadata(
        title=visible(document.title),
        author=visible(document.unit),
        subject=visible(document.subject),
        keywords=visible(f"{document.year}年;{document.subject}"),
        dated=document.dated,
    )
    return pdf_file(composition, metadata)


def write(document: Document, path: Path, *, fonts: FontSet | None = None) -> None:
    """Write *document* to *path*. Raises UserError, and then whatever was at *path* is untouched."""
    replace_file(path, render(document, fonts=fonts))
