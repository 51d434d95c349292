"""Reading a ledger in the window: columns shown and corrected, questions answered row by row, read again after it grew."""

import threading
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from driving import part
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from ui.dialogs.ledger.import_dialog import LedgerImportDialog
from ui.frame.workbench import Workbench
from ui.views.ledger.ledger_page import LedgerPage
from ui.views.ledger.record_grid import RecordGrid
from ui.work.ledger_draft import LedgerDraft
from ui.work.tasks import idle

HEADS = ["受理编号", "申请人", "申请人类别", "来函渠道情况", "收到日期", "申请内容", "办理结果", "答复日期"]
ROWS = [
    ["2025-1", "张某", "自然人", "网络", "2025.1.6", "某批文", "予以公开", "2025.1.20"],
    ["2025-2", "某某公司", "企业", "当面", "2025.2.6", "某规划", "信息不存在", "2025.2.20"],
    ["2025-3", "李某", "自然人", "网络", "2025.3.6", "身份证11010119900101123X", "已处理", "2025.3.20"],
    ["合计", "3", "", "", "", "", "", ""],
]


def written(path: Path, rows: list[list[str]]) -> Path:
    book = openpyxl.Workbook()
    for row in [HEADS, *rows]:
        book.active.append(row)
    book.save(path)
    return path


@pytest.fixture
def opened(page: LedgerPage, workbench: Workbench, qtbot: QtBot) -> Callable[[Path], LedgerImportDialog]:
    """Reads a file and returns the dialog that shows what was read."""

    def run(path: Path) -> LedgerImportDialog:
        workbench.run(lambda verbs: verbs.ledger_reading.read_file(path))
        found: list[LedgerImportDialog] = []

        def shown() -> bool:
            found[:] = [d for d in workbench.window().findChildren(LedgerImportDialog) if d.isVisible()]
            return bool(found)

        qtbot.waitUntil(shown, timeout=20000)
        return found[0]

    return run


def keys(grid: RecordGrid, letters: str) -> None:
    """Type letters into the grid's cell and leave it by Enter."""

    def target() -> QWidget:
        return grid.viewport().findChild(QWidget, "cellEditor") or grid

    for letter in letters:
        QTest.keyClicks(target(), letter)
    QTest.keyClick(target(), Qt.Key.Key_Return)


def accept(dialog: LedgerImportDialog) -> None:
    button = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def may_accept(dialog: LedgerImportDialog) -> bool:
    return dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok).isEnabled()


def choose(dialog: LedgerImportDialog, heading: str, field: str) -> None:
    """Take a column for another field, as with the mouse."""
    box = dialog.boxes[HEADS.index(heading)]
    box.setCurrentIndex(box.findData(field))
    box.activated.emit(box.currentIndex())


