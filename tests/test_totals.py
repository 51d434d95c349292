"""Totals follow from their parts, and switching to that says first what it would change."""

import definitions
import pytest
from builders import consistent_cells, consistent_report
from hypothesis import given, settings
from hypothesis import strategies as st

from app.forms.loader import forms
from app.report import Totals
from app.totals import computed_totals, total_changes, with_totals
from app.values import Value

BOTH = pytest.mark.parametrize("form_id", definitions.FORM_IDS)


@st.composite
def touched_parts(draw: st.DrawFn) -> tuple[str, dict[str, Value]]:
    """Some typed cells of a form, no totals."""
    form = draw(st.sampled_from(definitions.FORM_IDS))
    typed = [key for key in definitions.cell_keys(form) if key not in definitions.total_keys(form)]
    counted = [key for key in typed if not key.startswith("disclosure.")]
    return form, draw(st.dictionaries(st.sampled_from(counted), st.integers(0, 99)))


def _wanted(form: str, cells: dict[str, Value], total: str) -> Value | None:
    """Sum what is touched among the typed cells below a total."""
    table, row, column = total.split(".")
    rows = (
        [key for key, _ in definitions.results(form)] if (table, row) == ("applications", "total") else [row]
    )
    columns = {"applications": definitions.SIX, "disputes": ("upheld", "corrected", "other", "pending")}[
        table
    ]
    parts = [f"{table}.{r}.{c}" for r in rows for c in (columns if column == "total" else (column,))]
    touched = [cells[part] for part in parts if part in cells]
    return sum(touched) if touched else None


@settings(max_examples=40)
@given(touched_parts())
def test_a_total_is_the_sum_of_its_touched_parts_and_untouched_when_none_is(
    made: tuple[str, dict[str, Value]],
) -> None:
    form, cells = made
    totals = computed_totals(forms()[form], cells)
    assert totals == {total: _wanted(form, cells, total) for total in definitions.total_keys(form)}


@settings(max_examples=40)
@given(touched_parts())
def test_what_stood_in_the_totals_before_does_not_matter(made: tuple[str, dict[str, Value]]) -> None:
    form, cells = made
    stale = dict.fromkeys(definitions.total_keys(form), 999)
    assert computed_totals(forms()[form], cells | stale) == computed_totals(forms()[form], cells)


@BOTH
def test_a_consistent_report_has_nothing_to_change(form_id: str) -> None:
    report = consistent_report(form_id)
    assert total_changes(report) == {}
    assert with_totals(report) == report


@BOTH
def test_every_other_cell_stays_as_it_is(form_id: str) -> None:
    report = consistent_report(form_id, cells=consistent_cells(form_id) | {"applications.new.total": 1})
    changed = with_totals(report)
    assert {key for key in report.cells if report.cells[key] != changed.cells[key]} == {
        "applications.new.total"
    }
    assert report.cells["applications.new.total"] == 1


def test_the_changes_are_told_with_the_value_now_and_then() -> None:
    cells = consistent_cells("cn-disclosure-2021")
    right = cells["disputes.review.total"]
    wrong = cells | {"disputes.review.total": 0}
    del wrong["disputes.direct_suit.total"]
    report = consistent_report(cells=wrong)
    assert total_changes(report) == {
        "disputes.review.total": (0, right),
        "disputes.direct_suit.total": (None, cells["disputes.direct_suit.total"]),
    }


def test_a_total_without_parts_becomes_untouched() -> None:
    report = consistent_report(cells={"disputes.review.total": 3})
    assert total_changes(report) == {"disputes.review.total": (3, None)}
    assert dict(with_totals(report).cells) == {}


def test_a_part_that_is_zero_is_touched() -> None:
    report = consistent_report(cells={"disputes.review.upheld": 0}, totals=Totals.COMPUTED)
    assert with_totals(report).cells["disputes.review.total"] == 0
