"""Which figure the diagnosis names, and when it says that it can't know."""

from dataclasses import replace

import pytest
from example import changed, filled, of_rule, with_text
from hypothesis import given, settings
from hypothesis import strategies as st

from app.report import Report, Totals
from app.rules.check import check
from app.rules.model import Finding, Suggestion
from app.totals import with_totals
from app.values import Value

FORM = filled().form
IN_EQUATIONS = [key for key, cell in FORM.cells.items() if cell.table != "disclosure"]
TYPED_ONLY = [key for key in IN_EQUATIONS if not FORM.cells[key].computed]


def broken(report: Report) -> list[Finding]:
    """The findings of equations."""
    return [finding for finding in check(report).findings if finding.left is not None and not finding.section]


def unsure(finding: Finding) -> bool:
    return "不能确定" in finding.hint or "相抵" in finding.hint


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(IN_EQUATIONS), st.integers(1, 500), st.booleans())
def test_one_wrong_figure_is_named_or_said_not_to_be_the_only_one_possible(
    cell: str, amount: int, up: bool
) -> None:
    report = filled(Totals.TYPED)
    right = report.cells[cell]
    assert isinstance(right, int)
    wrong = right + amount if up else right - amount
    if wrong < 0:
        wrong = right + amount
    found = broken(with_text(report.with_cells({cell: wrong}), overview="", preface=""))
    assert found
    for finding in found:
        assert finding.suggestion == Suggestion(cell, right) or unsure(finding)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(TYPED_ONLY), st.integers(1, 500))
def test_a_total_that_is_computed_is_never_the_culprit(cell: str, amount: int) -> None:
    report = filled()
    wrong = changed(report, **{cell: report.cells[cell] + amount})
    for finding in broken(with_text(wrong, overview="")):
        assert finding.hint
        assert finding.suggestion is None or not FORM.cells[finding.suggestion.cell].computed


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(IN_EQUATIONS), st.integers(1, 500))
def test_a_suggestion_mends_what_it_stands_at(cell: str, amount: int) -> None:
    report = filled(Totals.TYPED)
    wrong = report.with_cells({cell: report.cells[cell] + amount})
    for finding in broken(wrong):
        if finding.suggestion is not None:
            mended = wrong.with_cells({finding.suggestion.cell: finding.suggestion.value})
            assert broken(mended) == []


def typed(**cells: Value | None) -> list[Finding]:
    return broken(with_text(changed(filled(Totals.TYPED), **cells), overview=""))


def test_two_wrong_figures_that_share_no_equation_are_both_named() -> None:
    found = typed(applications__granted__natural_person=21, disputes__review__total=9)
    assert {finding.suggestion for finding in found} == {
        Suggestion("applications.granted.natural_person", 20),
        None,
    }


SLIPS = st.integers(-400, 400).filter(bool)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_of_several_wrong_figures_in_one_table_no_right_one_is_named(data: st.DataObject) -> None:
    report = with_text(filled(Totals.TYPED), overview="", preface="")
    first = data.draw(st.sampled_from(IN_EQUATIONS))
    table, row, column = first.split(".")
    near = {
        "table": [key for key in IN_EQUATIONS if key.startswith(f"{table}.")],
        "row": [key for key in IN_EQUATIONS if key.startswith(f"{table}.{row}.")],
        "column": [key for key in IN_EQUATIONS if key.startswith(f"{table}.") and key.endswith(f".{column}")],
    }[data.draw(st.sampled_from(["table", "row", "column"]))]
    cells = data.draw(st.lists(st.sampled_from(near), min_size=1, max_size=4, unique=True))
    wrong = {cell: abs(report.cells[cell] + data.draw(SLIPS)) for cell in cells}
    for finding in broken(report.with_cells(wrong)):
        if "很可能" in finding.hint or "处填错" in finding.hint:
            assert set(finding.culprits) <= set(cells), finding.hint
            if finding.suggestion is not None:
                assert finding.suggestion.value == report.cells[finding.suggestion.cell]


