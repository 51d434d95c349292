"""Says that the program failed, what that means for the work, and what to send to the developers."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from ui.dialogs.kit import Dialog, TonedLabel, named, push_button, row_of


class FaultDialog(Dialog):
    """Accepted: go on; rejected by its button: close the program. Escape goes on."""

    def __init__(
        self,
        text: str,
        log: Path | None,
        show_folder: Callable[[Path], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("faultDialog", "程序出错", parent, size=(560, 380))
        self.go_on = True
        where = f"出错的经过已记在 {log}。" if log else "日志没有写成，请复制下面的内容。"
        words = TonedLabel(
            text="程序内部出错，刚才的操作可能没有完成。已保存的内容不受影响。\n\n"
            f"{where}下面是供开发人员查找原因的内容，其中没有报告的文字和数字，可以放心发送。"
        )
        self._report = named(QPlainTextEdit(text), "faultText")
        self._report.setReadOnly(True)
        self._report.setTabChangesFocus(True)
        passing_on = [push_button("复制内容(&C)", self._copy)]
        if log is not None:
            passing_on.append(push_button("打开日志文件夹(&F)", lambda: show_folder(log.parent)))
        closing = push_button("关闭程序(&Q)", self._close_program, "closeProgram")
        going = push_button("继续(&G)", self.accept)
        self.add(words)
        self.add(self._report, stretch=1)
        self.add(row_of(*passing_on, None, closing, going))
        going.setDefault(True)
        going.setFocus()

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._report.toPlainText())

    def _close_program(self) -> None:
        self.go_on = False
        self.reject()
