"""One file to be read in: what was read, beside the source; what was not; and what becomes of an existing report."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.errors import UserError
from app.imports.merging import Differences, MergeChoice, differences, merge, obstacle
from app.report import Report
from app.rules.completeness import EARLIEST_YEAR, LATEST_YEAR
from ui.base import theme
from ui.dialogs.import_pages import ImportedCoverPage, ImportedTablePage, ImportedTextPage
from ui.dialogs.kit import Dialog, TonedLabel, caption, named, row_of, value_table
from ui.models.import_model import UnreadModel
from ui.work.importing import ImportSource

_USUAL_SIZE = (1560, 900)
_SHOWN_UNREAD = 4
"""How many lines of the list of unread places are visible at first."""
_NOTHING = Differences({}, {}, {})


def _comparison(year: int, differing: int) -> tuple[str, str]:
    """Say how the file and the report that is there compare, and how serious that is."""
    if differing:
        return f"已有该单位 {year} 年的报告，有 {differing} 处不同，以“≠”标出。", "warning"
    return f"已有该单位 {year} 年的报告，与文件完全相同，不需要读入。", "ask"


class ImportDialog(Dialog):
    """Accepted: *accept* has taken the corrected source. What it refuses is said here, and the dialog stays open.

    *find* returns the report of a unit and a year, None when there is none. Raises UserError.
    """

    def __init__(
        self,
        source: ImportSource,
        accept: Callable[[ImportSource], None],
        *,
        find: Callable[[str, int, str], Report | None],
        units: Sequence[str] = (),
        verb: str = "读入(&I)",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("importDialog", f"读入报告 — {source.name}", parent, size=_USUAL_SIZE)
        assert source.found is not None
        self.source = source
        self._found = source.found
        self._accept = accept
        self._find = find
        self._report: Report | None = None
        self._make_head(units)
        self._make_pages()
        self._make_unread()
        self._make_buttons(verb)
        self._lay_out()
        self._unit.editTextChanged.connect(self._on_target_changed)
        self._year.valueChanged.connect(self._on_target_changed)
        self._beside.idToggled.connect(lambda _id, _on: self._show_beside())
        self._on_target_changed()

    # parts

    def _make_head(self, units: Sequence[str]) -> None:
        self._unit = named(QComboBox(), "unitName")
        self._unit.setEditable(True)
        self._unit.addItems(list(units))
        self._unit.setCurrentText(self.source.unit)
        line = self._unit.lineEdit()
        assert line is not None
        line.setPlaceholderText("原件中没有读到，请填写")
        line.setCursorPosition(0)
        self._year = named(QSpinBox(), "reportYear")
        self._year.setRange(EARLIEST_YEAR - 1, LATEST_YEAR)
        self._year.setSpecialValueText("请填写")
        self._year.setValue(self.source.year or EARLIEST_YEAR - 1)
        read = f"读出 {len(self._found.cells)} 格、{len(self._found.sections)} 部分文字"
        if nothing := self._found.nothing_counted:
            read = f"{read}（{nothing}）"
        self._summary = QLabel(f"{read}　·　{self._found.form.name}")
        self._state = TonedLabel("importState")
        self._beside = QButtonGroup(self)
        self._beside_report = QRadioButton("现有报告(&E)")
        self._beside_source = QRadioButton("原件(&O)")
        self._beside_source.setChecked(True)
        for button in (self._beside_source, self._beside_report):
            self._beside.addButton(button)

    def _make_pages(self) -> None:
        self._pages: list[ImportedTablePage | ImportedTextPage] = []
        self._tabs = named(QTabWidget(), "importTabs")
        self._tabs.setDocumentMode(True)
        for section in self._found.form.sections:
            if section.table is not None:
                page: ImportedTablePage | ImportedTextPage = ImportedTablePage(
                    self._found.form.tables[section.table], self._found
                )
            else:
                page = (ImportedTextPage if section.heading else ImportedCoverPage)(section, self._found)
            self._pages.append(page)
            self._tabs.addTab(page, section.tab)
            self._tabs.setTabToolTip(self._tabs.count() - 1, section.heading)

    def _make_unread(self) -> None:
        self._unread_model = UnreadModel(self._found.unread, self)
        self._unread = value_table("unreadList", "没有读出的内容", self._unread_model, (340, 300))
        self._unread.verticalHeader().setDefaultSectionSize(6 * theme.UNIT)
        self._unread.selectionModel().currentChanged.connect(self._on_unread_chosen)

    def _make_buttons(self, verb: str) -> None:
        self._replace = named(QPushButton("替换现有报告(&R)"), "replaceReport")
        self._replace.setToolTip("文件中有的表和文字替换现有报告的，文件中没有的部分保持不变；可以撤销")
        self._replace.clicked.connect(lambda: self._finish(MergeChoice.REPLACE))
        self._fill = named(QPushButton("只填现有报告的空白(&B)"), "fillReport")
        self._fill.setToolTip("已填的数和文字不动，只补上空白的；可以撤销")
        self._fill.clicked.connect(lambda: self._finish(MergeChoice.FILL))
        self._add = named(QPushButton(verb), "addReport")
        self._add.clicked.connect(lambda: self._finish(MergeChoice.SKIP))
        self._cancel = QPushButton("取消")
        self._cancel.clicked.connect(self.reject)

    def _lay_out(self) -> None:
        unit, year = caption("单位全称(&U)", self._unit), caption("报告年度(&Y)", self._year)
        head = row_of(unit, self._unit, year, self._year, self._summary, wide=self._unit)
        beside = row_of(QLabel("左侧对照"), self._beside_source, self._beside_report)
        beside.setContentsMargins(0, 0, 0, 0)
        self._beside_part = QWidget()
        self._beside_part.setLayout(beside)
        buttons = QDialogButtonBox()
        for button in (self._replace, self._fill, self._add):
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self._cancel, QDialogButtonBox.ButtonRole.RejectRole)
        self.add(head, row_of(self._state, self._beside_part, wide=self._state))
        self.add(self._middle(), stretch=1)
        self.add(self.refusal, buttons)

    def _middle(self) -> QWidget:
        """The pages, and below them what was not read."""
        count = self._unread_model.rowCount()
        if not count:
            return self._tabs
        below = QWidget()
        rows = QVBoxLayout(below)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.UNIT)
        lost = len(self._found.lost)
        words = f"! 有 {lost} 处没有读出或需要核对：" if lost else "全部读出，另有说明："
        rows.addWidget(TonedLabel(tone="warning" if lost else "text", text=words))
        rows.addWidget(self._unread)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._tabs)
        splitter.addWidget(below)
        splitter.setStretchFactor(0, 1)
        line = self._unread.verticalHeader().defaultSectionSize()
        splitter.setSizes([1000, 2 * line + theme.UNIT + line * min(count, _SHOWN_UNREAD) + theme.UNIT])
        return splitter

    # what is compared

    def _corrected(self) -> ImportSource:
        year = self._year.value()
        return replace(
            self.source,
            unit=self._unit.currentText().strip(),
            year=year if year >= EARLIEST_YEAR else 0,
            confirmed=True,
        )

    def _on_target_changed(self) -> None:
        """Look whether the unit and year now chosen have a report, and compare with it."""
        self.refusal.say("")
        source = self._corrected()
        problem, report = "", None
        if not source.complete:
            problem = "请填写单位全称和报告年度，然后读入。"
        else:
            try:
                report = self._find(source.unit, source.year, source.series)
            except UserError as error:
                problem = str(error)
        comparable = report is not None and not (why := obstacle(report, source.corrected))
        if report is not None and not comparable:
            problem = why
        self._report = report if comparable else None
        found = differences(report, source.corrected) if report is not None and comparable else _NOTHING
        self._show_comparison(found)
        self._show_verbs(source, problem, found)

    def _show_comparison(self, found: Differences) -> None:
        for number, page in enumerate(self._pages):
            differing = page.compare(self._report, found)
            unread = page.unread() if isinstance(page, ImportedTablePage) else 0
            marks = [f"≠{differing}" if differing else "", f"!{unread}" if unread else ""]
            title = self._found.form.sections[number].tab
            self._tabs.setTabText(number, " ".join(filter(None, (title, *marks))))
        self._beside_part.setVisible(self._report is not None)
        (self._beside_source if self._report is None else self._beside_report).setChecked(True)
        self._show_beside()

    def _show_beside(self) -> None:
        for page in self._pages:
            if isinstance(page, ImportedTablePage):
                page.show_report(self._report is not None and self._beside_report.isChecked())

    def _show_verbs(self, source: ImportSource, problem: str, found: Differences) -> None:
        """Offer what can be done, and say why when nothing can."""
        self._add.setVisible(self._report is None)
        self._add.setEnabled(not problem)
        for button in (self._replace, self._fill):
            button.setVisible(self._report is not None)
        text, kind = problem, "warning"
        if self._report is not None:
            filling = merge(self._report, source.corrected, MergeChoice.FILL)
            self._replace.setEnabled(found.count > 0)
            self._fill.setEnabled(bool(filling.edits))
            text, kind = _comparison(source.year, found.count)
        elif not problem:
            text, kind = "将新建一份报告。", "ask"
        self._state.say(text, kind)
        usual = self._cancel if self._report is not None or problem else self._add
        usual.setDefault(True)

    # verbs

    def _on_unread_chosen(self, current: QModelIndex) -> None:
        if not current.isValid():
            return
        cells = self._unread_model.rows[current.row()].cells
        for page in self._pages:
            if isinstance(page, ImportedTablePage) and cells and cells[0] in page.model.grid.inputs:
                self._tabs.setCurrentWidget(page)
                page.go_to(cells[0])

    def _finish(self, how: MergeChoice) -> None:
        source = replace(self._corrected(), how=how)
        with self.refusing():
            self._accept(source)
            self.source = source
            self.accept()
