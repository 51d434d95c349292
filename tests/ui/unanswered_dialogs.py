"""Refuses a dialog that nobody acts in, and lets the test fail with its words: else one failing test stops the whole run.

A window that still holds what could not be written asks when it is closed, and a test that failed answers nothing.
"""

import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMessageBox, QWidget
from shiboken6 import getCppPointer

PATIENCE = 20.0
"""How many seconds a dialog may stand while a test acts."""
AFTERWARDS = 3.0
"""How many when the test is over: what it left open is closed then, and may take a while on a busy machine."""

_LOOK_MS = 100


def words(shown: QWidget) -> str:
    """Return what a dialog says."""
    if isinstance(shown, QMessageBox):
        said = [shown.text(), shown.informativeText()]
    else:
        said = [label.text() for label in shown.findChildren(QLabel) if label.isVisible()]
    return " ".join(filter(None, [shown.windowTitle(), *said])) or type(shown).__name__


class _Watch:
    """Looks which dialog or menu stands, and refuses it when it has stood too long."""

    def __init__(self, patience: float) -> None:
        self.refused: list[str] = []
        self._patience = patience
        self._standing, self._since = 0, 0.0
        self._timer = QTimer(interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def end(self) -> None:
        self._timer.stop()

    def _look(self) -> None:
        shown = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        # Its address: a reference would keep it longer than the program does.
        standing = getCppPointer(shown)[0] if shown else 0
        if standing != self._standing:
            self._standing, self._since = standing, time.monotonic()
        if shown and time.monotonic() - self._since >= self._patience:
            self.refused.append(f"a dialog that nobody acted in was refused: {words(shown)}")
            if isinstance(shown, QDialog):
                shown.reject()
            else:
                shown.close()


@contextmanager
def _watched(patience: float) -> Iterator[None]:
    if QApplication.instance() is None:
        yield
        return
    watch = _Watch(patience)
    try:
        yield
    except BaseException as error:
        for line in watch.refused:
            error.add_note(line)
        raise
    finally:
        watch.end()
    if watch.refused:
        pytest.fail("\n".join(watch.refused), pytrace=False)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup() -> Generator[None, object, object]:
    with _watched(PATIENCE):
        return (yield)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_call() -> Generator[None, object, object]:
    with _watched(PATIENCE):
        return (yield)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown() -> Generator[None, object, object]:
    with _watched(AFTERWARDS):
        return (yield)
