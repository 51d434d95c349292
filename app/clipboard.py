"""Writes and reads blocks of cells on the clipboard: tab-separated text, or a document's labelled table."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass

from app.edits import SetCells
from app.errors import UserError
from app.forms.grid import CellRole, Grid, GridCell, Matrix, input_rows
from app.forms.tables import Table
from app.report import Report
from app.totals import follows
from app.values import Value, ValueProblem, printed, read_published, split_note


class PasteRefused(UserError):
    """The clipboard does not fit; nothing was changed. *rest* is the edit that pastes what does fit."""

    def __init__(self, message: str, rest: SetCells | None = None) -> None:
        super().__init__(message)
        self.rest = rest


def figures(report: Report, rows: Matrix) -> list[list[str]]:
    """Return what cells show, row by row."""
    return [
        [printed(report.cells.get(c.key or ""), report.form.cells[c.key or ""].kind) for c in row]
        for row in rows
    ]


def labelled_figures(report: Report, grid: Grid, chosen: set[str]) -> list[list[str]]:
    """Return what the chosen cells show with the labels above and beside them, as the form prints them."""
    inputs = [grid.inputs[key] for key in chosen]
    labels = {place for cell in inputs for place in cell.headers}
    rows = sorted({cell.row for cell in inputs} | {grid.at(*place).row for place in labels})
    columns = sorted({cell.column for cell in inputs} | {grid.at(*place).column for place in labels})
    return [[_copied(report, grid, row, column, chosen, labels) for column in columns] for row in rows]


def as_text(rows: Iterable[Iterable[str]]) -> str:
    """Write rows as tab-separated lines, as spreadsheets read them."""
    return "\n".join("\t".join(row) for row in rows)


def as_html(rows: Iterable[Iterable[str]]) -> str:
    """Write rows as a table, as word processors read it."""
    from html import escape

    lines = ("".join(f"<td>{escape(text)}</td>" for text in row) for row in rows)
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return f'<meta charset="utf-8"><table border="1" style="border-collapse:collapse">{body}</table>'


def text_in_html(html: str) -> str:
    """Return the tables of a piece of html as tab-separated lines.

    Raises UserError where it can't be read, or where it is not certain that a cell's text is what a person sees.
    """
    if "<table" not in html.lower():
        return ""
    from app.imports.readers.web.html import tables_of

    lines = []
    for table in tables_of(html):
        doubtful = next((cell for cell in table.cells if cell.doubt), None)
        if doubtful is not None:
            where = f"剪贴板中的表第 {doubtful.row + 1} 行第 {doubtful.column + 1} 列"
            raise UserError(f"{where}：{doubtful.doubt.rstrip('。')}；没有改动。")
        places = {(cell.row, cell.column): " ".join(cell.text.split()) for cell in table.cells}
        width = max((column for _, column in places), default=-1) + 1
        for row in range(max((row for row, _ in places), default=-1) + 1):
            lines.append([places.get((row, column), "") for column in range(width)])
    return as_text(lines)


def _copied(
    report: Report, grid: Grid, row: int, column: int, chosen: set[str], labels: set[tuple[int, int]]
) -> str:
    """Return what stands at a position: a span's text only where it begins, nothing for a cell not chosen."""
    cell = grid.at(row, column)
    if (cell.row, cell.column) != (row, column):
        return ""
    if cell.key is None:
        return cell.text if (row, column) in labels else ""
    return printed(report.cells.get(cell.key), report.form.cells[cell.key].kind) if cell.key in chosen else ""


@dataclass(frozen=True)
class Block:
    """What was copied: the values row by row, and the label beside each row where the copy had label columns."""

    values: list[list[str]]
    labels: list[str] | None


