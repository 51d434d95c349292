"""The linear engine: a rule holds, is broken, or is not evaluated; exactly the right ones, whatever cell changes.

The expectations come from `definitions`, which is written by hand, not from the engine or the form files.
"""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import definitions
import pytest
from builders import consistent_cells, consistent_report
from hypothesis import given, settings
from hypothesis import strategies as st

from app.forms.loader import forms, load
from app.forms.model import YEARLY
from app.report import Report, Totals
from app.rules.equations.equation_checks import evaluate
from app.rules.model import Finding, Result, RuleOutcome, Severity
from app.totals import with_totals
from app.values import Value

FORM = "cn-disclosure-2021"
BOTH = pytest.mark.parametrize("form_id", definitions.FORM_IDS)
EQUATIONS = definitions.equations(FORM)
APPLICATIONS = [key for key in definitions.cell_keys(FORM) if key.startswith("applications.")]
OTHERS = [key for key in definitions.cell_keys(FORM) if not key.startswith("applications.")]


def by_rule(report: Report, previous: Report | None = None) -> dict[str, Result]:
    results = evaluate(report, previous)
    assert len({result.rule for result in results}) == len(results)
    return {result.rule: result for result in results}


def rules(report: Report, outcome: RuleOutcome, previous: Report | None = None) -> set[str]:
    return {rule for rule, result in by_rule(report, previous).items() if result.outcome is outcome}


def finding(report: Report, rule: str, previous: Report | None = None) -> Finding:
    found = by_rule(report, previous)[rule].finding
    assert found is not None
    return found


def changed(form: str, **values: Value | None) -> Report:
    """A consistent typed report with some cells changed; a key's dots are written as two underscores."""
    return consistent_report(form).with_cells(
        {key.replace("__", "."): value for key, value in values.items()}
    )


# This year's equations


@BOTH
def test_all_equations_hold_on_a_consistent_report(form_id: str) -> None:
    report = consistent_report(form_id)
    assert rules(report, RuleOutcome.BROKEN) == set()
    assert rules(report, RuleOutcome.HOLDS) >= set(definitions.equations(form_id))
    assert rules(report, RuleOutcome.NOT_EVALUATED) == set()


def test_the_form_of_2021_has_42_equations_that_block() -> None:
    assert len(EQUATIONS) == 42
    assert set(EQUATIONS) <= set(by_rule(consistent_report()))


@pytest.mark.parametrize("step", [1, -1])
@pytest.mark.parametrize("cell", APPLICATIONS)
def test_changing_a_cell_of_applications_by_one_breaks_exactly_the_equations_it_stands_in(
    cell: str, step: int
) -> None:
    report = consistent_report()
    wanted = {rule for rule, (left, right) in EQUATIONS.items() if cell in left or cell in right}
    assert wanted
    broken = rules(report.with_cells({cell: report.cells[cell] + step}), RuleOutcome.BROKEN)
    assert broken == wanted


def test_there_are_175_cells_of_applications() -> None:
    assert len(APPLICATIONS) == 175


@pytest.mark.parametrize("cell", OTHERS)
def test_changing_another_cell_by_one_breaks_exactly_the_equations_it_stands_in(cell: str) -> None:
    report = consistent_report()
    wanted = {rule for rule, (left, right) in EQUATIONS.items() if cell in left or cell in right}
    assert rules(report.with_cells({cell: report.cells[cell] + 1}), RuleOutcome.BROKEN) == wanted


@pytest.mark.parametrize("cell", definitions.cell_keys("cn-disclosure-2019"))
def test_so_it_is_in_the_form_of_2019(cell: str) -> None:
    report = consistent_report("cn-disclosure-2019")
    equations = definitions.equations("cn-disclosure-2019")
    wanted = {rule for rule, (left, right) in equations.items() if cell in left or cell in right}
    assert rules(report.with_cells({cell: report.cells[cell] + 1}), RuleOutcome.BROKEN) == wanted


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from(APPLICATIONS), st.integers(0, 30), max_size=12), st.integers(1, 5))
def test_whatever_changes_a_rule_is_broken_just_when_its_sides_differ(
    values: dict[str, Value], seed: int
) -> None:
    cells = consistent_cells(FORM, seed) | values
    report = consistent_report(FORM, cells=cells)
    wanted = {
        rule
        for rule, (left, right) in EQUATIONS.items()
        if sum(cells[key] for key in left) != sum(cells[key] for key in right)
    }
    assert rules(report, RuleOutcome.BROKEN) == wanted


