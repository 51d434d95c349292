"""Compares a report with its history: names what is not what was entered last, and changes that are missing.

SQLite keeps no checksums: a failing stick or another program can change a figure, and no check of the file notices.
The history holds every value a second time, so the two are compared. It also holds what each change began with. So a
missing change shows in the one after it; a report that nobody has added, or a value that nobody has entered, shows too.
"""

from collections.abc import Iterable
from typing import NamedTuple

from app import plain_json
from app.linked_text import without_values
from app.report import TEXT_FIELDS, Origin, Report, Status
from app.report_data import ReportKey
from app.rules.stored_damage import Damage
from app.store.cell_names import with_names
from app.store.database import Database
from app.store.rows_to_reports import named, rows
from app.values import canonical


class Doubt(NamedTuple):
    """A target whose value *now* is not what the history knows *then*; None: as the history writes no value."""

    target: str
    then: str | None
    now: str | None


def doubts(database: Database, report: Report) -> tuple[Damage, ...]:
    """Return the damage for each entry of *report* that is not what was entered last, and for each missing change.

    Raises `ReadFailed`.
    """
    told = [_doubt(report, doubt) for doubt in unexplained(database, report)]
    known = {entry.cell or entry.section for entry in told} - {""}
    gaps = (_gap(report, target) for target in _missing(database, report))
    return (*told, *(entry for entry in gaps if (entry.cell or entry.section) not in known))


def unexplained(database: Database, report: Report) -> tuple[Doubt, ...]:
    """Return each entry of *report* that is not what was entered last, or was entered by nobody. Raises `ReadFailed`."""
    added, then = _entered(database, report.id)
    now = {f"cell.{key}": canonical(value) for key, value in report.cells.items()}
    now |= {f"section.{key}": body for key, body in report.sections.items() if body}
    if report.origin is Origin.SUM and not (
        report.status is Status.FINAL and added.get("field.status") == Status.FINAL.value
    ):
        # Until it becomes final its figures follow those of its units without an entry.
        then, now = _without_cells(then), _without_cells(now)
    if not added:
        # Of what was there before the history began there is no entry.
        now = {target: value for target, value in now.items() if target in then}
    now |= {f"field.{name}": str(getattr(report, name)) for name in _NAMES if name not in ("unit", "form")}
    now |= {"field.unit": report.unit.name, "field.form": report.form.id}
    if report.origin is Origin.SUM:
        # So do the figures in its texts that are linked to them.
        then, now = _without_figures(then), _without_figures(now)
    targets = {*then, *(target for target in now if not target.startswith("field."))}
    return tuple(
        Doubt(target, then.get(target) or None, now.get(target) or None)
        for target in _in_order(report, targets)
        if now.get(target, "") != then.get(target, "")
    )


def _in_order(report: Report, targets: Iterable[str]) -> list[str]:
    """Return targets in the form's order, so that the same are told in whatever order they were entered."""
    known = [
        *(f"field.{name}" for name in _NAMES),
        *(f"cell.{key}" for key in report.form.cells),
        *(f"section.{section.key}" for section in report.form.sections),
    ]
    places = {target: place for place, target in enumerate(known)}
    return sorted(targets, key=lambda target: (places.get(target, len(known)), target))


def _without_cells(values: dict[str, str]) -> dict[str, str]:
    return {target: value for target, value in values.items() if not target.startswith("cell.")}


def _without_figures(values: dict[str, str]) -> dict[str, str]:
    return {t: without_values(v) if t.startswith("section.") else v for t, v in values.items()}


def _missing(database: Database, report: Report) -> list[str]:
    """Return the targets of changes that are missing: the one after each begins with another value than was known.

    ``report`` stands for the entry that says how the report was added.
    """
    begun = _beginning(database, report.id, "before IS NULL")
    if begun is None:
        return ["report"]
    since, snapshot = begun
    added, missing = _added(snapshot), []
    for row in rows(database, _STEPS, [report.id, since]):
        target = str(row["target"])
        kind, _, key = target.partition(".")
        if (kind == "field" and key not in _NAMES) or kind not in ("cell", "section", "field"):
            continue
        if kind == "cell" and report.origin is Origin.SUM:
            # Its figures follow those of its members without an entry.
            continue
        read = _unit_in if target == "field.unit" else _text
        first = row["number"] == 1
        known = (added.get(target, "") if added else None) if first else read(row["earlier"])
        begins = read(row["before"])
        if kind == "section" and report.origin is Origin.SUM:
            known, begins = (
                without_values(known or "") if known is not None else None,
                without_values(begins or ""),
            )
        if known is not None and begins is not None and begins != known:
            missing.append(target)
    return _in_order(report, set(missing))


