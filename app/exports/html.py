"""The report as a web page to paste into a site: one file, plain elements, styles inline so that editors keep them."""

from collections.abc import Iterator
from html import escape

from app.exports.blocks import Block, ChartBlock, Document, Heading, Paragraph, Signature, TableBlock, Title
from app.exports.language import is_english
from app.exports.xml_text import xml_text
from app.forms.grid import CellRole, Grid, GridCell
from app.own_formats import CLASS_PREFIX, DRAFT, TextRole

_FONT = "font-family:仿宋_GB2312,仿宋,FangSong,STFangsong,SimSun,SimSun-ExtB,serif"
_COLOURS = "color:#000;background:#fff"
"""Text and background are both set, because a site with dark pages sets one of them."""
_BODY = f"{_FONT};font-size:16pt;line-height:1.8;{_COLOURS};margin:0;text-indent:2em;white-space:pre-wrap"
_PARAGRAPH = f"{_BODY};text-align:justify"
_STYLES = {
    TextRole.TITLE: "font-family:方正小标宋简体,方正小标宋_GBK,宋体,SimSun,SimSun-ExtB,serif;font-size:22pt;font-weight:normal;"
    f"line-height:1.6;text-align:center;text-wrap:balance;margin:0 0 1em;{_COLOURS}",
    TextRole.SIGNED_BY: f"{_FONT};font-size:16pt;line-height:1.8;text-align:right;margin:2em 2em 0 0;"
    + _COLOURS,
    TextRole.SIGNED_ON: f"{_FONT};font-size:16pt;line-height:1.8;text-align:right;margin:0 4em 0 0;"
    + _COLOURS,
    DRAFT: f"font-family:黑体,SimHei,SimSun,SimSun-ExtB,sans-serif;font-size:16pt;text-align:center;{_COLOURS}",
}
_HEADING_FONTS = {
    1: "font-family:黑体,SimHei,SimSun,SimSun-ExtB,sans-serif",
    2: "font-family:楷体_GB2312,楷体,KaiTi,SimSun,SimSun-ExtB,serif",
    3: _FONT,
    4: _FONT,
}
_TABLE = (
    "border-collapse:collapse;width:100%;margin:0.5em 0;font-family:宋体,SimSun,SimSun-ExtB,serif;font-size:10.5pt;"
    + _COLOURS
)
_WIDE = "overflow-x:auto"
"""A table wider than a telephone's screen scrolls by itself, and the page does not."""
_NARROWEST_FIGURE, _NARROWEST_LABEL = "3em", "4em"
_PRINT = """@page{size:A4;margin:37mm 26mm 35mm 28mm}
@media print{body{max-width:none!important;padding:0!important}div{overflow:visible!important}
h1,h2,h3,h4,h5{break-after:avoid}p{orphans:2;widows:2}tr,th,td{break-inside:avoid}table{break-inside:avoid}
thead{display:table-header-group}}"""
"""On paper as GB/T 9704-2012 has it: margins, headings with their text, tables whole where they fit a page."""
_CELL = "border:1px solid #000;padding:2px 4px;vertical-align:middle"
_LEFT, _CENTRE = f"{_CELL};text-align:left", f"{_CELL};text-align:center"
_PLAIN = ";font-weight:normal"


def render(document: Document) -> bytes:
    """Return *document* as an HTML file in UTF-8."""
    lines = (
        "<!DOCTYPE html>",
        '<html lang="zh-CN">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta name="author" content="{_attribute(document.unit)}">',
        f"<title>{_text(document.title)}</title>",
        f"<style>{_PRINT}</style>",
        "</head>",
        '<body style="margin:0 auto;max-width:60em;padding:1em;color:#000;background:#fff">',
        fragment(document),
        "</body>",
        "</html>",
    )
    return ("\n".join(lines) + "\n").encode()


