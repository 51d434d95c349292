"""Counting against a count written separately, the equations of the form, and the choices a unit has."""

import random
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.forms.compiled import cell_equations
from app.forms.ledger_reader import filled_cells
from app.forms.loader import form_for, forms
from app.ledger.counting import Count, Tally, cells_to_set, count, differences
from app.ledger.counting_choices import QUESTIONS
from app.ledger.deadlines import clock_of
from app.ledger.fees import by_items, by_pages, monthly_items
from app.ledger.outcomes import MATTERS, OUTCOMES, TYPES
from app.ledger.request_numbers import next_number, same_number
from app.report import Report, Totals, Unit
from app.request import Appeal, Correction, Dispute, Fee, LedgerSettings, Reply, Request

FORM = form_for(2025)
COLUMNS, RESULTS = [*TYPES], [*OUTCOMES]


def counted(requests: list[Request], year: int, settings: LedgerSettings | None = None) -> Count:
    found = count(requests, year, form_for(year), settings or LedgerSettings())
    assert found is not None
    return found


def closed(result: str = "granted", **more: object) -> Request:
    request = Request(1, 1, "1", "甲", "natural_person", arrived=date(2025, 3, 3), outcome=result,
                      reply=Reply("", date(2025, 3, 20)))  # fmt: skip
    return replace(request, **more)  # type: ignore[arg-type]


def random_request(chance: random.Random, number: int) -> Request:
    arrived = date(2022, 6, 1) + timedelta(days=chance.randrange(1300))
    confirmed = arrived + timedelta(days=chance.randrange(0, 9)) if chance.random() < 0.2 else None
    reply, outcome = None, ""
    if chance.random() < 0.9:
        reply = Reply(f"〔{number}〕", (confirmed or arrived) + timedelta(days=chance.randrange(0, 120)))
        outcome = chance.choice(RESULTS)
    disputes = []
    for _ in range(chance.choice((0, 0, 0, 1, 2))):
        filed = arrived + timedelta(days=chance.randrange(0, 200))
        ended = filed + timedelta(days=chance.randrange(0, 300)) if chance.random() < 0.7 else None
        disputes.append(
            Dispute(
                chance.choice(("review", "suit")),
                chance.choice((True, False)),
                co_defendant=chance.random() < 0.1,
                filed=filed,
                closed=ended,
                outcome=chance.choice(("upheld", "corrected", "other")) if ended else "",
            )
        )
    return Request(number, 1, str(number), "甲", chance.choice(COLUMNS), arrived=arrived, confirmed=confirmed,
                   reply=reply, outcome=outcome, disputes=tuple(disputes),
                   doubt="不清楚" if chance.random() < 0.05 else "")  # fmt: skip


def brute_force(requests: list[Request], year: int, *, old_form: bool) -> Counter[str]:
    """Count by looking at every request for every cell, knowing nothing of how the product does it."""
    cells: Counter[str] = Counter()
    for request in requests:
        for dispute in request.disputes:
            if dispute.co_defendant or dispute.filed.year > year:
                continue
            row = "review"
            if dispute.kind == "suit":
                row = "suit_after_review" if dispute.after_review else "direct_suit"
            if dispute.closed is None or dispute.closed.year > year:
                cells[f"disputes.{row}.pending"] += 1
            elif dispute.closed.year == year:
                cells[f"disputes.{row}.{dispute.outcome}"] += 1
        if request.doubt:
            continue
        day = request.confirmed if request.confirmed else request.arrived
        ended = request.reply.dated.year if request.reply else 9999
        row = request.outcome
        if old_form and row.startswith("other_"):
            row = "other_handling"
        if day.year == year:
            cells[f"applications.new.{request.type}"] += 1
        elif day.year < year <= ended:
            cells[f"applications.carried_in.{request.type}"] += 1
        if ended == year:
            cells[f"applications.{row}.{request.type}"] += 1
        elif day.year <= year < ended:
            cells[f"applications.carried_out.{request.type}"] += 1
    return cells


def test_a_thousand_ledgers_equal_a_separate_count_and_every_equation_holds() -> None:
    chance = random.Random(19)
    checked = 0
    for number in range(1000):
        requests = [random_request(chance, serial) for serial in range(chance.choice((0, 5, 20, 60)))]
        year = chance.choice((2020, 2022, 2023, 2024, 2025, 2026))
        form = form_for(year)
        found = count(requests, year, form, LedgerSettings(keeps_disputes=True))
        expected = brute_force(requests, year, old_form=year < 2021)
        basic = filled_cells(form.ledger)
        assert {cell: found.cells[cell] for cell in basic} == {cell: expected[cell] for cell in basic}, number
        for equation in cell_equations(form):
            cells = [term for side in (equation.left, equation.right) for term in side]
            if equation.stated.table == "disclosure" or any(term.previous for term in cells):
                continue
            left, right = (
                sum(term.weight * found.cells[term.cell] for term in side)
                for side in (equation.left, equation.right)
            )
            assert left == right, equation.id
            checked += 1
    assert checked == 42 * 1000 - missing_equations()


