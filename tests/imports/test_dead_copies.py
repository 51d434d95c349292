"""Rows, tables and sheets that nobody sees, or that are there twice: no figure of theirs is read without a word."""

import io
import re
import zipfile
from collections.abc import Callable
from functools import lru_cache

import drawn
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from drawn import HEIGHT, WIDTH, report
from pages import NEW, Page, figures
from reportlab.pdfgen.canvas import Canvas
from test_seen_elsewhere import MADE
from written_as import as_docx

from app.imports.formats import read

LIVE = figures(NEW)
DEAD = 5000
"""What the figures of a dead copy have more than those that are seen."""
_CELL = re.compile(r"(?<=>)[1-9][0-9]{2}(?=<)")
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)


def dead(text: str) -> str:
    """Return a piece of markup with other figures."""
    return _CELL.sub(lambda match: str(int(match[0]) + DEAD), text)


def page(change: Callable[[str], str], style: str = "") -> bytes:
    text = Page(NEW).html()
    return change(text).replace("<body>", f"<style>{style}</style><body>", 1).encode()


def around_copies(before: str, after: str, *, first: bool) -> Callable[[str], str]:
    """Set a dead copy of each table into markup, before or behind the live one."""

    def change(text: str) -> str:
        def both(match: re.Match[str]) -> str:
            copy = before + dead(match[0]) + after
            return copy + match[0] if first else match[0] + copy

        return _TABLE.sub(both, text)

    return change


def dead_rows(look: str, inside: tuple[str, str] = ("", "")) -> Callable[[str], str]:
    """Set a dead copy of each row with figures before it."""

    def change(text: str) -> str:
        def both(match: re.Match[str]) -> str:
            row = match[0]
            if not _CELL.search(row) or 'rowspan="1"' not in row or re.search(r'rowspan="[2-9]', row):
                return row
            copy = _CELL.sub(lambda cell: inside[0] + str(int(cell[0]) + DEAD) + inside[1], row)
            return copy.replace("<tr>", f"<tr {look}>", 1) + row

        return re.sub(r"<tr>.*?</tr>", both, text, flags=re.DOTALL)

    return change


HTML: dict[str, bytes] = {
    "not displayed": page(around_copies('<div style="display:none">', "</div>", first=True)),
    "folded": page(around_copies("<details><summary>上年</summary>", "</details>", first=True)),
    "template": page(around_copies("<template>", "</template>", first=True)),
    "without scripts": page(around_copies("<noscript>", "</noscript>", first=True)),
    "comment": page(around_copies("<!--", "-->", first=True)),
    "for small screens": page(around_copies('<div class="m">', "</div>", first=True), ".m{display:none}@media(max-width:600px){.m{display:block}}"),
    "for wide screens not": page(around_copies('<div class="md:hidden">', "</div>", first=True), "@media (min-width:768px){.md\\:hidden{display:none}}"),
    "for print": page(around_copies('<div class="p">', "</div>", first=True), ".p{display:none}@media print{.p{display:block}}"),
    "out of the page": page(around_copies('<div style="position:absolute;left:-9999px">', "</div>", first=True)),
    "no height": page(around_copies('<div style="height:0;overflow:hidden">', "</div>", first=True)),
    "clear": page(around_copies('<div style="opacity:0">', "</div>", first=True)),
    "closed dialog": page(around_copies("<dialog>", "</dialog>", first=True)),
    "closed popover": page(around_copies("<div popover>", "</div>", first=True)),
    "white": page(around_copies('<div style="color:#fff">', "</div>", first=True)),
    "hidden attribute": page(around_copies("<div hidden>", "</div>", first=False)),
    "seen twice": page(around_copies("<div>", "</div>", first=False)),
    "seen twice, hidden from readers aloud": page(around_copies('<div aria-hidden="true">', "</div>", first=False)),
    "a tab that is closed": page(around_copies('<div role="tabpanel" style="display:none">', "</div>", first=True)),
    "row not displayed": page(dead_rows('style="display:none"')),
    "row collapsed": page(dead_rows('style="visibility:collapse"')),
    "row hidden by a class": page(dead_rows('class="x"'), "tr.x{display:none}"),
    "row struck": page(dead_rows("", ("<del>", "</del>"))),
    "row clear": page(dead_rows('style="opacity:0"')),
    "row seen twice": page(dead_rows("")),
    "cell not displayed": page(lambda text: re.sub(r"(<td [^>]*>[1-9][0-9]{2}</td>)", r'<td style="display:none">9</td>\1', text)),
    "cell out of sight": page(lambda text: re.sub(r"(<td [^>]*>)([1-9][0-9]{2}</td>)", r'\1<span style="position:absolute;clip:rect(0,0,0,0)">9</span>\2', text)),
    "column collapsed": page(lambda text: text.replace("<table>", '<table><colgroup><col><col style="visibility:collapse"></colgroup>')),
    "head twice": page(lambda text: re.sub(r"(<table>)(<tr>.*?</tr>)", r"\1\2\2", text, flags=re.DOTALL)),
    "rows down to the end": page(lambda text: text.replace('rowspan="1"', 'rowspan="1" data-a="9"')),
    "words of thousands": page(lambda text: re.sub(r"(<td [^>]*>)([1-9])([0-9]{2})</td>", r"\1<b>\2</b><span>\3</span></td>", text)),
}  # fmt: skip


