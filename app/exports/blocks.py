"""A report as a list of blocks, made once; every format renders these and nothing else."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.forms.grid import Grid, grid_of
from app.forms.model import Table
from app.outline import outline
from app.report import Report
from app.values import half_width, printed


@dataclass(frozen=True)
class Title:
    """The report's title; *parts* joined give *text*, and a line break may fall only between them."""

    text: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 一、 2 （一） 3 1. or 4 （1）."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; *lead* is a run-in heading at its start, set in the face of its *level*."""

    text: str
    lead: str = ""
    level: int = 0


@dataclass(frozen=True)
class TableBlock:
    """A table of the form; *values* are its cells as printed, by cell key, an untouched one absent."""

    table: Table
    grid: Grid
    values: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True)
class Signature:
    """The 落款: who signs and on which day, either of which may be empty."""

    unit: str
    date: str


Block = Title | Heading | Paragraph | TableBlock | Signature


@dataclass(frozen=True)
class Document:
    """A report ready to be rendered.

    *subject* is the kind of document; *draft* asks for the 草稿 mark; *dated* is the day of the 落款, if it names one.
    """

    blocks: tuple[Block, ...]
    title: str
    unit: str
    year: int
    subject: str
    draft: bool
    dated: date | None = None


def document(report: Report, *, draft: bool) -> Document:
    """Turn *report* into blocks, in the order in which its form prints them."""
    form = report.form
    title = report.full_title
    blocks: list[Block] = [Title(title, title_parts(title, form.title_words, report.unit.name))]
    for section in form.sections:
        if section.heading:
            blocks.append(Heading(1, section.heading))
        if section.table is None:
            blocks += text_blocks(report.text(section.key))
        else:
            blocks.append(table_block(report, section.table))
    if report.signed_by or report.signed_on:
        blocks.append(Signature(report.signed_by, report.signed_on))
    return Document(
        tuple(blocks), title, report.unit.name, report.year, form.document_type, draft, _day(report.signed_on)
    )


_DAY = re.compile(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日")


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
        cell.key: printed(report.cells[cell.key], cell.kind)
        for cell in report.form.cells.values()
        if cell.table == key and cell.key in report.cells
    }
    return TableBlock(table, grid_of(table), values)


_UNIT_WORDS = (
    "人民政府", "人民代表大会", "常务委员会", "办公室", "办公厅", "委员会", "管理局", "管理委员会", "发展和改革", "住房和城乡建设",
    "人力资源和社会保障", "市场监督", "生态环境", "自然资源", "农业农村", "文化和旅游", "卫生健康", "退役军人", "应急管理", "行政审批",
    "政务服务", "数据管理", "街道办事处",
)  # fmt: skip
_PLACE = r"[^省市县区旗州盟镇乡]{1,8}?(?:特别行政区|自治区|自治州|自治县|省|市|县|区|旗|州|盟|镇|乡)"


_WHOLE_NAME = 16
"""A unit's name of so many characters fits a line of the title, also beside a year: it is not broken."""


def title_parts(title: str, words: tuple[str, ...], unit: str) -> tuple[str, ...]:
    """Cut *title* where a line may end: after the *unit*'s name, a place name, a year, or one of the known words."""
    whole = (unit,) if 0 < len(unit) <= _WHOLE_NAME else ()
    known = "|".join(
        re.escape(word) for word in sorted((*words, *_UNIT_WORDS, *whole), key=len, reverse=True)
    )
    cut = re.compile(rf"{known}|[0-9]{{4}}年(?:度)?|{_PLACE}(?=.)|关于")
    parts: list[str] = []
    place = 0
    for match in cut.finditer(title):
        if match.start() > place:
            parts.append(title[place : match.start()])
        parts.append(match.group())
        place = match.end()
    if place < len(title):
        parts.append(title[place:])
    return tuple(parts)
