"""Rows of a workspace turned into reports, units and summaries of reports.

The rows may come from a newer program, a damaged disk or a stranger: what can't be understood is named and
left where it is, and everything else is shown.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from app.forms.loader import forms
from app.forms.model import YEARLY, Form
from app.report import Origin, Report, ReportSummary, Status, Totals, Unit, UnitKind, Waiver
from app.report_data import header_values
from app.rules.stored_damage import Damage
from app.store import schema
from app.store.database import Database
from app.store.errors import FAILURES, ReadFailed, ReportUnreadable, reason
from app.unit_names import visible
from app.values import Value, ValueProblem, from_canonical

Row = dict[str, Any]

_REPORTS = (
    f"SELECT {', '.join(f'r.{name}' for name in schema.columns('report'))}, u.name, u.short_name, u.kind"
    " FROM report r JOIN unit u ON u.id = r.unit_id"
)


class LoadedReport(NamedTuple):
    """A report from the disk, with a sentence for each part that could not be understood and stays there."""

    report: Report
    unread: tuple[Damage, ...]


def rows(database: Database, sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> list[Row]:
    """Run a query. Raises `ReadFailed`."""
    try:
        return list(database.query(sql, values))
    except FAILURES as error:
        raise ReadFailed(f"暂时读不出文件中的内容：{reason(error)}。") from error


def tuples(database: Database, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
    """Run a query and return plain tuples, which are faster than rows by name. Raises `ReadFailed`."""
    try:
        return database.execute(sql, values).fetchall()
    except FAILURES as error:
        raise ReadFailed(f"暂时读不出文件中的内容：{reason(error)}。") from error


def named(database: Database) -> dict[int, str]:
    """Return the cells' names by number. Raises `ReadFailed`."""
    return dict(tuples(database, "SELECT id, cell FROM cell_name"))


def read_summaries(database: Database) -> list[ReportSummary]:
    """Return all reports, by unit name and the newest year first, the yearly report before other series."""
    order = "ORDER BY u.name, r.unit_id, r.year DESC, r.series <> ?, r.series, r.origin"
    return [_summary(row) for row in rows(database, f"{_REPORTS} {order}", [YEARLY])]


def _summary(row: Row) -> ReportSummary:
    readable = (
        _is_year(row["year"])
        and row["form"] in forms()
        and row["status"] in [*Status]
        and row["totals"] in [*Totals]
        and row["origin"] in [*Origin]
    )
    origin = Origin(row["origin"]) if row["origin"] in [*Origin] else Origin.OWN
    status = Status(row["status"]) if row["status"] in [*Status] else Status.DRAFT
    return ReportSummary(
        row["id"], read_unit(row), row["year"], row["series"], row["form"], status, readable, origin
    )


def read_unit(row: Row) -> Unit:
    """Return the unit in a row; an unknown kind becomes the general one.

    A foreign file may hold names with characters that nobody sees: they are shown, so that such a name is told
    from the plain one and forges no line of a list.
    """
    kind = UnitKind(row["kind"]) if row["kind"] in [*UnitKind] else UnitKind.OTHER
    return Unit(row["unit_id"], visible(row["name"]), visible(row["short_name"]), kind)


def read_report(database: Database, report_id: int) -> LoadedReport:
    """Return one report. Raises KeyError, `ReportUnreadable` and `ReadFailed`."""
    found = rows(database, f"{_REPORTS} WHERE r.id = ?", [report_id])
    if not found:
        raise KeyError(report_id)
    row = found[0]
    form = _form(row)
    cells, unread = _cells(
        form, rows(database, "SELECT cell, value FROM cell WHERE report_id = ?", [report_id])
    )
    if visible(row["name"]) != row["name"]:
        words = f"单位名称“{visible(row['name'])}”中有看不见的字符，请核对后重新填写单位名称。"
        unread.append(Damage(words))
    texts = rows(database, "SELECT section, body FROM section WHERE report_id = ?", [report_id])
    known = [section.key for section in form.text_sections]
    unread += [
        Damage(f"文字部分“{text['section']}”不在格式中；原样保留在文件中。")
        for text in texts
        if text["section"] not in known
    ]
    report = Report(
        id=report_id,
        unit=read_unit(row),
        cells=cells,
        sections={text["section"]: text["body"] for text in texts},
        waivers=tuple(Waiver(**waiver) for waiver in _waivers(database, report_id)),
        **header_values(row),
    )
    return LoadedReport(report, tuple(unread))


def _form(row: Row) -> Form:
    who = f"{row['name']} {row['year']} 年的报告"
    if row["form"] not in forms():
        raise ReportUnreadable(f"{who}使用的格式“{row['form']}”本程序没有，请升级本程序后再打开。")
    if not _is_year(row["year"]):
        raise ReportUnreadable(f"{row['name']} 有一份报告的年度“{row['year']}”不是年份，请改用备份。")
    if row["status"] not in [*Status] or row["totals"] not in [*Totals] or row["origin"] not in [*Origin]:
        raise ReportUnreadable(f"{who}的状态无法识别，请升级本程序或改用备份。")
    return forms()[row["form"]]


def _is_year(year: int) -> bool:
    """Whether the calendar has the year and the one after it."""
    return 1 <= year < 9999


def _cells(form: Form, found: Iterable[Row]) -> tuple[dict[str, Value], list[Damage]]:
    cells: dict[str, Value] = {}
    unread: list[Damage] = []
    for row in found:
        cell = form.cells.get(row["cell"])
        if cell is None:
            words = f"单元格“{row['cell']}”不在格式中（值为 {row['value']:.20}）；原样保留在文件中。"
            unread.append(Damage(words))
            continue
        try:
            cells[cell.key] = from_canonical(row["value"], cell.kind)
        except ValueProblem as problem:
            words = f"{cell.name}的内容无法识别：{problem}；原样保留在文件中。"
            unread.append(Damage(words, cell=cell.key))
    return cells, unread


def _waivers(database: Database, report_id: int) -> list[Row]:
    return rows(
        database,
        "SELECT rule, mark, reason, who, at FROM waiver WHERE report_id = ? ORDER BY at, rule, mark",
        [report_id],
    )
