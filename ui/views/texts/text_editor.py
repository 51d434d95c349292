"""The editor of one narrative text. What is typed is on disk within half a second of the last key.

The escape key drops what was typed last, as much as one step of undo takes back, and never more than was typed since
the keyboard came here. A cell holds a number, a text may be an hour's work: one key must not throw all of it away,
nor anything for good. So dropping is a step of its own, which undo takes back, and the status bar says so.
"""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPalette, QShowEvent
from PySide6.QtWidgets import QWidget

from app.changes import Changes
from app.edits import SetText
from app.errors import UserError
from app.linked_text import links_in, plain, without_values
from app.report import Report, Status
from ui.views.finding_marks import position_in
from ui.views.texts.cursor_place import moved
from ui.views.texts.marked_edit import MarkedEdit
from ui.views.typed_keys import is_typing
from ui.work.refusals import telling
from ui.work.session import Session
from ui.work.undo_steps import new_sitting

COMMIT_DELAY_MS = 300
RETRY_DELAY_MS = 5000
DROPPING = "放弃刚输入的文字"
DROPPED = "已放弃刚输入的文字；要找回，请按 Ctrl+Z。"


class TextEditor(MarkedEdit):
    """Edits one section of the report on screen. Undo is the session's, not the widget's."""

    def __init__(self, session: Session, section: str, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._loading = False
        self._awaited = False
        """Whether the report's text is laid out only when the page comes on screen, and is not here yet."""
        self._shown_id: int | None = None
        self._on_disk = ""
        self._sitting = new_sitting()
        self._runs: list[str] = []
        """What the text was before each step of undo that was typed in this sitting."""
        self.section = section
        self.setObjectName(f"text_{section}")
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self._commit_timer = QTimer(self)
        self._commit_timer.setSingleShot(True)
        self._commit_timer.timeout.connect(self._commit_or_tell)
        self.textChanged.connect(self._on_text_changed)
        session.report_changed.connect(self._on_report_changed)
        session.checked.connect(self._on_checked)

    def load(self) -> None:
        """Show the section of the report now on screen: of another report than before as soon as the page is seen.

        When it is the same report read afresh, what was typed and is not on disk yet stays. Where another program
        wrote in its place, that is shown, and what was typed is handed on so that nothing is lost.
        """
        report = self._session.report
        self._awaited = (report is None or report.id != self._shown_id) and not self.isVisible()
        self._load(None if self._awaited else report)
        self._lock()
        self._on_checked()

    def showEvent(self, event: QShowEvent) -> None:
        if self._awaited:
            self.load()
        super().showEvent(event)

    def _load(self, report: Report | None) -> None:
        self._commit_timer.stop()
        body = report.marked(self.section) if report else ""
        same = report is not None and report.id == self._shown_id
        if same and without_values(body) == without_values(self._on_disk):
            self._renew_figures(body)
        typed = self.figures.body()
        self._shown_id = report.id if report else None
        if same and typed not in (self._on_disk, body):
            if body == self._on_disk:
                self._commit_timer.start(COMMIT_DELAY_MS)
            else:
                self._show(body)
                self._session.displaced.emit(self.section, typed)
        elif same and typed == body:
            # Nothing changes on screen: cursor and scroll bar stay.
            self._session.unsaved.discard(self.section)
            self._on_disk = body
        else:
            self._show(body, another=not same)

    def _lock(self) -> None:
        """Make the editor read-only where what is typed could not be kept."""
        report = self._session.report
        self.setReadOnly(report is None or report.status is Status.FINAL or bool(self._session.read_only))
        roles = QPalette.ColorRole
        self.viewport().setBackgroundRole(roles.Window if self.isReadOnly() else roles.Base)

    def commit(self) -> None:
        """Write what was typed, if anything was. Raises `UserError`; what is refused stays here and is tried again.

        A text is written into the report it was typed for only, whatever is on screen by now.
        """
        self._commit_timer.stop()
        report = self._session.report
        if report is None or report.id != self._shown_id or self.isReadOnly():
            return
        body, before = self.figures.body(), report.marked(self.section)
        if body != before:
            self._session.unsaved.add(self.section)
            try:
                self._session.apply(SetText(report.id, self.section, body), self._sitting)
            except UserError:
                if self.figures.body() == body:
                    self._session.unsaved.hold(self.section, self.toPlainText())
                    self._commit_timer.start(RETRY_DELAY_MS)
                raise
            back = self._session.last_inverse()
            if isinstance(back, SetText) and back.body == before:
                self._runs.append(before)
        self._session.unsaved.discard(self.section)

    def _drop_last_run(self) -> None:
        """Take back what was typed last; it is written first, so that undo can bring it back. Raises `UserError`."""
        self.commit()
        report, earlier = self._session.report, self._runs
        if report is None or not earlier or self.isReadOnly():
            return
        body = earlier.pop()
        typed, text = self.toPlainText(), plain(body)
        self._session.apply(SetText(report.id, self.section, body, DROPPING))
        self._runs = earlier
        same = next((n for n, (a, b) in enumerate(zip(text, typed, strict=False)) if a != b), len(text))
        cursor = self.textCursor()
        cursor.setPosition(position_in(text, same))
        self.setTextCursor(cursor)
        self._session.told.emit(DROPPED)

    def _begin_sitting(self) -> None:
        self._sitting, self._runs = new_sitting(), []

    def _commit_or_tell(self) -> None:
        with telling(self._session.refused.emit):
            self.commit()

    def pending(self) -> str:
        """Return the text when it is not on disk yet."""
        return self.toPlainText() if self.section in self._session.unsaved else ""

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._change_hands(event)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._change_hands(event)
        super().focusOutEvent(event)

    def _change_hands(self, event: QFocusEvent) -> None:
        """Write what was typed or replaced here; a sitting goes on behind a menu or another window."""
        self._commit_or_tell()
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self._begin_sitting()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo and redo are the session's: they reach over all tabs."""
        if event.key() == Qt.Key.Key_Escape:
            with telling(self._session.refused.emit):
                self._drop_last_run()
            return
        if event.matches(QKeySequence.StandardKey.Undo):
            with telling(self._session.refused.emit):
                self._session.undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            with telling(self._session.refused.emit):
                self._session.redo()
        elif self.isReadOnly() and is_typing(event):
            self._session.refused.emit(self._session.why_locked())
        else:
            super().keyPressEvent(event)

    def insert_linked(self, body: str, label: str) -> None:
        """Put a text with linked figures in the place of what is selected, as a step of its own. Raises `UserError`."""
        self.commit()
        self.insert_body(body)
        self._session.apply_text(self.section, self.figures.body(), label)

    def release_figures(self, label: str) -> bool:
        """Make plain text of the figures selected or at the cursor; say whether there were any. Raises `UserError`."""
        self.commit()
        released = self.figures.release(self.textCursor())
        if released:
            self._session.apply_text(self.section, self.figures.body(), label)
        return released

    def _on_text_changed(self) -> None:
        if not self._loading:
            self._commit_timer.start(COMMIT_DELAY_MS)

    def _on_report_changed(self, changes: Changes) -> None:
        report = self._session.report
        if report is None:
            return
        for delta in changes.of(report.id):
            if self.section in delta.sections and not self._awaited:
                self._take(report.marked(self.section))
            if "status" in delta.fields:
                self._lock()

    def _take(self, body: str) -> None:
        """Show what is on disk now. Where only figures have followed their cells, what is being typed stays."""
        typed, figures_only = self.figures.body(), without_values(body) == without_values(self._on_disk)
        if figures_only or without_values(typed) == without_values(body):
            self._renew_figures(body)
        elif typed != body:
            self._show(body)
        self._on_disk = body

    def _renew_figures(self, body: str) -> None:
        text = plain(body)
        self._loading = True
        self.figures.renew({link.source: text[link.start : link.end] for link in links_in(body)})
        self._loading = False
        self._on_disk = body

    def _on_checked(self) -> None:
        check, report = self._session.check, self._session.report
        if check is None or report is None or self._awaited:
            self.marks.clear()
            return
        found = [f for f in check.findings if f.section == self.section and f.length]
        self.marks.show(found, report.text(self.section))

    def _show(self, body: str, *, another: bool = False) -> None:
        """Replace the shown text; the cursor stays in its words, or goes behind what changed around it.

        In *another* report's text it is at the beginning, and so is what is seen.
        """
        self._session.unsaved.discard(self.section)
        self._begin_sitting()
        self._on_disk = body
        place = 0 if another else moved(self.textCursor().position(), self.toPlainText(), plain(body))
        seen = 0 if another else self.verticalScrollBar().value()
        self._loading = True
        self.marks.clear()
        self.figures.show("")
        self.setPlainText(plain(body))
        self.figures.show(body)
        self._loading = False
        cursor = self.textCursor()
        cursor.setPosition(place)
        self.verticalScrollBar().setValue(seen)
        self.setTextCursor(cursor)
