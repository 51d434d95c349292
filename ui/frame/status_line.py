"""The line below the window: verdict, the formula of a cell, sums of a selection, when it was saved, and messages."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel, QStatusBar

from app.report import Status
from app.rules.model import Verdict
from app.rules.release import release, verdict_words
from ui.base import theme
from ui.base.steady_label import SteadyLabel
from ui.views.final_mark import FinalMark
from ui.views.tables.formula_bar import FormulaBar
from ui.views.tables.selection_sums import SelectionSums
from ui.work.session import Session

_COLORS = {Verdict.READY: "fine", Verdict.ERRORS: "error", Verdict.INCOMPLETE: "muted"}
_MESSAGE_MS = 8000


class StatusLine(QObject):
    """Follows the session. *shows_report* says whether the report on screen is what the window shows."""

    def __init__(self, session: Session, bar: QStatusBar, shows_report: Callable[[], bool]) -> None:
        super().__init__(bar)
        self._session, self._bar, self._shows_report = session, bar, shows_report
        self._verdict, self._saved = _label("verdictLabel", QLabel), _label("savedLabel", SteadyLabel)
        self._final = FinalMark(session)
        self.formula = FormulaBar(session)
        self.sums = SelectionSums(session)
        bar.addWidget(self._final)
        bar.addWidget(self._verdict)
        bar.addWidget(self.formula, 1)
        bar.addPermanentWidget(self.sums)
        bar.addPermanentWidget(self._saved)
        session.workspace_changed.connect(self._saved.clear)
        session.checked.connect(self.show_verdict)
        session.written.connect(self._on_written)
        for said in (session.refused, session.told):
            said.connect(lambda text: bar.showMessage(text, _MESSAGE_MS))
        # What was refused on one report is not said of another.
        for changed in (session.report_selected, session.workspace_changed, session.written):
            changed.connect(bar.clearMessage)

    def follow_page(self) -> None:
        """Tell of the report on screen, its cells and its verdict; nothing of it while another page is shown."""
        for part in (self.formula, self.sums):
            part.setVisible(self._shows_report())
        self._final.follow(shown=self._shows_report())
        self.show_verdict()

    def show_verdict(self) -> None:
        """Say how the report on screen stands; nothing while another page is shown."""
        report, check = self._session.report, self._session.check
        if report is None or check is None or not self._shows_report():
            self._verdict.clear()
            return
        final = report.status is Status.FINAL
        color = "fine" if final and not release(report, check).draft else _COLORS[check.verdict]
        told = check.completed or bool(check.errors)
        under_way = "没有检查完" if self._session.check_given_up else "正在检查……"
        self._verdict.setText(verdict_words(report, check) if told else under_way)
        theme.write_in(self._verdict, color if told else "muted")

    def _on_written(self) -> None:
        self._saved.setText(f"已保存 {datetime.now():%H:%M}")


def _label(name: str, kind: type[QLabel]) -> QLabel:
    label = kind()
    label.setObjectName(name)
    label.setMargin(theme.UNIT)
    return label
