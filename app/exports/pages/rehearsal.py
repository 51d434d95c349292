"""Sets a few words before there is a document, so that the first one need not wait for fonts and patterns."""

from app.exports.blocks import Document, Heading, Paragraph, Title
from app.exports.pages.composition import compose
from app.exports.pages.fonts import bundled

_WORDS = "2025年1月20日，〔2025〕77号，第3件"
_TITLE = f"《{_WORDS}》"


def rehearse() -> None:
    """Have the maps of the bundled fonts read and the patterns for lines' ends compiled. Raises UserError."""
    blocks = (Title(_TITLE, (_TITLE,)), Heading(1, _WORDS), Paragraph(_WORDS, "（一）", 2))
    compose(Document(blocks, _TITLE, "", 2025, "", draft=False), bundled())
