"""Writes the sheets of another format as parts of an xlsx file, so that one reader reads them all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from app.imports.readers.zip_xml import EXCEL, OfficeParts

_S = f"{{{EXCEL}}}"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = {"s": EXCEL, "r": _R}
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_PROPERTIES = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}"
_LETTERS = 26
_FIRST_OWN_FORMAT = 164


@dataclass(frozen=True)
class SheetTextLook:
    """How a piece of text looks. *raised* is ``superscript``, ``subscript`` or nothing; *colour* as RRGGBB.

    *points* is its size, 0 where that is not known, *font* the name of its font where it shows signs in place of letters.
    """

    struck: bool = False
    raised: str = ""
    colour: str = ""
    points: float = 0
    font: str = ""


_PLAIN = SheetTextLook()


@dataclass(frozen=True)
class SheetCell:
    """A cell: its *runs* of text, or a *number* with the format that shows it. Rows and columns count from 1."""

    row: int
    column: int
    runs: Sequence[tuple[str, SheetTextLook]] = ()
    number: str = ""
    number_format: str = "General"
    look: SheetTextLook = _PLAIN
    kind: str = "n"
    """As Excel has it: n, b or e."""
    formula: str = ""
    """What the text is the result of, as Excel writes it."""
    stored: str = ""
    """The number behind a text."""


@dataclass
class Sheet:
    """A sheet. *merges* are areas as first row, first column, last row, last column."""

    title: str
    cells: list[SheetCell] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    hidden: bool = False
    zeros: bool = True
    """Whether a 0 is shown."""
    usual_width: float = 0.0
    widths: dict[int, float] = field(default_factory=dict)
    """How many digits of the workbook's usual font columns have room for, 0 where that is not known."""


def parts_of(
    sheets: Iterable[Sheet],
    names: Iterable[tuple[str, str]] = (),
    facts: Iterable[tuple[str, str]] = (),
    points: float = 0.0,
) -> OfficeParts:
    """Return a workbook's parts; *names* are its named ranges with their references, *facts* its own properties.

    *points* is the size of its usual font, 0 where that is not known.
    """
    workbook = etree.Element(_S + "workbook", nsmap=_NAMES)
    listed = etree.SubElement(workbook, _S + "sheets")
    relations = etree.Element(_PACKAGE + "Relationships")
    styles = _Styles(points)
    roots = {"xl/workbook.xml": workbook, "xl/_rels/workbook.xml.rels": relations}
    for number, sheet in enumerate(sheets, start=1):
        entry = etree.SubElement(listed, _S + "sheet", name=sheet.title, sheetId=str(number))
        entry.set(f"{{{_R}}}id", f"rId{number}")
        if sheet.hidden:
            entry.set("state", "hidden")
        target = f"worksheets/sheet{number}.xml"
        etree.SubElement(relations, _PACKAGE + "Relationship", Id=f"rId{number}", Target=target)
        roots[f"xl/{target}"] = _sheet(sheet, styles)
    defined = etree.SubElement(workbook, _S + "definedNames")
    for name, reference in names:
        etree.SubElement(defined, _S + "definedName", name=clean(name)).text = clean(reference)
    properties = etree.Element(_PROPERTIES + "Properties")
    for name, text in facts:
        etree.SubElement(properties, _PROPERTIES + "property", name=clean(name)).text = clean(text)
    roots["docProps/custom.xml"] = properties
    roots["xl/styles.xml"] = styles.root()
    return OfficeParts(roots)


class _Styles:
    """The number formats and fonts of all cells."""

    def __init__(self, points: float) -> None:
        self._points = points
        self._known: dict[tuple[str, SheetTextLook], int] = {("General", _PLAIN): 0}

    def index(self, number_format: str, look: SheetTextLook) -> str:
        return str(self._known.setdefault((number_format, look), len(self._known)))

    def root(self) -> etree._Element:
        root = etree.Element(_S + "styleSheet", nsmap=_NAMES)
        formats, fonts = etree.SubElement(root, _S + "numFmts"), etree.SubElement(root, _S + "fonts")
        crossed = etree.SubElement(root, _S + "cellXfs")
        for place, (code, look) in enumerate(self._known):
            own = str(_FIRST_OWN_FORMAT + place)
            etree.SubElement(formats, _S + "numFmt", numFmtId=own, formatCode=code)
            size = look.points or self._points
            _properties(etree.SubElement(fonts, _S + "font"), replace(look, points=size))
            etree.SubElement(
                crossed, _S + "xf", numFmtId="0" if code == "General" else own, fontId=str(place),
                applyNumberFormat="1", applyFont="1",
            )  # fmt: skip
        return root


