"""A composed document as a PDF file that is PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1).

reportlab's lowest layer numbers the objects and writes the cross-references; its canvas knows neither tags nor
PDF/A. Nothing here depends on the time, the user or the machine: the same document gives the same bytes.
"""

from __future__ import annotations

from functools import lru_cache

from app.exports.pages.metrics import PAGE_HEIGHT, PAGE_WIDTH
from app.exports.pages.page import Composition
from app.exports.pdf.content import contents
from app.exports.pdf.file_objects import FileObjects
from app.exports.pdf.fonts import embedded_font
from app.exports.pdf.metadata import LANGUAGE, PdfMetadata, information, xmp
from app.exports.pdf.navigation import links, outline, page_labels, structure
from app.paths import resource


def pdf_file(composition: Composition, metadata: PdfMetadata) -> bytes:
    """Return the PDF file of composed pages."""
    pages = composition.pages
    streams, fonts = contents(pages)
    file = FileObjects()
    font_references = " ".join(f"/{use.name} {embedded_font(file, use)}" for use in fonts)
    resources = file.add(f"<</Font <<{font_references}>> /ProcSet [/PDF /Text]>>")[1]
    tree, tree_reference = file.add()
    page_tree, page_tree_reference = file.add()
    page_items, page_references = [], []
    for page, stream in zip(pages, streams, strict=True):
        content = file.stream(stream.encode("ascii"))
        item, reference = file.add(
            f"<</Type /Page /Parent {page_tree_reference} /MediaBox [0 0 {PAGE_WIDTH:.3f} {PAGE_HEIGHT:.3f}]"
            f" /Resources {resources} /Contents {content} /StructParents {page.index} /Tabs /S>>"
        )
        page_items.append(item)
        page_references.append(reference)
    annotated = links(file, pages, page_items, page_references)
    page_tree.body = f"<</Type /Pages /Count {len(pages)} /Kids [{' '.join(page_references)}]>>".encode()
    tree.body = structure(file, composition.root, tree_reference, pages, page_references, annotated).encode(
        "ascii"
    )
    profile = file.stream(_colour_profile(), "/N 3 /Alternate /DeviceRGB")
    packet = file.stream(xmp(metadata).encode("utf-8"), "/Type /Metadata /Subtype /XML", compress=False)
    catalog = file.add(
        f"<</Type /Catalog /Pages {page_tree_reference} /StructTreeRoot {tree_reference}"
        f" /Outlines {outline(file, composition.bookmarks, page_references)} /PageLabels <</Nums [{page_labels(composition.front)}]>> /MarkInfo <</Marked true>> /Lang ({LANGUAGE}) /Metadata {packet}"
        " /ViewerPreferences <</DisplayDocTitle true /Duplex /DuplexFlipLongEdge /PrintScaling /None>>"
        " /OutputIntents [<</Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB)"
        f" /Info (sRGB IEC61966-2.1) /DestOutputProfile {profile}>>]>>"
    )[0]
    info = file.add(information(metadata))[0]
    return file.bytes(catalog, info)


@lru_cache(maxsize=1)
def _colour_profile() -> bytes:
    return resource("fonts", "sRGB.icc").read_bytes()
