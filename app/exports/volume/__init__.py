"""汇编: many reports in one file with a table of contents, running page numbers and bookmarks for each report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from app.exports.blocks import Document
from app.exports.ofd.package import OfdMetadata, ofd_file
from app.exports.pages.composition import compose
from app.exports.pages.fonts import FontSet, bundled, visible
from app.exports.pdf.metadata import PdfMetadata
from app.exports.pdf.pdf_a import pdf_file
from app.exports.volume.contents import VolumeEntry, contents
from app.exports.volume.joining import joined

__all__ = ["ENDINGS", "render", "volume_subject"]

ENDINGS = ("pdf", "ofd")
"""The kinds of file that a volume can be had as."""


def volume_subject(kinds: Iterable[str]) -> str:
    """Return what a volume of reports of these kinds (`Document.subject`) is called."""
    known = set(kinds)
    return f"{known.pop() if len(known) == 1 else '报告'}汇编"


def render(
    documents: Sequence[Document],
    title: str,
    publisher: str,
    ending: str,
    *,
    fonts: FontSet | None = None,
    told: Callable[[], None] = lambda: None,
) -> bytes:
    """Return *documents*, one after another, as a volume of this *title*; *told* hears when each is set.

    *publisher* is the body that makes it. Raises MissingGlyphError for a character that no font has.
    """
    fonts = fonts or bundled()
    parts, entries, before = [], [], 0
    several = len({document.year for document in documents}) > 1
    for document in documents:
        part = compose(document, fonts, before=before)
        name = f"{document.unit}{document.year}年" if several else document.unit
        entries.append(VolumeEntry(visible(name), before + 1))
        before += len(part.pages)
        parts.append(part)
        told()
    drafts = any(document.draft for document in documents)
    volume = joined(contents(title, entries, fonts.for_drafts if drafts else fonts), parts)
    name, author, years = (
        visible(title),
        visible(publisher or title),
        sorted({document.year for document in documents}),
    )
    subject = volume_subject(document.subject for document in documents)
    keywords = [*(f"{year}年" for year in years), subject]
    if ending == "ofd":
        archival = {"聚合层次": "案卷", "题名": name, "责任者": author, "页数": str(len(volume.pages))}
        return ofd_file(volume, OfdMetadata(name, author, subject, keywords, None, archival))
    return pdf_file(volume, PdfMetadata(name, author, subject, ";".join(keywords)))
