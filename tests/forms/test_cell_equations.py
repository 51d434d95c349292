"""The equations of a form, written out cell by cell."""

from pathlib import Path

import definitions
import pytest
from form_text import GOOD

from app.forms.cell_equations import CellEquation
from app.forms.compiled import CircularTotal, cell_equations, compiled, total_definitions
from app.forms.loader import forms, load
from app.forms.model import Form

BOTH = pytest.mark.parametrize("form_id", definitions.FORM_IDS)


def _sides(equation: CellEquation) -> tuple[list[str], list[str]]:
    assert all(term.weight == 1 and not term.previous for term in equation.left + equation.right)
    return [term.cell for term in equation.left], [term.cell for term in equation.right]


@BOTH
def test_the_equations_that_block_are_those_of_the_official_form(form_id: str) -> None:
    written = [
        equation for equation in cell_equations(forms()[form_id]) if equation.stated.severity == "error"
    ]
    assert {equation.id: _sides(equation) for equation in written} == definitions.equations(form_id)
    assert len(written) == len({equation.id for equation in written})


@BOTH
def test_carried_in_is_compared_with_last_years_carried_out_in_each_column(form_id: str) -> None:
    found = {
        equation.id: (equation.left, equation.right)
        for equation in cell_equations(forms()[form_id])
        if equation.stated.id == "carry_over.applications"
    }
    assert set(found) == {f"carry_over.applications.{column}" for column in definitions.SEVEN}
    for rule, ((left,), (right,)) in found.items():
        column = rule.rpartition(".")[2]
        assert (left.cell, left.previous) == (f"applications.carried_in.{column}", False)
        assert (right.cell, right.previous) == (f"applications.carried_out.{column}", True)


def test_stock_follows_from_last_years(form_2021: Form) -> None:
    by_id = {equation.id: equation for equation in cell_equations(form_2021)}
    for row in ("rules", "normative_documents"):
        right = by_id[f"stock.in_force.{row}"].right
        assert [(term.cell, term.weight, term.previous) for term in right] == [
            (f"disclosure.{row}.in_force", 1, True),
            (f"disclosure.{row}.issued", 1, False),
            (f"disclosure.{row}.repealed", -1, False),
        ]
        least = by_id[f"stock.at_least_issued.{row}"]
        assert least.stated.relation == ">="
        assert [(term.cell, term.weight) for term in least.right] == [
            (f"disclosure.{row}.issued", 1),
            (f"disclosure.{row}.repealed", -1),
        ]


@BOTH
def test_ids_of_all_equations_are_different(form_id: str) -> None:
    ids = [equation.id for equation in cell_equations(forms()[form_id])]
    assert len(ids) == len(set(ids))


@BOTH
def test_a_total_is_defined_as_the_equations_say_and_after_the_totals_it_needs(form_id: str) -> None:
    defined = total_definitions(forms()[form_id])
    assert set(defined) == definitions.total_keys(form_id)
    possible = [
        (left[0], tuple(right)) for left, right in definitions.equations(form_id).values() if len(left) == 1
    ]
    seen: set[str] = set()
    for total, parts in defined.items():
        assert (total, parts) in possible
        assert not (set(parts) & defined.keys()) - seen
        seen.add(total)


@BOTH
def test_a_total_rests_on_typed_cells_only(form_id: str) -> None:
    parts = compiled(forms()[form_id]).parts
    totals = definitions.total_keys(form_id)
    rows = [row for row, _ in definitions.results(form_id)]
    grand = {f"applications.{row}.{column}" for row in rows for column in definitions.SIX}
    assert parts("applications.total.total") == grand
    assert parts("applications.total.natural_person") == {
        f"applications.{row}.natural_person" for row in rows
    }
    assert parts("applications.granted.total") == {
        f"applications.granted.{column}" for column in definitions.SIX
    }
    assert parts("applications.granted.natural_person") == {"applications.granted.natural_person"}
    assert all(not parts(total) & totals for total in totals)


@BOTH
def test_totals_are_those_of_the_form(form_id: str) -> None:
    assert total_definitions(forms()[form_id]).keys() == definitions.total_keys(form_id)


def test_groups_stand_for_their_leaves_and_over_limits_the_places(tmp_path: Path) -> None:
    path = tmp_path / "示例.toml"
    path.write_text(GOOD.replace('each = "row"', 'each = "row"\nover = ["new", "refused"]'), encoding="utf-8")
    written = [equation for equation in cell_equations(load(path)) if equation.stated.id == "main.row_total"]
    assert [(equation.id, equation.at) for equation in written] == [
        ("main.row_total.new", "新收"),
        ("main.row_total.refused", "不公开"),
    ]
    assert _sides(written[1]) == (
        ["main.refused.total"],
        ["main.refused.people", "main.refused.firms", "main.refused.others"],
    )


def test_a_total_summed_from_itself_is_refused_and_named(tmp_path: Path) -> None:
    from dataclasses import replace

    path = tmp_path / "示例.toml"
    path.write_text(GOOD, encoding="utf-8")
    form = load(path)
    first = form.equations[0]
    turned = first._replace(id="main.turned", left=first.right[:1], right=first.left)
    with pytest.raises(CircularTotal, match=r"main\.new\.(total|people)"):
        total_definitions(replace(form, equations=(first, turned)))
