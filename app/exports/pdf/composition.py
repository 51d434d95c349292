"""Composing pages: blocks are set on the grid of 22 lines, tables in between, and everything is tagged on the way."""

from __future__ import annotations

import math
from collections.abc import Sequence

from app.exports.blocks import Block, Document, Heading, Paragraph, Signature, TableBlock, Title
from app.exports.pdf.drawing import FontUse, Page
from app.exports.pdf.fonts import Chain, Face, FontSet, MissingGlyphError, Role, visible
from app.exports.pdf.metrics import (
    BASELINE,
    BODY_SIZE,
    FOLIO_DROP,
    FOLIO_SIZE,
    HEIGHT,
    LEADING,
    LEFT,
    PAGE_HEIGHT,
    PITCH,
    TITLE_SIZE,
    TOP,
    WIDTH,
)
from app.exports.pdf.paragraph import Line, Text
from app.exports.pdf.table import TableLayout
from app.exports.pdf.table_drawing import draw_part
from app.exports.pdf.tagging import Element
from app.exports.pdf.title import title_lines

_HEADING_FACES = {1: Role.HEI, 2: Role.KAI, 3: Role.FANG, 4: Role.FANG}
_TITLE_LEADING = 1.2 * LEADING
# How far the upper edge of 宋体's 一字线 lies above the baseline, in em.
_DASH_TOP = 0.293
_DRAFT = "草稿"
_DRAFT_SIZE = 200.0
_DRAFT_GREY = 0.88
# A table that fits one page is not cut when no more than this much of a page stays blank above it.
_BLANK_ALLOWED = 0.25 * HEIGHT
_TABLE_GAP = 0.3 * LEADING
_EXCERPT = 8


