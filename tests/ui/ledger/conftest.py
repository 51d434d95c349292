"""A window with a unit's ledger on screen."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication

from app.report import Report
from app.request import Reply, Request
from ui.frame.workbench import Workbench
from ui.views.ledger.ledger_page import LedgerPage

UNIT = "示例县教育局"


def invented(number: int, year: int = 2025) -> Request:
    """Return an invented request that is answered within its time."""
    day = date(year, 1 + number % 9, 1 + number % 27)
    return Request(
        number=f"〔{year}〕{number}号",
        applicant=f"申请人{number}",
        type=("natural_person", "enterprise")[number % 2],
        channel=("当面", "网络")[number % 2],
        arrived=day,
        content=f"第{number}项信息",
        reply=Reply(f"复〔{year}〕{number}号", day.replace(day=min(day.day + 5, 28))),
        outcome=("granted", "unavailable_not_held", "partly_granted")[number % 3],
    )


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
