"""附：数据分析. The units of a group beside each other and beside last year, as a table and as charts."""

from collections.abc import Iterable, Sequence

from app.collection.overview import GroupMember
from app.errors import UserError
from app.exports.annex import Annex
from app.exports.chart_values import BarChart, Chart, Row
from app.exports.infographic.figures import Infographic
from app.exports.infographic.one_page import one_page
from app.exports.infographic.over_years import results_by_unit, results_over_years, trend
from app.exports.infographic.png import png_file
from app.exports.infographic.svg import svg_file
from app.exports.list_workbook import ListSheet
from app.exports.list_workbook import render as render_lists
from app.exports.pages.fonts import FontSet, bundled, visible
from app.exports.pdf.metadata import PdfMetadata
from app.exports.pdf.pdf_a import pdf_file
from app.forms.model import Form
from app.report import Report, Unit
from app.values import Value, share_of

ANALYSIS_FORMATS = {
    "xlsx": "各单位对照表，Excel 工作簿",
    "pdf": "数据分析图，PDF 文件",
    "png": "数据分析图，PNG 图片",
    "svg": "数据分析图，SVG 图片",
}
_MOST_BARS = 6
"""How many units a ranking shows: the page has room for so many."""
_MOST_STACKED = 3
"""Of so many years the page has room for the results."""


def analysis(year: int, levels: Sequence[Report], members: Sequence[GroupMember]) -> Infographic:
    """Return the charts of a group on one page: its course over the years, the results, and who makes up the figures.

    *levels* are the group's sums, the last one that of *year*; *members* are those of *year*.
    """
    told = _Told(year, levels, members)
    charts: list[Chart] = [trend(levels), results_over_years(levels[-_MOST_STACKED:]), *told.rankings()]
    title = f"{told.whole.unit.name}{year}年政府信息公开数据分析"
    return Infographic(title, told.source, [f"{year}年", f"{year - 1}年"], told.tiles(), charts)


def group_annex(
    year: int, levels: Sequence[Report], members: Sequence[GroupMember], leading_reports: Sequence[Report]
) -> Annex:
    """Return the same as an annex of the group's report; *leading_reports* are those of the units of `leading`."""
    told = _Told(year, levels, members)
    charts: list[Chart] = [trend(levels), results_over_years(levels)]
    charts += [results_by_unit(leading_reports)] if leading_reports else []
    return Annex(told.source, [*charts, *told.rankings()])


def leading(form: Form, members: Sequence[GroupMember]) -> list[GroupMember]:
    """Return the units whose first key figure is the largest: those whose results a chart has room for."""
    return _ranked(next(iter(form.key_figures)), members)[:_MOST_BARS]


def _ranked(cell: str, members: Sequence[GroupMember]) -> list[GroupMember]:
    known = [member for member in members if member.counts and cell in member.figures]
    return sorted(known, key=lambda member: (-member.figures[cell], member.unit.name))


class _Told:
    """What is told of a group's year beside the year before. Raises UserError where the group has no figures."""

    def __init__(self, year: int, levels: Sequence[Report], members: Sequence[GroupMember]) -> None:
        if not levels or levels[-1].year != year or levels[-1].form.ledger is None:
            raise UserError(f"{year} 年还没有可以汇总的报告，不能制作数据分析图。")
        self.whole, self._members = levels[-1], members
        self._before = next((one for one in levels if one.year == year - 1), None)
        self._series = [f"{year}年", f"{year - 1}年"]
        there = sum(bool(member.report_id) for member in members)
        left_out = sum(bool(member.report_id) and not member.counts for member in members)
        self.source = (
            f"数据来自{self.whole.unit.name} {year} 年应报 {len(members)} 个单位中已报的 {there} 个单位"
            f"{f'，其中 {left_out} 个没有计入汇总' if left_out else ''}。"
        )

    def tiles(self) -> list[Row]:
        """Return the key figures of the whole group."""
        return [Row(name, self._both(cell)) for cell, name in self.whole.form.key_figures.items()]

    def _both(self, cell: str) -> list[Value | None]:
        return [self.whole.cells.get(cell), self._before.cells.get(cell) if self._before else None]

    def rankings(self) -> list[BarChart]:
        """Return which units the first key figures come from."""
        return [self._ranking(cell, name) for cell, name in list(self.whole.form.key_figures.items())[:2]]

    def _ranking(self, cell: str, name: str) -> BarChart:
        """Rank the units that are counted. What is missing to the whole are adjustments and units of the year before."""
        ranked = _ranked(cell, self._members)
        rows = [Row(m.unit.label, [m.figures[cell], m.last.get(cell)]) for m in ranked[:_MOST_BARS]]
        rest = ranked[_MOST_BARS:]
        if rest:
            both = [_sum(m.figures.get(cell) for m in rest), _sum(m.last.get(cell) for m in rest)]
            rows.append(Row(f"其他 {len(rest)} 个单位合计", both, bare=True))
        whole = self.whole.cells.get(cell)
        adjusted = None if whole is None else whole - (_sum(m.figures[cell] for m in ranked) or 0)
        if adjusted:
            rows.append(Row("调整", [adjusted, None]))
        return BarChart(f"{name}由哪些单位构成", "件", self._series, rows)


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
            share = "" if now is None or total is None else share_of(now, total)
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
