"""Reading reports from files, and storing what was read."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QDialog, QFileDialog

from app.collection.slips import Slip
from app.edits import AddReport
from app.errors import UserError
from app.imports.documents import SourceFile
from app.paths import resource
from app.report import Status
from app.rules.linkable import linkable
from app.store.new_reports import carried_over
from ui.base.desktop import folder_to_begin_in
from ui.dialogs.import_dialog import ImportDialog
from ui.dialogs.import_summary import ImportSummary
from ui.verbs.base import Verbs, WindowParts
from ui.views.notice import Notice
from ui.work.importing import MOST_FILES, SUFFIXES, ImportPlan, ImportSource, expanded, read_all, slips_in
from ui.work.refusals import telling
from ui.work.tasks import Task

_SOURCE_FILTER = f"报告文件 ({' '.join(f'*{suffix}' for suffix in SUFFIXES)});;所有文件 (*)"
_PATIENCE_MS = 300
"""Progress is shown only if reading takes longer than this."""


class _Reading(QObject):
    """Reads files in another thread, shows the progress, and can be stopped.

    *ended* gets what was read, or None when the user stopped it.
    """

    def __init__(
        self,
        files: list[SourceFile],
        notice: Notice,
        ended: Callable[[list[ImportSource] | None], None],
    ) -> None:
        super().__init__(notice)
        self._files = files
        self._notice = notice
        self._ended = ended
        self._number = 0
        self._shown = False
        self._task = Task(lambda task: read_all(files, task))
        self._task.progressed.connect(self._on_progressed)
        self._task.finished.connect(self._on_finished)
        self._task.crashed.connect(self._on_crashed)
        QTimer.singleShot(_PATIENCE_MS, self, self.show)
        self._task.start()

    def _on_progressed(self, number: int, _total: int) -> None:
        self._number = number
        if self._shown:
            self.show()

    def show(self, remark: str = "") -> None:
        """Say in the notice which file is being read."""
        if self._task.cancelled:
            return
        self._shown = True
        number = min(self._number, len(self._files) - 1)
        place = f"{number + 1}/{len(self._files)}：" if len(self._files) > 1 else ""
        name = self._files[number].name
        words = f"正在读入 {place}{name}……{remark}"
        self._notice.say(words, stay=True, buttons=(("停止", self._stop),))

    def _stop(self) -> None:
        self._task.cancel()
        self._notice.say("已停止，没有读入。")
        self._end(None)

    def _on_finished(self, sources: list[ImportSource]) -> None:
        if self._task.cancelled:
            return
        if self._shown:
            self._notice.pass_over()
        self._task.cancel()
        self._end(sources)

    def _on_crashed(self) -> None:
        if not self._task.cancelled:
            self._notice.refuse("程序内部出错，没有读入。")
            self._task.cancel()
            self._end(None)

    def _end(self, sources: list[ImportSource] | None) -> None:
        self._ended(sources)
        self.deleteLater()


class ImportVerbs(Verbs):
    """Reading files, and storing what was read."""

    def __init__(
        self,
        parts: WindowParts,
        take_slips: Callable[[Sequence[Slip]], object],
        link_figures: Callable[[], object],
    ) -> None:
        """*link_figures* asks which figures in the texts of the report on screen are to follow its tables."""
        super().__init__(parts)
        self._take_slips, self._link_figures = take_slips, link_figures
        self._reading: _Reading | None = None

    def import_report(self) -> None:
        """Ask for files and read reports from them."""
        folder = str(folder_to_begin_in(self.settings.text("import_folder")))
        names, _ = QFileDialog.getOpenFileNames(self.window, "读入报告", folder, _SOURCE_FILTER)
        if names:
            self.settings.set("import_folder", str(Path(names[0]).parent))
            self.import_paths([Path(name) for name in names])

    def import_folder(self) -> None:
        """Ask for a folder and read the reports in it."""
        folder = str(folder_to_begin_in(self.settings.text("import_folder")))
        name = QFileDialog.getExistingDirectory(self.window, "读入文件夹", folder)
        if name:
            self.settings.set("import_folder", name)
            self.import_paths([Path(name)])

    def import_paths(self, paths: Sequence[Path]) -> None:
        """Read reports from files in the background, then show what was read; slips go to their reports at once.

        Raises `UserError` for a slip that is broken or about a report that is not here.
        """
        if why := self.session.read_only:
            self.notice.say(f"不能读入：{why}。", kind="warning")
            return
        slips = slips_in(paths)
        if slips:
            self._take_slips(list(slips.values()))
        paths = [path for path in paths if path not in slips]
        if not paths:
            return
        try:
            files = expanded(paths)
        except UserError as error:
            self.notice.say(str(error), kind="warning", stay=True)
            return
        except OSError as error:
            self.notice.say(f"无法打开文件夹：{error.strerror or '系统错误'}。", kind="error", stay=True)
            return
        if not files or len(files) > MOST_FILES:
            why = f"一次最多读入 {MOST_FILES} 个文件" if files else "其中没有可以读入的文件"
            self.notice.say(f"{why}，请另选。", kind="warning")
        elif self._reading is not None:
            self._reading.show("请等这些文件读完，或先停止，再读入其他文件")
        else:
            self._read(files, self._show)

    def _read(self, files: list[SourceFile], done: Callable[[list[ImportSource]], None]) -> None:
        def on_ended(sources: list[ImportSource] | None) -> None:
            self._reading = None
            if sources is not None:
                done(sources)

        self._reading = _Reading(files, self.notice, on_ended)

    def _show(self, sources: list[ImportSource]) -> None:
        """Show one file in full, or many in a list; of a single bad one, say only why."""
        if not self.session.is_open:
            return
        with telling(self.tell):
            self._show_settled(sources)

    def _show_settled(self, sources: list[ImportSource]) -> None:
        self.session.settle()
        if len(sources) == 1 and sources[0].found is None:
            self.notice.say(sources[0].error, kind="error", stay=True)
            return
        dialog = self._detail(sources[0]) if len(sources) == 1 else self._summary(sources)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _detail(self, source: ImportSource) -> QDialog:
        return ImportDialog(
            source,
            lambda corrected: self._store(ImportPlan(self.session, [corrected])),
            find=self.session.find,
            units=[unit.name for unit in self.session.repository.units()],
            parent=self.window,
        )

    def _summary(self, sources: list[ImportSource]) -> QDialog:
        return ImportSummary(self.session, sources, self._store, self.window)

    def _store(self, plan: ImportPlan, label: str = "读入报告") -> None:
        """Store what goes in as one step, and say what is left to do. Raises UserError.

        A backup is made first if an existing report changes, or if many reports are stored.
        """
        self.session.settle()
        stored, same = plan.going_in(), plan.same()
        if not stored:
            # A report has changed since the files were shown.
            why = "；".join(dict.fromkeys(fate.text.removeprefix("不读入：") for fate in plan.fates()))
            raise UserError(f"没有读入：{why}。")
        edit = plan.edit(label)
        if not isinstance(edit, AddReport):
            self.session.file.before_bulk()()
        self.session.apply(edit)
        last = max(stored, key=lambda source: source.year)
        report = self.session.find(last.unit, last.year, last.series)
        if report is not None:
            self.session.select(report.id)
        self.parts.middle.take_keyboard()
        self._tell(stored, same, offer=last if len(stored) == 1 and isinstance(edit, AddReport) else None)

    def _tell(self, stored: Sequence[ImportSource], same: int, offer: ImportSource | None) -> None:
        """Say what was stored; after last year's report offer to make the next one from it."""
        unread = sum(len(source.corrected.lost) for source in stored)
        words = f"，另有 {same} 份与已有的完全相同，没有改动" if same else ""
        words += f"，有 {unread} 处没有读出或需要核对，请对照原件" if unread else ""
        buttons: tuple[tuple[str, Callable[[], object]], ...] = ()
        if offer is not None and self.session.find(offer.unit, offer.year + 1, offer.series) is None:
            buttons = ((f"以它承接，新建 {offer.year + 1} 年报告", lambda: self._carry_over(offer)),)
        if len(stored) == 1 and (count := self._linkable()):
            linkings = f"文中 {count} 个数与表相同，改为引用…"
            buttons = (*buttons, (linkings, self._link_figures))
        self.notice.say(
            f"已读入 {len(stored)} 份报告{words}。",
            kind="warning" if unread else "ask",
            stay=bool(buttons) or bool(unread),
            buttons=buttons,
            about=shown.id if len(stored) == 1 and (shown := self.session.report) is not None else None,
        )

    def _linkable(self) -> int:
        """Return how many figures in the texts of the report on screen could follow its tables."""
        report = self.session.report
        if report is None or report.status is Status.FINAL:
            return 0
        return sum(1 for _ in linkable(report))

    def _carry_over(self, source: ImportSource) -> None:
        """Make the next year's report from the one that was read."""
        year = source.year + 1
        fresh = self.session.new_report(source.unit, year, series=source.series)
        self.session.add(carried_over(self.session.repository, fresh))
        self.parts.middle.take_keyboard()
        self.notice.say(f"已新建 {year} 年的报告，承接了 {source.year} 年的结转数、存量和文字框架。")

    def open_sample(self) -> None:
        """Add the bundled sample's reports; when they are here already, show them."""
        samples = sorted(resource("samples").glob("*.json"))

        def done(sources: list[ImportSource]) -> None:
            plan = ImportPlan(self.session, sources)
            try:
                if plan.going_in():
                    self._store(plan, "打开示例")
                else:
                    report = self.session.find(sources[-1].unit, sources[-1].year, sources[-1].series)
                    self.session.select(report.id if report is not None else None)
                    self.parts.middle.take_keyboard()
            except UserError as error:
                self.notice.say(f"示例没有打开：{error}", kind="error", stay=True)

        self._read([SourceFile(path) for path in samples], done)
