"""Workbooks that are one XML file (Excel 2003, and what other programs name .xls): handed to the reader of xlsx."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from lxml import etree

from app.imports.bounded_files import too_large
from app.imports.raw_document import REPORT, Extent, RawDocument
from app.imports.readers.sheets import xlsx
from app.imports.readers.sheets.sheet_xml import Sheet, SheetCell, SheetTextLook, parts_of
from app.imports.readers.unknown_signs import is_font_of_signs
from app.imports.readers.zip_xml import checked, parsed

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_X = "{urn:schemas-microsoft-com:office:excel}"
_HTML = "{http://www.w3.org/TR/REC-html40}"
_FURTHEST = 20_000
_FORMATS = {
    "Fixed": "0.00",
    "Standard": "#,##0.00",
    "Percent": "0.00%",
    "Scientific": "0.00E+00",
    "Short Date": "yyyy-m-d",
}
_KINDS = {"Boolean": "b", "Error": "e"}
_RAISED = {"Superscript": "superscript", "Subscript": "subscript", "Sup": "superscript", "Sub": "subscript"}

_Style = tuple[str, SheetTextLook]
_USUAL: _Style = ("General", SheetTextLook())


def parse(text: str, name: str = "", extent: Extent = REPORT) -> RawDocument:
    """Turn the visible sheets into blocks. Raises `Unreadable`."""
    data = text.encode("utf-8", "replace")
    checked(data, name)
    root = parsed(_without_declaration(data), name)
    styles = _styles(root)
    sheets = [_sheet(item, styles, extent, name) for item in root.iterchildren(_SS + "Worksheet")]
    return xlsx.parse(parts_of(sheets), name, extent)


def _without_declaration(data: bytes) -> bytes:
    """Leave out the declaration, which may name the code page that the text had before it was decoded."""
    return data[data.index(b"?>") + 2 :] if data.lstrip().startswith(b"<?xml") and b"?>" in data else data


def _styles(root: etree._Element) -> dict[str, _Style]:
    """Return number format and look of each style; one may build on another that stands before it."""
    found: dict[str, _Style] = {}
    for item in root.iterfind(f"{_SS}Styles/{_SS}Style"):
        code, look = found.get(item.get(_SS + "Parent", ""), found.get("Default", _USUAL))
        number, font = item.find(_SS + "NumberFormat"), item.find(_SS + "Font")
        if number is not None:
            shown = number.get(_SS + "Format", "General")
            code = _FORMATS.get(shown, shown.removesuffix(" Number"))
        if font is not None:
            look = _font(font, _SS, look)
        found[item.get(_SS + "ID", "")] = code, look
    return found


def _font(font: etree._Element, space: str, look: SheetTextLook) -> SheetTextLook:
    size = font.get(space + "Size", "")
    return replace(
        look,
        struck=font.get(space + "StrikeThrough", "1" if look.struck else "0") == "1",
        raised=_RAISED.get(font.get(space + "VerticalAlign", ""), look.raised),
        colour=font.get(space + "Color", look.colour).removeprefix("#").upper(),
        points=float(size) if size.replace(".", "", 1).isdecimal() else look.points,
        font=name if is_font_of_signs(name := font.get(space + "FontName", look.font)) else "",
    )


def _sheet(source: etree._Element, styles: Mapping[str, _Style], extent: Extent, name: str) -> Sheet:
    sheet = Sheet(source.get(_SS + "Name", ""))
    visible = source.find(f"{_X}WorksheetOptions/{_X}Visible")
    sheet.zeros = source.find(f"{_X}WorksheetOptions/{_X}DoNotDisplayZeros") is None
    sheet.hidden = visible is not None and (visible.text or "").strip() in ("SheetHidden", "SheetVeryHidden")
    table = source.find(_SS + "Table")
    if table is None:
        return sheet
    for column, item in _counted(table, "Column"):
        if item.get(_SS + "Hidden") == "1" or item.get(_SS + "Width") == "0":
            sheet.hidden_columns |= set(range(column, column + 1 + min(_number(item, "Span"), _FURTHEST)))
    for row, line in _counted(table, "Row"):
        if line.get(_SS + "Hidden") == "1" or line.get(_SS + "Height") == "0":
            sheet.hidden_rows |= set(range(row, row + 1 + min(_number(line, "Span"), _FURTHEST)))
        for column, cell in _counted(line, "Cell"):
            down, across = _number(cell, "MergeDown"), _number(cell, "MergeAcross")
            if down or across:
                sheet.merges.append((row, column, row + down, column + across))
            style = styles.get(cell.get(_SS + "StyleID") or line.get(_SS + "StyleID") or "Default", _USUAL)
            if (found := _cell(cell, row, column, style)) is not None:
                sheet.cells.append(found)
            if len(sheet.cells) > extent.most_cells or max(row, column) > _FURTHEST * 10:
                raise too_large(name, "的工作表过大")
    return sheet


def _counted(parent: etree._Element, name: str) -> Iterator[tuple[int, etree._Element]]:
    """Yield the children of one name with their places from 1: one may say where it stands, and how far it reaches."""
    place = 0
    for item in parent.iterchildren(_SS + name):
        place = _number(item, "Index") or place + 1
        yield place, item
        place += _number(item, "MergeAcross" if name == "Cell" else "Span")


def _number(element: etree._Element, name: str) -> int:
    text = element.get(_SS + name, "")
    return int(text) if text.isdecimal() and len(text) < 8 else 0


def _cell(cell: etree._Element, row: int, column: int, style: _Style) -> SheetCell | None:
    data = cell.find(_SS + "Data")
    code, look = style
    if data is None:
        # What a formula without a stored result shows is not known.
        is_formula = cell.get(_SS + "Formula") is not None
        return SheetCell(row, column, number="#错误", kind="e") if is_formula else None
    kind, text = data.get(_SS + "Type", "String"), "".join(str(part) for part in data.itertext())
    if kind == "Number":
        return SheetCell(row, column, number=text.strip(), number_format=code, look=look)
    if kind in _KINDS:
        return SheetCell(row, column, number=text.strip(), kind=_KINDS[kind])
    if kind == "DateTime":
        year, month, day = [*text.partition("T")[0].split("-"), "", ""][:3]
        text = f"{year}年{month.lstrip('0')}月{day.lstrip('0')}日" if day else text
        return SheetCell(row, column, runs=[(text, look)], look=look)
    runs = list(_runs(data, look))
    return SheetCell(row, column, runs=runs, number_format=code, look=look) if text.strip() else None


def _runs(element: etree._Element, look: SheetTextLook) -> Iterator[tuple[str, SheetTextLook]]:
    """Yield the pieces of a text with their looks, which are marked as in a web page."""
    if element.text:
        yield element.text, look
    for child in element.iterchildren(etree.Element):
        name = etree.QName(child).localname
        inner = look
        if name == "S":
            inner = replace(look, struck=True)
        elif name in _RAISED:
            inner = replace(look, raised=_RAISED[name])
        elif name == "Font":
            inner = _font(child, _HTML, look)
        yield from _runs(child, inner)
        if child.tail:
            yield child.tail, look
