"""Figures in the texts that follow the tables: one place gives them their values, for every way out of a report.

The source of a linked figure is the key of a cell, or the keys of several, joined by "+", whose sum it is. One that
begins with `LEDGER` is a figure of the unit's ledger, to which the store gives its value.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Protocol

from app.forms.model import Form
from app.linked_text import links_in, unlinked, with_values
from app.report import Report
from app.values import Value, canonical

BLANK = "〔　〕"
"""What stands in the text for a cell that nobody has filled in."""
LEDGER = "ledger."
LEFT_OPEN = "【待确认：{}】"
"""An old figure, to be confirmed: what `typography.placeholders` finds until it is replaced."""


class Figures(Protocol):
    """A form and what is filled in: a report, or what was read of one."""

    @property
    def form(self) -> Form:
        """The form."""

    @property
    def cells(self) -> Mapping[str, Value]:
        """The cells that are filled in."""


def cells_of(source: str) -> tuple[str, ...]:
    """Return the cells whose sum a linked figure is; none for one of the ledger."""
    return () if source.startswith(LEDGER) else tuple(source.split("+"))


def is_known(report: Figures, source: str) -> bool:
    """Whether the form has all cells that a figure is linked to."""
    return all(cell in report.form.cells for cell in cells_of(source))


def value_of(report: Figures, source: str) -> Value | None:
    """Return the sum of the cells that are filled in; None where none is."""
    found = [report.cells[cell] for cell in cells_of(source) if cell in report.cells]
    return sum(found) if found else None


def words_of(report: Figures, source: str) -> str | None:
    """Return how a linked figure is printed; None where the report's tables do not say it."""
    if source.startswith(LEDGER) or not is_known(report, source):
        return None
    value = value_of(report, source)
    return BLANK if value is None else canonical(value)


def with_linked_figures(report: Report) -> Report:
    """Return *report* with the linked figures of its texts as its tables have them."""
    return _renewed(report, lambda source: words_of(report, source))


def with_ledger_figures(report: Report, figures: Callable[[str], str | None]) -> Report:
    """Return *report* with the figures of its texts that are linked to its unit's ledger as *figures* gives them."""
    return _renewed(report, lambda source: figures(source) if source.startswith(LEDGER) else None)


def _renewed(report: Report, words: Callable[[str], str | None]) -> Report:
    bodies = {key: with_values(body, words) for key, body in report.sections.items()}
    return report if bodies == report.sections else replace(report, sections=bodies)


def ledger_figures_in(report: Report) -> frozenset[tuple[str, str]]:
    """Return the figures of the texts that are linked to the ledger: source, and what is printed."""
    return frozenset(
        (link.source, report.text(section)[link.start : link.end])
        for section, body in report.sections.items()
        for link in links_in(body)
        if link.source.startswith(LEDGER)
    )


def own_links(report: Figures, body: str) -> str:
    """Return a kept text from outside with the links that hold in *report*: others are the figures as they stand.

    So a figure that contradicts its table is not set right without a word: it is plain text, which the checks compare.
    """
    return unlinked(body, lambda source, figure: words_of(report, source) != figure)


def names_of(report: Report, source: str) -> str:
    """Name the cells that a figure is linked to, for a person; empty for one of the ledger."""
    cells = [report.form.cells[cell].name for cell in cells_of(source) if cell in report.form.cells]
    return "、".join(cells[:2]) + (
        f"等 {len(cells)} 格之和" if len(cells) > 2 else "之和" if cells[1:] else ""
    )
