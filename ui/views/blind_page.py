"""What stands in place of the report while its tables are typed a second time: none of its figures is to be seen."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout

from ui.views.work_page import WorkPage


class BlindPage(WorkPage):
    """One sentence. *pending* returns what was typed the second time and is not on disk."""

    def __init__(self, pending: Callable[[], Sequence[str]]) -> None:
        super().__init__()
        self.setObjectName("blindPage")
        self._pending = pending
        label = QLabel("正在复核录入，报告暂不显示。")
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        QVBoxLayout(self).addWidget(label)

    def focus_page(self) -> None:
        self.setFocus()

    def open_search(self) -> None:
        """There is nothing to be searched."""

    def pending(self) -> Sequence[str]:
        return self._pending()
