"""Files as other programs make them: pages within Word documents, workbooks as XML, tables within cells, archives within archives."""

import io
import re
import zipfile
from email.message import EmailMessage
from pathlib import Path
from xml.sax.saxutils import escape

import docx
import pytest
from pages import NEW, UNIT, YEAR, Page, Piece, Rows, figures

from app.forms.grid import grid_of
from app.imports.bounded_files import Unreadable
from app.imports.documents import documents_in
from app.imports.formats import read
from app.imports.imported import Imported

KEY = "applications.new.natural_person"
FIGURE = figures(NEW)[KEY]
TITLE = f"{UNIT}{YEAR}年政府信息公开工作年度报告"


def _check(found: Imported, wanted: int | None = FIGURE) -> None:
    assert dict(found.cells) == {
        key: value for key, value in (figures(NEW) | {KEY: wanted}).items() if value is not None
    }
    assert (found.unit, found.year) == (UNIT, YEAR)


def _word(body: str, chunk: bytes = b"", kind: str = "html") -> bytes:
    """Return a Word document with a body, which may name a chunk that Word takes in."""
    buffer = io.BytesIO()
    docx.Document().save(buffer)
    made = io.BytesIO()
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "word/document.xml":
                text = re.sub(
                    rb"<w:body>.*</w:body>", f"<w:body>{body}</w:body>".encode(), text, flags=re.DOTALL
                )
            if name == "word/_rels/document.xml.rels" and chunk:
                relation = (
                    f'<Relationship Id="rX" Type="a/aFChunk" Target="/word/chunk.{kind}"/></Relationships>'
                )
                text = text.replace(b"</Relationships>", relation.encode())
            new.writestr(name, text)
        if chunk:
            new.writestr(f"word/chunk.{kind}", chunk)
    return made.getvalue()


CHUNK = (
    '<w:altChunk r:id="rX" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/>'
)


@pytest.mark.parametrize("kind", ["html", "mht", "docx"])
def test_what_word_takes_in_when_it_opens_a_document_is_read(kind: str) -> None:
    page = Page(NEW).html()
    chunk = page.encode()
    if kind == "mht":
        message = EmailMessage()
        message.set_content(page, subtype="html", cte="quoted-printable")
        chunk = message.as_bytes()
    if kind == "docx":
        chunk = _word(CHUNK, chunk)
    _check(read(_word(CHUNK, chunk, kind), "年报.docx", unit=None, year=None))


def test_documents_that_take_each_other_in_end() -> None:
    chunk = _word(CHUNK, Page(NEW).html().encode())
    for _ in range(12):
        chunk = _word(CHUNK * 20, chunk, "docx")
    _check(read(chunk, "年报.docx", unit=None, year=None))


def _framed(key: str, rows: Rows) -> list[Rows]:
    """Put the figure into a table of one cell, as forms of some programs do."""
    return [
        [
            [
                Piece(f"<table><tr><td>{piece.html}</td></tr></table>", piece.rows, piece.columns)
                if piece.html == str(FIGURE)
                else piece
                for piece in row
            ]
            for row in rows
        ]
    ]


def test_a_table_of_one_cell_frames_a_figure() -> None:
    found = read(Page(NEW, change=_framed).html().encode(), "年报.html", unit=None, year=None)
    _check(found)
    assert not found.unread


def test_a_table_of_one_cell_frames_a_figure_in_word() -> None:
    document = docx.Document()
    document.add_paragraph(TITLE)
    for section in NEW.sections:
        if section.heading:
            document.add_paragraph(section.heading)
        if not section.table:
            document.add_paragraph("内容。")
            continue
        grid = grid_of(NEW.tables[section.table])
        table = document.add_table(grid.rows, grid.columns)
        for cell in grid.cells:
            last = table.cell(cell.row + cell.row_span - 1, cell.column + cell.column_span - 1)
            place = table.cell(cell.row, cell.column).merge(last)
            if cell.key == KEY:
                place = place.add_table(1, 1).cell(0, 0)
            place.text = str(figures(NEW)[cell.key]) if cell.key else cell.text
    buffer = io.BytesIO()
    document.save(buffer)
    _check(read(buffer.getvalue(), "年报.docx", unit=None, year=None))


