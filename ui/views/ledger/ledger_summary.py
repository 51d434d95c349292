"""One line that says how many requests of a ledger are open, overdue and to be decided, each a way to them."""

from collections import Counter

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel

from app.ledger.stage import OPEN_STAGES, Stage
from ui.base import theme
from ui.work.unit_ledger import UnitLedger

_DELAY_MS = 200


class LedgerSummary(QLabel):
    """Follows a `UnitLedger`; a link is the name of a stage."""

    summed_up = Signal()
    """The requests have been counted anew."""

    def __init__(self, ledger: UnitLedger) -> None:
        super().__init__()
        self.setObjectName("ledgerSummary")
        self.setTextFormat(Qt.TextFormat.RichText)
        self._ledger = ledger
        self._timer = QTimer(self, singleShot=True, interval=_DELAY_MS)
        self._timer.timeout.connect(self.sum_up)
        ledger.changed.connect(lambda _ids: self._timer.start())
        theme.notifier.changed.connect(self.sum_up)

    def sum_up(self) -> None:
        """Count the requests anew."""
        states = map(self._ledger.state, self._ledger.requests.values())
        stages = Counter(stage for state in states for stage in state.stages)
        told = (
            ("未办结", sum(stages[stage] for stage in OPEN_STAGES), "accent"),
            ("超期", stages[Stage.OVERDUE], "error"),
            ("三日内到期", stages[Stage.SOON], "warning"),
            ("待确认", stages[Stage.ASKED], "ask"),
        )
        links = [
            f'<a href="{name}" style="color: {theme.color(color).name()}">{name} {number} 件</a>'
            for name, number, color in told
            if number
        ]
        self.setText("　".join(links) or "没有未办结的申请")
        self.summed_up.emit()
