"""Takes over from last year's report what a new one must continue: figures, and the headings of the texts.

Only what cannot differ is taken over: cells that an equation ties to last year's report, and headings. Last year's
sentences stay behind but for the preface, which says the same every year; the notice names 内容雷同 as a fault.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from app.forms.cell_equations import CellEquation
from app.forms.compiled import cell_equations
from app.forms.loader import form_for
from app.forms.model import Form
from app.report import Report
from app.text_outline import outline
from app.values import Value


@dataclass(frozen=True)
class CarryOver:
    """What to put into the new report: cells without computed totals, and texts by section."""

    form: Form
    cells: Mapping[str, Value]
    sections: Mapping[str, str]


def carry_over(previous: Report, year: int, form: Form | None = None) -> CarryOver:
    """Return what a report for *year* takes over from *previous*, the same unit's report of an earlier year.

    A report that does not follow at once takes over no figures. Without *form* the report goes on in the official
    format of its year and series, even when *previous* keeps another one.
    """
    form = form or form_for(year, previous.form.series)
    cells = _cells(previous, form) if year == previous.year + 1 else {}
    return CarryOver(form, cells, _sections(previous, form, year))


def _cells(previous: Report, form: Form) -> dict[str, Value]:
    cells: dict[str, Value] = {}
    for equation in cell_equations(form):
        value = _tied(equation, previous, form)
        target = form.cells[equation.left[0].cell]
        if value is not None and value >= 0 and not target.computed:
            cells[target.key] = value
    return cells


def _tied(equation: CellEquation, previous: Report, form: Form) -> Value | None:
    """Return what the single left-hand cell of *equation* must be while nothing of this year is added to it.

    Until documents are issued or repealed, last year's stock is in force.
    """
    stated = equation.stated
    before = [term for term in equation.right if term.previous]
    if len(equation.left) != 1 or stated.relation != "=" or not before:
        return None
    if stated.same_form and previous.form is not form:
        return None
    if any(term.cell not in previous.cells for term in before):
        return None
    return sum(term.weight * previous.cells[term.cell] for term in before)


def _sections(previous: Report, form: Form, year: int) -> dict[str, str]:
    texts: dict[str, str] = {}
    for section in form.text_sections:
        kept = _headings(previous.text(section.key)) if section.heading else previous.marked(section.key)
        if kept.strip():
            texts[section.key] = moved(kept, year - previous.year)
    return texts


def _headings(text: str) -> str:
    return "\n".join(line.lead for line in outline(text) if line.lead)


_YEAR = re.compile(r"《[^《》]{0,80}》|[〔\[][^〔〕\[\]]{0,10}[〕\]]|(?<![0-9])(?P<year>20[0-9]{2})(?=\s?年)")


def moved(text: str, years: int) -> str:
    """Return *text* with its years moved by *years*; names of documents and their numbers stay as they are."""

    def later(match: re.Match[str]) -> str:
        return match.group() if match["year"] is None else str(int(match["year"]) + years)

    return _YEAR.sub(later, text)
