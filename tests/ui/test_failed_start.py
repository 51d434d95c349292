"""A start that comes to no window says so in one sentence, and its exit status is not 0."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from ways import desktop

from app.logs import log_folder
from ui.base.settings import Settings

POSIX = pytest.mark.skipif(sys.platform != "linux", reason="the desktops of Linux")

BROKEN = {
    "fault before the window": (
        "import ui.frame.main_window as m\ndef fail(*_): raise RuntimeError('secret')\nm.MainWindow.__init__ = fail"
    ),
    "fault in the application": (
        "import ui.base.theme as t\ndef fail(*_): raise RuntimeError('secret')\nt.interface_font = fail"
    ),
    "log folder": (
        "import app.logs, errno\ndef fail(): raise OSError(errno.EACCES, 'Permission denied')\n"
        "app.logs.log_folder = fail\n"
        "import ui.frame.main_window as m\ndef fail(*_): raise RuntimeError('secret')\nm.MainWindow.__init__ = fail"
    ),
    "home": (
        "import ui.base.settings as s, errno\n"
        "def fail(*_): raise PermissionError(errno.EACCES, 'Permission denied', '/home/某人')\n"
        "s.Settings.__init__ = fail"
    ),
    "missing library": (
        "import sys\nclass Missing:\n"
        "  def find_spec(self, name, *_):\n"
        "    if name == 'PySide6.QtWidgets': raise ImportError('libEGL.so.1: cannot open shared object file')\n"
        "sys.meta_path.insert(0, Missing())"
    ),
}
TOLD = {
    "fault before the window": (3, "详情见"),
    "fault in the application": (3, "详情见"),
    "log folder": (3, "日志也没有写成"),
    "home": (2, "“/home/某人”不能读写"),
    "missing library": (2, "libEGL.so.1"),
}


def _start(
    root: Path, tmp_path: Path, broken: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Start the program as its users do, with *broken* put in the way first."""
    script = f"import sys\nsys.argv[1:] = []\n{broken}\nfrom ui.__main__ import main\nsys.exit(main())"
    return subprocess.run(
        [sys.executable, "-c", script],
        cwd=root,
        env={
            key: value for key, value in (os.environ | {"HOME": str(tmp_path)} | environment).items() if value
        },
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def _one_sentence(errors: str) -> str:
    (line,) = [line for line in errors.splitlines() if line.startswith("程序没有启动")]
    assert "Traceback" not in errors
    assert "secret" not in errors
    assert line.endswith("。")
    return line


@pytest.mark.parametrize("broken", BROKEN)
def test_what_prevents_the_window_is_told(root: Path, tmp_path: Path, broken: str) -> None:
    ended = _start(root, tmp_path, BROKEN[broken])
    status, told = TOLD[broken]
    assert told in _one_sentence(ended.stderr)
    assert ended.returncode == status
    if told == "详情见":
        (log,) = log_folder().glob("fault-*.log")
        assert str(log) in ended.stderr


def test_a_fault_at_the_end_of_a_run_is_no_failed_start(root: Path, tmp_path: Path) -> None:
    broken = (
        "import ui.start.ending as e, ui.start.single_window as s\ne.Ending.run = lambda _: 0\n"
        "def fail(_): raise RuntimeError('at the end')\ns.SingleWindow.leave = fail"
    )
    ended = _start(root, tmp_path, broken)
    assert ended.returncode != 0
    assert "没有启动" not in ended.stderr


@POSIX
@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}, "没有可以显示窗口的桌面"),
        ({"DISPLAY": ":987", "PATH": "/nowhere", "QT_QPA_PLATFORM": ""}, "不能在桌面上打开窗口"),
        ({"DISPLAY": ":987", "PATH": "/nowhere", "QT_QPA_PLATFORM": "none"}, "不能在桌面上打开窗口"),
    ],
)
def test_a_start_without_a_screen_is_told(
    root: Path, tmp_path: Path, environment: dict[str, str], told: str
) -> None:
    ended = _start(root, tmp_path, **environment)
    assert told in _one_sentence(ended.stderr)
    assert ended.returncode == 2, "not an abort"


@POSIX
def test_where_qt_opens_no_window_a_program_of_the_desktop_shows_the_sentence(
    root: Path, tmp_path: Path
) -> None:
    shown = tmp_path / "shown"
    box = tmp_path / "zenity"
    box.write_text(f'#!/bin/sh\nfor last; do :; done\nprintf %s "$last" > "{shown}"\n')
    box.chmod(0o755)
    ended = _start(
        root, tmp_path, DISPLAY=":987", QT_QPA_PLATFORM="none", PATH=f"{tmp_path}:{os.environ['PATH']}"
    )
    assert shown.read_text("utf-8") == _one_sentence(ended.stderr)


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    with desktop() as (number, _server):
        yield number


@POSIX
def test_on_a_desktop_the_sentence_stands_in_a_box(root: Path, tmp_path: Path, display: str) -> None:
    closing = (
        "\nfrom PySide6.QtWidgets import QApplication, QMessageBox\nfrom PySide6.QtCore import QTimer\n"
        "real = QMessageBox.critical\n"
        "def critical(*given):\n"
        "  def close():\n"
        "    box = QApplication.activeModalWidget(); print(box.isVisible(), box.text(), flush=True); box.accept()\n"
        "  QTimer.singleShot(500, close)\n"
        "  return real(*given)\n"
        "QMessageBox.critical = critical\n"
    )
    broken = BROKEN["fault before the window"] + closing
    ended = _start(root, tmp_path, broken, DISPLAY=display, QT_QPA_PLATFORM="xcb")
    assert ended.stdout.strip() == f"True {_one_sentence(ended.stderr)}"
    assert ended.returncode == 3


@pytest.mark.parametrize("name", ["长" * 300, "a\0b"], ids=["too long", "no name"])
def test_a_recent_file_that_cannot_be_looked_at_is_no_hindrance(
    settings: Callable[[], Settings], name: str
) -> None:
    remembered = settings()
    remembered.set("recent", f"/{name}/年报.nianbao")
    assert remembered.recent() == []


@pytest.fixture
def settings(settings_file: Path) -> Callable[[], Settings]:
    from PySide6.QtCore import QSettings

    return lambda: Settings(QSettings(str(settings_file), QSettings.Format.IniFormat))
