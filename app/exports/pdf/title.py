"""Breaking a title into lines shaped like a trapezoid or a diamond (GB/T 9704-2012, 7.3.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from app.exports.pdf.fonts import Chain
from app.exports.pdf.paragraph import Line, Text

# Two lines whose lengths differ by less than this many characters look like a block, not a trapezoid.
_STEP = 2.0


def title_lines(parts: Sequence[str], chain: Chain, size: float, width: float) -> list[Line]:
    """Set a title in lines no longer than *width*; they end between *parts*.

    A part longer than a line is cut into equal pieces first. Raises MissingGlyphError.
    """
    words = [piece for part in parts for piece in _pieces(part, chain, size, width)]
    for count in range(1, len(words) + 1):
        broken = [
            lines
            for lines in _partitions(words, count)
            if all(_width(line, chain, size) <= width for line in lines)
        ]
        if broken:
            best = min(
                broken, key=lambda lines: _fault(lines, [_width(line, chain, size) / size for line in lines])
            )
            return [Text([(chain, line)], size).lines(width + size, flush=False)[0] for line in best]
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


def _partitions(words: Sequence[str], count: int) -> Iterator[list[str]]:
    """Yield the ways to set *words* in *count* lines."""
    for cuts in combinations(range(1, len(words)), count - 1):
        places = (0, *cuts, len(words))
        yield ["".join(words[start:end]) for start, end in pairwise(places)]


def _fault(lines: Sequence[str], lengths: Sequence[float]) -> float:
    """Say how far lines are from a good shape; *lengths* are in characters."""
    mean = sum(lengths) / len(lengths)
    fault = sum(abs(length - mean) for length in lengths) / len(lengths)
    steps = [after - before for before, after in pairwise(lengths)]
    fault += sum(_STEP for step in steps if abs(step) < _STEP)
    # A line shorter than those around it makes an hourglass.
    fault += sum(10 for before, after in pairwise(steps) if before < 0 < after)
    # A year opens a line: it belongs to the name of the report.
    return fault - sum(2 for line in lines[1:] if line[:4].isdigit())
