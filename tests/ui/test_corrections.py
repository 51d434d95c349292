"""Corrections: whatever differs waits, is shown so that the difference is seen, and what was decided is told."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from collecting_office import CELL, CITY, NAMES, YEAR, report_of, write_file
from dialogs import in_dialog
from driving import notice, part
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QTableWidget,
)
from pytestqt.qtbot import QtBot
from test_group_page import drop, press, result, taken

from app.exports.formats import export
from app.report import Report
from ui.frame.main_window import MainWindow

SENTENCE = "本年度另建了一个查阅点。"


@pytest.fixture
def office(office: MainWindow) -> MainWindow:
    """The same, on the city's page."""
    office.workbench.report_panel.group_chosen.emit(CITY)
    return office


def held(office: MainWindow, unit: int = 2) -> Report:
    found = office.workbench.session.repository.report_of(unit, YEAR)
    assert found is not None
    return found


def with_sentence(report: Report) -> Report:
    """The same report whose second text has one more sentence at its end."""
    key = list(report.sections)[1]
    return replace(report, sections={**report.sections, key: report.sections[key] + SENTENCE})


def button(dialog: QDialog, name: str) -> Callable[[], None]:
    return part(dialog, QPushButton, name).click


def test_a_correction_of_a_text_alone_waits_too_and_shows_the_sentence(
    qtbot: QtBot, office: MainWindow, tmp_path: Path
) -> None:
    before = held(office)
    drop(office, write_file(tmp_path / "更正", with_sentence(report_of(2, 12)), at=10))
    dialog = taken(qtbot, office)
    ((_, outcome, why),) = result(dialog)
    assert outcome == "! 已登记，等待核对后采用"
    assert "与已收的有 1 处文字" in why
    assert held(office) == before, "nothing counts unseen"

    def look(shown: QDialog) -> None:
        table = part(shown, QTableWidget, "correctionTable")
        texts = [[table.item(row, at).text() for at in range(4)] for row in range(table.rowCount())]
        line = next(line for line in texts if SENTENCE in line[2])
        assert line[1] == "—", "nothing of it is gone"
        row = texts.index(line)
        qtbot.mouseClick(
            table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualItemRect(table.item(row, 0)).center()
        )
        whole = part(shown, QPlainTextEdit, "correctionWhole").toPlainText()
        assert whole.endswith(f"增加：\n　　{SENTENCE}")
        qtbot.mouseClick(part(shown, QPushButton, "correctionAdopt"), Qt.MouseButton.LeftButton)

    in_dialog(look)
    press(qtbot, dialog, "takenCompare")
    assert any(SENTENCE in body for body in held(office).sections.values())
    assert notice(office) == "采用更正 1 份。"
    assert office.findChild(QDialog, "takenDialog") is None, "what it listed is no longer so"


def test_the_second_of_two_corrections_is_compared_with_what_the_first_left(
    qtbot: QtBot, office: MainWindow, tmp_path: Path
) -> None:
    value = held(office).cells[CELL]
    for number in (1, 2):
        new = report_of(2, 12, applications__new__natural_person=value + number)
        drop(office, write_file(tmp_path / "更正", new, name=f"{number}.json", at=10 * number))
        taken(qtbot, office).accept()
        qtbot.waitUntil(lambda: office.findChild(QDialog, "takenDialog") is None, timeout=10_000)
    seen: list[list[str]] = []

    def both(shown: QDialog) -> None:
        table = part(shown, QTableWidget, "correctionTable")
        for _ in range(2):
            rows = [[table.item(row, at).text() for at in range(4)] for row in range(table.rowCount())]
            seen.append(next(row for row in rows if row[0] == held(office).form.cells[CELL].name))
            qtbot.mouseClick(part(shown, QPushButton, "correctionAdopt"), Qt.MouseButton.LeftButton)

    in_dialog(both)
    press(qtbot, office, "group_compare_all")
    assert [row[1:] for row in seen] == [
        [str(value), str(value + 1), "+1"],
        [str(value + 1), str(value + 2), "+1"],
    ]
    assert held(office).cells[CELL] == value + 2
    assert notice(office) == "采用更正 2 份。"


