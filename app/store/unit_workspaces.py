"""A workspace for each of many units, in one folder: its new report begun, last year's beside it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from app.edits import AddReport
from app.forms.model import Form
from app.free_names import FreeNames
from app.report import Report, Status, Unit
from app.store.new_reports import carried_over, new_report
from app.store.report_file import workspace_to_send
from app.store.repository import Repository


@dataclass(frozen=True)
class WorkspaceOrder:
    """Whose workspace is made; *previous* is its report of the year before, ``None`` where that is not at hand.

    *called* is what its file is called after, where the unit's name alone does not tell it from others.
    """

    unit: Unit
    previous: Report | None = None
    called: str = ""


@dataclass(frozen=True)
class MadeWorkspace:
    """Where a unit's workspace is; *made* says whether it was written now: one that is there is never replaced."""

    path: Path
    made: bool


def write_unit_workspaces(
    folder: Path, form: Form, year: int, orders: Iterable[WorkspaceOrder]
) -> Iterator[MadeWorkspace]:
    """Write a workspace for each unit; two units of one name get a number. Raises `app.errors.UserError`."""
    folder.mkdir(parents=True, exist_ok=True)
    names = FreeNames()
    for order in orders:
        path = folder / names.take(order.called or order.unit.name, f"{year}年{form.in_file_names}.nianbao")
        there = path.exists()
        if not there:
            with workspace_to_send(path) as repository:
                _fill(order, form, year, repository)
        yield MadeWorkspace(path, not there)


def _fill(order: WorkspaceOrder, form: Form, year: int, repository: Repository) -> None:
    unit = replace(order.unit, id=1)
    if order.previous is not None:
        # Closed, so that nothing is typed into last year's by mistake.
        previous = replace(order.previous, id=1, unit=unit, status=Status.FINAL)
        repository.apply(AddReport(previous, "下发上年报告"))
    report = replace(new_report(repository, unit.name, year, form.id), unit=unit)
    if order.previous is not None:
        report = carried_over(repository, report)
    repository.apply(AddReport(report, "下发"))
