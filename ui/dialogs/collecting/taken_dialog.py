"""What became of the files that came in: a verdict for each, and for a broken one the place and the reason."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.collection.returns import ReturnOutcome
from app.commands.intake import CollectedFile
from app.forms.model import Form
from ui.base import theme
from ui.dialogs.rows import choose_rows
from ui.models.collecting.taken_model import TAKEN_TITLES, TakenModel, taken_words

_EM = 4 * theme.UNIT
_WIDTHS = (14 * _EM, 13 * _EM, 9 * _EM)


class TakenDialog(QDialog):
    """Stays open beside the window. *compare* begins the comparison of the corrections that wait."""

    def __init__(
        self,
        entries: list[CollectedFile],
        form: Form,
        *,
        compare: Callable[[], None],
        export: Callable[[list[tuple[str, ...]]], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("takenDialog")
        self.setWindowTitle("收文件的结果")
        self.resize(900, 480)
        self._model = TakenModel(entries, form, self)
        words = QLabel(taken_words(entries))
        words.setObjectName("takenWords")
        words.setTextFormat(Qt.TextFormat.PlainText)
        table = QTableView()
        table.setObjectName("takenList")
        table.setModel(self._model)
        table.setWordWrap(False)
        choose_rows(table)
        for column, width in enumerate(_WIDTHS):
            table.setColumnWidth(column, width)
        table.horizontalHeader().setStretchLastSection(True)
        table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 2 * theme.UNIT)
        buttons = QHBoxLayout()
        waiting = sum(entry.outcome is ReturnOutcome.HELD for entry in entries)
        if waiting:
            buttons.addWidget(_button("takenCompare", f"比较 {waiting} 份更正(&M)…", compare))
        buttons.addWidget(_button("takenCopy", "复制(&C)", self._copy))
        buttons.addWidget(_button("takenExport", "导出为 Excel(&E)…", lambda: export(self._model.table())))
        buttons.addStretch(1)
        buttons.addWidget(_button("takenClose", "关闭", self.close))
        column_ = QVBoxLayout(self)
        column_.setSpacing(2 * theme.UNIT)
        column_.addWidget(words)
        column_.addWidget(table, 1)
        column_.addLayout(buttons)

    def _copy(self) -> None:
        """Put the list on the clipboard, to be pasted into a table or a message."""
        lines = [TAKEN_TITLES, *self._model.table()]
        QApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))


def _button(name: str, text: str, act: Callable[[], object]) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAutoDefault(False)
    button.clicked.connect(lambda _checked=False: act())
    return button
