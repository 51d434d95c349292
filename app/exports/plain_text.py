"""The report as plain text, for programs that take no other: paragraphs, and tables with tabs between the cells."""

from app.exports.blocks import Block, ChartBlock, Document, Heading, Paragraph, Signature, TableBlock, Title
from app.exports.xml_text import xml_text
from app.forms.grid import GridCell


def plain_text(document: Document) -> str:
    """Return *document* as lines of text; a merged cell's text stands in its first place, the rest being empty."""
    lines = ["草稿"] if document.draft else []
    for block in document.blocks:
        lines += _lines(block)
    return xml_text("\n".join(lines))


def _lines(block: Block) -> list[str]:
    match block:
        case Title(text=text) | Heading(text=text):
            return [text]
        case Paragraph(text=text, lead=lead):
            return [lead + text]
        case TableBlock():
            return _rows(block)
        case ChartBlock():
            return [block.chart.words()]
        case Signature(unit=unit, date=date):
            return [text for text in (unit, date) if text]


def _rows(block: TableBlock) -> list[str]:
    grid = block.grid
    rows = [[""] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        rows[cell.row][cell.column] = _text(block, cell)
    return ["\t".join(row) for row in rows]


def _text(block: TableBlock, cell: GridCell) -> str:
    return block.values.get(cell.key, "") if cell.key else cell.text.replace("\n", "")
