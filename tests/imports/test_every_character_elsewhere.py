"""Every character of a Word document or a plain text is somewhere in what is read, as it is of a page."""

import io
from collections.abc import Callable, Iterator

import docx
import pytest
from lxml import html
from test_every_character import KINDS, PLACES, lost, page

from app.imports.formats import read

Cells = list[tuple[str, int, int]]
OWN = ["封面与前言的内容。", "一的内容。", "五的内容。", "六的内容。"]


def blocks(data: bytes) -> Iterator[str | list[Cells]]:
    """Yield the paragraphs of a page, and its tables as rows of cells with their spans."""
    for element in html.document_fromstring(data.decode()).body:
        if element.tag == "table":
            yield [
                [(cell.text_content(), int(cell.get("rowspan")), int(cell.get("colspan"))) for cell in row]
                for row in element.iter("tr")
            ]
        elif text := element.text_content().strip():
            yield text


def as_docx(data: bytes) -> bytes:
    document = docx.Document()
    for block in blocks(data):
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(len(block), sum(cell[2] for cell in block[0]))
        taken: set[tuple[int, int]] = set()
        for row, cells in enumerate(block):
            column = 0
            for text, rows, columns in cells:
                while (row, column) in taken:
                    column += 1
                taken |= {(row + down, column + right) for down in range(rows) for right in range(columns)}
                cell = table.cell(row, column)
                if rows * columns > 1:
                    cell = cell.merge(table.cell(row + rows - 1, column + columns - 1))
                cell.text = text
                column += columns
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def as_text(data: bytes) -> bytes:
    """One cell to a line, as office programs save a text."""
    lines = [
        [block] if isinstance(block, str) else [cell[0] for row in block for cell in row]
        for block in blocks(data)
    ]
    return "\n".join("\n".join(some) for some in lines).encode()


@pytest.mark.parametrize(("make", "name"), [(as_docx, "报告.docx"), (as_text, "报告.txt")])
@pytest.mark.parametrize("index", range(len(KINDS)))
def test_a_line_is_taken_or_told(index: int, make: Callable[[bytes], bytes], name: str) -> None:
    line = KINDS[index].format(n=17).replace("<b>", "").replace("</b>", "")
    place = PLACES[index % len(PLACES)]
    found = read(make(page({place: [line]})), name, unit=None, year=None)
    assert lost([line, *OWN], found) == []