def fragment(document: Document) -> str:
    """Return the report without a page around it, for an editor or the clipboard."""
    lines = [f"<article>{_element('p', DRAFT, '草稿', _STYLES[DRAFT]) if document.draft else ''}"]
    lines += [line for block in document.blocks for line in _lines(block)]
    return "\n".join([*lines, "</article>"])


def _text(text: str) -> str:
    return escape(xml_text(text), quote=False)


def _attribute(text: str) -> str:
    return escape(xml_text(text))


def _element(tag: str, role: str, text: str, style: str, lead: str = "") -> str:
    return (
        f'<{tag} class="{CLASS_PREFIX}{role}" style="{style}">{lead}{_text(text)}</{tag.partition(" ")[0]}>'
    )


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Title(text=text):
            yield _element("h1", TextRole.TITLE, text, _STYLES[TextRole.TITLE])
        case Heading(level=level, text=text):
            style = f"{_BODY};{_HEADING_FONTS[level]}{_PLAIN}"
            yield _element(f"h{level + 1}", TextRole.HEADING if level == 1 else TextRole.BODY, text, style)
        case Paragraph(text=text, lead=lead, level=level):
            span = f'<span style="{_HEADING_FONTS[level or 3]}">{_text(lead)}</span>' if lead else ""
            tag = 'p lang="en"' if is_english(lead + text) else "p"
            yield _element(tag, TextRole.BODY, text, _PARAGRAPH, span)
        case TableBlock():
            yield from _table(block)
        case ChartBlock():
            yield _element("p", TextRole.BODY, block.chart.words(), _PARAGRAPH)
        case Signature(unit=unit, date=date):
            for role, text in ((TextRole.SIGNED_BY, unit), (TextRole.SIGNED_ON, date)):
                if text:
                    yield _element("p", role, text, _STYLES[role])


def _table(block: TableBlock) -> Iterator[str]:
    grid = block.grid
    yield f'<div style="{_WIDE}"><table style="{_TABLE}" aria-label="{_attribute(block.table.name)}">'
    yield _columns(grid)
    rows: list[list[GridCell]] = [[] for _ in range(grid.rows)]
    for cell in grid.cells:
        rows[cell.row].append(cell)
    for index, row in enumerate(rows):
        if index in (0, grid.header_rows):
            yield "<thead>" if index < grid.header_rows else "<tbody>"
        yield "<tr>" + "".join(_cell(block, cell) for cell in row) + "</tr>"
        if index + 1 in (grid.header_rows, grid.rows):
            yield "</thead>" if index < grid.header_rows else "</tbody>"
    yield "</table></div>"


def _columns(grid: Grid) -> str:
    """Name the columns: labels and figures have a least width each, the rest follows what is in them."""
    figures = grid.columns - grid.label_columns
    parts = [(grid.label_columns, _NARROWEST_LABEL), (figures, _NARROWEST_FIGURE)]
    columns = "".join(f'<col span="{count}" style="min-width:{least}">' for count, least in parts if count)
    return f"<colgroup>{columns}</colgroup>"


def _cell(block: TableBlock, cell: GridCell) -> str:
    spans = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    spans += f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
    if cell.role is CellRole.INPUT:
        return f'<td{spans} style="{_CENTRE}">{_text(block.values.get(cell.key or "", ""))}</td>'
    if cell.role is CellRole.CORNER:
        return f'<td{spans} style="{_CENTRE}">{_text(cell.text)}</td>'
    left = cell.role is CellRole.ROW_HEADER and not cell.upright
    style = (_LEFT if left else f"{_CENTRE};word-break:keep-all") + _PLAIN
    return f'<th scope="{_scope(block, cell)}"{spans} style="{style}">{_text(cell.text)}</th>'


def _scope(block: TableBlock, cell: GridCell) -> str:
    if cell.role is CellRole.ROW_HEADER:
        return "row" if cell.column + cell.column_span == block.grid.label_columns else "rowgroup"
    below = block.grid.at(min(cell.row + cell.row_span, block.grid.rows - 1), cell.column)
    return "col" if below.role is CellRole.INPUT else "colgroup"
