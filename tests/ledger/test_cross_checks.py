"""What a ledger makes comparable."""

from dataclasses import replace
from datetime import date

from app.forms.loader import form_for
from app.ledger.counting import count
from app.ledger.cross_checks import carried_over, remarks
from app.ledger.working_days import state_calendar
from app.report import Report, Unit
from app.request import Dispute, Extension, Reply, Request

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
    said = [sentence for _, sentence in remarks([refused], state_calendar(), TODAY)]
    assert len(said) == 1
    assert "先申请行政复议" in said[0]
    reviewed = replace(refused, disputes=(Dispute(filed=date(2025, 2, 1)), *refused.disputes))
    earlier = replace(refused, reply=Reply("", date(2023, 12, 29)), arrived=date(2023, 12, 1))
    assert list(remarks([reviewed, earlier, OPEN], state_calendar(), TODAY)) == []
    (note,) = remarks([replace(OPEN, extension=Extension(True))], state_calendar(), TODAY)
    assert "延期告知" in note[1]
    many = [replace(OPEN, id=number) for number in range(11)]
    assert ["11 件" in sentence for _, sentence in remarks(many, state_calendar(), TODAY)] == [True]
