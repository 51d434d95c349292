"""Where the keyboard is after the use of the mouse, and that nothing moves under the mouse."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from dialogs import in_dialog, sign
from driving import findings, notice, part, table, text
from fixture_types import Complete, ReportAdder
from full_disk import full_disk
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QListView,
    QPushButton,
    QTableView,
    QTabWidget,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.report import Report, Status
from ui.frame.main_window import MainWindow
from ui.printing.page_layout import Fit

LEFT = Qt.MouseButton.LeftButton


def _press(button: QPushButton) -> None:
    QTest.mouseClick(button, LEFT)


def _click_tab(window: MainWindow, number: int) -> None:
    bar = part(window, QTabWidget, "reportTabs").tabBar()
    QTest.mouseClick(bar, LEFT, pos=bar.tabRect(number).center())


def _close_button(window: MainWindow) -> QPushButton:
    return next(b for b in window.workbench.notice.findChildren(QPushButton) if b.text() == "关闭")


def _keyboard_works(window: MainWindow) -> bool:
    """Whether keys go to the page on screen, where none of them presses a button."""
    focus = QApplication.focusWidget()
    page = part(window, QTabWidget, "reportTabs").currentWidget()
    return focus is not None and page.isAncestorOf(focus) and not isinstance(focus, QAbstractButton)


# tabs


@pytest.mark.parametrize("number", range(8))
def test_after_a_click_on_a_tab_the_keyboard_is_on_its_page(
    window: MainWindow, add_report: ReportAdder, number: int
) -> None:
    add_report()
    _click_tab(window, (number + 3) % 8)
    _click_tab(window, number)
    assert _keyboard_works(window) or window.workbench.tabs.preview_on_screen()
    _click_tab(window, number)
    assert _keyboard_works(window) or window.workbench.tabs.preview_on_screen(), "the tab in front too"


def test_what_is_typed_after_a_click_on_a_tab_goes_into_the_cell_that_looks_chosen(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    add_report()
    view = table(window, "disputes")
    number = window.workbench.tabs.currentIndex()
    _click_tab(window, 0)
    _click_tab(window, number)
    key = view.current_key()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_8)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert window.workbench.session.report.cells[key] == 8


def test_the_explanation_is_of_the_cell_on_screen(window: MainWindow, add_report: ReportAdder) -> None:
    add_report()
    formula = part(window, QLabel, "formulaBar")
    for name in ("applications", "disputes", "disclosure"):
        view = table(window, name)
        assert formula.text().startswith(window.workbench.session.report.form.cells[view.current_key()].name)
    table(window, "applications").go_to("applications.granted.enterprise")
    table(window, "disputes")
    _click_tab(window, 0)
    assert formula.text() == "", "a text has no equation"
    add_report(year=2024)
    assert formula.text() == ""


# notices


def test_a_notice_closed_with_the_mouse_leaves_the_keyboard_where_it_was(
    window: MainWindow, add_report: ReportAdder
) -> None:
    add_report()
    view = table(window, "applications")
    view.setFocus()
    window.workbench.notice.say("已存好。", stay=True)
    QApplication.processEvents()
    _press(_close_button(window))
    assert QApplication.focusWidget() is view


@pytest.mark.parametrize("how", ["key", "by itself"])
def test_a_notice_that_has_the_keyboard_gives_it_to_the_page_when_it_goes(
    window: MainWindow, add_report: ReportAdder, how: str
) -> None:
    add_report()
    table(window, "applications")
    window.workbench.notice.say("已存好。", stay=True)
    button = _close_button(window)
    button.setFocus()
    if how == "key":
        QTest.keyClick(button, Qt.Key.Key_Space)
    else:
        window.workbench.notice.hide()
    assert notice(window) == ""
    assert _keyboard_works(window)


def test_a_way_on_that_shows_another_report_leaves_the_keyboard_on_it(
    window: MainWindow, add_report: ReportAdder
) -> None:
    add_report()
    workbench = window.workbench
    fresh = workbench.session.new_report("示例县教育局", 2026)
    workbench.notice.say("已读入。", stay=True, buttons=(("以它承接", lambda: workbench.session.add(fresh)),))
    QApplication.processEvents()
    _press(workbench.notice.buttons()["以它承接"])
    assert workbench.session.report.year == 2026
    assert _keyboard_works(window)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert QApplication.activeModalWidget() is None


@pytest.mark.parametrize("kind", ["warning", "error"])
def test_a_warning_stays_until_it_is_closed(window: MainWindow, kind: str) -> None:
    window.workbench.notice.say("请核对。", kind=kind)
    assert not window.workbench.notice._timer.isActive()
    window.workbench.notice.say("已存好。")
    assert window.workbench.notice._timer.isActive()


def _stands(window: MainWindow, page: str) -> list[QPoint]:
    """Return where everything is that the mouse may be on."""
    workbench = window.workbench
    view = workbench.tabs.scrolled()
    parts = [
        workbench.report_panel.list,
        workbench.findings.list,
        workbench.tabs.tabBar(),
        workbench.middle.welcome,
    ]
    parts += [b for b in workbench.findings.findChildren(QPushButton) if b.text()]
    found = [widget.mapToGlobal(QPoint(0, 0)) for widget in parts if widget.isVisible()]
    if page == "welcome":
        buttons = workbench.middle.welcome.findChildren(QPushButton)
        return [*found, *(button.mapToGlobal(QPoint(0, 0)) for button in buttons)]
    if isinstance(view, QTableView):
        places = [view.visualRect(view.model().index_for(k)).topLeft() for k in view.model().grid.inputs]
    elif isinstance(view, QTextEdit):
        tops = (QPoint(9, y) for y in range(5, 250, 9))
        places = [QPoint(view.cursorForPosition(top).position(), top.y()) for top in tops]
        places.append(QPoint(0, view.verticalScrollBar().value()))
    else:
        bars = view.horizontalScrollBar(), view.verticalScrollBar()
        places = [QPoint(*(bar.value() for bar in bars))] + [p.topLeft() for p in view._layout.places]
    return [*found, *map(view.viewport().mapToGlobal, places)]


PAGES = ["applications", "disputes", "disclosure", "overview", "preview", "whole page", "welcome"]


def _turn_to(qtbot: QtBot, window: MainWindow, page: str) -> None:
    if page in ("applications", "disputes", "disclosure"):
        table(window, page)
    elif page == "overview":
        text(window, page)
    elif page != "welcome":
        window.menu_actions.by_name["preview"].trigger()
        qtbot.waitUntil(lambda: window.workbench.tabs.scrolled().page_count > 1, timeout=10_000)
        window.workbench.tabs.scrolled().set_zoom(Fit.PAGE if page == "whole page" else Fit.WIDTH)


@pytest.mark.parametrize("scrolled", [0, 0.5, 1])
@pytest.mark.parametrize("page", PAGES)
def test_nothing_moves_when_a_notice_comes_or_goes(
    qtbot: QtBot, window: MainWindow, complete: Complete, page: str, scrolled: float
) -> None:
    if page != "welcome":
        complete(overview="\n".join(f"第{n}段，全年收到申请99999件。" for n in range(60)))
    window.resize(1366, 560)
    _turn_to(qtbot, window, page)
    if page != "welcome":
        # The findings that come with the full check would move things by themselves.
        window.workbench.session.check_now()
    qtbot.wait(700)
    view = window.workbench.tabs.scrolled()
    if page != "welcome":
        if isinstance(view, QTextEdit):
            # The cursor's line would be kept in view.
            view.moveCursor(QTextCursor.MoveOperation.Start)
        view.verticalScrollBar().setValue(round(view.verticalScrollBar().maximum() * scrolled))
    qtbot.wait(20)
    workbench = window.workbench
    before = _stands(window, page)
    assert before
    for act in (
        lambda: workbench.notice.say("第一行\n第二行\n第三行", stay=True),
        lambda: _press(_close_button(window)),
        lambda: workbench.notice.say("第一行", stay=True),
        workbench.notice.hide,
        lambda: workbench.standing.say("只读。", kind="warning"),
        lambda: workbench.notice.say("又一条", kind="warning"),
        lambda: workbench.notice.say("再一条\n有两行", kind="error"),
        lambda: _press(_close_button(window)),
        workbench.standing.hide,
        lambda: _press(_close_button(window)),
        workbench.session.report_selected.emit,
    ):
        act()
        qtbot.wait(20)
        assert _stands(window, page) == before


@pytest.mark.parametrize("name", ["applications", "disputes", "disclosure"])
def test_the_room_of_a_notice_is_given_back_when_the_page_is_turned(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder, name: str
) -> None:
    add_report()
    window.resize(1366, 560)
    view = table(window, name)
    qtbot.wait(20)
    height = view.height()
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    window.workbench.notice.say("第一行\n第二行\n第三行", stay=True)
    qtbot.wait(20)
    assert view.height() < height
    _press(_close_button(window))
    _click_tab(window, 0)
    view = table(window, name)
    qtbot.waitUntil(lambda: view.height() == height)


# deletion


def test_the_report_beside_a_deleted_one_takes_its_place(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    for year in (2023, 2024, 2025):
        add_report(year=year)
    session = window.workbench.session
    session.select(next(head.id for head in session.summaries() if head.year == 2024))
    in_dialog(lambda box: _press(next(b for b in box.buttons() if b.text() == "删除")))
    window.menu_actions.by_name["delete_report"].trigger()
    assert session.report.year in (2023, 2025)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert _keyboard_works(window)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert len(session.summaries()) == 2


def test_after_the_last_report_is_deleted_no_key_adds_another(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    add_report()
    in_dialog(lambda box: _press(next(b for b in box.buttons() if b.text() == "删除")))
    window.menu_actions.by_name["delete_report"].trigger()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert not isinstance(focus, QAbstractButton)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_1):
        QTest.keyClick(focus, key)
    assert window.workbench.session.summaries() == []
    assert QApplication.activeModalWidget() is None


# findings


@pytest.mark.parametrize("how", ["F8", "double click"])
def test_a_finding_about_a_sentence_is_shown_without_a_key_deleting_it(
    qtbot: QtBot, window: MainWindow, complete: Complete, how: str
) -> None:
    claim = "全年共收到政府信息公开申请99999件。"
    body = f"本机关依法公开政府信息。{claim}已全部按时答复。"
    complete(overview=body)
    qtbot.waitUntil(lambda: any(f.section == "overview" and f.length for f in findings(window)), timeout=5000)
    listed = part(window, QListView, "findingsList")
    row = next(n for n, f in enumerate(findings(window)) if f.section == "overview" and f.length)
    index = listed.model().index(row, 0)
    if how == "F8":
        for _step in findings(window):
            QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_F8)
            if window.workbench.findings.current() == findings(window)[row]:
                break
    else:
        listed.scrollTo(index)
        where = listed.visualRect(index).center()
        QTest.mouseClick(listed.viewport(), LEFT, pos=where)
        QTest.mouseDClick(listed.viewport(), LEFT, pos=where)
    editor = text(window, "overview")
    assert editor.pointed_words() in body
    assert editor.pointed_words()
    assert not editor.textCursor().hasSelection()
    QTest.keyClick(editor, Qt.Key.Key_A)
    qtbot.wait(700)
    stored = window.workbench.session.report.text("overview")
    assert stored.replace("a", "", 1) == body, "a key adds a letter and takes nothing away"


# a refusing disk


@contextmanager
def _stuck_text(window: MainWindow) -> Iterator[None]:
    """A text has been typed that the disk has no room for."""
    with full_disk(window.workbench.session.repository):
        text(window, "other").insertPlainText("长" * 100_000)
        yield
    window.workbench.session.settle()


def test_a_report_does_not_become_final_without_its_last_paragraph(
    window: MainWindow, complete: Complete
) -> None:
    complete()
    session = window.workbench.session
    repository = session.repository
    real, times = repository.apply, []

    def once(edit):
        from app.store.errors import WriteFailed

        times.append(edit)
        if len(times) == 1:
            raise WriteFailed("磁盘已满，请清理出空间后再试。")
        return real(edit)

    repository.apply = once
    editor = text(window, "other")
    editor.setFocus()
    QTest.keyClicks(editor, "abc")
    window.menu_actions.by_name["finalize"].trigger()
    assert session.report.status is Status.DRAFT
    assert "还没有存上" in notice(window)
    assert "磁盘已满" in notice(window, "standingNotice")
    assert "abc" in editor.toPlainText()
    in_dialog(sign(None, "王一"))
    window.menu_actions.by_name["finalize"].trigger()
    assert session.report.status is Status.FINAL
    assert "abc" in session.report.text("other")


@pytest.mark.parametrize("verb", ["history", "delete_report", "duplicate_report", "export_pdf", "new_report"])
def test_no_verb_goes_past_what_the_disk_did_not_take(
    window: MainWindow, complete: Complete, verb: str
) -> None:
    complete()
    opened: list[QWidget] = []

    def note() -> None:
        if (dialog := QApplication.activeModalWidget()) is not None:
            opened.append(dialog)
            dialog.close()

    with _stuck_text(window):
        QTimer.singleShot(0, note)
        window.menu_actions.by_name[verb].trigger()
        QApplication.processEvents()
        assert opened == []
        assert "还没有存上" in notice(window)


def test_no_batch_is_exported_past_what_the_disk_did_not_take(
    window: MainWindow, complete: Complete, tmp_path: Path
) -> None:
    complete()
    window.workbench.settings.set("export_folder", str(tmp_path))
    with _stuck_text(window):
        window.menu_actions.by_name["batch_export"].trigger()
        dialog = window.workbench.verbs.batch._dialog
        _press(part(dialog, QPushButton, "batchStart"))
        assert "还没有存上" in part(dialog, QLabel, "batchWords").text()
        assert dialog.run is None
        dialog.close()


# what is newer than a warning


def test_an_unread_warning_is_back_when_what_was_said_after_it_is_closed(window: MainWindow) -> None:
    said = window.workbench.notice
    said.say("请核对第一处。", kind="warning", buttons=(("定位", lambda: None),))
    said.say("请核对第二处。", kind="error")
    said.say("已存好。")
    assert notice(window) == "已存好。"
    QApplication.processEvents()
    _press(_close_button(window))
    assert notice(window) == "请核对第二处。"
    _press(_close_button(window))
    assert notice(window) == "请核对第一处。"
    assert list(said.buttons()) == ["定位"]
    _press(_close_button(window))
    assert notice(window) == ""


def test_what_goes_by_itself_leaves_the_warning_before_it(qtbot: QtBot, window: MainWindow) -> None:
    said = window.workbench.notice
    said.say("请核对。", kind="warning")
    said._timer.setInterval(50)
    said.say("已存好。")
    qtbot.waitUntil(lambda: notice(window) == "请核对。", timeout=3000)
    qtbot.wait(150)
    assert notice(window) == "请核对。"


def test_a_warning_said_again_is_read_once(window: MainWindow) -> None:
    said = window.workbench.notice
    for words in ("请核对。", "已存好。", "请核对。", "已存好。"):
        said.say(words, kind="ask" if words == "已存好。" else "warning")
    QApplication.processEvents()
    _press(_close_button(window))
    assert notice(window) == "请核对。"
    _press(_close_button(window))
    assert notice(window) == ""


def test_a_line_that_reports_progress_is_no_warning(window: MainWindow) -> None:
    said = window.workbench.notice
    for number in range(3):
        said.say(f"正在读入 {number}……", stay=True)
    said.hide()
    assert notice(window) == ""


# places where nothing is typed into


def _row_of(window: MainWindow, year: int) -> QPoint:
    listed = window.workbench.report_panel
    head = next(head for head in window.workbench.session.summaries() if head.year == year)
    return listed.list.visualRect(listed.model.index_for(head.id)).center()


def test_what_is_typed_after_a_click_on_a_year_goes_into_the_cell_that_looks_chosen(
    window: MainWindow, add_report: ReportAdder
) -> None:
    for year in (2023, 2024, 2025):
        add_report(year=year)
    session = window.workbench.session
    view = table(window, "disputes")
    for year in (2023, 2024, 2024):
        QTest.mouseClick(window.workbench.report_panel.list.viewport(), LEFT, pos=_row_of(window, year))
        assert session.report.year == year
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_2)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        assert session.report.year == year
        assert 2 in session.report.cells.values()
    assert window.focusWidget() is view


def test_a_click_beside_the_list_leaves_the_keyboard_on_the_report(
    window: MainWindow, add_report: ReportAdder
) -> None:
    add_report()
    view = table(window, "disputes")
    view.setFocus()
    listed = window.workbench.report_panel.list
    QTest.mouseClick(listed.viewport(), LEFT, pos=QPoint(20, listed.height() - 20))
    assert window.focusWidget() is view


@pytest.mark.parametrize("name", ["reportList", "findingsList", "previewPages"])
def test_what_is_typed_where_nothing_can_be_typed_is_answered(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder, name: str
) -> None:
    for year in (2024, 2025):
        add_report(year=year)
    session = window.workbench.session
    qtbot.waitUntil(lambda: bool(findings(window)), timeout=5000)
    if name == "previewPages":
        window.menu_actions.by_name["preview"].trigger()
    place = part(window, QWidget, name)
    place.setFocus()
    chosen = window.workbench.findings.current()
    before = session.repository.report(session.report.id)
    for key in (Qt.Key.Key_2, Qt.Key.Key_A):
        window.statusBar().clearMessage()
        QTest.keyClick(place, key)
        assert "不能输入" in window.statusBar().currentMessage()
    assert session.report == before
    assert window.workbench.findings.current() == chosen, "no list jumps to another row"


@pytest.mark.parametrize("name", ["field_title", "text_overview"])
def test_what_is_typed_into_a_final_report_is_answered(
    window: MainWindow, add_report: ReportAdder, name: str
) -> None:
    add_report(status=Status.FINAL)
    place = part(window, QWidget, name)
    part(window, QTabWidget, "reportTabs").setCurrentIndex(0 if name == "field_title" else 1)
    QTest.keyClick(place, Qt.Key.Key_A)
    assert "定稿" in window.statusBar().currentMessage()


def test_a_click_on_any_button_or_word_of_the_page_leaves_the_keyboard_where_typing_works(
    qtbot: QtBot, window: MainWindow, complete: Complete
) -> None:
    """Nothing that can be clicked beside the editors takes the keyboard unless it uses typed keys."""
    complete(overview="全年收到申请99999件。")
    qtbot.waitUntil(lambda: bool(findings(window)), timeout=5000)
    window.workbench.notice.say("已存好。", stay=True)
    window.menu_actions.by_name["preview"].trigger()
    table(window, "applications")
    takers = (QAbstractButton, QLabel)
    found = [w for w in window.findChildren(QWidget) if isinstance(w, takers)]
    assert found
    welcome = window.workbench.middle.welcome
    for widget in found:
        if not welcome.isAncestorOf(widget):
            assert not widget.focusPolicy() & Qt.FocusPolicy.ClickFocus, (type(widget), widget.text())


def test_a_click_on_a_columns_label_gives_the_keyboard_to_the_table(
    window: MainWindow, add_report: ReportAdder
) -> None:
    add_report()
    view = table(window, "applications")
    window.workbench.findings.list.setFocus()
    header = view.verticalHeader()
    where = QPoint(header.width() - 10, header.sectionViewportPosition(2) + 5)
    QTest.mouseClick(header.viewport(), LEFT, pos=where)
    assert window.focusWidget() is view


# warnings about one report


def _spoil(window: MainWindow, *reports: Report) -> None:
    """Change a figure of each while the file is closed, as a failing stick does, and open it again."""
    session = window.workbench.session
    path = session.path
    session.close()
    database = sqlite3.connect(path)
    for report in reports:
        database.execute("UPDATE figure SET value = '77' WHERE report_id = ?", [report.id])
    database.commit()
    database.close()
    session.open(path)


def test_a_warning_about_a_report_stays_beside_it_until_it_is_read(
    window: MainWindow, add_report: ReportAdder
) -> None:
    reports = {
        year: add_report(year=year, cells={"disclosure.rules.issued": year % 100})
        for year in (2023, 2024, 2025)
    }
    _spoil(window, reports[2023], reports[2024])
    select = window.workbench.session.select

    def told() -> str:
        QApplication.processEvents()
        return notice(window)

    select(reports[2024].id)
    assert "2024 年" in told()
    select(reports[2023].id)
    assert "2023 年" in told()
    assert "2024 年" not in told()
    select(reports[2025].id)
    assert told() == "", "nothing is the matter with this one"
    select(reports[2024].id)
    assert "2024 年" in told()
    _press(_close_button(window))
    assert told() == ""
    select(reports[2023].id)
    assert "2023 年" in told(), "the other's is not read yet"
    _press(_close_button(window))
    for year in (2024, 2023):
        select(reports[year].id)
        assert told() == ""


def test_a_warning_about_the_window_stays_whatever_report_is_chosen(
    window: MainWindow, add_report: ReportAdder
) -> None:
    first, second = (add_report(year=year, cells={"disclosure.rules.issued": 5}) for year in (2024, 2025))
    _spoil(window, first)
    window.workbench.notice.say("备份没有做成。", kind="warning")
    window.workbench.session.select(first.id)
    assert "2024 年" in notice(window)
    window.workbench.session.select(second.id)
    assert notice(window) == "备份没有做成。"


def test_a_warning_that_comes_while_something_is_under_way_is_there_when_that_has_ended(
    window: MainWindow,
) -> None:
    said = window.workbench.notice
    said.say("正在读入……", stay=True)
    said.say("备份没有做成。", kind="warning")
    said.say("正在读入 2/2……", stay=True)
    said.pass_over()
    assert notice(window) == "备份没有做成。"
    said.pass_over()
    assert notice(window) == "备份没有做成。"
    said.say("读不出这个文件。", kind="error")
    said.withdraw("备份没有做成。")
    said.withdraw("读不出这个文件。")
    assert notice(window) == ""


# the framed cell out of sight


def _framed_is_seen(view: QTableView) -> bool:
    return view.viewport().rect().contains(view.visualRect(view.currentIndex()).center())


@pytest.mark.parametrize("act", ["digit", "delete", "clear", "shift", "tab"])
def test_no_key_works_on_a_cell_that_is_out_of_sight(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder, act: str
) -> None:
    add_report(cells={"applications.carried_over.other": 7})
    window.resize(1366, 560)
    view = table(window, "applications")
    qtbot.wait(20)
    bar = view.verticalScrollBar()
    view.go_to("applications.new.natural_person")
    bar.setValue(bar.maximum())
    assert not _framed_is_seen(view)
    if act == "tab":
        window.workbench.findings.list.setFocus(Qt.FocusReason.TabFocusReason)
        view.setFocus(Qt.FocusReason.BacktabFocusReason)
    elif act == "clear":
        window.menu_actions.by_name["clear"].trigger()
    else:
        QTest.keyClick(
            view, {"digit": Qt.Key.Key_5, "delete": Qt.Key.Key_Delete, "shift": Qt.Key.Key_Shift}[act]
        )
    assert _framed_is_seen(view) is (act != "shift")
