"""Chooses the figures that the charts of a report show: those that its form names for a ledger of requests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from app.errors import UserError
from app.exports.chart_values import NOTHING, BarChart, Chart, Row
from app.forms.model import LedgerCells
from app.forms.tables import Node
from app.report import Report
from app.values import Value

_UNIT = "件"


@dataclass(frozen=True)
class Infographic:
    """What the page shows. *series* are the years, this one first; *tiles* are figures that stand large at its top."""

    title: str
    source: str
    series: Sequence[str]
    tiles: Sequence[Row]
    charts: Sequence[Chart]

    def words(self) -> str:
        """Return all of it in sentences, for those who don't see it."""
        told = []
        for tile in self.tiles:
            pairs = zip(self.series, tile.values, strict=True)
            figures = "，".join(f"{name} {NOTHING if value is None else value}" for name, value in pairs)
            told.append(f"{tile.label}，{figures}")
        return "".join([f"{'；'.join(told)}。", *(chart.words() for chart in self.charts)])


_Found = Callable[[Report, LedgerCells], Value | None]


def infographic_of(report: Report, previous: Report | None) -> Infographic:
    """Return what the charts of *report* show beside those of *previous*, last year's report.

    Raises UserError where the report's form has no tables of applications and disputes.
    """
    ledger = report.form.ledger
    if ledger is None:
        raise UserError(f"“{report.form.name}”没有申请和复议、诉讼的表格，不能制作图解。")
    reports = [one for one in (report, previous) if one is not None and one.form.ledger is not None]
    years = [f"{one.year}年" for one in reports]

    def row(label: str, found: Callable[[Report, LedgerCells], Value | None]) -> Row:
        return Row(label, [found(one, one.form.ledger) for one in reports if one.form.ledger is not None])

    tiles = [
        row("新收申请", source(None)),
        row("办理结果", result(None)),
        row("结转下年", carried),
        row("复议、诉讼", _disputes(None, None)),
    ]
    return Infographic(
        f"{report.unit.name}{report.year}年政府信息公开图解",
        f"数据取自《{report.full_title}》。",
        years,
        tiles,
        _charts(report, ledger, years, row),
    )


def _charts(
    report: Report, ledger: LedgerCells, years: list[str], row: Callable[[str, _Found], Row]
) -> list[BarChart]:
    """Return the charts of applications and disputes; *row* makes a bar's values of what it shows."""
    return [
        BarChart(
            "新收申请来自哪里",
            _UNIT,
            years,
            [row(label, source(key)) for key, label in _applicants(report, ledger)],
        ),
        BarChart(
            "申请办理得怎样",
            _UNIT,
            years,
            [row(node.name, result(node)) for node in results(report, ledger)]
            + [row(node_name(report, ledger.applications, ledger.carried_out), carried)],
        ),
        BarChart(
            "行政复议和行政诉讼",
            _UNIT,
            years,
            [
                row(node_name(report, ledger.disputes, key), _disputes([kind], None))
                for kind, key in ledger.dispute_rows.items()
            ],
        ),
        BarChart(
            "复议、诉讼的结果",
            _UNIT,
            years,
            [
                row(node_name(report, ledger.disputes, key, "column"), _disputes(None, key))
                for key in ledger.dispute_results
            ],
        ),
    ]


def filled_sum(report: Report, keys: Iterable[str]) -> Value | None:
    """Add up those cells that were filled; None where none was."""
    values = [report.cells[key] for key in keys if key in report.cells]
    return sum(values) if values else None


def node_name(report: Report, table: str, key: str, axis: str = "row") -> str:
    node = report.form.tables[table].node(axis, key)
    return node.name if node else key


def _applicants(report: Report, ledger: LedgerCells) -> list[tuple[str, str]]:
    return [(key, node_name(report, ledger.applications, key, "column")) for key in ledger.applicants]


def _across(ledger: LedgerCells, rows: Iterable[str]) -> list[str]:
    return [f"{ledger.applications}.{row}.{column}" for row in rows for column in ledger.applicants]


def source(applicant: str | None) -> _Found:
    """New applications of one kind of applicant, or of all."""

    def found(report: Report, ledger: LedgerCells) -> Value | None:
        keys = _across(ledger, [ledger.new])
        return filled_sum(report, [key for key in keys if applicant is None or key.endswith(f".{applicant}")])

    return found


def results(report: Report, ledger: LedgerCells) -> list[Node]:
    """Return the groups of results, and the results that stand in none."""
    wanted = set(ledger.results.values())
    groups = [
        node
        for band in report.form.tables[ledger.applications].bands
        for node in band.rows
        if wanted & {leaf.key for leaf in node.leaves()}
    ]
    parts = [child for node in groups for child in (node.children or (node,))]
    return [part for part in parts if wanted & {leaf.key for leaf in part.leaves()}]


def result(part: Node | None) -> _Found:
    """Applications with a result of one group, or with any.

    Another form has the group by the same name, in whatever rows; one that does not know it has none.
    """

    def found(report: Report, ledger: LedgerCells) -> Value | None:
        if part is None:
            rows = set(ledger.results.values())
        else:
            same = [node for node in results(report, ledger) if node.name == part.name]
            rows = {leaf.key for node in same for leaf in node.leaves()}
        return filled_sum(report, _across(ledger, sorted(rows)))

    return found


def carried(report: Report, ledger: LedgerCells) -> Value | None:
    return filled_sum(report, _across(ledger, [ledger.carried_out]))


def _disputes(kinds: Sequence[str] | None, outcome: str | None) -> _Found:
    """Disputes of these kinds with this outcome; None stands for all."""

    def found(report: Report, ledger: LedgerCells) -> Value | None:
        rows = [key for kind, key in ledger.dispute_rows.items() if kinds is None or kind in kinds]
        outcomes = [key for key in ledger.dispute_results if outcome in (None, key)]
        return filled_sum(
            report, [f"{ledger.disputes}.{row}.{column}" for row in rows for column in outcomes]
        )

    return found
