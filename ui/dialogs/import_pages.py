"""The pages of the import dialog: a table beside its source or the report's, and texts side by side."""

from collections.abc import Mapping
from difflib import SequenceMatcher

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.forms.model import Section
from app.forms.tables import Table
from app.imports import Imported
from app.imports.merging import Differences
from app.linked_text import plain
from app.report import TEXT_FIELDS, Report
from ui.base import theme
from ui.base.qt_types import text_mark
from ui.models.compared_model import ComparedModel, SourceModel, tables_for
from ui.views.compared_view import ComparedView, SourceView, show_cell

_NOTHING = Differences({}, {}, {})


def _captioned(caption: QLabel, content: QWidget) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.UNIT)
    column.addWidget(caption)
    column.addWidget(content, 1)
    return part


class ImportedTablePage(QWidget):
    """A table as read, at the right; beside it the source's own table, or the report's that is there already."""

    def __init__(self, table: Table, found: Imported, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found = found
        self.model = ComparedModel(table, found, of_report=False, parent=self)
        self._report_model = ComparedModel(table, found, of_report=True, parent=self)
        self.view = ComparedView(self.model)
        self.view.setObjectName(f"read_{table.key}")
        self._report_view = ComparedView(self._report_model)
        self._report_view.setObjectName(f"existing_{table.key}")
        numbers = tables_for(found, table.key)
        self._source_view = SourceView(SourceModel(found, numbers, self)) if numbers else None
        self._left = QStackedWidget()
        self._left_caption = QLabel()
        self._detail = QLabel()
        self._detail.setObjectName("cellDetail")
        self._detail.setWordWrap(True)
        self._detail.setTextFormat(Qt.TextFormat.PlainText)
        self._lay_out()
        for view in self._views():
            view.cell_chosen.connect(self.go_to)
        bars = self.view.verticalScrollBar(), self._report_view.verticalScrollBar()
        bars[0].valueChanged.connect(bars[1].setValue)
        bars[1].valueChanged.connect(bars[0].setValue)
        self.show_report(False)

    def _views(self) -> list[ComparedView | SourceView]:
        views: list[ComparedView | SourceView] = [self.view, self._report_view]
        return [*views, self._source_view] if self._source_view is not None else views

    def _lay_out(self) -> None:
        self._left.addWidget(self._report_view)
        if self._source_view is not None:
            self._left.addWidget(self._source_view)
        self._left_part = _captioned(self._left_caption, self._left)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self._left_part)
        splitter.addWidget(_captioned(QLabel("读入的数"), self.view))
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([1000, 1000])
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.UNIT, theme.UNIT, theme.UNIT, 0)
        column.setSpacing(theme.UNIT)
        column.addWidget(splitter, 1)
        column.addWidget(self._detail)

    def show_report(self, wanted: bool) -> None:
        """Put the report's table at the left, or the source's; nothing where the source has no table."""
        self._left_part.setVisible(wanted or self._source_view is not None)
        self._left_caption.setText("现有报告" if wanted else "原件")
        left = self._report_view if wanted or self._source_view is None else self._source_view
        self._left.setCurrentWidget(left)

    def compare(self, report: Report | None, differences: Differences) -> int:
        """Mark where a report differs; return in how many cells."""
        own = {key: pair for key, pair in differences.cells.items() if key in self.model.grid.inputs}
        for model in (self.model, self._report_model):
            model.compare(report.cells if report is not None else {}, own)
        self._detail.clear()
        return len(own)

    def unread(self) -> int:
        """Return how many cells could not be read."""
        keys = {key for item in self._found.unread for key in item.cells}
        return len(keys & self.model.grid.inputs.keys())

    def go_to(self, key: str) -> None:
        """Show a cell on both sides, and say all there is to say of it."""
        for view in self._views():
            show_cell(view, key)
        self._detail.setText("；".join(self.model.explain(key)))


