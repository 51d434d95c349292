"""The command ``workbook``: fill-in workbooks, or workspaces, for one unit, a list of names, or all units of a workspace."""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from app.commands.common import chosen_form, known_unit, looking_at
from app.commands.status import FINE, FOUND, Usage, say
from app.exports.workbook import WorkbookOrder
from app.exports.workbook.folder import write_workbooks
from app.forms.model import Form
from app.imports import bounded_files
from app.report import Report, Unit
from app.store.collection import Collection
from app.store.new_reports import likely_kind
from app.store.repository import Repository
from app.store.unit_workspaces import WorkspaceOrder, write_unit_workspaces
from app.unit_names import refuse_long_name, unit_name

_MOST = 5000

Order = tuple[Unit, Report | None, str]
"""A unit, its report of the year before, and what its file is called after."""


def make_workbooks(options: argparse.Namespace) -> int:
    """Write the workbooks, or workspaces, into a folder and print their paths."""
    form = chosen_form(options)
    if options.group and options.source is None:
        raise Usage("--group 要与 --from 一起用：从该数据文件的单位名录取单位。")
    if options.source is None:
        orders: list[Order] = [
            (Unit(0, name, kind=likely_kind(name)), None, name) for name in _names(options)
        ]
    else:
        with looking_at(options.source) as repository:
            orders = list(_orders(repository, options, form.series))
    if not orders:
        raise Usage("没有可以制作填报表的单位，请用 --unit 或 --names 指明单位。")
    if options.workspaces:
        return _workspaces(options, form, orders)
    made = (WorkbookOrder(unit.name, previous, called) for unit, previous, called in orders)
    for path in write_workbooks(options.folder, form, options.year, made):
        say(str(path))
    return FINE


def _workspaces(options: argparse.Namespace, form: Form, orders: Sequence[Order]) -> int:
    """Write a workspace for each unit; status 1 where one is there already."""
    kept = 0
    wanted = (WorkspaceOrder(*order) for order in orders)
    for one in write_unit_workspaces(options.folder, form, options.year, wanted):
        say(str(one.path) if one.made else f"{one.path}：已经有了，没有替换")
        kept += not one.made
    return FOUND if kept else FINE


def _orders(repository: Repository, options: argparse.Namespace, series: str) -> Iterator[Order]:
    names = _names(options)
    called = Collection(repository).register.name_apart
    if names and not options.group:
        for name in names:
            known = repository.unit_named(name) or Unit(0, name, kind=likely_kind(name))
            yield known, repository.find(name, options.year - 1, series), called(known)
        return
    units = _members(repository, options.group, options.year) if options.group else repository.units()
    for unit in units:
        yield unit, repository.report_of(unit.id, options.year - 1, series), called(unit)


def _members(repository: Repository, group: str, year: int) -> list[Unit]:
    """Return the units from which a group expects a report of the year. Raises `Usage`."""
    expected = Collection(repository).expected(known_unit(repository, group), year)
    return [one.unit for one in expected]


def _names(options: argparse.Namespace) -> list[str]:
    """Return the units that are named by the option, or in a file with one per line."""
    if options.unit:
        return [options.unit]
    return _listed(options.names) if options.names else []


def _listed(path: Path) -> list[str]:
    text = bounded_files.decode(bounded_files.load(path), path.name)
    names = [
        unit_name(line.replace("\t", ",").replace("，", ",").split(",")[0]) for line in text.splitlines()
    ]
    names = [name for name in dict.fromkeys(names) if name and name not in ("单位", "单位名称", "名称")]
    if len(names) > _MOST:
        raise Usage(f"“{path.name}”中有 {len(names)} 个单位，一次最多制作 {_MOST} 个，请分几次制作。")
    for name in names:
        refuse_long_name(name)
    return names
