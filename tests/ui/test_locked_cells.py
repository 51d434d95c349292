"""A cell that takes no typing says why it does not, and says what is true of this report."""

import pytest
from collecting_office import CITY, NAMES, YEAR
from driving import table
from fixture_types import ReportAdder
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.edits import FINAL_REFUSAL, SUM_REFUSAL, SetStatus
from app.report import Status, Unit
from ui.frame.main_window import MainWindow

PART, TOTAL = "applications.granted.enterprise", "applications.granted.total"


def answer(window: MainWindow, cell: str) -> str:
    """Click a cell, type a digit, and return what is said."""
    view = table(window, cell.partition(".")[0])
    index = view.model().index_for(cell)
    view.scrollTo(index)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())
    before = window.workbench.session.report
    QTest.keyClick(view, Qt.Key.Key_7)
    assert window.workbench.session.report == before
    return window.statusBar().currentMessage()


@pytest.mark.parametrize("cell", [PART, TOTAL])
@pytest.mark.parametrize("final", [False, True])
def test_a_sum_says_that_its_units_make_it_up_until_it_is_final(
    office: MainWindow, cell: str, final: bool
) -> None:
    session, city = office.workbench.session, Unit(CITY, NAMES[CITY])
    session.apply(session.collection.making(city, YEAR))
    aggregate = session.collection.sum_of(city, YEAR)
    if final:
        session.apply(SetStatus(aggregate.id, Status.FINAL))
    session.select(aggregate.id)
    office.workbench.middle.show_page(None)
    assert answer(office, cell) == (FINAL_REFUSAL if final else SUM_REFUSAL)


@pytest.mark.parametrize(
    ("status", "words"),
    [(Status.DRAFT, "自动计算合计"), (Status.FINAL, FINAL_REFUSAL)],
    ids=["draft", "final"],
)
def test_a_total_says_that_it_is_worked_out_until_the_report_is_final(
    window: MainWindow, add_report: ReportAdder, status: Status, words: str
) -> None:
    add_report(status=status)
    assert words in answer(window, TOTAL)