class ImportedTextPage(QWidget):
    """A text as read; beside it the report's, differing paragraphs marked."""

    def __init__(self, section: Section, found: Imported, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.section = section
        self._text = plain(found.sections.get(section.key, ""))
        self._read = self._editor(f"read_{section.key}", self._text or "（文件中没有这一部分）")
        self._existing = self._editor(f"existing_{section.key}", "")
        self._existing_part = _captioned(QLabel("现有报告"), self._existing)
        row = QHBoxLayout()
        row.addWidget(self._existing_part, 1)
        row.addWidget(_captioned(QLabel("读入的文字"), self._read), 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.UNIT, theme.UNIT, theme.UNIT, theme.UNIT)
        self._column.addLayout(row)
        self._existing_part.hide()
        self._marked: tuple[set[int], set[int]] = (set(), set())
        theme.notifier.changed.connect(self.apply_theme)

    @staticmethod
    def _editor(name: str, text: str) -> QPlainTextEdit:
        editor = QPlainTextEdit(text)
        editor.setObjectName(name)
        editor.setReadOnly(True)
        editor.setTabChangesFocus(True)
        editor.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        return editor

    def apply_theme(self) -> None:
        """Tint what differs in the colours of the theme in use."""
        for editor, marked in zip((self._existing, self._read), self._marked, strict=True):
            _tint(editor, marked)

    def compare(self, report: Report | None, differences: Differences) -> int:
        """Show a report's text beside the one read; return 1 when they differ."""
        self._existing_part.setVisible(report is not None)
        differs = self.section.key in differences.sections
        ours = report.text(self.section.key) if report is not None else ""
        mine, theirs = _marked_lines(ours, self._text) if differs else (set(), set())
        _show_text(self._existing, ours or "（空白）", mine)
        _show_text(self._read, self._text or "（文件中没有这一部分）", theirs)
        self._marked = (mine, theirs)
        return int(differs)


class ImportedCoverPage(ImportedTextPage):
    """Title, signature and preface."""

    def __init__(self, section: Section, found: Imported, parent: QWidget | None = None) -> None:
        super().__init__(section, found, parent)
        self._found = found
        self._lines: dict[str, QLabel] = {}
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        for row, (name, caption) in enumerate(TEXT_FIELDS.items()):
            line = self._lines[name] = QLabel()
            line.setObjectName(f"read_{name}")
            line.setWordWrap(True)
            line.setTextFormat(Qt.TextFormat.PlainText)
            grid.addWidget(QLabel(caption), row, 0)
            grid.addWidget(line, row, 1)
        self._column.insertLayout(0, grid)
        self.compare(None, _NOTHING)

    def compare(self, report: Report | None, differences: Differences) -> int:
        fields: Mapping[str, tuple[str, str]] = differences.fields
        for name, line in self._lines.items():
            text = getattr(self._found, name) or "（没有读到）"
            ours = f"\n≠ 现有报告：{fields[name][0] or '（空白）'}" if name in fields else ""
            line.setText(text + ours)
        return super().compare(report, differences) + len(fields)


def _marked_lines(ours: str, theirs: str) -> tuple[set[int], set[int]]:
    """Return which paragraphs of two texts are not in the other."""
    left, right = ours.split("\n"), theirs.split("\n")
    mine, others = set(range(len(left))), set(range(len(right)))
    for block in SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks():
        mine -= set(range(block.a, block.a + block.size))
        others -= set(range(block.b, block.b + block.size))
    return mine, others


def _show_text(editor: QPlainTextEdit, text: str, marked: set[int]) -> None:
    """Show a text with these paragraphs marked by a sign and a tint."""
    lines = text.split("\n")
    editor.setPlainText("\n".join(f"≠ {line}" if n in marked else line for n, line in enumerate(lines)))
    editor.setToolTip("以“≠”标出的段落两边不同" if marked else "")
    _tint(editor, marked)


def _tint(editor: QPlainTextEdit, marked: set[int]) -> None:
    """Tint paragraphs in the theme's colour."""
    tint = QTextCharFormat()
    tint.setBackground(theme.color("warning_tint"))
    tint.setProperty(QTextFormat.Property.FullWidthSelection, True)
    blocks = (editor.document().findBlockByNumber(number) for number in sorted(marked))
    editor.setExtraSelections([text_mark(QTextCursor(block), tint) for block in blocks])
