"""What stands over, above, below or between the cells is not taken for a figure in them, and is told."""

import io
import re
import zipfile

import pytest
from cells_of_workbooks import Book, workbook
from cells_seen import judge
from test_seen_html import KEY as PAGE_KEY
from test_seen_html import page
from test_seen_xlsx import KEY as SHEET_KEY

from app.imports.formats import read
from app.imports.imported import Imported

_XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
SHAPES = {
    "a box with words": ('<xdr:spPr><a:noFill/></xdr:spPr><xdr:txBody><a:p><a:r><a:t>80</a:t></a:r></a:p></xdr:txBody>', "told"),
    "a white box": ("<xdr:spPr><a:solidFill/></xdr:spPr>", "told"),
    "a line": ('<xdr:spPr><a:prstGeom prst="line"/></xdr:spPr>', "told"),
    "only a frame": ('<xdr:spPr><a:prstGeom prst="rect"/><a:noFill/></xdr:spPr>', "12"),
}  # fmt: skip


@pytest.mark.parametrize(("shape", "wanted"), SHAPES.values(), ids=SHAPES)
def test_of_a_sheet_with_a_shape_over_the_cell(shape: str, wanted: str) -> None:
    """What lies over a cell hides what stands in it; what lies elsewhere, or is hidden itself, does not."""
    covered = _with_shape(shape)
    judge(covered, SHEET_KEY, wanted)
    judge(_with_shape(shape, down=400), SHEET_KEY, "12")
    judge(_with_shape(shape, hidden=' hidden="1"'), SHEET_KEY, "12")


def _with_shape(shape: str, *, down: int = 0, hidden: str = "") -> Imported:
    buffer = io.BytesIO()
    data = workbook(Book("12"))
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        sheet, place = next(
            (name, match)
            for name in old.namelist()
            if name.startswith("xl/worksheets/sheet")
            and (match := re.search(r'r="([A-Z])([0-9]+)"[^>]*><v>12</v>', old.read(name).decode()))
        )
        column, row = ord(place[1]) - 65, int(place[2]) - 1 + down
        corners = "".join(
            f"<xdr:{corner}><xdr:col>{column + more}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{row + more}</xdr:row>"
            f"<xdr:rowOff>0</xdr:rowOff></xdr:{corner}>"
            for corner, more in (("from", 0), ("to", 1))
        )
        drawing = (
            f'<xdr:wsDr xmlns:xdr="{_XDR}" xmlns:a="{_A}"><xdr:twoCellAnchor>{corners}<xdr:sp><xdr:nvSpPr>'
            f'<xdr:cNvPr id="2" name="t"{hidden}/></xdr:nvSpPr>{shape}</xdr:sp></xdr:twoCellAnchor></xdr:wsDr>'
        )
        for name in old.namelist():
            if name != f"xl/worksheets/_rels/{sheet.rpartition('/')[2]}.rels":
                new.writestr(name, old.read(name))
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing"
        relation = f'<Relationship Id="rId77" Type="{kind}" Target="../drawings/drawing77.xml"/>'
        new.writestr(
            f"xl/worksheets/_rels/{sheet.rpartition('/')[2]}.rels",
            f'<Relationships xmlns="{_RELATIONS}">{relation}</Relationships>',
        )
        new.writestr("xl/drawings/drawing77.xml", drawing)
    return read(buffer.getvalue(), "报告.xlsx", unit=None, year=None)


@pytest.mark.parametrize(
    ("before", "head"),
    [
        ("<p>单位：元</p>", "本年收费金额"),
        ("<p>（金额单位：千元）</p>", "本年收费金额"),
        ("", "本年收费金额（元）"),
        ("", "本年收费金额（单位：千元）"),
    ],
)
def test_of_an_amount_in_another_unit(before: str, head: str) -> None:
    """An amount whose unit is told above its table, or in its head, is not taken for one in the form's unit."""
    key = "disclosure.fees.amount"
    text = re.sub(' class="[^"]*"', "", page("12").decode())
    assert text.count("本年收费金额（单位：万元）") == 1
    text = text.replace("本年收费金额（单位：万元）", head)
    table = text.index("<table")
    found = read((text[:table] + before + text[table:]).encode(), "报告.html", unit=None, year=None)
    assert key not in found.cells
    assert any(key in item.cells for item in found.unread)


def test_of_a_row_that_is_not_understood() -> None:
    """What stands in a row of another name, right below a table's head, is told even where it is no figure."""
    text = page("12").decode().replace(">行政许可<", ">行政许可（含变更延<").replace(">12<", ">续等7事项共<")
    found = read(text.encode(), "报告.html", unit=None, year=None)
    assert PAGE_KEY not in found.cells
    assert any("续等7事项共" in item.text for item in found.unread)


def test_of_a_figure_alone_in_its_row() -> None:
    """A number in a row of its own, between others of a table, is no number of a page: it is told."""
    text = page("12").decode()
    row = text[: text.index(">12<")].rindex("<tr")
    found = read(
        (text[:row] + "<tr><td>77</td></tr>" + text[row:]).encode(), "报告.html", unit=None, year=None
    )
    assert any("77" in item.text for item in found.unread)


def test_of_a_sites_foot_below_the_last_text() -> None:
    """Who runs a site, and its links, are no text of the report's last section."""
    foot = "<p>省政府网站</p><p>网站地图 | 隐私声明</p><p>主办：甲县人民政府办公室 京ICP备12345678号-1</p>"
    text = re.sub(' class="[^"]*"', "", page("12").decode())
    last = read(text.encode(), "报告.html", unit=None, year=None).sections["other"]
    found = read(text.replace("</body>", f"{foot}</body>").encode(), "报告.html", unit=None, year=None)
    assert found.sections["other"] == last
