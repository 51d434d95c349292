"""The unit whose page stands in place of the report, followed through changes of its name and of the file."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.report import Unit
from ui.work.refusals import telling
from ui.work.session import Session


class UnitOnPage(QObject):
    """Has the page show its unit as the file has it now, or no unit when the file has that one no more."""

    def __init__(
        self,
        session: Session,
        shown: Callable[[], Unit | None],
        show: Callable[[Unit | None], object],
        tell: Callable[[str], object],
    ) -> None:
        """*shown* returns the unit on the page; *show* shows another, or None, and may raise `UserError`."""
        super().__init__(session)
        self._session, self._shown, self._show, self._tell = session, shown, show, tell
        session.reread.connect(self._on_reread)
        session.list_changed.connect(self._follow)

    def _now(self, unit: Unit) -> Unit | None:
        """Return the unit of this id in the file."""
        return next((one for one in self._session.repository.units() if one.id == unit.id), None)

    def _on_reread(self) -> None:
        """The file is another state of itself, and may have another unit of this id."""
        shown = self._shown()
        if shown is not None:
            now = self._now(shown)
            if now is None or now.name != shown.name:
                self._show(None)

    def _follow(self) -> None:
        shown = self._shown() if self._session.is_open else None
        if shown is not None and (now := self._now(shown)) != shown:
            with telling(self._tell):
                self._show(now)
