"""What can still be read of a damaged workspace, put into a new one. The old file is only read.

Three sources, each filling what the one before has not: the tables as SQLite reads them, the raw pages of the
file, and the history, which holds every value a second time.
"""

import contextlib
import re
import shutil
import sqlite3
import tempfile
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from app import files, plain_json
from app.collection.records import KINDS
from app.forms.loader import series_of
from app.report import Origin
from app.store import schema, sidecars, verify
from app.store.connection import LONGEST_VALUE, connect, make
from app.store.database import Database
from app.store.errors import FAILURES, Trouble, WorkspaceError
from app.store.sqlite_pages import Pages, Scalar
from app.workspace_values import Remedy

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
    "review": "汇总核对记录",
}
_COLUMNS = {
    "unit": ("id", "name", "short_name", "kind"),
    "report": (
        "id",
        "unit_id",
        "year",
        "series",
        "origin",
        "form",
        "status",
        "totals",
        "title",
        "signed_by",
        "signed_on",
    ),
    "cell": ("report_id", "cell", "value"),
    "section": ("report_id", "section", "body"),
    "waiver": ("report_id", "rule", "mark", "reason", "who", "at"),
    "change": ("id", "edit", "report_id", "at", "who", "action", "target", "before", "after"),
    "rule_setting": ("rule", "enabled", "severity", "parameter"),
    "request": ("id", "unit_id", "number", "body"),
    "ledger": ("unit_id", "settings"),
    **{table: tuple(field.name for field in fields(kind)) for table, kind in KINDS.items()},
}
_REPORT_1_1 = tuple(column for column in _COLUMNS["report"] if column not in ("series", "origin"))
_KEYS = {"cell": 2, "section": 2, "waiver": 3, "alias": 2, "member": 2, "exclusion": 2}
"""How many leading columns make a row's key, where it is not one."""
_HIGHEST_YEAR = 9999

Row = tuple[Scalar, ...]
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
    tables: Tables = field(default_factory=lambda: {table: {} for table in _COLUMNS})
    remarks: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    """The tables that SQLite could not read to the end."""

    def add(self, table: str, row: Row) -> None:
        """Add a row unless one with its key is there."""
        self.tables[table].setdefault(row[: _KEYS.get(table, 1)], row)


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
        raise WorkspaceError(
            f"没有从 {source} 抢救到 {target}（{error}），请检查磁盘空间和文件夹权限。",
            Trouble.MEDIUM,
            Remedy.RETRY,
        ) from error
    return Salvaged(counts, tuple(found.remarks))


def _private_copy(source: Path, folder: Path) -> Path:
    """Copy the file, with its journal so that a half-made edit is rolled back there; not with what is not ours.

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
    found.missing = missing = [table for table in _COLUMNS if table not in whole]
    if missing:
        found.remarks.append(f"没有读全的内容：{'、'.join(_NAMES[table] for table in missing)}，请逐项核对")
        for rowid, values in Pages(private.read_bytes()).records():
            table, row = _classified(rowid, values)
            if table in missing:
                found.add(table, row)


def _read_tables(private: Path, found: _Found) -> list[str]:
    """Read through SQLite; return the tables that were read to the end."""
    whole: list[str] = []
    try:
        database = connect(private)
    except FAILURES:
        return whole
    try:
        for table in _COLUMNS:
            with contextlib.suppress(*FAILURES):
                columns = _columns(database, table)
                if columns and _read_table(database, table, columns, found):
                    whole.append(table)
    finally:
        database.close()
    return whole


def _columns(database: Database, table: str) -> tuple[str, ...]:
    """Return the columns of a table of our very definition, of today's or a former one; none of any other.

    Nothing else is queried: a view of that name could run for ever.
    """
    rows = database.execute("SELECT type, sql FROM sqlite_master WHERE name = ?", [table]).fetchall()
    if len(rows) != 1 or rows[0][0] != "table":
        return ()
    if table == "unit" and _plain(rows[0][1]) == _plain(schema.UNIT_1_1):
        return _COLUMNS[table]
    if table == "report" and _plain(rows[0][1]) == _plain(schema.REPORT_1_1):
        return _REPORT_1_1
    return _COLUMNS[table] if _plain(rows[0][1]) == _plain(schema.TABLES[table]) else ()


def _plain(sql: str) -> str:
    return " ".join(str(sql).split())


def _read_table(database: Database, table: str, columns: tuple[str, ...], found: _Found) -> bool:
    healthy = database.execute(f"PRAGMA quick_check({table})").fetchall() == [("ok",)]
    for row in database.execute(f"SELECT {', '.join(columns)} FROM {table}"):
        found.add(table, tuple(row) if columns is not _REPORT_1_1 else _with_series(tuple(row)))
    return healthy


def _with_series(row: Row) -> Row:
    """Return a report of versions 1.0 and 1.1 as a row of today's table."""
    return (*row[:3], series_of(str(row[3])), Origin.OWN.value, *row[3:])


