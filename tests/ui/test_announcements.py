"""What a screen reader is told: announcements, cells with their headers, tabs."""

from collections.abc import Callable

import pytest
from driving import findings, index_of, press, table, type_into, type_keys
from fixture_types import ReportAdder
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabWidget
from pytestqt.qtbot import QtBot

from app.report import Report, Totals
from ui.frame.main_window import MainWindow

Told = list[tuple[str, bool]]
CELL = "applications.granted.natural_person"


@pytest.fixture
def told(window: MainWindow) -> Told:
    said: Told = []
    window.workbench.announcer.tell = lambda text, urgent: said.append((text, urgent))
    return said


@pytest.fixture
def balanced(
    qtbot: QtBot, window: MainWindow, told: Told, add_report: ReportAdder, filled: Callable
) -> Report:
    whole = filled("cn-disclosure-2021", 1)
    report = add_report(
        form="cn-disclosure-2021",
        year=whole.year,
        cells=whole.cells,
        sections=whole.sections,
        totals=Totals.TYPED,
    )
    qtbot.waitUntil(lambda: window.workbench.session.check.completed)
    told.clear()
    return report


def test_a_wrong_figure_is_told_with_its_equation_and_told_again_when_it_is_mended(
    qtbot: QtBot, window: MainWindow, balanced: Report, told: Told
) -> None:
    right = balanced.cells[CELL]
    type_into(qtbot, window, CELL, str(right + 9))
    qtbot.waitUntil(lambda: any(text.startswith("新的问题：") for text, _ in told))
    assert any("相差 9" in text for text, _ in told)
    qtbot.waitUntil(lambda: any(text.startswith("有 ") and "错误" in text for text, _ in told), timeout=5000)
    told.clear()
    type_into(qtbot, window, CELL, str(right))
    qtbot.waitUntil(lambda: any(text.startswith("已消除：") for text, _ in told))
    qtbot.waitUntil(lambda: ("已保存", False) in told, timeout=5000)


def test_a_refusal_and_a_notice_are_told(
    qtbot: QtBot, window: MainWindow, balanced: Report, told: Told
) -> None:
    view = table(window, "applications")
    view.go_to(CELL)
    type_keys(qtbot, view, "1x")
    press(qtbot, view, Qt.Key.Key_Return)
    assert any("不是数字" in text and urgent for text, urgent in told)
    press(qtbot, view, Qt.Key.Key_Escape)
    window.workbench.notice.say("请核对。", kind="warning")
    assert told[-1] == ("请核对。", True)


def test_going_to_a_finding_reads_it(qtbot: QtBot, window: MainWindow, balanced: Report, told: Told) -> None:
    type_into(qtbot, window, CELL, str(balanced.cells[CELL] + 9))
    qtbot.waitUntil(lambda: bool(findings(window)))
    qtbot.keyClick(window, Qt.Key.Key_F8)
    assert any(text.startswith(findings(window)[0].message) for text, _ in told)


def test_another_reports_findings_are_not_news(
    qtbot: QtBot, window: MainWindow, balanced: Report, told: Told, add_report: ReportAdder
) -> None:
    add_report("乙县教育局", cells={CELL: 5}, totals=Totals.TYPED)
    qtbot.waitUntil(lambda: window.workbench.session.check.completed)
    assert not [text for text, _ in told if text.startswith(("新的问题", "已消除"))]


def test_every_cell_has_headers_a_value_and_what_is_wrong(
    qtbot: QtBot, window: MainWindow, balanced: Report
) -> None:
    type_into(qtbot, window, CELL, str(balanced.cells[CELL] + 9))
    spoken, described = Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole
    count = 0
    for name in ("disclosure", "applications", "disputes"):
        model = table(window, name).model()
        for key in model.grid.inputs:
            index = model.index_for(key)
            assert index.data(spoken).split("，")[0] == index.data(), "the value is the cell's name"
            assert balanced.form.cells[key].name in index.data(described)
            count += 1
    assert count == len(balanced.form.cells)
    qtbot.waitUntil(lambda: index_of(window, CELL).data(spoken).endswith("，有错误"), timeout=5000)
    assert "相差 9" in index_of(window, CELL).data(described)
    model = table(window, "applications").model()
    across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
    index = index_of(window, CELL)
    assert model.headerData(index.column(), across, spoken).endswith("自然人")
    assert model.headerData(index.row(), down, spoken).endswith("（一）予以公开")
    assert all(model.headerData(n, across, spoken) for n in range(model.columnCount()))
    assert all(model.headerData(n, down, spoken) for n in range(model.rowCount()))


def test_tabs_say_their_subject_where_there_is_room_and_always_to_a_reader(
    qtbot: QtBot, window: MainWindow, balanced: Report
) -> None:
    tabs = window.findChild(QTabWidget, "reportTabs")
    type_into(qtbot, window, CELL, str(balanced.cells[CELL] + 9))
    qtbot.waitUntil(lambda: "②" in tabs.tabText(3) or "①" in tabs.tabText(3))
    window.resize(1000, 700)
    qtbot.waitUntil(lambda: tabs.tabText(2) == "二")
    window.resize(1900, 700)
    qtbot.waitUntil(lambda: tabs.tabText(2) == "二 主动公开")
    assert tabs.tabText(3).startswith("三 申请办理 ")
    assert "处错误" in tabs.tabBar().accessibleTabName(3)
    assert tabs.tabBar().accessibleTabName(3).startswith("三、收到和处理政府信息公开申请情况")
