"""The ways through the guide: contents, search, the sheet of keys, and F1 at what is on screen."""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from dialogs import in_dialog
from driving import part, table, text
from fixture_types import ReportAdder
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLineEdit,
    QPushButton,
    QTextBrowser,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.report import Status
from ui.dialogs.guide_dialog import PAGES
from ui.dialogs.kit import Dialog
from ui.dialogs.questions import confirmed
from ui.frame.main_window import MainWindow
from ui.frame.menu_entries import MENUS
from ui.frame.shortcut_sheet import sheet
from ui.verbs.guide_topics import DIALOG_TOPICS, FILE_TOPICS

K = Qt.Key


def _guide(window: MainWindow) -> QDialog:
    if window.findChild(QDialog, "guideDialog") is None:
        window.menu_actions.by_name["guide"].trigger()
    return part(window, QDialog, "guideDialog")


def _pages(window: MainWindow) -> QTextBrowser:
    return part(_guide(window), QTextBrowser, "guidePages")


def _contents(window: MainWindow) -> QTreeWidget:
    return part(_guide(window), QTreeWidget, "guideContents")


def _entries(tree: QTreeWidget) -> list[QTreeWidgetItem]:
    tops = [tree.topLevelItem(n) for n in range(tree.topLevelItemCount())]
    return [top.child(n) for top in tops for n in range(top.childCount())]


def _top_line(pages: QTextBrowser) -> str:
    """Return the paragraph at the top of what is on screen."""
    return pages.cursorForPosition(pages.viewport().rect().topLeft()).block().text()


def _click(tree: QTreeWidget, item: QTreeWidgetItem) -> None:
    item.parent().setExpanded(True)
    tree.scrollToItem(item)
    where = tree.visualItemRect(item).center()
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=where)


def test_the_contents_name_every_page_and_every_heading(window: MainWindow, root: Path) -> None:
    guide = root / "resources" / "guide"
    assert {path.name for path in guide.glob("*.md")} == set(PAGES)
    headings = [
        line[3:]
        for name in PAGES
        for line in (guide / name).read_text("utf-8").splitlines()
        if line[:3] == "## "
    ]
    assert [entry.text(0) for entry in _entries(_contents(window))] == headings


def test_a_click_on_a_heading_brings_it_to_the_top(qtbot: QtBot, window: MainWindow) -> None:
    tree, pages = _contents(window), _pages(window)
    for wanted in ("五、核对", "一、建立单位名录", "二、读入上一年的报告"):
        entry = next(e for e in _entries(tree) if e.text(0) == wanted)
        _click(tree, entry)
        qtbot.waitUntil(lambda wanted=wanted: _top_line(pages) == wanted)


def test_all_words_are_searched_on_all_pages_and_enter_goes_from_place_to_place(
    qtbot: QtBot, window: MainWindow
) -> None:
    tree, pages = _contents(window), _pages(window)
    search = part(_guide(window), QLineEdit, "guideSearch")
    QTest.keyClicks(search, "sha-256")
    assert len(_entries(tree)) >= 3
    assert len({entry.parent().text(0) for entry in _entries(tree)}) >= 2, "on several pages"
    seen = []
    for _ in range(3):
        QTest.keyClick(search, K.Key_Return)
        assert pages.textCursor().selectedText() == "SHA-256"
        seen.append((pages.page, pages.textCursor().position()))
    assert len(set(seen)) == 3
    search.setText("备份 磁盘")
    assert _entries(tree)
    for entry in _entries(tree):
        _click(tree, entry)
        paragraph = pages.textCursor().block().text()
        assert "备份" in paragraph
        assert "磁盘" in paragraph
    search.setText("没有这样的词语")
    assert _entries(tree) == []
    assert tree.topLevelItem(0).text(0) == "没有找到"
    search.clear()
    assert "五、核对" in [entry.text(0) for entry in _entries(tree)]


def _in_table(window: MainWindow) -> QWidget:
    table(window, "applications").setFocus()
    return table(window, "applications")


def _in_findings(window: MainWindow) -> QWidget:
    part(window, QWidget, "findingsList").setFocus()
    return part(window, QWidget, "findingsList")


def _in_preview(window: MainWindow) -> QWidget:
    window.menu_actions.by_name["preview"].trigger()
    return QApplication.focusWidget() or window


def _in_ledger(window: MainWindow) -> QWidget:
    window.menu_actions.by_name["open_ledger"].trigger()
    return QApplication.focusWidget() or window


def _in_text(window: MainWindow) -> QWidget:
    text(window, "problems").setFocus()
    return text(window, "problems")


