"""Joins placed glyphs into lines, and lines into the paragraphs that they were set from."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low
from typing import NamedTuple

from app.chinese_numerals import NUMBER
from app.imports.readers.raised_digits import raised

_WIDE = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\u3000-\u303f“”‘’—…·"
_FULL_FROM, _FULL_TO = "\u4e00", "\u9fff"
_NEEDLESS_SPACE = re.compile(rf"(?<=[{_WIDE}]) | (?=[{_WIDE}])")
_GAP = 0.22
_WIDE_GAP = 3.0
_SAME_LINE = 0.3
BELOW = 0.12
"""How far a character's box reaches below the line it stands on, in parts of its size."""
_RAISED, _RAISED_TO = 0.2, 0.8
_LOWERED = 0.12
_SMALLER = 0.8
_BESIDE = 0.6
_MARK_BRACKETS = "[]()（）［］〔〕"
_OVERPRINT = 0.25
_LEAST_SIZE = 0.1
_MARGIN = 0.7
_SHORT_BY = 1.7
_SHORT_BY_INDENTED = 6.0
"""Where paragraphs are indented, a line at the margin goes on whatever the length of the one before."""
_INDENT_FROM, _INDENT = 1.2, 2.8
_LONG = 0.6
_FEW_LINES = 3
_TOKEN, _TOKEN_WIDTH = re.compile(r"[0-9A-Za-z.,:/%-]{2,}[%，。；、）]{0,2}"), 0.55
"""Words that are never broken, so that the line before them may be short, and how wide their characters are about."""
_LOOSE, _FARTHEST = 1.15, 4.0
_CLOSING = "，。；：、！？）》”’"
_HEADING = re.compile(f"{NUMBER}、|[（(]{NUMBER}[）)]")
_ENDS = "。；：！？;:"
_SENTENCE_ENDS = "。！？；"
_CLOSE = 0.1


class PlacedGlyph(NamedTuple):
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

    @property
    def baseline(self) -> float:
        """Where it stands."""
        return self.bottom - BELOW * (self.bottom - self.top)


@dataclass(frozen=True)
class GlyphLine:
    """A line of text on a page; *size* is the width of a full character in it, *base* where it stands."""

    text: str
    left: float
    right: float
    top: float
    base: float
    size: float
    page: int


def lines_of(glyphs: Iterable[PlacedGlyph], page: int, *, wide_gaps: bool = False) -> list[GlyphLine]:
    """Group glyphs into lines from top to bottom; where *wide_gaps* part texts, each is a line of its own."""
    rows = _rows(glyphs)
    crowded = [len(rows) > 1 and _crowded(rows, index) for index in range(len(rows))]
    if any(crowded):
        kept = [row for row, close in zip(rows, crowded, strict=True) if not close]
        close = [glyph for row, close in zip(rows, crowded, strict=True) if close for glyph in row]
        rows = sorted(kept + _rows(_with_note_marks(close)), key=lambda row: row[0].baseline)
    if wide_gaps:
        rows = [part for row in rows for part in _parts(row)]
    return [_line(row, page) for row in rows]


def _parts(row: list[PlacedGlyph]) -> Iterator[list[PlacedGlyph]]:
    """Yield the texts of a row that stand far from each other, as a name and what is named do."""
    row.sort(key=lambda glyph: glyph.left)
    start = 0
    for index in range(1, len(row)):
        if row[index].left - row[index - 1].right > _WIDE_GAP * max(row[index].size, row[index - 1].size):
            yield row[start:index]
            start = index
    yield row[start:]


