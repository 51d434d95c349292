"""Takes in the files that the units of a group sent, and shows what became of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from app.errors import UserError
from app.report import Unit
from ui.base.desktop import folder_to_begin_in
from ui.verbs.base import WindowParts
from ui.verbs.collecting.group_on_page import GroupVerbs
from ui.verbs.collecting.lists import MemberListVerbs
from ui.views.collecting.group_page import GroupPage
from ui.work.intake import Intake, refusing
from ui.work.refusals import telling


class TakingInVerbs(GroupVerbs):
    """One run at a time. *compare* compares all corrections that wait in a group."""

    def __init__(
        self,
        parts: WindowParts,
        page: GroupPage,
        lists: MemberListVerbs,
        compare: Callable[[Unit, int], None],
    ) -> None:
        super().__init__(parts, page)
        self._lists, self._compare = lists, compare
        self._intake: Intake | None = None
        self._last: Intake | None = None
        page.dropped.connect(self.take_in_paths)
        page.cancelled.connect(self._stop)

    def take_in(self) -> None:
        """Ask for a folder or files that units sent and take them in."""
        self.group()
        folder = str(folder_to_begin_in(self.settings.text("collect_folder")))
        names, _ = QFileDialog.getOpenFileNames(self.window, "收文件", folder, "所有文件 (*)")
        if names:
            self.settings.set("collect_folder", str(Path(names[0]).parent))
            self.take_in_paths([Path(name) for name in names])

    def take_in_folder(self) -> None:
        """Ask for a folder of files that units sent and take all of it in."""
        self.group()
        folder = str(folder_to_begin_in(self.settings.text("collect_folder")))
        name = QFileDialog.getExistingDirectory(self.window, "收文件夹", folder)
        if name:
            self.settings.set("collect_folder", name)
            self.take_in_paths([Path(name)])

    def take_in_paths(self, paths: Sequence[Path]) -> None:
        """Take in files and folders for the group on screen."""
        with telling(self.tell):
            group = self.group()
            if self._intake is not None:
                raise UserError("正在收取另一批文件，请等它收完，或先停止。")
            if why := refusing(self.session):
                raise UserError(why)
            run = self._intake = Intake(self.session, group, self.page.year, paths, self.page)
            run.progressed.connect(self.page.show_progress)
            run.failed.connect(self.tell)
            run.ended.connect(lambda: self._on_taken(run))
            self.page.show_progress(0, 1)
            run.start()

    def _stop(self) -> None:
        if self._intake is not None:
            self._intake.stop()

    def _on_taken(self, run: Intake) -> None:
        self._intake, self._last = None, run
        self.page.show_progress(0, 0)
        if run.entries and self.session.path is not None:
            self.last_taken()
        if run.stopped:
            self.notice.say(f"已停止；停止前收到 {len(run.entries)} 个文件。", kind="warning")

    def last_taken(self) -> None:
        """Show what became of the files taken in last."""
        from ui.dialogs.collecting.taken_dialog import TakenDialog

        run = self._last
        if run is None:
            self.notice.say("打开程序以来还没有收过文件。", kind="ask")
            return

        def export(rows: list[tuple[str, ...]]) -> None:
            from ui.models.collecting.taken_model import TAKEN_TITLES

            name = f"{run.group.name}{run.year}年收文件结果.xlsx"
            self._lists.export_list(name, f"{run.group.name}{run.year}年年报收文件结果", TAKEN_TITLES, rows)

        dialog = TakenDialog(
            run.entries,
            compare=lambda: self._compare(run.group, run.year),
            export=export,
            parent=self.window,
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.show()
