"""The same report as text, Word, Excel and PDF, and what is particular to each format."""

import base64
import io
import quopri
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from pages import NEW, OLD, TABLES, UNIT, YEAR, Page, figures

from app.exports.formats import render
from app.forms.grid import grid_of
from app.forms.model import Form
from app.imports import read, read_clipboard
from app.imports.formats import read as read_bytes
from app.report import Report, Totals, Unit

SECTIONS = {
    "preface": "根据有关规定编制本报告，所列数据的统计期限自2024年1月1日至2024年12月31日止。",
    "overview": "（一）主动公开情况。"
    + "全年围绕重点工作公开各类信息，" * 9
    + "效果良好。\n（二）监督保障\n一段很短的话。",
    "problems": "存在人手不足的问题，下一步加强培训。",
    "other": "本年度没有收取信息处理费。",
}


def _report(form: Form) -> Report:
    report = Report(1, Unit(1, UNIT), YEAR, form, totals=Totals.TYPED, cells=figures(form), sections=SECTIONS)
    return replace(report, signed_by=UNIT, signed_on="2025年1月20日")


def _same(back: object, form: Form) -> None:
    report = _report(form)
    assert back.form is form  # type: ignore[attr-defined]
    assert dict(back.cells) == dict(report.cells)  # type: ignore[attr-defined]
    assert dict(back.sections) == SECTIONS  # type: ignore[attr-defined]
    assert (back.unit, back.year) == (UNIT, YEAR)  # type: ignore[attr-defined]
    assert (back.signed_by, back.signed_on) == (UNIT, "2025年1月20日")  # type: ignore[attr-defined]
    assert back.unread == ()  # type: ignore[attr-defined]


@pytest.mark.parametrize("form", [NEW, OLD], ids=lambda form: form.id)
@pytest.mark.parametrize("draft", [False, True])
def test_our_pdf_comes_back_though_nothing_in_it_is_marked(form: Form, draft: bool) -> None:
    _same(read_bytes(render(_report(form), "pdf", draft=draft), "报告.pdf", unit=None, year=None), form)


@pytest.mark.parametrize("form", [NEW, OLD], ids=lambda form: form.id)
def test_a_word_document_whose_styles_got_lost(form: Form) -> None:
    """Pasted into another document, nothing but numbering and wording is left to go by."""
    word = docx.Document(io.BytesIO(render(_report(form), "docx", draft=False)))
    for paragraph in word.paragraphs:
        paragraph.style = word.styles["Normal"]
    buffer = io.BytesIO()
    word.save(buffer)
    _same(read_bytes(buffer.getvalue(), "报告.docx", unit=None, year=None), form)


def _text_of_cells(form: Form, key: str) -> str:
    """A table as programs save it: a tab before each cell, blank lines between rows, merged cells once."""
    grid = grid_of(form.tables[key])
    known = figures(form)
    rows = []
    for row in range(grid.rows):
        cells = []
        column = 0
        while column < grid.columns:
            cell = grid.at(row, column)
            text = str(known[cell.key]) if cell.key else cell.text
            cells.append(f"\t{text if cell.row == row else ''}\n")
            column += cell.column_span
        rows.append("".join(cells))
    return "\n".join(rows)


def _text(form: Form, table: object) -> str:
    parts = [f"{UNIT}\n{YEAR}年政府信息公开工作年度报告\n"]
    for section in form.sections:
        parts += [f"{section.heading}\n"] if section.heading else []
        parts.append(f"\n{table(form, section.table)}\n\n" if section.table else SECTIONS[section.key] + "\n")  # type: ignore[operator]
    return "".join([*parts, f"{UNIT}\n2025年1月20日\n"])


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_text_with_a_tab_before_each_cell(tmp_path: Path, ends: str) -> None:
    path = tmp_path / "年报.txt"
    path.write_bytes(_text(NEW, _text_of_cells).replace("\n", ends).encode())
    _same(read(path), NEW)


