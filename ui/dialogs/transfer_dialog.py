"""Hands final reports over to an archive: choose them, say what the archive must know, write the folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import (
    QLabel,
    QProgressBar,
    QWidget,
)

from app import clock
from app.exports.archival_details import Particulars, faults
from app.exports.transfer import Handover, TransferStructure
from ui.base.archival_constants import constant
from ui.base.desktop import show_in_system
from ui.base.settings import Settings
from ui.dialogs.kit import Dialog, TonedLabel, caption, named, push_button, row_of, text_to_copy
from ui.dialogs.transfer_form import TransferForm
from ui.dialogs.transfer_list import TransferList
from ui.dialogs.year_pick import YearPick
from ui.work.refusals import telling
from ui.work.session import Session
from ui.work.transferring import TransferOrder, TransferOutcome, TransferRun

_DIGEST_LINES = 3


class TransferDialog(Dialog):
    """Stays open beside the window, which can be worked in meanwhile. `run` is the run under way."""

    def __init__(self, session: Session, settings: Settings, folder: Path, parent: QWidget) -> None:
        super().__init__("transferDialog", "移交档案馆", parent, size=(860, 600))
        self.run: TransferRun | None = None
        self._session = session
        self._settings = settings
        self.list = TransferList()
        self.form = TransferForm(settings, folder, date.today())
        self._make_parts()
        self._lay_out()
        self.list.edited.connect(self._show_numbers)
        self.form.edited.connect(self._show_numbers)
        self._fill()
        session.workspace_changed.connect(self.close)

    def _make_parts(self) -> None:
        self._pick = YearPick("transferPick")
        self._pick.picked.connect(self.list.check)
        self._count = named(QLabel(), "transferCount")
        self._words = TonedLabel("transferWords")
        self._progress = named(QProgressBar(), "transferProgress")
        self._progress.hide()
        self._digests = text_to_copy("transferDigests", "数字摘要清单的校验值", _DIGEST_LINES)
        self._start = push_button("移交(&E)", self._on_start, "transferStart")
        self._start.setDefault(True)
        self._open = push_button("打开文件夹(&V)", self._open_folder, "transferOpen")
        self._open.hide()
        self._close = push_button("关闭", self.close, "transferClose")

    def _lay_out(self) -> None:
        hint = TonedLabel(tone="muted", text="双击或按回车填写全宗号、件号")
        hint.setWordWrap(False)
        self.add(row_of(caption("选取(&S)", self._pick), self._pick, self._count, None, hint))
        self.add(self.list, stretch=1)
        self.add(self.form, self._progress, self._digests)
        self.add(row_of(self._words, self._open, self._start, self._close, wide=self._words))

    def _fill(self) -> None:
        heads = self._session.summaries()
        self.list.fill(
            heads,
            self._session.register().name_apart,
            lambda body: constant(self._settings, body, "fonds_number"),
        )
        self._pick.fill(heads, self._session.report)
        if not self.list.finals:
            self._words.say("没有定稿的报告，请先在“报告”菜单中定稿。", "warning")

    # numbers

    def _show_numbers(self) -> None:
        """Show what is known of the bodies chosen, number their reports and compose 档号."""
        self.form.show_bodies(self.list.bodies())
        known = self._particulars()
        self.list.show_codes({key: one.code or "填写规则中的各项后组成" for key, one in known.items()})
        self._count.setText(f"已选 {len(known)} 份，可移交 {self.list.finals} 份")
        self._start.setEnabled(self.run is not None or bool(known))

    def _particulars(self) -> dict[int, Particulars]:
        numbers = self.list.number(self.form.first.value())
        return {
            key: self.form.particulars(self.list.fonds(key), number, self.list.year(key))
            for key, number in numbers.items()
        }

    # the run

    def _on_start(self) -> None:
        if self.run is not None:
            self._start.setEnabled(False)
            self.run.cancel()
            return
        # What is being typed in the list counts: its editor closes when the keyboard goes elsewhere.
        self._start.setFocus()
        with telling(lambda why: self._words.say(why, "error")):
            self._session.settle()
            order = self._order()
            if order is not None:
                self._begin(order)

    def _order(self) -> TransferOrder | None:
        """Return what is to be done; None, and the reason is told in place, when something is missing."""
        known = self._particulars()
        for key, one in known.items():
            for sentence in faults(one, complete=True):
                self._point_at(key)
                self._words.say(f"{self.list.body(key)} {self.list.year(key)} 年：{sentence}", "error")
                return None
        folder = self.form.folder
        if not self.form.text("by"):
            self._words.say("请填写移交单位。", "error")
            self.form.point_at("by")
            return None
        if folder is None or not folder.parent.is_dir() or not folder.is_absolute():
            self._words.say("没有放移交文件夹的位置，请另选。", "error")
            self.form.target.setFocus()
            return None
        packed_at = f"{clock.now():%Y-%m-%dT%H:%M:%S}" if self.form.packages.isChecked() else ""
        text = self.form.text
        handover = Handover(
            text("by"), text("archive_name"), text("carrier"), text("carrier_number"), packed_at
        )
        return TransferOrder(known, handover, TransferStructure(self.form.layout_kind.currentData()), folder)

    def _point_at(self, key: int) -> None:
        """Put the keyboard where something is missing for a report: without 档号 the rule can't be followed."""
        if self.list.fonds(key) and not self._particulars()[key].code:
            self.form.point_at("code_rule")
        else:
            self.list.show_row(key)

    def _begin(self, order: TransferOrder) -> None:
        self.form.remember({self.list.body(key): self.list.fonds(key) for key in order.reports})
        run = TransferRun(self._session, order, self)
        run.progressed.connect(self._on_progressed)
        run.ended.connect(self._on_ended)
        run.start()
        self.run = run
        self._progress.setRange(0, 0)
        self._progress.show()
        self._digests.hide()
        self._open.hide()
        self._set_running(True)
        self._words.say("正在核对和写出，窗口里的工作可以照常进行。", "muted")

    def _set_running(self, running: bool) -> None:
        self._start.setText("停止(&E)" if running else "移交(&E)")
        for part in (self._pick, self.list, self.form):
            part.setEnabled(not running)
        self._start.setEnabled(running or bool(self.list.chosen()))

    def _on_progressed(self, done: int, total: int) -> None:
        self._progress.setRange(0, total)
        self._progress.setValue(done)

    def _on_ended(self, outcome: TransferOutcome) -> None:
        self.run = None
        self._progress.hide()
        self._set_running(False)
        for key in self.list.chosen():
            why = outcome.refused.get(key)
            written = outcome.digests is not None
            self.list.say(
                key,
                why or ("已移交" if written else "已定稿"),
                "error" if why else "fine" if written else "muted",
            )
        if outcome.digests is not None:
            self._digests.setPlainText("\n".join(outcome.digests.lines()))
            self._digests.show()
            self._open.show()
            words = f"已移交 {len(self.list.chosen())} 件。上面是数字摘要清单的校验值，请另行登记。"
            self._words.say(words, "fine")
        elif outcome.refused:
            self._words.say(f"{len(outcome.refused)} 份不能移交，原因见上表；移交文件夹没有写出。", "error")
        elif outcome.cancelled:
            self._words.say("已停止，移交文件夹没有写出。", "warning")
        else:
            self._words.say(outcome.error, "error")

    def _open_folder(self) -> None:
        if self.form.folder is not None:
            show_in_system(self.form.folder)

    def done(self, result: int) -> None:
        """Stop the run, however the dialog is closed."""
        if self.run is not None:
            self.run.cancel()
        super().done(result)
