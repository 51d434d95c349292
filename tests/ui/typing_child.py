"""Opens a workspace in a program of its own, types in one place, prints ``typed``, and goes on running.

Arguments: the workspace, its settings file, the number of the place; an action of the menus that opens a dialog.
``TYPED`` in the environment is typed in place of what the place has.
"""

import os
import signal
import sys
from dataclasses import replace
from pathlib import Path

from places import ALL_PLACES, type_in
from PySide6.QtCore import QSettings, QTimer

from ui.base.settings import Settings
from ui.frame.main_window import MainWindow
from ui.start.application import make_application
from ui.start.ending import Ending
from ui.start.single_window import SingleWindow


def main() -> int:
    """Run until the window is closed."""
    path, settings, number, *actions = sys.argv[1:]
    for name in ("SIGINT", "SIGHUP"):
        # Run in the background of a script, a program inherits them as ignored, and keeps to that.
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    application = make_application()
    window = MainWindow(Settings(QSettings(settings, QSettings.Format.IniFormat)))
    window.painted.connect(lambda: window.begin(Path(path)))
    window.show()
    single = SingleWindow(window)
    single.called.connect(window.come_forward)
    single.called.connect(lambda: print("called", flush=True))

    def begin() -> None:
        if window.workbench is None or window.workbench.session.report is None or not window.isActiveWindow():
            QTimer.singleShot(50, begin)
            return
        single.stand_for(window.workbench.session.path)
        place = ALL_PLACES[int(number)]
        type_in(window, replace(place, typed=os.environ.get("TYPED", place.typed)))
        for name in actions:
            QTimer.singleShot(0, window.menu_actions.by_name[name].trigger)
        QTimer.singleShot(100 if actions else 0, lambda: print("typed", flush=True))

    begin()
    return Ending(application, window).run()


if __name__ == "__main__":
    sys.exit(main())