def _tabbed_rows(form: Form, key: str) -> str:
    """A table as it comes off a spreadsheet's clipboard: one line per row, all positions there."""
    grid = grid_of(form.tables[key])
    known = figures(form)
    rows = []
    for row in range(grid.rows):
        cells = [grid.at(row, column) for column in range(grid.columns)]
        rows.append("\t".join(
            (str(known[cell.key]) if cell.key else cell.text) if (cell.row, cell.column) == (row, column) else ""
            for column, cell in enumerate(cells)
        ))  # fmt: skip
    return "\n".join(rows)


@pytest.mark.parametrize("form", [NEW, OLD], ids=lambda form: form.id)
def test_text_with_a_line_a_row(tmp_path: Path, form: Form) -> None:
    path = tmp_path / "年报.txt"
    path.write_text(_text(form, _tabbed_rows), encoding="utf-8")
    _same(read(path), form)


def test_a_ragged_row_of_another_length_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "年报.txt"
    path.write_text(_text(NEW, _text_of_cells).replace("\t111\n", ""), encoding="utf-8")
    report = read(path)
    lost = {key for key in NEW.cells if key.startswith("applications.new.")}
    assert dict(report.cells) == {key: value for key, value in figures(NEW).items() if key not in lost}
    (item,) = report.unread
    assert "112 113" in item.text
    assert item.where.startswith("第 ")


def _numbered(word: docx.document.Document, text: str, number: int) -> None:
    paragraph = word.add_paragraph(text)
    properties = paragraph._p.get_or_add_pPr()
    place = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", 0), ("w:numId", number)):
        child = OxmlElement(tag)
        child.set(qn("w:val"), str(value))
        place.append(child)
    properties.append(place)


def _numbering(word: docx.document.Document, number: int, kind: str, text: str) -> None:
    root = word.part.numbering_part.element
    for tag in ("w:abstractNum", "w:num"):
        for child in root.findall(qn(tag)):
            if child.get(qn(f"{tag}Id")) == str(number):
                root.remove(child)
    abstract = docx.oxml.parse_xml(
        f'<w:abstractNum xmlns:w="{docx.oxml.ns.nsmap["w"]}" w:abstractNumId="{number}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
    )
    root.insert(0, abstract)
    root.append(docx.oxml.parse_xml(
        f'<w:num xmlns:w="{docx.oxml.ns.nsmap["w"]}" w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
    ))  # fmt: skip


def test_numbers_that_word_sets_by_itself_are_read() -> None:
    word = docx.Document()
    _numbering(word, 901, "chineseCountingThousand", "%1、")
    _numbering(word, 902, "chineseCounting", "（%1）")
    word.add_paragraph(f"{UNIT}{YEAR}年政府信息公开工作年度报告")
    _numbered(word, "总体情况", 901)
    for count in range(1, 13):
        _numbered(word, f"第{count}项工作。", 902)
    for section in NEW.sections[2:]:
        _numbered(word, section.heading.partition("、")[2], 901)
        if not section.table:
            word.add_paragraph(SECTIONS[section.key])
    buffer = io.BytesIO()
    word.save(buffer)
    report = read_bytes(buffer.getvalue(), "年报.docx", unit=None, year=None)
    lines = report.sections["overview"].split("\n")
    assert (lines[0], lines[9], lines[11]) == (
        "（一）第1项工作。",
        "（十）第10项工作。",
        "（十二）第12项工作。",
    )
    assert report.sections["other"] == SECTIONS["other"]


def test_deleted_and_inserted_text_reads_as_if_accepted() -> None:
    word = docx.Document()
    word.add_paragraph(f"{UNIT}{YEAR}年政府信息公开工作年度报告")
    word.add_paragraph("一、总体情况")
    paragraph = word.add_paragraph("甲")
    namespace = docx.oxml.ns.nsmap["w"]
    for tag, inner in (("del", "<w:delText>乙</w:delText>"), ("ins", "<w:t>丙</w:t>")):
        paragraph._p.append(
            docx.oxml.parse_xml(f'<w:{tag} xmlns:w="{namespace}"><w:r>{inner}</w:r></w:{tag}>')
        )
    word.add_paragraph("五、存在的主要问题及改进情况")
    buffer = io.BytesIO()
    word.save(buffer)
    assert read_bytes(buffer.getvalue(), "年报.docx", unit=None, year=None).sections["overview"] == "甲丙"


