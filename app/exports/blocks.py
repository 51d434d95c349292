"""A report as a list of blocks, made once; every format renders these and nothing else."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from app.errors import UserError
from app.exports.title_words import parts_between, places_in_title
from app.forms.compiled import compiled
from app.forms.grid import Grid, grid_of
from app.forms.model import Table
from app.lazy_pattern import pattern
from app.report import Report, Status
from app.text_outline import outline
from app.values import half_width, printed

if TYPE_CHECKING:
    from app.exports.chart_values import Chart


class Title(NamedTuple):
    """The report's title; *parts* joined give *text*, and a line break may fall only between them.

    *costs* state for each part but the last how bad a line's end after it is; without costs all are equally good.
    """

    text: str
    parts: tuple[str, ...]
    costs: tuple[int, ...] = ()


class Heading(NamedTuple):
    """A heading of level 1 一、 2 （一） 3 1. or 4 （1）; an annex's begins a page."""

    level: int
    text: str
    on_new_page: bool = False


class ParagraphPlace(StrEnum):
    """How a paragraph's first line stands: two characters in, as texts do, or as a letter's salutation and number do."""

    INDENTED = "indented"
    FLUSH = "flush"
    CENTRED = "centred"


class Paragraph(NamedTuple):
    """A paragraph; *lead* is a run-in heading at its start, set in the face of its *level*."""

    text: str
    lead: str = ""
    level: int = 0
    place: ParagraphPlace = ParagraphPlace.INDENTED


class TableBlock(NamedTuple):
    """A table of the form; *values* are its cells as printed, by cell key, an untouched one absent."""

    table: Table
    grid: Grid
    values: Mapping[str, str]


class ChartBlock(NamedTuple):
    """A chart; *picture* is the same as PNG, for a format that has no pages of its own to draw it on."""

    chart: "Chart"
    picture: bytes = b""


class Signature(NamedTuple):
    """The 落款: who signs and on which day, either of which may be empty; *sealed* leaves room for a seal."""

    unit: str
    date: str
    sealed: bool = False


Block = Title | Heading | Paragraph | TableBlock | ChartBlock | Signature


class ReviewCopy(NamedTuple):
    """What the foot of a copy for review (送审稿) says, so that paper, telephone and file can be compared.

    *made_at* is when it was made, to the minute; *code* the figures' check code as it is shown; *numbered* asks for
    the numbers of lines beside the text.
    """

    made_at: str
    code: str
    numbered: bool = False


class Document(NamedTuple):
    """A report ready to be rendered.

    *subject* is the kind of document; *draft* asks for the 草稿 mark; *dated* is the day of the 落款, if it names one;
    *review* makes it a copy for review; *final* tells that the report is finalised; *most_lines* is how many lines a
    page may have where moving them together saves one.
    """

    blocks: tuple[Block, ...]
    title: str
    unit: str
    year: int
    subject: str
    draft: bool
    dated: date | None = None
    review: ReviewCopy | None = None
    final: bool = False
    most_lines: int = 22


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


def title_block(title: str, words: tuple[str, ...], unit: str) -> Title:
    """Return a title with the places where its lines may end; *words* are those of its form."""
    places = places_in_title(title, words, unit)
    return Title(title, parts_between(title, places), tuple(places.values()))


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
