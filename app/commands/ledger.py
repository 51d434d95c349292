"""The command ``ledger``: reads an office's ledger, counts it, and says what to ask and what is due."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from app.commands.common import find, known_unit, looking_at, writing_to
from app.commands.status import FINE, Usage, say
from app.edits import COUNTING, Batch, Edit, SetCells, put
from app.ledger.as_json import ledger_json, place_of
from app.ledger.counting import Count, Tally, cells_to_set
from app.ledger.counting_choices import default_words
from app.ledger.cross_checks import remarks
from app.ledger.due_list import due_list
from app.ledger.foreign.headings import FIELDS, is_field
from app.ledger.foreign.skipped_rows import is_left_to_a_choice, why_skipped
from app.ledger.foreign.vocabulary import plain_heading
from app.ledger.merging import merged
from app.ledger.records import settings_row
from app.records import UnitRow
from app.report import Report
from app.request import LedgerSettings, Request
from app.store.backup import back_up
from app.store.ledger import counted_reports, set_requests
from app.store.new_reports import unit_named
from app.store.repository import Repository
from app.store.request_lookup import new_request_id, requests_of, settings_for
from app.values import printed
from app.workspace_values import BackupReason

if TYPE_CHECKING:
    from app.ledger.foreign.read_ledger import ReadLedger


_UNTOLD = frozenset(("blank", "repeated head"))
"""Why a row is no request where nobody would ask."""
_NO_LEDGER = "请用 list 查看已有的单位，或用 --import 读入它的台账"


def ledger(options: argparse.Namespace) -> int:
    """Read, count and show a unit's ledger."""
    if options.unit is None:
        raise Usage("缺少 --unit，请写明单位全称。")
    read = None
    if options.source is not None:
        read = _import(options)
    elif options.column:
        raise Usage("--column 只在读入台账时使用，请同时写 --import。")
    if options.overwrite and not options.count:
        raise Usage("--overwrite 只在填入统计结果时使用，请同时写 --count。")
    if options.count:
        with writing_to(options.workspace) as workspace:
            _count(workspace.repository, options)
    with looking_at(options.workspace) as repository:
        unit = known_unit(repository, options.unit, _NO_LEDGER)
        requests = requests_of(repository.database, unit.id)
        settings = settings_for(repository.database, unit.id)
    _tell(options, requests, settings, read)
    return FINE


def _import(options: argparse.Namespace) -> "ReadLedger":
    """Read a ledger into the workspace, which is made only once the file could be read."""
    from app.imports.ledgers import read_ledger

    mapping = {**_remembered(options), **dict(map(_column, options.column))}
    read = read_ledger(options.source, mapping, keep_numbers=options.keep_numbers)
    with writing_to(options.workspace, create=True) as workspace:
        _store(workspace.repository, options, read, mapping)
    return read


def _remembered(options: argparse.Namespace) -> dict[str, str]:
    if not options.workspace.exists():
        return {}
    with looking_at(options.workspace) as repository:
        unit = repository.unit_named(options.unit)
        return dict(settings_for(repository.database, unit.id).mapping) if unit else {}


def _store(
    repository: Repository, options: argparse.Namespace, read: "ReadLedger", mapping: dict[str, str]
) -> None:
    known = repository.unit_named(options.unit)
    unit = known or unit_named(repository, options.unit)
    settings = settings_for(repository.database, unit.id)
    found = merged(
        requests_of(repository.database, unit.id),
        read.requests,
        unit_id=unit.id,
        first_id=new_request_id(repository.database),
    )
    after = replace(settings, mapping=mapping, keeps_disputes=settings.keeps_disputes or read.keeps_disputes)
    label = f"读入台账“{options.source.name}”"
    edits: list[Edit] = []
    if known is None:
        edits.append(put(label, UnitRow(unit.id, unit.name, unit.short_name, unit.kind.value)))
    if after != settings:
        edits.append(put(label, settings_row(unit.id, after)))
    if changes := found.as_changes():
        edits.append(set_requests(repository, unit.id, changes, label))
    if edits:
        back_up(options.workspace, BackupReason.BULK)
        repository.apply(Batch(tuple(edits), label))
    _note(options, f"新增 {len(found.added)} 件，更新 {len(found.changed)} 件，没有变化 {found.unchanged} 件")


def _note(options: argparse.Namespace, sentence: str) -> None:
    """Say what was done; beside JSON on the other stream."""
    say(sentence, to_stderr=options.json)


