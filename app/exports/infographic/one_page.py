"""Composes the page of charts: title, large figures, charts below each other, and the source of the figures."""

from __future__ import annotations

from collections.abc import Sequence

from app.exports.chart_values import NOTHING, Chart, Row
from app.exports.infographic.figures import Infographic
from app.exports.pages.chart_layout import chart_layout
from app.exports.pages.fonts import FontRole, FontSet
from app.exports.pages.metrics import BASELINE, MM, PAGE_HEIGHT, PAGE_WIDTH
from app.exports.pages.page import Artifact, Bookmark, Composition, Fill, Page, PlacedLine, Watermark
from app.exports.pages.paragraph import Text
from app.exports.pages.spacing import single_line
from app.exports.pages.structure_tree import Element
from app.exports.pages.title import title_lines
from app.exports.title_words import title_block
from app.values import canonical

_LEFT, _TOP = 20 * MM, 18 * MM
_WIDTH = PAGE_WIDTH - 2 * _LEFT
_TITLE_SIZES, _MOST_TITLE_LINES, _TITLE_LEADING = (20.0, 16.0, 12.0, 9.0, 6.0), 3, 1.3
_TILE_HEIGHT, _TILE_GAP = 66.0, 8.0
_TILE_SHADE = (0.93, 0.95, 0.98)
_FIGURE_SIZE, _LABEL_SIZE, _NOTE_SIZE = 24.0, 10.5, 9.0
_LEAST_FIGURE = 10.0
_GAP, _BETWEEN = 16.0, 24.0
_SIDE_BY_SIDE = 2
"""This many of the last charts are short and stand beside each other."""
_DRAFT, _DRAFT_SIZE, _DRAFT_GREY = "草稿", 180.0, 0.92


def one_page(told: Infographic, fonts: FontSet, *, draft: bool) -> Composition:
    """Return the page. Raises MissingGlyphError for a character that no font has."""
    page, root = Page(0), Element("Document")
    if draft:
        page.artifact(Artifact.BACKGROUND).append(
            Watermark(single_line(fonts[FontRole.HEI], _DRAFT, _DRAFT_SIZE), _DRAFT_GREY)
        )
    top = _title(told.title, page, root, fonts)
    top = _tiles(told, page, root, fonts, top - _GAP)
    top = _charts(told.charts, page, root, fonts, top - _BETWEEN)
    _note(told.source, page, root, fonts, top)
    return Composition([page], root, [Bookmark(0, told.title, 0, PAGE_HEIGHT - _TOP)])


def _title(title: str, page: Page, root: Element, fonts: FontSet) -> float:
    block = title_block(title, ("政府信息", "公开图解"), "")
    for size in _TITLE_SIZES:
        lines = title_lines(block.parts, block.costs, fonts[FontRole.TITLE], size, _WIDTH)
        if len(lines) <= _MOST_TITLE_LINES:
            break
    items = page.tagged(root.add("H1"))
    for number, line in enumerate(lines):
        down = _TOP + ((number + 0.5) * _TITLE_LEADING + BASELINE) * size
        items.append(PlacedLine(line, (PAGE_WIDTH - line.width) / 2, PAGE_HEIGHT - down))
    return PAGE_HEIGHT - _TOP - len(lines) * _TITLE_LEADING * size


def _tiles(told: Infographic, page: Page, root: Element, fonts: FontSet, top: float) -> float:
    width = (_WIDTH - (len(told.tiles) - 1) * _TILE_GAP) / len(told.tiles)
    for number, tile in enumerate(told.tiles):
        _tile(tile, told.series, page, root, fonts, _LEFT + number * (width + _TILE_GAP), top, width)
    return top - _TILE_HEIGHT


def _tile(
    tile: Row,
    series: Sequence[str],
    page: Page,
    root: Element,
    fonts: FontSet,
    left: float,
    top: float,
    width: float,
) -> None:
    """Place label, figure and last year's figure, which are read as one paragraph."""
    page.artifact(Artifact.LAYOUT).append(Fill(left, top - _TILE_HEIGHT, width, _TILE_HEIGHT, _TILE_SHADE))
    figure = _figure(tile, 0)
    hei, song = fonts[FontRole.HEI], fonts[FontRole.SONG]
    size = max(_LEAST_FIGURE, min(_FIGURE_SIZE, (width - 8) / hei.width(figure)))
    lines = [
        (single_line(song, f"{tile.label}（件）", _LABEL_SIZE), 8 + _LABEL_SIZE),
        (single_line(hei, figure, size), 46.0),
    ]
    lines += [
        (single_line(song, f"{name} {_figure(tile, number)}", _NOTE_SIZE), _TILE_HEIGHT - 6)
        for number, name in enumerate(series)
        if number
    ]
    items = page.tagged(root.add("P"))
    for line, down in lines:
        items.append(PlacedLine(line, left + (width - line.width) / 2, top - down))


def _figure(tile: Row, number: int) -> str:
    value = tile.values[number]
    return NOTHING if value is None else canonical(value)


def _charts(shown: Sequence[Chart], page: Page, root: Element, fonts: FontSet, top: float) -> float:
    for chart in shown[:-_SIDE_BY_SIDE]:
        layout = chart_layout(chart, fonts, _WIDTH)
        layout.place(page, root, _LEFT, top)
        top -= layout.height + _BETWEEN
    width = (_WIDTH - _BETWEEN) / _SIDE_BY_SIDE
    layouts = [chart_layout(chart, fonts, width) for chart in shown[-_SIDE_BY_SIDE:]]
    for number, layout in enumerate(layouts):
        layout.place(page, root, _LEFT + number * (width + _BETWEEN), top)
    return top - max(layout.height for layout in layouts)


def _note(source: str, page: Page, root: Element, fonts: FontSet, top: float) -> None:
    note = f"{source}“{NOTHING}”表示没有这项数据。"
    lines = Text([(fonts[FontRole.SONG], note)], _NOTE_SIZE).lines(_WIDTH, flush=False)
    items = page.tagged(root.add("P"))
    for number, line in enumerate(lines):
        items.append(PlacedLine(line, _LEFT, top - _GAP - number * 1.4 * _NOTE_SIZE))
