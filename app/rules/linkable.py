"""Figures that texts can be linked to: all of a form by their words, and those that a text names already."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from app.forms.model import Form
from app.forms.narrative import Claim
from app.linked_figures import BLANK, cells_of, value_of
from app.linked_text import links_in
from app.report import Report
from app.rules.claims.agreement import Agreement, Statement
from app.rules.claims.quantities import reader_of
from app.rules.examination import Examination
from app.rules.text_corrections import number_replaced
from app.values import canonical

_END = re.compile(r"[。！？；\n]")
_AROUND = 14


@dataclass(frozen=True)
class FigureChoice:
    """A figure that a text can be linked to: its *source*, what it is called, and what it counts in.

    *said* are the words before it where it is written out: 本年新收5件.
    """

    source: str
    name: str
    unit: str
    said: str


@lru_cache(maxsize=8)
def choices(form: Form) -> tuple[FigureChoice, ...]:
    """Return the figures of a form: the sums that its sentences speak of, then its cells, totals first."""
    claims = {"+".join(claim.cells): claim for claim in reversed(form.narrative.claims)}
    sums = [_of_claim(source, claim) for source, claim in reversed(claims.items()) if "+" in source]
    cells = [_of_cell(form, key, claims.get(key)) for key in form.cells]
    totals = [choice for choice in cells if choice.source.endswith(".total")]
    return (*totals, *sums, *(choice for choice in cells if choice not in totals))


def _of_claim(source: str, claim: Claim) -> FigureChoice:
    return FigureChoice(source, f"{claim.name}（合计）", "万元" if claim.amount else "件", claim.name)


def _of_cell(form: Form, key: str, claim: Claim | None) -> FigureChoice:
    cell = form.cells[key]
    table = form.tables[cell.table]
    nodes = (table.node("row", cell.row), table.node("column", cell.column))
    row, column = (node.name if node is not None else "" for node in nodes)
    unit = "万元" if cell.kind.is_money else "件"
    said = claim.name if claim is not None else row if cell.column == "total" else f"{row}（{column}）"
    return FigureChoice(key, row if row.endswith(column) else f"{row} {column}", unit, said)


def shown_value(report: Report, source: str) -> str:
    """Return a figure as a text shows it."""
    value = value_of(report, source)
    return BLANK if value is None else canonical(value)


def named_before(report: Report, text: str) -> list[str]:
    """Return the sources of the figures that may follow a text: those that its last sentence speaks of, the likeliest first."""
    last = _END.split(text)[-1]
    # 本年新收 does not say what was received: in this report it means applications.
    found = _spoken_of(report, last) or (last and _spoken_of(report, f"政府信息公开申请{last}")) or []
    known = {choice.source for choice in choices(report.form)}
    return [source for source in dict.fromkeys(found) if source in known]


def _spoken_of(report: Report, words: str) -> list[str]:
    """Return the sources of the figure that stands right behind these words."""
    found: list[str] = []
    for unit in ("件", "万元"):
        for reading in reader_of(report.form, report.unit, report.year).read([("", f"{words}1{unit}")]):
            for quantity, claim in reading.claims:
                if quantity.at >= len(words):
                    found += ["+".join(cells) for cells in (claim.cells, *(one.cells for one in claim.also))]
    return found


@dataclass(frozen=True)
class Linkable:
    """A figure in a text that is what its cells have: its place, the words around it, and the source.

    One that is not *sure* may speak of something else that happens to have the same figure.
    """

    section: str
    start: int
    figure: str
    source: str
    before: str
    after: str
    sure: bool


def linkable(report: Report) -> Iterator[Linkable]:
    """Yield the figures of the texts that speak of the tables, say what these have, and are not linked yet."""
    linked = {key: links_in(body) for key, body in report.sections.items()}
    for statement in Examination(report).statements:
        cells = _cells_that_agree(report, statement)
        places = number_replaced(statement.sentence, statement.at, canonical(statement.stated))
        for place in places if cells else ():
            end = place.start + len(place.old)
            known = linked.get(place.section, ())
            if place.old == place.new and not any(k.start < end and place.start < k.end for k in known):
                text = report.text(place.section)
                yield Linkable(
                    place.section, place.start, place.old, "+".join(cells),
                    text[max(0, place.start - _AROUND) : place.start].rpartition("\n")[2],
                    text[end : end + _AROUND].partition("\n")[0], not statement.claim.unclear,
                )  # fmt: skip


def _cells_that_agree(report: Report, statement: Statement) -> tuple[str, ...]:
    """Return the cells of which a statement gives the very sum; none where it is another figure."""
    if statement.message or statement.agreement is not Agreement.AGREES or not statement.exact:
        return ()
    claim = statement.claim
    for cells in (claim.cells, *(one.cells for one in claim.also if one.sure)):
        filled = all(cell in report.cells for cell in cells)
        if filled and value_of(report, "+".join(cells)) == statement.stated:
            return cells
    return ()


def named(report: Report, source: str) -> str:
    """Return what a figure is called in the list of choices."""
    known = next((choice.name for choice in choices(report.form) if choice.source == source), "")
    return known or "、".join(report.form.cells[cell].name for cell in cells_of(source))
