"""What comes from the clipboard into a text: paragraphs and headings as plain text, and nothing else."""

import re

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextDocumentFragment

from app.linked_text import free_of_marks
from app.text_outline import BLANKS

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\u2028\u2029]")
"""Also those of Word within a paragraph and between pages."""
_UNSEEN = dict.fromkeys((0x00, 0x07, 0xAD, *range(0x200B, 0x2010), 0x2060, 0xFEFF, 0xFFFC))
"""Ends of cells, soft hyphens, places of pictures, and what else prints nothing."""


def pasted_text(source: QMimeData, *, begins_paragraph: bool) -> str:
    """Return what is to be inserted.

    Blanks around paragraphs and empty paragraphs between them are left behind: neither is printed. *begins_paragraph*
    says whether the first one comes to a paragraph's beginning.
    """
    text = source.text() if source.hasText() else QTextDocumentFragment.fromHtml(source.html()).toPlainText()
    lines = _LINE_ENDS.sub("\n", free_of_marks(text)).translate(_UNSEEN).replace("\u00a0", " ").split("\n")
    if begins_paragraph and len(lines) == 1:
        return lines[0].lstrip(BLANKS)
    if len(lines) == 1:
        return lines[0]
    inner = [line.strip(BLANKS) for line in lines[1:-1]]
    first = lines[0].rstrip(BLANKS)
    whole = [
        first.lstrip(BLANKS) if begins_paragraph else first,
        *filter(None, inner),
        lines[-1].strip(BLANKS),
    ]
    return "\n".join(whole[1:] if begins_paragraph and not whole[0] and len(whole) > 1 else whole)