@pytest.mark.parametrize(
    "cells",
    [
        ("new.natural_person", "new.enterprise"),
        ("granted.natural_person", "granted.enterprise", "granted.legal_service"),
        ("granted.natural_person", "partly_granted.natural_person"),
        ("new.natural_person", "new.enterprise", "granted.enterprise"),
    ],
)
def test_several_wrong_figures_that_meet_in_an_equation_are_all_named_and_marked(
    cells: tuple[str, ...],
) -> None:
    report = with_text(filled(Totals.TYPED), overview="", preface="")
    keys = [f"applications.{cell}" for cell in cells]
    wrong = {key: report.cells[key] + 7 * 3**n for n, key in enumerate(keys)}
    found = broken(report.with_cells(wrong))
    assert {cell for finding in found for cell in finding.marked} == set(keys), "no total bears the mark"
    answers = {f.suggestion.cell: f.suggestion.value for f in found if f.suggestion is not None}
    assert answers == {key: report.cells[key] for key in keys}


def test_which_of_two_pairs_is_wrong_is_not_said_where_both_would_do() -> None:
    report = with_text(filled(Totals.TYPED), overview="", preface="")
    keys = ["applications.granted.natural_person", "applications.partly_granted.enterprise"]
    found = broken(report.with_cells({key: report.cells[key] + 5 for key in keys}))
    assert all(finding.suggestion is None for finding in found)
    assert all("不能确定" in finding.hint for finding in found)


def test_swapped_digits_are_said_in_words() -> None:
    found = typed(applications__new__natural_person=74)
    assert [finding.suggestion for finding in found] == [
        Suggestion("applications.new.natural_person", 47)
    ] * 2
    assert all("相邻两位对调" in finding.hint and "颠倒" in finding.hint for finding in found)


def test_a_difference_that_is_no_swap_is_not_called_one() -> None:
    assert all("颠倒" not in finding.hint for finding in typed(applications__new__natural_person=56))


SLIPS_OF_THE_HAND: dict[str, tuple[dict[str, int], int, tuple[str, ...]]] = {
    "in the neighbouring column": ({"unavailable_not_held__enterprise": 0, "unavailable_not_held__research_institute": 3}, 2, ("填错了格", "移到“本机关不掌握相关政府信息”行“商业企业”列")),
    "in the neighbouring row": ({"unavailable_needs_compiling__enterprise": 3, "unavailable_not_held__enterprise": 0}, 2, ("填错了格",)),
    "one number split over two cells": ({"new__enterprise": 1, "new__research_institute": 2}, 3, ("12 拆填在相邻的两格",)),
    "two cells off by the same amount, the total right": ({"granted__natural_person": 19, "granted__other_org": 1}, 2, ("“予以公开”行“自然人”列可能少计 1", "“予以公开”行“其他组织”列多计 1")),
    "two columns, where several rows would explain it": ({"new__natural_person": 46, "new__other_org": 1}, 2, ("“自然人”列与“其他组织”列一多一少",)),
    "a row counted twice": ({"declined_excessive__natural_person": 1, "declined_excessive__total": 1}, 2, ("各多 1，可能有一行整行重复",)),
}  # fmt: skip
"""The applications that were typed, how many findings there are, and what each of them says."""


@pytest.mark.parametrize("slip", SLIPS_OF_THE_HAND)
def test_a_slip_of_the_hand_is_recognised(slip: str) -> None:
    cells, count, said = SLIPS_OF_THE_HAND[slip]
    found = typed(**{f"applications__{key}": value for key, value in cells.items()})
    assert len(found) == count
    assert all(words in finding.hint for finding in found for words in said)


def test_in_computed_mode_the_text_bears_witness() -> None:
    report = changed(filled(), applications__new__natural_person=46)
    report = with_text(report, overview="全年自然人申请47件。")
    (finding, total) = of_rule(report, "applications.balance")
    assert finding.suggestion == total.suggestion == Suggestion("applications.new.natural_person", 47)
    assert "文中写的自然人的申请正是 47" in finding.hint


def test_last_years_report_tells_which_figure_is_wrong() -> None:
    before = changed(
        filled(), applications__carried_out__natural_person=3, applications__carried_out__enterprise=0
    )
    report = with_text(changed(filled(), applications__carried_in__natural_person=8), overview="")
    (finding, *_) = of_rule(report, "applications.balance", before)
    assert finding.suggestion == Suggestion("applications.carried_in.natural_person", 3)


def test_where_nothing_decides_no_suggestion_is_made() -> None:
    report = with_text(changed(filled(), applications__new__enterprise=13), overview="")
    for finding in of_rule(report, "applications.balance"):
        assert finding.suggestion is None
        assert "不能确定是哪一格" in finding.hint


def test_last_years_figure_is_doubted_where_this_years_hold_together() -> None:
    before = changed(filled(), applications__carried_out__natural_person=77)
    found = of_rule(filled(), "carry_over.applications.natural_person", before)
    assert ["请先核对上一年的数" in finding.hint for finding in found] == [True]


