"""A report as a list of blocks, made once for every format."""

from datetime import date

from app.errors import UserError
from app.exports.blocks import Block, Document, Heading, Paragraph, ReviewCopy, Signature, TableBlock
from app.exports.title_words import title_block
from app.forms.compiled import compiled
from app.forms.grid import grid_of
from app.lazy_pattern import pattern
from app.report import Report, Status
from app.text_outline import outline
from app.values import half_width, printed

MOST_CHARACTERS, MOST_PARAGRAPHS = 200_000, 5_000
"""Of a report, whose texts rarely have ten thousand characters: what is more was not written by a person."""

LONGEST_LINE = 300
"""Characters of a title or a signature; the longest official ones have about a hundred."""


def document(
    report: Report, *, draft: bool, review: ReviewCopy | None = None, sealed: bool = False
) -> Document:
    """Turn *report* into blocks, in the order in which its form prints them; *sealed* leaves room for a seal.

    Raises UserError for a report that is too long to be set on pages in a moment.
    """
    _refuse_endless(report)
    form = report.form
    title = report.full_title
    blocks: list[Block] = [title_block(title, form.title_words, report.unit.name)]
    for section in form.sections:
        if section.heading:
            blocks.append(Heading(1, section.heading))
        if section.table is None:
            blocks += text_blocks(report.text(section.key))
        else:
            blocks.append(table_block(report, section.table))
    if report.signed_by or report.signed_on:
        blocks.append(Signature(report.signed_by, report.signed_on, sealed))
    return Document(
        tuple(blocks),
        title,
        report.unit.name,
        report.year,
        form.document_type,
        draft,
        _day(report.signed_on),
        review,
        report.status is Status.FINAL,
    )


def block_sections(report: Report) -> list[str]:
    """Return for each block of a report's `document` the section that it belongs to; empty for title and 落款."""
    sections = [""]
    for section in report.form.sections:
        count = 1 if section.table is not None else len(text_blocks(report.text(section.key)))
        sections += [section.key] * (count + bool(section.heading))
    return [*sections, ""]


def _refuse_endless(report: Report) -> None:
    if (longest := max(len(report.full_title), len(report.signed_by), len(report.signed_on))) > LONGEST_LINE:
        raise UserError(
            f"报告的标题或落款有 {longest} 字，超过 {LONGEST_LINE} 字，不能排版和输出，请核对后删减。"
        )
    texts = (report.full_title, report.signed_by, report.signed_on, *map(report.text, report.sections))
    characters, paragraphs = sum(map(len, texts)), sum(text.count("\n") for text in texts)
    if characters > MOST_CHARACTERS or paragraphs > MOST_PARAGRAPHS:
        raise UserError(
            f"报告的文字有 {characters} 字、{paragraphs + 1} 段，不像一份年度报告，不能排版和输出，请核对后删减。"
        )


_DAY = pattern(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日")


def _day(text: str) -> date | None:
    """Return the day that a date in figures names."""
    found = _DAY.search("".join(half_width(text).split()))
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def text_blocks(text: str) -> list[Block]:
    """Turn a narrative text into headings and paragraphs."""
    return [
        Heading(line.level, line.lead) if line.is_heading else Paragraph(line.rest, line.lead, line.level)
        for line in outline(text)
    ]


def table_block(report: Report, key: str) -> TableBlock:
    """Turn one table of the report into a block."""
    table = report.form.tables[key]
    values = {
        cell: printed(report.cells[cell], report.form.cells[cell].kind)
        for cell in compiled(report.form).by_table[key]
        if cell in report.cells
    }
    return TableBlock(table, grid_of(table), values)
