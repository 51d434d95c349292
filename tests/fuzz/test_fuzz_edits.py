"""Any edit, sensible or not: it is made or refused with a message, and what is made fits its form."""

from decimal import Decimal
from typing import Any

import pytest
from amounts import inputs, is_sentence
from builders import HeldReports
from hypothesis import given
from hypothesis import strategies as st

from app import edits
from app.changes import changes
from app.edit_effects import inverse, perform
from app.forms.loader import forms
from app.report import Report, Status, Totals, Unit, UnitKind, Waiver
from app.values import Kind, canonical, from_canonical

FORMS = list(forms().values())
KEYS = sorted({key for form in FORMS for key in form.cells})
SECTIONS = sorted({section.key for form in FORMS for section in form.sections})

numbers = st.none() | st.integers() | st.decimals(allow_nan=False, allow_infinity=False)
keys = st.sampled_from(KEYS) | st.text(max_size=5)
units = st.builds(
    Unit, st.integers(1, 2), st.text(max_size=4), st.text(max_size=3), st.sampled_from(UnitKind)
)
ids = st.integers(1, 3)
new_reports = st.builds(Report, ids, units, st.integers(2018, 2026), st.sampled_from(FORMS))
waivers = st.builds(Waiver, *[st.text(max_size=4)] * 5)
cells = st.dictionaries(keys, numbers, max_size=4)
simple = st.one_of(
    st.builds(edits.SetCells, ids, cells),
    st.builds(edits.SetText, ids, st.sampled_from(SECTIONS) | st.text(max_size=5), st.text(max_size=20)),
    st.builds(
        edits.SetField,
        ids,
        st.sampled_from(["title", "signed_on", "year", "cells", "id"]),
        st.text(max_size=9),
    ),
    st.builds(edits.SetYear, ids, st.integers()),
    st.builds(edits.SetTotals, ids, st.sampled_from(Totals)),
    st.builds(edits.SetStatus, ids, st.sampled_from(Status)),
    st.builds(edits.SetWaivers, ids, st.lists(waivers, max_size=2).map(tuple)),
    st.builds(edits.SetUnit, units),
    st.builds(edits.AddReport, new_reports),
    st.builds(edits.RemoveReport, ids),
)
any_edits = simple | st.builds(edits.Batch, st.lists(simple, max_size=4).map(tuple), st.text(max_size=4))


def _held() -> HeldReports:
    return HeldReports(
        *(Report(number, Unit(1, "甲局"), 2019 + number, FORMS[number % 2]) for number in (1, 2))
    )


def _fits(report: Report) -> bool:
    return all(
        key in report.form.cells and isinstance(value, int | Decimal) for key, value in report.cells.items()
    )


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@inputs(4000)
@given(st.lists(any_edits, min_size=1, max_size=6))
def test_an_edit_is_made_or_refused_and_undone_exactly(chosen: list[Any]) -> None:
    held = _held()
    for edit in chosen:
        before = dict(held.reports)
        try:
            back = inverse(edit, held)
            steps = perform(edit, held)
        except edits.EditRefused as error:
            told = is_sentence(error)
            assert told
            assert held.reports == before
            continue
        except (KeyError, StopIteration):
            # The held has no such report or unit: the window can't name one that is not there.
            continue
        changes("", steps)
        held.apply(edit)
        assert all(_fits(report) for report in held.reports.values())
        if not isinstance(edit, edits.AddReport | edits.Batch):
            after = dict(held.reports)
            held.apply(back)
            assert held.reports == before
            held.reports = after


@inputs(1000)
@given(st.sampled_from(KEYS), numbers)
def test_what_a_cell_takes_is_what_its_kind_can_be_read_as(key: str, value: Any) -> None:
    held = _held()
    for report in list(held.reports.values()):
        if key not in report.form.cells or value is None:
            continue
        kind = report.form.cells[key].kind
        try:
            held.apply(edits.SetTotals(report.id, Totals.TYPED))
            held.apply(edits.SetCells(report.id, {key: value}))
        except edits.EditRefused:
            continue
        assert kind is Kind.AMOUNT or isinstance(value, int)
        assert kind is Kind.CHANGE or value >= 0
        assert from_canonical(canonical(value), kind) == value