def test_a_corrected_column_is_read_beside_the_window_and_the_latest_choice_counts(
    opened: Callable[[Path], LedgerImportDialog],
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dialog = opened(written(tmp_path / "台账.xlsx", ROWS))
    going_on, threads = threading.Event(), []
    real = LedgerDraft.reading

    def slow(self: LedgerDraft, mapping: dict[str, str], *, keep_numbers: bool) -> object:
        threads.append(threading.current_thread())
        going_on.wait(20)
        return real(self, mapping, keep_numbers=keep_numbers)

    monkeypatch.setattr(LedgerDraft, "reading", slow)
    choose(dialog, "来函渠道情况", "channel")
    assert "正在按改正后的列重新读入" in dialog.summary.text()
    assert not may_accept(dialog)
    choose(dialog, "来函渠道情况", "note")
    going_on.set()
    qtbot.waitUntil(lambda: may_accept(dialog), timeout=20000)
    assert threading.main_thread() not in threads
    assert "读到 3 件" in dialog.summary.text()
    assert dialog.boxes[HEADS.index("来函渠道情况")].currentData() == "note"
    assert [request.note for request in dialog._draft.requests.values()] == ["网络", "当面", "网络"]


def _with_a_result_filled_in(
    opened: Callable[[Path], LedgerImportDialog], folder: Path
) -> LedgerImportDialog:
    """Open a ledger in which one request has no result, and type one for it."""
    rows = [[*row[:3], "", *row[4:]] if row is ROWS[2] else row for row in ROWS]
    dialog = opened(written(folder / "台账.xlsx", rows))
    dialog.grid.go_to(0, dialog.doubts.column_of("result"))
    keys(dialog.grid, "yygk")
    return dialog


def test_what_was_answered_stays_when_another_column_is_corrected(
    opened: Callable[[Path], LedgerImportDialog], tmp_path: Path, qtbot: QtBot
) -> None:
    """What a person has filled in is lost only where the request itself is read otherwise."""
    dialog = _with_a_result_filled_in(opened, tmp_path)
    grid, model = dialog.grid, dialog.doubts
    grid.go_to(0, model.column_of("settled"))
    grid.setFocus()
    QTest.keyClick(grid, Qt.Key.Key_Space)
    assert dialog.tabs.tabText(1) == "待确认"
    choose(dialog, "来函渠道情况", "channel")
    qtbot.waitUntil(lambda: may_accept(dialog), timeout=20000)
    assert dialog.tabs.tabText(1) == "待确认"
    choose(dialog, "申请内容", "note")
    qtbot.waitUntil(lambda: may_accept(dialog), timeout=20000)
    assert dialog.tabs.tabText(1) == "待确认（1）"


def test_space_marks_the_row_wherever_nothing_is_typed_and_the_mark_is_in_sight(
    opened: Callable[[Path], LedgerImportDialog], tmp_path: Path
) -> None:
    dialog = _with_a_result_filled_in(opened, tmp_path)
    grid, model = dialog.grid, dialog.doubts
    mark = model.index(0, model.column_of("settled"))
    assert grid.viewport().rect().contains(grid.visualRect(mark))
    for column, marked in (("why", True), ("words", False), ("place", True)):
        grid.go_to(0, model.column_of(column))
        grid.setFocus()
        QTest.keyClick(grid, Qt.Key.Key_Space)
        assert bool(mark.data(Qt.ItemDataRole.EditRole)) == marked
    assert dialog.tabs.tabText(1) == "待确认"


def test_where_no_column_tells_the_day_the_columns_are_shown_and_one_of_them_is_chosen(
    opened: Callable[[Path], LedgerImportDialog], tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "台账.csv"
    path.write_text(
        "某局台账,,,,\n编号,申请人,申请人类别,何时,办理结果\n1,甲某,公民,2025-01-06,\n2,乙某,公民,2025-01-07,\n",
        encoding="utf-8",
    )
    dialog = opened(path)
    assert dialog.tabs.currentWidget() is dialog.columns
    assert dialog.columns.item(3, 2).text() == "2025-01-06、2025-01-07"
    mark = dialog.doubts.index(0, dialog.doubts.column_of("settled"))
    assert not mark.data(Qt.ItemDataRole.EditRole)
    dialog.boxes[3].setCurrentIndex(dialog.boxes[3].findData("received"))
    dialog.boxes[3].activated.emit(dialog.boxes[3].currentIndex())
    qtbot.waitUntil(lambda: may_accept(dialog), timeout=20000)
    assert dialog.tabs.tabText(1) == "待确认"


def test_a_window_that_is_closed_meanwhile_takes_no_outcome(
    opened: Callable[[Path], LedgerImportDialog], page: LedgerPage, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = opened(written(tmp_path / "台账.xlsx", ROWS))
    choose(dialog, "来函渠道情况", "channel")
    dialog.reject()
    qtbot.waitUntil(idle, timeout=20000)
    assert not page.ledger.requests


def test_columns_are_corrected_and_remembered_and_reading_again_only_updates(
    opened: Callable[[Path], LedgerImportDialog], page: LedgerPage, tmp_path: Path, qtbot: QtBot
) -> None:
    path = written(tmp_path / "台账.xlsx", ROWS)
    dialog = opened(path)
    row = HEADS.index("来函渠道情况")
    taken = [box.currentData() for box in dialog.boxes]
    assert taken[0] == "id"
    dialog.tabs.setCurrentIndex(0)
    assert "网络" in dialog.columns.item(row, 2).text()
    box = dialog.boxes[row]
    box.setFocus()
    box.setCurrentIndex(box.findData("channel"))
    box.activated.emit(box.currentIndex())
    assert dialog.boxes[row].currentData() == "channel"
    qtbot.waitUntil(lambda: may_accept(dialog), timeout=20000)
    accept(dialog)
    ledger = page.ledger
    assert [request.channel for request in ledger.requests.values()] == ["网络", "当面", "网络"]
    assert ledger.settings.mapping["来函渠道情况"] == "channel"
    # Certificate numbers are masked.
    assert "19900101" not in "".join(request.content for request in ledger.requests.values())
    page.ledger.session.undo()
    assert not ledger.requests
    page.ledger.session.redo()
    grown = [ROWS[0], ROWS[1], [*ROWS[2][:6], "予以公开", "2025.3.20"]]
    grown.append(["2025-4", "王某", "自然人", "网络", "2025.4.6", "某公告", "", ""])
    again = opened(written(tmp_path / "台账2.xlsx", grown))
    assert again.boxes[row].currentData() == "channel"
    assert "新增 1 件，更新 1 件，没有变化 2 件" in again.summary.text()
    accept(again)
    assert len(ledger.requests) == 4
    assert page.grid.isVisible()


def test_what_cannot_be_decided_is_asked_row_by_row_and_counts_once_answered(
    opened: Callable[[Path], LedgerImportDialog], page: LedgerPage, tmp_path: Path
) -> None:
    dialog = opened(written(tmp_path / "台账.xlsx", ROWS))
    tabs = part(dialog, QTabWidget, "ledgerImportTabs")
    assert tabs.tabText(1) == "待确认（1）"
    assert tabs.currentWidget() is dialog.doubts_page
    assert "合计" in "".join(dialog.skipped.item(r, 1).text() for r in range(dialog.skipped.rowCount()))
    grid, model = dialog.grid, dialog.doubts
    grid.go_to(0, model.column_of("result"))
    keys(grid, "yygk")
    assert tabs.tabText(1) == "待确认（1）"
    grid.go_to(0, model.column_of("settled"))
    grid.setFocus()
    QTest.keyClick(grid, Qt.Key.Key_Space)
    assert tabs.tabText(1) == "待确认"
    accept(dialog)
    requests = list(page.ledger.requests.values())
    assert requests[2].outcome == "granted"
    assert page.ledger.count(2025).cells["applications.granted.natural_person"] == 2


def test_a_dispute_in_doubt_is_filled_in_below_its_request(
    opened: Callable[[Path], LedgerImportDialog], page: LedgerPage, tmp_path: Path
) -> None:
    heads = ["受理编号", "申请人", "申请人类别", "收到日期", "办理结果", "答复日期", "复议情况"]
    rows = [
        ["2025-1", "张某", "自然人", "2025.1.6", "予以公开", "2025.1.20", "4月维持"],
        ["2025-2", "李某", "自然人", "2025.1.7", "已处理", "2025.1.20", ""],
    ]
    book = openpyxl.Workbook()
    for row in [heads, *rows]:
        book.active.append(row)
    book.save(tmp_path / "复议.xlsx")
    dialog = opened(tmp_path / "复议.xlsx")
    grid, cases = dialog.grid, dialog.cases_grid
    grid.go_to(1, 0)
    assert not cases.isVisible(), "a request without disputes"
    grid.go_to(0, 0)
    assert cases.isVisible()
    for column, letters in (("filed", "2025.3.3"), ("closed", "4.10"), ("outcome", "wc")):
        cases.go_to(0, dialog.cases.column_of(column))
        cases.setFocus()
        keys(cases, letters)
    grid.go_to(0, dialog.doubts.column_of("settled"))
    grid.setFocus()
    QTest.keyClick(grid, Qt.Key.Key_Space)
    accept(dialog)
    assert page.ledger.count(2025).cells["disputes.review.upheld"] == 1


def test_a_request_of_which_only_a_dispute_waits_is_not_said_to_count_nowhere(
    opened: Callable[[Path], LedgerImportDialog], page: LedgerPage, tmp_path: Path
) -> None:
    """Its request counts in table three: the sentence says which of the two waits."""
    heads = ["受理编号", "申请人", "申请人类别", "收到日期", "办理结果", "答复日期", "复议情况"]
    first = ["2025-1", "张某", "自然人", "2025.1.6", "予以公开", "2025.1.20", "4月维持"]
    second = ["2025-2", "李某", "自然人", "2025.1.7", "已处理", "2025.1.20", ""]
    for name, rows, told in (
        ("甲", [first], "待确认 1 件申请的复议、诉讼，暂不计入。"),
        ("乙", [["2025-3", *first[1:]], second], "待确认 1 件申请，另 1 件申请的复议、诉讼，暂不计入。"),
    ):
        book = openpyxl.Workbook()
        for row in [heads, *rows]:
            book.active.append(row)
        book.save(tmp_path / f"{name}.xlsx")
        dialog = opened(tmp_path / f"{name}.xlsx")
        assert dialog.summary.text().endswith(told)
        if name == "甲":
            accept(dialog)
            assert page.ledger.count(2025).cells["applications.new.total"] == 1


def test_left_open_it_waits_on_the_page_and_counts_nowhere(
    opened: Callable[[Path], LedgerImportDialog], page: LedgerPage, tmp_path: Path
) -> None:
    accept(opened(written(tmp_path / "台账.xlsx", ROWS)))
    assert page.ledger.count(2025).cells["applications.new.total"] == 2
    assert page.model.rowCount() == 2
    request = page.model.item_at(0)
    assert request.number == "2025-3"
    page.grid.go_to(0, page.model.column_of("result"))
    keys(page.grid, "yygk")
    page.grid.go_to(0, 0)
    QTest.keyClick(page.grid, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.ledger.count(2025).cells["applications.new.total"] == 3


def test_a_pasted_table_with_headings_is_read_as_a_ledger(
    page: LedgerPage, workbench: Workbench, qapp: QApplication
) -> None:
    qapp.clipboard().setText("\n".join("\t".join(row) for row in [HEADS, *ROWS[:2]]))
    page.grid.setFocus()
    QTest.keyClick(page.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    (dialog,) = [d for d in workbench.window().findChildren(LedgerImportDialog) if d.isVisible()]
    accept(dialog)
    assert [request.number for request in page.ledger.requests.values()] == ["2025-1", "2025-2"]


def test_a_file_that_is_no_ledger_is_refused_with_a_sentence(
    page: LedgerPage, workbench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    book.active.append(["甲", "乙"])
    book.active.append(["1", "2"])
    book.save(tmp_path / "其他.xlsx")
    workbench.run(lambda verbs: verbs.ledger_reading.read_file(tmp_path / "其他.xlsx"))
    qtbot.waitUntil(lambda: "没有找到台账的表头" in workbench.notice.text(), timeout=20000)
    assert not page.ledger.requests


def test_after_a_fault_of_the_program_another_file_can_be_read(
    opened: Callable[[Path], LedgerImportDialog],
    workbench: Workbench,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def faulty(_path: Path) -> list[object]:
        raise RuntimeError("a fault")

    with monkeypatch.context() as broken, qtbot.captureExceptions() as told:
        broken.setattr("ui.verbs.ledger.reading.tables_in", faulty)
        workbench.run(lambda verbs: verbs.ledger_reading.read_file(tmp_path / "甲.xlsx"))
        qtbot.waitUntil(lambda: bool(told), timeout=5000)
    assert opened(written(tmp_path / "乙.xlsx", ROWS)).isVisible()
