"""What the tags of a PDF say of the paragraph at a page's end: whether it goes on overleaf."""

from collections.abc import Callable
from ctypes import create_string_buffer

import pypdfium2
import pypdfium2.raw as pdfium

from app.imports.readers.pages.pdf_calls import by_address

_child, _children = (
    by_address(pdfium.FPDF_StructElement_GetChildAtIndex),
    by_address(pdfium.FPDF_StructElement_CountChildren),
)
_text = by_address(pdfium.FPDF_StructElement_GetChildMarkedContentID)
_type = by_address(pdfium.FPDF_StructElement_GetType)
_top, _tops = (
    by_address(pdfium.FPDF_StructTree_GetChildAtIndex),
    by_address(pdfium.FPDF_StructTree_CountChildren),
)
_PARAGRAPHS = frozenset(("P", "H", "H1", "H2", "H3", "H4", "H5", "H6"))
_DEEPEST = 30


def paragraph_ends(page: pypdfium2.PdfPage) -> bool:
    """Whether the last paragraph of a page is tagged, and all of it stands on that page or before.

    PDFium gives the parts of an element that stand on other pages as gaps.
    """
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return False
    try:
        return _ends(tree)
    finally:
        pdfium.FPDF_StructTree_Close(tree)


def _ends(tree: pdfium.FPDF_STRUCTTREE) -> bool:
    element = _last(tree, _tops, _top)[0]
    in_paragraph, ended = False, True
    for _ in range(_DEEPEST):
        if not element:
            return in_paragraph and ended
        in_paragraph = in_paragraph or _name(element) in _PARAGRAPHS
        below, is_last = _last(element, _children, _child)
        if not below:
            is_last = _text(element, _children(element) - 1) >= 0
        ended = ended and (is_last or not in_paragraph)
        element = below
    return False


def _last(parent: object, count: Callable[..., int], child: Callable[..., int]) -> tuple[int, bool]:
    """Return the last element that stands on this page, and whether nothing follows it elsewhere."""
    number = count(parent)
    for index in reversed(range(number)):
        if found := child(parent, index):
            return found, index == number - 1
    return 0, True


def _name(element: int) -> str:
    name = create_string_buffer(64)
    length = _type(element, name, len(name))
    return name.raw[: max(length - 2, 0)].decode("utf-16-le", "replace")
