"""What is not on disk when the window is to close, the desktop session ends, or the program is made to end."""

import contextlib
from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QWidget

from app.errors import UserError
from ui.work.rescued_texts import RescuedTexts, keep, where
from ui.work.session import Session


class Leaving:
    """Asks about it, or keeps it. *pending* returns what was typed on the pages and is not on disk.

    A dialog with a text of its own, such as a letter, has it nowhere else: it is asked about and kept as well.
    """

    def __init__(self, session: Session, pending: Callable[[], list[str]], window: QWidget) -> None:
        self._session, self._pending, self._window = session, pending, window

    def all_written(self) -> bool:
        """Write all that was typed; return whether it is on disk, and no dialog has a text of its own."""
        with contextlib.suppress(UserError):
            self._session.settle()
            return not _in_dialogs()
        return False

    def may_go(self) -> bool:
        """Whether nothing would be lost, or the user wants to go all the same."""
        try:
            self._session.settle()
        except UserError as error:
            return self._goes_anyway(str(error))
        places = sorted({place for place, _text in _in_dialogs()})
        return not places or self._goes_anyway(f"{'、'.join(places)}中的文字还没有存下来。")

    def _goes_anyway(self, why: str) -> bool:
        from ui.dialogs.unsaved_dialog import closes_anyway

        texts = [*self._pending(), *(text for _place, text in _in_dialogs())]
        return closes_anyway(why, texts, QApplication.activeModalWidget() or self._window)

    def keep_unwritten(self) -> None:
        """Write what was typed; keep what can't be written outside the workspace, until it is opened again."""
        session, path = self._session, self._session.path
        if path is None:
            return
        left = _in_dialogs()
        try:
            session.settle()
        except UserError:
            told = where(session.report, list(session.unsaved))
            left += [(told, text) for text in self._pending()]
        if left:
            keep(path, RescuedTexts(tuple(left)))


def _in_dialogs() -> list[tuple[str, str]]:
    from ui.dialogs.kit import written_in_dialogs

    return written_in_dialogs()
