"""Puts what can still be read of a damaged workspace into a new one. The old file is only read.

Three sources, each filling what the one before has not: the tables as SQLite reads them, the raw pages of the
file, and the history, which holds every value a second time.
"""

import contextlib
import shutil
import sqlite3
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app import files, plain_json
from app.forms.loader import series_of
from app.report import Origin
from app.store import schema, sidecars, verify
from app.store.cell_names import highest_number, with_names
from app.store.connection import LONGEST_VALUE, connect, make
from app.store.database import Database
from app.store.errors import FAILURES, Trouble, WorkspaceError, medium_failed
from app.store.record_shapes import Row, table_of
from app.store.sqlite_pages import Pages, Scalar

_NAMES = {
    "unit": "单位",
    "report": "报告",
    "cell": "单元格",
    "section": "文字",
    "waiver": "豁免",
    "change": "修改记录",
    "rule_setting": "检查设置",
    "request": "台账",
    "ledger": "台账设置",
    "register": "单位名录",
    "alias": "单位别名",
    "member": "分组",
    "received": "收到的文件",
    "exclusion": "不计入的单位",
    "adjustment": "调整数",
    "note": "审核意见",
    "review": "汇总核对记录",
    "second_entry": "复核录入",
    "phrase": "常用语",
}
_CURRENT = {**schema.TABLES, "cell": schema.CELL_1_1}
"""What is read. Of today's files the cells come together from figures and names, of former ones they are a table."""
_FORMER = {"unit": (schema.UNIT_1_1,), "report": (schema.REPORT_1_1,)}
"""The definitions that tables had in versions 1.0 and 1.1."""
_PARTS = {"cell_name", "figure"}
"""The tables from which today's cells are read."""

Tables = dict[str, dict[Row, Row]]


@dataclass(frozen=True)
class Salvaged:
    """What came out: rows by table, and in words what is incomplete."""

    counts: dict[str, int]
    remarks: tuple[str, ...]

    def __str__(self) -> str:
        told = "、".join(f"{_NAMES[table]} {count}" for table, count in self.counts.items() if count)
        return "；".join([f"救回 {told}" if told else "没有救回任何内容", *self.remarks]) + "。"


@dataclass
class _Found:
    tables: Tables = field(default_factory=lambda: {table: {} for table in _CURRENT})
    remarks: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    """The tables that SQLite could not read to the end."""

    def add(self, table: str, row: Row) -> None:
        """Add a row unless one with its key is there."""
        key = 2 if table == "cell" else schema.key_length(table)
        self.tables[table].setdefault(row[:key], row)

    @property
    def names(self) -> dict[int, str]:
        """The cells' names by number."""
        return {
            number: str(name) for number, name in self.tables["cell_name"].values() if type(number) is int
        }

    def name_cells(self) -> None:
        """Make cells of figures and names. A figure of which no name was found stays out: the history may hold it."""
        names = self.names
        for report_id, number, value in self.tables["figure"].values():
            if type(number) is int and number in names:
                self.add("cell", (report_id, names[number], value))


def salvage(source: Path, target: Path) -> Salvaged:
    """Recover what can be read of *source* into the new workspace *target*. Raises `WorkspaceError`."""
    found = _Found()
    try:
        if target.exists():
            raise WorkspaceError(f"文件 {target} 已存在，请换一个文件名。", Trouble.EXISTS)
        with tempfile.TemporaryDirectory(prefix="nianbao-") as folder:
            _collect(_private_copy(source, Path(folder)), found)
        _complete(found)
        with files.written_beside(target) as part:
            make(part)
            counts = _write(part, found)
    except (OSError, *FAILURES) as error:
        raise medium_failed(
            f"没有从 {source} 抢救到 {target}（{error}），请检查磁盘空间和文件夹权限。"
        ) from error
    return Salvaged(counts, tuple(found.remarks))