@lru_cache(maxsize=1)
def _plain_document() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(as_docx(Page(NEW).html().encode()))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def document(change: Callable[[str], str], **more: str) -> bytes:
    """Return a Word document whose body is changed."""
    files = dict(_plain_document())
    files["word/document.xml"] = change(files["word/document.xml"].decode()).encode()
    for name, text in more.items():
        files[name] = text.encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


_WORD_TABLE = re.compile(r"<w:tbl>.*?</w:tbl>", re.DOTALL)


def word_copies(make: Callable[[str], str], *, first: bool) -> Callable[[str], str]:
    def change(text: str) -> str:
        def both(match: re.Match[str]) -> str:
            copy = make(dead(match[0]))
            return copy + match[0] if first else match[0] + copy

        return _WORD_TABLE.sub(both, text)

    return change


def _in_rows(mark: str) -> Callable[[str], str]:
    return lambda table: re.sub(
        r"(<w:tr(?: [^>]*)?>)(?:<w:trPr>(.*?)</w:trPr>)?", rf"\1<w:trPr>\2{mark}</w:trPr>", table
    )


def _in_runs(look: str) -> Callable[[str], str]:
    return lambda table: re.sub(
        r"<w:r>(?:<w:rPr>)?", f"<w:r><w:rPr>{look}</w:rPr>", table.replace("</w:rPr>", "")
    )


def _boxed(table: str) -> str:
    return f'<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>{table}<w:p/></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>'


def _whole_body_in_a_cell(text: str) -> str:
    start, end = text.index("<w:body>") + 8, text.index("<w:sectPr")
    return f"{text[:start]}<w:tbl><w:tr><w:tc>{text[start:end]}<w:p/></w:tc></w:tr></w:tbl>{text[end:]}"


