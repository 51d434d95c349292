"""Says, for the cell under the cursor, which equations it stands in and whether they hold."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.forms.compiled import compiled
from app.report import Totals
from app.rules.equations.equation_checks import still_missing
from app.rules.model import RuleOutcome
from app.values import canonical
from ui.work.session import Session

_SIGNS = {RuleOutcome.HOLDS: "√", RuleOutcome.BROKEN: "≠", RuleOutcome.NOT_EVALUATED: "…"}
_WORDS = {
    RuleOutcome.HOLDS: "成立",
    RuleOutcome.BROKEN: "不成立",
    RuleOutcome.NOT_EVALUATED: "有格未填，暂不核对",
}


class FormulaBar(QLabel):
    """A line in the status bar."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._key = self._told = ""
        self.setObjectName("formulaBar")
        self.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        session.checked.connect(self._show)

    def show_cell(self, key: str) -> None:
        """Explain this cell; no cell when the key is empty."""
        self._key = key
        self._show()

    def _show(self) -> None:
        report, check = self._session.report, self._session.check
        if report is None or check is None or self._key not in report.form.cells:
            self._told = ""
            self._fit()
            self.setToolTip("")
            return
        here = {equation.id: equation for equation in compiled(report.form).by_cell.get(self._key, ())}
        outcomes = {result.rule: result.outcome for result in check.results if result.rule in here}
        parts = []
        tips = []
        for key, equation in here.items():
            if key in outcomes:
                outcome = outcomes[key]
                missing = still_missing(report, equation)
                more = "" if missing is None or missing < 0 else f"（未填的格合计应为 {canonical(missing)}）"
                parts.append(f"{equation.stated.formula} {_SIGNS[outcome]}{more}")
                tips.append(f"{equation.at}：{equation.stated.formula}（{_WORDS[outcome]}）{more}")
        cell = report.form.cells[self._key]
        computed = cell.computed and report.totals is Totals.COMPUTED
        counted = self._key in self._session.counted_cells
        how = "（按台账统计）" if counted else "（自动合计）" if computed else ""
        name = f"{cell.name}{how}"
        self._told = "    ".join([name, *parts])
        self._fit()
        self.setToolTip("\n".join([name, *tips]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """End the line with dots where it has no room; all of it is in the tip and for the screen reader."""
        self.setAccessibleName(self._told)
        self.setText(self.fontMetrics().elidedText(self._told, Qt.TextElideMode.ElideRight, self.width()))
