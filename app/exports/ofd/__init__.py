"""The report as an OFD-A file (GB/T 42133 on GB/T 33190): the same pages as the PDF, in China's own format."""

from __future__ import annotations

from app.exports.blocks import Document
from app.exports.description import described
from app.exports.ofd.package import OfdMetadata, ofd_file
from app.exports.pages.composition import compose
from app.exports.pages.fonts import FontSet, bundled, visible

__all__ = ["render"]


def render(document: Document, *, fonts: FontSet | None = None) -> bytes:
    """Return *document* as an OFD file; the same document and fonts give the same bytes.

    *fonts* are the bundled ones unless given. Raises MissingGlyphError for a character that no font has.
    """
    composition = compose(document, fonts or bundled())
    archival = {name: visible(text) for name, text in described(document, len(composition.pages)).items()}
    return ofd_file(
        composition,
        OfdMetadata(
            visible(document.title),
            visible(document.unit),
            visible(document.subject),
            (f"{document.year}年", visible(document.subject)),
            document.dated,
            archival,
        ),
    )