@pytest.mark.parametrize(("rule", "sides"), EQUATIONS.items(), ids=list(EQUATIONS))
def test_a_finding_names_the_cells_both_sides_and_the_difference(
    rule: str, sides: tuple[list[str], list[str]]
) -> None:
    left, right = sides
    report = consistent_report()
    report = report.with_cells({left[0]: report.cells[left[0]] + 3})
    found = finding(report, rule)
    assert found.rule == rule
    assert found.severity is Severity.ERROR
    assert set(found.cells) == {*left, *right}
    assert len(found.cells) == len(set(found.cells))
    assert found.left == sum(report.cells[key] for key in left)
    assert found.right == sum(report.cells[key] for key in right)
    assert found.difference == 3
    assert str(found.left) in found.message
    assert str(found.right) in found.message
    assert "相差 3" in found.message
    assert "_" not in found.message
    assert "." not in found.message


def test_a_finding_says_the_equation_in_words() -> None:
    values: dict[str, Value] = {"new": 5, "carried_in": 0, "total": 4, "carried_out": 0}
    report = consistent_report().with_cells(
        {f"applications.{row}.natural_person": value for row, value in values.items()}
    )
    assert finding(report, "applications.balance.natural_person").message == (
        "自然人列收办不平：本年新收 5 + 上年结转 0 = 5，而办理结果总计 4 + 结转下年 0 = 4，相差 1。"
    )


def test_a_difference_is_never_negative() -> None:
    for step in (2, -2):
        report = consistent_report()
        key = "disputes.review.total"
        assert (
            finding(report.with_cells({key: report.cells[key] + step}), "disputes.total.review").difference
            == 2
        )


# Untouched cells


@BOTH
def test_nothing_is_evaluated_on_an_empty_report(form_id: str) -> None:
    for mode in Totals:
        report = consistent_report(form_id, cells={}, totals=mode)
        results = by_rule(report)
        assert {result.outcome for result in results.values()} == {RuleOutcome.NOT_EVALUATED}
        assert all(result.untouched and result.finding is None for result in results.values())


@pytest.mark.parametrize("cell", APPLICATIONS + OTHERS)
def test_an_untouched_cell_leaves_its_equations_open_and_is_named(cell: str) -> None:
    results = by_rule(consistent_report().with_cells({cell: None}))
    for rule, (left, right) in EQUATIONS.items():
        if cell in left or cell in right:
            assert results[rule].outcome is RuleOutcome.NOT_EVALUATED
            assert results[rule].untouched == (cell,)
        else:
            assert results[rule].outcome is RuleOutcome.HOLDS
            assert results[rule].untouched == ()


def test_all_untouched_cells_are_named_in_the_forms_order() -> None:
    blank = ["applications.carried_out.enterprise", "applications.new.enterprise"]
    result = by_rule(consistent_report().with_cells(dict.fromkeys(blank)))["applications.balance.enterprise"]
    assert result.untouched == tuple(reversed(blank))


def test_zero_is_a_value() -> None:
    report = consistent_report(cells=dict.fromkeys(definitions.cell_keys(FORM), 0))
    assert rules(report, RuleOutcome.HOLDS) >= set(EQUATIONS)


# Computed totals


@pytest.mark.parametrize("cell", ["applications.granted.enterprise", "applications.other_misc.other_org"])
def test_in_computed_mode_a_total_with_a_blank_part_leaves_the_equations_that_rest_on_it_open(
    cell: str,
) -> None:
    column = cell.rpartition(".")[2]
    row = cell.split(".")[1]
    report = with_totals(consistent_report(totals=Totals.COMPUTED).with_cells({cell: None}))
    results = by_rule(report)
    open_rules = {rule for rule in EQUATIONS if results[rule].outcome is RuleOutcome.NOT_EVALUATED}
    assert open_rules == {
        f"applications.balance.{column}", "applications.balance.total",
        f"applications.results.{column}", "applications.results.total",
        f"applications.row_total.{row}", "applications.row_total.total",
    }  # fmt: skip
    assert {results[rule].untouched for rule in open_rules} == {(cell,)}
    assert rules(report, RuleOutcome.BROKEN) == set()


