"""Edits say what they change, refuse what can't be, and can be undone."""

from dataclasses import replace
from decimal import Decimal

import definitions
import pytest
from builders import UNIT, HeldReports, consistent_cells, consistent_report
from hypothesis import assume, given, reject, settings
from hypothesis import strategies as st

from app.edit_effects import inverse, perform
from app.edits import (
    AddReport,
    Batch,
    Edit,
    EditRefused,
    RemoveReport,
    SetCells,
    SetField,
    SetStatus,
    SetText,
    SetTotals,
    SetUnit,
    SetWaivers,
    SetYear,
)
from app.forms.loader import forms
from app.report import TEXT_FIELDS, Report, Status, Totals, Unit, UnitKind, Waiver
from app.totals import with_totals
from app.values import MAX_DIGITS, Kind, Value

FORM = "cn-disclosure-2021"
OTHER_UNIT = Unit(2, "示例市人民政府", "", UnitKind.GOVERNMENT)
TOTAL = "applications.granted.total"
CELL = "applications.granted.natural_person"


def held_reports(*reports: Report) -> HeldReports:
    return HeldReports(*reports)


def done(edit: Edit, held: HeldReports) -> HeldReports:
    """Apply an edit to the held reports as a store would; return what changed."""
    after = HeldReports(*held.reports.values())
    after.apply(edit)
    return after


def after(edit: Edit, report: Report) -> Report:
    return done(edit, held_reports(report)).report(report.id)


def refused(edit: Edit, held: HeldReports) -> str:
    before = dict(held.reports)
    with pytest.raises(EditRefused) as caught:
        perform(edit, held)
    assert held.reports == before
    message = str(caught.value)
    assert message.endswith("。")
    assert "\n" not in message
    return message


# Undoing, on random edits


@st.composite
def held_by_chance(draw: st.DrawFn) -> HeldReports:
    """Three reports of two units; each in either mode of totals, not all of its cells filled."""
    reports = []
    for number, (unit, year) in enumerate([(UNIT, 2023), (UNIT, 2024), (OTHER_UNIT, 2024)], start=1):
        report = consistent_report(
            FORM, number, id=number, unit=unit, year=year, totals=draw(st.sampled_from(Totals))
        )
        blank = draw(st.sets(st.sampled_from(sorted(report.cells)), max_size=20))
        report = report.with_cells(dict.fromkeys(blank))
        reports.append(with_totals(report) if report.totals is Totals.COMPUTED else report)
    return held_reports(*reports)


def _values(key: str) -> st.SearchStrategy[Value | None]:
    if forms()[FORM].cells[key].kind is Kind.AMOUNT:
        return st.none() | st.decimals(0, 1000, places=2)
    return st.none() | st.integers(0, 1000)


TYPED = sorted(key for key in definitions.cell_keys(FORM) if key not in definitions.total_keys(FORM))
TOTALS = sorted(definitions.total_keys(FORM))
SECTIONS = ("preface", "overview", "problems", "other")
WORDS = st.text("一、（）示例abc\n ", max_size=12)
IDS = st.integers(1, 3)
WAIVERS = st.builds(Waiver, WORDS, WORDS, WORDS, WORDS, st.just("2026-01-05T09:30:00"))


def _cells(keys: list[str]) -> st.SearchStrategy[dict[str, Value | None]]:
    return st.lists(st.sampled_from(keys), max_size=5, unique=True).flatmap(
        lambda chosen: st.fixed_dictionaries({key: _values(key) for key in chosen})
    )