def _private_copy(source: Path, folder: Path) -> Path:
    """Copy the file with its journal, so that a half-made edit is rolled back in the copy, and with nothing else
    beside it.

    The copy never uses a write-ahead log: what is in one belongs to another tool.
    """
    if source.exists() and not source.is_file():
        raise WorkspaceError(f"{source} 不是文件，无法抢救，请另选文件。", Trouble.NOT_DATABASE)
    if source.stat().st_size > sidecars.LARGEST:
        raise WorkspaceError(
            f"{source} 大得不合常理，不像本程序的数据文件，请改用备份。", Trouble.NOT_DATABASE
        )
    private = folder / "copy"
    shutil.copyfile(source, private)
    if verify.journal_of(source).exists() and not sidecars.strange_sidecar(source):
        shutil.copyfile(verify.journal_of(source), verify.journal_of(private))
    sidecars.use_journal(private)
    return private


def _collect(private: Path, found: _Found) -> None:
    whole = _read_tables(private, found)
    if {*whole} >= _PARTS or "cell" in whole:
        whole += [*_PARTS, "cell"]
    missing = {table for table in _CURRENT if table not in whole}
    if missing & {*_PARTS, "cell"}:
        missing |= {*_PARTS, "cell"}
    found.missing = [table for table in _CURRENT if table in missing and table in _NAMES]
    if missing:
        found.remarks.append(
            f"没有读全的内容：{'、'.join(_NAMES[table] for table in found.missing)}，请逐项核对"
        )
        for rowid, values in Pages(private.read_bytes()).records():
            table, sql, row = table_of(rowid, values)
            if table in missing:
                found.add(table, _with_series(row) if sql is schema.REPORT_1_1 else row)
    found.name_cells()


def _read_tables(private: Path, found: _Found) -> list[str]:
    """Read through SQLite; return the tables that were read to the end."""
    whole: list[str] = []
    try:
        database = connect(private)
    except FAILURES:
        return whole
    try:
        for table in _CURRENT:
            with contextlib.suppress(*FAILURES):
                sql = _definition(database, table)
                if sql and _read_table(database, table, sql, found):
                    whole.append(table)
    finally:
        database.close()
    return whole


def _definition(database: Database, table: str) -> str:
    """Return which definition of ours a table has, today's or a former one; empty for any other.

    Nothing else is queried: a view of that name could run for ever.
    """
    rows = database.execute("SELECT type, sql FROM sqlite_master WHERE name = ?", [table]).fetchall()
    if len(rows) != 1 or rows[0][0] != "table":
        return ""
    ours = (_CURRENT[table], *_FORMER.get(table, ()))
    return next((sql for sql in ours if _plain(sql) == _plain(rows[0][1])), "")


def _plain(sql: str) -> str:
    return " ".join(str(sql).split())


def _read_table(database: Database, table: str, sql: str, found: _Found) -> bool:
    healthy = database.execute(f"PRAGMA quick_check({table})").fetchall() == [("ok",)]
    names = ", ".join(column.name for column in schema.columns_of(sql))
    for row in database.execute(f"SELECT {names} FROM {table}"):
        found.add(table, _with_series(tuple(row)) if sql is schema.REPORT_1_1 else tuple(row))
    return healthy


def _with_series(row: Row) -> Row:
    """Return a report of versions 1.0 and 1.1 as a row of today's table."""
    return (*row[:3], series_of(str(row[3])), Origin.OWN.value, *row[3:])


def _complete(found: _Found) -> None:
    """Fill in from the history what the tables lack, and give reports without a unit one."""
    last = _last_values(found)
    if "report" in found.missing:
        for report_id in {key[0] for key in last if key[1] == "field.unit_id"}:
            _header_from_history(found, report_id, last)
    for (report_id, target), after in last.items():
        kind, _, key = target.partition(".")
        if kind in ("cell", "section") and kind in found.missing and after:
            found.add(kind, (report_id, key, after))
    for report in found.tables["report"].values():
        name = _unit_name(last.get((report[0], "field.unit"))) or f"（单位名称已丢失 {report[1]!r}）"
        found.add("unit", (report[1], name, "", "department"))


