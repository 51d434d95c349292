"""Zeros that a sheet is set not to show, and figures that a number format or a condition hides."""

import io
import re
import struct
import zipfile

import pytest
from cells_of_libreoffice import Open, _styled, _valued, opened
from cells_seen import PRINT_KEY, SHOWN, judge
from test_odd_files import KEY, _data, _xml_workbook
from test_seen_elsewhere import MADE
from zip_files import packed

from app.imports.formats import read
from app.imports.imported import Imported

_ZERO = Open("0", "", around=_valued('office:value-type="float" office:value="0"'))
_WINDOW = struct.pack("<HH", 0x23E, 18)
_SETTINGS = (
    '<office:document-settings xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0"><office:settings>'
    '<config:config-item config:name="ShowZeroValues" config:type="boolean">{}</config:config-item>'
    "</office:settings></office:document-settings>"
)
_WHITE = '<style:style style:name="Wh" style:family="table-cell"><style:text-properties fo:color="#ffffff"/></style:style>'
_NOTHING = (
    '<number:number-style style:name="No"><number:text/></number:number-style>'
    '<style:style style:name="Wh" style:family="table-cell" style:data-style-name="No"/>'
)
_MAPPED = (
    '<style:style style:name="Mp" style:family="table-cell"><style:map style:condition="cell-content(){}" '
    'style:apply-style-name="Wh"/></style:style>'
)
_TWELVE = _valued('office:value-type="float" office:value="12"')
_COLOURED = (
    '<number:number-style style:name="Po"><style:text-properties fo:color="{}"/><number:number number:min-integer-digits="1"/>'
    '</number:number-style><number:number-style style:name="Nf"><number:number number:min-integer-digits="1"/>'
    '<style:map style:condition="value(){}" style:apply-style-name="Po"/></number:number-style>'
    '<style:style style:name="Mp" style:family="table-cell" style:data-style-name="Nf"/>'
)


def _as_mapped(text: str, at: int) -> str:
    return _TWELVE(_styled("Mp")(text, at), at)


def _read(data: bytes, kind: str) -> Imported:
    return read(data, f"年报.{kind}", unit=None, year=None)


@pytest.mark.parametrize("shows", [True, False])
def test_a_zero_that_an_old_workbook_does_not_show_is_not_read(shows: bool) -> None:
    data = bytearray((MADE / "report.xls").read_bytes())
    figure = struct.pack("<I", int(SHOWN) << 2 | 2)
    assert data.count(figure) == 1
    data = data.replace(figure, struct.pack("<I", 2))
    for found in re.finditer(re.escape(_WINDOW), bytes(data)):
        data[found.end()] &= 0xFF if shows else ~0x10
    judge(_read(bytes(data), "xls"), PRINT_KEY, "0" if shows else "blank")


@pytest.mark.parametrize("shows", [True, False])
def test_a_zero_that_a_workbook_of_libreoffice_does_not_show_is_left_to_the_user(shows: bool) -> None:
    with zipfile.ZipFile(io.BytesIO(opened("ods", _ZERO))) as archive:
        members: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    data = packed(members | {"settings.xml": _SETTINGS.format(str(shows).lower())})
    judge(_read(data, "ods"), PRINT_KEY, "0" if shows else "told")


def _ruled(condition: str) -> Open:
    """A condition over the cell, as LibreOffice keeps it beside the sheet."""

    def change(text: str, at: int) -> str:
        text = _TWELVE(text, at)
        sheet = text.index("</table:table>", at)
        name = re.findall(r'<table:table [^>]*table:name="([^"]*)"', text[:at])[-1]
        rules = (
            '<calcext:conditional-formats><calcext:conditional-format calcext:target-range-address="{0}.A1:{0}.Z99">'
            '<calcext:condition calcext:apply-style-name="Wh" calcext:value="{1}" calcext:base-cell-address="{0}.A1"/>'
            "</calcext:conditional-format></calcext:conditional-formats>"
        )
        return text[:sheet] + rules.format(name, condition) + text[sheet:]

    return Open("12", "", _WHITE, change)


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        (_ruled("=0"), "12"),
        (_ruled("&gt;100"), "12"),
        (_ruled("formula-is([.A1]=0)"), "12"),
        (_ruled("=12"), "told"),
        (_ruled("formula-is([.A1]&gt;5)"), "told"),
        (_ruled("formula-is(TODAY()&gt;1)"), "told"),
        (Open("12", "", _WHITE + _MAPPED.format("=0"), _as_mapped), "12"),
        (Open("12", "", _NOTHING + _MAPPED.format("=0"), _as_mapped), "12"),
        (Open("12", "", _NOTHING + _MAPPED.format("=12"), _as_mapped), "told"),
        (Open("12", "", _COLOURED.format("#ffffff", "&gt;0"), _as_mapped), "told"),
        (Open("12", "", _COLOURED.format("#ffffff", "&lt;0"), _as_mapped), "12"),
        (Open("12", "", _COLOURED.format("#ff0000", "&gt;0"), _as_mapped), "12"),
    ],
)
def test_a_figure_is_left_out_where_a_condition_or_format_hides_it(cell: Open, wanted: str) -> None:
    judge(_read(opened("ods", cell), "ods"), PRINT_KEY, wanted)


@pytest.mark.parametrize(("option", "wanted"), [("", 0), ("<x:DoNotDisplayZeros/>", None)])
def test_zeros_that_a_workbook_of_one_file_does_not_show(option: str, wanted: int | None) -> None:
    book = _xml_workbook(_data("Number", "0"), "", "")
    options = (
        f'<x:WorksheetOptions xmlns:x="urn:schemas-microsoft-com:office:excel">{option}</x:WorksheetOptions>'
    )
    book = book.replace(b"</Table>", b"</Table>" + options.encode())
    assert _read(book, "xml").cells.get(KEY) == wanted
