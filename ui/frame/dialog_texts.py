"""What is written in dialogs, such as a letter, kept beside the workspace while they are open: the program may be killed."""

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from ui.views.texts.text_editor import COMMIT_DELAY_MS
from ui.work.rescued_texts import RescuedTexts, drop, keep
from ui.work.session import Session


class DialogTexts(QObject):
    """Looks into the dialogs as long as they keep the window from being used."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._kept: set[str] = set()
        self._timer = QTimer(self, interval=COMMIT_DELAY_MS)
        self._timer.timeout.connect(self._look)
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Look on only."""
        if event.type() is QEvent.Type.WindowBlocked:
            self._timer.start()
        elif event.type() is QEvent.Type.WindowUnblocked:
            self._timer.stop()
            # The dialog is about to be hidden.
            QTimer.singleShot(0, self, self._look)
        return False

    def _look(self) -> None:
        """Keep what is written now; what was kept and is not there any more was saved or given up."""
        # Loaded with the first dialog.
        from ui.dialogs.kit import written_in_dialogs

        path = self._session.path
        if path is None:
            return
        entries = tuple(written_in_dialogs())
        now = {text for _place, text in entries}
        for text in self._kept - now:
            drop(path, text)
        if new := tuple(entry for entry in entries if entry[1] not in self._kept):
            keep(path, RescuedTexts(new))
        self._kept = now
