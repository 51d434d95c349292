"""The report as a PDF to print and to archive: GB/T 9704-2012 on paper, PDF/A-2a and PDF/UA-1 as a file."""

from __future__ import annotations

from pathlib import Path

from app.exports.blocks import Document
from app.exports.files import replace_file
from app.exports.pdf.assembly import Metadata, assemble
from app.exports.pdf.composition import Composer
from app.exports.pdf.fonts import FontSet, MissingGlyphError, bundled, visible

__all__ = ["FontSet", "MissingGlyphError", "bundled", "render", "write"]


def render(document: Document, *, fonts: FontSet | None = None) -> bytes:
    """Return *document* as a PDF file; the same document and fonts give the same bytes.

    *fonts* are the bundled ones unless given. Raises MissingGlyphError for a character that no font has.
    """
    composer = Composer(document, fonts or bundled())
    composer.compose()
    metadata = Metadata(
        title=visible(document.title),
        author=visible(document.unit),
        subject=visible(document.subject),
        keywords=visible(f"{document.year}年;{document.subject}"),
    )
    fonts_used = list(composer.fonts.values())
    return assemble(composer.pages, fonts_used, composer.root, composer.bookmarks, metadata)


def write(document: Document, path: Path, *, fonts: FontSet | None = None) -> None:
    """Write *document* to *path*. Raises UserError, and then whatever was at *path* is untouched."""
    replace_file(path, render(document, fonts=fonts))
