"""The commands of an office that collects: ``collect``, ``sum`` and ``contributors``."""

import argparse
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from app.collection.returns import OUTCOME_NAMES, Outcome, content
from app.commands.common import looking_at, writing_to
from app.commands.status import FINE, FOUND, Usage
from app.edits import Edit
from app.errors import UserError
from app.files import is_workspace
from app.forms.model import YEARLY
from app.imports.documents import Document, documents_in, read_each
from app.imports.imported import Imported
from app.names import unit_name
from app.report import Head, Origin, Report, Unit
from app.store.backup import Reason, back_up
from app.store.collection import Collection
from app.store.new_reports import unit_named
from app.store.repository import Repository
from app.store.returns import Arrival, receive
from app.store.write_lock import user_name
from app.values import canonical


@dataclass
class Entry:
    """What became of one file, for the list that ``collect`` prints."""

    source: str
    unit: str = ""
    year: int = 0
    outcome: Outcome = Outcome.REFUSED
    reason: str = ""
    changes: list[dict[str, str | None]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    """What only needs telling: nothing of the report is missing by it."""

    def as_json(self) -> dict[str, Any]:
        """Return it as ``--json`` prints it."""
        return {**vars(self), "outcome": self.outcome.value}

    def __str__(self) -> str:
        who = f"{self.unit} {self.year} 年，" if self.unit else ""
        why = f"：{self.reason}" if self.reason else ""
        moved = f"，与原来相差 {len(self.changes)} 格" if self.changes else ""
        return f"{self.source}：{who}{OUTCOME_NAMES[self.outcome]}{moved}{why}"


def collect(options: argparse.Namespace) -> int:
    """Take in all files of the sources; broken ones are listed and never stop the others."""
    with writing_to(options.into, create=True) as workspace:
        back_up(options.into, Reason.BULK)
        repository = workspace.repository
        desk = _Desk(repository, options.year, options.group)
        entries = [entry for source in options.sources for entry in _taken_in(desk, source, options.into)]
        missing = desk.missing()
    if options.json:
        listed = {"files": [entry.as_json() for entry in entries], "missing": missing}
        print(json.dumps(listed, ensure_ascii=False, indent=1))
    else:
        for entry in entries:
            print(entry)
            for sentence in entry.unread:
                print(f"  没有读出：{sentence}")
            for sentence in entry.remarks:
                print(f"  说明：{sentence}")
        if missing:
            print(f"未报 {len(missing)} 个：{'、'.join(missing)}")
    broken = any(entry.outcome is Outcome.REFUSED or entry.unread for entry in entries)
    return FOUND if broken or missing else FINE


class _Desk:
    """Who is expected for the year, and where their files go."""

    def __init__(self, repository: Repository, year: int, group: str | None) -> None:
        self.repository, self.year = repository, year
        self._collection = Collection(repository)
        self._group = _group(repository, group) if group else None
        register = self._collection.register
        self._expected: dict[int, Unit] = {}
        if self._group is not None:
            for own in register.groups_below(self._group.id, year):
                self._expected |= {e.unit.id: e.unit for e in register.members_of(own, year)}

    def unit(self, name: str) -> Unit:
        """Return whose file it is. Raises UserError for one that is not expected."""
        if self._group is None:
            return unit_named(self.repository, name)
        wanted = unit_name(name)
        named = [unit for unit in self._expected.values() if unit.name == wanted]
        if len(named) == 1:
            return named[0]
        found = self.repository.unit_named(wanted)
        if found is None or found.id not in self._expected:
            raise UserError(f"“{wanted}”不在{self._group.name}的单位名单中，请核对单位名称或补入名录")
        return found

    def expects(self, name: str) -> bool:
        """Whether reports of a unit are wanted; without a group all are."""
        if self._group is None:
            return True
        try:
            self.unit(name)
        except UserError:
            return False
        return True

    @property
    def whose(self) -> str:
        """Whose reports are wanted, in words."""
        return f"{self._group.name}名单中各单位" if self._group else ""

    def missing(self) -> list[str]:
        """Return the names of those of whom nothing is there, in order."""
        if self._group is None:
            return []
        expected = self._collection.expected(self._group, self.year)
        return [one.unit.name for one in expected if not one.report_id]


def _group(repository: Repository, name: str) -> Unit:
    unit = repository.unit_named(unit_name(name))
    if unit is None:
        raise Usage(f"没有名为“{name}”的单位，请用 units 查看单位名录。")
    return unit


def _taken_in(desk: _Desk, source: Path, into: Path) -> Iterator[Entry]:
    """Yield what becomes of each file of a source."""
    if is_workspace(source):
        if source.resolve() == into.resolve():
            raise Usage("要收的文件与汇总用的数据文件是同一个，请另选。")
        yield from _of_workspace(desk, source)
        return
    workspaces = sorted(source.rglob("*.nianbao")) if source.is_dir() else []
    for inner in workspaces:
        if inner.resolve() != into.resolve():
            try:
                yield from _of_workspace(desk, inner)
            except UserError as error:
                yield Entry(str(inner), reason=str(error))
    try:
        documents = documents_in(source)
    except UserError as error:
        if not workspaces:
            yield Entry(str(source), reason=str(error))
        return
    for number, outcome in read_each(documents):
        document = documents[number]
        if isinstance(outcome, Imported):
            yield _placed(desk, document, outcome)
        elif isinstance(outcome, UserError):
            yield Entry(document.place, reason=str(outcome))
        else:
            raise outcome


def _of_workspace(desk: _Desk, source: Path) -> Iterator[Entry]:
    """Yield what becomes of the year's reports in a workspace: of a group its sum, of the expected units theirs.

    What the workspace holds besides, such as earlier years and the bodies below those expected, stays where it is.
    """
    with looking_at(source) as theirs:
        wanted: dict[int, Head] = {}
        for head in theirs.heads():
            if head.year == desk.year and head.series == YEARLY and desk.expects(head.unit.name):
                known = wanted.get(head.unit.id)
                if known is None or head.origin is Origin.SUM:
                    wanted[head.unit.id] = head
        if not wanted:
            yield Entry(str(source), reason=f"其中没有{desk.whose} {desk.year} 年的报告")
        for head in wanted.values():
            place = f"{source}：{head.unit.name} {head.year} 年"
            if not head.readable:
                yield Entry(place, head.unit.name, head.year, reason="由更新版本的程序写成，请先升级本程序")
                continue
            report = theirs.report(head.id)
            digest = hashlib.sha256(
                f"{report.unit.name} {report.year} {content(report)}".encode()
            ).hexdigest()
            yield _received(desk, place, report, source.name, digest, _saved(source), ())


def _placed(desk: _Desk, document: Document, found: Imported) -> Entry:
    unread = tuple(f"{item.where}“{item.text}”，{item.why}" for item in found.lost)
    remarks = [f"{item.where}“{item.text}”，{item.why}" for item in found.unread if item.harmless]
    try:
        report = found.report(0, Unit(0, found.unit))
        data = document.load()
    except UserError as error:
        return Entry(document.place, found.unit, found.year, reason=str(error), unread=list(unread))
    digest = hashlib.sha256(data).hexdigest()
    entry = _received(desk, document.place, report, document.name, digest, _saved(document.path), unread)
    entry.remarks = remarks
    return entry


def _received(
    desk: _Desk, place: str, report: Report, name: str, digest: str, saved: str, unread: tuple[str, ...]
) -> Entry:
    entry = Entry(place, report.unit.name, report.year, unread=list(unread))
    if report.year != desk.year:
        entry.reason = f"是 {report.year} 年的报告，要收的是 {desk.year} 年的"
        return entry
    try:
        unit = desk.unit(report.unit.name)
        done = receive(desk.repository, unit, Arrival(report, name, digest, saved, unread), user_name())
    except UserError as error:
        entry.reason = str(error)
        return entry
    entry.outcome, entry.reason = done.ruling.outcome, done.ruling.reason
    entry.changes = [
        {
            "cell": key,
            "before": None if before is None else canonical(before),
            "after": None if after is None else canonical(after),
        }
        for key, (before, after) in done.changes.items()
    ]
    return entry


def _saved(path: Path) -> str:
    return datetime.fromtimestamp(path.stat().st_mtime).isoformat(timespec="seconds")


def sum_group(options: argparse.Namespace) -> int:
    """Sum a group's reports up and say who is in it, missing and left out."""
    with writing_to(options.workspace) as workspace:
        repository = workspace.repository
        collection = Collection(repository)
        group = _group(repository, options.group)
        made: Edit = collection.making(group, options.year)
        repository.apply(made)
        aggregate = collection.sum_of(group, options.year)
        assert aggregate is not None
        members = collection.contributions(aggregate)
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
    if options.to:
        from app.exports.formats import default_name, export

        path = options.output or Path(default_name(aggregate, options.to, draft=bool(result["missing"])))
        export(aggregate, options.to, path, draft=bool(result["missing"]))
    if options.json:
        print(json.dumps(result, ensure_ascii=False, indent=1))
    else:
        _tell(aggregate, result)
        if options.to:
            print(path)
    return FINE


def _tell(aggregate: Report, result: dict[str, Any]) -> None:
    print(f"{aggregate.unit.name} {aggregate.year} 年汇总：{len(result['contributors'])} 个单位")
    for key, text in result["cells"].items():
        print(key, text, sep="\t")
    if result["missing"]:
        print(f"未报 {len(result['missing'])} 个：{'、'.join(result['missing'])}")
    for one in result["excluded"]:
        print(f"不计入：{one['unit']}，{one['reason']}")


def contributors(options: argparse.Namespace) -> int:
    """Say who makes one cell of a group's sum up."""
    with looking_at(options.workspace) as repository:
        collection = Collection(repository)
        group = _group(repository, options.group)
        aggregate = collection.sum_of(group, options.year)
        if aggregate is None:
            raise Usage(f"{group.name} {options.year} 年还没有汇总，请先用 sum 建立。")
        if options.cell not in aggregate.form.cells:
            raise Usage(f"“{options.cell}”不是 {aggregate.form.id} 格式的单元格。")
        shares = collection.shares(aggregate, options.cell)
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
        part = f"{100 * share.value / total:.1f}%" if total else ""
        print(share.reason or share.unit.name, canonical(share.value), part, sep="\t")
    return FINE
