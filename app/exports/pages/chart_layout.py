"""Lays a chart of any kind out at a width: how high it is, and then its place on a page."""

from __future__ import annotations

from app.exports.chart_values import BarChart, Chart, StackedChart
from app.exports.pages.bar_chart import BarLayout
from app.exports.pages.fonts import FontSet
from app.exports.pages.stacked_chart import StackedLayout
from app.exports.pages.trend_chart import TrendLayout

ChartLayout = BarLayout | StackedLayout | TrendLayout


def chart_layout(chart: Chart, fonts: FontSet, width: float) -> ChartLayout:
    """Return the layout of *chart* at a *width* in points. Raises MissingGlyphError."""
    if isinstance(chart, BarChart):
        return BarLayout(chart, fonts, width)
    if isinstance(chart, StackedChart):
        return StackedLayout(chart, fonts, width)
    return TrendLayout(chart, fonts, width)