def test_in_computed_mode_only_the_balance_can_break() -> None:
    report = consistent_report(totals=Totals.COMPUTED)
    report = with_totals(report.with_cells({"applications.new.enterprise": 0}))
    assert rules(report, RuleOutcome.BROKEN) == {
        "applications.balance.enterprise",
        "applications.balance.total",
    }


def test_in_typed_mode_a_typed_total_stands_although_a_part_is_blank() -> None:
    report = consistent_report().with_cells({"applications.granted.enterprise": None})
    assert by_rule(report)["applications.balance.enterprise"].outcome is RuleOutcome.HOLDS


# The year before

CARRY = {f"carry_over.applications.{column}" for column in definitions.SEVEN}
STOCK = {"stock.in_force.rules", "stock.in_force.normative_documents"}
AT_LEAST = {"stock.at_least_issued.rules", "stock.at_least_issued.normative_documents"}


def year_before(report: Report, **changes: object) -> Report:
    """Last year's report to which *report* connects in every rule."""
    cells = consistent_cells(report.form.id, 7)
    for column in definitions.SEVEN:
        cells[f"applications.carried_out.{column}"] = report.cells[f"applications.carried_in.{column}"]
    if report.form.id == FORM:
        for row in ("rules", "normative_documents"):
            now = {
                name: report.cells[f"disclosure.{row}.{name}"] for name in ("issued", "repealed", "in_force")
            }
            cells[f"disclosure.{row}.in_force"] = now["in_force"] - now["issued"] + now["repealed"]
    return replace(consistent_report(report.form.id, cells=cells, id=2, year=report.year - 1), **changes)


def test_rules_of_the_year_before_need_last_years_report() -> None:
    report = consistent_report()
    assert not set(by_rule(report)) & (CARRY | STOCK)
    assert set(by_rule(report)) >= AT_LEAST
    with_last = by_rule(report, year_before(report))
    assert set(with_last) >= CARRY | STOCK | set(EQUATIONS)
    assert not set(with_last) & AT_LEAST


def test_rules_of_the_year_before_hold_when_the_years_connect() -> None:
    report = consistent_report()
    assert rules(report, RuleOutcome.BROKEN, year_before(report)) == set()
    assert rules(report, RuleOutcome.NOT_EVALUATED, year_before(report)) == set()


@pytest.mark.parametrize("column", definitions.SEVEN)
def test_carried_in_differs_from_last_years_carried_out(column: str) -> None:
    report = consistent_report()
    before = year_before(report)
    key = f"applications.carried_out.{column}"
    before = before.with_cells({key: before.cells[key] + 26})
    rule = f"carry_over.applications.{column}"
    assert rules(report, RuleOutcome.BROKEN, before) == {rule}
    found = finding(report, rule, before)
    assert found.severity is Severity.WARNING
    assert found.cells == (f"applications.carried_in.{column}",)
    assert (found.left, found.right) == (found.left, before.cells[key])
    assert found.difference == 26


@pytest.mark.parametrize("row", ["rules", "normative_documents"])
def test_stock_follows_from_last_years_stock(row: str) -> None:
    report = consistent_report()
    before = year_before(report)
    for name in ("issued", "repealed", "in_force"):
        key = f"disclosure.{row}.{name}"
        wrong = report.with_cells({key: report.cells[key] + 1})
        assert rules(wrong, RuleOutcome.BROKEN, before) == {f"stock.in_force.{row}"}
        found = finding(wrong, f"stock.in_force.{row}", before)
        assert found.severity is Severity.WARNING
        assert found.difference == 1
        assert set(found.cells) == {f"disclosure.{row}.{n}" for n in ("issued", "repealed", "in_force")}


@pytest.mark.parametrize("row", ["rules", "normative_documents"])
@pytest.mark.parametrize(
    ("issued", "repealed", "in_force", "broken"),
    [(5, 2, 3, False), (5, 2, 2, True), (5, 2, 9, False), (0, 4, 0, False)],
)
def test_without_last_years_report_stock_is_at_least_what_was_issued(
    row: str, issued: int, repealed: int, in_force: int, broken: bool
) -> None:
    values = {"issued": issued, "repealed": repealed, "in_force": in_force}
    report = consistent_report().with_cells({f"disclosure.{row}.{name}": n for name, n in values.items()})
    assert rules(report, RuleOutcome.BROKEN) == ({f"stock.at_least_issued.{row}"} if broken else set())


