"""The one grid: each table covers its rectangle exactly once, and each input stands below and beside its labels."""

from collections import Counter

import definitions
import pytest
from hypothesis import given
from tables import tables

from app.forms.grid import CellRole, Grid, GridCell, grid_of
from app.forms.loader import forms
from app.forms.model import Form
from app.forms.tables import Band, Flow, Node, Table

BUNDLED = [
    pytest.param(form_id, key, id=f"{form_id}-{key}")
    for form_id in definitions.FORM_IDS
    for key in ("disclosure", "applications", "disputes")
]


def positions(cell: GridCell) -> list[tuple[int, int]]:
    return [
        (row, column)
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    ]


def assert_covered_once(grid: Grid) -> None:
    covered = Counter(place for cell in grid.cells for place in positions(cell))
    assert covered == Counter((row, column) for row in range(grid.rows) for column in range(grid.columns))
    for cell in grid.cells:
        assert all(grid.at(*place) is cell for place in positions(cell))


def paths(nodes: tuple[Node, ...]) -> dict[str, list[str]]:
    """The labels from the outermost group down to each leaf, by the leaf's key."""
    found = {}
    for node in nodes:
        below = paths(node.children) if node.children else {node.key: []}
        found |= {key: [node.label, *labels] for key, labels in below.items()}
    return found


def wanted_labels(table: Table) -> dict[str, list[str]]:
    """For each cell key of a table the labels that govern it."""
    wanted = {}
    for band in table.bands:
        caption = [band.caption] if band.caption else []
        for row, row_labels in paths(band.rows).items():
            for column, column_labels in paths(band.columns).items():
                labels = (
                    row_labels + column_labels if band.flow is Flow.ACROSS else column_labels + row_labels
                )
                wanted[f"{table.key}.{row}.{column}"] = caption + labels
    return wanted


def assert_headed(grid: Grid, table: Table) -> None:
    """Each input's labels are those of its row and column, and stand straight above it or beside it."""
    wanted = wanted_labels(table)
    assert set(grid.inputs) == set(wanted)
    for key, cell in grid.inputs.items():
        heads = [grid.at(*place) for place in cell.headers]
        assert [head.text for head in heads] == wanted[key]
        for place, head in zip(cell.headers, heads, strict=True):
            assert place == (head.row, head.column)
            if head.role is CellRole.ROW_HEADER:
                assert head.row <= cell.row < head.row + head.row_span
                assert head.column + head.column_span <= grid.label_columns
            else:
                assert head.role in (CellRole.COLUMN_HEADER, CellRole.BAND)
                assert head.row + head.row_span <= cell.row
                assert head.column <= cell.column
                assert cell.column + cell.column_span <= head.column + head.column_span


def assert_well_laid(table: Table) -> None:
    grid = grid_of(table)
    assert_covered_once(grid)
    assert_headed(grid, table)
    reading = [(cell.row, cell.column) for cell in grid.cells]
    assert reading == sorted(reading)
    inputs = list(grid.inputs.values())
    assert [(cell.row, cell.column) for cell in inputs] == sorted((cell.row, cell.column) for cell in inputs)
    assert all(cell.column >= grid.label_columns for cell in inputs)
    for cell in grid.cells:
        assert (cell.key is None) == (cell.role is not CellRole.INPUT)
    if grid.header_rows:
        assert all(cell.row >= grid.header_rows for cell in inputs)
        assert any(cell.row == grid.header_rows for cell in inputs)
        heads = [cell for cell in grid.cells if cell.row < grid.header_rows]
        assert all(cell.row + cell.row_span <= grid.header_rows for cell in heads)
    assert (grid.header_rows > 0) == (len(table.bands) == 1)


@pytest.mark.parametrize(("form_id", "key"), BUNDLED)
def test_a_table_of_the_form_covers_its_rectangle_once_and_its_inputs_are_headed(
    form_id: str, key: str
) -> None:
    assert_well_laid(forms()[form_id].tables[key])


@given(tables())
def test_so_does_any_table_a_form_file_can_describe(table: Table) -> None:
    assert_well_laid(table)


@pytest.mark.parametrize(("form_id", "key"), BUNDLED)
def test_every_cell_of_the_form_is_an_input_of_the_grid(form_id: str, key: str) -> None:
    form = forms()[form_id]
    inputs = list(grid_of(form.tables[key]).inputs)
    assert inputs == [cell.key for cell in form.cells.values() if cell.table == key]