@pytest.mark.parametrize(
    ("go", "page", "heading"),
    [
        (_in_table, "guide.md", "四、填写"),
        (_in_text, "guide.md", "四、填写"),
        (_in_findings, "guide.md", "五、核对"),
        (_in_preview, "guide.md", "六、预览和打印"),
        (_in_ledger, "ledger.md", "台账"),
    ],
)
def test_f1_opens_the_guide_at_what_is_on_screen(
    qtbot: QtBot,
    window: MainWindow,
    add_report: ReportAdder,
    go: Callable[[MainWindow], QWidget],
    page: str,
    heading: str,
) -> None:
    add_report()
    qtbot.waitUntil(lambda: window.workbench.session.check is not None)
    QTest.keyClick(go(window), K.Key_F1)
    pages = _pages(window)
    assert pages.page == page
    qtbot.waitUntil(lambda: _top_line(pages) == heading)


def test_f1_on_a_final_report_tells_of_finalising_and_without_one_of_the_beginning(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    QTest.keyClick(window, K.Key_F1)
    qtbot.waitUntil(lambda: _top_line(_pages(window)) == "一、第一次启动")
    add_report(status=Status.FINAL)
    window.activateWindow()
    QApplication.processEvents()
    window.menu_actions.by_name["guide"].trigger()
    qtbot.waitUntil(lambda: _top_line(_pages(window)) == "七、定稿、导出和归档")
    assert len(window.findChildren(QDialog, "guideDialog")) == 1, "one guide, however often it is asked for"


def test_f1_in_a_box_and_in_a_dialog_of_a_dialog_tells_of_what_it_is_about(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    add_report()
    outer = Dialog("settingsDialog", "设置", window)
    outer.open()
    told: dict[str, str] = {}

    def ask(name: str) -> None:
        box = QApplication.activeModalWidget()
        QTest.keyClick(box, K.Key_F1)
        guide = box.findChild(QDialog, "guideDialog")
        qtbot.waitUntil(lambda: _top_line(part(guide, QTextBrowser, "guidePages")) != "使用说明")
        told[name] = _top_line(part(guide, QTextBrowser, "guidePages"))
        guide.close()
        box.close()

    for owner, name in ((window, "draftQuestion"), (outer, "dropQuestion")):
        QTimer.singleShot(0, partial(ask, name))
        assert not confirmed(owner, name, "问题", "是吗？", "是")
    outer.close()
    assert told == {"draftQuestion": "六、预览和打印", "dropQuestion": "五、核对"}


def test_f1_in_a_dialog_for_files_tells_of_what_it_is_about(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    """The one behind which the window waits, and the one behind which a dialog does."""
    add_report()
    told: dict[str, str] = {}

    def ask(dialog: QDialog) -> None:
        assert isinstance(dialog, QFileDialog)
        # A person's key comes after the window has.
        qtbot.wait(50)
        QTest.keyClick(dialog, K.Key_F1)
        guide = dialog.findChild(QDialog, "guideDialog")
        qtbot.waitUntil(lambda: _top_line(part(guide, QTextBrowser, "guidePages")) != "使用说明")
        told[dialog.windowTitle()] = _top_line(part(guide, QTextBrowser, "guidePages"))

    def choose_a_folder(settings: QDialog) -> None:
        in_dialog(ask)
        part(settings, QPushButton, "settingsChooseFolder").click()

    in_dialog(ask)
    window.menu_actions.by_name["import_report"].trigger()
    in_dialog(choose_a_folder)
    window.menu_actions.by_name["settings_dialog"].trigger()
    assert told == {"读入报告": "二、读入上一年的报告", "备份另存到哪个文件夹": "八、备份和换电脑"}


def test_every_dialog_has_its_place_in_the_guide(root: Path) -> None:
    named = {
        name
        for path in (root / "ui").rglob("*.py")
        for name in re.findall(
            r'(?:super\(\).__init__\(|NAME\b.*= )"(\w+(?:Dialog|Summary|Naming|Choice))"',
            path.read_text("utf-8"),
        )
    }
    assert len(named) > 30
    assert named <= set(DIALOG_TOPICS)
    for page, heading in (*DIALOG_TOPICS.values(), *FILE_TOPICS.values()):
        text = (root / "resources" / "guide" / page).read_text("utf-8")
        assert not heading or re.search(rf"^## {heading}$", text, re.MULTILINE), heading


def test_the_sheet_has_every_key_of_the_menus_and_is_in_the_guide(window: MainWindow, root: Path) -> None:
    page = (root / "resources" / "guide" / "keys.md").read_text("utf-8")
    assert page == sheet(), "python -m ui.frame.shortcut_sheet > resources/guide/keys.md"
    names = [re.sub(r"\(&.\)|…", "", e.text) for menu in MENUS.values() for e in menu if e.shortcut]
    assert len(names) >= 40
    for name in names:
        assert re.search(rf"^\| \S+ \| {re.escape(name)}(：| \|)", page, re.MULTILINE), name
    QTest.keyClick(window, K.Key_F1, Qt.KeyboardModifier.ControlModifier)
    assert _pages(window).page == "keys.md"
    assert "Ctrl+Shift+D" in _pages(window).toPlainText()
