"""What is typed where another program writes at the same moment: shown, offered back, and kept over the end."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from driving import button, notice, part, text, way_on
from fixture_types import OpenWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from ways import workspace_with_request

from ui.frame.main_window import MainWindow
from ui.views.notice import Notice
from ui.work.rescued_texts import kept

PLACES = ("title", "signed_by", "signed_on", "preface", "overview", "problems", "other")
TYPED, OUTSIDE = "mytyped77", "OUTSIDE"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return workspace_with_request(tmp_path)


def _editor(window: MainWindow, place: str) -> QWidget:
    if place in ("title", "signed_by", "signed_on"):
        text(window, "preface")
        return part(window, QWidget, f"field_{place}")
    return text(window, place)


def _written_outside(path: Path, place: str) -> None:
    with closing(sqlite3.connect(path)) as other:
        if place in ("title", "signed_by", "signed_on"):
            other.execute(f"UPDATE report SET {place} = ?", [OUTSIDE])
        else:
            other.execute("DELETE FROM section WHERE section = ?", [place])
            other.execute(
                "INSERT INTO section (report_id, section, body) SELECT id, ?, ? FROM report", [place, OUTSIDE]
            )
        other.commit()


def _shown(editor: QWidget) -> str:
    return editor.toPlainText() if hasattr(editor, "toPlainText") else editor.text()


def _typed_over(qtbot: QtBot, window: MainWindow, path: Path, place: str) -> QWidget:
    editor = _editor(window, place)
    editor.setFocus()
    _written_outside(path, place)
    QTest.keyClicks(editor, TYPED)
    qtbot.waitUntil(lambda: _shown(editor) == OUTSIDE, timeout=5000)
    qtbot.waitUntil(lambda: "没有丢失" in notice(window), timeout=5000)
    return editor


@pytest.mark.parametrize("place", PLACES)
def test_what_was_typed_is_offered_at_the_next_start_when_nobody_answered(
    qtbot: QtBot, open_window: OpenWindow, path: Path, place: str
) -> None:
    window = open_window(path)
    _typed_over(qtbot, window, path, place)
    window.close()
    assert not window.isVisible()
    again = open_window(path)
    # That figures or texts differ from the history is told first.
    told = []
    while words := notice(again):
        told.append(words)
        button(part(again, Notice, "notice"), "关闭").click()
        qtbot.wait(1)
    assert any(f"“{TYPED}”没有存上" in words for words in told), told


@pytest.mark.parametrize("place", PLACES)
def test_what_was_typed_is_put_back_by_its_button_and_then_not_told_again(
    qtbot: QtBot, open_window: OpenWindow, path: Path, place: str
) -> None:
    window = open_window(path)
    editor = _typed_over(qtbot, window, path, place)
    way_on(window, "换回我输入的文字").click()
    assert _shown(editor) == TYPED
    report = window.workbench.session.report
    stored = window.workbench.session.repository.report(report.id)
    assert TYPED in (stored.title, stored.signed_by, stored.signed_on, *stored.sections.values())
    window.close()
    assert kept(path) is None