_STEPS = (
    "SELECT target, number, before, earlier FROM (SELECT target, before, lag(after) OVER steps AS earlier,"
    " row_number() OVER steps AS number FROM change WHERE report_id = ? AND id > ?"
    " WINDOW steps AS (PARTITION BY target ORDER BY id))"
    " WHERE number = 1 OR coalesce(before, '') <> coalesce(earlier, '')"
)
"""Of each target the first change, and those that begin with another value than the change before ended with."""


def _text(text: str | None) -> str | None:
    return text or ""


def _beginning(database: Database, report_id: int, which: str = "TRUE") -> tuple[int, str] | None:
    """Return the last entry of the whole report of those *which*: its id and what the report was; None without one."""
    found = rows(
        database,
        f"SELECT id, after FROM change WHERE report_id = ? AND target = 'report' AND {which} ORDER BY id DESC LIMIT 1",
        [report_id],
    )
    if not found or found[0]["after"] is None:
        return None
    return found[0]["id"], with_names(found[0]["after"], named(database))


_NAMES = {
    "unit": "单位名称",
    "year": "年度",
    "form": "格式",
    "status": "状态",
    "totals": "合计方式",
    **TEXT_FIELDS,
}
_WORDS = {"draft": "编制中", "final": "已定稿", "computed": "自动合计", "typed": "手工填写合计"}


def _entered(database: Database, report_id: int) -> tuple[dict[str, str | None], dict[str, str]]:
    """Return what the last entry of the whole report holds, and the value entered last for each target.

    The first is empty where that entry is missing; a value is empty when it was cleared.
    """
    since, snapshot = _beginning(database, report_id) or (0, "")
    added = _added(snapshot)
    values = dict(added)
    for row in rows(
        database,
        "SELECT target, after FROM change WHERE id IN"
        " (SELECT max(id) FROM change WHERE report_id = ? AND id > ? GROUP BY target)",
        [report_id, since],
    ):
        kind, _, key = str(row["target"]).partition(".")
        if kind in ("cell", "section"):
            values[row["target"]] = row["after"] or ""
        elif kind == "field" and key in _NAMES:
            values[row["target"]] = _unit_in(row["after"]) if key == "unit" else row["after"] or ""
    return added, {target: value for target, value in values.items() if value is not None}


def _unit_in(after: str | None) -> str | None:
    """Return the unit's name as a later change of it has it; None where that can't be read."""
    try:
        return str(plain_json.loads(after or "")["name"])
    except (ValueError, TypeError, KeyError):
        return None


def _added(snapshot: str | None) -> dict[str, str | None]:
    """Return the values of a report as it was added; none where that can't be read."""
    try:
        content = plain_json.loads(snapshot or "")
        cells: dict[str, str | None] = {
            f"cell.{key}": str(text) for key, text in content[ReportKey.CELLS].items()
        }
        cells |= {f"field.{name}": str(content[name]) for name in _NAMES if name in content}
        return cells | {f"section.{key}": str(body) for key, body in content[ReportKey.SECTIONS].items()}
    except (ValueError, TypeError, KeyError, AttributeError):
        return {}


_BEGIN_ANEW = "请与备份核对；确认无误后，可删除这份报告再撤销删除，从现在的内容起重新记录。"


def _gap(report: Report, target: str) -> Damage:
    """Say that changes are missing in the history."""
    kind, _, key = target.partition(".")
    if kind == "cell" and key in report.form.cells:
        return Damage(
            f"{report.form.cells[key].name}的修改记录不完整，缺少一次以上的修改。{_BEGIN_ANEW}", cell=key
        )
    section = next((section for section in report.form.sections if section.key == key), None)
    if kind == "section" and section is not None:
        return Damage(f"“{section.tab}”的修改记录不完整，缺少一次以上的修改。{_BEGIN_ANEW}", section=key)
    if kind == "field":
        return Damage(f"{_NAMES[key]}的修改记录不完整，缺少一次以上的修改。{_BEGIN_ANEW}")
    return Damage(f"这份报告没有建立时的修改记录，不能核对现在的内容是不是填报的内容。{_BEGIN_ANEW}")


def _doubt(report: Report, doubt: Doubt) -> Damage:
    now, then = doubt.now or "空", doubt.then or "空"
    kind, _, key = doubt.target.partition(".")
    if kind == "cell":
        cell = report.form.cells.get(key)
        message = f"{cell.name if cell else key}现为 {now:.20}，与修改记录中的 {then:.20} 不符，请核对。"
        return Damage(message, cell=key if cell else "")
    if kind == "field":
        now, then = (_WORDS.get(value, value) for value in (now, then))
        return Damage(f"{_NAMES[key]}现为“{now:.40}”，与修改记录中的“{then:.40}”不符，请核对。")
    section = next((section for section in report.form.sections if section.key == key), None)
    message = f"“{section.tab if section else key}”的文字与修改记录不符，请核对。"
    return Damage(message, section=key if section else "")
