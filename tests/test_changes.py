"""What an edit changed: the difference of reports before and after, and nothing else."""

from dataclasses import replace

import pytest
from builders import UNIT, consistent_report
from hypothesis import given, settings
from hypothesis import strategies as st

from app.changes import FIELDS, Changes, changes
from app.edit_effects import ReportChange
from app.report import Origin, Report, Status, Totals, Unit, UnitKind, Waiver

CELL = "applications.new.total"
WAIVER = Waiver("stock.in_force.rules", "m", "已核实", "张三", "2026-01-05T09:30:00")
OTHER = {
    "unit": Unit(2, "示例市人民政府", "", UnitKind.GOVERNMENT),
    "year": 2023,
    "origin": Origin.SUM,
    "status": Status.FINAL,
    "totals": Totals.COMPUTED,
    "title": "另一个标题",
    "signed_by": "另一个单位",
    "signed_on": "2025年1月2日",
    "waivers": (WAIVER,),
}


def between(before: Report | None, after: Report | None) -> Changes:
    return changes("一步", [ReportChange(before, after)])


def test_a_step_that_changes_nothing_is_left_out() -> None:
    assert between(consistent_report(), consistent_report()).deltas == ()


def test_a_changed_cell_is_told_with_both_values() -> None:
    before = consistent_report()
    (delta,) = between(before, before.with_cells({CELL: 3, "disputes.review.other": None})).deltas
    assert delta.cells == {
        CELL: (before.cells[CELL], 3),
        "disputes.review.other": (before.cells["disputes.review.other"], None),
    }
    assert (delta.sections, delta.fields) == ({}, {})


def test_zero_and_blank_are_different() -> None:
    blank = consistent_report().with_cells({CELL: None})
    (delta,) = between(blank, blank.with_cells({CELL: 0})).deltas
    assert delta.cells == {CELL: (None, 0)}


def test_a_changed_text_is_told_with_both_texts() -> None:
    before = consistent_report()
    after = replace(before, sections={**before.sections, "other": "新的"})
    (delta,) = between(before, after).deltas
    assert delta.sections == {"other": (before.text("other"), "新的")}
    assert (delta.cells, delta.fields) == ({}, {})


def test_an_absent_text_is_an_empty_one() -> None:
    without = consistent_report(sections={})
    assert between(without, consistent_report(sections={"other": ""})).deltas == ()


@pytest.mark.parametrize("name", FIELDS)
def test_a_changed_field_is_told_with_both_values(name: str) -> None:
    before = consistent_report()
    (delta,) = between(before, replace(before, **{name: OTHER[name]})).deltas
    assert delta.fields == {name: (getattr(before, name), OTHER[name])}
    assert (delta.cells, delta.sections) == ({}, {})


def test_every_field_of_a_report_is_compared() -> None:
    compared = {"cells", "sections", *FIELDS}
    constant = {"id", "form"}
    assert set(Report.__dataclass_fields__) == compared | constant


@pytest.mark.parametrize("added", [True, False])
def test_a_report_added_or_removed_is_told_with_all_of_its_content(added: bool) -> None:
    report = consistent_report()
    (delta,) = between(*((None, report) if added else (report, None))).deltas
    side = 1 if added else 0
    assert {key: pair[side] for key, pair in delta.cells.items()} == report.cells
    assert {key: pair[side] for key, pair in delta.sections.items()} == report.sections
    assert {name: pair[side] for name, pair in delta.fields.items()} == {
        name: getattr(report, name) for name in FIELDS
    }
    assert {pair[1 - side] for pair in (*delta.cells.values(), *delta.fields.values())} == {None}
    assert delta.report_id == report.id


def test_an_empty_report_added_is_a_change_too() -> None:
    empty = consistent_report(cells={}, sections={}, signed_by="", signed_on="")
    assert len(between(None, empty).deltas) == 1


@pytest.mark.parametrize("name", FIELDS)
def test_the_list_of_reports_changes_with_what_it_shows(name: str) -> None:
    before = consistent_report()
    change = between(before, replace(before, **{name: OTHER[name]}))
    assert change.listing == (name in {"unit", "year", "status"})


def test_the_list_of_reports_changes_with_a_report_added_or_removed_but_not_with_figures() -> None:
    report = consistent_report()
    assert between(None, report).listing
    assert between(report, None).listing
    assert not between(report, report.with_cells({CELL: 3})).listing


def test_changes_of_one_report_are_found_among_those_of_others() -> None:
    one, two = consistent_report(id=1), consistent_report(id=2, year=2023)
    steps = [
        ReportChange(one, one.with_cells({CELL: 1})),
        ReportChange(two, two.with_cells({CELL: 2})),
        ReportChange(one.with_cells({CELL: 1}), one.with_cells({CELL: 9})),
    ]
    change = changes("几步", steps)
    assert change.label == "几步"
    assert [delta.cells[CELL][1] for delta in change.of(1)] == [1, 9]
    assert [delta.cells[CELL][1] for delta in change.of(2)] == [2]
    assert change.of(3) == []


VALUES = st.none() | st.integers(0, 3)


@settings(max_examples=50)
@given(st.lists(VALUES, min_size=6, max_size=6), st.lists(VALUES, min_size=6, max_size=6))
def test_the_difference_applied_to_the_report_before_gives_the_report_after(
    old: list[int | None], new: list[int | None]
) -> None:
    keys = [f"applications.new.{column}" for column in ("natural_person", "enterprise", "legal_service")]
    keys += [f"disputes.review.{column}" for column in ("upheld", "other", "total")]
    base = Report(1, UNIT, 2024, consistent_report().form)
    before = base.with_cells(dict(zip(keys, old, strict=True)))
    after = base.with_cells(dict(zip(keys, new, strict=True)))
    deltas = between(before, after).deltas
    told = {key: pair[1] for delta in deltas for key, pair in delta.cells.items()}
    assert before.with_cells(told) == after
    assert all(pair[0] != pair[1] for delta in deltas for pair in delta.cells.values())
