"""The window's frame: menus and title. It is painted before anything that takes time is loaded.

`MainWindow.begin`, called once the frame is on screen, brings in the workbench and opens the workspace.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QIcon,
    QKeyEvent,
    QPaintEvent,
    QResizeEvent,
    QSessionManager,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QToolButton, QWidget

from app.paths import resource
from ui.base import theme
from ui.base.settings import Settings
from ui.base.window_place import FRAME, on_screen
from ui.frame.actions import Actions
from ui.frame.menu_entries import CELL_MENU, LIST_MENU, TEXT_MENU, TOOLBAR

if TYPE_CHECKING:
    from ui.frame.drop_hint import DropHint
    from ui.frame.workbench import Workbench
    from ui.verbs.menus import MenuVerbs

TITLE = "公开年报"
_USUAL_SIZE = (1366, 720)
_PLACE_NUMBERS = 4
"""Left, top, width and height."""


class MainWindow(QMainWindow):
    """The frame; `workbench` is what is in it, None until `begin`."""

    painted = Signal()
    """The first frame is on the screen."""

    def __init__(self, settings: Settings | None = None) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.setWindowTitle(TITLE)
        self.setAcceptDrops(True)
        self.settings = settings or Settings()
        self.workbench: Workbench | None = None
        self._drop_hint: DropHint | None = None
        self._giving_up = False
        self._painted = False
        self.menu_actions = Actions(self, self._run)
        self.menu_actions.fill(self.menuBar())
        self.menu_actions.recent_menu.aboutToShow.connect(self._fill_recent)
        self._fill_toolbar()
        self.statusBar().setSizeGripEnabled(False)
        self._restore_place()
        self._show_state()

    def _focus_work(self) -> None:
        if self.workbench is not None:
            self.workbench.middle.focus()

    def _restore_place(self) -> None:
        """Restore the last place of the window, on the present screen, which may be smaller or another one."""
        place = QRect(0, 0, *_USUAL_SIZE)
        numbers = self.settings.numbers("window/place")
        known = len(numbers) == _PLACE_NUMBERS and QRect(*numbers).isValid()
        if known:
            place = QRect(*numbers)
        place = on_screen(place)
        self.resize(place.size())
        if known:
            self.move(place.topLeft() - QPoint(FRAME.left(), FRAME.top()))
        if self.settings.text("window/maximized", "no" if known else "yes") == "yes":
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def _remember_place(self) -> None:
        place = self.normalGeometry()
        # A window that was never anything but maximised has none on some desktops.
        if place.isValid():
            self.settings.set_numbers("window/place", [place.x(), place.y(), place.width(), place.height()])
        maximized = bool(self.windowState() & Qt.WindowState.WindowMaximized)
        self.settings.set("window/maximized", "yes" if maximized else "no")

    def come_forward(self) -> None:
        """Come before all other windows: the program was started again on the file that is open here."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def _fill_toolbar(self) -> None:
        """Put the tool bar into the menu bar's line, which leaves one more line for the tables."""
        bar = self._toolbar = QWidget(self.menuBar())
        self._tools: list[QToolButton] = []
        bar.setObjectName("toolBar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, theme.UNIT, 0)
        row.setSpacing(theme.UNIT)
        for action, text in self.menu_actions.toolbar_actions():
            action.setIconText(text)
            button = QToolButton()
            button.setDefaultAction(action)
            button.setAutoRaise(True)
            self._tools.append(button)
            # The menus have all of it; the keyboard would only come here by mistake.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(button)
        self.menuBar().setCornerWidget(bar, Qt.Corner.TopRightCorner)
        bar.show()

    def _draw_tools(self) -> None:
        """Give the tools their signs. What draws them is not loaded for the first frame."""
        from ui.base.drawn_icons import drawn_icon

        for name in TOOLBAR:
            action = self.menu_actions.by_name[name]
            action.setIconVisibleInMenu(False)
            action.setIcon(drawn_icon(name))
        self._fit_tools()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the tools beside the menus; those of the first frame are fitted as they get their signs."""
        super().resizeEvent(event)
        if self.workbench is not None:
            self._fit_tools()

    def _fit_tools(self) -> None:
        """Show the tools' signs where there is room for them beside the menus."""
        menus = self.menuBar().actionGeometry(self.menuBar().actions()[-1]).right()
        for style in (Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonTextOnly):
            for button in self._tools:
                button.setToolButtonStyle(style)
            if menus + self._toolbar.sizeHint().width() <= self.width():
                break
        # The bar asks how large its corner is only when it gets one.
        self.menuBar().setCornerWidget(self._toolbar, Qt.Corner.TopRightCorner)

    def begin(self, path: Path | None = None) -> None:
        """Bring in the workbench and open this workspace, the last one, or the default."""
        from ui.frame.workbench import Workbench

        self._complete_frame()
        self.workbench = Workbench(self.settings, self.statusBar(), self)
        self.setCentralWidget(self.workbench)
        self.workbench.report_panel.list.addActions([self.menu_actions.by_name[name] for name in LIST_MENU])
        self.workbench.tabs.set_menus(self.menu_actions.pick(CELL_MENU), self.menu_actions.pick(TEXT_MENU))
        self.workbench.middle.welcome.asked.connect(lambda name: self.menu_actions.by_name[name].trigger())
        self.workbench.state_changed.connect(self._show_state)
        self.workbench.begin(path)
        self._show_state()

    def _complete_frame(self) -> None:
        """Load what the first frame does without: icons, and keys that Qt would take or would not hand over."""
        from ui.base.editor_keys import EditorKeys
        from ui.frame.file_dialog_keys import FileDialogKeys
        from ui.frame.menu_keys import MenuKeys

        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.setWindowIcon(QIcon(str(resource("icons", "nianbao.png"))))
        EditorKeys(self, application)
        MenuKeys(self.menuBar(), self._focus_work)
        FileDialogKeys(self, application, self.menu_actions.by_name["guide"])
        theme.notifier.changed.connect(self._draw_tools)
        application.screenAdded.connect(self._draw_tools)
        self._draw_tools()

    def _run(self, verb: Callable[[MenuVerbs], object]) -> None:
        if self.workbench is not None:
            self.workbench.run(verb)
            self._show_state()

    def _show_state(self) -> None:
        """Enable what can be done now, and say which report is on screen."""
        session = self.workbench.session if self.workbench else None
        report = session.report if session else None
        read_only = bool(session is not None and session.read_only)
        ledger = self.workbench is not None and self.workbench.middle.shows_ledger
        self.menu_actions.enable(
            workspace=session is not None and session.is_open,
            # Beside a ledger nothing is done to a report that nobody sees.
            report=report is not None and not ledger,
            aggregate=report is not None and report.origin == "sum",
            ledger=ledger,
            writable=not read_only,
        )
        self.menu_actions.check(
            computed_totals=report is not None and report.totals == "computed",
            follow_ledger=bool(session is not None and report is not None and session.counted_cells),
            dark=theme.current().dark,
            enter_goes_right=self.settings.enter_goes_right,
            last_year=self.settings.last_year_shown,
            by_pinyin=self.settings.by_pinyin,
            pin_report=bool(
                self.workbench is not None
                and report is not None
                and self.workbench.report_panel.is_pinned(report.id)
            ),
            show_reports=self.workbench is not None and self.workbench.verbs.view.side_shown("reports"),
            show_findings=self.workbench is not None and self.workbench.verbs.view.side_shown("findings"),
        )
        self.menu_actions.show_final(report is not None and report.status == "final")
        if self.workbench is not None:
            self.menu_actions.show_undo(self.workbench.session.undo_stack)
            self.workbench.middle.welcome.allow(
                {name for name, action in self.menu_actions.by_name.items() if action.isEnabled()}
            )
        group = self.workbench.navigation.group if self.workbench is not None else None
        name = f"{TITLE} — {report.unit.name} {report.year}" if report else TITLE
        if group or ledger:
            name = f"{TITLE} — {group.name}" if group else f"{TITLE} — 台账"
        self.setWindowTitle(f"{name}（只读）" if read_only else name)

    def _fill_recent(self) -> None:
        menu = self.menu_actions.recent_menu
        menu.clear()
        for path in self.settings.recent():
            menu.addAction(
                str(path),
                lambda path=path: self.workbench and self.workbench.verbs.workspaces.open_path(path),
            )
        if menu.isEmpty():
            menu.addAction("（没有）").setEnabled(False)

    def end_session(self, manager: QSessionManager) -> None:
        """Write what was typed when the desktop session ends, perhaps without closing the window.

        If that is refused and the desktop allows questions, the session waits until the user has decided.
        """
        if self.workbench is None:
            return
        if self.workbench.leaving.all_written():
            return
        if manager.allowsInteraction():
            if not self.workbench.may_leave():
                manager.cancel()
            manager.release()
        else:
            self.workbench.leaving.keep_unwritten()

    def give_up(self) -> None:
        """Close because of a fault of the program: it ends whatever goes wrong while closing."""
        self._giving_up = True
        with contextlib.suppress(Exception):
            self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close if everything is on disk; otherwise ask about the text that is not."""
        if self.workbench is not None and not self._giving_up and not self.workbench.may_leave():
            event.ignore()
            return
        self.leave()
        super().closeEvent(event)

    def leave(self) -> None:
        """Write what is typed, and remember the window's state; the display need not be there any more."""
        self._remember_place()
        if self.workbench is not None:
            self.workbench.leave()
        self.settings.sync()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Emit `painted` after the first frame."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            # Painting ends, and is flushed to the screen, before a timer runs.
            QTimer.singleShot(0, self.painted.emit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer a key that no part of the window took: what is typed must not vanish without a sign."""
        if self.workbench is None or not self.workbench.explain_typing(event):
            super().keyPressEvent(event)

    # files dropped on the window

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Show what letting go will do."""
        paths = _files_of(event)
        if paths and self.workbench is not None:
            event.acceptProposedAction()
            if self._drop_hint is None:
                from ui.frame.drop_hint import DropHint

                self._drop_hint = DropHint(self.workbench)
            self._drop_hint.show_for(paths, ledger=self.workbench.middle.shows_ledger)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._hide_drop_hint()

    def _hide_drop_hint(self) -> None:
        if self._drop_hint is not None:
            self._drop_hint.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self._hide_drop_hint()
        paths = _files_of(event)
        if self.workbench is not None and paths:
            self.workbench.take_dropped(paths)


def _files_of(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