def test_one_sheet_with_everything(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([f"{UNIT}{YEAR}年政府信息公开工作年度报告"])
    known = figures(NEW)
    for section in NEW.sections:
        sheet.append([])
        if section.heading:
            sheet.append([section.heading])
        if not section.table:
            for line in SECTIONS[section.key].split("\n"):
                sheet.append([line])
            continue
        top = sheet.max_row + 1
        for cell in grid_of(NEW.tables[section.table]).cells:
            place = sheet.cell(top + cell.row, 1 + cell.column)
            place.value = known[cell.key] if cell.key else cell.text
            if cell.row_span * cell.column_span > 1:
                sheet.merge_cells(
                    start_row=place.row, start_column=place.column,
                    end_row=place.row + cell.row_span - 1, end_column=place.column + cell.column_span - 1,
                )  # fmt: skip
    path = tmp_path / "年报.xlsx"
    book.save(path)
    report = read(path)
    assert dict(report.cells) == known
    assert dict(report.sections) == SECTIONS
    assert (report.unit, report.year) == (UNIT, YEAR)
    assert report.unread == ()


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (5, 5),
        (5.0, 5),
        ("5", 5),
        ("５件", 5),
        (True, None),
        (2.5, None),
        ("=1+4", None),
        ("#REF!", None),
        (0, 0),
    ],
)
def test_values_of_a_spreadsheet(value: object, kept: int | None) -> None:
    book = openpyxl.load_workbook(io.BytesIO(render(_report(NEW), "xlsx", draft=False)))
    cell = grid_of(NEW.tables["disclosure"]).inputs["disclosure.licensing.decisions"]
    book[NEW.tables["disclosure"].name].cell(cell.row + 1, cell.column + 1).value = value
    buffer = io.BytesIO()
    book.save(buffer)
    report = read_bytes(buffer.getvalue(), "年报.xlsx", unit=None, year=None)
    assert report.cells.get("disclosure.licensing.decisions") == kept
    listed = [item for item in report.unread if "行政许可" in item.where]
    assert bool(listed) == (kept is None)


def test_a_hidden_sheet_is_not_read() -> None:
    book = openpyxl.load_workbook(io.BytesIO(render(_report(NEW), "xlsx", draft=False)))
    book[NEW.tables["disputes"].name].sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    report = read_bytes(buffer.getvalue(), "年报.xlsx", unit=None, year=None)
    assert not any(key.startswith("disputes.") for key in report.cells)


def test_the_format_is_found_from_the_content_whatever_the_name(tmp_path: Path) -> None:
    for kind in ("docx", "html", "xlsx", "pdf", "json"):
        path = tmp_path / f"{kind}.dat"
        path.write_bytes(render(_report(NEW), kind, draft=False))
        assert dict(read(path).cells) == figures(NEW)


def test_a_large_decimal_in_a_spreadsheet_keeps_its_digits() -> None:
    report = _report(NEW)
    data = render(report, "xlsx", draft=False)
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        members = {name: old.read(name) for name in old.namelist()}
    sheet = "xl/worksheets/sheet2.xml"
    value = figures(NEW)["disclosure.fees.amount"]
    members[sheet] = members[sheet].replace(f"<v>{value}</v>".encode(), b"<v>12345.600000000001</v>")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as new:
        for name, content in members.items():
            new.writestr(name, content)
    back = read_bytes(buffer.getvalue(), "年报.xlsx", unit=None, year=None)
    assert str(back.cells["disclosure.fees.amount"]) == "12345.6"


def test_tables_of_a_page_are_those_of_the_form() -> None:
    assert tuple(NEW.tables) == TABLES
    assert Page(NEW).html().count("<table>") == len(TABLES)


