"""附：数据分析. The units of a group beside each other and beside last year, as a table and as charts."""

from collections.abc import Iterable, Sequence

from app.collection.overview import GroupMember
from app.exports.charts import BarChart, Row
from app.exports.infographic.figures import Infographic
from app.exports.infographic.one_page import one_page
from app.exports.infographic.png import png_file
from app.exports.infographic.svg import svg_file
from app.exports.list_workbook import ListSheet
from app.exports.list_workbook import render as render_lists
from app.exports.pages.fonts import FontSet, bundled, visible
from app.exports.pdf.metadata import PdfMetadata
from app.exports.pdf.pdf_a import pdf_file
from app.forms.model import Form
from app.report import Report, Unit
from app.values import Value

ANALYSIS_FORMATS = {
    "xlsx": "各单位对照表，Excel 工作簿",
    "pdf": "数据分析图，PDF 文件",
    "png": "数据分析图，PNG 图片",
    "svg": "数据分析图，SVG 图片",
}
_MOST_BARS = 8
"""How many units a ranking shows: the page has room for so many."""


def analysis(group: Unit, year: int, form: Form, members: Sequence[GroupMember]) -> Infographic:
    """Return the charts: the key figures of all together, and which units they come from, with last year beside."""
    series = [f"{year}年", f"{year - 1}年"]
    tiles = [
        Row(name, [_sum(m.figures.get(cell) for m in members), _sum(m.last.get(cell) for m in members)])
        for cell, name in form.key_figures.items()
    ]
    charts = [_ranking(cell, name, series, members) for cell, name in list(form.key_figures.items())[:2]]
    there = sum(bool(member.report_id) for member in members)
    source = f"数据来自{group.name} {year} 年应报 {len(members)} 个单位中已报的 {there} 个单位。"
    return Infographic(f"{group.name}{year}年政府信息公开数据分析", source, series, tiles, charts)


def _ranking(cell: str, name: str, series: Sequence[str], members: Sequence[GroupMember]) -> BarChart:
    known = [member for member in members if cell in member.figures]
    known.sort(key=lambda member: (-member.figures[cell], member.unit.name))
    rows = [Row(m.unit.label, [m.figures[cell], m.last.get(cell)]) for m in known[:_MOST_BARS]]
    rest = known[_MOST_BARS:]
    if rest:
        both = [_sum(m.figures.get(cell) for m in rest), _sum(m.last.get(cell) for m in rest)]
        rows.append(Row(f"其他 {len(rest)} 个单位", both))
    return BarChart(f"{name}由哪些单位构成", "件", series, rows)


def render_chart(
    told: Infographic, group: Unit, year: int, ending: str, fonts: FontSet | None = None
) -> bytes:
    """Return the charts as a file of the kind that *ending* names. Raises MissingGlyphError."""
    page = one_page(told, fonts or bundled(), draft=False)
    if ending == "svg":
        return svg_file(page, told.title, told.words())
    metadata = PdfMetadata(
        title=visible(told.title),
        author=visible(group.name),
        subject="数据分析",
        keywords=visible(f"{year}年;数据分析"),
        dated=None,
    )
    data = pdf_file(page, metadata)
    return data if ending == "pdf" else png_file(data, told.title, told.words())


def render_table(
    group: Unit, year: int, form: Form, chosen: Sequence[tuple[Report, Report | None]], whole: Report | None
) -> bytes:
    """Return the workbook: every cell of the chosen units beside each other, of the group, and against last year."""
    units = [report.unit.name for report, _ in chosen]
    beside = [
        [
            cell.name,
            *(report.cells.get(key) for report, _ in chosen),
            *([whole.cells.get(key)] if whole else []),
        ]
        for key, cell in form.cells.items()
    ]
    heads = ["项目", *units, *([f"{group.name}汇总"] if whole else [])]
    moved: list[list[str | Value | None]] = []
    for report, last in chosen:
        for key, name in form.key_figures.items():
            now, before = report.cells.get(key), last.cells.get(key) if last is not None else None
            total = whole.cells.get(key) if whole is not None else None
            change = None if now is None or before is None else now - before
            share = f"{100 * now / total:.1f}%" if now is not None and total else ""
            moved.append([report.unit.name, name, now, before, change, share])
    title = f"{group.name}{year}年各单位对照"
    sheets = [
        ListSheet("各单位对照", title, heads, beside),
        ListSheet(
            "与上年和全组比",
            f"{title}：与上年和全组比",
            ("单位", "项目", f"{year}年", f"{year - 1}年", "增减", "占全组"),
            moved,
        ),
    ]
    return render_lists(sheets, unit=group.name, year=year)


def _sum(values: Iterable[Value | None]) -> Value | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None
