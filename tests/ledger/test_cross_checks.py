"""What is compared between a ledger and the figures of a report."""

from dataclasses import replace
from datetime import date

import pytest

from app.forms.loader import form_for
from app.ledger.counting import Tally, count
from app.ledger.cross_checks import SHARED_NUMBER, carried_over, remarks
from app.ledger.day_checks import day_notes
from app.report import Report, Unit
from app.request import Consultation, Correction, Dispute, Extension, Fee, Reply, Request

FORM = form_for(2025)
OPEN = Request(1, 1, "〔2024〕9号", "甲", "natural_person", arrived=date(2024, 12, 20), outcome="granted",
               reply=Reply("", date(2025, 1, 9)))  # fmt: skip
TODAY = date(2026, 11, 1)


def test_last_years_report_is_compared_number_by_number() -> None:
    counted = count([OPEN, replace(OPEN, id=2, number="〔2024〕10号")], 2025, FORM)
    assert counted is not None
    last = Report(
        1,
        Unit(1, "某局"),
        2024,
        FORM,
        cells={"applications.carried_out.natural_person": 1, "applications.carried_out.enterprise": 0},
    )
    (found,) = carried_over(counted, last)
    assert (found.column, found.reported) == ("natural_person", 1)
    assert "〔2024〕9号、〔2024〕10号" in found.message
    assert carried_over(counted, last.with_cells({"applications.carried_out.natural_person": 2})) == []


def test_remarks() -> None:
    refused = replace(
        OPEN, outcome="refused_deliberative", disputes=(Dispute("suit", filed=date(2025, 3, 1)),)
    )
    said = [sentence for _, sentence in remarks([refused], Tally(), TODAY)]
    assert len(said) == 1
    assert "先申请行政复议" in said[0]
    reviewed = replace(refused, number="8", disputes=(Dispute(filed=date(2025, 2, 1)), *refused.disputes))
    earlier = replace(refused, number="7", reply=Reply("", date(2023, 12, 29)), arrived=date(2023, 12, 1))
    assert list(remarks([reviewed, earlier, OPEN], Tally(), TODAY)) == []
    (note,) = remarks([replace(OPEN, extension=Extension(True))], Tally(), TODAY)
    assert "延期告知" in note[1]
    many = [replace(OPEN, id=number, number=str(number)) for number in range(11)]
    assert ["11 件" in sentence for _, sentence in remarks(many, Tally(), TODAY)] == [True]


def test_a_note_on_a_review_that_nobody_entered_is_remarked_on() -> None:
    """Of a ledger without columns for disputes table four is left alone: a note that tells of one would go unseen."""
    noted = replace(OPEN, note="2025年3月20日申请行政复议")
    said = [sentence for _, sentence in remarks([noted], Tally(), TODAY)]
    assert len(said) == 1
    assert "没有计入第四部分" in said[0]
    entered = replace(noted, disputes=(Dispute(filed=date(2025, 3, 20)),))
    denied = replace(OPEN, id=2, number="2", note="未申请复议")
    assert list(remarks([entered, denied], Tally(), TODAY)) == []


def test_a_number_of_two_requests_is_remarked_on() -> None:
    twin = replace(OPEN, id=99, applicant="另一人", number=f" {OPEN.number} ")
    found = list(remarks([OPEN, twin, replace(OPEN, id=98, number="")], Tally(), TODAY))
    assert [request.id for request, said in found if said == SHARED_NUMBER] == [OPEN.id, 99]
    next_year = replace(twin, number="1", arrived=date(2026, 1, 5))
    found = list(remarks([replace(OPEN, number="1"), next_year], Tally(), date(2026, 1, 6)))
    assert not [said for _, said in found if "编号" in said]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"confirmed": date(2025, 3, 1)}, "确认日期 2025 年 3 月 1 日早于收到日期"),
        ({"correction": Correction(told=date(2025, 2, 1))}, "补正告知日期"),
        ({"correction": Correction(date(2025, 3, 7), None, date(2025, 3, 5))}, "收到补正的日期"),
        ({"extension": Extension(True, date(2025, 3, 1))}, "延期告知日期"),
        ({"consultations": (Consultation("", date(2025, 3, 1)),)}, "征求意见的日期"),
        ({"fee": Fee(told=date(2025, 3, 10), paid=date(2025, 3, 7))}, "缴费日期"),
        ({"reply": Reply("", date(2025, 3, 20), date(2025, 3, 18)), "outcome": "granted"}, "送达日期"),
        ({"reply": Reply("", date(2025, 12, 20)), "outcome": "granted"}, "在今天以后"),
        ({"reply": Reply("", date(2052, 3, 20)), "outcome": "granted"}, "不合情理"),
        ({"disputes": (Dispute(filed=date(2025, 2, 1)),)}, "诉讼立案"),
    ],
)
def test_days_that_cannot_follow_each_other_are_remarked_on(changes: dict[str, object], says: str) -> None:
    known = replace(OPEN, number="〔2025〕9号", arrived=date(2025, 3, 3), confirmed=None)
    today = date(2025, 6, 2)
    known = replace(known, outcome="", reply=None)
    assert not list(day_notes(known, today))
    assert any(says in note for note in day_notes(replace(known, **changes), today))
    assert any(says in note for _, note in remarks([replace(known, **changes)], Tally(), today))
