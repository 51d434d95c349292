"""The list of findings, and what to do about the one chosen."""

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.report import Status
from app.rules.model import Finding, Severity, counted, in_words
from ui.base import theme
from ui.models.finding_model import FindingModel, FindingRole, Identity, effect_of
from ui.views.finding_delegate import WrappedList
from ui.views.severity_filter import SeverityFilter
from ui.views.waived_part import WaivedPart
from ui.work.session import Session


class FindingsList(WrappedList):
    """The list itself."""

    hovered = Signal(object)
    walked = Signal()
    """A key has chosen another finding, or a click one."""

    def __init__(self, model: FindingModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self.setObjectName("findingsList")
        self.setAccessibleName("检查结果")
        self.setMouseTracking(True)
        self.clicked.connect(self.walked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = self.currentIndex()
        super().keyPressEvent(event)
        if self.currentIndex() != before:
            self.walked.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self.hovered.emit(self.indexAt(event.position().toPoint()).data(FindingRole.ENTRY))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.hovered.emit(None)


class FindingsPanel(QWidget):
    """List and buttons, and below them what has been waived."""

    pointed_at = Signal(object)
    """The findings of the entry that is hovered over or chosen: their cells and words are to be highlighted."""
    activated = Signal(object)
    """The finding to whose place the keyboard is to go."""
    looked_at = Signal(object)
    """The finding whose place is to be shown; the keyboard stays in the list."""
    adopting_asked = Signal()
    waiving_asked = Signal()
    withdrawal_asked = Signal()
    settings_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.model = FindingModel(session, self)
        self.list = FindingsList(self.model)
        self.filter = SeverityFilter()
        self.waived = WaivedPart(session)
        self._heading = QLabel("检查结果")
        self._empty = QLabel("没有发现问题。")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._adopt = QPushButton("采用(&A)")
        self._waive = QPushButton("豁免(&W)…")
        self._go = QPushButton("定位(&G)")
        self._go.setToolTip("转到有关的单元格或文字（回车）")
        for button in (self._adopt, self._waive, self._go):
            # The style's least width of a button would make a small window wider than its screen.
            button.setMinimumWidth(button.fontMetrics().horizontalAdvance(button.text()) + 2 * theme.UNIT)
        self._place = -1
        """Which place of the entry chosen is shown; -1 for none."""
        self._gone_to = False
        """Whether the keyboard went there."""
        self._chosen: Identity | None = None
        """The finding chosen by the user."""
        self._row = 0
        """Where it is, or was when it went."""
        self._report_id: int | None = None
        self._lay_out()
        self._connect()
        self._on_checked()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.UNIT, theme.UNIT, theme.UNIT)
        column.setSpacing(theme.UNIT)
        column.addWidget(self._heading)
        column.addWidget(self.filter)
        column.addWidget(self.list, 2)
        column.addWidget(self._empty, 2)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.UNIT)
        for button in (self._adopt, self._waive, self._go):
            # A click leaves the keyboard where it is.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            buttons.addWidget(button, 1)
        column.addLayout(buttons)
        column.addWidget(self.waived, 1)

    def _connect(self) -> None:
        self._go.clicked.connect(self._on_go)
        self._adopt.clicked.connect(self.adopting_asked)
        self._waive.clicked.connect(self.waiving_asked)
        self.waived.withdrawal_asked.connect(self.withdrawal_asked)
        self.waived.activated.connect(self.activated)
        self.filter.changed.connect(self.model.hide)
        self.list.activated.connect(lambda _index: self._on_go())
        self.list.hovered.connect(self._on_hovered)
        self.list.walked.connect(self.look)
        self.list.customContextMenuRequested.connect(self._show_menu)
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        self.model.replaced.connect(self._on_replaced)
        self._session.report_selected.connect(self._on_report_selected)
        self._session.checked.connect(self._on_checked)

    def current(self) -> Finding | None:
        """Return the finding chosen in the list."""
        finding = self.list.currentIndex().data(FindingRole.FINDING)
        return finding if isinstance(finding, Finding) else None

    def places(self) -> tuple[Finding, ...]:
        """Return all findings of the entry chosen in the list."""
        places = self.list.currentIndex().data(FindingRole.ENTRY)
        return places if isinstance(places, tuple) else ()

    def step(self, by: int) -> None:
        """Go to the next place that a finding is about, or to the one before, through all entries in turn."""
        count = self.model.rowCount()
        if not count:
            return
        row, chosen = self.list.currentIndex().row(), self.list.currentIndex().isValid()
        if chosen and (self._place < 0 < by or 0 <= self._place + by < len(self.places())):
            self._go_to(self._place + by)
            return
        if not chosen:
            # The one chosen last is done: the next has come into its place.
            row = self._row - (by > 0)
        self.list.setCurrentIndex(self.model.index((row + by) % count))
        self._go_to(0 if by > 0 else len(self.places()) - 1)

    def choose_following(self) -> None:
        """Choose the one that has come into the place of the one chosen last, which is done."""
        if not self.list.currentIndex().isValid() and self._row < self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(self._row))

    def show_first(self) -> None:
        """Choose the first finding and show its place."""
        if self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(0))
            self._on_go()

    def look(self) -> None:
        """Show the place of the entry chosen; the keyboard stays where it is."""
        if places := self.places():
            self._place = max(self._place, 0)
            self._gone_to = False
            self.looked_at.emit(places[self._place])

    def _on_go(self) -> None:
        """Go to the place that is shown; from there to the next one of the entry, and round again."""
        if places := self.places():
            shown = self._place >= 0 and not self._gone_to
            self._go_to(self._place if shown else (self._place + 1) % len(places))

    def _go_to(self, place: int) -> None:
        self._place, self._gone_to = place, True
        self.activated.emit(self.places()[place])

    def _show_menu(self, where: QPoint) -> None:
        if self.current() is None:
            return
        menu = QMenu(self)
        menu.setObjectName("findingMenu")
        menu.addAction("定位(&G)", self._on_go)
        adopting = menu.addAction(
            "全部改正(&A)" if self._is_many() else "采用建议(&A)", self.adopting_asked.emit
        )
        adopting.setEnabled(self._adopt.isEnabled())
        menu.addAction("豁免(&W)…", self.waiving_asked.emit).setEnabled(self._waive.isEnabled())
        menu.addSeparator()
        menu.addAction("检查规则设置(&R)…", self.settings_asked.emit)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.list.viewport().mapToGlobal(where))

    def _on_hovered(self, places: tuple[Finding, ...] | None) -> None:
        self.pointed_at.emit(places or self.places())

    def _on_current_changed(self) -> None:
        if self.model.replacing:
            return
        self._place, self._gone_to = -1, False
        self._chosen = self.model.identity(self.list.currentIndex())
        self._row = max(self.list.currentIndex().row(), 0)
        self._show_buttons()
        self.pointed_at.emit(self.places())

    def _on_replaced(self) -> None:
        """Keep the same finding chosen wherever it is now, and none in the place of one that is gone."""
        index = self.model.index_for(self._chosen) if self._chosen is not None else QModelIndex()
        place, row = self._place, self._row
        self.list.selectionModel().clear()
        if index.isValid():
            self.list.setCurrentIndex(index)
            self._place = min(place, len(self.places()) - 1)
        else:
            self._row = row
            self._show_buttons()
            self.pointed_at.emit(())

    def _on_report_selected(self) -> None:
        """The same finding of another report is another."""
        report = self._session.report
        report_id = report.id if report is not None else None
        if report_id != self._report_id:
            self._report_id, self._row = report_id, 0
            self.list.selectionModel().clear()

    def _is_many(self) -> bool:
        return sum(len(finding.replacements) for finding in self.places()) > 1

    def _show_buttons(self) -> None:
        finding, report = self.current(), self._session.report
        open_for_edits = report is not None and report.status is not Status.FINAL
        effect = effect_of(self.places(), report) if finding is not None and report is not None else ""
        waivable = finding is not None and finding.severity is not Severity.ERROR
        self._go.setEnabled(finding is not None)
        self._adopt.setEnabled(open_for_edits and bool(effect))
        self._adopt.setText("全部改正(&A)" if self._is_many() else "采用(&A)")
        self._adopt.setToolTip(f"{effect}（Ctrl+回车）" if effect else "这一项没有可以直接采用的建议")
        self._waive.setEnabled(open_for_edits and waivable)
        self._waive.setToolTip(
            "写明理由，不再提示（F9）" if waivable or finding is None else "这是错误，不能豁免，请改正"
        )

    def _on_checked(self) -> None:
        check = self._session.check
        counts = counted(check.findings if check else ())
        words = in_words(counts)
        self.filter.show_counts(counts)
        told = words and self.filter.isHidden()
        self._heading.setText(f"检查结果（{words}）" if told else "检查结果")
        found = bool(words)
        self.list.setVisible(found)
        for button in (self._adopt, self._waive, self._go):
            button.setVisible(found)
        self._empty.setVisible(not found)
        self._empty.setText("没有发现问题。" if check is not None else "")
        self._show_buttons()
