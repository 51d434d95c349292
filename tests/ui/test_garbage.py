"""Dialogs that refer to themselves are deleted in the window's thread, whatever thread makes objects."""

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from ui.base.garbage import collect


class _Cyclic(QDialog):
    """A dialog that refers to itself, with a timer that runs."""

    def __init__(self) -> None:
        super().__init__()
        QVBoxLayout(self).addWidget(QLineEdit())
        self.timer = QTimer()
        self.timer.owner = self  # type: ignore[attr-defined]
        self.timer.start(5)
        self.me = self


@pytest.fixture
def left_in() -> list[str]:
    return []


def _abandon(left_in: list[str]) -> None:
    dialog = _Cyclic()
    weakref.finalize(dialog, lambda: left_in.append(threading.current_thread().name))


def test_work_in_the_background_deletes_no_dialog(left_in: list[str]) -> None:
    assert not gc.isenabled()
    for _ in range(5):
        _abandon(left_in)

    def work() -> None:
        # So many objects that refer to others make Python look for garbage more than once.
        for _ in range(200):
            assert len([[number] for number in range(2000)]) == 2000

    thread = threading.Thread(target=work, name="task")
    thread.start()
    thread.join()
    gc.collect()
    assert left_in == ["MainThread"] * 5


class _Node:
    def __init__(self) -> None:
        self.me = self


def test_garbage_is_found_when_it_is_due(qtbot: QtBot) -> None:
    known = weakref.ref(_Node())
    # Twice as many as are due: what is freed meanwhile counts against them.
    kept = [[number] for number in range(2 * gc.get_threshold()[0])]
    assert known() is not None
    qtbot.waitUntil(lambda: known() is None, timeout=10_000)
    gc.collect()
    known = weakref.ref(_Node())
    collect()
    assert known() is not None, "nothing is due yet"
    assert kept