DOCX: dict[str, bytes] = {
    "rows deleted": document(word_copies(_in_rows('<w:del w:id="7" w:author="a"/>'), first=True)),
    "rows hidden": document(word_copies(_in_rows("<w:hidden/>"), first=True)),
    "rows too low": document(word_copies(_in_rows('<w:trHeight w:val="2" w:hRule="exact"/>'), first=True)),
    "hidden letters": document(word_copies(_in_runs("<w:vanish/>"), first=True)),
    "white letters": document(word_copies(_in_runs('<w:color w:val="FFFFFF"/>'), first=True)),
    "struck letters": document(word_copies(_in_runs("<w:strike/>"), first=True)),
    "tiny letters": document(word_copies(_in_runs('<w:sz w:val="2"/>'), first=True)),
    "seen twice": document(word_copies(lambda table: "<w:p/>" + table, first=False)),
    "in a box": document(word_copies(_boxed, first=False)),
    "within another table": document(_whole_body_in_a_cell),
    "in a control": document(lambda text: _WORD_TABLE.sub(lambda match: f"<w:sdt><w:sdtContent>{match[0]}</w:sdtContent></w:sdt>", text)),
    "rows in controls": document(lambda text: re.sub(r"<w:tr>.*?</w:tr>", lambda match: f"<w:sdt><w:sdtContent>{match[0]}</w:sdtContent></w:sdt>", text, flags=re.DOTALL)),
    "cells in controls": document(lambda text: re.sub(r"<w:tc>.*?</w:tc>", lambda match: f"<w:sdt><w:sdtContent>{match[0]}</w:sdtContent></w:sdt>", text, flags=re.DOTALL)),
    "rows inserted": document(lambda text: _WORD_TABLE.sub(lambda match: _in_rows('<w:ins w:id="7" w:author="a"/>')(match[0]), text)),
    "unknown choice": document(word_copies(lambda table: f'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="zz">{table}</mc:Choice></mc:AlternateContent>', first=True)),
    "moved away": document(word_copies(lambda table: f'<w:moveFrom w:id="5" w:author="a">{table}</w:moveFrom>', first=True)),
    "deleted around": document(word_copies(lambda table: f'<w:del w:id="5" w:author="a">{table}</w:del>', first=True)),
}  # fmt: skip


def opened(kind: str, change: Callable[[str], str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(MADE / f"report.{kind}") as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data.decode()).encode() if name == "content.xml" else data)
    return buffer.getvalue()


_ODF_TABLE = re.compile(r"<table:table .*?</table:table>", re.DOTALL)


def _odf_dead(text: str) -> str:
    return re.sub(
        r'(office:value=")([1-9][0-9]{2})"', lambda match: f'{match[1]}{int(match[2]) + DEAD}"', dead(text)
    )


def odf_copies(
    before: str, after: str, *, first: bool, rename: bool = False, style: str = ""
) -> Callable[[str], str]:
    def change(text: str) -> str:
        def both(match: re.Match[str]) -> str:
            copy = _odf_dead(match[0])
            if rename:
                copy = re.sub(r'table:name="[^"]*"', 'table:name="另一张"', copy, count=1)
            if style:
                copy = re.sub(r'table:style-name="[^"]*"', 'table:style-name="Gone"', copy, count=1)
            copy = before + copy + after
            return copy + match[0] if first else match[0] + copy

        return _ODF_TABLE.sub(both, text).replace(
            "</office:automatic-styles>", f"{style}</office:automatic-styles>", 1
        )

    return change


_GONE = '<style:style style:name="Gone" style:family="table"><style:table-properties table:display="false"/></style:style>'


