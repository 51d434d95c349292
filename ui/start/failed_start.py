"""Tells of a start that came to no window: one sentence on the error output, and in a box where there is a desktop.

Loads nothing of Qt when it is imported: that Qt can't be loaded is one of the things to tell.
"""

import contextlib
import os
import shutil
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.errors import UserError
from app.unit_names import visible

if TYPE_CHECKING:
    from PySide6.QtCore import QMessageLogContext, QtMsgType

NO_WINDOW, FAULT = 2, 3
"""The exit statuses, as on the command line: of what the user can put right, and of a fault of ours."""

_TITLE = "公开年报"
_BEGINNING = "程序没有启动"
_BOXES = (
    ("zenity", "--error", "--no-markup", f"--title={_TITLE}", "--text"),
    ("kdialog", "--title", _TITLE, "--error"),
    ("xmessage", "-center"),
)
"""Programs of Linux desktops that show a sentence in a box, without Qt or with a Qt of their own."""
_ICON_STOP = 0x10
_SCREENLESS = ("offscreen", "minimal", "vnc", "linuxfb")
"""Platforms of Qt without a desktop on which somebody would close a box."""


def tell_failure(error: BaseException) -> int:
    """Tell that the program ends before its window is there, and why; return the exit status."""
    sentence, status = _words(error)
    _tell(sentence)
    return status


@contextlib.contextmanager
def telling_no_screen() -> Iterator[None]:
    """Tell when Qt finds no screen while the application is made. Qt ends the program then; nothing can be caught."""
    from PySide6.QtCore import QtMsgType, qInstallMessageHandler

    def on_message(kind: "QtMsgType", _context: "QMessageLogContext", text: str) -> None:
        if kind == QtMsgType.QtFatalMsg:
            _tell(_no_screen(), use_qt=False)
            os._exit(NO_WINDOW)
        print(text, file=sys.stderr, flush=True)

    # What Qt says before it ends is for developers; the selftest tells it.
    before = qInstallMessageHandler(on_message)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def _words(error: BaseException) -> tuple[str, int]:
    if isinstance(error, UserError):
        return f"{_BEGINNING}：{error}", NO_WINDOW
    if isinstance(error, ImportError):
        return _not_loaded(error), NO_WINDOW
    if isinstance(error, OSError) and error.filename is not None:
        return (
            f"{_BEGINNING}：“{os.fsdecode(error.filename)}”不能读写（{error.strerror}），"
            "请检查磁盘空间和文件夹权限后再启动。",
            NO_WINDOW,
        )
    from app.logs import log_fault

    try:
        return f"{_BEGINNING}：程序内部出错，详情见 {log_fault(error)}，请把这个文件发给技术支持人员。", FAULT
    except OSError as reason:
        return (
            f"{_BEGINNING}：程序内部出错（{type(error).__qualname__}），日志也没有写成（{reason.strerror}），"
            "请检查磁盘空间和个人文件夹的权限后再启动。",
            FAULT,
        )


def _not_loaded(error: ImportError) -> str:
    return (
        f"{_BEGINNING}：显示窗口所需的组件不能加载（{error}），"
        "请补装系统缺少的组件或重新安装本程序；在终端运行“nianbao selftest”可以检查缺少什么。"
    )


def _no_screen() -> str:
    if sys.platform == "linux" and not _has_desktop():
        return f"{_BEGINNING}：没有可以显示窗口的桌面，请登录桌面后启动；在终端中可以使用命令行，用法见“nianbao --help”。"
    return (
        f"{_BEGINNING}：不能在桌面上打开窗口，可能是系统缺少显示组件（如 libxcb-cursor0），也可能是桌面没有响应；"
        "请补装后再启动，在终端运行“nianbao selftest”可以检查缺少什么。"
    )


def _has_desktop() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _tell(sentence: str, *, use_qt: bool = True) -> None:
    """Print one line, and show it in a box where there is a desktop. No failure of these hides the exit status."""
    line = visible(" ".join(sentence.split()))
    if sys.stderr is not None:
        with contextlib.suppress(OSError, ValueError):
            if hasattr(sys.stderr, "reconfigure"):
                sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")
            print(line, file=sys.stderr, flush=True)
    with contextlib.suppress(Exception):
        _show(line, use_qt)


def _show(line: str, use_qt: bool) -> None:
    # An application that has just found no screen exists, but crashes when it is asked anything.
    widgets = sys.modules.get("PySide6.QtWidgets") if use_qt else None
    application = widgets.QApplication.instance() if widgets is not None else None
    if widgets is not None and application is not None:
        if application.platformName() not in _SCREENLESS:
            widgets.QMessageBox.critical(None, _TITLE, line)
    elif sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, line, _TITLE, _ICON_STOP)
    elif _has_desktop():
        found = next((box for box in _BOXES if shutil.which(box[0])), None)
        if found is not None:
            import subprocess

            subprocess.run([*found, line], check=False, stderr=subprocess.DEVNULL)
