"""Draws a report's tables as a PDF, with the figure of one cell drawn by the test."""

import io
from collections.abc import Callable
from dataclasses import dataclass

import pypdfium2
from pages import NEW, UNIT, YEAR, figures
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from app.forms.grid import grid_of
from app.forms.model import Form
from app.paths import resource

FONT, SIZE = "Drawn", 10.0
WIDTH, HEIGHT = 842.0, 1300.0
_LEFT, _ROW = 40.0, 24.0

Draw = Callable[[Canvas, float, float], None]
"""Draws a figure: the canvas, where it begins, and the line it stands on."""


def plain(text: str) -> Draw:
    """Draw a figure as any other."""
    return lambda canvas, x, y: canvas.drawString(x, y, text)


def font() -> str:
    if FONT not in pdfmetrics.getRegisteredFontNames():
        file = next(iter(sorted(resource("fonts").glob("*.ttf"))))
        pdfmetrics.registerFont(TTFont(FONT, str(file)))
    return FONT


def report(key: str = "", draw: Draw | None = None, *, form: Form = NEW, sideways: bool = False) -> bytes:
    """Return a PDF in which the cell *key* holds what *draw* draws; *sideways*: everything runs upwards."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(HEIGHT, WIDTH) if sideways else (WIDTH, HEIGHT))
    if sideways:
        canvas.translate(HEIGHT, 0)
        canvas.rotate(90)

    def table(key_of_table: str, top: float) -> float:
        return _table(canvas, top, form, key_of_table, {key: draw} if draw else {})

    _sections(canvas, form, 2 * SIZE, table)
    canvas.save()
    return buffer.getvalue()


def _sections(canvas: Canvas, form: Form, gap: float, draw_table: Callable[[str, float], float]) -> None:
    """Draw title, headings, texts and tables; *draw_table* takes a table and its top and returns its bottom."""
    canvas.setFont(font(), SIZE)
    y = HEIGHT - 40
    canvas.drawString(_LEFT, y, f"{UNIT}{YEAR}年政府信息公开工作年度报告")
    for section in form.sections[1:]:
        y -= gap
        canvas.drawString(_LEFT, y, section.heading)
        if section.table:
            y = draw_table(section.table, y - SIZE)
        else:
            y -= gap
            canvas.drawString(_LEFT + 2 * SIZE, y, f"{section.tab}的内容。")


def turned(data: bytes, degrees: int) -> bytes:
    """Set /Rotate of all pages."""
    document = pypdfium2.PdfDocument(data)
    for page in document:
        page.set_rotation(degrees)
    buffer = io.BytesIO()
    document.save(buffer)
    document.close()
    return buffer.getvalue()


def _table(canvas: Canvas, top: float, form: Form, table: str, drawn: dict[str, Draw]) -> float:
    grid = grid_of(form.tables[table])
    known = figures(form)
    width = (WIDTH - 2 * _LEFT) / grid.columns
    row = _ROW if grid.rows < 20 else _ROW * 0.85
    for cell in grid.cells:
        left, upper = _LEFT + cell.column * width, top - cell.row * row
        canvas.rect(left, upper - cell.row_span * row, cell.column_span * width, cell.row_span * row)
        if cell.key in drawn:
            canvas.saveState()
            drawn[cell.key](canvas, left + 4, upper - row * 0.7)
            canvas.restoreState()
        else:
            text = str(known[cell.key]) if cell.key else cell.text
            wrapped(canvas, text, left, upper, cell.column_span * width)
    return top - grid.rows * row


@dataclass(frozen=True)
class Cut:
    """Where the applications table goes on on the next page: above which row, and whether a rule is drawn there."""

    row: int
    ruled: bool


def cut_report(cut: Cut, form: Form = NEW) -> bytes:
    """Return a PDF whose applications table is cut by the end of a page."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT))

    def table(key: str, top: float) -> float:
        if key != "applications":
            return _table(canvas, top, form, key, {})
        _part(canvas, top, form, key, range(cut.row), cut.ruled)
        canvas.showPage()
        canvas.setFont(FONT, SIZE)
        rest = range(cut.row, grid_of(form.tables[key]).rows)
        return _part(canvas, HEIGHT - 40, form, key, rest, cut.ruled)

    _sections(canvas, form, 3 * SIZE, table)
    canvas.save()
    return buffer.getvalue()


def _part(canvas: Canvas, top: float, form: Form, table: str, rows: range, ruled: bool) -> float:
    """Draw some rows; a cell that the cut goes through has its text in its first part, as printers leave it."""
    grid = grid_of(form.tables[table])
    known = figures(form)
    width, height = (WIDTH - 2 * _LEFT) / grid.columns, _ROW * 0.85
    for cell in grid.cells:
        first, last = max(cell.row, rows.start), min(cell.row + cell.row_span, rows.stop)
        if first >= last:
            continue
        left, right = _LEFT + cell.column * width, _LEFT + (cell.column + cell.column_span) * width
        upper, lower = top - (first - rows.start) * height, top - (last - rows.start) * height
        canvas.line(left, lower, left, upper)
        canvas.line(right, lower, right, upper)
        if ruled or first == cell.row:
            canvas.line(left, upper, right, upper)
        if ruled or last == cell.row + cell.row_span:
            canvas.line(left, lower, right, lower)
        if first == cell.row:
            text = str(known[cell.key]) if cell.key else cell.text
            wrapped(canvas, text, left, upper, right - left)
    return top - len(rows) * height


def wrapped(canvas: Canvas, text: str, left: float, top: float, width: float) -> None:
    """Set a text in a cell, in a smaller size over several lines where it is long."""
    size = SIZE if len(text) * SIZE < width - 4 else 6.0 if len(text) * 3 < width - 4 else 4.6
    count = int((width - 4) // size)
    canvas.setFont(FONT, size)
    for number, start in enumerate(range(0, len(text), count)):
        canvas.drawString(left + 2, top - size * (1.1 + 1.1 * number), text[start : start + count])
    canvas.setFont(FONT, SIZE)
