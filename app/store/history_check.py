"""Compares a report with its history, and names each figure, text or field that is not what was entered last.

SQLite keeps no checksums: a failing stick or another program can change a figure, and no check of the file notices.
The history holds every value a second time, so the two are compared.
"""

from app import plain_json
from app.report import TEXT_FIELDS, Report
from app.rules.stored_damage import Damage
from app.store.database import Database
from app.store.rows_to_reports import rows
from app.values import canonical


def doubts(database: Database, report: Report) -> tuple[Damage, ...]:
    """Return the damage for each entry of *report* that is not what was entered last. Raises `ReadFailed`."""
    now = {f"cell.{key}": canonical(value) for key, value in report.cells.items()}
    now |= {f"section.{key}": body for key, body in report.sections.items() if body}
    now |= {f"field.{name}": str(getattr(report, name)) for name in _NAMES if name not in ("unit", "form")}
    now |= {"field.unit": report.unit.name, "field.form": report.form.id}
    then = _entered(database, report.id)
    return tuple(
        _doubt(report, target, now.get(target) or "空", value or "空")
        for target, value in then.items()
        if now.get(target, "") != value
    )


_NAMES = {
    "unit": "单位名称",
    "year": "年度",
    "form": "格式",
    "status": "状态",
    "totals": "合计方式",
    **TEXT_FIELDS,
}
_WORDS = {"draft": "编制中", "final": "已定稿", "computed": "自动合计", "typed": "手工填写合计"}


def _entered(database: Database, report_id: int) -> dict[str, str]:
    """Return the value entered last for each target that the history knows of, empty when it was cleared."""
    values: dict[str, str | None] = {}
    since = 0
    for row in rows(
        database,
        "SELECT id, after FROM change WHERE report_id = ? AND target = 'report' ORDER BY id DESC LIMIT 1",
        [report_id],
    ):
        since, values = row["id"], _added(row["after"])
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
    return {target: value for target, value in values.items() if value is not None}


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
        cells: dict[str, str | None] = {f"cell.{key}": str(text) for key, text in content["cells"].items()}
        cells |= {f"field.{name}": str(content[name]) for name in _NAMES if name in content}
        return cells | {f"section.{key}": str(body) for key, body in content["sections"].items()}
    except (ValueError, TypeError, KeyError, AttributeError):
        return {}


def _doubt(report: Report, target: str, now: str, then: str) -> Damage:
    kind, _, key = target.partition(".")
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
