"""The commands that say what an aggregate is made of: ``exclude``, ``include`` and ``adjust``."""

import argparse
import json
from collections.abc import Iterator
from contextlib import contextmanager

from app.collection.sums import typed_amount
from app.commands.common import aggregate_of, looking_at, writing_to
from app.commands.status import FINE, Usage, say
from app.report import Report
from app.store.collection import Collection
from app.store.repository import Repository
from app.store.write_lock import user_name


@contextmanager
def _changing(options: argparse.Namespace) -> Iterator[tuple[Repository, Collection, Report]]:
    """Open the workspace for writing; give what its aggregate is changed with."""
    with writing_to(options.workspace) as workspace:
        repository = workspace.repository
        yield repository, Collection(repository), aggregate_of(repository, options)


def exclude(options: argparse.Namespace) -> int:
    """Leave a unit's figures out of an aggregate."""
    with _changing(options) as (repository, collection, aggregate):
        unit = collection.member(aggregate, options.unit)
        repository.apply(collection.excluding(aggregate, unit, options.reason, options.by or user_name()))
    say(f"{unit.name}不计入{aggregate.unit.name} {options.year} 年汇总：{options.reason}")
    return FINE


def include(options: argparse.Namespace) -> int:
    """Count a unit's figures again."""
    with _changing(options) as (repository, collection, aggregate):
        unit = collection.member(aggregate, options.unit)
        repository.apply(collection.including(aggregate, unit))
    say(f"{unit.name}重新计入{aggregate.unit.name} {options.year} 年汇总")
    return FINE


def adjust(options: argparse.Namespace) -> int:
    """Add to a cell of an aggregate or take off it, take an adjustment back, or list them all."""
    if options.withdraw is not None:
        return _withdraw(options)
    if options.assignment is None:
        return _list(options)
    cell, mark, text = options.assignment.partition("=")
    if not mark:
        raise Usage(f"“{options.assignment}”应写成 单元格=数，如 applications.new.natural_person=-2。")
    if not options.reason:
        raise Usage("请用 --reason 写明调整的原因。")
    with _changing(options) as (repository, collection, aggregate):
        amount = typed_amount(aggregate.form, cell, text)
        edit = collection.adjusting(aggregate, cell, amount, options.reason, options.by or user_name())
        repository.apply(edit)
        now = repository.report(aggregate.id).cells.get(cell)
    say(f"{aggregate.form.cells[cell].name}调整 {text.strip()}，现为 {now}：{options.reason}")
    return FINE


def _withdraw(options: argparse.Namespace) -> int:
    with _changing(options) as (repository, collection, aggregate):
        known = {one.id: one for one in collection.adjustments(aggregate)}
        if options.withdraw not in known:
            raise Usage(f"没有编号为 {options.withdraw} 的调整，请不带参数运行 adjust 查看。")
        chosen = known[options.withdraw]
        repository.apply(collection.withdrawing(chosen))
    say(f"已取消调整：{chosen.reason}")
    return FINE


def _list(options: argparse.Namespace) -> int:
    with looking_at(options.workspace) as repository:
        aggregate = aggregate_of(repository, options)
        known = Collection(repository).adjustments(aggregate)
    listed = [
        {
            "id": one.id,
            "cell": one.cell,
            "amount": one.amount,
            "reason": one.reason,
            "by": one.who,
            "at": one.at,
        }
        for one in known
    ]
    if options.json:
        print(json.dumps({"adjustments": listed}, ensure_ascii=False, indent=1))
    else:
        for row in listed:
            say("\t".join(str(value) for value in row.values()))
    return FINE
