"""Glyphs with places back into lines, and lines into the paragraphs they were set from."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

_WIDE = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\u3000-\u303f“”‘’—…·"
_FULL = re.compile(r"[\u4e00-\u9fff]")
_NEEDLESS_SPACE = re.compile(rf"(?<=[{_WIDE}]) | (?=[{_WIDE}])")
_GAP = 0.22
_SAME_LINE = 0.5
_OVERPRINT = 0.25
_LEAST_SIZE = 0.1
_MARGIN = 0.7
_SHORT_BY = 1.7
_SHORT_BY_INDENTED = 6.0
"""Where paragraphs are indented, a line at the margin goes on whatever the length of the one before."""
_INDENT_FROM, _INDENT = 1.2, 2.8
_LONG = 0.6
_FEW_LINES = 3


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
    full = [round(glyph.right - glyph.left, 1) for glyph in glyphs if _FULL.match(glyph.text)]
    size = Counter(full or [round(glyph.size, 1) for glyph in glyphs]).most_common(1)[0][0] or _LEAST_SIZE
    text = _NEEDLESS_SPACE.sub("", "".join(parts))
    return Line(text, glyphs[0].left, max(glyph.right for glyph in glyphs), glyphs[0].top, size, page)


@dataclass(frozen=True)
class Margins:
    """Where the lines of each page begin and end, and by how many characters a line that goes on may fall short."""

    pages: Mapping[int, tuple[float, float]]
    short_by: float


def paragraphs(lines: Sequence[Line], margins: Margins) -> Iterator[tuple[str, int]]:
    """Join lines that go on; yields each paragraph and the page it begins on.

    A line goes on when it reaches the right margin and the next one starts at the left margin.
    """
    group: list[Line] = []
    for line in lines:
        if group and not _goes_on(group[-1], line, margins):
            yield _joined(group), group[0].page
            group = []
        group.append(line)
    if group:
        yield _joined(group), group[0].page


def margins_of(lines: Sequence[Line]) -> Margins:
    """Return the margins of each page by its long lines; a page with few of them has those of all pages."""
    width = max((line.right - line.left for line in lines), default=0)
    long = [line for line in lines if line.right - line.left > _LONG * width]
    pages = {}
    for page in {line.page for line in lines}:
        here = [line for line in long if line.page == page]
        some = here if len(here) >= _FEW_LINES else long
        ends = sorted(line.right for line in some)
        pages[page] = (_left(some, long), ends[len(ends) * 3 // 4])
    indented = [
        line for line in long if _INDENT_FROM < (line.left - pages[line.page][0]) / line.size < _INDENT
    ]
    return Margins(pages, _SHORT_BY_INDENTED if len(indented) >= _FEW_LINES else _SHORT_BY)


def _left(some: Sequence[Line], everything: Sequence[Line]) -> float:
    """Return where a page's lines begin; one with nothing but indented lines begins where the others do."""
    here, all_over = min(line.left for line in some), min(line.left for line in everything)
    return all_over if here > all_over + _INDENT_FROM * some[0].size else here


def _goes_on(line: Line, following: Line, margins: Margins) -> bool:
    left, right = margins.pages[line.page]
    return (
        line.right >= right - margins.short_by * line.size
        and line.left <= left + _INDENT * line.size
        and following.left <= margins.pages[following.page][0] + _MARGIN * following.size
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