def _data(kind: str, text: str) -> str:
    return f'<Data ss:Type="{kind}">{text}</Data>'


def _xml_workbook(figure: str, style: str = "", row: str = "") -> bytes:
    """Return a workbook of Excel 2003 in XML with other XML in a figure's cell."""
    lines = [f"<Row><Cell>{_data('String', TITLE)}</Cell></Row>"]
    for section in NEW.sections:
        if not section.table:
            continue
        lines.append(f"<Row><Cell>{_data('String', section.heading)}</Cell></Row>")
        grid = grid_of(NEW.tables[section.table])
        for number in range(grid.rows):
            cells = ""
            for cell in sorted((c for c in grid.cells if c.row == number), key=lambda c: c.column):
                content = (
                    _data("Number", str(figures(NEW)[cell.key]))
                    if cell.key
                    else _data("String", escape(cell.text))
                )
                content = figure if cell.key == KEY else content
                look = ' ss:StyleID="s1"' if cell.key == KEY else ""
                spans = f' ss:MergeAcross="{cell.column_span - 1}" ss:MergeDown="{cell.row_span - 1}"'
                cells += f'<Cell ss:Index="{cell.column + 1}"{spans}{look}>{content}</Cell>'
            hidden = row if KEY in [c.key for c in grid.cells if c.row == number] else ""
            lines.append(f"<Row{hidden}>{cells}</Row>")
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="{space}" xmlns:ss="{space}" '
        f'xmlns:html="http://www.w3.org/TR/REC-html40"><Styles><Style ss:ID="s1">{style}</Style></Styles>'
        f'<Worksheet ss:Name="年报"><Table>{"".join(lines)}</Table></Worksheet></Workbook>'
    ).encode()


RICH = '<ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40">{}</ss:Data>'
SEEN: dict[str, tuple[str, str, str, int | None]] = {
    "plain": (_data("Number", "12"), "", "", 12),
    "text": (_data("String", " 12 "), "", "", 12),
    "a struck piece": (RICH.format("<S>9</S>12"), "", "", 12),
    "a raised piece": (RICH.format("12<Sup>1</Sup>"), "", "", 12),
    "in thousands": (_data("Number", "12345"), '<NumberFormat ss:Format="0,"/>', "", None),
    "struck": (_data("Number", "12"), '<Font ss:StrikeThrough="1"/>', "", None),
    "white": (_data("Number", "12"), '<Font ss:Color="#FFFFFF"/>', "", None),
    "hidden by its format": (_data("Number", "12"), '<NumberFormat ss:Format=";;;"/>', "", None),
    "an error": (_data("Error", "#REF!"), "", "", None),
    "a date": (_data("DateTime", "2025-01-20T00:00:00.000"), "", "", None),
    "with a comment": (_data("Number", "12") + '<Comment><ss:Data xmlns="http://www.w3.org/TR/REC-html40">99</ss:Data></Comment>', "", "", 12),
}  # fmt: skip


@pytest.mark.parametrize("name", ["年报.xls", "年报.xml"])
@pytest.mark.parametrize("kind", SEEN)
def test_a_workbook_in_xml_is_read_as_it_is_seen(kind: str, name: str) -> None:
    figure, style, row, wanted = SEEN[kind]
    _check(read(_xml_workbook(figure, style, row), name, unit=None, year=None), wanted)


def test_a_hidden_row_of_a_workbook_in_xml_is_not_read() -> None:
    found = read(_xml_workbook(_data("Number", "12"), "", ' ss:Hidden="1"'), "年报.xls", unit=None, year=None)
    assert not [key for key in found.cells if key.startswith("applications.new.")]


def test_an_archive_in_an_archive_is_named(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("年报.html", Page(NEW).html())
    path = tmp_path / "报来.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("甲局.html", Page(NEW).html())
        archive.writestr("乙局.zip", inner.getvalue())
    first, second = sorted(documents_in(path), key=lambda document: document.name)
    assert {first.name, second.name} == {"甲局.html", "乙局.zip"}
    packed = first if first.name.endswith(".zip") else second
    with pytest.raises(Unreadable, match=r"乙局\.zip”是压缩包，请先解开"):
        read(packed.load(), packed.name, unit=None, year=None)
