"""Verbs of the menu 帮助."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox

from app import __version__
from app.report import Status
from ui.dialogs.guide_dialog import FIRST_PAGE, GuideDialog
from ui.verbs.base import Verbs

_PAGE_TOPICS = {"ledgerPage": "ledger.md", "groupPage": "collecting.md"}

_DIALOG_TOPICS = {
    **dict.fromkeys(("importDialog", "importSummary", "linkingDialog"), (FIRST_PAGE, "二、读入上一年的报告")),
    **dict.fromkeys(("reportDialog", "totalsDialog"), (FIRST_PAGE, "三、新建本年的报告")),
    **dict.fromkeys(("figureDialog", "searchDialog"), (FIRST_PAGE, "四、填写")),
    "codeDialog": (FIRST_PAGE, "五、核对"),
    "rulesDialog": ("rules.md", ""),
    **dict.fromkeys(("printDialog", "printProperties"), (FIRST_PAGE, "六、预览和打印")),
    **dict.fromkeys(("decisionDialog", "batchDialog", "archiveDialog"), (FIRST_PAGE, "七、定稿、导出和归档")),
    "transferDialog": ("transfer.md", ""),
    **dict.fromkeys(("backupsDialog", "settingsDialog"), (FIRST_PAGE, "八、备份和换电脑")),
    **dict.fromkeys(("historyDialog", "deletedDialog"), (FIRST_PAGE, "九、常见问题")),
    **dict.fromkeys(
        (
            "countDialog",
            "listDialog",
            "letterDialog",
            "ledgerUnitDialog",
            "forgetDialog",
            "ledgerImportDialog",
        ),
        ("ledger.md", ""),
    ),
    **dict.fromkeys(
        ("sharesDialog", "slipDialog", "takenDialog", "correctionDialog", "adjustmentDialog"),
        ("collecting.md", ""),
    ),
}
"""The page of the guide, and its heading, for dialogs that wait."""


class HelpVerbs(Verbs):
    """The guide, and which program this is."""

    def guide(self) -> None:
        """Show what the user guide says of what is on screen, beside the window."""
        waiting = QApplication.activeModalWidget()
        # Beside a dialog that waits, only what belongs to it can be used.
        owner = waiting if isinstance(waiting, QDialog) else self.window
        dialog = owner.findChild(GuideDialog, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if dialog is None:
            dialog = GuideDialog(owner)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        topic = (
            _DIALOG_TOPICS.get(owner.objectName(), (FIRST_PAGE, "")) if owner is waiting else self._topic()
        )
        # What stands where on a page is known when it has its width.
        dialog.show()
        dialog.show_topic(*topic)
        dialog.activateWindow()

    def shortcuts(self) -> None:
        """Show the page of the guide that lists all keys."""
        self.guide()
        dialog = self.window.findChild(GuideDialog)
        if dialog is not None:
            dialog.show_topic("keys.md")

    def _topic(self) -> tuple[str, str]:
        """Return the page of the guide, and its heading, for where the keyboard is."""
        if self.parts.page is not None:
            return _PAGE_TOPICS.get(self.parts.page.objectName(), FIRST_PAGE), ""
        report, focus = self.session.report, QApplication.focusWidget()
        if report is None:
            return FIRST_PAGE, "一、第一次启动"
        if focus is not None and self.parts.findings.isAncestorOf(focus):
            return FIRST_PAGE, "五、核对"
        if self.parts.tabs.preview_on_screen() is not None:
            return FIRST_PAGE, "六、预览和打印"
        return FIRST_PAGE, "七、定稿、导出和归档" if report.status is Status.FINAL else "四、填写"

    def about(self) -> None:
        """Say which program this is."""
        QMessageBox.about(
            self.window,
            "关于公开年报",
            f"公开年报 {__version__}\n\n编制、核对、排印《政府信息公开工作年度报告》。\n"
            "在本机离线使用，不连接网络。\n\n程序按 MIT 许可证发布；所带字体各有许可证，见安装文件夹中的 resources/fonts。",
        )
