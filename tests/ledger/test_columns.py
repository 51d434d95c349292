"""What is typed into a column of a ledger, read; and the numbers of new requests."""

from datetime import date
from decimal import Decimal

import pytest

from app.errors import UserError
from app.ledger.columns.of_parts import DISPUTE_COLUMNS
from app.ledger.columns.of_requests import BY_KEY, COLUMNS, RESULTS, TYPES
from app.ledger.request_numbers import following_number
from app.request import Dispute, Request

TODAY = date(2026, 1, 9)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("1.3", date(2026, 1, 3)), ("12.30", date(2025, 12, 30)), ("20250103", date(2025, 1, 3)), ("0103", date(2026, 1, 3)),
        ("2025-1-3", date(2025, 1, 3)), ("2025年1月3日", date(2025, 1, 3)), ("１．３", date(2026, 1, 3)), ("今天", TODAY), ("", None),
    ],
)  # fmt: skip
def test_a_day_of_receipt_without_a_year_is_the_last_one(typed: str, day: date | None) -> None:
    assert BY_KEY["arrived"].put(Request(), typed, TODAY).arrived == day


def test_a_later_day_without_a_year_follows_the_day_before() -> None:
    request = Request(arrived=date(2025, 12, 20))
    assert BY_KEY["reply_dated"].put(request, "1.8", TODAY).reply.dated == date(2026, 1, 8)
    assert BY_KEY["reply_dated"].put(request, "12.25", TODAY).reply.dated == date(2025, 12, 25)


def test_a_day_before_its_base_is_no_day_a_year_ahead() -> None:
    request = Request(arrived=date(2025, 12, 20))
    assert BY_KEY["reply_dated"].put(request, "12.2", TODAY).reply.dated == date(2025, 12, 2)
    assert BY_KEY["corr_due"].put(request, "3.1", TODAY).correction.due == date(2026, 3, 1)


@pytest.mark.parametrize(
    "typed", ["2025.13.1", "二月三十", "1899.1.1", "2.30", "x", "2052.3.1", "1925.3.1", "20270201"]
)
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(UserError, match="收到日期"):
        BY_KEY["arrived"].put(Request(), typed, TODAY)


@pytest.mark.parametrize(
    ("column", "typed", "key"),
    [
        ("type", "z", "natural_person"), ("type", "公民", "natural_person"), ("type", "公司", "enterprise"), ("type", "ls", "legal_service"),
        ("result", "bcz", "unavailable_not_held"), ("result", "予以公开", "granted"), ("result", "部分", "partly_granted"), ("result", "信息不存在", "unavailable_not_held"), ("result", "在办", ""),
        ("result", "其他", "other_misc"), ("result", "", ""), ("channel", "wl", "网络"), ("channel", "信函", "信函"),
    ],
)  # fmt: skip
def test_choices_are_found_by_letters_or_words(column: str, typed: str, key: str) -> None:
    assert BY_KEY[column].read(BY_KEY[column].put(Request(), typed, TODAY)) == key


@pytest.mark.parametrize(("column", "typed"), [("type", "q9"), ("type", "s"), ("result", "已处理"), ("result", "不予公开"), ("extended", "也许"), ("fee_amount", "三百")])  # fmt: skip
def test_what_is_no_choice_is_refused_and_never_guessed(column: str, typed: str) -> None:
    with pytest.raises(UserError):
        BY_KEY[column].put(Request(), typed, TODAY)


def test_every_choice_is_found_by_its_own_name_and_by_letters() -> None:
    for column, choices in (("type", TYPES), ("result", RESULTS)):
        for choice in choices:
            assert BY_KEY[column].matches(choice.name)[0] == choice
            assert choice.letters
            assert choice in BY_KEY[column].matches(choice.letters[0])


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.key)
def test_what_a_column_shows_typed_again_is_the_same(column) -> None:
    request = Request(arrived=date(2025, 3, 1))
    typed = {"date": "2025.3.9", "choice": "其他", "flag": "是", "sum": "45.50"}.get(
        column.kind.value, "某某"
    )
    after = column.put(request, typed, TODAY)
    assert column.text(after)
    assert column.put(after, column.text(after), TODAY) == after
    assert column.read(column.put(after, "", TODAY)) == column.read(column.put(Request(), "", TODAY))


def test_an_emptied_part_is_no_part() -> None:
    request = BY_KEY["fee_amount"].put(Request(), "300", TODAY)
    assert request.fee.amount == Decimal(300)
    assert BY_KEY["fee_amount"].put(request, "", TODAY).fee is None


def test_a_dispute_after_review_can_be_left_open() -> None:
    column = next(column for column in DISPUTE_COLUMNS if column.key == "after_review")
    assert column.put(Dispute(), "经过复议", TODAY).after_review is True
    assert column.put(Dispute(), "未经复议", TODAY).after_review is False
    assert column.put(Dispute(after_review=True), "", TODAY).after_review is None


@pytest.mark.parametrize(
    ("known", "year", "number"),
    [
        ([], 2025, "〔2025〕1号"), (["〔2024〕7号"], 2025, "〔2025〕1号"), (["〔2025〕7号", "〔2025〕9号"], 2025, "〔2025〕10号"),
        (["2025001", "2025002"], 2025, "2025003"), (["2025-09"], 2025, "2025-10"), (["SQ-2025-010"], 2025, "SQ-2025-011"),
        (["江公开〔2025〕12号"], 2026, "江公开〔2026〕1号"), (["16", "17"], 2025, "18"), (["旧"], 2025, "〔2025〕1号"),
    ],
)  # fmt: skip
def test_numbers_go_on_as_the_newest_is_written(known: list[str], year: int, number: str) -> None:
    assert following_number(known, year) == number
