"""What a sum is made of: who makes up a figure, adjustments, and that a person has seen it."""

from app.collection.sums import Share, typed_amount
from app.errors import UserError
from app.report import Origin, Report
from ui.dialogs.collecting.adjustment_dialog import AdjustmentDialog
from ui.dialogs.collecting.shares_dialog import SharesDialog
from ui.verbs.base import Verbs, WindowParts


class CompositionVerbs(Verbs):
    """On the aggregate on screen."""

    def __init__(self, parts: WindowParts) -> None:
        super().__init__(parts)
        self._dialog: SharesDialog | None = None

    def _aggregate(self) -> Report:
        report = self.session.report
        if report is None or report.origin is not Origin.SUM:
            raise UserError("请先打开一份汇总表，再选择其中的一个数。")
        return report

    def show_shares(self) -> None:
        """Show who makes up the figure under the frame."""
        self._aggregate()
        view = self.parts.tabs.current_table()
        cell = view.current_key() if view is not None else None
        if cell is None:
            raise UserError("请先选择表格中的一个数。")
        if self._dialog is None:
            dialog = self._dialog = SharesDialog(
                self.session,
                open_cell=self._open_cell,
                adjust=self._adjust,
                withdraw=self._withdraw,
                parent=self.window,
            )
            self.parts.tabs.current_cell_changed.connect(dialog.show_cell)
        self._dialog.show_cell(cell)
        self._dialog.show()
        self._dialog.raise_()

    def _open_cell(self, report_id: int, cell: str) -> None:
        self.session.select(report_id)
        self.parts.show_page(None)
        self.parts.tabs.go_to_cell(cell)

    def _adjust(self, report: Report, cell: str) -> None:
        def accept(amount: str, reason: str, who: str) -> None:
            value = typed_amount(report.form, cell, amount)
            self.session.apply(self.session.collection.adjusting(report, cell, value, reason, who))
            self.settings.set("person", who)

        place = f"{report.unit.name} {report.year} 年汇总，{report.form.cells[cell].name}"
        AdjustmentDialog(place, self.settings.text("person"), accept, self.window).exec()

    def _withdraw(self, share: Share) -> None:
        assert share.adjustment is not None
        self.session.apply(self.session.collection.withdrawing(share.adjustment))
        self.notice.say("已取消这项调整。", buttons=(("撤销", self.session.undo),))

    def mark_seen(self) -> None:
        """Note that a person has seen what the aggregate is made of now: later changes are told from then on."""
        report = self._aggregate()
        who = self.settings.text("person") or self.session.user
        self.session.apply(self.session.collection.reviewing(report, who))
        self.session.check_now()
        self.notice.say("已记下：汇总的构成核对过了；此后哪些单位的数有变，会在检查结果中列出。")