def _column(text: str) -> tuple[str, str]:
    """Read HEADING=FIELD; a field is named by its key or its Chinese name, nothing means that it is not read."""
    heading, equals, name = text.partition("=")
    by_name = {words: key for key, words in FIELDS.items()}
    field = by_name.get(name.strip(), name.strip())
    if not equals or not is_field(field):
        names = "、".join(words for words in FIELDS.values())
        raise Usage(f"--column 的“{text[:40]}”写法不对，应写成 列名=项目，可用的项目有 {names}。")
    return "／".join(map(plain_heading, heading.split("／"))), field


def _count(repository: Repository, options: argparse.Namespace) -> None:
    """Write the ledger's figures into the reports: of one year, or of each year that has one."""
    unit = known_unit(repository, options.unit, _NO_LEDGER)
    requests, settings = requests_of(repository.database, unit.id), settings_for(repository.database, unit.id)
    if not requests:
        raise Usage(f"{unit.name}还没有台账，请先用 --import 读入。")
    tally = Tally(settings)
    if options.year is not None:
        if untold := tally.before_all(requests, options.year):
            raise Usage(untold)
        reports = [find(repository, options.unit, options.year)]
    else:
        years = tally.years(requests)
        reports = [report for report in counted_reports(repository, unit.id) if report.year in years]
    if not reports:
        raise Usage(f"{unit.name}没有台账所及年度的报告，请先用 new 新建。")
    for report in reports:
        _fill(repository, report, tally.count(requests, report.year, report.form), options, settings)


def _fill(
    repository: Repository,
    report: Report,
    counted: Count | None,
    options: argparse.Namespace,
    settings: LedgerSettings,
) -> None:
    """Write a year's figures into its report; figures that were typed stay unless the user asks, and are named."""
    differing = cells_to_set(counted, report) if counted is not None else {}
    typed = {cell: report.cells[cell] for cell in differing if cell in report.cells}
    takes_all = options.overwrite or report.year in settings.follows
    taken = {cell: value for cell, value in differing.items() if takes_all or cell not in typed}
    if taken:
        repository.apply(SetCells(report.id, taken, COUNTING, counted=True))
    _note(options, f"{report.year} 年的报告按台账统计，改动 {len(taken)} 格")
    for cell, now in typed.items():
        known = report.form.cells[cell]
        now_shown, then_shown = printed(now, known.kind), printed(differing[cell], known.kind)
        way = (
            f"由 {now_shown} 改为 {then_shown}"
            if takes_all
            else f"已填 {now_shown}，台账为 {then_shown}，没有改动"
        )
        _note(options, f"{known.name}：{way}")
    if typed and not takes_all:
        _note(options, f"已填写的数中有 {len(typed)} 格与台账不同；要按台账改，请加 --overwrite")


def _tell(
    options: argparse.Namespace,
    requests: Sequence[Request],
    settings: LedgerSettings,
    read: "ReadLedger | None",
) -> None:
    today, tally = date.today(), Tally(settings)
    data = ledger_json(requests, tally, today, read=read, year=options.year)
    if options.json:
        print(json.dumps(data, ensure_ascii=False, indent=1))
        return
    for year, tables in data["years"].items():
        applications = tables["applications"]
        pairs = (("新收", "new"), ("上年结转", "carried_in"), ("办结", "total"), ("结转下年", "carried_out"))
        say(f"{year} 年：" + "，".join(f"{name} {applications[row]['total']} 件" for name, row in pairs))
    for entry in data["unresolved"]:
        say(f"待确认：{_where(entry)}，{entry['why']}")
    for entry in data["questions"]:
        say(f"按默认处理：{_where(entry)}，{default_words(entry['topic'], entry['default'])}")
    for entry in data["skipped"]:
        if entry["why"] not in _UNTOLD and not is_left_to_a_choice(entry["why"]):
            say(f"不计为申请：{_where(entry)}，{why_skipped(entry['why'])}")
    for request, sentence in remarks(requests, tally, today):
        say(f"请核对：{_where(place_of(request.source) | {'id': request.number})}，{sentence}")
    for due in due_list(requests, tally, today):
        place = _where(place_of(due.request.source) | {"id": due.request.number})
        say(f"待办：{place}，{due.what} {due.day or ''} {due.words}")


def _where(entry: dict[str, object]) -> str:
    place = f"“{entry['sheet']}”第 {entry['row']} 行" if entry["sheet"] else "台账"
    return f"{place}（{entry['id']}）" if entry.get("id") else place