_CELL_KEY = re.compile(r"\w+\.\w+\.\w+", re.ASCII)
_TARGET = re.compile(rf"report$|(?:cell|section|field|rule|request|ledger|{'|'.join(KINDS)})\.\S")
_SECTION_KEY = re.compile(r"[a-z_]+")


def _classified(rowid: int | None, values: list[Scalar]) -> tuple[str, Row]:
    """Tell by its shape which table a record belongs to; an empty name when to none of ours."""
    if rowid is not None and values and values[0] is None:
        row = (rowid, *values[1:])
        match row:
            case (int(), str(), str(), str()):
                return "unit", row
            case (int(), int(), str(), str(body)) if body.startswith("{"):
                return "request", row
            case (int(), str(settings)) if settings.startswith("{"):
                return "ledger", row
            case (int(), int(), int(), str(), str(), str(), str(target), str() | None, str() | None) if (
                _TARGET.match(target)
            ):
                return "change", row
            case (int(), int(), int(year), str(), str(), str(), str(), str(), str()) if year <= _HIGHEST_YEAR:
                return "report", _with_series(row)
            case (
                int(),
                int(),
                int(year),
                str(),
                "own" | "sum",
                str(),
                str(),
                str(),
                str(),
                str(),
                str(),
            ) if year <= _HIGHEST_YEAR:
                return "report", row
            case (int(), str(), int(), int(), int(), int()):
                return "register", row
            case (int(), int(), str(key), str(), str(), str(), str()) if _CELL_KEY.fullmatch(key):
                return "adjustment", row
            case (
                int(),
                int(),
                int(),
                str(),
                str(),
                str(),
                str(),
                str(),
                str(),
                str(),
                str(),
                int(),
                *rest,
            ) if len(rest) == len(_COLUMNS["received"]) - 12:
                return "received", row
    match tuple(values):
        case (int(), str(key), str()) as row if rowid is None and _CELL_KEY.fullmatch(key):
            return "cell", row
        case (int(), str(key), str()) as row if rowid is None and _SECTION_KEY.fullmatch(key):
            return "section", row
        case (int(), str(), str(), str(), str(), str()) as row if rowid is None:
            return "waiver", row
        case (str(), int()) as row if rowid is None:
            return "alias", row
        case (int(), int(), int(), int()) as row if rowid is None:
            return "member", row
        case (int(), int(), str(), str(), str()) as row if rowid is None:
            return "exclusion", row
        case (int(), int(), str(), str()) as row if rowid is None:
            return "review", row
    return "", ()


def _complete(found: _Found) -> None:
    """Fill from the history what the tables lack, and give what is left an owner."""
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
    for key in sorted(key for (key,) in found.tables["change"] if isinstance(key, int)):
        row = found.tables["change"][key,]
        report_id, target, after = row[2], str(row[6]), row[8]
        if target == "report":
            last = {known: value for known, value in last.items() if known[0] != report_id}
            last |= _spread(report_id, after)
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
    fields = ("unit_id", "year", "form", "status", "totals", "title", "signed_by", "signed_on")
    values = [last.get((report_id, f"field.{name}"), "") for name in fields]
    with contextlib.suppress(ValueError):
        row = _with_series((report_id, int(str(values[0])), int(str(values[1])), *values[2:]))
        origin = str(last.get((report_id, "field.origin")) or Origin.OWN.value)
        found.add("report", (*row[:4], origin, *row[5:]))


def _write(target: Path, found: _Found) -> dict[str, int]:
    """Write the rows that fit our tables; return how many of each. Raises sqlite3.Error."""
    counts = {}
    database = connect(target, private=True)
    try:
        with database.atomic():
            for table, columns in _COLUMNS.items():
                marks = ", ".join("?" * len(columns))
                sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"
                kept = sum(_inserted(database, sql, row) for row in found.tables[table].values())
                counts[table] = kept
                if left := len(found.tables[table]) - kept:
                    found.remarks.append(f"{_NAMES[table]}有 {left} 行残缺，没有救回")
    finally:
        database.close()
    return counts


def _inserted(database: Database, sql: str, row: Row) -> bool:
    if any(isinstance(value, str) and len(value) > LONGEST_VALUE // 4 for value in row):
        return False
    try:
        database.conn.execute(sql, row)
    except (sqlite3.IntegrityError, OverflowError, UnicodeEncodeError):
        return False
    return True
