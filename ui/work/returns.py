"""What units sent: which reports were sent back, which returns wait, and what becomes of them."""

from collections.abc import Sequence

from app.collection.records import Return, ReturnState
from app.collection.returns import not_compared
from app.collection.slips import Slip
from app.edits import Batch
from app.report import Report
from app.store.collection import noting
from app.store.returns import adopting, compared, marking, returns_of
from ui.work.session import Session


class Returns:
    """The returns in a session's workspace."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def waiting(self, unit_id: int, year: int, series: str) -> tuple[list[Return], list[Return]]:
        """Return the corrections of a unit that wait to be compared, and the older files nobody has decided on.

        The first come first. Raises `UserError`.
        """
        return not_compared(returns_of(self._session.repository, unit_id, year, series))

    def compared(self, waiting: Return) -> tuple[Report, Report | None]:
        """Return what a return holds and the unit's report there is now. Raises `UserError`."""
        return compared(self._session.repository, waiting)

    def adopt(self, waiting: Return) -> None:
        """Let a return that waits count. Raises `UserError`."""
        self._session.apply(adopting(self._session.repository, waiting))

    def mark(self, one: Return, state: ReturnState, note: str = "") -> None:
        """Give a return another state. Raises `UserError`."""
        self._session.apply(marking(one, state, note))

    def counting(self, unit_id: int, year: int, series: str) -> Return | None:
        """Return the return that a unit's report holds, None where it was not sent as a file. Raises `UserError`."""
        known = returns_of(self._session.repository, unit_id, year, series)
        return next((one for one in known if one.counts), None)

    def mark_all(
        self, units: Sequence[int], year: int, series: str, state: ReturnState, note: str = ""
    ) -> int:
        """Give the returns that the reports of these units hold another state, as one step; return how many they are.

        Raises `UserError`.
        """
        found = [self.counting(unit_id, year, series) for unit_id in units]
        edits = tuple(marking(one, state, note) for one in found if one is not None and one.state != state)
        if edits:
            label = f"{len(edits)} 个单位的报告标为“{state.value}”"
            self._session.apply(edits[0] if len(edits) == 1 else Batch(edits, label))
        return len(edits)

    def note(self, report: Report, slip: Slip) -> None:
        """Leave a slip's notes at a report's places. Raises `UserError`."""
        self._session.apply(noting(self._session.repository, report, slip))
