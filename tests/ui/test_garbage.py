"""Dialogs that refer to themselves are deleted in the window's thread, whatever thread makes objects."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout

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


@pytest.fixture
def usual_threshold() -> Iterator[None]:
    """Commands that ran before in this process may have set another one."""
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield
    gc.set_threshold(*before)


@pytest.mark.usefixtures("usual_threshold")
def test_garbage_is_found_when_it_is_due() -> None:
    gc.collect()
    known = weakref.ref(_Node())
    collect()
    assert known() is not None, "nothing is due yet"
    kept = [[number] for number in range(100_000)]
    assert known() is not None, "not by itself"
    collect()
    assert known() is None
    assert kept
