"""A ledger on screen and the report that was there before: nothing is done to what nobody sees."""

from collections.abc import Callable

from app.report import Report
from ui.frame.main_window import MainWindow
from ui.frame.workbench import Workbench
from ui.views.ledger.ledger_page import LedgerPage


def test_beside_a_ledger_no_command_acts_on_the_report_that_was_on_screen(
    window: MainWindow, page: LedgerPage
) -> None:
    actions = window.menu_actions.by_name
    assert not [name for name in ("finalize", "print_report", "delete_report") if actions[name].isEnabled()]
    assert "台账" in window.windowTitle()
    assert "2025" not in window.windowTitle()
    window.workbench.show_page(None)
    assert actions["finalize"].isEnabled()
    assert "2025" in window.windowTitle()


def test_a_report_that_comes_on_screen_takes_the_place_of_anothers_ledger(
    workbench: Workbench, page: LedgerPage, add_report: Callable[..., Report]
) -> None:
    assert workbench.shows_ledger
    add_report("乙县教育局", 2025)
    assert not workbench.shows_ledger
