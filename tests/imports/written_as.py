"""Writes a plain page in other formats, each as simple as the format allows."""

import io
import zipfile
from collections.abc import Iterator
from typing import NamedTuple
from xml.sax.saxutils import escape

import docx
from drawn import SIZE, font, wrapped
from lxml import html
from reportlab.pdfgen.canvas import Canvas


class Placed(NamedTuple):
    """A cell with its place and its spans."""

    row: int
    column: int
    rows: int
    columns: int
    text: str


Table = list[Placed]


def blocks(data: bytes) -> Iterator[str | Table]:
    """Yield the paragraphs and the tables of a page."""
    for element in html.document_fromstring(data.decode()).body:
        if element.tag == "table":
            yield list(_placed(element))
        elif text := element.text_content().strip():
            yield text


def _placed(table: html.HtmlElement) -> Iterator[Placed]:
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(table.iter("tr")):
        column = 0
        for cell in cells:
            rows, columns = int(cell.get("rowspan")), int(cell.get("colspan"))
            while (row, column) in taken:
                column += 1
            taken |= {(row + down, column + right) for down in range(rows) for right in range(columns)}
            yield Placed(row, column, rows, columns, cell.text_content())
            column += columns


def _size(table: Table) -> tuple[int, int]:
    return max(cell.row + cell.rows for cell in table), max(cell.column + cell.columns for cell in table)


def as_docx(data: bytes) -> bytes:
    document = docx.Document()
    for block in blocks(data):
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        # A table is asked once for its cells: to find one of them it looks through all.
        cells = [row.cells for row in document.add_table(*_size(block), style="Table Grid").rows]
        for row, column, rows, columns, text in block:
            cell = cells[row][column]
            if rows * columns > 1:
                cell = cell.merge(cells[row + rows - 1][column + columns - 1])
            cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def as_text(data: bytes) -> bytes:
    """One cell to a line, as office programs save a text."""
    lines = [[block] if isinstance(block, str) else [cell.text for cell in block] for block in blocks(data)]
    return "\n".join("\n".join(some) for some in lines).encode()


_ODT = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table")
)


def as_odt(data: bytes) -> bytes:
    body = "".join(
        f"<text:p>{escape(block)}</text:p>" if isinstance(block, str) else _odt_table(block)
        for block in blocks(data)
    )
    content = f"<office:document-content {_ODT}><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    return buffer.getvalue()


def _odt_table(table: Table) -> str:
    at = {(cell.row, cell.column): cell for cell in table}
    rows, columns = _size(table)
    lines = []
    for row in range(rows):
        cells = []
        for column in range(columns):
            if cell := at.get((row, column)):
                spans = (
                    f'table:number-rows-spanned="{cell.rows}" table:number-columns-spanned="{cell.columns}"'
                )
                cells.append(
                    f"<table:table-cell {spans}><text:p>{escape(cell.text)}</text:p></table:table-cell>"
                )
            else:
                cells.append("<table:covered-table-cell/>")
        lines.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    return f"<table:table>{''.join(lines)}</table:table>"


def as_rtf(data: bytes) -> bytes:
    body = "".join(
        f"\\pard {_rtf(block)}\\par\n" if isinstance(block, str) else _rtf_table(block)
        for block in blocks(data)
    )
    return f"{{\\rtf1\\ansi\\ansicpg936\\uc1 {body}}}".encode("ascii")


def _rtf(text: str) -> str:
    return "".join(sign if sign.isascii() else f"\\u{ord(sign)}?" for sign in text)


def _rtf_table(table: Table) -> str:
    rows, _ = _size(table)
    lines = []
    for row in range(rows):
        here = sorted(
            (cell for cell in table if cell.row <= row < cell.row + cell.rows), key=lambda cell: cell.column
        )
        ends = "".join(
            ("\\clvmgf" if cell.row == row else "\\clvmrg") * (cell.rows > 1)
            + f"\\cellx{1000 * (cell.column + cell.columns)}"
            for cell in here
        )
        texts = "".join(f"{_rtf(cell.text) if cell.row == row else ''}\\cell " for cell in here)
        lines.append(f"\\trowd{ends}\\pard\\intbl {texts}\\row\n")
    return "".join(lines)


_LEFT, _LINE, _WIDTH = 40.0, 22.0, 1000.0


def as_pdf(data: bytes) -> bytes:
    """All on one tall page, the cells ruled."""
    buffer = io.BytesIO()
    parts = list(blocks(data))
    height = 80 + sum(_LINE * (1 if isinstance(part, str) else _size(part)[0] + 1) for part in parts)
    canvas = Canvas(buffer, pagesize=(_WIDTH + 2 * _LEFT, height))
    canvas.setFont(font(), SIZE)
    y = height - 40
    for part in parts:
        if isinstance(part, str):
            y -= _LINE
            canvas.drawString(_LEFT, y, part)
            continue
        y -= _LINE / 2
        rows, columns = _size(part)
        width = _WIDTH / columns
        for cell in part:
            left, top = _LEFT + cell.column * width, y - cell.row * _LINE
            canvas.rect(left, top - cell.rows * _LINE, cell.columns * width, cell.rows * _LINE)
            wrapped(canvas, cell.text, left, top, cell.columns * width)
        y -= rows * _LINE + _LINE / 2
    canvas.save()
    return buffer.getvalue()
