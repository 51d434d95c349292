"""A table of the report on screen, shown and typed into."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Qt

from app.changes import Changes
from app.edits import SetCells
from app.errors import UserError
from app.forms.model import Cell
from app.forms.tables import Table
from app.report import Origin, Report, Status, Totals
from app.rules.model import SEVERITY_ORDER, Finding, Severity
from app.totals import follows
from app.values import Kind, Value, canonical, parse, printed
from ui.base.qt_types import Index
from ui.models.grid_model import GridModel, GridRole
from ui.work.typed_report import TypedReport


class TableModel(GridModel):
    """One table of the report on screen."""

    def __init__(self, session: TypedReport, table: Table, parent: QObject | None = None) -> None:
        super().__init__(table, parent)
        self._session = session
        self._findings: dict[str, list[Finding]] = {}
        self._outlined: frozenset[str] = frozenset()
        self._last_year: Report | None = None
        self._last_year_wanted = False
        session.report_selected.connect(self._forget_last_year)
        session.report_changed.connect(self._on_report_changed)
        session.figures_checked.connect(self._on_checked)
        session.checked.connect(self._on_checked)

    # content

    def input_data(self, key: str, role: int) -> object:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return printed(self._value(key), self._form_cell(key).kind)
            case Qt.ItemDataRole.EditRole:
                value = self._value(key)
                return "" if value is None else canonical(value)
            case Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignCenter
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(key)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(key)
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return self._described(key)
            case GridRole.SEVERITY:
                return self._severity(key)
            case GridRole.MARKED:
                return self._marked(key)
            case GridRole.OUTLINED:
                return self._sides(key) if key in self._outlined else None
            case GridRole.LAST_YEAR:
                return " ".join(self._against_last_year(key)) if self._last_year_wanted else ""
            case GridRole.COMPUTED:
                return self._form_cell(key).computed or key in self._session.counted_cells
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        cell = self.cell_at(index)
        if cell.key is None:
            # A label is never where the frame stands.
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self.is_editable(cell.key) else flags

    def is_editable(self, cell_key: str) -> bool:
        """Whether the cell can be typed: not a computed total, not in a sum, a final report or a file only to be read."""
        report = self._session.report
        if report is None or report.status is Status.FINAL or self._session.read_only:
            return False
        if report.origin is Origin.SUM or cell_key in self._session.counted_cells:
            return False
        cell = report.form.cells.get(cell_key)
        # A table of the form shown before still exists while the tabs are rebuilt.
        return cell is not None and (report.totals is Totals.TYPED or not cell.computed)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        cell = self.cell_at(index)
        report = self._session.report
        if role != Qt.ItemDataRole.EditRole or cell.key is None or report is None:
            return False
        try:
            self.put(cell.key, str(value))
        except UserError:
            return False
        return True

    def put(self, cell_key: str, text: str, sitting: int = 0) -> None:
        """Make a typed text the value of a cell. Raises `UserError`.

        What is written within one *sitting* of an editor is one step of undo.
        """
        report = self._session.report
        assert report is not None
        number = self.parse(cell_key, text)
        if number != report.cells.get(cell_key) or (number is None) != (cell_key not in report.cells):
            self._session.apply(SetCells(report.id, {cell_key: number}), sitting)

    def parse(self, cell_key: str, text: str) -> Value | None:
        """Read a typed text as this cell's kind of value. Raises `ValueProblem`."""
        return parse(text, self._form_cell(cell_key).kind)

    def outline(self, cells: tuple[str, ...]) -> None:
        """Outline the cells of the finding chosen in the list, those that lie together as one."""
        changed = self._outlined | frozenset(cells)
        self._outlined = frozenset(cells)
        self._refresh(changed)

    # last year

    def show_last_year(self, wanted: bool) -> None:
        """Show or hide last year's figures."""
        self._last_year_wanted = wanted
        self.refresh()

    def _forget_last_year(self) -> None:
        """Forget last year's figures when another report comes on screen; its check brings the right ones."""
        self._last_year = None

    def _against_last_year(self, key: str) -> tuple[str, ...]:
        """Return last year's figure and by how much this year's differs; nothing where last year's is not known."""
        before = self._last_year.cells.get(key) if self._last_year is not None else None
        if before is None or self._form_cell(key).kind.signed:
            return ()
        now = self._value(key)
        figure = printed(before, self._form_cell(key).kind)
        return (figure,) if now is None or now == before else (figure, printed(now - before, Kind.CHANGE))

    # what changes

    def _on_report_changed(self, changes: Changes) -> None:
        report = self._session.report
        if report is None:
            return
        if any(change.concerned.TABLE == "ledger" for change in changes.records):
            self.refresh()
        for delta in changes.of(report.id):
            if delta.fields.keys() & {"totals", "status"}:
                self.refresh()
            self._refresh(delta.cells)

    def _on_checked(self) -> None:
        found: dict[str, list[Finding]] = {}
        check = self._session.check
        if check is not None and check.completed and check.basis.previous is not self._last_year:
            self._last_year = check.basis.previous
            self.refresh()
        for finding in check.findings if check else ():
            if not finding.is_lack:
                for key in dict.fromkeys((*finding.marked, *finding.cells)):
                    if key in self.grid.inputs:
                        found.setdefault(key, []).append(finding)
        changed = {key for key in {**found, **self._findings} if found.get(key) != self._findings.get(key)}
        self._findings = found
        self._refresh(changed)

    def _refresh(self, keys: Iterable[str]) -> None:
        for key in keys:
            index = self.index_for(key)
            if index.isValid():
                self.dataChanged.emit(index, index)

    def _value(self, key: str) -> Value | None:
        report = self._session.report
        return report.cells.get(key) if report else None

    def _form_cell(self, key: str) -> Cell:
        report = self._session.report
        assert report is not None
        return report.form.cells[key]

    def _severity(self, key: str) -> Severity | None:
        findings = self._findings.get(key)
        return (
            min((finding.severity for finding in findings), key=SEVERITY_ORDER.__getitem__)
            if findings
            else None
        )

    def _marked(self, key: str) -> Severity | None:
        marking = [finding for finding in self._findings.get(key, ()) if key in finding.marked]
        return (
            min((finding.severity for finding in marking), key=SEVERITY_ORDER.__getitem__)
            if marking
            else None
        )

    def _sides(self, key: str) -> tuple[bool, ...]:
        """Return on which sides of a cell the outline runs: not between two cells that are both inside."""
        cell = self.grid.inputs[key]
        below, right = cell.row + cell.row_span, cell.column + cell.column_span
        beside = (
            (cell.row - 1, cell.column),
            (cell.row, right),
            (below, cell.column),
            (cell.row, cell.column - 1),
        )
        return tuple(not self._inside(*place) for place in beside)

    def _inside(self, row: int, column: int) -> bool:
        if not (0 <= row < self.grid.rows and 0 <= column < self.grid.columns):
            return False
        return self.grid.at(row, column).key in self._outlined

    def _tip(self, key: str) -> str:
        lines = [self._form_cell(key).name]
        if key in self._session.counted_cells:
            lines.append("按台账统计，随台账变动")
        match self._against_last_year(key):
            case (before,):
                lines.append(f"上年：{before}")
            case (before, difference):
                lines.append(f"上年：{before}，增减：{difference}")
        for finding in self._findings.get(key, ()):
            lines.append(finding.message)
            if finding.hint:
                lines.append(finding.hint)
        return "\n".join(lines)

    def _spoken(self, key: str) -> str:
        """Return a cell's value as it is read out; labels are read from the headers."""
        value = printed(self._value(key), self._form_cell(key).kind) or "未填"
        flagged = ""
        if self._marked(key) is Severity.ERROR:
            flagged = "，有错误"
        elif self._severity(key) is Severity.ERROR:
            flagged = "，有关的等式不成立"
        elif self._severity(key) is not None:
            flagged = "，有提示"
        return value + flagged

    def _described(self, key: str) -> str:
        """Return what else is to be said of a cell: where it is, why it can't be typed, what was found."""
        locked = ""
        if not self.is_editable(key):
            report = self._session.report
            locked = "自动合计，不能填写" if report is not None and follows(report, key) else "不能修改"
        found = [finding.message for finding in self._findings.get(key, ())]
        return "；".join(part for part in (self._form_cell(key).name, locked, *found) if part)
