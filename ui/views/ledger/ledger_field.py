"""What the fields of a request in its form have in common: each shows a column as the grid does, and writes what is typed.

What is typed is on disk within half a second of the last key.
"""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.errors import UserError
from app.ledger.columns.column import TypedColumn
from app.request import Request
from ui.base import theme
from ui.views.texts.text_editor import COMMIT_DELAY_MS, RETRY_DELAY_MS
from ui.views.typed_keys import is_typing
from ui.work.refusals import disk_failed, telling
from ui.work.undo_steps import new_sitting
from ui.work.unit_ledger import UnitLedger


class LedgerField:
    """The common part of lines and texts: each shows a column of one request, and writes what is typed there."""

    def begin(self, ledger: UnitLedger, column: TypedColumn[Request]) -> None:
        """Begin with no request."""
        self.ledger, self.column = ledger, column
        self._key: int | None = None
        self._shown = self._settled = ""
        """The column's text on disk, and what was typed for it: ``自然人`` for ``zrr``."""
        self._sitting = 0
        self._refused = self._writing = False
        assert isinstance(self, QWidget)
        self.setObjectName(f"field_{column.key}")
        self.setAccessibleName(column.title)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._write_meanwhile)

    def typed(self) -> str:
        """Return what stands in the field."""
        raise NotImplementedError

    def put_text(self, text: str) -> None:
        """Show a text."""
        raise NotImplementedError

    def load(self, request: Request | None) -> None:
        """Show the field of a request; what is typed for the same one stays, unless another value was put there."""
        text = "" if request is None else self.column.text(request)
        if request is not None and request.id == self._key and (self._writing or text == self._shown):
            self._shown = text
            return
        self.ledger.session.unsaved.discard(self._place)
        self._key = request.id if request else None
        self._show(text)

    def _show(self, text: str) -> None:
        self._pause.stop()
        self._shown = self._settled = text
        self._sitting = 0
        self._mark(refused=False)
        if self.typed() != text:
            self.put_text(text)

    @property
    def _place(self) -> str:
        return f"request:{self._key}:{self.column.key}"

    @property
    def pending(self) -> str:
        """What was typed and is not on disk."""
        return self.typed() if self._place in self.ledger.session.unsaved else ""

    def commit(self) -> None:
        """Write what was typed, if anything was. Raises `UserError`; what is refused stays here."""
        self._pause.stop()
        request = self.ledger.requests.get(self._key) if self._key is not None else None
        text = self.typed()
        if request is None or text in (self._shown, self._settled):
            self.ledger.session.unsaved.discard(self._place)
            if self._refused:
                # What was said of it is over, too.
                self.ledger.session.told.emit("")
            self._mark(refused=False)
            return
        self.ledger.session.unsaved.add(self._place)
        try:
            self._write(self.column.put(request, text, self.ledger.today))
        except UserError as error:
            self.ledger.session.unsaved.hold(self._place, text)
            self._mark(refused=True)
            if disk_failed(error):
                self._pause.start(RETRY_DELAY_MS)
            else:
                self._take_back()
            raise
        self.ledger.session.unsaved.discard(self._place)
        self._settled = text
        self._mark(refused=False)

    def _write(self, after: Request, label: str = "") -> None:
        """Write the request as it is now, without taking from the field what is typed. Raises `UserError`."""
        self._sitting = self._sitting or new_sitting()
        self._writing = True
        try:
            self.ledger.put({after.id: after}, label or f"修改{self.column.title}", sitting=self._sitting)
        finally:
            self._writing = False
        self._shown = self.column.text(after)

    def _write_meanwhile(self) -> None:
        """Write what was typed so far; what is no date yet may become one."""
        request = self.ledger.requests.get(self._key) if self._key is not None else None
        if request is None:
            return
        try:
            self.column.put(request, self.typed(), self.ledger.today)
        except UserError:
            self.ledger.session.unsaved.hold(self._place, self.typed())
            self._take_back()
            return
        with telling(self.ledger.session.refused.emit):
            self.commit()

    def _take_back(self) -> None:
        """Leave no beginning of what turns out to be no date: of 1.3x, nobody has meant the 1.3."""
        self._writing = True
        try:
            with telling(self.ledger.session.refused.emit):
                self.ledger.session.give_up(self._sitting)
        finally:
            self._writing = False
        self._settled = self._shown

    def on_typed(self) -> None:
        """Write when typing pauses."""
        self._pause.start(COMMIT_DELAY_MS)

    def leave(self) -> None:
        """Write what was typed and show it as it is kept; a refusal is told."""
        with telling(self.ledger.session.refused.emit):
            self.commit()
            self._show(self._shown)

    def explains_lock(self, event: QKeyEvent) -> bool:
        """Say why nothing can be typed here; return False where something can be."""
        locked = bool(self.ledger.session.read_only) and is_typing(event)
        if locked:
            self.ledger.session.refused.emit(self.ledger.session.why_locked())
        return locked

    def _mark(self, *, refused: bool) -> None:
        self._refused = refused
        colours = theme.current()
        sheet = f"color: {colours.error}; background: {colours.error_tint};" if refused else ""
        assert isinstance(self, QWidget)
        if self.styleSheet() != sheet:
            self.setStyleSheet(sheet)
