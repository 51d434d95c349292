"""Many files at once: what was read from each, and what becomes of it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialogButtonBox,
    QLabel,
    QWidget,
)

from app.imports.merging import MergeChoice
from ui.dialogs.import_dialog import ImportDialog
from ui.dialogs.kit import (
    Dialog,
    TonedLabel,
    caption,
    choice_box,
    push_button,
    row_of,
    value_table,
)
from ui.models.import_model import ImportColumn, SourcesModel
from ui.work.importing import ImportPlan, ImportSource
from ui.work.session import Session

_WIDTHS = (260, 240, 64, 84, 72)
_MOST_PLACES = 4
_CHOICES = {
    MergeChoice.SKIP: "不读入",
    MergeChoice.FILL: "只填已有报告的空白",
    MergeChoice.REPLACE: "替换已有报告",
}


class ImportSummary(Dialog):
    """Accepted: *accept* has stored the files that go in. What it refuses is said here."""

    def __init__(
        self,
        session: Session,
        sources: Sequence[ImportSource],
        accept: Callable[[ImportPlan], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("importSummary", "读入多份报告", parent, size=(1180, 560))
        self._session = session
        self._accept = accept
        self.model = SourcesModel(session, sources, self)
        self._table = value_table("importFiles", "要读入的文件", self.model, _WIDTHS)
        self._table.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self._table.setCurrentIndex(self.model.index(0, ImportColumn.UNIT))
        self._heading = QLabel()
        self._detail = TonedLabel("fileDetail")
        self._choice = choice_box("whenThere", _CHOICES.items())
        self._open = push_button("查看所选文件(&V)…", self._open_chosen, "openDetail")
        self._take = push_button("", self._on_take, "importAll")
        self._lay_out()
        self._choice.activated.connect(self._on_how_chosen)
        self._table.activated.connect(self._on_activated)
        self._table.selectionModel().currentChanged.connect(self._show_state)
        self.model.changed.connect(self._show_state)
        self._show_state()

    def _lay_out(self) -> None:
        label = caption("已有同一单位、同一年度的报告时(&W)", self._choice)
        buttons = QDialogButtonBox()
        buttons.addButton(self._take, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(push_button("取消", self.reject), QDialogButtonBox.ButtonRole.RejectRole)
        self.add(self._heading)
        self.add(self._table, stretch=1)
        self.add(self._detail)
        self.add(
            TonedLabel(
                tone="muted", text="单位和年度可以直接修改；在文件名上按回车或双击，可查看读出的内容。"
            )
        )
        self.add(row_of(label, self._choice, self._open, None), self.refusal, buttons)

    def _show_state(self) -> None:
        going = sum(fate.goes_in for fate in self.model.fates)
        bad = sum(source.found is None for source in self.model.rows)
        words = f"，其中 {bad} 个不能读取" if bad else ""
        self._heading.setText(f"共 {self.model.rowCount()} 个文件{words}，将读入 {going} 份。")
        self._take.setText(f"读入 {going} 份(&I)")
        self._take.setEnabled(going > 0)
        row = self._table.currentIndex().row()
        self._open.setEnabled(row >= 0 and self.model.rows[row].found is not None)
        self._detail.setText(self.model.fates[row].text + _where(self.model.rows[row]) if row >= 0 else "")

    def _on_how_chosen(self) -> None:
        how = MergeChoice(self._choice.currentData())
        self.model.set_sources([replace(source, how=how) for source in self.model.rows])

    def _on_activated(self, index: QModelIndex) -> None:
        """Edit the unit or year, or show the file, after the return key or a double click.

        The file is shown only after the key event: otherwise the key would press the default button of its dialog.
        """
        if self.model.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self._table.edit(index)
        else:
            QTimer.singleShot(0, self, self._open_chosen)

    def _open_chosen(self) -> None:
        self.open_detail(self._table.currentIndex())

    def open_detail(self, index: QModelIndex) -> None:
        """Show one file; what is corrected and chosen there comes back into the list."""
        source = self.model.rows[index.row()] if index.isValid() else None
        if source is None or source.found is None:
            return
        row = index.row()
        dialog = ImportDialog(
            source,
            lambda corrected: self.model.set_source(row, corrected),
            find=self._session.find,
            units=[unit.name for unit in self._session.repository.units()],
            verb="确定",
            parent=self,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _on_take(self) -> None:
        with self.refusing():
            self._accept(self.model.plan)
            self.accept()


def _where(source: ImportSource) -> str:
    """Say where a file holds what was not read, or must be looked at."""
    if source.found is None:
        return ""
    lost, nothing = source.found.lost, source.found.nothing_counted
    if not lost:
        return f"；{nothing}" if nothing else ""
    places = list(dict.fromkeys(item.where for item in lost))
    more = "等" if len(places) > _MOST_PLACES else ""
    return f"；有 {len(lost)} 处没有读出或需要核对：{'、'.join(places[:_MOST_PLACES])}{more}"