class Composer:
    """Sets one document; `pages`, `fonts` and `root` are what the file is assembled from."""

    def __init__(self, document: Document, fonts: FontSet) -> None:
        self.pages: list[Page] = []
        self.fonts: dict[Face, FontUse] = {}
        self.root = Element("Document")
        self._document = document
        self._faces = fonts
        self._laid: dict[int, list[Line] | TableLayout] = {}
        self._level = 0
        self._down = HEIGHT

    def compose(self) -> None:
        """Set all blocks. Raises MissingGlyphError."""
        self._new_page()
        for index, block in enumerate(self._document.blocks):
            match block:
                case Title():
                    self._title(self._lines(index))
                case Heading():
                    self._heading(index, block)
                case Paragraph():
                    self._paragraph(block, self._lines(index))
                case TableBlock():
                    self._table(self._table_layout(index))
                case Signature():
                    self._signature(self._lines(index))

    # Laying out, which a heading asks of the blocks after it before they are drawn.

    def _lines(self, index: int) -> list[Line]:
        laid = self._lay(index)
        assert isinstance(laid, list)
        return laid

    def _table_layout(self, index: int) -> TableLayout:
        laid = self._lay(index)
        assert isinstance(laid, TableLayout)
        return laid

    def _lay(self, index: int) -> list[Line] | TableLayout:
        if index not in self._laid:
            block = self._document.blocks[index]
            try:
                self._laid[index] = self._lay_block(block)
            except MissingGlyphError as error:
                raise MissingGlyphError(error.character, _place(block, error.character)) from None
        return self._laid[index]

    def _lay_block(self, block: Block) -> list[Line] | TableLayout:
        match block:
            case Title():
                return title_lines(block.parts, self._faces[Role.TITLE], TITLE_SIZE, WIDTH)
            case Heading():
                return self._body([(self._faces[_HEADING_FACES[block.level]], block.text)])
            case Paragraph():
                runs = [(self._faces[Role.FANG], block.text)]
                if block.lead:
                    runs.insert(0, (self._faces[_HEADING_FACES.get(block.level, Role.FANG)], block.lead))
                return self._body(runs)
            case TableBlock():
                return TableLayout(block, self._faces[Role.SONG])
            case Signature():
                fang = self._faces[Role.FANG]
                return [
                    line
                    for text in (block.unit, block.date)
                    if text
                    for line in Text([(fang, text)], BODY_SIZE, PITCH - BODY_SIZE).lines(
                        WIDTH - 4 * PITCH, flush=False
                    )
                ]

    def _body(self, runs: Sequence[tuple[Chain, str]]) -> list[Line]:
        return Text(runs, BODY_SIZE, PITCH - BODY_SIZE).lines(WIDTH, indent=2 * PITCH)

    # Pages.

    def _new_page(self) -> None:
        page = Page(len(self.pages), self.fonts)
        self.pages.append(page)
        self._down = 0.0
        if self._document.draft:
            mark = Text([(self._faces[Role.HEI], _DRAFT)], _DRAFT_SIZE).lines(WIDTH * 2)[0]
            with page.artifact("Background"):
                page.watermark(mark, math.cos(math.radians(45)), math.sin(math.radians(45)), _DRAFT_GREY)
        self._folio(page)

    def _folio(self, page: Page) -> None:
        """The page number between two dashes, on the outer side, one character in (GB/T 9704-2012, 7.5)."""
        number = page.index + 1
        line = Text([(self._faces[Role.SONG], f"— {number} —")], FOLIO_SIZE).lines(WIDTH)[0]
        left = LEFT + WIDTH - FOLIO_SIZE - line.width if number % 2 else LEFT + FOLIO_SIZE
        baseline = PAGE_HEIGHT - TOP - HEIGHT - FOLIO_DROP - _DASH_TOP * FOLIO_SIZE
        with page.artifact("Pagination"):
            page.text(line, left, baseline)

    @property
    def _page(self) -> Page:
        return self.pages[-1]

    @property
    def _room(self) -> int:
        """How many lines of text the page still takes."""
        return int((HEIGHT - self._down) / LEADING + 0.01)

    def _draw(self, line: Line, left: float, element: Element) -> None:
        """Draw a line of text on the next line of the grid."""
        with self._page.tagged(element):
            self._page.text(line, LEFT + left, self._baseline(line.size))
        self._down += LEADING

    def _baseline(self, size: float, leading: float = LEADING) -> float:
        return PAGE_HEIGHT - TOP - self._down - leading / 2 - BASELINE * size

    # Blocks.

    def _title(self, lines: Sequence[Line]) -> None:
        element = self.root.add("H1")
        grid_lines = math.ceil(len(lines) * _TITLE_LEADING / LEADING)
        self._down += LEADING + (grid_lines * LEADING - len(lines) * _TITLE_LEADING) / 2
        for line in lines:
            with self._page.tagged(element):
                left = LEFT + (WIDTH - line.width) / 2
                self._page.text(line, left, self._baseline(TITLE_SIZE, _TITLE_LEADING))
            self._down += _TITLE_LEADING
        self._down = (2 + grid_lines) * LEADING

    def _heading(self, index: int, block: Heading) -> None:
        lines = self._lines(index)
        if self._down + len(lines) * LEADING + self._needed_after(index) > HEIGHT + 0.01:
            self._new_page()
        element = self.root.add(self._heading_tag(block.level))
        for number, line in enumerate(lines):
            self._draw(line, 0 if number else 2 * PITCH, element)

    def _heading_tag(self, level: int) -> str:
        """The tag of a heading; no level may be skipped on the way down (ISO 14289-1, 7.4.2)."""
        self._level = min(level, self._level + 1)
        return f"H{self._level + 1}"

    def _needed_after(self, index: int) -> float:
        """The least height below a heading that shows it does not stand alone."""
        if index + 1 == len(self._document.blocks):
            return 0.0
        laid = self._lay(index + 1)
        if isinstance(laid, TableLayout):
            whole = laid.heights_sum(0, laid.grid.rows)
            room = HEIGHT - self._down - LEADING
            if whole <= HEIGHT - LEADING and whole > room and room <= _BLANK_ALLOWED:
                return whole
            return laid.heights_sum(0, laid.first_cut())
        if isinstance(self._document.blocks[index + 1], Heading):
            return len(laid) * LEADING + self._needed_after(index + 1)
        return min(2, len(laid)) * LEADING

    def _paragraph(self, block: Paragraph, lines: Sequence[Line]) -> None:
        """Set a paragraph; at least two of its lines stay together on each side of a page's end."""
        lead = len(visible(block.lead))
        heading = self.root.add(self._heading_tag(block.level)) if lead and block.level else None
        element = self.root.add("P")
        for number, line in enumerate(lines):
            left = len(lines) - number
            if (
                self._room < 1
                or (self._room == 1 and left > 1 and (number == 0 or left == 2) and self._down > 0)
                or (self._room == 2 and left == 3 and number == 0)
            ):
                self._new_page()
            indent = 0 if number else 2 * PITCH
            if heading and lead:
                count = min(lead, len(line.glyphs))
                lead -= count
                with self._page.tagged(heading):
                    self._page.text(line.part(0, count), LEFT + indent, self._baseline(line.size))
                line = line.part(count, len(line.glyphs))
            if line.glyphs:
                self._draw(line, indent, element)
            else:
                self._down += LEADING

    def _table(self, layout: TableLayout) -> None:
        element = self.root.add("Table")
        rows: dict[int, Element] = {}
        first = 0
        while first < layout.grid.rows:
            repeated = layout.header_height() if first else 0.0
            end = layout.cut(first, HEIGHT - self._down - repeated)
            if end == first and self._down > 0:
                self._new_page()
                continue
            end = max(end, first + 1)
            self._down += draw_part(
                self._page, layout, first, end, PAGE_HEIGHT - TOP - self._down, element, rows
            )
            first = end
            if first < layout.grid.rows:
                self._new_page()
        self._down = min(HEIGHT, math.ceil((self._down + _TABLE_GAP) / LEADING - 0.01) * LEADING)

    def _signature(self, lines: Sequence[Line]) -> None:
        """The 落款 two lines down, right; the date two characters further right than the unit (7.3.5.2)."""
        if self._room < len(lines) + 1:
            self._new_page()
        else:
            self._down += LEADING
        widest = max(line.width for line in lines)
        unit_left = WIDTH - 2 * PITCH - widest
        date = lines[-1]
        if len(lines) == 2:
            unit_left = WIDTH - 2 * PITCH - max(lines[0].width, date.width - 0 + 2 * PITCH)
        for line in lines:
            left = unit_left + 2 * PITCH if len(lines) == 2 and line is date else unit_left
            self._draw(line, left, self.root.add("P"))


def _place(block: Block, character: str) -> str:
    """Say in Chinese where in the report a character stands."""
    match block:
        case Title():
            return "标题"
        case Signature():
            return "落款"
        case TableBlock():
            return f"表格“{block.table.name}”"
        case Heading():
            text = block.text
        case Paragraph():
            text = block.lead + block.text
    at = text.index(character)
    return f"“{text[max(0, at - _EXCERPT) : at + _EXCERPT]}”一处"
