"""Nothing on a ledger's page moves under the mouse: no notice moves it, and no request that is chosen."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from driving import part
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.frame.workbench import Workbench
from ui.views.ledger.ledger_page import LedgerPage


def _stands(page: LedgerPage) -> list[tuple[str, QPoint, int]]:
    """Return where everything is that the mouse may be on; the grid's rows with it."""
    parts: list[QWidget] = [*page.form.fields.values(), page.form.clock, page.form.tabs.tabBar(), page.grid]
    parts += page.findChildren(QWidget, "ledger_register_request")
    found = [(one.objectName(), one.mapToGlobal(QPoint(0, 0)), one.width()) for one in parts]
    rows = [page.grid.rowViewportPosition(row) for row in range(page.model.rowCount())]
    return [*found, *(("row", QPoint(0, place), page.grid.height()) for place in rows)]


@pytest.mark.parametrize("height", [560, 720, 1000])
@pytest.mark.parametrize("row", [0, 39])
def test_nothing_moves_when_a_notice_comes_or_goes(
    qtbot: QtBot, filled_page: Callable[[int], LedgerPage], workbench: Workbench, height: int, row: int
) -> None:
    page = filled_page(40)
    workbench.window().resize(1366, height)
    page.grid.go_to(row, 0)
    page.focus_page()
    qtbot.wait(50)
    before = _stands(page)

    def close() -> None:
        button = next(one for one in workbench.notice.findChildren(QPushButton) if one.text() == "关闭")
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    for act in (
        lambda: workbench.notice.say("第一行\n第二行\n第三行", stay=True),
        close,
        lambda: workbench.notice.say("第一行", stay=True),
        workbench.notice.hide,
        lambda: workbench.standing.say("只读。", kind="warning"),
        lambda: workbench.notice.say("又一条\n有两行", kind="error"),
        close,
        workbench.standing.hide,
    ):
        act()
        qtbot.wait(70)
        assert _stands(page) == before
    assert part(page.window(), QWidget, "ledgerTable").height() == before[-1][2]


def test_a_ledger_opened_beside_a_notice_has_all_of_its_form_above_it(
    qtbot: QtBot, filled_page: Callable[[int], LedgerPage], workbench: Workbench
) -> None:
    """The reminder of what is due is there when the ledger is opened; once it is closed, nothing moves before the next page."""
    page = filled_page(40)
    workbench.window().resize(1366, 768)
    workbench.middle.show_page(None)
    workbench.notice.say("三日内到期 1 件", stay=True)
    qtbot.wait(50)
    workbench.run(lambda verbs: verbs.ledger.open_ledger())
    qtbot.wait(70)
    area, last = page.scrolled(), page.form.fields["result"]

    def bottom() -> int:
        return last.mapTo(area.viewport(), QPoint(0, last.height())).y()

    assert workbench.notice.isVisible()
    assert bottom() <= area.viewport().height()
    before = _stands(page)
    button = next(one for one in workbench.notice.findChildren(QPushButton) if one.text() == "关闭")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.wait(70)
    assert _stands(page) == before
    lower = bottom()
    workbench.middle.show_page(None)
    qtbot.wait(20)
    workbench.run(lambda verbs: verbs.ledger.open_ledger())
    qtbot.wait(70)
    assert lower < bottom() <= area.viewport().height()


def test_a_long_name_and_many_cells_make_the_page_no_wider(
    qtbot: QtBot, filled_page: Callable[[int], LedgerPage]
) -> None:
    page = filled_page(3)
    page.grid.go_to(0, 0)
    qtbot.wait(50)
    before, width = _stands(page), page.scrolled().widget().width()
    long = replace(page.ledger.requests[2], applicant="某某" * 200, arrived=date(2024, 12, 25))
    page.ledger.put({2: long}, "准备")
    page.grid.go_to(1, 0)
    qtbot.wait(50)
    assert page.scrolled().widget().width() == width
    assert _stands(page) == before


def test_a_choice_from_a_cell_makes_the_page_no_wider(
    qtbot: QtBot, filled_page: Callable[[int], LedgerPage], workbench: Workbench
) -> None:
    page = filled_page(3)
    workbench.window().resize(1366, 720)
    qtbot.wait(50)
    width = page.scrolled().widget().width()
    words = "2025 年“要求行政机关确认或重新出具已获取信息”行“社会公益组织”列：3 件"
    page.narrowing.show_only(frozenset((1, 2, 3)), words)
    qtbot.wait(50)
    assert page.scrolled().widget().width() == width
    only = part(page, QPushButton, "ledgerOnly")
    assert "3 件" in only.text()
    assert words in only.toolTip()


def test_numbers_are_cut_where_they_are_alike(
    qtbot: QtBot, filled_page: Callable[[int], LedgerPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = filled_page(1)
    page.ledger.put(
        {1: replace(page.ledger.requests[1], number="某某县住房和城乡建设局公〔2025〕15号")}, "准备"
    )
    page.grid.go_to(0, 0)
    assert page.form.fields["number"].cursorPosition() == len("某某县住房和城乡建设局公〔2025〕15号")
    page.grid.setColumnWidth(0, 120)
    cut = []
    metrics = QFontMetrics.elidedText

    def told(self: QFontMetrics, text: str, mode: Qt.TextElideMode, width: int, flags: int = 0) -> str:
        cut.append(metrics(self, text, mode, width, flags))
        return cut[-1]

    monkeypatch.setattr(QFontMetrics, "elidedText", told)
    page.grid.grab()
    assert any(text.startswith("…") and text.endswith("15号") for text in cut)
