"""What is read on the pages of the preview: carets, what is chosen, what is found, and which part of the report it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from app.exports.pages.page_text import PageWords, TextLine
from app.searching import SearchedWords, find_in

_ABOVE, _BELOW = 1.0, 0.35
"""How far a line reaches above and below its baseline, in its size."""


@dataclass(frozen=True, order=True)
class Caret:
    """A place between two characters: page and line counted from 0, characters before it in the line."""

    page: int
    line: int
    column: int


@dataclass(frozen=True)
class LineSpan:
    """Characters of one line, to be marked."""

    page: int
    line: int
    first: int
    end: int


class PageTextLayer:
    """The text of all pages."""

    def __init__(self, texts: Sequence[PageWords] = ()) -> None:
        self.pages = texts

    def line(self, span: LineSpan) -> TextLine:
        """Return the line that a span is of."""
        return self.pages[span.page].lines[span.line]

    def box(self, span: LineSpan) -> tuple[float, float, float, float]:
        """Return left, bottom, right and top of a span, in points."""
        line = self.line(span)
        return (
            line.edges[span.first],
            line.baseline - _BELOW * line.size,
            line.edges[span.end],
            line.baseline + _ABOVE * line.size,
        )

    def caret_at(self, page: int, x: float, y: float) -> Caret | None:
        """Return the place nearest to a point of a page; None where a page has no text."""
        lines = self.pages[page].lines if page < len(self.pages) else ()
        if not lines:
            return None

        def distance(number: int) -> tuple[float, float]:
            line = lines[number]
            low, high = line.baseline - _BELOW * line.size, line.baseline + _ABOVE * line.size
            return max(low - y, y - high, 0), max(line.edges[0] - x, x - line.edges[-1], 0)

        nearest = min(range(len(lines)), key=distance)
        edges = lines[nearest].edges
        return Caret(page, nearest, min(range(len(edges)), key=lambda at: abs(edges[at] - x)))

    def whole(self) -> tuple[Caret, Caret] | None:
        """Return the places before and after everything."""
        filled = [number for number, page in enumerate(self.pages) if page.lines]
        if not filled:
            return None
        last = len(self.pages[filled[-1]].lines) - 1
        end = len(self.pages[filled[-1]].lines[last].text)
        return Caret(filled[0], 0, 0), Caret(filled[-1], last, end)

    def between(self, first: Caret, last: Caret) -> Iterator[LineSpan]:
        """Yield what lies between two places, line by line."""
        first, last = min(first, last), max(first, last)
        for page in range(first.page, last.page + 1):
            for number, line in enumerate(self.pages[page].lines):
                if (first.page, first.line) <= (page, number) <= (last.page, last.line):
                    begin = first.column if (page, number) == (first.page, first.line) else 0
                    end = last.column if (page, number) == (last.page, last.line) else len(line.text)
                    if begin < end:
                        yield LineSpan(page, number, begin, end)

    def text(self, spans: Sequence[LineSpan]) -> str:
        """Return the words of spans: lines of a paragraph joined, the cells of a row apart by a tabulator."""
        words, before = "", None
        for span in spans:
            line = self.line(span)
            if before is not None and line.element != before.element:
                words += "\t" if line.block == before.block and line.baseline == before.baseline else "\n"
            words += line.text[span.first : span.end]
            before = line
        return words

    def text_of_page(self, page: int) -> str:
        """Return all words of a page."""
        lines = self.pages[page].lines if page < len(self.pages) else ()
        return self.text([LineSpan(page, number, 0, len(line.text)) for number, line in enumerate(lines)])

    def find(self, words: str) -> list[list[LineSpan]]:
        """Return the places where words stand, each as its spans; they may go over the end of a line or a page."""
        found = []
        every = (
            LineSpan(p, n, 0, len(line.text))
            for p, page in enumerate(self.pages)
            for n, line in enumerate(page.lines)
        )
        for _element, of_element in groupby(every, lambda span: self.line(span).element):
            spans = list(of_element)
            body = "".join(self.line(span).text for span in spans)
            for start in find_in(body, SearchedWords(words)):
                found.append(list(_cut(spans, start, start + len(words))))
        return found


def _cut(spans: Sequence[LineSpan], start: int, end: int) -> Iterator[LineSpan]:
    """Yield the parts of whole lines between two characters of all of them."""
    for span in spans:
        if start < span.end and end > 0:
            yield LineSpan(span.page, span.line, max(start, 0), min(end, span.end))
        start, end = start - span.end, end - span.end