def test_the_button_and_the_filter_lead_to_what_waits_as_long_as_it_does(
    qtbot: QtBot, office: MainWindow, tmp_path: Path
) -> None:
    compare = part(office, QPushButton, "group_compare_all")
    assert not compare.isVisible()
    new = report_of(2, 12, applications__new__natural_person=1)
    drop(office, write_file(tmp_path / "更正", new, at=10))
    taken(qtbot, office).accept()
    assert compare.isVisible()
    assert compare.text() == "比较更正（1）…"
    states = part(office, QComboBox, "groupStateFilter")
    states.setFocus()
    qtbot.keyClick(states, Qt.Key.Key_End)
    shown = part(office, QTableView, "groupTable").model()
    assert [shown.index(row, 0).data() for row in range(shown.rowCount())] == [NAMES[2]]
    in_dialog(lambda dialog: button(dialog, "correctionLater")())
    qtbot.mouseClick(compare, Qt.MouseButton.LeftButton)
    assert notice(office) == "以后再定的 1 份。"
    in_dialog(lambda dialog: button(dialog, "correctionDiscard")())
    qtbot.mouseClick(compare, Qt.MouseButton.LeftButton)
    assert notice(office) == "作废 1 份。"
    assert not compare.isVisible()
    assert shown.rowCount() == 0
    assert part(office, QLabel, "groupWords").text().count("更正") == 0


def test_a_title_written_out_is_no_difference(qtbot: QtBot, office: MainWindow, tmp_path: Path) -> None:
    same = report_of(2, 12)
    path = tmp_path / "更正.json"
    export(replace(same, title=same.full_title), "json", path, draft=False)
    drop(office, path)
    assert [outcome for _, outcome, _ in result(taken(qtbot, office))] == ["√ 更正，已采用"]


def shut(qtbot: QtBot, office: MainWindow) -> None:
    """Close the list of what was taken in."""
    taken(qtbot, office).accept()
    qtbot.waitUntil(lambda: office.findChild(QDialog, "takenDialog") is None, timeout=10_000)


def test_an_older_file_is_no_correction_and_is_shown_only_where_its_unit_is_asked_for(
    qtbot: QtBot, office: MainWindow, tmp_path: Path
) -> None:
    folder = tmp_path / "报来"
    newer = report_of(2, 12, applications__new__natural_person=8)
    drop(office, write_file(folder, newer, name="新.json", at=20))
    dialog = taken(qtbot, office)
    in_dialog(lambda dialog: button(dialog, "correctionAdopt")())
    press(qtbot, dialog, "takenCompare")
    older = report_of(2, 12, applications__new__natural_person=7)
    drop(office, write_file(folder, older, name="旧.json", at=10))
    ((_, outcome, why),) = result(taken(qtbot, office))
    assert outcome == "! 早于已收的文件，没有采用"
    assert "T" not in why
    shut(qtbot, office)
    assert not part(office, QPushButton, "group_compare_all").isVisible()
    assert "更正" not in part(office, QLabel, "groupWords").text()
    later = report_of(3, 13, applications__new__natural_person=5)
    drop(office, write_file(folder, later, name="三.json", at=30))
    shut(qtbot, office)
    part(office, QTableView, "groupTable").selectAll()

    def only_the_correction_is_adopted_with_all(dialog: QDialog) -> None:
        assert dialog.findChild(QPushButton, "correctionAdoptAll") is None
        button(dialog, "correctionAdopt")()
        assert "不是更正" in part(dialog, QLabel, "correctionWords").text()
        button(dialog, "correctionLater")()

    in_dialog(only_the_correction_is_adopted_with_all)
    part(office, QAction, "group_action_compare_return").trigger()
    assert held(office).cells[CELL] == 8
    assert held(office, 3).cells[CELL] == 5