def _properties(parent: etree._Element, look: SheetTextLook) -> None:
    if look.struck:
        etree.SubElement(parent, _S + "strike")
    if look.raised:
        etree.SubElement(parent, _S + "vertAlign", val=look.raised)
    if look.points:
        etree.SubElement(parent, _S + "sz", val=f"{look.points:g}")
    if look.colour:
        etree.SubElement(parent, _S + "color", rgb=f"FF{look.colour}")
    if look.font:
        etree.SubElement(parent, _S + "name", val=clean(look.font))


def _sheet(sheet: Sheet, styles: _Styles) -> etree._Element:
    root = etree.Element(_S + "worksheet", nsmap=_NAMES)
    if not sheet.zeros:
        views = etree.SubElement(root, _S + "sheetViews")
        etree.SubElement(views, _S + "sheetView", showZeros="0")
    if sheet.usual_width:
        etree.SubElement(root, _S + "sheetFormatPr", defaultColWidth=f"{sheet.usual_width:g}")
    if sheet.hidden_columns or sheet.widths:
        columns = etree.SubElement(root, _S + "cols")
        for column in sorted({*sheet.hidden_columns, *sheet.widths}):
            item = etree.SubElement(columns, _S + "col", min=str(column), max=str(column))
            if column in sheet.hidden_columns:
                item.set("hidden", "1")
            elif width := sheet.widths[column]:
                item.set("width", f"{width:.3f}")
    data = etree.SubElement(root, _S + "sheetData")
    rows: dict[int, list[SheetCell]] = {row: [] for row in sheet.hidden_rows}
    for cell in sheet.cells:
        rows.setdefault(cell.row, []).append(cell)
    for row in sorted(rows):
        line = etree.SubElement(data, _S + "row", r=str(row))
        if row in sheet.hidden_rows:
            line.set("hidden", "1")
        for cell in sorted(rows[row], key=lambda cell: cell.column):
            _cell(line, cell, styles)
    if sheet.merges:
        merges = etree.SubElement(root, _S + "mergeCells")
        for top, left, bottom, right in sheet.merges:
            etree.SubElement(merges, _S + "mergeCell", ref=f"{_name(top, left)}:{_name(bottom, right)}")
    return root


def _cell(line: etree._Element, cell: SheetCell, styles: _Styles) -> None:
    runs, own = cell.runs, cell.look
    if len(runs) == 1 and not runs[0][1].raised and runs[0][1] != _PLAIN:
        # What all of the text looks like is said once for all such cells; what is raised in one is not the cell.
        runs, own = [(runs[0][0], _PLAIN)], runs[0][1]
    element = etree.SubElement(
        line, _S + "c", r=_name(cell.row, cell.column), s=styles.index(cell.number_format, own)
    )
    if cell.formula:
        etree.SubElement(element, _S + "f").text = clean(cell.formula)
    if not runs:
        element.set("t", cell.kind)
        etree.SubElement(element, _S + "v").text = cell.number
        return
    element.set("t", "inlineStr")
    if cell.stored:
        etree.SubElement(element, _S + "v").text = cell.stored
    item = etree.SubElement(element, _S + "is")
    for text, look in runs:
        if look == _PLAIN:
            etree.SubElement(item, _S + "t").text = clean(text)
            continue
        run = etree.SubElement(item, _S + "r")
        _properties(etree.SubElement(run, _S + "rPr"), look)
        etree.SubElement(run, _S + "t").text = clean(text)


def clean(text: str) -> str:
    """Return a text without the characters that XML forbids."""
    return (
        "".join(character for character in text if character in "\t\n\r" or character >= " ")
        .replace("\ufffe", "")
        .replace("\uffff", "")
    )


def area_name(sheet: str, top: int, left: int, bottom: int, right: int) -> str:
    """Return the reference of an area; rows and columns count from 1."""
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!{_name(top, left)}:{_name(bottom, right)}"


def _name(row: int, column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"
