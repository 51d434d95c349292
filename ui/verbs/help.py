"""Verbs of the menu 帮助."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from app import __version__
from ui.dialogs.guide_dialog import GuideDialog
from ui.verbs.base import Verbs


class HelpVerbs(Verbs):
    """The guide, and which program this is."""

    def guide(self) -> None:
        """Open the user guide beside the window."""
        dialog = GuideDialog(self.window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()

    def about(self) -> None:
        """Say which program this is."""
        QMessageBox.about(
            self.window,
            "关于公开年报",
            f"公开年报 {__version__}\n\n编制、核对、排印《政府信息公开工作年度报告》。\n"
            "在本机离线使用，不连接网络。\n\n程序按 MIT 许可证发布；所带字体各有许可证，见安装文件夹中的 resources/fonts。",
        )
