"""What every group of verbs works with."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import UserError
from app.report import Report
from app.rules.check import Check
from ui.base.desktop import folder_to_begin_in, show_in_system
from ui.base.settings import Settings
from ui.views.findings_panel import FindingsPanel
from ui.views.middle_of_window import MiddleOfWindow
from ui.views.notice import Notice
from ui.views.report_panel import ReportPanel
from ui.views.report_tabs import ReportTabs
from ui.views.work_page import WorkPage
from ui.work.refusals import telling
from ui.work.session import Session
from ui.work.tasks import Task

T = TypeVar("T")

WORKSPACE_PATTERN = "公开年报数据文件 (*.nianbao)"
"""By which dialogs for files list workspaces."""


@dataclass(frozen=True)
class WindowParts:
    """The session and the parts of the window that verbs act on."""

    session: Session
    settings: Settings
    notice: Notice
    standing: Notice
    """The notice that stays as long as a state lasts."""
    window: QWidget
    tabs: ReportTabs
    findings: FindingsPanel
    report_panel: ReportPanel
    middle: MiddleOfWindow
    show_tour: Callable[[], None]

    @property
    def page(self) -> WorkPage | None:
        """The page that stands in place of the report; None while the report or the welcome is on screen."""
        return self.middle.page


class Verbs:
    """A group of verbs."""

    def __init__(self, parts: WindowParts) -> None:
        self.parts = parts
        self.session = parts.session
        self.settings = parts.settings
        self.notice = parts.notice
        self.window = parts.window

    def tell(self, sentence: str) -> None:
        """Say in the notice what could not be done."""
        self.notice.refuse(sentence)

    def ask_target(self, title: str, proposed: Path, pattern: str) -> Path | None:
        """Ask where to write a file; the proposed name's ending is added where none is given."""
        name, _ = QFileDialog.getSaveFileName(self.window, title, str(proposed), pattern)
        if not name:
            return None
        path = Path(name)
        return path if path.suffix else self.ended(path, proposed.suffix)

    def ended(self, asked: Path, ending: str) -> Path | None:
        """Return *asked* with this ending; None where that file is there and is to stay.

        The dialog for files has asked about the name as it was typed, not about this one.
        """
        path = asked.with_suffix(ending)
        if path == asked or not path.exists():
            return path
        from ui.dialogs.questions import confirmed

        text = f"“{path.name}”已经存在，要替换吗？"
        replace = confirmed(self.window, "replaceQuestion", "替换文件", text, "替换", cautious=True)
        return path if replace else None

    def ask_export_target(self, title: str, name: str, pattern: str) -> Path | None:
        """Ask where to write an output file, starting in the folder of the last one, and remember the folder."""
        path = self.ask_target(title, self.export_folder() / name, pattern)
        if path is not None:
            self.settings.set("export_folder", str(path.parent))
        return path

    def export_folder(self) -> Path:
        """Return the folder of the last output file, or where one begins without it."""
        return folder_to_begin_in(self.settings.text("export_folder"))

    def say_written(self, path: Path, text: str, *, kind: str = "ask", stay: bool = False) -> None:
        """Tell that a file is written, and offer to open it or its folder."""
        self.notice.say(
            text,
            kind=kind,
            stay=stay,
            buttons=(
                ("打开", lambda: show_in_system(path)),
                ("打开所在文件夹", lambda: show_in_system(path.parent)),
            ),
        )

    def say_written_into(self, folder: Path, text: str, *, kind: str = "ask", stay: bool = False) -> None:
        """Tell that files are written into a folder, and offer to open it."""
        button = ("打开所在文件夹", lambda: show_in_system(folder))
        self.notice.say(text, kind=kind, stay=stay, buttons=(button,))

    def say_done(self, text: str, *, kind: str = "ask", stay: bool = False, about: int | None = None) -> None:
        """Tell what the last step did, and offer to take it back as long as it is the last.

        What is *about* a report is shown beside that report alone.
        """
        index = self.session.undo_stack.index()

        def take_back() -> None:
            self.session.settle()
            if self.session.undo_stack.index() != index:
                raise UserError("此后又有改动，没有撤销；请用“编辑”菜单中的“撤销”逐步撤销。")
            self.session.undo()

        buttons = (("撤销", take_back),)
        self.notice.say(text, kind=kind, stay=stay, buttons=buttons, about=about)
        self.notice.lapse_with(self.session.undo_stack.indexChanged)

    def settled(self) -> tuple[Report, Check]:
        """Return the report on screen with what was typed last, and its full check.

        Raises `UserError` where none is on screen, and while anything typed is not on disk.
        """
        self.session.settle()
        report = self.session.report
        if report is None:
            raise UserError("请先打开一份报告。")
        return report, self.session.check_now()

    def in_background(self, work: Callable[[Task], T], done: Callable[[T], object]) -> None:
        """Do work in another thread, then *done* with its outcome here; a failure is told in the notice."""
        self.start(Task(work), done)

    def start(self, task: Task, done: Callable[[T], object]) -> None:
        """Start a task, whose outcome *done* takes; a failure is told in the notice."""

        def take(outcome: T) -> None:
            with telling(self.tell):
                done(outcome)

        task.finished.connect(take)
        task.failed.connect(self.tell)
        # In place of what the notice says of work that is under way.
        task.crashed.connect(lambda: self.tell("程序内部出错，没有做完。"))
        task.start()
