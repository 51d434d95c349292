"""附：数据分析. Charts on pages of their own behind a report's text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.errors import UserError
from app.exports.block_formats import font_set, render_blocks
from app.exports.blocks import Block, ChartBlock, Document, Heading, Paragraph
from app.exports.chart_values import NOTHING, Chart
from app.exports.infographic.figures import infographic_of
from app.exports.infographic.over_years import results_over_years, trend
from app.exports.infographic.png import chart_picture
from app.exports.pages.fonts import FontSet, bundled
from app.own_formats import ANNEX_HEADING
from app.report import Report


@dataclass(frozen=True)
class Annex:
    """What an annex shows; *source* says in a sentence from where the figures come."""

    source: str
    charts: Sequence[Chart]


def annex_of(history: Sequence[Report]) -> Annex:
    """Return the annex of a unit's report, the last of *history*, whose other reports are those of earlier years.

    Raises UserError where the report's form has no table of applications.
    """
    report = history[-1]
    known = [one for one in history if one.form.ledger is not None]
    before = next((one for one in known if one.year == report.year - 1), None)
    told = infographic_of(report, before)
    years = "" if len(known) == 1 else f"和以前 {len(known) - 1} 年的报告"
    charts = [trend(known), results_over_years(known), told.charts[0], *told.charts[2:]]
    return Annex(f"以下各图的数据取自《{report.full_title}》{years}。", charts)


def annexed(document: Document, annex: Annex, fonts: FontSet | None, *, pictured: bool) -> Document:
    """Return *document* with *annex* behind it, each chart also *pictured* where asked; no *fonts* are the bundled ones.

    Raises MissingGlyphError.
    """
    blocks: list[Block] = [
        Heading(1, ANNEX_HEADING, on_new_page=True),
        Paragraph(f"{annex.source}“{NOTHING}”表示没有这项数据。"),
    ]
    used = fonts or bundled()
    used = used.for_drafts if document.draft else used
    blocks += [ChartBlock(chart, chart_picture(chart, used) if pictured else b"") for chart in annex.charts]
    return document._replace(blocks=(*document.blocks, *blocks))


def render_annexed(
    document: Document, annex: Annex, format_name: str, *, installed_fonts: bool = False
) -> bytes:
    """Return *document* with *annex* behind it as a file, without it in a format that can't have one.

    Raises MissingGlyphError.
    """
    if format_name in ANNEXED:
        fonts = font_set(installed=installed_fonts)
        document = annexed(document, annex, fonts, pictured=format_name == "docx")
    return render_blocks(document, format_name, installed_fonts=installed_fonts)


def refuse_unfit(format_name: str) -> None:
    """Raise UserError for a format that can't have an annex."""
    if format_name not in ANNEXED:
        raise UserError(f"数据分析只能附在 {'、'.join(ANNEXED)} 文件之后，请改用其中一种。")


ANNEXED = ("pdf", "ofd", "docx")
"""The formats that can have an annex."""
