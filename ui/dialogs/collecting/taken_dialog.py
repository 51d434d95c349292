"""What became of the files that came in: a verdict for each, and for a broken one the place and the reason."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.collection.returns import ReturnOutcome
from app.commands.intake import CollectedFile
from ui.base import theme
from ui.dialogs.kit import Dialog, TonedLabel, push_button, value_table
from ui.models.collecting.taken_model import TAKEN_TITLES, TakenColumn, TakenModel, TakenRole, taken_words

_EM = 4 * theme.UNIT
_WIDTHS = (16 * _EM, 13 * _EM, 11 * _EM)
_LINES = 4


class TakenDialog(Dialog):
    """Stays open beside the window. *compare* begins the comparison of the corrections that wait."""

    def __init__(
        self,
        entries: list[CollectedFile],
        *,
        compare: Callable[[], None],
        export: Callable[[list[tuple[str, ...]]], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("takenDialog", "收文件的结果", parent, size=(1080, 560))
        self._compare = compare
        self._model = TakenModel(entries, self)
        table = value_table("takenList", "收到的文件", self._model, _WIDTHS)
        table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 2 * theme.UNIT)
        self.add(TonedLabel("takenWords", text=taken_words(entries)))
        self.add(table, stretch=1)
        self._whole = TonedLabel("takenReason")
        self._whole.setMinimumHeight(_LINES * self.fontMetrics().lineSpacing())
        self._whole.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.add(self._whole)
        table.selectionModel().currentRowChanged.connect(self._tell_whole)
        table.selectRow(0)
        buttons = [
            push_button("复制(&C)", self._copy, "takenCopy"),
            push_button("导出为 Excel(&E)…", lambda: export(self._model.texts()), "takenExport"),
        ]
        waiting = sum(entry.outcome is ReturnOutcome.HELD for entry in entries)
        if waiting:
            buttons.insert(0, push_button(f"比较 {waiting} 份更正(&M)…", self._on_compare, "takenCompare"))
        self.end_with_close(*buttons)

    def _tell_whole(self, index: QModelIndex) -> None:
        """Say all of the row chosen: a column has no room for where its file lies and why it was not taken."""
        entry, place = index.data(TakenRole.ENTRY), index.siblingAtColumn(TakenColumn.REASON)
        self._whole.say("\n".join(part for part in (entry.source, str(place.data(TakenRole.WHOLE))) if part))

    def _on_compare(self) -> None:
        """What is listed here would no longer be so afterwards."""
        self.accept()
        self._compare()

    def _copy(self) -> None:
        """Put the list on the clipboard, to be pasted into a table or a message."""
        lines = [TAKEN_TITLES, *self._model.texts()]
        QApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))
