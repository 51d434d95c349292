"""Tables fit the page: nothing is clipped, nothing overlaps, and what reaches over a page's end comes again."""

import io
from dataclasses import replace

import pdfplumber
import pytest
from pdf_documents import filled, of_blocks, pages_of, report

from app.exports.blocks import Heading, Paragraph, TableBlock
from app.exports.pages.fonts import FontRole, bundled
from app.exports.pages.metrics import HEIGHT, WIDTH
from app.exports.pages.table_layout import RISES, TableLayout
from app.exports.pdf import render
from app.exports.report_blocks import document
from app.forms.grid import grid_of
from app.forms.tables import Node

FORMS = ["cn-disclosure-2021", "cn-disclosure-2019"]
VALUES = [7, 54321, 12345678, 123456789]


def tables(value: int, form: str) -> dict[str, TableBlock]:
    made = document(report(filled(value, form), form=form), draft=False)
    return {block.table.key: block for block in made.blocks if isinstance(block, TableBlock)}


def layouts(value: int, form: str) -> list[TableLayout]:
    return [TableLayout(block, bundled()[FontRole.SONG]) for block in tables(value, form).values()]


def tall_table() -> TableBlock:
    """Table 三 with its rows twice, which no page holds."""
    block = tables(7, FORMS[0])["applications"]
    (band,) = block.table.bands
    again = tuple(_renamed(row) for row in band.rows)
    table = replace(block.table, bands=(band._replace(rows=(*band.rows, *again)),))
    grid = grid_of(table)
    return TableBlock(table, grid, dict.fromkeys(grid.inputs, "7"))


def _renamed(node: Node) -> Node:
    return node._replace(key=f"{node.key}_again", children=tuple(_renamed(child) for child in node.children))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("value", VALUES)
def test_every_text_fits_its_cell(form: str, value: int) -> None:
    for layout in layouts(value, form):
        assert layout.edges[-1] == pytest.approx(WIDTH)
        heights = layout.heights(0, layout.grid.rows)
        for box in layout.boxes:
            cell = box.cell
            width = layout.edges[cell.column + cell.column_span] - layout.edges[cell.column]
            assert all(line.width <= width for line in box.lines), box.text
            assert box.height(min(RISES)) <= sum(heights[cell.row : cell.row + cell.row_span]) + 0.01
            assert "".join(g.character for line in box.lines for g in line.glyphs) == box.text


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("value", VALUES)
def test_figures_stay_on_one_line(form: str, value: int) -> None:
    for layout in layouts(value, form):
        assert all(len(box.lines) == 1 for box in layout.boxes if box.cell.key)


def test_the_disputes_table_stands_on_one_portrait_page() -> None:
    layout = TableLayout(tables(12345678, FORMS[0])["disputes"], bundled()[FontRole.SONG])
    assert layout.heights_sum(0, layout.grid.rows) < HEIGHT / 2


def test_type_shrinks_only_as_far_as_figures_need() -> None:
    sizes = [
        max(line.size for box in layout.boxes if box.cell.key for line in box.lines)
        for value in VALUES
        for layout in [TableLayout(tables(value, FORMS[0])["disputes"], bundled()[FontRole.SONG])]
    ]
    assert sizes[0] == 9.0
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] >= 5.0


@pytest.mark.parametrize("lines_before", range(22))
def test_a_table_is_cut_only_after_figures_and_its_rows_stay_whole(lines_before: int) -> None:
    block = tall_table()
    filler = [Paragraph("行")] * lines_before
    pages = pages_of(render(of_blocks(*filler, Heading(1, "三、表"), block)))
    texts = ["".join(c.text for c in page) for page in pages]
    with_table = [text for text in texts if "自然人" in text]
    assert len(with_table) >= 2
    # Header and upright label come again on every page, and each holds figures.
    for text in with_table:
        assert "法人或其他组织" in text
        assert "7" in text
    heading_page = next(text for text in texts if "三、表" in text)
    assert "自然人" in heading_page


def test_other_programs_find_every_cell_where_it_belongs() -> None:
    block = tall_table()
    data = render(of_blocks(*[Paragraph("行")] * 12, Heading(1, "三、表"), block))
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        parts = [table for page in pdf.pages for table in page.extract_tables()]
    assert len(parts) == 3
    rows = [row for part in parts for row in part[block.grid.header_rows :]]
    assert len(rows) == block.grid.rows - block.grid.header_rows
    for number, row in enumerate(rows, block.grid.header_rows):
        for column, found in enumerate(row):
            cell = block.grid.at(number, column)
            if (cell.row, cell.column) == (number, column):
                assert found is not None
                assert found.replace("\n", "") == (block.values[cell.key] if cell.key else cell.text)


def test_group_labels_come_again_on_the_next_page() -> None:
    block = tables(7, FORMS[0])["applications"]
    layout = TableLayout(block, bundled()[FontRole.SONG])
    label = next(box for box in layout.boxes if box.text == "（四）无法提供")
    room = layout.heights_sum(0, label.cell.row + 2)
    assert layout.cut(0, room) in range(label.cell.row - 2, label.cell.row + 3)
    inside = label.cell.row + 1
    assert sum(layout.heights(inside, inside + 1)) >= label.height(min(RISES)) - 0.01


def test_no_cut_falls_between_a_caption_and_its_figures() -> None:
    layout = TableLayout(tables(7, FORMS[0])["disclosure"], bundled()[FontRole.SONG])
    for tenth in range(1, 40):
        end = layout.cut(0, tenth * 10)
        assert end == 0 or any(layout.grid.at(end - 1, c).key for c in range(layout.grid.columns))
        assert end == 0 or layout.heights_sum(0, end) <= tenth * 10


def test_text_stays_within_the_type_area() -> None:
    for page in pages_of(render(document(report(filled(12345678)), draft=False))):
        for character in page[:-5]:
            assert 28 * 72 / 25.4 - 0.1 <= character.x <= 184 * 72 / 25.4
            assert character.y >= 35 * 72 / 25.4 - 0.1 or character.text in "— 0123456789"
