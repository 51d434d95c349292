"""Checks that were made before of reports with the same content, here or in another file."""

from collections.abc import Iterable, Sequence
from datetime import date

from app.errors import UserError
from app.rules.check import Check
from app.store.check_cache import keep, kept_checks
from app.store.fingerprints import aggregate_fingerprints, fingerprints
from ui.work.session import Session

_KEPT_AT_ONCE = 25


class KnownChecks:
    """Looks for the checks of a session's reports, and keeps new ones for the next time."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._marks: dict[int, str] = {}
        self._day = date.today()
        self._new: dict[int, tuple[str, Check]] = {}

    def forget(self, report_ids: Iterable[int] | None = None) -> None:
        """These reports, or all, are no longer what they were."""
        for report_id in list(self._marks) if report_ids is None else report_ids:
            self._marks.pop(report_id, None)

    def look(self, report_ids: Sequence[int], sums: Sequence[int] = ()) -> dict[int, Check]:
        """Return the checks known for these reports, aggregates among them as *sums* once the others were looked for."""
        repository = self._session.repository
        if self._day != date.today():
            self._day = date.today()
            self._marks.clear()
        try:
            basis = repository.database, repository.rule_settings, self._day
            if missing := [key for key in report_ids if key not in self._marks]:
                self._marks |= fingerprints(*basis, missing)
            marks = {key: self._marks[key] for key in report_ids if key in self._marks}
            if sums:
                marks |= aggregate_fingerprints(*basis, sums, self._marks)
                self._marks |= {key: marks[key] for key in sums if key in marks}
        except UserError:
            return {}
        known = kept_checks(marks.values())
        return {key: known[mark] for key, mark in marks.items() if mark in known}

    def keep(self, report_id: int, check: Check) -> None:
        """Keep a check made just now; it is written with others."""
        mark = self._marks.get(report_id)
        if mark is not None and check.basis.today == self._day:
            self._new[report_id] = mark, check
        if len(self._new) >= _KEPT_AT_ONCE:
            self.write()

    def write(self) -> None:
        """Write what was kept since, except for reports that another program changed before they were checked."""
        new, self._new = self._new, {}
        if not new:
            return
        repository = self._session.repository
        try:
            still = fingerprints(repository.database, repository.rule_settings, self._day, list(new))
        except UserError:
            return
        keep({mark: check for key, (mark, check) in new.items() if still.get(key, mark) == mark})