def missing_equations() -> int:
    """The format of 2019 has fewer rows and so fewer equations."""
    chance = random.Random(19)
    fewer = 0
    for _ in range(1000):
        for serial in range(chance.choice((0, 5, 20, 60))):
            random_request(chance, serial)
        fewer += chance.choice((2020, 2022, 2023, 2024, 2025, 2026)) == 2020
    return fewer * (len(_counted_equations(form_for(2025))) - len(_counted_equations(form_for(2020))))


def _counted_equations(form: object) -> list[str]:
    return [
        equation.id
        for equation in cell_equations(form)  # type: ignore[arg-type]
        if equation.stated.table != "disclosure"
        and not any(term.previous for term in equation.left + equation.right)
    ]


def test_every_yearly_form_says_which_cells_a_ledger_fills() -> None:
    for form in forms().values():
        if form.series == "yearly":
            assert form.ledger is not None
            assert set(form.ledger.results) == set(OUTCOMES)
            assert all(not form.cells[cell].computed for cell in filled_cells(form.ledger))


def test_the_old_form_adds_the_other_rows_up() -> None:
    requests = [
        closed(key, arrived=date(2020, 3, 3), reply=Reply("", date(2020, 4, 1)))
        for key in ("other_not_corrected", "other_fee_unpaid", "other_misc")
    ]
    assert counted(requests, 2020).cells["applications.other_handling.natural_person"] == 3


def test_a_figure_opens_its_requests_and_a_request_its_cells() -> None:
    first, second = closed(id=1), closed("declined_petition", id=2, type="enterprise")
    found = counted([first, second], 2025)
    assert [part.request.id for part in found.requests_of("applications.new.total", FORM)] == [1, 2]
    assert found.cells_of(2) == ("applications.new.enterprise", "applications.declined_petition.enterprise")


def test_table_four_is_untouched_where_the_ledger_says_nothing() -> None:
    assert not [cell for cell in counted([closed()], 2025).cells if cell.startswith("disputes")]
    kept = counted([closed()], 2025, LedgerSettings(keeps_disputes=True)).cells
    assert kept["disputes.review.total"] == 0


def test_what_cannot_be_decided_stays_out_and_is_named() -> None:
    for request, why in (
        (closed(arrived=None), "收到日期"),
        (closed(type=""), "申请人类别"),
        (closed(reply=Reply("", date(2025, 1, 2))), "早于"),
        (closed(reply=None), "没有答复日期"),
        (closed(""), "没有办理结果"),
        (closed("unclear_before_correction"), "不能归入"),
        (closed("internal_or_deliberative"), "不能归入"),
        (closed("archived"), "不能归入"),
        (closed(type="individual_business"), "类别"),
    ):
        found = counted([request], 2025)
        assert why in found.unresolved[0].why
        assert not any(found.cells.values())


def test_defaults_are_listed_and_can_be_chosen_otherwise() -> None:
    withdrawn = closed("withdrawn")
    found = counted([withdrawn], 2025)
    assert found.cells["applications.other_misc.natural_person"] == 1
    assert [(asked.topic, asked.default) for _, asked in found.questions] == [("withdrawn", "other_misc")]
    left = counted([withdrawn], 2025, LedgerSettings(choices={"withdrawn": "not_counted"}))
    assert not any(left.cells.values())
    assert left.left_out == ((withdrawn, "not_counted"),)
    passed = closed("passed_on")
    assert not any(counted([passed], 2025).cells.values())
    told = replace(passed, reply=Reply("〔2025〕3号", date(2025, 4, 1)))
    assert counted([told], 2025).cells["applications.unavailable_not_held.natural_person"] == 1
    for question in QUESTIONS:
        assert question.default in question.choices
        assert len(question.reason) > 10
    assert {question.key for question in QUESTIONS} >= set(MATTERS)


def test_requests_that_ended_by_silence_close_the_day_after() -> None:
    silent = closed(
        "other_not_corrected", reply=None, correction=Correction(date(2025, 12, 10), date(2025, 12, 31))
    )
    found = counted([silent], 2025)
    assert found.cells["applications.carried_out.total"] == 1
    assert found.questions[0][1].default == "closed the day after 补正期限: 2026-01-01"
    assert counted([silent], 2026).cells["applications.other_not_corrected.total"] == 1
    unpaid = closed("other_fee_unpaid", reply=None, fee=Fee(told=date(2025, 3, 3)))
    assert counted([unpaid], 2025).cells["applications.other_fee_unpaid.total"] == 1


