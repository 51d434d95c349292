"""Random edits of the two reports that a test workspace has, for hypothesis and for long runs."""

import random
from decimal import Decimal

from hypothesis import strategies as st

from app import edits
from app.forms.loader import form_for
from app.report import TEXT_FIELDS, Report, Status, Totals, Unit, UnitKind, Waiver
from app.values import Kind

FORM = form_for(2025)
REPORTS = (1, 2)

_texts = st.text(st.characters(codec="utf-8"), max_size=30)
_reports = st.sampled_from(REPORTS)
_units = st.builds(
    Unit, st.just(1), st.sampled_from(["甲局", "乙局", "丙人民政府"]), _texts, st.sampled_from(UnitKind)
)
_waivers = st.builds(Waiver, _texts, _texts, _texts, _texts, st.just("2026-01-05T10:00:00"))


def _cell(key: str) -> st.SearchStrategy[tuple[str, object]]:
    value: st.SearchStrategy[object] = st.integers(0, 999_999_999)
    if FORM.cells[key].kind is Kind.AMOUNT:
        value = st.decimals(0, 999_999, places=4, allow_nan=False).map(Decimal.normalize)
    elif FORM.cells[key].kind is Kind.CHANGE:
        value = st.integers(-999, 999)
    return st.tuples(st.just(key), st.none() | value)


_cells = st.lists(st.sampled_from(sorted(FORM.cells)).flatmap(_cell), min_size=1, max_size=4).map(dict)

simple_edits: st.SearchStrategy[edits.Edit] = st.one_of(
    st.builds(edits.SetCells, _reports, _cells),
    st.builds(
        edits.SetText, _reports, st.sampled_from([section.key for section in FORM.text_sections]), _texts
    ),
    st.builds(edits.SetField, _reports, st.sampled_from(sorted(TEXT_FIELDS)), _texts),
    st.builds(edits.SetYear, _reports, st.integers(2021, 2026)),
    st.builds(edits.SetTotals, _reports, st.sampled_from(Totals)),
    st.builds(edits.SetStatus, _reports, st.sampled_from(Status)),
    st.builds(
        edits.SetWaivers,
        _reports,
        st.lists(_waivers, max_size=2, unique_by=lambda waiver: (waiver.rule, waiver.mark)).map(
            lambda found: tuple(sorted(found, key=lambda one: (one.at, one.rule, one.mark)))
        ),
    ),
    st.builds(edits.SetUnit, _units),
    st.builds(edits.RemoveReport, _reports),
    st.builds(
        edits.AddReport,
        st.builds(Report, _reports, st.just(Unit(1, "甲局")), st.integers(2021, 2026), st.just(FORM)),
    ),
)
any_edits: st.SearchStrategy[edits.Edit] = simple_edits | st.builds(
    edits.Batch, st.lists(simple_edits, min_size=1, max_size=4).map(tuple), st.just("批量")
)


def typing(chance: random.Random) -> edits.SetCells | edits.SetText:
    """Return one edit as a clerk makes them most: a number, or a text that has grown."""
    report_id = chance.choice(REPORTS)
    if chance.random() < 0.2:
        section = chance.choice(FORM.text_sections).key
        return edits.SetText(report_id, section, "主动公开政府信息。" * chance.randint(0, 400))
    key = chance.choice([key for key, cell in FORM.cells.items() if not cell.computed])
    value = None if chance.random() < 0.1 else chance.randint(0, 999)
    return edits.SetCells(report_id, {key: value})