@pytest.mark.parametrize(
    ("form_id", "key", "size"),
    [
        # rows, columns, header rows, label columns
        ("cn-disclosure-2021", "disclosure", (14, 4, 0, 1)),
        ("cn-disclosure-2021", "applications", (28, 10, 3, 3)),
        ("cn-disclosure-2021", "disputes", (4, 15, 3, 0)),
        ("cn-disclosure-2019", "disclosure", (18, 7, 0, 1)),
        ("cn-disclosure-2019", "applications", (26, 10, 3, 3)),
        ("cn-disclosure-2019", "disputes", (4, 15, 3, 0)),
    ],
)
def test_sizes_of_the_printed_tables(form_id: str, key: str, size: tuple[int, int, int, int]) -> None:
    grid = grid_of(forms()[form_id].tables[key])
    assert (grid.rows, grid.columns, grid.header_rows, grid.label_columns) == size


def _spans(grid: Grid, text: str) -> tuple[int, int, int, int]:
    (cell,) = [cell for cell in grid.cells if cell.text == text]
    return cell.row, cell.column, cell.row_span, cell.column_span


def test_spans_of_the_table_of_applications(form_2021: Form) -> None:
    grid = grid_of(form_2021.tables["applications"])
    assert _spans(grid, "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）") == (
        0,
        0,
        3,
        3,
    )
    assert _spans(grid, "申请人情况") == (0, 3, 1, 7)
    assert _spans(grid, "自然人") == (1, 3, 2, 1)
    assert _spans(grid, "法人或其他组织") == (1, 4, 1, 5)
    assert _spans(grid, "总计") == (1, 9, 2, 1)
    assert _spans(grid, "一、本年新收政府信息公开申请数量") == (3, 0, 1, 3)
    assert _spans(grid, "三、本年度办理结果") == (5, 0, 22, 1)
    assert _spans(grid, "（一）予以公开") == (5, 1, 1, 2)
    assert _spans(grid, "（三）不予公开") == (7, 1, 8, 1)
    assert _spans(grid, "（七）总计") == (26, 1, 1, 2)
    assert _spans(grid, "四、结转下年度继续办理") == (27, 0, 1, 3)
    assert grid.at(5, 0).upright


def test_spans_of_the_table_of_disputes(form_2021: Form) -> None:
    grid = grid_of(form_2021.tables["disputes"])
    assert _spans(grid, "行政复议") == (0, 0, 1, 5)
    assert (grid.at(1, 0).text, grid.at(1, 0).row_span) == ("结果维持", 2)
    assert _spans(grid, "行政诉讼") == (0, 5, 1, 10)
    assert _spans(grid, "复议后起诉") == (1, 10, 1, 5)
    assert list(grid.inputs) == [key for key in form_2021.cells if key.startswith("disputes.")]
    assert {cell.row for cell in grid.inputs.values()} == {3}


def test_a_label_points_to_its_row_column_or_group(form_2021: Form) -> None:
    for table in form_2021.tables.values():
        nodes = {
            node.key: node.label
            for band in table.bands
            for top in (*band.rows, *band.columns)
            for node in top.walk()
        }
        for cell in grid_of(table).cells:
            if cell.role in (CellRole.ROW_HEADER, CellRole.COLUMN_HEADER):
                assert cell.node in nodes
    cells = grid_of(form_2021.tables["applications"]).cells
    assert [cell.text for cell in cells if cell.node == "refused"] == ["（三）不予公开"]


def test_outside_the_rectangle_there_is_nothing(form_2021: Form) -> None:
    grid = grid_of(form_2021.tables["disputes"])
    for place in [(-1, 0), (0, -1), (grid.rows, 0), (0, grid.columns)]:
        with pytest.raises(KeyError):
            grid.at(*place)


def test_the_caption_of_a_single_band_belongs_to_the_rows_that_repeat() -> None:
    leaf = (Node("a", "甲", "甲"),)
    grid = grid_of(Table("made", "示例", (Band(leaf, leaf, caption="第一段"),)))
    assert [grid.at(row, 0).role for row in range(grid.rows)] == [
        CellRole.BAND,
        CellRole.CORNER,
        CellRole.ROW_HEADER,
    ]
    assert grid.header_rows == 2