def test_the_year_of_the_number_stands_in_for_a_missing_date() -> None:
    request = closed(reply=Reply("江公复〔2026〕3号"))
    assert counted([request], 2025).cells["applications.carried_out.total"] == 1
    found = counted([request], 2026)
    assert found.cells["applications.granted.total"] == 1
    assert found.questions[0][1].topic == "year_of_number"


def test_an_appeal_is_the_same_case() -> None:
    appeal = Appeal(date(2025, 11, 1), date(2026, 3, 1), "corrected")
    suit = Dispute(
        "suit", False, filed=date(2025, 5, 1), closed=date(2025, 9, 1), outcome="upheld", appeal=appeal
    )
    request = closed(disputes=(suit,))
    assert counted([request], 2025).cells["disputes.direct_suit.pending"] == 1
    assert counted([request], 2025).cells["disputes.direct_suit.total"] == 1
    assert counted([request], 2026).cells["disputes.direct_suit.corrected"] == 1
    first_only = LedgerSettings(choices={"appeals": "first_only"})
    assert counted([request], 2025, first_only).cells["disputes.direct_suit.upheld"] == 1


def test_a_suit_after_a_review_is_told_by_the_review() -> None:
    review = Dispute("review", filed=date(2025, 4, 1), closed=date(2025, 6, 1), outcome="upheld")
    suit = Dispute("suit", filed=date(2025, 7, 1))
    found = counted([closed(disputes=(review, suit))], 2025)
    assert found.cells["disputes.suit_after_review.pending"] == 1
    assert counted([closed(disputes=(suit,))], 2025).cells["disputes.direct_suit.pending"] == 1


def test_what_would_change_in_a_report() -> None:
    report = Report(1, Unit(1, "某局"), 2025, FORM, cells={"applications.new.natural_person": 1})
    found = counted([closed()], 2025)
    changes = differences(found, report)
    assert "applications.new.natural_person" not in changes
    assert changes["applications.granted.natural_person"] == (None, 1)
    assert "applications.total.total" not in cells_to_set(found, report)
    assert cells_to_set(found, replace(report, totals=Totals.TYPED))["applications.total.total"] == 1


def test_a_tally_that_goes_on_counts_what_is_counted_anew() -> None:
    chance = random.Random(7)
    requests = [random_request(chance, serial) for serial in range(300)]
    tally = Tally()
    tally.count(requests, 2024, FORM)
    for changed in (0, 150, 299):
        requests[changed] = replace(requests[changed], outcome="granted")
        assert tally.count(requests, 2024, FORM) == count(requests, 2024, FORM)
    del requests[10]
    assert tally.count(requests, 2024, FORM) == count(requests, 2024, FORM)
    for today in (date(2024, 6, 3), date(2024, 6, 4), date(2024, 6, 3)):
        clocks = [tally.clock(request, today) for request in requests]
        assert clocks == [clock_of(request, tally.calendar, today) for request in requests]


@pytest.mark.parametrize(
    ("items", "total"), [(0, 0), (10, 0), (11, 100), (30, 2000), (31, 2200), (35, 3000), (41, 4300)]
)
def test_fee_by_items(items: int, total: int) -> None:
    assert by_items(items).total == total
    assert str(total) in by_items(items).explanation


@pytest.mark.parametrize(
    ("pages", "total"), [(0, 0), (30, 0), (31, 10), (100, 700), (200, 2700), (201, 2740), (250, 4700)]
)
def test_fee_by_pages(pages: int, total: int) -> None:
    assert by_pages(pages).total == total


def test_items_over_the_free_ones_by_applicant_and_month() -> None:
    requests = [closed(id=n, arrived=date(2025, 3, 1 + n)) for n in range(11)] + [
        closed(arrived=date(2025, 4, 1))
    ]
    assert list(monthly_items(requests)) == [("甲", 2025, 3)]


def test_numbers_are_given_without_gaps() -> None:
    assert next_number([], 2025) == "〔2025〕1号"
    assert next_number(["〔2025〕1号", "（2025）3号", "〔2024〕9号"], 2025) == "〔2025〕4号"
    assert same_number("江公〔２０２５〕3 号") == same_number("江公(2025)3号")


def test_the_cells_of_a_request_stand_in_the_order_of_the_form() -> None:
    """Whichever request came first: one that is carried over is named after, not before, what carries it in."""
    first = Request(1, 1, "1", "甲", "natural_person", arrived=date(2025, 3, 3))
    second = Request(2, 1, "2", "乙", "natural_person", arrived=date(2024, 3, 4))
    counted = count([first, second], 2025, form_for(2025))
    assert counted is not None
    rows = [cell.split(".")[1] for cell in counted.cells_of(2)]
    assert rows == ["carried_in", "carried_out"]