def test_stock_is_never_compared_across_the_two_forms_but_carry_over_is() -> None:
    report = consistent_report(year=2021)
    before = consistent_report("cn-disclosure-2019", year=2020)
    assert not set(by_rule(report, before)) & STOCK
    assert set(by_rule(report, before)) >= CARRY | AT_LEAST
    connecting = before.with_cells(
        {
            f"applications.carried_out.{c}": report.cells[f"applications.carried_in.{c}"]
            for c in definitions.SEVEN
        }
    )
    assert rules(report, RuleOutcome.HOLDS, connecting) >= CARRY


def test_a_blank_cell_of_last_year_leaves_its_rule_open() -> None:
    report = consistent_report()
    before = year_before(report).with_cells({"applications.carried_out.enterprise": None})
    assert rules(report, RuleOutcome.NOT_EVALUATED, before) == {"carry_over.applications.enterprise"}
    result = by_rule(report, before)["carry_over.applications.enterprise"]
    assert result.untouched == ()
    assert result.untouched_before == ("applications.carried_out.enterprise",)


def test_a_total_of_last_year_that_lacks_a_part_is_not_compared() -> None:
    report = consistent_report()
    before = with_totals(
        year_before(report, totals=Totals.COMPUTED).with_cells({"applications.carried_out.enterprise": None})
    )
    assert "applications.carried_out.total" in before.cells
    assert rules(report, RuleOutcome.NOT_EVALUATED, before) == {
        "carry_over.applications.enterprise",
        "carry_over.applications.total",
    }
    assert by_rule(report, before)["carry_over.applications.total"].untouched_before == (
        "applications.carried_out.enterprise",
    )


def test_a_blank_cell_of_this_year_and_of_last_year_are_told_apart() -> None:
    report = consistent_report().with_cells({"applications.carried_in.enterprise": None})
    result = by_rule(report, year_before(consistent_report()))["carry_over.applications.enterprise"]
    assert result.untouched == ("applications.carried_in.enterprise",)
    assert result.untouched_before == ()


# Terms with weights, in a made-up form

WEIGHTED = """
id = "weighted"
name = "示例"
notice = "示例"
document_type = "示例"
title = "示例"
title_words = ["示例"]
first_year = 2020
[[sections]]
key = "main"
heading = "一、数据"
tab = "一"
table = "main"
[tables.main]
name = "数据"
[[tables.main.bands]]
columns = [{ key = "sum", label = "金额", kind = "amount" }]
rows = [{ key = "end", label = "年末" }, { key = "start", label = "年初" }, { key = "out", label = "支出" }, { key = "pair", label = "对" }]
[[equations]]
id = "main.flow"
name = "流量"
table = "main"
each = "column"
left = ["end"]
relation = "="
right = ["start", { key = "out", weight = -1 }, { key = "pair", weight = 2 }]
severity = "ask"
formula = "年末 = 年初 − 支出 + 2 × 对"
message = "{left_sum}，而{right_sum}，相差 {difference}"
source = "示例"
"""


@pytest.fixture
def weighted(tmp_path: Path) -> Report:
    path = tmp_path / "w.toml"
    path.write_text(WEIGHTED, encoding="utf-8")
    return replace(consistent_report(), form=load(path), cells={}, totals=Totals.TYPED)


def test_weights_count_and_stand_in_the_words(weighted: Report) -> None:
    values = {"end": "7.5", "start": "6", "out": "0.5", "pair": "1"}
    report = weighted.with_cells({f"main.{row}.sum": Decimal(text) for row, text in values.items()})
    assert rules(report, RuleOutcome.HOLDS) == {"main.flow.sum"}
    found = finding(report.with_cells({"main.end.sum": Decimal("7.25")}), "main.flow.sum")
    assert found.severity is Severity.ASK
    assert (found.left, found.right, found.difference) == (Decimal("7.25"), Decimal("7.5"), Decimal("0.25"))
    assert found.message == "年末 7.25，而年初 6 - 支出 0.5 + 2×对 1 = 7.5，相差 0.25"


def test_forms_are_bundled() -> None:
    yearly = {form.id for form in forms().values() if form.series == YEARLY}
    assert yearly == set(definitions.FORM_IDS)
