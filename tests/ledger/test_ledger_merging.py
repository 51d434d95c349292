"""A ledger that is read again updates what is known and doubles nothing."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.imports.ledgers import read_ledger
from app.ledger.anonymous_requests import without_applicant
from app.ledger.merging import MergedLedger, merged
from app.request import Consultation, Dispute, Reply, Request
from tests.ledger.files import told_by, write_xlsx
from tests.ledger.layouts import LAYOUTS, Told

OPEN = Request(
    7, 1, "〔2025〕1号", "甲", "natural_person", arrived=date(2025, 3, 3), content="图纸", source="台账!3"
)


def again(known: list[Request], read: list[Request]) -> MergedLedger:
    return merged(known, read, unit_id=1, first_id=100)


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_same_file_changes_nothing(tmp_path: Path, name: str) -> None:
    told = told_by(LAYOUTS[name], 77, 120)
    path = write_xlsx(told, tmp_path / "台账.xlsx")
    first = again([], list(read_ledger(path).requests))
    assert len({request.id for request in first.added}) == len(first.added) > 60
    second = again(list(first.added), list(read_ledger(path).requests))
    assert (second.added, second.changed) == ((), ())
    assert second.unchanged == len(first.added)


def test_a_ledger_that_grew_adds_what_is_new(tmp_path: Path) -> None:
    told = told_by(LAYOUTS["A"], 78, 120)
    rows = told.sheets[0].rows
    short = Told([type(told.sheets[0])("Sheet1", rows[:60], told.sheets[0].merges)], told.items)
    first = again([], list(read_ledger(write_xlsx(short, tmp_path / "半年.xlsx")).requests))
    second = again(list(first.added), list(read_ledger(write_xlsx(told, tmp_path / "全年.xlsx")).requests))
    assert len(first.added) + len(second.added) == len(read_ledger(tmp_path / "全年.xlsx").requests)
    assert second.changed == ()


def test_an_answer_that_came_closes_the_known_request() -> None:
    read = replace(OPEN, id=0, number="[2025]1号", reply=Reply("复1号", date(2025, 3, 20)), outcome="granted")
    found = again([OPEN], [read])
    assert found.added == ()
    assert found.changed[0][1].outcome == "granted"
    assert found.changed[0][1].id == 7


def test_what_was_typed_here_stays_where_the_ledger_is_blank() -> None:
    known = replace(OPEN, channel="信函", note="电话核实过")
    assert again([known], [replace(OPEN, id=0)]).unchanged == 1


def test_what_a_person_decided_stays_decided() -> None:
    asked = replace(
        OPEN,
        id=0,
        outcome_words="已回复",
        doubt="办理结果不能归入任何一行",
        reply=Reply("", date(2025, 3, 9)),
    )
    decided = replace(asked, id=7, outcome="granted", doubt="")
    assert again([decided], [asked]).unchanged == 1
    clearer = replace(asked, outcome_words="不予公开（过程性信息）", outcome="refused_deliberative", doubt="")
    assert again([decided], [clearer]).changed[0][1].outcome == "refused_deliberative"


def test_a_number_that_begins_anew_each_year_is_another_request() -> None:
    first = replace(OPEN, number="001")
    other = Request(0, 0, "001", "乙公司", "enterprise", arrived=date(2026, 2, 2), content="合同")
    assert len(again([first], [other]).added) == 1


def test_requests_without_a_number_are_known_by_what_they_are() -> None:
    known = replace(OPEN, number="")
    read = replace(known, id=0, source="台账!9", reply=Reply("", date(2025, 3, 9)), outcome="granted")
    assert len(again([known], [read]).changed) == 1
    twice = again([known], [read, replace(read, source="台账!10")])
    assert (len(twice.changed), len(twice.added)) == (1, 1)


def test_an_applicant_who_was_deleted_does_not_come_back() -> None:
    """Reading the ledger again brings no name or text back, and adds nothing, with a number and without."""
    for number in (OPEN.number, ""):
        asked = Consultation("某企业", date(2025, 3, 5), date(2025, 3, 7))
        closed = replace(
            OPEN, number=number, reply=Reply("", date(2025, 3, 20)), outcome="granted", outcome_words="予以公开",
            consultations=(asked,), source="台账!3",
        )  # fmt: skip
        known = without_applicant(closed)
        moved = replace(closed, id=0, source="台账!7")
        for read in (replace(closed, id=0), moved):
            found = again([known], [read])
            assert not found.added
            for _, after in found.changed:
                assert replace(after, source=known.source) == known
        another = replace(moved, arrived=date(2026, 3, 3), reply=None, outcome="", applicant="另一人")
        assert len(again([known], [another]).added) == 1


def test_a_day_that_a_person_corrected_stays() -> None:
    """A number without its last zero is read the same way again."""
    read = replace(OPEN, arrived=date(2025, 1, 3), unsure=(date(2025, 1, 3),))
    corrected = replace(read, arrived=date(2025, 1, 30))
    assert again([corrected], [replace(read, id=0)]).unchanged == 1
    assert again([corrected.settled()], [replace(read, id=0)]).unchanged == 1
    assert again([read.settled()], [replace(read, id=0)]).unchanged == 1


def test_disputes_go_on() -> None:
    filed = Dispute("review", filed=date(2025, 4, 1))
    ended = replace(filed, closed=date(2025, 6, 1), outcome="upheld")
    suit = Dispute("suit", filed=date(2025, 7, 1))
    found = again([replace(OPEN, disputes=(filed,))], [replace(OPEN, id=0, disputes=(ended, suit))])
    assert found.changed[0][1].disputes == (ended, suit)