def _odf_rows(look: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        def both(match: re.Match[str]) -> str:
            row = match[0]
            if not _CELL.search(row) or "rows-spanned" in row:
                return row
            return _odf_dead(row).replace("<table:table-row", f"<table:table-row {look}", 1) + row

        return re.sub(r"<table:table-row .*?</table:table-row>", both, text, flags=re.DOTALL)

    return change


ODF: dict[tuple[str, str], bytes] = {
    ("odt", "hidden section"): opened("odt", odf_copies('<text:section text:name="s" text:display="none">', "</text:section>", first=True, rename=True)),
    ("odt", "section on a condition"): opened("odt", odf_copies('<text:section text:name="s" text:display="condition" text:condition="ooow:1">', "</text:section>", first=True, rename=True)),
    ("odt", "hidden section by its state"): opened("odt", odf_copies('<text:section text:name="s" text:is-hidden="true">', "</text:section>", first=True, rename=True)),
    ("odt", "deleted under tracking"): opened("odt", odf_copies('<text:tracked-changes><text:changed-region><text:deletion>', "</text:deletion></text:changed-region></text:tracked-changes>", first=True, rename=True)),
    ("odt", "seen twice"): opened("odt", odf_copies("<text:p/>", "", first=False, rename=True)),
    ("odt", "in a box"): opened("odt", odf_copies("<text:p><draw:frame><draw:text-box>", "</draw:text-box></draw:frame></text:p>", first=False, rename=True)),
    ("ods", "hidden sheet"): opened("ods", odf_copies("", "", first=True, rename=True, style=_GONE)),
    ("ods", "another sheet"): opened("ods", odf_copies("", "", first=False, rename=True)),
    ("ods", "rows filtered"): opened("ods", _odf_rows('table:visibility="filter"')),
    ("ods", "rows collapsed"): opened("ods", _odf_rows('table:visibility="collapse"')),
    ("ods", "rows seen twice"): opened("ods", _odf_rows("")),
    ("ods", "rows in a closed group"): opened("ods", lambda text: re.sub(r"(<table:table-row .*?</table:table-row>)", r'<table:table-row-group table:display="false">\1</table:table-row-group>', _odf_rows('table:visibility="collapse"')(text), flags=re.DOTALL)),
}  # fmt: skip


def rich(change: Callable[[str], str]) -> bytes:
    return change((MADE / "report.rtf").read_text(encoding="ascii")).encode()


_RTF_ROW = re.compile(r"\\trowd.*?\\row(?![a-z])", re.DOTALL)
_RTF_FIGURE = re.compile(r"(?<=\n)[1-9][0-9]{2}(?=\})")


def _rich_rows(before: str, after: str, inside: tuple[str, str] = ("", "")) -> Callable[[str], str]:
    def change(text: str) -> str:
        def both(match: re.Match[str]) -> str:
            row = match[0]
            if not _RTF_FIGURE.search(row) or "clvmrg" in row or "clvmgf" in row:
                return row
            copy = _RTF_FIGURE.sub(lambda figure: inside[0] + str(int(figure[0]) + DEAD) + inside[1], row)
            return before + copy + after + row

        return _RTF_ROW.sub(both, text)

    return change


RTF: dict[str, bytes] = {
    "rows seen twice": rich(_rich_rows("", "")),
    "hidden figures": rich(_rich_rows("", "", ("{\\v ", "}"))),
    "deleted figures": rich(_rich_rows("", "", ("{\\deleted ", "}"))),
    "struck figures": rich(_rich_rows("", "", ("{\\strike ", "}"))),
    "in a group left out": rich(_rich_rows("{\\*\\zzz ", "}")),
    "in a page's head": rich(_rich_rows("{\\header ", "}")),
    "in a note": rich(_rich_rows("{\\footnote ", "}")),
}


def _printed(
    change: Callable[[pypdfium2.PdfDocument, pypdfium2.PdfPage, pypdfium2.PdfDocument], None],
) -> bytes:
    """Return a PDF made of the page that is seen and of one with other figures."""
    live, other = pypdfium2.PdfDocument(report()), pypdfium2.PdfDocument(_other_report())
    made = pypdfium2.PdfDocument.new()
    sheet = made.new_page(WIDTH, HEIGHT)
    change(made, sheet, other)
    _stamp(made, sheet, live)
    pdfium.FPDFPage_GenerateContent(sheet)
    buffer = io.BytesIO()
    made.save(buffer)
    for document in (made, live, other):
        document.close()
    return buffer.getvalue()


def _other_report() -> bytes:
    """Return a report with other figures and without lines, of which two would be too many."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            drawn, "figures", lambda form: {key: int(value) + DEAD for key, value in figures(form).items()}
        )
        patch.setattr(Canvas, "rect", lambda *_: None)
        return report()


def _stamp(
    made: pypdfium2.PdfDocument,
    sheet: pypdfium2.PdfPage,
    source: pypdfium2.PdfDocument,
    x: float = 0,
    y: float = 0,
) -> None:
    form = pdfium.FPDF_NewXObjectFromPage(made, source, 0)
    item = pdfium.FPDF_NewFormObjectFromXObject(form)
    pdfium.FPDFPageObj_Transform(item, 1, 0, 0, 1, x, y)
    pdfium.FPDFPage_InsertObject(sheet, item)
    pdfium.FPDF_CloseXObject(form)


def _sheet_of_white(sheet: pypdfium2.PdfPage) -> None:
    path = pdfium.FPDFPageObj_CreateNewRect(0, 0, WIDTH, HEIGHT)
    pdfium.FPDFPageObj_SetFillColor(path, 255, 255, 255, 255)
    pdfium.FPDFPath_SetDrawMode(path, pdfium.FPDF_FILLMODE_WINDING, 0)
    pdfium.FPDFPage_InsertObject(sheet, path)


def _under_white(made: pypdfium2.PdfDocument, sheet: pypdfium2.PdfPage, other: pypdfium2.PdfDocument) -> None:
    _stamp(made, sheet, other)
    _sheet_of_white(sheet)


def _beside_the_page(
    made: pypdfium2.PdfDocument, sheet: pypdfium2.PdfPage, other: pypdfium2.PdfDocument
) -> None:
    sheet.set_mediabox(-WIDTH, 0, WIDTH, HEIGHT)
    sheet.set_cropbox(0, 0, WIDTH, HEIGHT)
    _stamp(made, sheet, other, x=-WIDTH)


def _below_the_page(
    made: pypdfium2.PdfDocument, sheet: pypdfium2.PdfPage, other: pypdfium2.PdfDocument
) -> None:
    _stamp(made, sheet, other, y=-HEIGHT)


def _over(made: pypdfium2.PdfDocument, sheet: pypdfium2.PdfPage, other: pypdfium2.PdfDocument) -> None:
    _stamp(made, sheet, other)


def _page_behind(made: pypdfium2.PdfDocument, sheet: pypdfium2.PdfPage, other: pypdfium2.PdfDocument) -> None:
    made.import_pages(other)


def _layered(off: bool) -> bytes:
    """Return a PDF of which a copy with other figures lies in a layer; the layer may be switched off."""
    from reportlab import rl_config

    compression, rl_config.pageCompression = rl_config.pageCompression, 0
    try:
        data, other = report(), _other_report()
    finally:
        rl_config.pageCompression = compression
    streams = [re.search(rb"stream\r?\n(1 0 0 1 .*?)endstream", one, re.DOTALL) for one in (data, other)]
    live, gone = (match[1] for match in streams if match)
    body = b"/OC /Layer BDC\n" + gone + b"\nEMC\n" + live
    whole = data.replace(live, body, 1)
    whole = re.sub(
        rb"/Length \d+(?=[^>]*>>\s*stream\r?\n1 0 0 1 )", b"/Length %d" % len(body), whole, count=1
    )
    whole = whole.replace(b"/ProcSet", b"/Properties << /Layer 990 0 R >> /ProcSet", 1)
    state = b"/OFF [990 0 R]" if off else b"/ON [990 0 R]"
    whole = whole.replace(
        b"/Type /Catalog", b"/Type /Catalog /OCProperties << /OCGs [990 0 R] /D << %s >> >>" % state, 1
    )
    return whole.replace(b"xref\n", b"990 0 obj\n<< /Type /OCG /Name (x) >>\nendobj\nxref\n", 1)


PDF: dict[str, Callable[[], bytes]] = {
    "under a white sheet": lambda: _printed(_under_white),
    "beside the page": lambda: _printed(_beside_the_page),
    "below the page": lambda: _printed(_below_the_page),
    "over each other": lambda: _printed(_over),
    "another page": lambda: _printed(_page_behind),
    "layer switched off": lambda: _layered(off=True),
    "layer switched on": lambda: _layered(off=False),
}
FILES: dict[tuple[str, str], bytes | Callable[[], bytes]] = {
    **{("html", name): data for name, data in HTML.items()},
    **{("docx", name): data for name, data in DOCX.items()},
    **ODF,
    **{("rtf", name): data for name, data in RTF.items()},
    **{("pdf", name): make for name, make in PDF.items()},
}


@pytest.mark.parametrize(("kind", "name"), FILES)
def test_no_figure_of_a_copy_is_read_without_a_word(kind: str, name: str) -> None:
    made = FILES[kind, name]
    found = read(made if isinstance(made, bytes) else made(), f"年报.{kind}", unit=None, year=None)
    told = {key for item in found.unread for key in item.cells}
    words = {word for item in found.unread for word in item.text.split()}
    wrong = {
        key: value
        for key, value in found.cells.items()
        if value != LIVE[key] and key not in told and str(LIVE[key]) not in words
    }
    lost = [key for key in LIVE if key not in found.cells and key not in told] if not found.unread else []
    assert (wrong, lost) == ({}, [])
