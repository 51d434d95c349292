"""Joins lines of glyphs into the paragraphs that they were set from."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

from app.chinese_numerals import NUMBER
from app.imports.readers.pages.glyph_lines import GlyphLine

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