SINGLE: st.SearchStrategy[Edit] = st.one_of(
    st.builds(SetCells, IDS, _cells(TYPED) | _cells(TYPED + TOTALS)),
    st.builds(SetText, IDS, st.sampled_from(SECTIONS), WORDS),
    st.builds(SetField, IDS, st.sampled_from(sorted(TEXT_FIELDS)), WORDS),
    st.builds(SetYear, IDS, st.integers(2019, 2026)),
    st.builds(SetTotals, IDS, st.sampled_from(Totals), _cells(TOTALS)),
    st.builds(SetStatus, IDS, st.sampled_from(Status), WORDS),
    st.builds(SetWaivers, IDS, st.lists(WAIVERS, max_size=2).map(tuple)),
    st.builds(RemoveReport, IDS),
    st.builds(
        SetUnit,
        st.builds(Unit, st.just(UNIT.id), st.sampled_from(["示例市教育局", "示例市教体局"]), WORDS, st.sampled_from(UnitKind)),
    ),
    st.builds(
        AddReport,
        st.builds(lambda year: consistent_report(FORM, id=9, year=year), st.integers(2023, 2026)),
    ),
)  # fmt: skip
EDITS: st.SearchStrategy[Edit] = st.recursive(
    SINGLE,
    lambda inner: st.lists(inner, max_size=4).map(lambda edits: Batch(tuple(edits), "几步")),
    max_leaves=6,
)


def test_a_report_is_not_added_under_the_id_of_another() -> None:
    first, second = (consistent_report(id=9, year=year) for year in (2025, 2026))
    with pytest.raises(EditRefused, match="不能再添加一次"):
        perform(Batch((AddReport(first), AddReport(second)), "两份"), HeldReports())


def _undo_and_outcome(edit: Edit, held: HeldReports) -> tuple[Edit, HeldReports]:
    """Return an edit's inverse and what the edit makes of the reports; edits that can't be done are no cases."""
    try:
        return inverse(edit, held), done(edit, held)
    except (EditRefused, KeyError):
        reject()


@settings(max_examples=150)
@given(held_by_chance(), EDITS)
def test_an_edit_and_its_inverse_leave_everything_as_it_was(held: HeldReports, edit: Edit) -> None:
    undo, changed = _undo_and_outcome(edit, held)
    assert done(undo, changed).reports == held.reports


@settings(max_examples=60)
@given(held_by_chance(), EDITS)
def test_undoing_the_undoing_makes_the_edit_again(held: HeldReports, edit: Edit) -> None:
    undo, changed = _undo_and_outcome(edit, held)
    redo = inverse(undo, changed)
    assert done(redo, done(undo, changed)).reports == changed.reports


@settings(max_examples=60)
@given(held_by_chance(), EDITS)
def test_working_out_an_edit_changes_nothing_and_names_only_reports_it_may(
    held: HeldReports, edit: Edit
) -> None:
    before = dict(held.reports)
    try:
        steps = perform(edit, held)
    except (EditRefused, KeyError):
        steps = []
    assert held.reports == before
    for step in steps:
        assert step.before is None or step.after is None or step.before.id == step.after.id


@settings(max_examples=60)
@given(held_by_chance(), EDITS)
def test_totals_of_a_computing_report_always_follow_their_parts(held: HeldReports, edit: Edit) -> None:
    try:
        changed = done(edit, held)
    except (EditRefused, KeyError):
        assume(False)
    for report in changed.reports.values():
        if report.totals is Totals.COMPUTED:
            assert with_totals(report) == report


# What each edit does


def test_cells_are_set_and_cleared() -> None:
    report = after(
        SetCells(1, {CELL: 0, "disclosure.fees.amount": Decimal("1.5"), "disputes.review.other": None}),
        consistent_report(),
    )
    assert report.cells[CELL] == 0
    assert report.cells["disclosure.fees.amount"] == Decimal("1.5")
    assert "disputes.review.other" not in report.cells


def test_typed_totals_stay_when_a_part_changes() -> None:
    before = consistent_report()
    assert after(SetCells(1, {CELL: 500}), before).cells[TOTAL] == before.cells[TOTAL]


