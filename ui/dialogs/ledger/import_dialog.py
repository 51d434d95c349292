"""Reading a ledger: how its columns were taken, what is to be decided row by row, what counts by a default."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from app.ledger.foreign.headings import FIELDS
from app.ledger.foreign.read_ledger import ReadLedger
from ui.dialogs.kit import Dialog, ListTable, TonedLabel, choice_box, named
from ui.models.ledger.doubt_model import DoubtModel
from ui.models.ledger.part_model import DISPUTES, PartModel
from ui.views.ledger.record_grid import RecordGrid
from ui.work.ledger_draft import LedgerDraft, field_name
from ui.work.session import Session
from ui.work.tasks import Task

_COLUMN_HEADS = ("列名", "读作", "内容举例")


class LedgerImportDialog(Dialog):
    """Calls *accept* when the draft is to be stored; what that refuses is said here."""

    def __init__(
        self,
        draft: LedgerDraft,
        session: Session,
        accept: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("ledgerImportDialog", f"读入台账：{draft.name}", parent, size=(1280, 600))
        self._draft, self._accept = draft, accept
        self._wanted = dict(draft.mapping)
        """The columns as they are chosen, while they are being read maybe not yet those of the draft."""
        self.summary = TonedLabel("ledgerImportSummary")
        self.tabs = named(QTabWidget(), "ledgerImportTabs")
        self.columns = ListTable("ledgerColumns", _COLUMN_HEADS, stretched=2, spoken="台账的各列")
        self.boxes: list[QComboBox] = []
        self.doubts = DoubtModel(draft, self)
        self.grid = self._grid(session, self.doubts, "ledgerDoubts", "待确认的申请")
        self.cases = PartModel(self.doubts.kept, DISPUTES, self)
        self.cases_grid = self._grid(session, self.cases, "ledgerDoubtfulCases", "所选申请的复议诉讼")
        self.doubts_page = _above_each_other(self.grid, self.cases_grid)
        self.grid.current_row_changed.connect(self._show_cases)
        self.defaults = ListTable(
            "ledgerDefaults", ("申请", "按默认处理"), stretched=1, spoken="按默认处理的申请"
        )
        self.skipped = ListTable(
            "ledgerSkipped", ("位置", "没有读入的原因"), stretched=1, spoken="没有读入的各行"
        )
        self.keep_numbers = named(QCheckBox("保留证件号码和电话号码，不作遮盖(&K)"), "keepNumbers")
        self.keep_numbers.setChecked(draft.keep_numbers)
        for part in (self.columns, self.doubts_page, self.defaults, self.skipped):
            self.tabs.addTab(part, "")
        hint = TonedLabel(
            "ledgerImportHint",
            "muted",
            "列读错了，可以在“读作”中改正，改正后记住，下次照此读入。待确认的各件（复议、诉讼在下方）补填后，用空格键标为核对无误，才计入报告。",
        )
        self.add(self.summary)
        self.add(self.tabs, stretch=1)
        self.add(self.keep_numbers, hint)
        self._buttons = self.end_with_choice("读入", self._on_accepted)
        self._task: Task | None = None
        self._fill()
        self.keep_numbers.toggled.connect(lambda _on: self._read_again())
        self.doubts.answered.connect(self._tell)
        # Where no column was taken for the day, that is the first thing to say.
        if draft.asked and draft.tells_days:
            self.tabs.setCurrentWidget(self.doubts_page)

    @staticmethod
    def _grid(session: Session, model: DoubtModel | PartModel, name: str, spoken: str) -> RecordGrid:
        grid = named(RecordGrid(session, model, enrols=False), name)
        grid.setAccessibleName(spoken)
        return grid

    def _fill(self) -> None:
        self._fill_columns()
        self.doubts.load()
        self._show_cases(self.grid.currentIndex().row())
        self.defaults.fill(self._draft.defaults())
        self.skipped.fill(self._draft.skipped())
        for table in (self.defaults, self.skipped):
            table.resizeColumnToContents(0)
        self._tell()

    def _show_cases(self, row: int) -> None:
        """Show the disputes of a request, where it has any: they may be what is in doubt of it."""
        key = self.doubts.key_at(row)
        request = None if key is None else self.doubts.item(key)
        self.cases.show_request(key)
        self.cases_grid.setVisible(request is not None and bool(request.disputes))

    def _fill_columns(self) -> None:
        columns = list(self._draft.columns())
        self.columns.fill((heading, "", sample) for heading, _, sample in columns)
        self.boxes = []
        for row, (heading, field, _) in enumerate(columns):
            box = choice_box(f"column_{row}", _choices(field), field)
            box.setAccessibleName(heading)
            # The wheel is meant for the list, not for what it passes over.
            box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            box.activated.connect(lambda _number, row=row: self._on_column_chosen(row))
            self.columns.setCellWidget(row, 1, box)
            self.boxes.append(box)
            item = self.columns.item(row, 0)
            if isinstance(item, QTableWidgetItem):
                item.setData(Qt.ItemDataRole.UserRole, heading)
        self.columns.resizeColumnToContents(0)
        self.columns.setColumnWidth(1, self.fontMetrics().horizontalAdvance("国") * 16)

    def _tell(self) -> None:
        self.summary.say(self._draft.summary)
        left = sum(1 for _ in self._draft.undecided())
        for place, (name, count) in enumerate(
            (
                ("各列", self.columns.rowCount()),
                ("待确认", left),
                ("按默认处理", self.defaults.rowCount()),
                ("没有读入的行", self.skipped.rowCount()),
            )
        ):
            self.tabs.setTabText(place, f"{name}（{count}）" if count else name)

    def _on_column_chosen(self, row: int) -> None:
        item = self.columns.item(row, 0)
        heading = str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""
        self._wanted = {**self._wanted, heading: str(self.boxes[row].currentData())}
        self._read_again()

    def _read_again(self) -> None:
        """Read with the columns as they are chosen now, in another thread; the latest choice counts."""
        draft, wanted, keep = self._draft, self._wanted, self.keep_numbers.isChecked()
        with self.refusing():
            self._commit()
            task = self._task = Task(lambda _task: draft.reading(wanted, keep_numbers=keep))
            task.finished.connect(lambda found: self._on_read(task, found, wanted, keep))
            task.failed.connect(lambda sentence: self._on_not_read(task, sentence))
            task.crashed.connect(lambda: self._on_not_read(task, "程序内部出错，没有重新读入。"))
            self._wait(True)
            task.start()

    def _wait(self, waits: bool) -> None:
        """Let nothing be stored, and nothing be answered, while the columns are being read anew."""
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not waits)
        self.doubts_page.setEnabled(not waits)
        if waits:
            self.summary.say("正在按改正后的列重新读入……")

    def _ends(self, task: Task) -> bool:
        """Whether this reading is the one that is waited for."""
        if task is not self._task or not isValid(self):
            return False
        self._task = None
        self._wait(False)
        return True

    def _on_read(self, task: Task, found: ReadLedger, wanted: dict[str, str], keep: bool) -> None:
        if self._ends(task):
            self._draft.take(found, wanted, keep_numbers=keep)
            self._fill()

    def _on_not_read(self, task: Task, sentence: str) -> None:
        """Say why it can't be read so, and go back to how it was read."""
        if self._ends(task):
            self._wanted = dict(self._draft.mapping)
            self.keep_numbers.blockSignals(True)
            self.keep_numbers.setChecked(self._draft.keep_numbers)
            self.keep_numbers.blockSignals(False)
            self._fill()
            self.refusal.say(sentence)

    def _commit(self) -> None:
        for grid in (self.grid, self.cases_grid):
            grid.commit()

    def _on_accepted(self) -> None:
        with self.refusing():
            self._commit()
            self._accept()
            self.accept()


def _above_each_other(upper: QWidget, lower: QWidget) -> QWidget:
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(upper, stretch=2)
    layout.addWidget(lower, stretch=1)
    return page


def _choices(field: str) -> Iterator[tuple[object, str]]:
    """Yield what a column can be read as; one of a tick matrix, or of one kind of dispute, also as it was taken."""
    if field not in FIELDS:
        yield field, field_name(field)
    yield from FIELDS.items()