def test_last_year_is_not_blamed_without_evidence() -> None:
    before = changed(
        filled(), applications__carried_out__natural_person=77, applications__new__natural_person=121
    )
    found = of_rule(filled(), "carry_over.applications.natural_person", before)
    assert ["不能确定是哪一年" in finding.hint for finding in found] == [True]


def test_two_rows_that_are_off_against_each_other_are_named() -> None:
    found = typed(applications__granted__natural_person=21, applications__partly_granted__natural_person=5)
    assert len(found) == 2
    assert all("“予以公开”行“自然人”列多计 1" in f.hint or "一多一少" in f.hint for f in found)


def test_a_row_that_was_counted_twice_in_part_and_total_is_named() -> None:
    cells = dict(filled().cells)
    for column in ("natural_person", "total"):
        again = cells[f"applications.partly_granted.{column}"]
        cells[f"applications.declined_excessive.{column}"] = again
        cells[f"applications.total.{column}"] += again
    found = check(replace(filled(), totals=Totals.TYPED, cells=cells)).findings
    hints = [finding.hint for finding in found if finding.rule.startswith("applications.balance")]
    assert len(hints) == 2
    assert all("“部分公开”或“无正当理由大量反复申请”行的各数" in hint for hint in hints), hints


def test_the_cell_edited_last_is_said_where_it_is_a_candidate() -> None:
    report = with_text(changed(filled(), applications__new__enterprise=13), overview="")
    found = check(report, edited="applications.new.enterprise").findings
    hints = [f.hint for f in found if f.rule.startswith("applications.balance")]
    assert hints
    assert all("最后改动的是“本年新收”行“商业企业”列" in hint for hint in hints)
    other = check(report, edited="disputes.review.upheld").findings
    assert not [f for f in other if "最后改动" in f.hint]


def test_the_named_cell_is_the_one_to_go_to_and_to_mark() -> None:
    for finding in typed(applications__granted__natural_person=21):
        assert finding.culprits == finding.marked == ("applications.granted.natural_person",)


def test_a_slip_over_two_cells_marks_both() -> None:
    for finding in typed(applications__new__enterprise=1, applications__new__research_institute=2):
        assert set(finding.marked) == {
            "applications.new.enterprise",
            "applications.new.research_institute",
        }


def test_where_many_cells_would_do_none_is_named_and_none_counted() -> None:
    report = with_text(changed(filled(), applications__new__enterprise=13), overview="")
    for finding in of_rule(report, "applications.balance"):
        assert finding.culprits == ()
        assert finding.marked == finding.cells[:1]
        assert "格可能" not in finding.hint
        assert not any(FORM.cells[key].name in finding.hint for key in finding.cells)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(IN_EQUATIONS), st.integers(1, 99))
def test_swapped_digits_are_hinted_at_only_where_a_swap_would_mend(cell: str, times: int) -> None:
    report = filled(Totals.TYPED)
    wrong = with_text(report.with_cells({cell: report.cells[cell] + 9 * times}), overview="")
    for finding in broken(wrong):
        if "颠倒" not in finding.hint:
            continue
        mended = (
            wrong.with_cells({key: value}) for key in finding.culprits for value in swaps(wrong.cells[key])
        )
        assert any(finding.rule not in [other.rule for other in broken(report)] for report in mended)


def swaps(value: Value) -> list[int]:
    """Return what *value* gives with two neighbouring digits swapped."""
    digits = str(value)
    return [int(digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :]) for i in range(len(digits) - 1)]


def test_no_figure_of_a_table_that_does_not_add_up_is_offered_to_the_text() -> None:
    """42 typed for 24 shows in the balance alone where totals are added up: the text that says 34 is right."""
    good = filled()
    said = good.cells["applications.granted.total"]
    texts = {**good.sections, "overview": f"{good.sections['overview']}\n其中，予以公开{said}件。"}
    wrong = {
        "applications.granted.natural_person": int(good.cells["applications.granted.natural_person"]) + 18
    }
    report = with_totals(replace(good, sections=texts, totals=Totals.COMPUTED).with_cells(wrong))
    found = check(report)
    assert found.errors
    stated = [
        f
        for f in found.findings
        if "applications.granted.total" in f.cells and f.rule.startswith("narrative")
    ]
    assert stated
    assert not any(finding.replacements for finding in stated)
