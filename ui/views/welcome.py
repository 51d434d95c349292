"""What the middle of the window shows while no report is on screen: where to begin."""

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.base import theme
from ui.base.large_label import LargeLabel
from ui.views.preview.page_area import SteadyArea

_WIDTH = 420
_ABOVE = 16 * theme.UNIT


class Welcome(SteadyArea):
    """Greets at the first start and after the last report is closed; scrolls where the window is small."""

    asked = Signal(str)
    """The name of the action wanted: ``new_report``, ``import_report``, ``open_ledger``, ``open_workspace`` or ``open_sample``."""

    _OFFERS = (
        ("new_report", "新建报告", "为本单位编制一份年度报告"),
        ("import_report", "读入上年报告", "从已有的文件读入，承接结转数和存量"),
        ("open_ledger", "打开台账", "登记依申请公开的申请，提示期限，年末统计"),
        ("open_workspace", "打开数据文件", "打开其他电脑上带来的 .nianbao 文件"),
        ("open_sample", "看看示例", "两份虚构单位的报告，其中一份有一处错误"),
    )

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # The page itself takes the keyboard when it comes: on a button, a space meant for a text would act.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("开始")
        middle = QWidget()
        middle.setMaximumWidth(_WIDTH)
        row = QHBoxLayout(self.sheet)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(middle, 1000)
        row.addStretch(1)
        column = QVBoxLayout(middle)
        # From the top: in the middle it would move when a notice comes below.
        column.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.setContentsMargins(0, _ABOVE, 0, 0)
        column.setSpacing(2 * theme.UNIT)
        title = LargeLabel("政府信息公开工作年度报告", 1.7)
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(title)
        self._where = QLabel()
        self._where.setObjectName("workspaceNotice")
        self._where.setWordWrap(True)
        self._where.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._where.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(self._where)
        column.addSpacing(2 * theme.UNIT)
        self._buttons: dict[str, QPushButton] = {}
        for name, text, explanation in self._OFFERS:
            button = QPushButton(f"{text}\n{explanation}")
            button.setObjectName(f"welcome_{name}")
            button.setMinimumHeight(13 * theme.UNIT)
            button.clicked.connect(lambda _checked=False, name=name: self.asked.emit(name))
            column.addWidget(button)
            self._buttons[name] = button

    def allow(self, names: Collection[str]) -> None:
        """Offer only what can be done now; reports need an open file that can be written."""
        for name, button in self._buttons.items():
            button.setEnabled(name in names)

    def say_where(self, text: str) -> None:
        """Say where the reports are kept."""
        self._where.setText(text)
