"""The pages of the report's tabs: a heading, the editor, and what belongs to it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.changes import Changes
from app.forms.compiled import total_definitions
from app.forms.model import Form, Section
from app.report import TEXT_FIELDS, Status, Totals
from ui.base import theme
from ui.base.large_label import LargeLabel
from ui.base.steady_label import SteadyLabel
from ui.models.table_model import TableModel
from ui.views.date_field import DateField
from ui.views.tab_stops import put_in_order, stops_of
from ui.views.tables.table_view import TableView
from ui.views.texts.cover_field import CoverField
from ui.views.texts.text_editor import TextEditor
from ui.work.session import Session
from ui.work.typed_report import TypedReport

if TYPE_CHECKING:
    from ui.views.texts.find_bar import FindBar


_WIDE = 1000
"""A text takes all the room up to its greatest width; what is left beside it is shared."""


def _page_layout(page: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(page)
    column.setContentsMargins(2 * theme.UNIT, theme.UNIT, 2 * theme.UNIT, theme.UNIT)
    column.setSpacing(theme.UNIT)
    return column


def _heading(text: str) -> QLabel:
    label = LargeLabel(text)
    # A long one takes two lines rather than make a small window wider than its screen.
    label.setWordWrap(True)
    return label


class TablePage(QWidget):
    """A table of the form."""

    def __init__(self, session: TypedReport, section: Section, form: Form) -> None:
        super().__init__()
        self.section = section
        self.model = TableModel(session, form.tables[section.table or ""], self)
        self.view = TableView(session, self.model)
        self._fill = QPushButton("空白填 0")
        self._fill.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._fill.setToolTip("把本表还没有填的格都填上 0")
        self._fill.clicked.connect(self.view.fill_blanks)
        self._session = session
        totals = total_definitions(form)
        self._typed = frozenset(key for key in self.model.grid.inputs if key not in totals)
        top = QHBoxLayout()
        top.addWidget(_heading(section.heading), 1)
        top.addWidget(self._fill)
        self.column = _page_layout(self)
        self.column.addLayout(top)
        self.column.addWidget(self.view, 1)
        session.checked.connect(self._on_checked)

    def commit(self) -> None:
        """Write what was typed into a cell. Raises `UserError`."""
        self.view.commit()

    def pending(self) -> list[str]:
        """Return what was typed into a cell and is not on disk."""
        return list(filter(None, [self.view.pending()]))

    def load(self) -> None:
        """Show the report now on screen."""
        self.view.load()
        self.model.refresh()
        self._on_checked()

    def _on_checked(self) -> None:
        report = self._session.report
        open_for_typing = (
            report is not None and report.status is not Status.FINAL and not self._session.read_only
        )
        keys = (
            self._typed
            if report is not None and report.totals is Totals.COMPUTED
            else self.model.grid.inputs.keys()
        )
        self._fill.setEnabled(open_for_typing and report is not None and not keys <= report.cells.keys())


class TextPage(QWidget):
    """A narrative section."""

    def __init__(self, session: Session, section: Section) -> None:
        super().__init__()
        self._session = session
        self.section = section
        self.editor = TextEditor(session, section.key)
        self.editor.setAccessibleName(section.heading or "前言")
        self._count = SteadyLabel()
        self.column = _page_layout(self)
        top = QHBoxLayout()
        top.addWidget(_heading(section.heading or "前言"), 1)
        top.addWidget(self._count)
        self.column.addLayout(top)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addStretch(1)
        middle.addWidget(self.editor, _WIDE)
        middle.addStretch(1)
        self.column.addLayout(middle, 1)
        self.editor.textChanged.connect(self._count_characters)
        session.list_changed.connect(self._show_guidance)
        self._count_characters()

    @cached_property
    def find_bar(self) -> FindBar:
        """Find and replace below the text, made when it is first asked for."""
        from ui.views.texts.find_bar import FindBar

        bar = FindBar(self.editor)
        self.column.addWidget(bar)
        put_in_order(stops_of(self))
        return bar

    def commit(self) -> None:
        """Write what was typed on this page. Raises `UserError`."""
        self.editor.commit()

    def pending(self) -> list[str]:
        """Return what was typed on this page and is not on disk."""
        return list(filter(None, [self.editor.pending()]))

    def load(self) -> None:
        """Show the report now on screen."""
        self._show_guidance()
        self.editor.load()

    def _show_guidance(self) -> None:
        """Say in the empty editor what the section is to treat, for this kind of unit."""
        report = self._session.report
        kind = report.unit.kind.value if report else ""
        self.editor.setPlaceholderText(self.section.guidance_by_kind.get(kind, self.section.guidance))

    def _count_characters(self) -> None:
        count = len("".join(self.editor.toPlainText().split()))
        self._count.setText(f"{count} 字")


class CoverLines(QWidget):
    """Title and signature, in a row above a page, or in two where the page is narrow."""

    _ROWS = (("title",), ("signed_by", "signed_on"))
    _READ_AT_A_GLANCE = 26
    """Characters of title and unit that are seen in one row."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._lines: dict[str, CoverField] = {}
        self._labels: list[QLabel] = []
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        for names in self._ROWS:
            row = QHBoxLayout()
            row.setSpacing(theme.UNIT)
            for name in names:
                line = (DateField if name == "signed_on" else CoverField)(session, name)
                label = QLabel(TEXT_FIELDS[name])
                label.setBuddy(line)
                row.addWidget(label)
                row.addWidget(line)
                self._labels.append(label)
                self._lines[name] = line
            self._rows.addLayout(row, 1)
        self._lines["signed_by"].setPlaceholderText("可不填")
        self._lines["signed_on"].setPlaceholderText("如 2026年1月20日")
        session.report_changed.connect(self._on_report_changed)
        session.list_changed.connect(self.load)

    def minimumSizeHint(self) -> QSize:
        """As wide as the longer of two rows: one row must not keep the page from becoming narrow."""
        width = max(
            row.minimumSize().width() for row in self._rows.children() if isinstance(row, QHBoxLayout)
        )
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the signature below the title where both have no room beside each other."""
        super().resizeEvent(event)
        fixed = [*self._labels, self._lines["signed_on"]]
        needed = sum(part.sizeHint().width() + self._rows.spacing() for part in fixed)
        needed += self._READ_AT_A_GLANCE * self.fontMetrics().horizontalAdvance("国")
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        wanted = beside if event.size().width() >= needed else below
        if wanted is not self._rows.direction():
            self._rows.setDirection(wanted)
            # The page gives these rows another height.
            self.updateGeometry()

    def load(self) -> None:
        """Show the lines of the report now on screen."""
        report = self._session.report
        if report is None:
            return
        standard = report.form.title.format(unit=report.unit.name, year=report.year)
        self._lines["title"].setPlaceholderText(standard)
        for line in self._lines.values():
            line.load()

    def commit(self) -> None:
        """Write what was typed into the lines. Raises `UserError`."""
        for line in self._lines.values():
            line.commit()

    def pending(self) -> list[str]:
        """Return what was typed into the lines and is not on disk."""
        return list(filter(None, (line.pending() for line in self._lines.values())))

    def _on_report_changed(self, changes: Changes) -> None:
        report = self._session.report
        if report is not None and any(delta.fields for delta in changes.of(report.id)):
            self.load()


class CoverPage(TextPage):
    """Title, signature and preface."""

    def __init__(self, session: Session, section: Section) -> None:
        super().__init__(session, section)
        self._lines = CoverLines(session)
        self.column.insertWidget(0, self._lines)

    def load(self) -> None:
        super().load()
        self._lines.load()

    def commit(self) -> None:
        self._lines.commit()
        super().commit()

    def pending(self) -> list[str]:
        return [*self._lines.pending(), *super().pending()]
