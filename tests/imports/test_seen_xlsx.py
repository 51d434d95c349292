"""A figure read from a workbook is the figure a person sees there; what is not seen is not read."""

import io
import re
import zipfile
from dataclasses import replace

import pytest
from builders import consistent_report

from app.exports.formats import render
from app.imports.formats import read
from app.imports.readers.sheets.xlsx_formats import ShownFigure, shown

KEY = "disclosure.licensing.decisions"
MARK = 987654
CELL = re.compile(rf'<c r="(?P<place>[A-Z]+[0-9]+)"(?P<style>[^>]*)><v>{MARK}</v></c>')

FONTS = (
    "<font><strike/></font>", '<font><vertAlign val="superscript"/></font>', '<font><color rgb="FFFFFFFF"/></font>',
    '<font><strike val="0"/></font>',
)  # fmt: skip
FORMATS = ("0,", ";;;", "yyyy-m-d", '0"件"', "0.00", "#,##0", "[>10]0;1", "0.0E+00", "0;-0;-", "@")


def files_of_a_workbook() -> dict[str, bytes]:
    report = consistent_report()
    data = render(replace(report, cells={**report.cells, KEY: MARK}), "xlsx", draft=False)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    styles = files["xl/styles.xml"].decode()
    fonts = int(re.search(r'<fonts[^>]*count="(\d+)"', styles)[1])  # type: ignore[index]
    styles = styles.replace("</fonts>", "".join(FONTS) + "</fonts>")
    codes = "".join(
        f'<numFmt numFmtId="{900 + n}" formatCode="{code.replace(chr(34), "&quot;").replace(">", "&gt;")}"/>'
        for n, code in enumerate(FORMATS)
    )
    styles = (
        styles.replace("</numFmts>", f"{codes}</numFmts>")
        if "</numFmts>" in styles
        else re.sub(r"(<styleSheet[^>]*>)", rf"\1<numFmts>{codes}</numFmts>", styles, count=1)
    )
    extra = [f'<xf fontId="{fonts + n}" numFmtId="0"/>' for n in range(len(FONTS))]
    extra += [f'<xf fontId="0" numFmtId="{900 + n}"/>' for n in range(len(FORMATS))]
    files["xl/styles.xml"] = styles.replace("</cellXfs>", "".join(extra) + "</cellXfs>").encode()
    return files


FILES = files_of_a_workbook()
BASE = (
    len(re.findall(rb"<xf ", FILES["xl/styles.xml"].split(b"<cellXfs")[1].split(b"</cellXfs>")[0]))
    - len(FONTS)
    - len(FORMATS)
)
STRUCK, RAISED, WHITE, NOT_STRUCK = range(BASE, BASE + 4)
STYLE_OF = {code: BASE + len(FONTS) + n for n, code in enumerate(FORMATS)}


