"""Looks for words in reports: a list of places beside the work, and replacing in all of them."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Protocol

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QTableView, QWidget

from app.edits import Edit
from app.report import Report, Status
from app.searching import Hit, SearchedWords, hits, replacing
from ui.base import theme
from ui.base.qt_types import Index
from ui.dialogs.kit import Dialog, choice_box, form_layout, named, push_button, row_of, value_table
from ui.dialogs.questions import confirmed
from ui.models.hit_model import HitModel

_MOST_HITS = 2000
_REPORTS_AT_A_TIME = 4
_PAUSE_MS = 250
_EM = 4 * theme.UNIT
_WIDTHS = (13 * _EM, 4 * _EM, 12 * _EM)


class _Reports(Protocol):
    def __call__(self, *, every: bool) -> Iterator[Report]: ...


class SearchDialog(Dialog):
    """Stays open beside the window; the list fills while it is looked through."""

    def __init__(
        self,
        reports: _Reports,
        go_to: Callable[[Hit], None],
        replace: Callable[[list[Edit]], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("searchDialog", "在各份报告中查找", parent, size=(860, 520))
        self._reports, self._go_to, self._replace = reports, go_to, replace
        self._left: Iterator[Report] = iter(())
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._start)
        self._work = QTimer(self)
        self._work.setInterval(0)
        self._work.timeout.connect(self._go_on)
        self.add(self._make_question())
        self.add(self._make_list(), stretch=1)
        self.add(self.refusal, self._make_buttons())

    def _make_question(self) -> QFormLayout:
        self._words = named(QLineEdit(), "searchWords")
        self._scope = choice_box("searchScope", [(False, "本报告"), (True, "全部报告")], True)
        self._exact = named(QCheckBox("区分大小写和全角半角(&M)"), "searchExact")
        self._words.textChanged.connect(self._pause.start)
        self._scope.currentIndexChanged.connect(self._pause.start)
        self._exact.toggled.connect(self._pause.start)
        form = form_layout()
        form.addRow("查找(&N)", self._words)
        scope = QLabel("范围(&S)")
        scope.setBuddy(self._scope)
        form.addRow(scope, row_of(self._scope, self._exact, None))
        return form

    def _make_list(self) -> QTableView:
        self._model = HitModel(parent=self)
        self._table = value_table("searchHits", "找到的位置", self._model, _WIDTHS)
        self._table.activated.connect(self._show_hit)
        self._table.doubleClicked.connect(self._show_hit)
        return self._table

    def _make_buttons(self) -> QHBoxLayout:
        self._outcome = named(QLabel(), "searchOutcome")
        self._other = named(QLineEdit(), "searchOther")
        self._other.setPlaceholderText("替换为")
        self._other.setAccessibleName("替换为")
        self._replace_button = push_button("全部替换(&A)", self._replace_all)
        go = push_button("转到(&G)", lambda: self._show_hit(self._table.currentIndex()))
        close = push_button("关闭", self.reject)
        return row_of(self._outcome, self._other, self._replace_button, go, close, wide=self._outcome)

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

    def _wanted(self) -> SearchedWords:
        return SearchedWords(self._words.text(), exact=self._exact.isChecked())

    def _every(self) -> bool:
        return self._scope.currentData() or not self._scope.isEnabled()

    def _start(self) -> None:
        self._pause.stop()
        self.refusal.say("")
        self._model.show_rows(())
        self._outcome.clear()
        self._left = iter(())
        if self._words.text():
            self._left = self._reports(every=self._every())
            self._work.start()
        self._replace_button.setEnabled(False)

    def _go_on(self) -> None:
        """Look through the next few reports; the window goes on living meanwhile."""
        looked = 0
        with self.refusing():
            for report in islice(self._left, _REPORTS_AT_A_TIME):
                looked += 1
                self._model.add(
                    list(islice(hits(report, self._wanted()), _MOST_HITS - len(self._model.rows)))
                )
        if looked < _REPORTS_AT_A_TIME or len(self._model.rows) >= _MOST_HITS:
            self._finish()

    def _finish(self) -> None:
        self._work.stop()
        count = len(self._model.rows)
        more = "，只列出这些，请把要找的写得更具体" if count >= _MOST_HITS else ""
        self._outcome.setText(f"共 {count} 处{more}" if count else "没有找到")
        self._replace_button.setEnabled(any(hit.cell is None for hit in self._model.rows))

    def _show_hit(self, index: Index) -> None:
        if index.isValid():
            with self.refusing():
                self._go_to(self._model.rows[index.row()])

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
        with self.refusing():
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
                self._work.stop()
                self._outcome.setText(f"已在 {len(open_reports)} 份报告中替换，可以撤销。")

    def _agreed(self, count: int, final: int) -> bool:
        """Ask before texts of several reports change."""
        kept = f"已定稿的 {final} 份不改。" if final else ""
        if not count:
            self._outcome.setText(f"没有可以替换的文字。{kept}")
            return False
        return confirmed(
            self,
            "replaceQuestion",
            "全部替换",
            f"要把 {count} 份报告中的“{self._words.text()}”都替换为“{self._other.text()}”吗？",
            "替换",
            details=f"表格中的数不改。{kept}替换后可以一次撤销。",
            cautious=True,
        )