def test_computed_totals_follow_at_once_in_every_equation() -> None:
    before = consistent_report(totals=Totals.COMPUTED)
    changed = after(SetCells(1, {CELL: before.cells[CELL] + 7}), before)
    moved = {key for key in before.cells if before.cells[key] != changed.cells[key]}
    assert moved == {CELL, TOTAL, "applications.total.natural_person", "applications.total.total"}
    assert all(changed.cells[key] == before.cells[key] + 7 for key in moved)


@pytest.mark.parametrize("total", TOTALS)
def test_a_computed_total_cannot_be_typed(total: str) -> None:
    held = held_reports(consistent_report(totals=Totals.COMPUTED))
    assert "自动合计" in refused(SetCells(1, {CELL: 1, total: 5}), held)
    assert after(SetCells(1, {total: 5}), consistent_report()).cells[total] == 5


def test_a_text_is_replaced_and_an_emptied_one_is_gone() -> None:
    report = after(SetText(1, "other", "新的\n两段"), consistent_report())
    assert report.text("other") == "新的\n两段"
    assert "other" not in after(SetText(1, "other", ""), report).sections


@pytest.mark.parametrize("name", TEXT_FIELDS)
def test_fields_of_the_cover_are_set(name: str) -> None:
    before = consistent_report()
    assert after(SetField(1, name, "示例"), before) == replace(before, **{name: "示例"})


def test_switching_to_computed_totals_makes_them_follow_and_undo_brings_the_typed_ones_back() -> None:
    before = consistent_report(cells=consistent_cells(FORM) | {TOTAL: 1})
    edit = SetTotals(1, Totals.COMPUTED)
    undo = inverse(edit, held_reports(before))
    changed = after(edit, before)
    assert changed.totals is Totals.COMPUTED
    assert changed.cells == consistent_cells(FORM)
    assert after(undo, changed) == before


def test_switching_to_typed_totals_keeps_what_was_computed() -> None:
    before = consistent_report(totals=Totals.COMPUTED)
    assert after(SetTotals(1, Totals.TYPED), before) == replace(before, totals=Totals.TYPED)


def test_a_unit_changes_in_all_of_its_reports_and_in_no_other() -> None:
    held = held_reports(
        consistent_report(id=1, year=2023),
        consistent_report(id=2, year=2024),
        consistent_report(id=3, unit=OTHER_UNIT),
    )
    changed = done(SetUnit(replace(UNIT, name="示例市教育体育局")), held)
    assert [changed.report(n).unit.name for n in (1, 2, 3)] == ["示例市教育体育局"] * 2 + [OTHER_UNIT.name]
    assert changed.report(2).full_title == "示例市教育体育局2024年政府信息公开工作年度报告"


def test_a_final_report_keeps_the_title_that_was_signed_when_its_unit_is_renamed() -> None:
    signed = consistent_report(id=1, year=2023, status=Status.FINAL)
    held = held_reports(signed, consistent_report(id=2, year=2024))
    rename = SetUnit(replace(UNIT, name="示例市教育体育局"))
    renamed = done(rename, held)
    assert renamed.report(1).full_title == signed.full_title
    assert renamed.report(2).full_title == "示例市教育体育局2024年政府信息公开工作年度报告"
    assert done(inverse(rename, held), renamed).reports == held.reports
    again = done(SetUnit(replace(UNIT, name="示例市教育和体育局")), renamed)
    assert again.report(1).full_title == signed.full_title


def test_a_unit_whose_kind_alone_changes_leaves_final_reports_without_a_title_of_their_own() -> None:
    held = held_reports(consistent_report(id=1, status=Status.FINAL))
    assert done(SetUnit(replace(UNIT, short_name="教育局")), held).report(1).title == ""


def test_a_report_added_in_computed_mode_has_computed_totals() -> None:
    wrong = consistent_report(cells=consistent_cells(FORM) | {TOTAL: 1}, totals=Totals.COMPUTED)
    (step,) = perform(AddReport(wrong), held_reports())
    assert step.before is None
    assert step.after.cells == consistent_cells(FORM)


