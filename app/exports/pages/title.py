"""Sets a title, or a long name in the signature, in lines broken between its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from app.exports.pages.fonts import FaceChain
from app.exports.pages.paragraph import Text
from app.exports.pages.spacing import SetLine
from app.exports.title_lines import best_lines

_WITHIN_WORD = 30
"""The cost of a line's end inside a word that is longer than a line."""


def title_lines(
    parts: Sequence[str],
    costs: Sequence[int],
    chain: FaceChain,
    size: float,
    width: float,
    tracking: float = 0.0,
) -> list[SetLine]:
    """Set a title in lines no longer than *width* points; they end between *parts*, at these *costs* (none: all 0).

    A part longer than a line is cut into equal pieces first. Raises MissingGlyphError.
    """

    def text(of: str) -> Text:
        return Text([(chain, of)], size, tracking)

    if not parts:
        return []
    words: list[str] = []
    prices: list[int] = []
    for part, cost in zip(parts, (*(costs or [0] * (len(parts) - 1)), 0), strict=True):
        pieces = list(_pieces(text(part), part, width))
        words += pieces
        prices += [*[_WITHIN_WORD] * (len(pieces) - 1), cost]
    # The gap beside a number between two words is not included in the widths of the words.
    widths = [text(word).natural_width() / size for word in words]
    ends = best_lines(widths, prices, [word[:4].isdigit() for word in words], width / size)
    return [
        text("".join(words[start:end])).lines(width + size, flush=False)[0]
        for start, end in pairwise((0, *ends))
    ]


def _pieces(whole: Text, part: str, width: float) -> Iterator[str]:
    """Cut a part that is longer than a line into pieces of about the same length."""
    natural = whole.natural_width()
    count = -int(-natural // width)
    lines = whole.lines(natural / count + whole.size, flush=False) if count > 1 else []
    if not lines:
        yield part
    for line in lines:
        yield "".join(glyph.character for glyph in line.glyphs)
