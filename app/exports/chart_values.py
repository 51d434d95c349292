"""What a chart shows, as values: bars beside each other, parts of a whole, a course over the years; each also in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.values import Value, canonical

NOTHING = "—"
"""What stands in place of a figure that was not stated."""


class Row(NamedTuple):
    """A label and a figure for each series; None for one that was not stated.

    A *bare* row has figures and no bars: beside the sum of all the others no bar could be seen.
    """

    label: str
    values: Sequence[Value | None]
    bare: bool = False


@dataclass(frozen=True)
class _Chart:
    title: str
    unit: str
    series: Sequence[str]
    rows: Sequence[Row]

    @property
    def name(self) -> str:
        """The title with what is counted."""
        return f"{self.title}（{self.unit}）"

    def words(self) -> str:
        """Return all that the chart shows in one sentence, for those who don't see it."""
        told = (
            f"{row.label}"
            + "".join(
                f"，{name} {figure_text(value)}" for name, value in zip(self.series, row.values, strict=True)
            )
            for row in self.rows
        )
        return f"{self.name}：{'；'.join(told)}。"


class BarChart(_Chart):
    """Horizontal bars: for each row one of each series. *unit* is what is counted, as 件."""


class StackedChart(_Chart):
    """For each row one bar, made up of the series as its parts. No figure is negative."""


class TrendChart(_Chart):
    """Columns from left to right: for each row, a year, one of each series. No figure is negative."""


Chart = BarChart | StackedChart | TrendChart


def figure_text(value: Value | None) -> str:
    """Return a figure as charts print it."""
    return NOTHING if value is None else canonical(value).replace("-", "−")
