"""Charts of several reports: how applications went over the years, and what became of those that were dealt with."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.exports.chart_values import Row, StackedChart, TrendChart
from app.exports.infographic.figures import carried, node_name, result, results, source
from app.forms.model import LedgerCells
from app.report import Report
from app.values import Value

_UNIT = "件"
_MOST_YEARS = 6
"""So many years' figures have room beside each other."""

_Found = Callable[[Report, LedgerCells], Value | None]


def trend(history: Sequence[Report]) -> TrendChart:
    """Return the course of the applications; *history* is in the order of years, the newest report last."""
    courses: Sequence[tuple[str, _Found]] = (
        ("新收申请", source(None)),
        ("办理结果", result(None)),
        ("结转下年", carried),
    )
    rows = [Row(f"{one.year}年", [_of(one, found) for _, found in courses]) for one in history[-_MOST_YEARS:]]
    return TrendChart("历年申请数量", _UNIT, [name for name, _ in courses], rows)


def results_over_years(history: Sequence[Report]) -> StackedChart:
    """Return what became of the applications of each year, the newest year first."""
    newest = list(reversed(history))[:_MOST_YEARS]
    return _stacked("历年办理结果", [(f"{one.year}年", one) for one in newest])


def results_by_unit(reports: Sequence[Report]) -> StackedChart:
    """Return what became of the applications of each unit."""
    return _stacked("各单位办理结果", [(one.unit.label, one) for one in reports])


def _stacked(title: str, shown: Sequence[tuple[str, Report]]) -> StackedChart:
    """Return the results as parts, in the order and with the names that the first report's form has for them.

    A report whose form has results that the first one's does not know is not shown: its bar would be too short.
    """
    first = shown[0][1]
    ledger = first.form.ledger
    assert ledger is not None
    nodes = results(first, ledger)
    names = {node.name for node in nodes}
    shown = [
        (label, report)
        for label, report in shown
        if report.form.ledger and {node.name for node in results(report, report.form.ledger)} <= names
    ]
    parts: list[tuple[str, _Found]] = [(node.name, result(node)) for node in nodes]
    parts.append((node_name(first, ledger.applications, ledger.carried_out), carried))
    rows = [Row(label, [_of(report, found) for _, found in parts]) for label, report in shown]
    return StackedChart(title, _UNIT, [name for name, _ in parts], rows)


def _of(report: Report, found: _Found) -> Value | None:
    return found(report, report.form.ledger) if report.form.ledger is not None else None