def workbook(cell: str, *, around: tuple[str, str] | None = None) -> bytes:
    """A workbook with other XML in a figure's place; *around* replaces a pattern elsewhere in that sheet."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in FILES.items():
            text = data.decode()
            if name.startswith("xl/worksheets/") and (match := CELL.search(text)):
                text = CELL.sub(lambda match: cell.replace("PLACE", match["place"]), text)
                if around:
                    place = match["place"]
                    row = re.sub("[A-Z]", "", place)
                    column = re.sub("[0-9]", "", place)
                    old, new = (
                        part.replace("ROW", row).replace("COLUMN", column).replace("ABOVE", str(int(row) - 1))
                        for part in around
                    )
                    assert re.search(old, text), old
                    text = re.sub(old, new, text, count=1)
            archive.writestr(name, text)
    return buffer.getvalue()


def rich(*runs: tuple[str, str]) -> str:
    inside = "".join(f"<r><rPr>{look}</rPr><t>{text}</t></r>" for text, look in runs)
    return f'<c r="PLACE" t="inlineStr"><is>{inside}</is></c>'


def number(value: str, style: int = 0) -> str:
    return f'<c r="PLACE" s="{style}"><v>{value}</v></c>'


SEEN = {
    "superscript run": (rich(("12", ""), ("1", '<vertAlign val="superscript"/>')), "12"),
    "struck run": (rich(("9", "<strike/>"), ("12", "")), "12"),
    "run not struck": (rich(("1", '<strike val="0"/>'), ("2", "")), "12"),
    "phonetic": ('<c r="PLACE" t="inlineStr"><is><t>12</t><rPh sb="0" eb="1"><t>3</t></rPh></is></c>', "12"),
    "with a word": (number("12", STYLE_OF['0"件"']), "12"),
    "decimals of nothing": (number("12", STYLE_OF["0.00"]), "12"),
    "thousands": (number("1234", STYLE_OF["#,##0"]), "1234"),
    "noise of floats": (number("36.999999999999993"), "37"),
    "nothing as a stroke": (number("0", STYLE_OF["0;-0;-"]), "0"),
    "text of a figure": ('<c r="PLACE" t="str"><v>12</v></c>', "12"),
    "apostrophe": ('<c r="PLACE" t="str"><v>\'12</v></c>', "12"),
    "font switched off": (number("12", NOT_STRUCK), "12"),
    "formula with its result": ('<c r="PLACE"><f>5+7</f><v>12</v></c>', "12"),
    "exponent": (number("1.2E+1"), "12"),
}
NOTHING = {"hidden by its format": number("12", STYLE_OF[";;;"]), "blank": '<c r="PLACE"/>'}
NOT_CERTAIN = {
    "scaled": number("12345", STYLE_OF["0,"]),
    "struck": number("12", STRUCK), "raised": number("12", RAISED), "white": number("12", WHITE),
    "date": number("45678", STYLE_OF["yyyy-m-d"]), "iso date": '<c r="PLACE" t="d"><v>2025-01-20</v></c>',
    "condition": number("12", STYLE_OF["[>10]0;1"]), "exponent shown": number("12", STYLE_OF["0.0E+00"]),
    "error": '<c r="PLACE" t="e"><v>#REF!</v></c>', "twice": number("12") + number("13"), "fraction": number("12.5"),
    "formula without result": '<c r="PLACE"><f>5+7</f></c>', "boolean": '<c r="PLACE" t="b"><v>1</v></c>',
}  # fmt: skip


@pytest.mark.parametrize("kind", SEEN)
def test_what_is_seen_is_read(kind: str) -> None:
    cell, value = SEEN[kind]
    found = read(workbook(cell), "报告.xlsx", unit=None, year=None)
    assert found.as_json()["cells"].get(KEY) == value


@pytest.mark.parametrize("kind", NOTHING)
def test_where_nothing_is_seen_nothing_is_read(kind: str) -> None:
    assert KEY not in read(workbook(NOTHING[kind]), "报告.xlsx", unit=None, year=None).cells


@pytest.mark.parametrize("kind", NOT_CERTAIN)
def test_what_is_not_certain_is_left_blank_and_told(kind: str) -> None:
    found = read(workbook(NOT_CERTAIN[kind]), "报告.xlsx", unit=None, year=None)
    assert KEY not in found.cells
    assert [item for item in found.unread if KEY in item.cells]


HIDING = {
    "row": (r'<row r="ROW"', '<row r="ROW" hidden="1"'),
    "row without height": (r'<row r="ROW"([^>]*?) ht="[^"]*"', r'<row r="ROW"\1 ht="0"'),
    "column": ("<sheetData>", '<cols><col min="1" max="99" hidden="1"/></cols><sheetData>'),
}


@pytest.mark.parametrize("kind", HIDING)
def test_hidden_rows_and_columns_are_not_read(kind: str) -> None:
    found = read(workbook(number("12"), around=HIDING[kind]), "报告.xlsx", unit=None, year=None)
    assert KEY not in found.cells


def test_what_a_merged_area_covers_is_not_read() -> None:
    """A figure left behind under a merge is out of sight; the area's first cell is what a person sees."""
    data = workbook(
        number("12"),
        around=(
            r"</mergeCells>",
            '<mergeCell ref="COLUMNABOVE:COLUMNROW"/></mergeCells>',
        ),
    )
    assert KEY not in read(data, "报告.xlsx", unit=None, year=None).cells


@pytest.mark.parametrize(
    ("value", "code", "seen"),
    [("45678", 'yyyy"年"m"月"d"日"', "2025年1月21日"), ("-3", "+0;-0;0", "-3"), ("3", "+0;-0;0", "+3"), ("0.5", "0%", "50%"),
     ("10.526", "0.00", "10.53"), ("12", "[Red]0_ ", "12"), ("1234567", "#,##0.00", "1234567.00"), ("0", "#", ""),
     ("12.5", "0.####", "12.5")],
)  # fmt: skip
def test_a_number_is_shown_by_its_format(value: str, code: str, seen: str) -> None:
    assert shown(value, code) == ShownFigure(seen, shortened=code.endswith("#") and "." in seen)
