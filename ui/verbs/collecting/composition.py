"""What a sum is made of: who makes up a figure, adjustments, and that a person has seen it."""

from app.collection.sums import Share, typed_amount
from app.edits import EditRefused, SetText
from app.errors import UserError
from app.linked_text import plain
from app.report import Origin, Report
from app.values import ValueProblem, canonical
from ui.dialogs.collecting.adjustment_dialog import AdjustmentDialog
from ui.dialogs.collecting.shares_dialog import SharesDialog
from ui.verbs.base import Verbs, WindowParts

_NOT_COUNTED = "以下单位的数没有计入："


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
        self.parts.middle.show_page(None)
        self.parts.tabs.places.go_to_cell(cell)

    def _adjust(self, report: Report, cell: str) -> None:
        def accept(amount: str, reason: str, who: str) -> None:
            value = typed_amount(report.form, cell, amount)
            self.session.apply(self.session.collection.adjusting(report, cell, value, reason, who))
            self.settings.set("person", who)

        def preview(amount: str) -> str:
            value = report.cells.get(cell)
            now = "未填" if value is None else canonical(value)
            try:
                more = typed_amount(report.form, cell, amount)
            except (EditRefused, ValueProblem):
                return f"现在 {now}"
            return f"现在 {now}，调整后 {canonical((value or 0) + more)}"

        place = f"{report.unit.name} {report.year} 年汇总，{report.form.cells[cell].name}"
        AdjustmentDialog(
            place, self.settings.text("person"), preview=preview, accept=accept, parent=self.window
        ).exec()

    def _withdraw(self, share: Share) -> None:
        assert share.adjustment is not None
        self.session.apply(self.session.collection.withdrawing(share.adjustment))
        self.say_done("已取消这项调整。")

    def write_exclusions(self) -> None:
        """Say in the last text of the aggregate which units are not counted, and why; what was said before goes."""
        self.session.settle()
        report = self._aggregate()
        members = self.session.collection.contributions(report)
        told = [f"{one.unit.name}（{one.excluded}）" for one in members if one.excluded]
        section = report.form.text_sections[-1].key
        lines = [line for line in report.marked(section).splitlines() if not line.startswith(_NOT_COUNTED)]
        if told:
            lines.append(f"{_NOT_COUNTED}{'、'.join(told)}。")
        body = "\n".join(lines)
        if body == report.marked(section):
            self.notice.say("已经写明，没有改动。" if told else "没有不计入的单位。", kind="ask")
            return
        self.session.apply(SetText(report.id, section, body, "写明不计入的单位"))
        self.parts.tabs.places.go_to_text(section, max(0, len(plain(body)) - 1))
        words = f"已写明 {len(told)} 个不计入的单位。" if told else "已删去原来的说明：没有不计入的单位了。"
        self.say_done(words)

    def mark_seen(self) -> None:
        """Note that a person has seen what the aggregate is made of now: later changes are told from then on."""
        report = self._aggregate()
        who = self.settings.text("person") or self.session.user
        self.session.apply(self.session.collection.reviewing(report, who))
        self.session.check_now()
        self.notice.say("已记下：汇总的构成核对过了；此后哪些单位的数有变，会在检查结果中列出。")