def read_block(text: str) -> Block:
    """Read tab-separated lines, quoted cells included; label columns and header rows are told from values."""
    rows = list(csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n")), csv.excel_tab))
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    width = max((len(row) for row in rows), default=0)
    rows = [row + [""] * (width - len(row)) for row in rows]
    first = next((n for n in range(width) if any(_NUMBER.fullmatch(row[n]) for row in rows)), 0)
    while rows and first < width and all(_is_label(cell) for cell in rows[0][first:]):
        del rows[0]
    labels = None
    if any(cell.strip() for row in rows for cell in row[:first]):
        labels = [next((cell for cell in reversed(row[:first]) if cell.strip()), "") for row in rows]
    return Block([row[first:] for row in rows], labels)


def tiled(text: str, rows: int, columns: int) -> str:
    """Return a copied block repeated over so many rows and columns, if it goes into them without a rest."""
    block = read_block(text)
    height, width = len(block.values), len(block.values[0]) if block.values else 0
    fits = width and not rows % height and not columns % width
    if not fits or block.labels is not None or (rows, columns) == (height, width):
        return text
    return as_text([line * (columns // width) for line in block.values] * (rows // height))


MOST_LINES = 20_000
"""A block from the clipboard has no more lines than a ledger may have rows."""


def split_block(text: str) -> list[list[str]]:
    """Return the lines and cells of a copied block of texts; a quoted cell may hold line ends. Raises UserError."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    try:
        lines = list(csv.reader(io.StringIO(plain), csv.excel_tab))
    except csv.Error as error:
        raise PasteRefused("剪贴板里有一格太长，不能粘贴；没有改动。") from error
    if len(lines) > MOST_LINES:
        raise PasteRefused(f"剪贴板里超过 {MOST_LINES} 行，请分几次粘贴；没有改动。")
    return [line or [""] for line in lines]


_NUMBER = re.compile(
    r"[\s0-9０-９,，.．+＋\-－增减]*[0-9０-９①-⑳][\s0-9０-９,，.．]*(?:[亿万]?元|件次?|[份条项宗个次部])?\s*"
    r"(?:[(（][^()（）]*[)）])?\s*"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")


def _is_label(text: str) -> bool:
    return not text.strip() or (_HAN.search(text) is not None and not _NUMBER.fullmatch(text))


def paste(report: Report, grid: Grid, origin: tuple[int, int], text: str) -> SetCells:
    """Turn the clipboard's text into one edit, its first value going to *origin* (row, column of `input_rows`).

    Rows with labels go to the rows of these names; a block as large as the table goes over the whole of it.
    Computed totals in the block are passed over: they follow from the rest. Raises `PasteRefused` with one
    sentence; nothing is cut off silently.
    """
    block = read_block(text)
    matrix = input_rows(grid)
    if not any(cell.strip() for row in block.values for cell in row):
        raise PasteRefused("剪贴板里没有可以粘贴的数字；没有改动。")
    problems: list[str] = []
    if block.labels is not None and any(_row_label(grid, row) for row in matrix):
        pairs = _by_label(report, matrix, block.labels, block.values, problems)
    else:
        if len(block.values) == len(matrix) and len(block.values[0]) == len(matrix[0]):
            origin = (0, 0)
        pairs = _by_place(matrix, origin, block.values, problems)
    cells: dict[str, Value | None] = {}
    for room, texts in pairs:
        if any(text.strip() for text in texts[len(room) :]):
            problems.append(f"要粘贴 {len(texts)} 列，从所选格往右只有 {len(room)} 列，放不下；没有改动。")
        for cell, pasted in zip(room, texts, strict=False):
            try:
                _take(report, grid, cell, pasted, cells)
            except PasteRefused as problem:
                problems.append(str(problem))
    if problems:
        raise _refusal(list(dict.fromkeys(problems)), report, cells)
    if not cells:
        raise PasteRefused("所选位置是自动合计格，不能粘贴；没有改动。")
    return SetCells(report.id, cells, "粘贴")


def _refusal(problems: list[str], report: Report, cells: dict[str, Value | None]) -> PasteRefused:
    """Tell the first of several problems, and offer what can be pasted all the same."""
    more = f"（另有 {len(problems) - 1} 处放不下或不能粘贴。）" if len(problems) > 1 else ""
    fitting = any(value is not None for value in cells.values())
    return PasteRefused(problems[0] + more, SetCells(report.id, cells, "粘贴") if fitting else None)


def paste_table(report: Report, table: Table, html: str) -> SetCells | None:
    """Turn a table copied from Word, WPS or a web page into one edit of *table*, going by its labels.

    ``None`` when the clipboard holds no table with labels of the form, so that its plain text is to be pasted.
    Raises UserError with one sentence: what is not clear changes nothing.
    """
    if "<table" not in html.lower():
        return None
    from app.imports import read_clipboard

    cells, unread = read_clipboard(html, report.form, table.key)
    if unread:
        more = f"（另有 {len(unread) - 1} 处）" if len(unread) > 1 else ""
        first = unread[0]
        sure = {
            key: value
            for key, value in cells.items()
            if value is not None and report.form.cells[key].table == table.key and not follows(report, key)
        }
        raise PasteRefused(
            f"剪贴板{first.where}“{first.text}”不能粘贴：{first.why.rstrip('。')}{more}；没有改动。",
            SetCells(report.id, sure, "粘贴") if sure else None,
        )
    if not cells:
        return None
    own = {key: value for key, value in cells.items() if report.form.cells[key].table == table.key}
    if not own:
        other = report.form.tables[report.form.cells[next(iter(cells))].table]
        raise PasteRefused(f"剪贴板里是“{other.name}”的表，请转到该表再粘贴；没有改动。")
    typed = {key: value for key, value in own.items() if not follows(report, key)}
    if not any(value is not None for value in typed.values()):
        raise PasteRefused("剪贴板里没有可以粘贴的数字；没有改动。")
    return SetCells(report.id, typed, "粘贴")


Pairs = list[tuple[list[GridCell], list[str]]]


def _by_place(matrix: Matrix, origin: tuple[int, int], values: list[list[str]], problems: list[str]) -> Pairs:
    top, left = origin
    if len(values) > len(matrix) - top:
        problems.append(
            f"要粘贴 {len(values)} 行，从所选格往下只有 {len(matrix) - top} 行，放不下；没有改动。"
        )
    return [(row[left:], texts) for row, texts in zip(matrix[top:], values, strict=False)]


def _by_label(
    report: Report, matrix: Matrix, labels: list[str], values: list[list[str]], problems: list[str]
) -> Pairs:
    """Match rows by their labels, in every wording that imports know."""
    from app.imports.matching.form_labels import layout_of

    known = layout_of(report.form).rows
    rows = {row[0].key: row for row in matrix}
    pairs = []
    for label, texts in zip(labels, values, strict=True):
        match = known.match(label)
        row = rows.get(match.item.cells[0]) if match and not match.partial else None
        if row is not None:
            pairs.append((row, texts))
        elif any(_NUMBER.fullmatch(text) for text in texts):
            problems.append(f"要粘贴的“{label.strip()}”一行不在本表中；没有改动。")
    return pairs


def _row_label(grid: Grid, row: list[GridCell]) -> str:
    """Return the innermost label beside a row of inputs; empty where the table has none."""
    labels = [grid.at(*place) for place in row[0].headers]
    return next((label.text for label in reversed(labels) if label.role is CellRole.ROW_HEADER), "")


def _take(report: Report, grid: Grid, cell: GridCell, text: str, cells: dict[str, Value | None]) -> None:
    """Read one figure as an import does; what an import takes with a remark is refused, for none is shown here."""
    from app.imports.matching.form_labels import money_unit

    assert cell.key is not None
    form_cell = report.form.cells[cell.key]
    if follows(report, cell.key):
        return
    try:
        if remark := split_note(text)[1]:
            raise ValueProblem(f"“{text.strip():.20}”中的“{remark:.20}”没有对应的栏目，请只保留数字。")
        unit = money_unit("".join(grid.at(*place).text for place in cell.headers))
        cells[cell.key] = read_published(text, form_cell.kind, unit)
    except ValueProblem as problem:
        raise PasteRefused(f"{form_cell.name}不能粘贴：{problem}没有改动。") from problem
