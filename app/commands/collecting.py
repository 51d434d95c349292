"""The commands of an office that collects: ``collect``, ``sum`` and ``contributors``."""

import argparse
import json
from pathlib import Path
from typing import Any

from app.collection.expected_units import ExpectedUnits
from app.commands.common import aggregate_of, checked, known_unit, looking_at, writing_to
from app.commands.intake import CollectedFile, arrivals
from app.commands.intake_desk import IntakeDesk
from app.commands.status import FINE, FOUND, Usage, say
from app.edits import Edit
from app.files import is_workspace, replace_file, safe_name
from app.report import Report, Unit
from app.rules.aggregates import drifts
from app.rules.model import Severity
from app.rules.release import Release, release
from app.store.backup import back_up
from app.store.collection import Collection
from app.store.repository import Repository
from app.store.write_lock import user_name
from app.values import canonical, share_of
from app.workspace_values import BackupReason


def collect(options: argparse.Namespace) -> int:
    """Take in all files of the sources; broken ones are listed and never stop the others."""
    if any(is_workspace(source) and source.resolve() == options.into.resolve() for source in options.sources):
        raise Usage("要收的文件与汇总用的数据文件是同一个，请另选。")
    with writing_to(options.into, create=True) as workspace:
        back_up(options.into, BackupReason.BULK)
        repository = workspace.repository
        collection = Collection(repository)
        group = known_unit(repository, options.group) if options.group else None
        expected = ExpectedUnits.of(collection.register, group, options.year) if group else None
        desk = IntakeDesk(
            repository, options.year, expected, user_name(), series=options.series, adopt=options.adopt
        )
        entries = [desk.take(item) for item in arrivals(options.sources, desk.wanted)]
        members = collection.expected(group, options.year, options.series) if group else []
        missing = [one.unit.name for one in members if not one.report_id]
    if options.json:
        listed = {"files": [entry.as_json() for entry in entries], "missing": missing}
        print(json.dumps(listed, ensure_ascii=False, indent=1))
    else:
        for entry in entries:
            _tell_entry(entry)
        if missing:
            print(f"未报 {len(missing)} 个：{'、'.join(missing)}")
    return FOUND if missing or any(entry.is_broken for entry in entries) else FINE


def _tell_entry(entry: CollectedFile) -> None:
    """Print what became of a file, and in what a correction differs."""
    print(entry)
    for change in entry.changes:
        before, after = (change[side] or "空" for side in ("before", "after"))
        print(f"  {change['name']}：{before} → {after}")
    for part in entry.texts:
        print(f"  {part}：有不同")
    for sentence in entry.unread:
        print(f"  没有读出：{sentence}")
    for sentence in entry.remarks:
        print(f"  说明：{sentence}")


def sum_group(options: argparse.Namespace) -> int:
    """Sum up a group's reports, and say who is counted, missing or left out."""
    with writing_to(options.workspace) as workspace:
        repository = workspace.repository
        collection = Collection(repository)
        group = known_unit(repository, options.group)
        made: Edit = collection.making(group, options.year, options.series)
        repository.apply(made)
        aggregate = collection.sum_of(group, options.year, options.series)
        assert aggregate is not None
        members = collection.contributions(aggregate)
        drifted = list(drifts(aggregate, collection.total(aggregate)))
        of_group = "-" in (options.to or "")
        paper = _group_paper(repository, group, options) if of_group else None
        leaving = (
            release(aggregate, checked(repository, aggregate)) if options.to and not of_group else Release()
        )
    result = {
        "cells": {
            key: canonical(aggregate.cells[key]) for key in aggregate.form.cells if key in aggregate.cells
        },
        "contributors": [one.unit.name for one in members if one.counts(aggregate.form.id)],
        "missing": [one.unit.name for one in members if not one.report_id],
        "excluded": [
            {"unit": one.unit.name, "reason": one.excluded or "报告的格式与汇总不同"}
            for one in members
            if one.report_id and not one.counts(aggregate.form.id)
        ],
    }
    if paper is not None:
        path = options.output or Path(_paper_name(group, options))
        replace_file(path, paper)
    elif options.to:
        from app.exports.formats import default_name, export

        draft = leaving.draft or bool(result["missing"])
        path = options.output or Path(default_name(aggregate, options.to, draft=draft))
        export(aggregate, options.to, path, draft=draft)
        if leaving.draft:
            say(leaving.draft_notice, to_stderr=True)
    if options.json:
        print(json.dumps(result, ensure_ascii=False, indent=1))
    else:
        _tell(aggregate, result)
        if options.to:
            print(path)
    for finding in drifted:
        say(finding.message, to_stderr=True)
    return FOUND if any(finding.severity is Severity.ERROR for finding in drifted) else FINE


def _group_paper(repository: Repository, group: Unit, options: argparse.Namespace) -> bytes:
    """Return the charts of a group or its units beside each other. Raises UserError."""
    from app.commands.group_papers import charts, units_beside

    kind, _, ending = options.to.partition("-")
    members = Collection(repository).members(group, options.year, options.series)
    if kind == "chart":
        return charts(repository, group, options.year, members, ending, options.series)
    return units_beside(repository, group, options.year, members, options.series)


def _paper_name(group: Unit, options: argparse.Namespace) -> str:
    kind, _, ending = options.to.partition("-")
    called = "数据分析" if kind == "chart" else "各单位对照"
    return safe_name(group.name, f"{options.year}年{called}.{ending}")


def _tell(aggregate: Report, result: dict[str, Any]) -> None:
    print(f"{aggregate.unit.name} {aggregate.year} 年汇总：{len(result['contributors'])} 个单位")
    for key, text in result["cells"].items():
        print(key, text, sep="\t")
    if result["missing"]:
        print(f"未报 {len(result['missing'])} 个：{'、'.join(result['missing'])}")
    for one in result["excluded"]:
        print(f"不计入：{one['unit']}，{one['reason']}")


def contributors(options: argparse.Namespace) -> int:
    """List the units of which one cell of a group's sum is made up."""
    with looking_at(options.workspace) as repository:
        aggregate = aggregate_of(repository, options)
        if options.cell not in aggregate.form.cells:
            raise Usage(f"“{options.cell}”不是 {aggregate.form.id} 格式的单元格。")
        shares = Collection(repository).shares(aggregate, options.cell)
    total = aggregate.cells.get(options.cell)
    if options.json:
        listed = [
            {"unit": s.unit.name, "value": canonical(s.value), **({"reason": s.reason} if s.reason else {})}
            for s in shares
        ]
        told = {
            "cell": options.cell,
            "total": None if total is None else canonical(total),
            "contributors": listed,
        }
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return FINE
    print(aggregate.form.cells[options.cell].name, "未填" if total is None else canonical(total), sep="\t")
    for share in shares:
        part = share_of(share.value, total) if total else ""
        print(share.reason or share.unit.name, canonical(share.value), part, sep="\t")
    return FINE
