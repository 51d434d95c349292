"""Figures and texts that differ from what the history says was entered last.

SQLite has no checksums: a byte that turns on a failing stick, or another program, can change a figure without any
check of the file noticing. The history holds every value a second time, so the two are compared.
"""

from app import plain_json
from app.report import Report
from app.rules.damage import Damage
from app.store.database import Database
from app.store.reading import rows
from app.values import canonical


def doubts(database: Database, report: Report) -> tuple[Damage, ...]:
    """Return the damage for each cell or text of *report* that is not what was entered last. Raises `ReadFailed`."""
    now = {f"cell.{key}": canonical(value) for key, value in report.cells.items()}
    now |= {f"section.{key}": body for key, body in report.sections.items() if body}
    then = _entered(database, report.id)
    return tuple(
        _doubt(report, target, now.get(target) or "空", value or "空")
        for target, value in then.items()
        if now.get(target, "") != value
    )


def _entered(database: Database, report_id: int) -> dict[str, str]:
    """Return the value entered last for each target that the history knows of, empty when it was cleared."""
    values: dict[str, str] = {}
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
        if row["target"].startswith(("cell.", "section.")):
            values[row["target"]] = row["after"] or ""
    return values


def _added(snapshot: str | None) -> dict[str, str]:
    """Return the values of a report as it was added; none where that can't be read."""
    try:
        content = plain_json.loads(snapshot or "")
        cells = {f"cell.{key}": str(text) for key, text in content["cells"].items()}
        return cells | {f"section.{key}": str(body) for key, body in content["sections"].items()}
    except (ValueError, TypeError, KeyError, AttributeError):
        return {}


def _doubt(report: Report, target: str, now: str, then: str) -> Damage:
    kind, _, key = target.partition(".")
    if kind == "cell":
        cell = report.form.cells.get(key)
        message = f"{cell.name if cell else key}现为 {now:.20}，与修改记录中的 {then:.20} 不符，请核对。"
        return Damage(message, cell=key if cell else "")
    section = next((section for section in report.form.sections if section.key == key), None)
    message = f"“{section.tab if section else key}”的文字与修改记录不符，请核对。"
    return Damage(message, section=key if section else "")
