"""Using the window as a clerk does: by the names of its parts, by keyboard and mouse."""

import re

from PySide6.QtCore import QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QListView,
    QPushButton,
    QTableView,
    QTabWidget,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.rules.model import Finding
from ui.models.finding_model import FindingRole
from ui.models.grid_model import GridRole
from ui.models.table_model import TableModel
from ui.views.notice import Notice


def bare(caption: str) -> str:
    """Return a caption of a menu or button without its access key, and without the key shown beside it."""
    return re.sub(r"\(&.\)", "", caption.partition("\t")[0]).replace("&&", "&")


def part(window: QWidget, kind: type, name: str):
    """Return a part of the window by its object name."""
    found = window.findChild(kind, name)
    assert found is not None, name
    return found


def table(window: QWidget, key: str) -> QTableView:
    """Return a table editor, brought to the front."""
    view = part(window, QTableView, f"table_{key}")
    tabs = part(window, QTabWidget, "reportTabs")
    tabs.setCurrentIndex(next(n for n in range(tabs.count()) if tabs.widget(n).isAncestorOf(view)))
    return view


def text(window: QWidget, section: str) -> QTextEdit:
    """Return a text editor, brought to the front."""
    editor = part(window, QTextEdit, f"text_{section}")
    tabs = part(window, QTabWidget, "reportTabs")
    tabs.setCurrentIndex(next(n for n in range(tabs.count()) if tabs.widget(n).isAncestorOf(editor)))
    return editor


def index_of(window: QWidget, cell: str) -> QModelIndex:
    """Return a cell's index in its table."""
    return table(window, cell.partition(".")[0]).model().index_for(cell)


def type_into(
    qtbot: QtBot, window: QWidget, cell: str, characters: str, key: Qt.Key = Qt.Key.Key_Return
) -> None:
    """Put the cursor on a cell with the mouse, type, and leave it with *key*."""
    view = table(window, cell.partition(".")[0])
    index = view.model().index_for(cell)
    view.scrollTo(index)
    where: QPoint = view.visualRect(index).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    type_keys(qtbot, view, characters)
    press(qtbot, view, key)


def type_keys(qtbot: QtBot, view: QTableView, characters: str) -> None:
    """Type where the keyboard is: the first character opens the cell's editor, which gets the rest.

    What is not ASCII comes as from an input method.
    """
    for character in characters:
        target = view.viewport().findChild(QWidget, "cellEditor") or view
        if character.isascii():
            qtbot.keyClicks(target, character)
        else:
            event = QInputMethodEvent()
            event.setCommitString(character)
            QApplication.sendEvent(target, event)


def press(qtbot: QtBot, view: QTableView, key: Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
    """Press a key where the keyboard is: in the open editor, else in the table."""
    target = view.viewport().findChild(QWidget, "cellEditor") or view
    qtbot.keyClick(target, key, modifiers or Qt.KeyboardModifier.NoModifier)
    qtbot.wait(1)


def shown(window: QWidget, cell: str) -> str:
    """Return what a cell shows."""
    return index_of(window, cell).data(Qt.ItemDataRole.DisplayRole)


def takes(qtbot: QtBot, window: QWidget, cell: str, characters: str) -> bool:
    """Type into a cell, and say whether it shows that now."""
    type_into(qtbot, window, cell, characters)
    return shown(window, cell) == characters


def button(widget: QWidget, text: str) -> QAbstractButton:
    """Return the button with this text, in a dialog or in any other part of the window."""
    return next(one for one in widget.findChildren(QAbstractButton) if one.text() == text)


def flagged(window: QWidget, kind: str = "error") -> set[str]:
    """Return the cells that are marked with this severity, in all tables."""
    cells = set()
    for view in window.findChildren(QTableView):
        model = view.model()
        if isinstance(model, TableModel):
            cells |= {
                key for key in model.grid.inputs if model.index_for(key).data(GridRole.SEVERITY) == kind
            }
    return cells


def findings(window: QWidget) -> list[Finding]:
    """Return what the list of findings shows."""
    model = part(window, QListView, "findingsList").model()
    return [model.index(row, 0).data(FindingRole.FINDING) for row in range(model.rowCount())]


def notice(window: QWidget, name: str = "notice") -> str:
    """Return what a notice shows; empty when it is not there."""
    found = part(window, Notice, name)
    return "" if found.isHidden() else found.text()


def way_on(window: QWidget, text: str, name: str = "notice") -> QPushButton:
    """Return a button of a notice."""
    return part(window, Notice, name).buttons()[text]


def wheel(widget: QWidget, delta: int, modifiers: Qt.KeyboardModifier) -> None:
    """Turn the wheel over a widget."""
    where = QPointF(widget.rect().center())
    event = QWheelEvent(
        where,
        QPointF(widget.mapToGlobal(where.toPoint())),
        QPoint(),
        QPoint(0, delta),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def told_after(qtbot: QtBot, window: QWidget, action: str, words: str) -> str:
    """Trigger an action of the menus and wait until the notice says *words*; return its sentence."""
    said = part(window, Notice, "notice")
    said.say("")
    window.menu_actions.by_name[action].trigger()
    qtbot.waitUntil(lambda: words in said.text(), timeout=30_000)
    return said.text()
