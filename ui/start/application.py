"""Starts the program: paint the window first, open the workspace right after."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale
from PySide6.QtWidgets import QApplication

from ui.base import theme
from ui.base.garbage import Garbage
from ui.base.settings import Settings
from ui.base.wording import WordingTranslator
from ui.start.failed_start import telling_no_screen

if TYPE_CHECKING:
    from ui.frame.main_window import MainWindow
    from ui.start.fault_watch import FaultWatch
    from ui.start.single_window import SingleWindow


def make_application() -> QApplication:
    """Make the application object with the program's look and Qt's own texts in Chinese."""
    QApplication.setApplicationName("gongkai-nianbao")
    QApplication.setDesktopFileName("gongkai-nianbao")
    application = QApplication(sys.argv[:1])
    application.setStyle("Fusion")
    apply_appearance(application)
    application.setFont(theme.interface_font(application))
    Garbage(application)
    translator = WordingTranslator(application)
    if translator.load(
        QLocale("zh_CN"), "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    ):
        application.installTranslator(translator)
    application.styleHints().colorSchemeChanged.connect(lambda _scheme: apply_appearance(application))
    return application


def apply_appearance(application: QApplication) -> None:
    """Apply light or dark as the user chose, otherwise as the system is set."""
    settings = Settings()
    theme.apply_theme(application, settings.text("appearance"), distinct=settings.distinct_colours)


def start(path: Path | None) -> Callable[[], int]:
    """Open the window, with this workspace or the last one; return what stays until it is closed."""
    with telling_no_screen():
        application = make_application()
    from ui.start.single_window import SingleWindow, bring_forward

    wanted = path or next(iter(Settings().recent()), None)
    if wanted is not None and bring_forward(wanted):
        return lambda: 0
    from ui.frame.main_window import MainWindow
    from ui.start.ending import Ending
    from ui.start.fault_watch import FaultWatch

    watch = FaultWatch(application)
    window = MainWindow()
    single = SingleWindow(window)
    single.called.connect(window.come_forward)
    window.painted.connect(lambda: _begin(window, watch, single, path))
    window.show()

    def stay() -> int:
        status = Ending(application, window).run()
        single.leave()
        watch.end()
        return watch.status or status

    return stay


def _begin(window: "MainWindow", watch: "FaultWatch", single: "SingleWindow", path: Path | None) -> None:
    """Load the rest once the frame is painted."""
    window.begin(path)
    assert window.workbench is not None
    session = window.workbench.session

    def stand() -> None:
        single.stand_for(None if session.read_only else session.path)

    stand()
    session.workspace_changed.connect(stand)
    session.file.access_changed.connect(stand)
    watch.begin(window)
