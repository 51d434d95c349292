"""Breaking a title into lines shaped like a trapezoid or a diamond (GB/T 9704-2012, 7.3.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from math import comb

from app.exports.pages.fonts import Chain
from app.exports.pages.paragraph import Line, Text

# Two lines whose lengths differ by less than this many characters look like a block, not a trapezoid.
_STEP = 2.0
# A year at the start of a line outweighs lines that differ by twice as many characters more.
_YEAR_FIRST = 4
# A title of so many words that there are more ways than this to break it is set line by line.
_MOST_TRIED = 2000


def title_lines(parts: Sequence[str], chain: Chain, size: float, width: float) -> list[Line]:
    """Set a title in lines no longer than *width*; they end between *parts*.

    A part longer than a line is cut into equal pieces first. Raises MissingGlyphError.
    """
    words = [piece for part in parts for piece in _pieces(part, chain, size, width)]
    widths = [_width(word, chain, size) for word in words]
    for count in range(1, len(words) + 1):
        if comb(len(words) - 1, count - 1) > _MOST_TRIED:
            return Text([(chain, "".join(words))], size).lines(width, flush=False)
        # A gap beside a number where two words meet is not in the widths of the words.
        broken = [
            cut
            for cut in _cuts(len(words), count)
            if all(sum(widths[a:b]) <= width for a, b in pairwise(cut))
        ]
        if broken:
            best = min(
                broken,
                key=lambda cut: _fault(words, [sum(widths[a:b]) / size for a, b in pairwise(cut)], cut),
            )
            return [
                Text([(chain, "".join(words[a:b]))], size).lines(width + size, flush=False)[0]
                for a, b in pairwise(best)
            ]
    return []


def _width(text: str, chain: Chain, size: float) -> float:
    return Text([(chain, text)], size).natural_width()


def _pieces(part: str, chain: Chain, size: float, width: float) -> Iterator[str]:
    """Cut a part that is longer than a line into pieces of about the same length."""
    count = -int(-_width(part, chain, size) // width)
    whole = Text([(chain, part)], size)
    lines = whole.lines(whole.natural_width() / count + size, flush=False) if count > 1 else []
    if not lines:
        yield part
    for line in lines:
        yield "".join(glyph.character for glyph in line.glyphs)


def _cuts(words: int, count: int) -> Iterator[tuple[int, ...]]:
    """Yield the ways to set so many words in *count* lines: where each line starts, and the end."""
    for cuts in combinations(range(1, words), count - 1):
        yield (0, *cuts, words)


def _fault(words: Sequence[str], lengths: Sequence[float], cuts: Sequence[int]) -> float:
    """Say how far lines are from a good shape; *lengths* are in characters."""
    mean = sum(lengths) / len(lengths)
    fault = sum(abs(length - mean) for length in lengths) / len(lengths)
    steps = [after - before for before, after in pairwise(lengths)]
    fault += sum(_STEP for step in steps if abs(step) < _STEP)
    # A line shorter than those around it makes an hourglass.
    fault += sum(10 for before, after in pairwise(steps) if before < 0 < after)
    # A year opens a line: it belongs to the name of the report.
    return fault - sum(_YEAR_FIRST for start in cuts[1:-1] if words[start][:4].isdigit())
