"""What is said of a workspace's open requests when it is opened: how many are overdue or due soon, unit by unit."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.ledger.counting import Tally
from app.ledger.due_list import due_list
from app.ledger.stage import SOON_DAYS
from app.report import Unit
from app.store.repository import Repository
from app.store.request_lookup import open_requests, settings_for


@dataclass(frozen=True)
class Reminder:
    """One unit's requests that are pressing."""

    unit: Unit
    overdue: int
    soon: int
    to_correct: int
    """In how many the time to ask for a correction ends soon."""

    @property
    def words(self) -> str:
        """How many of them, in words."""
        parts = [f"超期 {self.overdue} 件"] if self.overdue else []
        parts += [f"三日内到期 {self.soon} 件"] if self.soon else []
        parts += [f"三日内补正告知到期 {self.to_correct} 件"] if self.to_correct else []
        return f"{self.unit.label}的政府信息公开申请{'，'.join(parts)}。"


def reminders(repository: Repository, today: date) -> Iterator[Reminder]:
    """Yield what is pressing, the units with most overdue requests first. Raises `UserError`."""
    units = {unit.id: unit for unit in repository.units()}
    found = []
    for unit_id, requests in open_requests(repository.database).items():
        dues = due_list(requests, Tally(settings_for(repository.database, unit_id)), today)
        left = [due.clock.days_left for due in dues if due.clock.days_left is not None]
        overdue = sum(1 for days in left if days < 0)
        soon = sum(1 for days in left if 0 <= days <= SOON_DAYS)
        to_correct = sum(1 for due in dues if due.is_correction_pressing)
        if (overdue or soon or to_correct) and unit_id in units:
            found.append(Reminder(units[unit_id], overdue, soon, to_correct))
    yield from sorted(found, key=lambda one: (-one.overdue, -one.soon, -one.to_correct))
