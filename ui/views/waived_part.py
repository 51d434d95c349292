"""The foldable part below the findings: what has been waived, why and by whom."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.report import Status
from app.rules.waivers import Waived
from ui.base import theme
from ui.models.finding_model import FindingRole
from ui.models.waived_model import WaivedModel
from ui.views.finding_delegate import WrappedList
from ui.work.session import Session

_WITHDRAW = "取消豁免"


class WaivedPart(QWidget):
    """Hidden while nothing is waived, folded until somebody wants to see."""

    withdrawal_asked = Signal()
    activated = Signal(object)
    """The waived finding whose place is to be shown."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.model = WaivedModel(session, self)
        self.fold = QToolButton()
        self.fold.setObjectName("waivedFold")
        self.fold.setCheckable(True)
        self.fold.setAutoRaise(True)
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.list = WrappedList(self.model)
        self.list.setObjectName("waivedList")
        self.list.setAccessibleName("已豁免")
        self._withdraw = QPushButton(_WITHDRAW)
        self._withdraw.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._withdraw.setToolTip("恢复为待处理的提示（Delete）")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.UNIT)
        column.addWidget(self.fold)
        column.addWidget(self.list, 1)
        column.addWidget(self._withdraw, 0, Qt.AlignmentFlag.AlignRight)
        self.fold.toggled.connect(self._show_folded)
        self.list.activated.connect(lambda index: self.activated.emit(index.data(FindingRole.FINDING)))
        self.list.customContextMenuRequested.connect(self._show_menu)
        self.list.selectionModel().currentChanged.connect(self._show_state)
        self._withdraw.clicked.connect(self.withdrawal_asked)
        session.checked.connect(self._show_state)
        self._show_folded(False)
        self._show_state()

    def current(self) -> Waived | None:
        """Return what is chosen in the list."""
        waived = self.list.currentIndex().data(FindingRole.ENTRY)
        return waived if isinstance(waived, Waived) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self._withdraw.isEnabled():
            self.withdrawal_asked.emit()
        else:
            super().keyPressEvent(event)

    def _show_menu(self, where: QPoint) -> None:
        finding = self.list.currentIndex().data(FindingRole.FINDING)
        if finding is None:
            return
        menu = QMenu(self)
        menu.addAction("定位(&G)", lambda: self.activated.emit(finding))
        menu.addAction(_WITHDRAW, self.withdrawal_asked.emit).setEnabled(self._withdraw.isEnabled())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.list.viewport().mapToGlobal(where))

    def _show_folded(self, shown: bool) -> None:
        self.fold.setArrowType(Qt.ArrowType.DownArrow if shown else Qt.ArrowType.RightArrow)
        self.list.setVisible(shown)
        self._withdraw.setVisible(shown)
        vertical = QSizePolicy.Policy.Expanding if shown else QSizePolicy.Policy.Maximum
        self.setSizePolicy(QSizePolicy.Policy.Preferred, vertical)

    def _show_state(self) -> None:
        count = self.model.rowCount()
        report = self._session.report
        self.setVisible(bool(count))
        self.fold.setText(f"已豁免 {count} 项")
        self._withdraw.setEnabled(
            report is not None and report.status is not Status.FINAL and self.current() is not None
        )
