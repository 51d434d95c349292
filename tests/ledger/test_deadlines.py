"""Due dates against an independent count day by day, and what a clock says of special cases."""

import random
from dataclasses import replace
from datetime import date, timedelta

from app.ledger.counting import Tally
from app.ledger.deadlines import Clock, clock_of
from app.ledger.due_list import due_list, year_figures
from app.ledger.working_days import state_calendar
from app.request import Consultation, Correction, Extension, Fee, Reply, Request
from tests.ledger.independent import due_day_by_day, is_worked, nth_workday

TODAY = date(2026, 11, 1)


def clock(request: Request, today: date = TODAY) -> Clock:
    found = clock_of(request, state_calendar(), today)
    assert found is not None
    return found


def test_ten_thousand_requests_are_due_as_counted_day_by_day() -> None:
    chance = random.Random(20_260)
    for _ in range(10_000):
        start = date(2020, 1, 2) + timedelta(days=chance.randrange(2340))
        told = start + timedelta(days=chance.randrange(1, 15)) if chance.random() < 0.3 else None
        back = told + timedelta(days=chance.randrange(1, 30)) if told and chance.random() < 0.9 else None
        extended = chance.random() < 0.3
        base = back or start
        asked = []
        for _ in range(chance.choice((0, 0, 0, 1, 1, 2))):
            sent = base + timedelta(days=chance.randrange(0, 26))
            asked.append(
                (sent, sent + timedelta(days=chance.randrange(0, 45)) if chance.random() < 0.8 else None)
            )
        replied = base + timedelta(days=chance.randrange(0, 90))
        request = Request(
            arrived=start,
            correction=Correction(told, None, back) if told else None,
            extension=Extension(True, None) if extended else None,
            consultations=tuple(Consultation("", sent, answer) for sent, answer in asked),
            reply=Reply("", replied, None),
            outcome="granted",
        )
        due, paused = due_day_by_day(base, 40 if extended else 20, asked)
        found = clock(request)
        assert (found.due, found.paused_workdays) == (due, paused), request
        assert found.correction_notice_due == nth_workday(start, 7)
        assert found.late == (replied > due)
        late = sum(is_worked(due + timedelta(days=n)) for n in range(1, (replied - due).days + 1))
        assert found.workdays_late == late


def test_known_dates() -> None:
    for start, notice, due, extended in (
        (date(2025, 1, 20), date(2025, 2, 5), date(2025, 2, 21), date(2025, 3, 21)),
        (date(2025, 9, 26), date(2025, 10, 13), date(2025, 10, 30), date(2025, 11, 27)),
        (date(2026, 2, 13), date(2026, 3, 2), date(2026, 3, 19), date(2026, 4, 17)),
    ):
        found = clock(Request(arrived=start))
        assert (found.correction_notice_due, found.due) == (notice, due)
        assert clock(Request(arrived=start, extension=Extension(True))).due == extended


def test_the_confirmed_day_starts_the_clock_and_the_posting_judges() -> None:
    request = Request(
        arrived=date(2025, 12, 31), confirmed=date(2026, 1, 5), outcome="granted",
        reply=Reply("1", date(2026, 1, 30), date(2026, 2, 4)),
    )  # fmt: skip
    found = clock(request)
    assert found.start == date(2026, 1, 5)
    assert found.due == date(2026, 2, 2)
    assert found.late
    assert found.workdays_late == 2


def test_waiting_for_a_correction_nothing_is_due() -> None:
    found = clock(Request(arrived=date(2026, 10, 9), correction=Correction(told=date(2026, 10, 22))))
    assert found.due is None
    assert found.correction_notice_late
    assert not found.late
    assert found.days_left is None


def test_an_open_request_is_overdue_in_working_days() -> None:
    request = Request(number="1", arrived=date(2026, 9, 1))
    found = clock(request, date(2026, 10, 9))
    assert found.due == date(2026, 9, 29)
    assert found.late
    assert found.days_left == -3
    assert found.workdays_late == 3
    later = Request(number="2", arrived=date(2026, 9, 21))
    waiting = Request(number="3", arrived=date(2026, 9, 1), correction=Correction(told=date(2026, 9, 2)))
    listed = due_list(
        [waiting, later, request, Request(number="4", outcome="granted")], Tally(), date(2026, 10, 9)
    )
    assert [due.request.number for due in listed] == ["1", "2", "3"]
    assert listed[0].words == "超期 3 个工作日"
    assert listed[2].words == "等待补正"


def test_the_end_of_the_time_for_asking_for_a_correction_is_told_while_it_is_near() -> None:
    request = Request(number="1", arrived=date(2026, 9, 1))
    last = nth_workday(date(2026, 9, 1), 7)
    near = nth_workday(date(2026, 9, 1), 5)

    def words(today: date, **changes: object) -> str:
        (due,) = due_list([replace(request, **changes)], Tally(), today)  # type: ignore[arg-type]
        return due.words

    assert "补正" not in words(nth_workday(date(2026, 9, 1), 3))
    assert words(near) == "还剩 15 个工作日；如需补正，还有 2 个工作日"
    assert words(last) == "还剩 13 个工作日；如需补正，今天为限"
    assert "补正" not in words(last + timedelta(days=1))
    assert "如需补正" not in words(near, extension=Extension(True))
    assert "如需补正" not in words(near, consultations=(Consultation("某公司", near, None),))
    assert words(near, correction=Correction(told=near)) == "等待补正"


def test_a_fee_notice_stops_the_clock_until_payment() -> None:
    fee = Fee(told=date(2025, 3, 10), paid=date(2025, 3, 14))
    request = Request(arrived=date(2025, 3, 3), fee=fee)
    assert clock(request).due == nth_workday(date(2025, 3, 3), 24)
    assert clock_of(request, state_calendar(), TODAY, fee_pauses=False).due == nth_workday(
        date(2025, 3, 3), 20
    )  # type: ignore[union-attr]


def test_figures_for_the_texts() -> None:
    requests = [
        Request(number="1", type="natural_person", channel="网络", arrived=date(2025, 3, 3), outcome="granted",
                reply=Reply("", date(2025, 4, 30)), extension=None),
        Request(number="2", type="enterprise", channel="信函", arrived=date(2025, 3, 3), outcome="granted",
                reply=Reply("", date(2025, 3, 10)), correction=Correction(told=date(2025, 3, 4), returned=date(2025, 3, 5))),
        Request(number="3", type="enterprise", channel="信函", arrived=date(2025, 12, 3)),
        Request(number="4", type="", channel="当面", arrived=date(2025, 12, 3)),
    ]  # fmt: skip
    figures = year_figures(requests, 2025, Tally(), TODAY)
    assert dict(figures.by_channel) == {"网络": 1, "信函": 2}
    assert [request.number for request in figures.late] == ["1"]
    assert (figures.answered, figures.corrected, figures.extended) == (2, 1, 0)
