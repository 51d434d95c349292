"""The selftest's checks of the window's libraries. Qt is imported only when they run: without it the command line works."""

import os
import sys
from pathlib import Path

import ui
from app.selftest import import_all

NEEDED = {"linux": "qxcb", "win32": "qwindows"}
"""The plugin without which no window opens. The others may be missing: Wayland has X11, printing has the PDF file."""


def _qt(_folder: Path) -> str:
    """Load every plugin of the installation: one whose libraries the system lacks says which.

    Raises RuntimeError when that is the one which opens windows.
    """
    from PySide6 import __version__
    from PySide6.QtCore import QLibraryInfo, QPluginLoader, qVersion

    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    fine, broken = [], []
    for kind in (
        "platforms",
        "platforminputcontexts",
        "platformthemes",
        "imageformats",
        "printsupport",
        "styles",
    ):
        for path in sorted((folder / kind).glob("*")):
            loader = QPluginLoader(str(path))
            name = path.stem.removeprefix("lib").removesuffix("plugin")
            if loader.load():
                fine.append(name)
            else:
                broken.append(f"{name}（{loader.errorString()}）")
    if NEEDED.get(sys.platform, "qoffscreen") not in fine:
        raise RuntimeError(f"不能打开窗口：{'，'.join(broken)}")
    unusable = f"；不能使用：{'，'.join(broken)}" if broken else ""
    return f"Qt {qVersion()}，PySide6 {__version__}，插件：{'，'.join(fine)}{unusable}"


def _window(folder: Path) -> str:
    """Load the whole window, open it off screen, and paint it."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    modules = import_all(list(ui.__path__), "ui")
    from PySide6.QtCore import QSettings, qInstallMessageHandler

    from ui.base.settings import Settings
    from ui.frame.main_window import MainWindow
    from ui.start.application import make_application

    qInstallMessageHandler(_tell)
    application = make_application()
    window = MainWindow(Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)))
    picture = window.grab()
    fonts = application.font().families() or [application.font().family()]
    size = f"{picture.width()}×{picture.height()}"
    window.deleteLater()
    application.processEvents()
    return f"窗口：{modules} 个模块，{size}，界面字体 {fonts[0]}"


def _tell(_kind: object, _context: object, text: str) -> None:
    """Print Qt's messages, except those about what an off-screen window can't do."""
    if not text.startswith("This plugin does not support"):
        print(text, file=sys.stderr)


CHECKS = (_qt, _window)
