"""The check code differs for figures that a person may confuse, and a workbook can compute it."""

from decimal import Decimal
from itertools import pairwise

import pytest

from app.check_code import PRIME, cell_weights, check_code, share, spaced
from app.forms.loader import forms
from app.values import Kind

FORM = forms()["cn-disclosure-2021"]
KEYS = tuple(FORM.cells)


def _filled() -> dict[str, int | Decimal]:
    return {key: number * 7 % 90 for number, key in enumerate(KEYS)}


def test_an_untouched_report_has_zeros_and_a_zero_is_not_blank() -> None:
    assert check_code(FORM, {}) == "00000000"
    assert check_code(FORM, {KEYS[0]: 0}) != "00000000"


def test_every_single_change_and_every_exchange_of_neighbours_changes_the_code() -> None:
    cells = _filled()
    code = check_code(FORM, cells)
    for key in KEYS:
        assert check_code(FORM, cells | {key: cells[key] + 1}) != code
        assert check_code(FORM, {other: cells[other] for other in KEYS if other != key}) != code
    for left, right in pairwise(KEYS):
        assert check_code(FORM, cells | {left: cells[right], right: cells[left]}) != code


def test_the_code_does_not_depend_on_order_or_on_how_an_amount_is_written() -> None:
    cells = _filled() | {"disclosure.fees.amount": Decimal("12.50")}
    same = dict(reversed(cells.items())) | {"disclosure.fees.amount": Decimal("12.5")}
    assert check_code(FORM, cells) == check_code(FORM, same)
    other = cells | {"disclosure.fees.amount": Decimal("12.500001")}
    assert check_code(FORM, other) != check_code(FORM, cells)


@pytest.mark.parametrize("kind", list(Kind))
def test_all_steps_are_exact_in_a_double(kind: Kind) -> None:
    largest: int | Decimal = kind.largest
    if kind is Kind.AMOUNT:
        largest = Decimal(f"{kind.largest}.999999")
    scaled = int(largest * (10**6 if kind is Kind.AMOUNT else 1)) + 1
    assert float(scaled) == scaled < 2**53
    assert (PRIME - 1) * max(cell_weights(FORM).values()) < 2**53
    assert 0 <= share(-5 if kind is Kind.CHANGE else largest, kind, 9_999_991) < PRIME


def test_the_weights_of_each_form_differ() -> None:
    for form in forms().values():
        assert len(set(cell_weights(form).values())) == len(form.cells)


def test_the_code_is_read_out_in_two_groups() -> None:
    assert spaced("00123456") == "0012 3456"


def test_the_code_of_known_figures_never_changes() -> None:
    """Workbooks and papers that were handed out keep their codes."""
    assert check_code(FORM, _filled()) == "93402159"
