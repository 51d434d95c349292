"""Glyphs with places back into lines, and lines into the paragraphs they were set from."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_WIDE = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\u3000-\u303f“”‘’—…·"
_NEEDLESS_SPACE = re.compile(rf"(?<=[{_WIDE}]) | (?=[{_WIDE}])")
_GAP = 0.22
_SAME_LINE = 0.5
_OVERPRINT = 0.25
_MARGIN = 0.7
_SHORT_BY = 1.7
_INDENT = 2.8
_LONG = 0.6


@dataclass(frozen=True)
class Glyph:
    """A character and its box, in points from the top left of the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle_x(self) -> float:
        """The middle of its width."""
        return (self.left + self.right) / 2

    @property
    def middle_y(self) -> float:
        """The middle of its height."""
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        """Its height."""
        return self.bottom - self.top


@dataclass(frozen=True)
class Line:
    """A line of text on a page; *size* is the width of a full character in it."""

    text: str
    left: float
    right: float
    top: float
    size: float
    page: int


def lines_of(glyphs: Iterable[Glyph], page: int) -> list[Line]:
    """Group glyphs into lines from top to bottom."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda item: (item.middle_y, item.left)):
        if rows and glyph.middle_y - rows[-1][0].middle_y < _SAME_LINE * min(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [_line(row, page) for row in rows]


def _line(glyphs: list[Glyph], page: int) -> Line:
    glyphs.sort(key=lambda glyph: glyph.left)
    parts: list[str] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if last is not None:
            if glyph.text == last.text and glyph.left - last.left < _OVERPRINT * last.size:
                continue
            if glyph.left - last.right > _GAP * min(glyph.size, last.size):
                parts.append(" ")
        parts.append(glyph.text)
        last = glyph
    size = Counter(round(glyph.size, 1) for glyph in glyphs).most_common(1)[0][0]
    text = _NEEDLESS_SPACE.sub("", "".join(parts))
    return Line(text, glyphs[0].left, max(glyph.right for glyph in glyphs), glyphs[0].top, size, page)


def paragraphs(lines: Sequence[Line]) -> Iterator[tuple[str, int]]:
    """Join lines that go on; yields each paragraph and the page it begins on.

    A line goes on when it reaches the right margin and the next one starts at the left margin.
    """
    if not lines:
        return
    margins = {
        page: _margins([line for line in lines if line.page == page], lines)
        for page in {line.page for line in lines}
    }
    group = [lines[0]]
    for line in lines[1:]:
        if _goes_on(group[-1], line, margins):
            group.append(line)
        else:
            yield _joined(group), group[0].page
            group = [line]
    yield _joined(group), group[0].page


def _margins(lines: Sequence[Line], everything: Sequence[Line]) -> tuple[float, float]:
    """Return where the long lines of a page begin and end; few long lines say nothing, so take all pages'."""
    width = max(line.right - line.left for line in everything)
    long = [line for line in lines if line.right - line.left > _LONG * width]
    if len(long) < 3:
        long = [line for line in everything if line.right - line.left > _LONG * width]
    return min(line.left for line in long), max(line.right for line in long)


def _goes_on(line: Line, following: Line, margins: dict[int, tuple[float, float]]) -> bool:
    left, right = margins[line.page]
    next_left = margins[following.page][0]
    return (
        line.right >= right - _SHORT_BY * line.size
        and line.left <= left + _INDENT * line.size
        and following.left <= next_left + _MARGIN * following.size
        and abs(line.size - following.size) <= 0.25 * line.size
    )


def _joined(lines: Sequence[Line]) -> str:
    text = lines[0].text
    for line in lines[1:]:
        spaced = (
            text[-1:].isascii()
            and text[-1:].isalpha()
            and line.text[:1].isascii()
            and line.text[:1].isalpha()
        )
        text += (" " if spaced else "") + line.text
    return text
