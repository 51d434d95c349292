"""Verbs of the menu 帮助."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app import __version__
from app.report import Status
from ui.dialogs.guide_dialog import FIRST_PAGE, GuideDialog
from ui.dialogs.questions import MessageBox
from ui.verbs.base import Verbs
from ui.verbs.guide_topics import DIALOG_TOPICS, FILE_TOPICS, PAGE_TOPICS


class HelpVerbs(Verbs):
    """The guide, and which program this is."""

    def guide(self) -> None:
        """Show what the user guide says of what is on screen, beside the window."""
        self._guide()

    def shortcuts(self) -> None:
        """Show the page of the guide that lists all keys."""
        self._guide().show_topic("keys.md")

    def _guide(self) -> GuideDialog:
        waiting = QApplication.activeModalWidget()
        # Beside a dialog that waits, only what belongs to it can be used.
        owner = waiting if isinstance(waiting, QDialog) and self._is_of_the_window(waiting) else self.window
        dialog = owner.findChild(GuideDialog, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if dialog is None:
            dialog = GuideDialog(owner)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        known = DIALOG_TOPICS.get(owner.objectName()) or FILE_TOPICS.get(owner.windowTitle())
        topic = known or self._topic()
        # What stands where on a page is known when it has its width.
        dialog.show()
        dialog.show_topic(*topic)
        dialog.activateWindow()
        return dialog

    def _is_of_the_window(self, dialog: QWidget) -> bool:
        above = dialog.parentWidget()
        return above is not None and (above is self.window or self._is_of_the_window(above))

    def tour(self) -> None:
        """Show what the parts of the window are for, in a few steps."""
        self.parts.show_tour()

    def _topic(self) -> tuple[str, str]:
        """Return the page of the guide, and its heading, for where the keyboard is."""
        if self.parts.page is not None:
            return PAGE_TOPICS.get(self.parts.page.objectName(), FIRST_PAGE), ""
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
        box = MessageBox(self.window)
        box.setObjectName("aboutBox")
        box.setWindowTitle("关于公开年报")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(
            f"公开年报 {__version__}\n\n编制、核对、排印《政府信息公开工作年度报告》。\n"
            "在本机离线使用，不连接网络。\n\n程序按 MIT 许可证发布；所带字体各有许可证，见安装文件夹中的 resources/fonts。"
        )
        box.addButton("关闭", MessageBox.ButtonRole.RejectRole)
        box.exec()
        box.deleteLater()
