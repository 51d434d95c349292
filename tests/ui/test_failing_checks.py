"""A check that fails leaves nobody without a verdict: it is made again, and a fault of the program is told."""

from collections.abc import Callable
from typing import Any

import pytest
from fixture_types import Complete
from pytestqt.qtbot import QtBot
from test_verdicts import _lies

from app.edits import SetCells
from app.errors import UserError
from app.report import Report
from app.rules.check import Check
from app.store.full_checks import full_check
from app.store.repository import Repository
from ui.frame.main_window import MainWindow
from ui.work import checking

Failing = Callable[[Exception], list[int]]


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Failing:
    """Let the first full check of each report fail in its thread; the reports of all checks begun come back."""

    def run(error: Exception) -> list[int]:
        begun: list[int] = []

        def work(repository: Repository, report: Report, *others: Any) -> Callable[[], Check]:
            first = report.id not in begun
            begun.append(report.id)
            return _failed if first else full_check(repository, report, *others)

        def _failed() -> Check:
            raise error

        monkeypatch.setattr(checking, "full_check", work)
        return begun

    return run


def test_a_check_that_can_not_be_made_is_made_again(
    qtbot: QtBot, window: MainWindow, complete: Complete, failing: Failing
) -> None:
    begun = failing(UserError("数据文件正在使用。"))
    complete()
    session = window.workbench.session
    qtbot.waitUntil(lambda: session.check is not None and session.check.completed, timeout=20_000)
    assert len(begun) >= 2


def test_the_list_goes_on_after_a_check_that_can_not_be_made(
    qtbot: QtBot, window: MainWindow, complete: Complete, failing: Failing
) -> None:
    begun = failing(UserError("数据文件正在使用。"))
    made = [complete(name) for name in ("示例县民政局", "示例县水利局", "示例县教育局")]
    qtbot.waitUntil(lambda: _lies(window, settled=True) == [], timeout=30_000)
    assert {report.id for report in made} <= set(begun)


def test_a_decision_that_can_not_be_checked_leaves_the_check_on_its_way(
    qtbot: QtBot, window: MainWindow, complete: Complete, failing: Failing
) -> None:
    failing(UserError("数据文件正在使用。"))
    complete()
    session = window.workbench.session
    with pytest.raises(UserError):
        session.check_now()
    qtbot.waitUntil(lambda: session.check is not None and session.check.completed, timeout=20_000)


def test_figures_are_checked_and_a_check_is_on_its_way_where_the_settings_can_not_be_read(
    qtbot: QtBot, window: MainWindow, complete: Complete, monkeypatch: pytest.MonkeyPatch
) -> None:
    report, session = complete(), window.workbench.session
    qtbot.waitUntil(lambda: session.check.completed, timeout=20_000)

    def unreadable(_repository: Repository) -> None:
        raise UserError("数据文件正在使用。")

    with monkeypatch.context() as patched:
        patched.setattr(Repository, "rule_settings", property(unreadable))
        session.apply(SetCells(report.id, {"disputes.review.total": 5000}))
        assert session.check.mistakes
        qtbot.wait(300)
        assert not session.check.full
    qtbot.waitUntil(lambda: session.check.full, timeout=20_000)


def test_a_check_with_a_fault_of_the_program_is_told(
    qtbot: QtBot, window: MainWindow, complete: Complete, failing: Failing
) -> None:
    with qtbot.captureExceptions() as told:
        failing(ZeroDivisionError("a fault"))
        complete()
        qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert isinstance(told[0][1], ZeroDivisionError)
