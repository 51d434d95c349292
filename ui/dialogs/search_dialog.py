"""Looks for words in reports: a list of places beside the work, and replacing in all of them."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.edits import Edit
from app.report import TEXT_FIELDS, Report, Status
from app.rules.completeness import section_name
from app.searching import Hit, Wanted, hits, replacing
from ui.base import theme
from ui.base.qt_types import Index
from ui.dialogs.refusal import Refusal
from ui.dialogs.rows import choose_rows

_MOST_HITS = 2000
_REPORTS_AT_A_TIME = 4
_PAUSE_MS = 250
_EM = 4 * theme.UNIT
_COLUMNS = ("单位", "年度", "位置", "内容")
_WIDTHS = (13 * _EM, 4 * _EM, 12 * _EM)


class _Reports(Protocol):
    def __call__(self, *, every: bool) -> Iterator[Report]: ...


class HitModel(QAbstractTableModel):
    """The places found."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hits: list[Hit] = []

    def clear(self) -> None:
        """Show nothing."""
        self.beginResetModel()
        self.hits = []
        self.endResetModel()

    def add(self, more: list[Hit]) -> None:
        """Show further places."""
        if more:
            self.beginInsertRows(QModelIndex(), len(self.hits), len(self.hits) + len(more) - 1)
            self.hits += more
            self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.hits)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        hit = self.hits[index.row()]
        return (
            hit.report.unit.name,
            str(hit.report.year),
            _place(hit),
            f"{hit.before}【{hit.found}】{hit.after}".replace("\n", " "),
        )[index.column()]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        across = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return _COLUMNS[section] if across else None


def _place(hit: Hit) -> str:
    form = hit.report.form
    if hit.cell is not None:
        return form.cells[hit.cell].name
    return section_name(form, hit.section) if hit.section is not None else TEXT_FIELDS[hit.field or "title"]


