"""A table saved as a text with one cell to a line reads with the header of one row, too, that names its columns alone."""

import io

from drawn import HEIGHT, font
from pages import NEW, UNIT, YEAR, figures
from reportlab.pdfgen.canvas import Canvas

from app.forms.grid import CellRole, grid_of
from app.imports.formats import read


def _lines() -> list[str]:
    table = next(section for section in NEW.sections if section.table == "applications")
    grid, known = grid_of(NEW.tables["applications"]), figures(NEW)
    inputs = list(grid.inputs.values())
    heads = [[grid.at(*place) for place in cell.headers] for cell in inputs if cell.row == inputs[0].row]
    columns = [
        next(head for head in reversed(cells) if head.role is CellRole.COLUMN_HEADER) for cells in heads
    ]
    lines = [f"{UNIT}{YEAR}年政府信息公开工作年度报告", table.heading, *(cell.text for cell in columns)]
    row = -1
    for cell in inputs:
        if cell.row != row:
            row = cell.row
            labels = [grid.at(*place) for place in cell.headers]
            lines.append(next(head.text for head in reversed(labels) if head.role is CellRole.ROW_HEADER))
        assert cell.key is not None
        lines.append(str(known[cell.key]))
    return [*lines, "五、问题与改进", "一是更新不够及时。", "六、其他需要报告的事项", "没有。"]


def test_a_header_of_one_row_is_one() -> None:
    found = read("\n".join(_lines()).encode(), "年报.txt", unit=None, year=None)
    wanted = {key: value for key, value in figures(NEW).items() if key.startswith("applications.")}
    assert dict(found.cells) == wanted
    assert found.sections["problems"] == "一是更新不够及时。"


def test_a_header_in_another_order_leaves_the_table_to_the_user() -> None:
    lines = _lines()
    lines[2], lines[3] = lines[3], lines[2]
    found = read("\n".join(lines).encode(), "年报.txt", unit=None, year=None)
    assert not found.cells


def test_a_print_without_rules_gives_no_figures_by_the_order_of_its_lines() -> None:
    """A label over two lines stands above and below the line of its figures, which would go to the row before."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(842.0, HEIGHT))
    canvas.setFont(font(), 9)
    for number, text in enumerate(_lines()):
        canvas.drawString(60, HEIGHT - 40 - 5 * number, text)
    canvas.save()
    assert not read(buffer.getvalue(), "年报.pdf", unit=None, year=None).cells
