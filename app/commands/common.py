"""Shared by several commands: opening a workspace and finding its reports."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.commands.status import Usage, say
from app.exports.printable_characters import can_print
from app.forms.loader import form_for, forms
from app.forms.model import YEARLY, Form
from app.report import Origin, Report, ReportSummary, Unit
from app.store.errors import Trouble, WorkspaceError
from app.store.repository import Repository
from app.store.workspace import Workspace, open_or_create, open_workspace
from app.unit_names import unit_name

if TYPE_CHECKING:
    from app.rules.check import Check


@contextmanager
def looking_at(path: Path) -> Iterator[Repository]:
    """Open a workspace for reading only: nobody else is kept from writing it.

    One of an earlier version is brought up to date first, as the window does.
    """
    try:
        workspace = open_workspace(path, read_only=True)
    except WorkspaceError as error:
        if error.trouble is not Trouble.OLDER:
            raise
        workspace = open_workspace(path)
    try:
        yield workspace.repository
    finally:
        workspace.close()


@contextmanager
def writing_to(path: Path, *, create: bool = False) -> Iterator[Workspace]:
    """Open a workspace for writing, making it where that is asked for."""
    workspace = open_or_create(path) if create else open_workspace(path)
    try:
        yield workspace
    finally:
        workspace.close()


def find(
    repository: Repository, unit: str, year: int, series: str = YEARLY, origin: Origin = Origin.OWN
) -> Report:
    """Return a unit's report of a year and series. Raises `Usage` when there is none."""
    report = repository.find(unit, year, series, origin)
    if report is None:
        kind = form_for(year, series).called
        if origin is Origin.SUM:
            raise Usage(f"没有 {unit} {year} 年的汇总，请先用 sum 建立。")
        raise Usage(f"没有 {unit} {year} 年的{kind}，请用 list 查看已有的报告。")
    return report


def known_unit(repository: Repository, name: str, advice: str = "请用 units 查看单位名录") -> Unit:
    """Return the unit of this name. Raises `Usage` with *advice* when there is none."""
    unit = repository.unit_named(unit_name(name))
    if unit is None:
        raise Usage(f"没有名为“{name}”的单位，{advice}。")
    return unit


def aggregate_of(repository: Repository, options: argparse.Namespace) -> Report:
    """Return the aggregate of a group, year and series. Raises `Usage` when it has not been made."""
    from app.store.collection import Collection

    group = known_unit(repository, options.group)
    aggregate = Collection(repository).sum_of(group, options.year, options.series)
    if aggregate is None:
        raise Usage(f"{group.name} {options.year} 年还没有汇总，请先用 sum 建立。")
    return aggregate


def chosen_form(options: argparse.Namespace) -> Form:
    """Return the form named by ``--form``, or the one that the year picks within ``--series``. Raises `Usage`."""
    if options.form is None:
        return form_for(options.year, options.series or YEARLY)
    form = forms()[options.form]
    if options.series not in (None, form.series):
        raise Usage(f"格式“{form.id}”不属于“{options.series}”这一种类，请只写 --form 或 --series 中的一个。")
    return form


def readable(repository: Repository) -> list[Report]:
    """Return the reports this program can read; the others are named on stderr and left as they are."""
    return [repository.report(head.id) for head in readable_summaries(repository)]


def chosen(repository: Repository, options: argparse.Namespace) -> list[ReportSummary]:
    """Return the summaries of the readable reports that ``--unit``, ``--year`` and ``--series`` choose, each where it is given."""
    unit = repository.unit_named(options.unit) if options.unit else None
    if options.unit and unit is None:
        return []
    return [
        head
        for head in readable_summaries(repository)
        if (unit is None or head.unit.id == unit.id)
        and options.year in (None, head.year)
        and options.series in (None, head.series)
    ]


def readable_summaries(repository: Repository) -> list[ReportSummary]:
    """Return the summaries of the reports this program can read; the others are named on stderr."""
    heads = repository.summaries()
    for head in heads:
        if not head.readable:
            say(f"{head.unit.name} {head.year} 年的报告由更新版本的程序写成，没有读取。", to_stderr=True)
    return [head for head in heads if head.readable]


def check_of(repository: Repository, report: Report) -> Callable[[], Check]:
    """Return the check of a report of a workspace as work that no longer needs the workspace.

    It also tells whether the report is still what was entered. Raises `ReadFailed`.
    """
    from app.store.full_checks import full_check

    return full_check(repository, report, can_print, date.today())


def checked(repository: Repository, report: Report) -> Check:
    """Check a report of a workspace. Raises `ReadFailed`."""
    return check_of(repository, report)()


def read_and_checked(repository: Repository, report_id: int) -> tuple[Report, Check]:
    """Read a report and check it, both by one state of the file, whoever writes it meanwhile. Raises what reading raises."""
    from app.store.full_checks import full_check

    with repository.database.atomic():
        report = repository.report(report_id)
        work = full_check(repository, report, can_print, date.today())
    return report, work()