def _last_values(found: _Found) -> dict[tuple[Scalar, str], Scalar]:
    """Return the last value the history knows, by report and target; without deleted reports."""
    last: dict[tuple[Scalar, str], Scalar] = {}
    names = found.names
    for key in sorted(key for (key,) in found.tables["change"] if isinstance(key, int)):
        row = found.tables["change"][key,]
        report_id, target, after = row[2], str(row[6]), row[8]
        if target == "report":
            last = {known: value for known, value in last.items() if known[0] != report_id}
            last |= _spread(report_id, with_names(str(after), names))
        else:
            last[report_id, target] = after
    return last


def _unit_name(text: Scalar) -> str:
    """Read a unit's name: plain in the snapshot of a report, within an object in later changes."""
    with contextlib.suppress(ValueError, TypeError, KeyError):
        return str(plain_json.loads(str(text))["name"])
    return str(text or "")


def _spread(report_id: Scalar, snapshot: Scalar) -> dict[tuple[Scalar, str], Scalar]:
    """Turn the snapshot of an added report into single values."""
    data: Any = None
    with contextlib.suppress(ValueError, TypeError):
        data = plain_json.loads(str(snapshot))
    if not isinstance(data, dict):
        return {}
    values: dict[tuple[Scalar, str], Scalar] = {}
    for name, value in data.items():
        if isinstance(value, dict):
            kind = {"cells": "cell", "sections": "section"}.get(name, name)
            values |= {(report_id, f"{kind}.{key!s}"): str(text) for key, text in value.items()}
        elif isinstance(value, str | int):
            values[report_id, f"field.{name}"] = value
    return values


def _header_from_history(found: _Found, report_id: Scalar, last: dict[tuple[Scalar, str], Scalar]) -> None:
    values = {name: str(last.get((report_id, f"field.{name}")) or "") for name in schema.columns("report")}
    values |= {"series": series_of(values["form"]), "origin": values["origin"] or Origin.OWN.value}
    with contextlib.suppress(ValueError):
        numbers = {name: int(values[name]) for name in ("unit_id", "year")}
        found.add("report", tuple({**values, **numbers, "id": report_id}.values()))


def _write(target: Path, found: _Found) -> dict[str, int]:
    """Write the rows that fit our tables; return how many of each. Raises sqlite3.Error."""
    counts = {}
    database = connect(target, private=True)
    try:
        with database.atomic():
            _number_cells(found)
            for table in schema.TABLES:
                columns = schema.columns(table)
                marks = ", ".join("?" * len(columns))
                sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"
                kept = sum(_inserted(database, sql, row) for row in found.tables[table].values())
                name = "cell" if table == "figure" else table
                if name not in _NAMES:
                    continue
                counts[name] = kept
                if left := len(found.tables[table]) - kept:
                    found.remarks.append(f"{_NAMES[name]}有 {left} 行残缺，没有救回")
    finally:
        database.close()
    return counts


def _number_cells(found: _Found) -> None:
    """Turn cells into figures by number. A number that stands in a kept report never gets another name."""
    known = {name: number for number, name in found.names.items()}
    used = [*known.values(), *(key[1] for key in found.tables["figure"])]
    kept = [*(row[7:9] for row in found.tables["change"].values()), *found.tables["received"].values()]
    used += [highest_number(text) for row in kept for text in row if isinstance(text, str)]
    following = max((number for number in used if type(number) is int), default=0) + 1
    figures: dict[Row, Row] = {}
    for report_id, name, value in found.tables["cell"].values():
        if str(name) not in known:
            known[str(name)] = following
            found.add("cell_name", (following, name))
            following += 1
        number = known[str(name)]
        figures[report_id, number] = (report_id, number, value)
    found.tables["figure"] = figures


def _inserted(database: Database, sql: str, row: Row) -> bool:
    if any(isinstance(value, str) and len(value) > LONGEST_VALUE // 4 for value in row):
        return False
    try:
        database.conn.execute(sql, row)
    except (sqlite3.IntegrityError, OverflowError, UnicodeEncodeError):
        return False
    return True
