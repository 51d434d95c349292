"""Cells that follow the ledger: nobody types over them, and a report that comes to be followed is counted at once."""

from collections.abc import Iterator, Sequence
from functools import cache

from app.changes import delta
from app.edits import FOLLOWED_REFUSAL, Batch, Edit, EditRefused, SetCells, SetYear
from app.forms.compiled import total_definitions
from app.forms.ledger_reader import filled_cells
from app.forms.model import Form
from app.records import RecordChange
from app.report import Report, Status, Totals
from app.request import LedgerSettings
from app.steps import Step
from app.store.database import Database
from app.store.ledger import count_edits, is_counted, requests_of, settings_for, tally_of
from app.store.repository import Repository
from app.totals import with_totals


def counted_cells(repository: Repository, report: Report) -> frozenset[str]:
    """Return the cells of a report that follow the ledger, totals among them; none when it does not follow."""
    settings = _followed(repository, report)
    ledger = report.form.ledger
    if settings is None or ledger is None:
        return frozenset()
    disputes = settings.keeps_disputes or _records_disputes(repository.database, report.unit.id)
    return _cells_of(report.form, disputes=disputes)


@cache
def _cells_of(form: Form, *, disputes: bool) -> frozenset[str]:
    """Return the cells of a form that a ledger fills, totals among them."""
    ledger = form.ledger
    if ledger is None:
        return frozenset()
    prefix = f"{ledger.disputes}."
    cells = {cell for cell in filled_cells(ledger) if disputes or not cell.startswith(prefix)}
    totals = {total for total, parts in total_definitions(form).items() if cells.issuperset(parts)}
    return frozenset(cells | totals)


def _followed(repository: Repository, report: Report) -> LedgerSettings | None:
    """Return the settings of the ledger that a report follows; None when it follows none."""
    if not is_counted(report):
        return None
    settings = settings_for(repository, report.unit.id)
    return settings if report.year in settings.follows else None


def _records_disputes(database: Database, unit_id: int) -> bool:
    found = database.execute(
        """SELECT 1 FROM request WHERE unit_id = ? AND instr(body, '"disputes":') LIMIT 1""", [unit_id]
    )
    return found.fetchone() is not None


def refuse_typed(repository: Repository, edit: Edit) -> None:
    """Refuse an edit that types into cells that follow the ledger, or moves their report. Raises `EditRefused`."""
    for inner in _flat(edit):
        if isinstance(inner, SetYear):
            report = repository.report(inner.report_id)
            if _followed(repository, report) is not None:
                raise EditRefused("这份报告随台账更新，不能改年度；请先在“台账”菜单中取消“随台账更新”。")
        elif isinstance(inner, SetCells) and not inner.counted:
            _refuse_over_counted(repository, inner)


def _refuse_over_counted(repository: Repository, edit: SetCells) -> None:
    try:
        report = repository.report(edit.report_id)
    except KeyError:
        # It comes with the same edit.
        return
    changed = {key for key, value in edit.cells.items() if report.cells.get(key) != value}
    totals = total_definitions(report.form) if report.totals is Totals.COMPUTED else {}
    concerned = (changed - totals.keys()) & _cells_of(report.form, disputes=True)
    # Whether the ledger records disputes is asked only where it matters: it goes through all of it.
    if concerned and (over := sorted(concerned & counted_cells(repository, report))):
        raise EditRefused(f"{report.form.cells[over[0]].name}：{FOLLOWED_REFUSAL}")


def _flat(edit: Edit) -> Iterator[Edit]:
    if isinstance(edit, Batch):
        for inner in edit.edits:
            yield from _flat(inner)
    else:
        yield edit


def caught_up(repository: Repository, steps: Sequence[Step | RecordChange]) -> list[Step | RecordChange]:
    """Return the steps, and those that count a report which one of them adds or reopens in a followed year."""
    found = list(steps)
    for step in steps:
        if not isinstance(step, Step) or step.after is None or step.after.status is Status.FINAL:
            continue
        begins = step.before is None or bool(delta(step.before, step.after).fields.keys() & {"status"})
        settings = _followed(repository, step.after) if begins else None
        if settings is not None:
            requests = requests_of(repository, step.after.unit.id)
            for edit in count_edits(step.after, requests, tally_of(settings)):
                after = step.after.with_cells(edit.cells)
                found.append(
                    Step(step.after, with_totals(after) if after.totals is Totals.COMPUTED else after)
                )
    return found
