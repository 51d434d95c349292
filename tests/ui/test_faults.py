"""The program's own faults are logged without content and shown once; a crash is reported at the next start."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from dialogs import in_dialog
from driving import part
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.logs import log_folder
from ui.dialogs.fault_dialog import FaultDialog
from ui.start import faults
from ui.start.faults import Faults, RunLock
from ui.work.tasks import Task

SECRET = "某人的姓名"


@pytest.fixture
def caught(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> tuple[Faults, list[str], list[str]]:
    """The installed handler of faults, what it showed, and whether it asked to leave."""
    shown: list[str] = []
    left: list[str] = []
    found = Faults(lambda text, _log: not shown.append(text), lambda: left.append("left"))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    found.install()
    return found, shown, left


def _logs() -> list[Path]:
    return sorted(log_folder().glob("fault-*.log"))


def _fail(_self: object = None) -> None:
    raise RuntimeError(SECRET)


def test_an_exception_in_a_slot_is_written_down_and_shown_without_content(
    qtbot: QtBot, caught: tuple[Faults, list[str], list[str]]
) -> None:
    _, shown, left = caught
    button = QPushButton()
    qtbot.addWidget(button)
    button.clicked.connect(_fail)
    button.click()
    qtbot.waitUntil(lambda: len(shown) == 1)
    (log,) = _logs()
    for text in (shown[0], log.read_text("utf-8")):
        assert "RuntimeError" in text
        assert "_fail" in text
        assert SECRET not in text
    assert left == []


def test_exceptions_of_threads_and_tasks_are_shown_too(
    qtbot: QtBot, caught: tuple[Faults, list[str], list[str]]
) -> None:
    _, shown, _ = caught
    thread = threading.Thread(target=_fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(shown) == 1)

    def work(_task: Task) -> None:
        raise ZeroDivisionError

    Task(work).start()
    qtbot.waitUntil(lambda: len(shown) == 2)
    assert "ZeroDivisionError" in shown[1]


def test_an_exception_at_each_repaint_is_shown_once_and_does_not_fill_the_disk(
    qtbot: QtBot, caught: tuple[Faults, list[str], list[str]]
) -> None:
    _, shown, _ = caught

    class Broken(QWidget):
        count = 0

        def paintEvent(self, _event: object) -> None:
            Broken.count += 1
            raise RuntimeError(SECRET)

    widget = Broken()
    qtbot.addWidget(widget)
    widget.show()
    for _ in range(60):
        widget.update()
        qtbot.wait(5)
    assert Broken.count > faults._MOST_LOGS
    assert len(shown) == 1
    assert len(_logs()) == faults._MOST_LOGS


def test_while_one_fault_is_shown_others_are_only_written_down(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []

    def show(text: str, _log: Path | None) -> bool:
        shown.append(text)
        found.on_exception(ValueError, ValueError(), None)
        QApplication.processEvents()
        return True

    found = Faults(show, lambda: None)
    found.on_exception(RuntimeError, RuntimeError(), None)
    qtbot.waitUntil(lambda: len(_logs()) == 2)
    assert len(shown) == 1


def test_a_log_that_cannot_be_written_does_not_hide_the_fault(
    qtbot: QtBot, caught: tuple[Faults, list[str], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_error: BaseException) -> Path:
        raise OSError

    monkeypatch.setattr("app.logs.log_fault", full)
    found, shown, _ = caught
    found.on_exception(RuntimeError, RuntimeError(), None)
    qtbot.waitUntil(lambda: len(shown) == 1)


def test_the_dialog_lets_the_text_be_copied_and_goes_on_or_closes(qtbot: QtBot, tmp_path: Path) -> None:
    def press(text: str) -> None:
        def act(dialog: QDialog) -> None:
            assert part(dialog, QPlainTextEdit, "faultText").toPlainText() == "way"
            buttons = {button.text().split("(")[0]: button for button in dialog.findChildren(QPushButton)}
            buttons["复制内容"].click()
            buttons[text].click()

        in_dialog(act)

    for text, go_on in (("继续", True), ("关闭程序", False)):
        dialog = FaultDialog("way", tmp_path / "fault.log", lambda _folder: None)
        qtbot.addWidget(dialog)
        press(text)
        dialog.exec()
        assert dialog.go_on is go_on
        assert QApplication.clipboard().text() == "way"


PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ui.start import fault_watch
from ui.frame import main_window
from ui.start.application import start

def after_begin(action):
    begin = fault_watch.FaultWatch.begin
    def patched(self, window):
        begin(self, window)
        print("notice", window.workbench.notice.text(), flush=True)
        QTimer.singleShot(50, lambda: action(window))
    fault_watch.FaultWatch.begin = patched

def fault(window):
    def close(): next(b for b in QApplication.activeModalWidget().findChildren(object, "closeProgram")).click()
    QTimer.singleShot(300, close)
    raise RuntimeError("secret")

def crash(window):
    import ctypes
    ctypes.string_at(0)

actions = {"close": lambda window: window.close(), "wait": lambda window: None, "fault": fault, "crash": crash}
after_begin(actions[sys.argv[2]])
print("status", start(Path(sys.argv[1]))(), flush=True)
"""


def _start(root: Path, workspace: Path, action: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(workspace), action],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def _run(root: Path, workspace: Path, action: str) -> str:
    process = _start(root, workspace, action)
    return process.communicate(timeout=60)[0]


def test_a_killed_program_is_told_once_at_the_next_start_with_its_log(
    root: Path, sample_workspace: Path
) -> None:
    assert "没有正常结束" not in _run(root, sample_workspace, "close")
    assert list(log_folder().iterdir()) == [], "a run that ends in order leaves nothing"
    process = _start(root, sample_workspace, "wait")
    assert process.stdout.readline().startswith("notice")
    process.kill()
    process.communicate()
    (log,) = log_folder().glob("run-*.log")
    said = _run(root, sample_workspace, "close")
    assert "没有正常结束" in said
    assert str(log) in said
    assert "没有正常结束" not in _run(root, sample_workspace, "close")


def test_a_program_that_still_runs_is_not_taken_for_dead(root: Path, sample_workspace: Path) -> None:
    process = _start(root, sample_workspace, "wait")
    try:
        assert process.stdout.readline().startswith("notice")
        assert "没有正常结束" not in _run(root, sample_workspace, "close")
    finally:
        process.kill()
        process.communicate()


@pytest.mark.skipif(os.name == "nt", reason="a signal of POSIX")
def test_a_crash_below_python_leaves_its_way_in_the_log(root: Path, sample_workspace: Path) -> None:
    process = _start(root, sample_workspace, "crash")
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGSEGV
    (log,) = log_folder().glob("run-*.log")
    assert "Segmentation fault" in log.read_text("utf-8")


def test_closing_because_of_a_fault_ends_in_order_with_a_status_of_its_own(
    root: Path, sample_workspace: Path
) -> None:
    process = _start(root, sample_workspace, "fault")
    output = process.communicate(timeout=60)[0]
    assert "status 3" in output
    assert len(list(log_folder().glob("fault-*.log"))) == 1
    assert not list(log_folder().glob("run-*"))


def test_old_logs_of_runs_go(qtbot: QtBot) -> None:
    folder = log_folder()
    for number in range(30):
        (folder / f"run-20260101-0000{number:02}-1.log").write_text("old")
    mark = RunLock(folder)
    assert mark.left_behind() == []
    assert len(list(folder.glob("run-*.log"))) == 20