def test_a_report_added_in_typed_mode_keeps_its_wrong_totals() -> None:
    wrong = consistent_report(cells=consistent_cells(FORM) | {TOTAL: 1})
    assert done(AddReport(wrong), held_reports()).report(1) == wrong


def test_a_removed_report_comes_back_whole() -> None:
    report = consistent_report(waivers=(Waiver("text.x", "m", "已核实", "张三", "2026-01-05T09:30:00"),))
    held = held_reports(report)
    undo = inverse(RemoveReport(1), held)
    gone = done(RemoveReport(1), held)
    assert gone.reports == {}
    assert done(undo, gone).reports == {1: report}


# What is refused


@pytest.mark.parametrize("key", ["applications.granted", "applications.granted.nobody", "", "规章"])
def test_an_unknown_cell_is_refused_and_named(key: str) -> None:
    assert f"“{key}”" in refused(SetCells(1, {CELL: 1, key: 1}), held_reports(consistent_report()))


@pytest.mark.parametrize("value", [-1, Decimal("1.5"), 10**MAX_DIGITS])
def test_a_value_that_does_not_fit_is_refused_and_its_cell_named_in_words(value: Value) -> None:
    message = refused(SetCells(1, {CELL: value}), held_reports(consistent_report()))
    assert "予以公开" in message
    assert "自然人" in message
    assert CELL not in message


@pytest.mark.parametrize("value", [Decimal("-1"), Decimal(10**MAX_DIGITS), Decimal("0.1234567")])
def test_an_amount_that_does_not_fit_is_refused(value: Value) -> None:
    refused(SetCells(1, {"disclosure.fees.amount": value}), held_reports(consistent_report()))


@pytest.mark.parametrize("mode", Totals)
def test_a_total_that_would_not_fit_is_refused_before_it_is_stored(mode: Totals) -> None:
    held = held_reports(consistent_report(cells={"disputes.review.upheld": 10**MAX_DIGITS - 1}, totals=mode))
    edit = SetCells(1, {"disputes.review.other": 1})
    if mode is Totals.TYPED:
        done(edit, held)
    else:
        message = refused(edit, held)
        assert "行政复议" in message
        assert str(MAX_DIGITS) in message


def test_switching_to_totals_that_would_not_fit_is_refused() -> None:
    cells = dict.fromkeys(("disputes.review.upheld", "disputes.review.other"), 10**MAX_DIGITS - 1)
    held = held_reports(consistent_report(cells=cells))
    assert "行政复议" in refused(SetTotals(1, Totals.COMPUTED), held)
    computing = consistent_report(id=2, year=2030, cells=cells, totals=Totals.COMPUTED)
    assert "行政复议" in refused(AddReport(computing), held)


@pytest.mark.parametrize("cells", [{"no.such.cell": 1}, {TOTAL: -1}, {TOTAL: 10**MAX_DIGITS}, {CELL: 1}])
def test_switching_totals_may_set_totals_only_and_only_to_what_fits(cells: dict[str, Value]) -> None:
    refused(SetTotals(1, Totals.TYPED, cells), held_reports(consistent_report(totals=Totals.COMPUTED)))


@pytest.mark.parametrize("section", ["applications", "annex", ""])
def test_a_text_that_the_form_does_not_have_is_refused(section: str) -> None:
    assert f"“{section}”" in refused(SetText(1, section, "示例"), held_reports(consistent_report()))


@pytest.mark.parametrize("name", ["year", "unit", "cells", "nothing"])
def test_an_unknown_field_is_refused(name: str) -> None:
    assert name in refused(SetField(1, name, "示例"), held_reports(consistent_report()))


@pytest.mark.parametrize(
    "edit",
    [
        SetCells(1, {CELL: 1}), SetText(1, "other", "x"), SetField(1, "title", "x"), SetYear(1, 2030),
        SetTotals(1, Totals.COMPUTED), SetWaivers(1, ()), RemoveReport(1),
        Batch((SetStatus(1, Status.FINAL), SetText(1, "other", "x")), "几步"),
    ],
    ids=lambda edit: type(edit).__name__,
)  # fmt: skip
def test_a_final_report_is_read_only(edit: Edit) -> None:
    assert "已定稿" in refused(edit, held_reports(consistent_report(status=Status.FINAL)))