def _saved_page(charset: str, encode: Callable[[bytes], bytes], encoding: str) -> bytes:
    head = (
        "From: <Saved by a browser>\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\tboundary="b"\r\n\r\n--b\r\n'
        f"Content-Type: text/html; charset={charset}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    )
    return head.encode() + encode(Page(NEW).html().encode(charset)) + b"\r\n--b--\r\n"


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
@pytest.mark.parametrize(
    ("encode", "encoding"), [(base64.encodebytes, "base64"), (quopri.encodestring, "quoted-printable")]
)
def test_a_page_saved_as_one_file(charset: str, encode: Callable[[bytes], bytes], encoding: str) -> None:
    report = read_bytes(_saved_page(charset, encode, encoding), "年报.mht", unit=None, year=None)
    assert (report.unit, dict(report.cells)) == (UNIT, figures(NEW))


def test_the_clipboards_tables_go_by_their_labels() -> None:
    page = Page(NEW)
    cells, unread = read_clipboard(page.html(), NEW)
    assert (cells, unread) == (figures(NEW), ())
    only = Page(NEW, change=lambda key, rows: [rows] if key == "disputes" else [])
    cells, unread = read_clipboard(only.html(), NEW)
    assert set(cells) == {key for key in NEW.cells if key.startswith("disputes.")}
    assert read_clipboard("<table><tr><td>1</td><td>2</td></tr></table>", NEW) == ({}, ())


@pytest.mark.parametrize("kind", ["docx", "html", "xlsx", "pdf"])
def test_every_figure_points_to_its_cell_in_the_source(kind: str) -> None:
    report = read_bytes(render(_report(NEW), kind, draft=False), f"年报.{kind}", unit=None, year=None)
    assert set(report.places) == set(NEW.cells)
    for key, place in report.places.items():
        texts = [
            cell.text
            for cell in report.tables[place.table].row(place.row)
            if (cell.row, cell.column) == (place.row, place.column)
        ]
        assert texts == [str(figures(NEW)[key])]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_a_text_in_any_encoding_of_the_offices(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "年报.txt"
    path.write_bytes(_text(NEW, _tabbed_rows).encode(encoding))
    _same(read(path), NEW)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_damaged_byte_costs_one_character_and_no_more(tmp_path: Path, encoding: str) -> None:
    text = _text(NEW, _tabbed_rows)
    before, _, after = text.partition("效果良好")
    path = tmp_path / "年报.txt"
    path.write_bytes(
        before.encode(encoding)
        + "效果".encode(encoding)
        + b"\xff"
        + "良好".encode(encoding)
        + after.encode(encoding)
    )
    report = read(path)
    assert dict(report.cells) == figures(NEW)
    assert "效果\ufffd良好。" in report.sections["overview"]


def test_a_damaged_figure_is_not_read_as_another(tmp_path: Path) -> None:
    path = tmp_path / "年报.txt"
    path.write_bytes(_text(NEW, _tabbed_rows).encode().replace(b"\t113\t", b"\t1\xff13\t"))
    report = read(path)
    lost = {key for key, value in figures(NEW).items() if value == 113}
    assert dict(report.cells) == {key: value for key, value in figures(NEW).items() if key not in lost}
    assert len(report.unread) == 1


def test_control_characters_are_no_part_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "年报.txt"
    text = (
        _text(NEW, _tabbed_rows)
        .replace("效果", "效\x1f果")
        .replace("一段很短", "一段\x07很短")
        .replace("（二）监督保障\n", "（二）监督保障\x0b")
    )
    path.write_bytes(text.encode())
    _same(read(path), NEW)


def test_a_figure_left_out_of_a_text_with_a_line_a_cell_shifts_nothing(tmp_path: Path) -> None:
    """Without its line, and without any blank line, the row has a figure too few: none of them is placed."""
    grid = grid_of(NEW.tables["applications"])
    lines = [str(figures(NEW)[cell.key]) if cell.key else cell.text for cell in grid.cells]
    whole = f"{UNIT}{YEAR}年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n" + "\n".join(lines)
    path = tmp_path / "年报.txt"
    path.write_text(whole + "\n五、存在的主要问题及改进情况\n无。\n", encoding="utf-8")
    wanted = {key: value for key, value in figures(NEW).items() if key.startswith("applications.")}
    assert dict(read(path).cells) == wanted
    for value in (113, 140, 272):
        row = next(key for key, known in wanted.items() if known == value).rpartition(".")[0]
        path.write_text(
            (whole + "\n五、存在的主要问题及改进情况\n无。\n").replace(f"\n{value}\n", "\n"), encoding="utf-8"
        )
        assert dict(read(path).cells) == {
            key: known for key, known in wanted.items() if key.rpartition(".")[0] != row
        }
