"""Choose reports, a format and a folder; export them; see what was not exported and why."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QGridLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QWidget,
)

from app.exports.formats import FORMATS
from app.exports.presentations import PRESENTATIONS
from app.report import ReportSummary
from app.rules.release import stand_ins
from ui.base import theme
from ui.base.desktop import show_in_system
from ui.base.list_habits import name_order
from ui.base.settings import Settings
from ui.dialogs.batch_list import BatchList
from ui.dialogs.kit import (
    Dialog,
    TonedLabel,
    caption,
    choice_box,
    named,
    push_button,
    row_of,
    text_to_copy,
)
from ui.dialogs.year_pick import YearPick
from ui.models.report_lines import in_list_order
from ui.work.batch_export import BatchOrder, BatchRun, ExportState, Outcome
from ui.work.refusals import telling
from ui.work.session import Session

_WORDS = {
    ExportState.UNDER_WAY: "正在导出……",
    ExportState.WRITTEN: "已导出",
    ExportState.DRAFT: "已导出（草稿）",
}
_COLORS = {
    ExportState.UNDER_WAY: "muted",
    ExportState.WRITTEN: "fine",
    ExportState.DRAFT: "warning",
    ExportState.SKIPPED: "error",
}
_DIGEST_LINES = 8


class BatchPurpose(Enum):
    """What the dialog was opened for: its title. The button of the purpose is the one that the return key presses."""

    EXPORT = "批量导出"
    PRINT = "打印多份报告"
    VOLUME = "合成汇编"


class BatchDialog(Dialog):
    """Stays open beside the window, which can be worked in meanwhile. `run` is the run under way."""

    def __init__(
        self,
        session: Session,
        settings: Settings,
        folder: Path,
        parent: QWidget,
        *,
        print_reports: Callable[[list[int]], None],
        make_volume: Callable[[list[int]], None],
    ) -> None:
        super().__init__("batchDialog", "批量导出", parent, size=(720, 520))
        self.run: BatchRun | None = None
        self._session = session
        self._settings = settings
        self._print_reports = print_reports
        self._make_volume = make_volume
        self._make_list()
        self._make_choices(folder)
        self._make_progress()
        self._lay_out()
        self._fill()
        session.list_changed.connect(self._on_list_changed)
        session.workspace_changed.connect(self.close)

    def open_for(self, purpose: BatchPurpose) -> None:
        """Come to the front for *purpose*; a run that is under way goes on."""
        self.setWindowTitle(purpose.value)
        buttons = {
            BatchPurpose.EXPORT: self._start,
            BatchPurpose.PRINT: self._print,
            BatchPurpose.VOLUME: self._volume,
        }
        buttons[purpose].setDefault(True)
        self.show()
        self.raise_()
        self.activateWindow()

    # parts

    def _make_list(self) -> None:
        self._pick = YearPick("batchPick")
        self._count = QLabel()
        self._list = BatchList()
        self._pick.picked.connect(self._list.check)
        self._list.ticked.connect(self._tell_count)

    def _make_choices(self, folder: Path) -> None:
        formats = (*FORMATS.items(), ("archive", "归档包"), *PRESENTATIONS.items())
        self._format = choice_box("batchFormat", formats, self._settings.text("batch/format", "pdf"))
        self._format.currentIndexChanged.connect(self._on_format_changed)
        self._folder = named(QLineEdit(str(folder)), "batchFolder")
        self._browse = push_button("选择(&B)…", self._ask_folder)
        self._drafts = named(QCheckBox("有错误的报告也导出，文件名注明“草稿”(&D)"), "batchDrafts")
        self._replace = named(QCheckBox("替换文件夹里的同名文件(&R)"), "batchReplace")
        self._on_format_changed()

    def _make_progress(self) -> None:
        self._words = TonedLabel("batchWords")
        self._progress = named(QProgressBar(), "batchProgress")
        self._progress.setFormat("%v / %m")
        self._progress.hide()
        self._digests = text_to_copy("batchDigests", "归档包的校验值", _DIGEST_LINES)
        self._start = push_button("导出(&E)", self._on_start, "batchStart")
        self._print = push_button("打印(&P)…", self._on_print, "batchPrint")
        self._print.setToolTip("按表中的次序打印所选的报告")
        self._volume = push_button("合成汇编(&H)…", self._on_volume, "batchVolume")
        self._volume.setToolTip("按表中的次序把所选的报告合成一个文件，有目录和连续的页码")
        self._open = push_button("打开文件夹(&V)", lambda: show_in_system(Path(self._folder.text().strip())))
        self._open.hide()
        self._close = push_button("关闭", self.close)

    def _lay_out(self) -> None:
        choices = QGridLayout()
        choices.setSpacing(2 * theme.UNIT)
        choices.addWidget(caption("格式(&F)", self._format), 0, 0)
        choices.addWidget(self._format, 0, 1)
        choices.addWidget(caption("文件夹(&O)", self._folder), 1, 0)
        choices.addWidget(self._folder, 1, 1, 1, 2)
        choices.addWidget(self._browse, 1, 3)
        choices.addWidget(self._drafts, 2, 1, 1, 3)
        choices.addWidget(self._replace, 3, 1, 1, 3)
        choices.setColumnStretch(2, 1)
        self.add(row_of(caption("选取(&S)", self._pick), self._pick, self._count, None))
        self.add(self._list, stretch=1)
        self.add(choices, self._progress, self._digests)
        buttons = (self._open, self._print, self._volume, self._start, self._close)
        self.add(row_of(self._words, *buttons, wide=self._words))

    # the list

    def _fill(self) -> None:
        heads = self._heads()
        self._list.fill(heads)
        self._pick.fill(heads, self._session.report)

    def _heads(self) -> list[ReportSummary]:
        return in_list_order(self._session.summaries(), self._session.register(), name_order(self._settings))

    def _on_list_changed(self) -> None:
        """Reports were added, deleted, finalised or renamed meanwhile. A run tells by itself what it can't find."""
        if not self.isVisible() or self.run is not None:
            return
        with telling(lambda why: self._words.say(why, "error")):
            before, heads = self.chosen(), self._heads()
            self._list.fill(heads)
            self._pick.offer(heads)
            lost = len(before) - len(self.chosen())
            if lost:
                self._words.say(f"所选的报告中有 {lost} 份已被删除。", "warning")

    def chosen(self) -> list[int]:
        """Return the ids of the checked reports, in the list's order."""
        return self._list.chosen()

    def _tell_count(self) -> None:
        count = len(self.chosen())
        self._count.setText(f"已选 {count} 份，共 {self._list.count} 份")
        self._start.setEnabled(self.run is not None or count > 0)
        self._print.setEnabled(self.run is None and count > 0)
        self._volume.setEnabled(self.run is None and count > 0)

    def _on_format_changed(self) -> None:
        self._drafts.setEnabled(self._format.currentData() != "archive")

    def _ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "导出到", self._folder.text())
        if name:
            self._folder.setText(name)

    # the run

    def _on_start(self) -> None:
        if self.run is not None:
            self._start.setEnabled(False)
            self.run.cancel()
            return
        folder = Path(self._folder.text().strip())
        if not self._folder.text().strip() or not folder.is_dir():
            self._words.say("没有这个文件夹，请另选。", "error")
            self._folder.setFocus()
            return
        with telling(lambda why: self._words.say(why, "error")):
            self._session.settle()
            self._begin(self._order(folder))

    def _on_print(self) -> None:
        with telling(lambda why: self._words.say(why, "error")):
            self._print_reports(self.chosen())

    def _on_volume(self) -> None:
        with telling(lambda why: self._words.say(why, "error")):
            self._make_volume(self.chosen())

    def _order(self, folder: Path) -> BatchOrder:
        """Return what is to be done, and remember it for the next time."""
        self._settings.set("export_folder", str(folder))
        self._settings.set("batch/format", self._format.currentData())
        return BatchOrder(
            self.chosen(),
            self._format.currentData(),
            folder,
            drafts=self._drafts.isChecked() and self._drafts.isEnabled(),
            replace=self._replace.isChecked(),
            installed_fonts=self._settings.installed_fonts,
            sealed=self._settings.sealed,
        )

    def _begin(self, order: BatchOrder) -> None:
        self.run = BatchRun(self._session, order, self)
        self.run.moved.connect(self._on_moved)
        self.run.ended.connect(self._on_ended)
        self._progress.setRange(0, len(order.reports))
        self._progress.setValue(0)
        self._progress.show()
        self._digests.hide()
        self._set_running(True)
        self._words.say("正在导出，窗口里的工作可以照常进行。", "muted")
        self.run.start()

    def _set_running(self, running: bool) -> None:
        self._start.setText("停止(&E)" if running else "导出(&E)")
        self._start.setEnabled(True)
        self._print.setEnabled(not running)
        self._volume.setEnabled(not running)
        for part in (self._pick, self._format, self._folder, self._browse, self._drafts, self._replace):
            part.setEnabled(not running)
        if not running:
            self._on_format_changed()
            self._tell_count()

    def _on_moved(self, report_id: int, state: ExportState, why: str) -> None:
        words = f"没有导出：{why}" if state is ExportState.SKIPPED else _WORDS[state]
        self._list.say(report_id, words, why, _COLORS[state])
        if state is ExportState.UNDER_WAY:
            self._list.show_row(report_id)
        else:
            self._progress.setValue(self._progress.value() + 1)

    def _on_ended(self, outcome: Outcome) -> None:
        left = self._progress.maximum() - self._progress.value()
        self.run = None
        self._set_running(False)
        self._open.setVisible(bool(outcome.written))
        self._digests.setPlainText("\n".join(outcome.digests))
        self._digests.setVisible(bool(outcome.digests))
        parts = [f"已导出 {len(outcome.written)} 份"]
        if outcome.drafts:
            parts[0] += f"（其中草稿 {outcome.drafts} 份）"
        if outcome.skipped:
            parts.append(f"{outcome.skipped} 份没有导出，原因见上表")
        if outcome.cancelled:
            parts.append(f"已停止，还有 {left} 份没有导出")
        if outcome.digests:
            parts.append("请把上面的校验值抄存在别处")
        marks = stand_ins(outcome.leaving)
        usual = not (outcome.skipped or outcome.cancelled or marks)
        self._words.say(f"{'；'.join(parts)}。{marks}", "fine" if usual else "warning")

    def done(self, result: int) -> None:
        """Stop the run, however the dialog is closed."""
        if self.run is not None:
            self.run.cancel()
        super().done(result)