def test_a_final_report_can_be_reopened() -> None:
    final = consistent_report(status=Status.FINAL)
    assert after(SetStatus(1, Status.DRAFT, "数据有误"), final) == replace(final, status=Status.DRAFT)


def test_a_unit_has_one_report_a_year() -> None:
    held = held_reports(consistent_report(id=1, year=2023), consistent_report(id=2, year=2024))
    for edit in (
        AddReport(consistent_report(id=3, year=2024)),
        AddReport(consistent_report(id=2, year=2024)),
        SetYear(1, 2024),
    ):
        message = refused(edit, held)
        assert UNIT.name in message
        assert "2024" in message
    done(AddReport(consistent_report(id=3, year=2024, unit=OTHER_UNIT)), held)
    assert done(SetYear(1, 2023), held).reports == held.reports


@pytest.mark.parametrize("year", [0, -1, 24, 20245, 10**30])
def test_a_year_has_four_digits(year: int) -> None:
    held = held_reports(consistent_report())
    assert str(year)[:5] in refused(SetYear(1, year), held)
    refused(AddReport(consistent_report(id=2, year=year)), held)


@pytest.mark.parametrize("name", ["", " ", "\u3000"])
def test_a_unit_keeps_a_name(name: str) -> None:
    assert "单位名称不能为空" in refused(SetUnit(replace(UNIT, name=name)), held_reports(consistent_report()))


@pytest.mark.parametrize("edit", [SetCells(7, {CELL: 1}), RemoveReport(7)])
def test_a_report_that_is_not_there_is_a_key_error(edit: Edit) -> None:
    with pytest.raises(KeyError):
        perform(edit, held_reports(consistent_report()))


# Batches


def test_a_batch_is_all_or_nothing() -> None:
    held = held_reports(consistent_report())
    refused(Batch((SetCells(1, {CELL: 1}), SetCells(1, {"no.such.cell": 1})), "几步"), held)


def test_later_edits_of_a_batch_see_the_earlier_ones() -> None:
    held = held_reports(consistent_report(id=1, year=2024))
    swap = Batch((RemoveReport(1), AddReport(consistent_report(id=2, year=2024))), "换一份")
    assert list(done(swap, held).reports) == [2]
    twice = Batch((SetText(1, "other", "一"), SetText(1, "other", "二")), "几步")
    assert done(twice, held).report(1).text("other") == "二"
    gone = Batch((RemoveReport(1), SetText(1, "other", "一")), "几步")
    with pytest.raises(KeyError):
        perform(gone, held)


def test_reports_of_a_batch_can_exchange_years() -> None:
    held = held_reports(consistent_report(id=1, year=2023), consistent_report(id=2, year=2024))
    edit = Batch((SetYear(1, 2030), SetYear(2, 2023), SetYear(1, 2024)), "对调")
    changed = done(edit, held)
    assert [changed.report(n).year for n in (1, 2)] == [2024, 2023]
    assert done(inverse(edit, held), changed).reports == held.reports


def test_a_batch_of_nothing_does_nothing() -> None:
    held = held_reports(consistent_report())
    assert perform(Batch((), "无"), held) == []
    assert inverse(Batch((), "无"), held) == Batch((), "无")


def test_the_inverse_keeps_the_name_of_the_step() -> None:
    held = held_reports(consistent_report())
    for edit in (
        SetCells(1, {CELL: 1}, "粘贴"),
        SetText(1, "other", "x", "替换"),
        RemoveReport(1, "删除"),
        Batch((SetCells(1, {CELL: 1}),), "粘贴"),
    ):
        assert inverse(edit, held).label == edit.label
