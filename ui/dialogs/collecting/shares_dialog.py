"""谁构成这个数: who makes up the figure under the frame in an aggregate, with the way to each unit's own cell."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QTableView, QWidget

from app.collection.sums import Share
from app.report import Origin, Report
from app.values import Kind, canonical, printed
from ui.base import theme
from ui.dialogs.kit import Dialog, TonedLabel, push_button, value_table
from ui.models.collecting.shares_model import ShareRole, SharesModel
from ui.work.session import Session

_EM = 4 * theme.UNIT
_WIDTHS = (16 * _EM, 5 * _EM, 6 * _EM, 5 * _EM)


class SharesDialog(Dialog):
    """Stays open beside the window and follows the frame from cell to cell, and from the sum to those within it.

    *open_cell* shows a report at a cell, *adjust* asks for an adjustment of a cell, *withdraw* takes one back.
    """

    def __init__(
        self,
        session: Session,
        *,
        open_cell: Callable[[int, str], None],
        adjust: Callable[[Report, str], None],
        withdraw: Callable[[Share], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("sharesDialog", "谁构成这个数", parent, size=(660, 460))
        self._session = session
        self._open_cell = open_cell
        self._adjust_cell, self._withdraw_share = adjust, withdraw
        self._report: Report | None = None
        self._cell = ""
        self._model = SharesModel(self)
        self._words = TonedLabel("sharesWords")
        self.add(self._words)
        self.add(self._make_table(), stretch=1)
        self._adjust = push_button("登记调整数(&J)…", self._on_adjust, "shareAdjust")
        self._withdraw = push_button("取消此项调整(&W)", self._on_withdraw, "shareWithdraw")
        self.end_with_close(push_button("打开(&O)", self._open, "shareOpen"), self._adjust, self._withdraw)
        self._table.selectionModel().currentRowChanged.connect(self._show_what_can_be_done)
        session.edited.connect(self._refresh)
        session.workspace_changed.connect(self.close)

    def _make_table(self) -> QTableView:
        table = self._table = value_table("sharesList", "构成这个数的单位", self._model, _WIDTHS)
        table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 2 * theme.UNIT)
        table.doubleClicked.connect(self._open)
        enter = QAction(table)
        enter.setShortcuts([QKeySequence(Qt.Key.Key_Return), QKeySequence(Qt.Key.Key_Enter)])
        enter.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        enter.triggered.connect(self._open)
        table.addAction(enter)
        return table

    def show_cell(self, cell: str) -> None:
        """Show who makes up a cell of the report on screen; what is shown stays where that is no aggregate."""
        report = self._session.report
        if report is not None and report.origin is Origin.SUM and cell in report.form.cells:
            self._report, self._cell = report, cell
            self._refresh()

    def _refresh(self) -> None:
        if self._report is None:
            return
        with self.refusing():
            try:
                report = self._report = self._session.repository.report(self._report.id)
            except KeyError:
                self.close()
                return
            cell = report.form.cells[self._cell]
            shares = self._session.collection.shares(report, self._cell)
            adjusted = [share for share in shares if share.adjustment is not None]
            self._model.fill([*adjusted, *(share for share in shares if share.adjustment is None)], cell.kind)
            value = report.cells.get(self._cell)
            units = len(shares) - len(adjusted)
            amount = printed(sum(share.value for share in adjusted), Kind.CHANGE)
            also = f"和 {len(adjusted)} 项调整（{amount}）" if adjusted else ""
            shown = "未填" if value is None else canonical(value)
            self._words.say(
                f"{report.unit.name} {report.year} 年汇总\n{cell.name}：{shown}，由 {units} 个单位{also}构成"
            )
            self._adjust.setEnabled(not self._session.read_only and not cell.computed)
            tip = (
                "合计随各分项的调整一起变动，请在分项上登记"
                if cell.computed
                else "加上或减去重复计算的数，写明原因"
            )
            self._adjust.setToolTip(tip)
            self._show_what_can_be_done()

    def _chosen(self) -> Share | None:
        index = self._table.currentIndex()
        return index.data(ShareRole.SHARE) if index.isValid() else None

    def _show_what_can_be_done(self) -> None:
        share = self._chosen()
        adjusted = share is not None and share.adjustment is not None
        self._withdraw.setEnabled(adjusted and not self._session.read_only)

    def _open(self) -> None:
        share = self._chosen()
        if share is not None and share.adjustment is None:
            with self.refusing():
                self._open_cell(share.report_id, self._cell)

    def _on_adjust(self) -> None:
        if self._report is not None:
            with self.refusing():
                self._adjust_cell(self._report, self._cell)

    def _on_withdraw(self) -> None:
        share = self._chosen()
        if share is not None and share.adjustment is not None:
            with self.refusing():
                self._withdraw_share(share)
