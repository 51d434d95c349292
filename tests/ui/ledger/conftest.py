"""A window with a unit's ledger on screen."""

from collections.abc import Callable

import pytest
from invented_requests import invented
from PySide6.QtWidgets import QApplication

from app.report import Report
from ui.frame.workbench import Workbench
from ui.views.ledger.ledger_page import LedgerPage

UNIT = "示例县教育局"


@pytest.fixture
def page(workbench: Workbench, add_report: Callable[..., Report], qapp: QApplication) -> LedgerPage:
    """The page of the unit's empty ledger; the unit has a report of 2025."""
    add_report(UNIT, 2025)
    workbench.run(lambda verbs: verbs.ledger.open_ledger())
    return workbench.verbs.ledger.page


@pytest.fixture
def filled_page(page: LedgerPage) -> Callable[[int], LedgerPage]:
    """Puts so many invented requests into the ledger on screen."""

    def run(count: int) -> LedgerPage:
        requests = {number: invented(number) for number in range(1, count + 1)}
        from dataclasses import replace

        unit = page.ledger.unit
        page.ledger.put(
            {n: replace(request, id=n, unit_id=unit.id) for n, request in requests.items()}, "准备"
        )
        return page

    return run
