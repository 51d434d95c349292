"""The blocks a document is made of: every format renders these and nothing else, wherever they come from."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from app.forms.grid import Grid
from app.forms.tables import Table

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
