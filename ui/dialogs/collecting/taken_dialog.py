"""What became of the files that came in: a verdict for each, and for a broken one the place and the reason."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QWidget

from app.collection.returns import ReturnOutcome
from app.commands.intake import CollectedFile
from ui.base import theme
from ui.dialogs.kit import Dialog, TonedLabel, push_button, value_table
from ui.models.collecting.taken_model import TAKEN_TITLES, TakenModel, taken_words

_EM = 4 * theme.UNIT
_WIDTHS = (13 * _EM, 11 * _EM, 11 * _EM)


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
        super().__init__("takenDialog", "收文件的结果", parent, size=(900, 480))
        self._compare = compare
        self._model = TakenModel(entries, self)
        table = value_table("takenList", "收到的文件", self._model, _WIDTHS)
        table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 2 * theme.UNIT)
        self.add(TonedLabel("takenWords", text=taken_words(entries)))
        self.add(table, stretch=1)
        buttons = [
            push_button("复制(&C)", self._copy, "takenCopy"),
            push_button("导出为 Excel(&E)…", lambda: export(self._model.texts()), "takenExport"),
        ]
        waiting = sum(entry.outcome is ReturnOutcome.HELD for entry in entries)
        if waiting:
            buttons.insert(0, push_button(f"比较 {waiting} 份更正(&M)…", self._on_compare, "takenCompare"))
        self.end_with_close(*buttons)

    def _on_compare(self) -> None:
        """What is listed here would no longer be so afterwards."""
        self.accept()
        self._compare()

    def _copy(self) -> None:
        """Put the list on the clipboard, to be pasted into a table or a message."""
        lines = [TAKEN_TITLES, *self._model.texts()]
        QApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))