def _rows(glyphs: Iterable[PlacedGlyph]) -> list[list[PlacedGlyph]]:
    """Group glyphs by where they stand: those near enough to the first of a row are in it."""
    rows: list[list[PlacedGlyph]] = []
    stands, first_size = 0.0, 0.0
    placed = [(glyph.baseline, glyph.left, place, glyph) for place, glyph in enumerate(glyphs)]
    for base, _, _, glyph in sorted(placed):
        size = glyph.bottom - glyph.top
        if rows and base - stands < _SAME_LINE * min(size, first_size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
            stands, first_size = base, size
    return rows


def _crowded(rows: Sequence[Sequence[PlacedGlyph]], index: int) -> bool:
    """Whether another row stands nearer than lines of a text do."""
    here = rows[index][0]
    return any(
        abs(row[0].baseline - here.baseline) < _RAISED_TO * max(row[0].size, here.size)
        for row in (*rows[max(index - 1, 0) : index], *rows[index + 1 : index + 2])
    )


def _with_note_marks(glyphs: Iterable[PlacedGlyph]) -> list[PlacedGlyph]:
    """Insert raised or lowered marks as raised characters: 12 with a raised 1 is not 121."""
    kept: list[PlacedGlyph] = []
    edges: list[tuple[PlacedGlyph, float]] = []
    for glyph in sorted(glyphs, key=lambda item: item.left):
        edges = [pair for pair in edges if glyph.left - pair[1] <= _BESIDE * pair[0].size]
        for place, (host, right) in enumerate(edges):
            if glyph.right > right - _OVERPRINT * glyph.size and _is_mark(glyph, host):
                edges[place] = (host, max(right, glyph.right))
                if text := _as_mark(glyph.text):
                    kept.append(PlacedGlyph(text, glyph.left, host.top, glyph.right, host.bottom))
                break
        else:
            kept.append(glyph)
            edges.append((glyph, glyph.right))
    return kept


def _as_mark(text: str) -> str:
    """Return a mark in raised characters, without brackets."""
    if "①" <= text <= "⑳":
        text = str(ord(text) - ord("①") + 1)
    return "" if text in _MARK_BRACKETS else raised(text)


def _is_mark(glyph: PlacedGlyph, host: PlacedGlyph) -> bool:
    """Whether the glyph stands raised or lowered beside its host, as text of its own line never does."""
    height = (host.baseline - glyph.baseline) / host.size
    if glyph.size <= _SMALLER * host.size:
        return _LOWERED < height < _RAISED_TO or -_RAISED_TO / 2 < height < -_LOWERED
    return glyph.size <= 1.05 * host.size and _RAISED < height < _RAISED_TO / 1.25


def _line(glyphs: list[PlacedGlyph], page: int) -> GlyphLine:
    glyphs.sort(key=lambda glyph: glyph.left)
    parts: list[str] = []
    last: PlacedGlyph | None = None
    for glyph in glyphs:
        if last is not None:
            if glyph.text == last.text and glyph.left - last.left < _OVERPRINT * last.size:
                continue
            gap = glyph.left - last.right
            if gap > 0 and gap > _GAP * min(glyph.size, last.size):
                parts.append(" ")
        parts.append(glyph.text)
        last = glyph
    full = [round(glyph.right - glyph.left, 1) for glyph in glyphs if _FULL_FROM <= glyph.text <= _FULL_TO]
    size = Counter(full or [round(glyph.size, 1) for glyph in glyphs]).most_common(1)[0][0] or _LEAST_SIZE
    text = _NEEDLESS_SPACE.sub("", "".join(parts))
    return GlyphLine(
        text,
        glyphs[0].left,
        max(glyph.right for glyph in glyphs),
        glyphs[0].top,
        glyphs[0].baseline,
        size,
        page,
    )


@dataclass(frozen=True)
class Margins:
    """Where the lines of each page begin and end, and by how many characters a line that goes on may fall short.

    *leading* is how far apart the lines of one paragraph stand at most, in characters, *ended* the pages of which the last
    paragraph is known to end with the page.
    """

    pages: Mapping[int, tuple[float, float]]
    short_by: float
    leading: float
    widest: float
    ended: Collection[int] = ()


def paragraphs(lines: Sequence[GlyphLine], margins: Margins) -> Iterator[tuple[str, int]]:
    """Join lines that go on; yields each paragraph and the page it begins on.

    A line goes on when it reaches the right margin and the next one starts at the left margin.
    """
    group: list[GlyphLine] = []
    for line in lines:
        if group and not _goes_on(group[-1], line, margins):
            yield _joined(group), group[0].page
            group = []
        group.append(line)
    if group:
        yield _joined(group), group[0].page


def margins_of(lines: Sequence[GlyphLine], ended: Collection[int] = ()) -> Margins:
    """Return the margins of each page by its long lines; a page with few of them has those of all pages.

    *ended* are the pages of which the last paragraph is known to end with the page.
    """
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
    short_by = _SHORT_BY_INDENTED if len(indented) >= _FEW_LINES else _SHORT_BY
    # A mark at a line's end may hang out of the text.
    widest = max((line.right - line.size * (line.text[-1] in _CLOSING) for line in long), default=0)
    return Margins(pages, short_by, _LOOSE * _leading(lines, pages), widest, ended)


def _leading(lines: Sequence[GlyphLine], pages: Mapping[int, tuple[float, float]]) -> float:
    """Return how far apart lines of one paragraph usually stand, in characters: a full one and the one below it."""
    gaps = [
        (following.base - line.base) / line.size
        for line, following in pairwise(lines)
        if line.page == following.page
        and 0 < following.base - line.base < _FARTHEST * line.size
        and line.right >= pages[line.page][1] - _SHORT_BY * line.size
        and following.left <= pages[line.page][0] + _MARGIN * line.size
    ]
    return median_low(gaps) if len(gaps) >= _FEW_LINES else float("inf")


def _left(some: Sequence[GlyphLine], everything: Sequence[GlyphLine]) -> float:
    """Return where a page's lines begin; one with nothing but indented lines begins where the others do."""
    here, all_over = min(line.left for line in some), min(line.left for line in everything)
    return all_over if here > all_over + _INDENT_FROM * some[0].size else here


def _goes_on(line: GlyphLine, following: GlyphLine, margins: Margins) -> bool:
    left, right = margins.pages[line.page]
    token = _TOKEN.match(following.text)
    unbroken = (_TOKEN_WIDTH * len(token.group()) + 1) * line.size if token else 0
    return (
        not (line.page != following.page and line.page in margins.ended)
        and line.right >= right - max(margins.short_by * line.size, unbroken)
        and line.left <= left + _INDENT * line.size
        and following.left <= margins.pages[following.page][0] + _MARGIN * following.size
        and abs(line.size - following.size) <= 0.25 * line.size
        and not (line.text[-1:] in _SENTENCE_ENDS and _stands_off(line, following, margins))
        and not _begins(line, following, margins)
        and not (margins.short_by == _SHORT_BY and _would_fit(line, following, margins))
    )


def _stands_off(line: GlyphLine, following: GlyphLine, margins: Margins) -> bool:
    """Whether there is more space between the lines than within a paragraph."""
    return line.page == following.page and following.base - line.base > margins.leading * line.size


def _would_fit(line: GlyphLine, following: GlyphLine, margins: Margins) -> bool:
    """Whether the following line's beginning had room after this one's full stop: then it begins a paragraph."""
    if line.text[-1:] not in _SENTENCE_ENDS:
        return False
    first = _TOKEN.match(following.text)
    width = _TOKEN_WIDTH * len(first.group()) if first else 1.0
    rest = following.text[len(first.group()) if first else 1 :]
    width += len(rest) - len(rest.lstrip(_CLOSING))
    return line.right + width * line.size < margins.widest - _CLOSE * line.size


def _begins(line: GlyphLine, following: GlyphLine, margins: Margins) -> bool:
    """Whether the following line is a heading, whatever the length of the one above it."""
    if not _HEADING.match(following.text):
        return False
    short = following.right < margins.pages[following.page][1] - following.size
    return line.text[-1:] in _ENDS or (short and not any(end in following.text for end in "。；，"))


def _joined(lines: Sequence[GlyphLine]) -> str:
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
