"""What a user can ask for, one method a verb. The window connects its actions to these."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget

from app import __version__
from app.edits import Batch, Edit, RemoveReport, SetStatus, SetTotals, SetUnit, SetYear
from app.errors import UserError
from app.forms.loader import forms
from app.paths import resource
from app.report import Status, Totals, Unit
from app.totals import total_changes
from ui.dialogs.history_dialog import HistoryDialog
from ui.dialogs.report_dialog import Choice, ReportDialog, usual_year
from ui.dialogs.totals_dialog import TotalsDialog
from ui.session import Session
from ui.settings import Settings
from ui.tasks import Task
from ui.views.clipboard import fill_blanks
from ui.views.notice import Notice

_WORKSPACE_FILTER = "公开年报数据文件 (*.nianbao)"
_SOURCE_FILTER = "报告文件 (*.txt *.html *.htm *.docx *.xlsx *.pdf *.json);;所有文件 (*)"


def documents_folder() -> Path:
    """Return the user's documents folder."""
    location = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(location) if location else Path.home()


def default_workspace() -> Path:
    """Return where the first start makes its workspace."""
    return documents_folder() / "公开年报" / "政府信息公开年报.nianbao"


class Verbs:
    """The verbs of the menus, on one session."""

    def __init__(self, session: Session, settings: Settings, notice: Notice, window: QWidget) -> None:
        self._session = session
        self._settings = settings
        self._notice = notice
        self._window = window
        self._tasks: list[Task] = []

    # workspaces

    def open_path(self, path: Path) -> bool:
        """Open a workspace; what is wrong with it is said in the notice."""
        return self._take_workspace(lambda: self._session.open(path))

    def open_default(self) -> None:
        """Open the workspace used last, or make the first one; the welcome page says where it is."""
        recent = self._settings.recent()
        if recent:
            self.open_path(recent[0])
            return
        path = default_workspace()
        if path.exists():
            self.open_path(path)
        else:
            self._take_workspace(lambda: self._session.create(path))

    def _take_workspace(self, take: Callable[[], None]) -> bool:
        try:
            take()
        except UserError as error:
            self._notice.say(str(error), kind="error", stay=True)
            return False
        if self._session.path is not None:
            self._settings.add_recent(self._session.path)
        return True

    def open_workspace(self) -> None:
        """Ask for a workspace and open it."""
        name, _ = QFileDialog.getOpenFileName(
            self._window, "打开数据文件", str(self._folder()), _WORKSPACE_FILTER
        )
        if name:
            self.open_path(Path(name))

    def new_workspace(self) -> None:
        """Ask for a file name and make a workspace there."""
        path = self._ask_target(
            "新建数据文件", self._folder() / "政府信息公开年报.nianbao", _WORKSPACE_FILTER
        )
        if path is not None:
            self._take_workspace(lambda: self._session.create(path))

    def copy_workspace(self) -> None:
        """Write a copy of the workspace."""
        source = self._session.path
        if source is None:
            return
        proposed = source.with_name(f"{source.stem} {date.today():%Y%m%d}副本{source.suffix}")
        path = self._ask_target("保存副本", proposed, _WORKSPACE_FILTER)
        if path is None:
            return
        self._session.settling.emit()
        try:
            self._session.copy_to(path)
        except UserError as error:
            self._notice.say(str(error), kind="error", stay=True)
            return
        self._notice.say(f"副本已存为 {path}。")

    def reveal_workspace(self) -> None:
        """Open the folder in which the workspace lies."""
        if self._session.path is not None:
            _show(self._session.path.parent)

    def _folder(self) -> Path:
        return self._session.path.parent if self._session.path else documents_folder()

    def _ask_target(self, title: str, proposed: Path, pattern: str) -> Path | None:
        name, _ = QFileDialog.getSaveFileName(self._window, title, str(proposed), pattern)
        if not name:
            return None
        path = Path(name)
        return path if path.suffix else path.with_suffix(proposed.suffix)

    # reports

    def new_report(self) -> None:
        """Ask for unit and year and add an empty report."""
        report = self._session.report
        unit = report.unit if report else Unit(0, "")
        self._add_report(
            "新建报告", Choice(unit, usual_year(date.today())), lambda choice: self._fresh(choice)
        )

    def duplicate_report(self) -> None:
        """Ask for another year and add a report that starts from the one on screen."""
        report = self._session.report
        if report is None:
            return
        self._session.settling.emit()

        def begin(choice: Choice) -> None:
            fresh = self._session.new_report(choice.unit.name, choice.year, choice.form or None)
            unit = replace(choice.unit, id=fresh.unit.id)
            self._store(replace(fresh, unit=unit, sections=dict(report.sections), signed_by=report.signed_by))

        self._add_report("另建一年", Choice(report.unit, report.year + 1), begin)

    def _fresh(self, choice: Choice) -> None:
        report = self._session.new_report(choice.unit.name, choice.year, choice.form or None)
        self._store(replace(report, unit=replace(choice.unit, id=report.unit.id)))

    def _add_report(self, title: str, choice: Choice, accept: Callable[[Choice], None]) -> None:
        ReportDialog(
            title,
            choice,
            accept,
            units=self._session.repository.units(),
            forms=[(form.id, f"{form.name}（{form.notice}）") for form in forms().values()],
            parent=self._window,
        ).exec()

    def _store(self, report) -> None:
        """Add a report, raising what is refused so that the dialog can say it."""
        self._raising(lambda: self._session.add(report))

    def _raising(self, run: Callable[[], bool]) -> None:
        refusals: list[str] = []
        connection = self._session.refused.connect(refusals.append)
        try:
            done = run()
        finally:
            self._session.refused.disconnect(connection)
        if not done:
            raise UserError(refusals[-1] if refusals else "没有完成。")

    def edit_report(self) -> None:
        """Correct the unit or the year of the report on screen."""
        report = self._session.report
        if report is None:
            return

        def accept(choice: Choice) -> None:
            edits: list[Edit] = []
            if choice.unit != report.unit:
                edits.append(SetUnit(choice.unit))
            if choice.year != report.year:
                edits.append(SetYear(report.id, choice.year))
            if edits:
                self._raising(lambda: self._session.apply(Batch(tuple(edits), "修改单位与年度")))

        note = "单位的名称、简称和类别改动后，该单位各年度的报告同时改变。"
        ReportDialog(
            "单位与年度", Choice(report.unit, report.year), accept, note=note, parent=self._window
        ).exec()

    def delete_report(self) -> None:
        """Delete the report on screen, after asking; undo brings it back."""
        report = self._session.report
        if report is None:
            return
        question = QMessageBox(self._window)
        question.setObjectName("deleteQuestion")
        question.setIcon(QMessageBox.Icon.Question)
        question.setWindowTitle("删除报告")
        question.setText(f"要删除 {report.unit.name} {report.year} 年的报告吗？")
        question.setInformativeText("删除后，可以用“编辑”菜单中的“撤销”找回。")
        yes = question.addButton("删除", QMessageBox.ButtonRole.DestructiveRole)
        question.setDefaultButton(question.addButton("取消", QMessageBox.ButtonRole.RejectRole))
        question.exec()
        if question.clickedButton() is yes and self._session.apply(RemoveReport(report.id)):
            self._notice.say(
                f"已删除 {report.unit.name} {report.year} 年的报告。", buttons=(("撤销", self._session.undo),)
            )

    def computed_totals(self) -> None:
        """Change between computed and typed totals, showing first what would change."""
        report = self._session.report
        if report is None:
            return
        if report.totals is Totals.COMPUTED:
            self._session.apply(SetTotals(report.id, Totals.TYPED))
            return
        changes = total_changes(report)
        overwritten = {key: pair for key, pair in changes.items() if pair[0] is not None}
        if not overwritten or TotalsDialog(report.form, changes, self._window).exec():
            self._session.apply(SetTotals(report.id, Totals.COMPUTED))

    def fill_all_blanks(self) -> None:
        """Set every untouched cell of the report to 0."""
        report = self._session.report
        if report is not None:
            edit = fill_blanks(report)
            if edit.cells:
                self._session.apply(edit)

    def finalize(self) -> None:
        """Finalise a report without errors, or reopen a final one."""
        report, check = self._session.report, self._session.check
        if report is None or check is None:
            return
        self._session.settling.emit()
        if report.status is Status.FINAL:
            self._session.apply(SetStatus(report.id, Status.DRAFT, label="取消定稿"))
        elif check.errors:
            self._notice.say(f"{check.summary}，改正后才能定稿。", kind="warning")
        else:
            self._session.apply(SetStatus(report.id, Status.FINAL))

    def history(self) -> None:
        """Show who changed what and when."""
        report = self._session.report
        if report is not None:
            self._session.settling.emit()
            HistoryDialog(report.form, self._session.history(), self._window).exec()

    # in and out

    def import_report(self) -> None:
        """Ask for a file and read a report from it."""
        name, _ = QFileDialog.getOpenFileName(
            self._window, "读入报告", str(documents_folder()), _SOURCE_FILTER
        )
        if name:
            self.import_paths([Path(name)])

    def import_paths(self, paths: list[Path], *, label: str = "读入报告") -> None:
        """Read reports from files in the background and add them."""

        def work(_task: Task) -> list[object]:
            from app.imports import read

            return [(path, read(path)) for path in paths]

        def done(outcome: list[tuple[Path, object]]) -> None:
            unread = 0
            for path, found in outcome:
                unit = self._session.unit_named(found.unit)
                report = found.report(self._session.new_report_id(), unit)
                try:
                    self._raising(lambda report=report: self._session.add(report, label))
                except UserError as error:
                    self._notice.say(f"{path.name} 没有读入：{error}", kind="error", stay=True)
                    return
                unread += len(found.unread)
            words = f"，有 {unread} 处没有读出，请对照原件核对" if unread else ""
            self._notice.say(f"已读入 {len(outcome)} 份报告{words}。", kind="warning" if unread else "ask")

        self._run(work, done)

    def open_sample(self) -> None:
        """Add the bundled sample's reports; when they are here already, show them."""
        samples = sorted(resource("samples").glob("*.json"))
        known = {(head.unit.name, head.year) for head in self._session.heads()}
        from app.imports import read

        wanted = [path for path in samples if (found := read(path)) and (found.unit, found.year) not in known]
        if wanted:
            self.import_paths(wanted, label="打开示例")
        else:
            found = read(samples[-1])
            report_id = next(
                h.id for h in self._session.heads() if (h.unit.name, h.year) == (found.unit, found.year)
            )
            self._session.select(report_id)

    def export_pdf(self) -> None:
        """Export the report on screen as PDF."""
        self._export("pdf", "PDF 文件 (*.pdf)")

    def export_json(self) -> None:
        """Export the report on screen as the project's JSON."""
        self._export("json", "数据文件 (*.json)")

    def _export(self, format_name: str, pattern: str) -> None:
        from app.exports.formats import default_name, export

        self._session.settling.emit()
        report, check = self._session.report, self._session.check
        if report is None or check is None:
            return
        draft = bool(check.errors)
        folder = Path(self._settings.text("export_folder") or documents_folder())
        name = default_name(report, format_name)
        proposed = folder / (name.replace(f".{format_name}", f"（草稿）.{format_name}") if draft else name)
        path = self._ask_target("导出", proposed, pattern)
        if path is None:
            return
        self._settings.set("export_folder", str(path.parent))
        words = f"；{check.summary}，文件带“草稿”标记" if draft and format_name == "pdf" else ""

        def done(_outcome: object) -> None:
            self._notice.say(
                f"已导出 {path}{words}。",
                kind="warning" if words else "ask",
                buttons=(("打开", lambda: _show(path)), ("打开所在文件夹", lambda: _show(path.parent))),
            )

        self._notice.say("正在导出……", stay=True)
        self._run(lambda _task: export(report, format_name, path, draft=draft), done)

    def _run(self, work: Callable[[Task], object], done: Callable[[object], None]) -> None:
        """Do work in the background; a failure is told in the notice."""
        task = Task(work, self._session)
        task.finished.connect(done)
        task.failed.connect(lambda message: self._notice.say(message, kind="error", stay=True))
        task.crashed.connect(_raise)
        task.start()

    # the rest

    def about(self) -> None:
        """Say which program this is."""
        QMessageBox.about(
            self._window,
            "关于公开年报",
            f"公开年报 {__version__}\n\n编制、核对、排印《政府信息公开工作年度报告》。\n"
            "在本机离线使用，不连接网络。\n\n程序按 MIT 许可证发布；所带字体各有许可证，见安装文件夹中的 resources/fonts。",
        )

    def quit(self) -> None:
        """Close the window."""
        self._window.close()


def _raise(error: BaseException) -> None:
    raise error


def _show(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def focused() -> QWidget | None:
    """Return the widget that has the keyboard."""
    return QApplication.focusWidget()
