"""What the dialogs have in common in which a ledger's settings are edited."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.request import LedgerSettings
from ui.dialogs.kit import Dialog

Accept = Callable[[LedgerSettings], object]


class LedgerSettingsDialog(Dialog):
    """Calls *accept* with other settings; what it refuses is said here, and the dialog stays open."""

    NAME: str
    TITLE: str
    SIZE: tuple[int, int]

    def __init__(self, settings: LedgerSettings, accept: Accept, parent: QWidget | None = None) -> None:
        super().__init__(self.NAME, self.TITLE, parent, size=self.SIZE)
        self._before, self._accept = settings, accept
        self.lay_out(settings)
        self.end_with_accepting("确定", lambda: self._accept(self.settings()))

    def lay_out(self, settings: LedgerSettings) -> None:
        """Make the parts above the buttons, which show these settings."""
        raise NotImplementedError

    def settings(self) -> LedgerSettings:
        """Return the settings as the dialog shows them. Raises `UserError` for what can't be kept."""
        raise NotImplementedError
