"""Tells that the program itself failed: what that means for the work, and what to pass on to whoever can mend it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.base import theme


class FaultDialog(QDialog):
    """Accepted: go on; rejected by its button: close the program. Escape goes on."""

    def __init__(
        self,
        text: str,
        log: Path | None,
        show_folder: Callable[[Path], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("faultDialog")
        self.setWindowTitle("程序出错")
        self.resize(560, 380)
        self.go_on = True
        where = f"出错的经过已记在 {log}。" if log else "日志没有写成，请复制下面的内容。"
        words = QLabel(
            "程序内部出错，刚才的操作可能没有完成。已保存的内容不受影响。\n\n"
            f"{where}下面是供开发人员查找原因的内容，其中没有报告的文字和数字，可以放心发送。"
        )
        words.setWordWrap(True)
        self._report = QPlainTextEdit(text)
        self._report.setObjectName("faultText")
        self._report.setReadOnly(True)
        self._report.setTabChangesFocus(True)
        row = QHBoxLayout()
        self._button(row, "复制内容(&C)", self._copy)
        if log is not None:
            self._button(row, "打开日志文件夹(&F)", lambda: show_folder(log.parent))
        row.addStretch(1)
        self._button(row, "关闭程序(&Q)", self._close_program).setObjectName("closeProgram")
        going = self._button(row, "继续(&G)", self.accept)
        column = QVBoxLayout(self)
        column.setSpacing(2 * theme.UNIT)
        column.addWidget(words)
        column.addWidget(self._report, 1)
        column.addLayout(row)
        going.setDefault(True)
        going.setFocus()

    def _button(self, row: QHBoxLayout, text: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(lambda: run())
        row.addWidget(button)
        return button

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._report.toPlainText())

    def _close_program(self) -> None:
        self.go_on = False
        self.reject()