class SearchDialog(QDialog):
    """Stays open beside the window; the list fills while it is looked through."""

    def __init__(
        self,
        reports: _Reports,
        go_to: Callable[[Hit], None],
        replace: Callable[[list[Edit]], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("searchDialog")
        self.setWindowTitle("在各份报告中查找")
        self.resize(860, 520)
        self._reports, self._go_to, self._replace = reports, go_to, replace
        self._left: Iterator[Report] = iter(())
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._start)
        self._work = QTimer(self)
        self._work.setInterval(0)
        self._work.timeout.connect(self._go_on)
        self._refusal = Refusal()
        column = QVBoxLayout(self)
        column.setSpacing(2 * theme.UNIT)
        column.addLayout(self._make_question())
        column.addWidget(self._make_list(), 1)
        column.addWidget(self._refusal)
        column.addLayout(self._make_buttons())

    def _make_question(self) -> QFormLayout:
        self._words = QLineEdit()
        self._words.setObjectName("searchWords")
        self._scope = QComboBox()
        self._scope.setObjectName("searchScope")
        self._scope.addItems(["本报告", "全部报告"])
        self._scope.setCurrentIndex(1)
        self._exact = QCheckBox("区分大小写和全角半角(&M)")
        self._exact.setObjectName("searchExact")
        self._words.textChanged.connect(self._pause.start)
        self._scope.currentIndexChanged.connect(self._pause.start)
        self._exact.toggled.connect(self._pause.start)
        where = QHBoxLayout()
        where.addWidget(self._scope)
        where.addWidget(self._exact)
        where.addStretch(1)
        form = QFormLayout()
        form.setSpacing(2 * theme.UNIT)
        form.addRow("查找(&N)", self._words)
        form.addRow("范围(&S)", where)
        return form

    def _make_list(self) -> QTableView:
        self._model = HitModel(self)
        self._table = QTableView()
        self._table.setObjectName("searchHits")
        self._table.setAccessibleName("找到的位置")
        self._table.setModel(self._model)
        self._table.setWordWrap(False)
        choose_rows(self._table)
        for number, width in enumerate(_WIDTHS):
            self._table.setColumnWidth(number, width)
        self._table.horizontalHeader().setStretchLastSection(True)
        self._table.activated.connect(self._show_hit)
        self._table.doubleClicked.connect(self._show_hit)
        return self._table

    def _make_buttons(self) -> QHBoxLayout:
        self._outcome = QLabel()
        self._outcome.setObjectName("searchOutcome")
        self._other = QLineEdit()
        self._other.setObjectName("searchOther")
        self._other.setPlaceholderText("替换为")
        self._other.setAccessibleName("替换为")
        row = QHBoxLayout()
        row.addWidget(self._outcome, 1)
        row.addWidget(self._other)
        self._replace_button = self._button("全部替换(&A)", self._replace_all)
        for button in (
            self._replace_button,
            self._button("转到(&G)", lambda: self._show_hit(self._table.currentIndex())),
            self._button("关闭", self.reject),
        ):
            row.addWidget(button)
        return row

    def _button(self, text: str, slot: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(slot)
        return button

    # looking

    def begin(self, on_screen: Report | None) -> None:
        """Show the window, ready for new words."""
        self._scope.setEnabled(on_screen is not None)
        self.show()
        self.raise_()
        self.activateWindow()
        self._words.setFocus()
        self._words.selectAll()
        self._start()

    def _wanted(self) -> Wanted:
        return Wanted(self._words.text(), exact=self._exact.isChecked())

    def _every(self) -> bool:
        return self._scope.currentIndex() == 1 or not self._scope.isEnabled()

    def _start(self) -> None:
        self._pause.stop()
        self._refusal.clear()
        self._model.clear()
        self._outcome.clear()
        self._left = iter(())
        if self._words.text():
            self._left = self._reports(every=self._every())
            self._work.start()
        self._replace_button.setEnabled(False)

    def _go_on(self) -> None:
        """Look through the next few reports; the window goes on living meanwhile."""
        looked = 0
        with self._refusal.told():
            for report in islice(self._left, _REPORTS_AT_A_TIME):
                looked += 1
                self._model.add(
                    list(islice(hits(report, self._wanted()), _MOST_HITS - len(self._model.hits)))
                )
        if looked < _REPORTS_AT_A_TIME or len(self._model.hits) >= _MOST_HITS:
            self._finish()

    def _finish(self) -> None:
        self._work.stop()
        count = len(self._model.hits)
        more = "，只列出这些，请把要找的写得更具体" if count >= _MOST_HITS else ""
        self._outcome.setText(f"共 {count} 处{more}" if count else "没有找到")
        self._replace_button.setEnabled(any(hit.cell is None for hit in self._model.hits))

    def _show_hit(self, index: Index) -> None:
        if index.isValid():
            with self._refusal.told():
                self._go_to(self._model.hits[index.row()])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the list goes to the place; in the words it begins anew."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif self._words.hasFocus():
            self._start()
        elif self._table.hasFocus():
            self._show_hit(self._table.currentIndex())

    # replacing

    def _replace_all(self) -> None:
        with self._refusal.told():
            open_reports, final = [], 0
            for report in self._reports(every=self._every()):
                edits = replacing(report, self._wanted(), self._other.text())
                if report.status is Status.FINAL:
                    final += bool(edits)
                elif edits:
                    open_reports.append(edits)
            if self._agreed(len(open_reports), final):
                self._replace([edit for edits in open_reports for edit in edits])
                self._start()

    def _agreed(self, count: int, final: int) -> bool:
        """Ask before texts of several reports change."""
        kept = f"已定稿的 {final} 份不改。" if final else ""
        if not count:
            self._outcome.setText(f"没有可以替换的文字。{kept}")
            return False
        question = QMessageBox(self)
        question.setObjectName("replaceQuestion")
        question.setIcon(QMessageBox.Icon.Question)
        question.setTextFormat(Qt.TextFormat.PlainText)
        question.setWindowTitle("全部替换")
        question.setText(f"要把 {count} 份报告中的“{self._words.text()}”都替换为“{self._other.text()}”吗？")
        question.setInformativeText(f"表格中的数不改。{kept}替换后可以一次撤销。")
        yes = question.addButton("替换", QMessageBox.ButtonRole.AcceptRole)
        question.setDefaultButton(question.addButton("取消", QMessageBox.ButtonRole.RejectRole))
        question.exec()
        return question.clickedButton() is yes
