"""Figures of a unit's ledger that texts are linked to: by channel, answers and fees."""

from collections.abc import Iterable
from datetime import date

from app.ledger.counting import Tally
from app.ledger.due_list import YearFigures, year_figures
from app.linked_figures import LEDGER
from app.request import Request
from app.values import Value, canonical

_CHANNEL = f"{LEDGER}channel."
_NAMES = {
    "answered": ("本年答复的申请", "件"),
    "late": ("超过法定期限答复的申请", "件"),
    "extended": ("延长答复期限的申请", "件"),
    "corrected": ("告知补正的申请", "件"),
    "fees_noticed": ("发出收费通知的金额", "元"),
    "fees_paid": ("收取的信息处理费", "元"),
}


def source_of(name: str) -> str:
    """Return the source by which texts are linked to a figure."""
    return LEDGER + name


def channel_source(channel: str) -> str:
    """Return the source of the requests received by a channel."""
    return _CHANNEL + channel


def ledger_name(source: str) -> tuple[str, str]:
    """Return what a figure of the ledger is called, and what it counts in."""
    if source.startswith(_CHANNEL):
        return f"{source.removeprefix(_CHANNEL)}提出的申请", "件"
    return _NAMES.get(source.removeprefix(LEDGER), (source.removeprefix(LEDGER), ""))


def ledger_figures(figures: YearFigures) -> dict[str, str]:
    """Return all figures of a year, by source, as they are printed."""
    values: dict[str, Value] = {channel_source(name): count for name, count in figures.by_channel}
    for name in _NAMES:
        value = getattr(figures, name)
        values[source_of(name)] = len(value) if isinstance(value, tuple) else value
    return {source: canonical(value) for source, value in values.items()}


def figures_of_year(requests: Iterable[Request], year: int, tally: Tally, today: date) -> dict[str, str]:
    """Count a year's figures."""
    return ledger_figures(year_figures(requests, year, tally, today))


def figure_for(figures: dict[str, str], source: str) -> str | None:
    """Return a figure: 0 for a channel by which nothing came in, None for what no ledger has."""
    return figures.get(source) or ("0" if source.startswith(_CHANNEL) else None)
