"""The changes of a report as a table, and how a change is put in words."""

import contextlib
from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import Qt

from app import plain_json
from app.forms.model import Form
from app.linked_text import plain
from app.report import TEXT_FIELDS
from app.rules.completeness import section_name
from app.workspace_values import HistoryEntry
from ui.base.markup import plain_tip
from ui.models.titled_table import TitledTableModel

FIELD_NAMES = {
    **TEXT_FIELDS,
    "unit": "单位",
    "year": "年度",
    "status": "状态",
    "totals": "合计方式",
    "waivers": "豁免",
}
WORDS = {"draft": "草稿", "final": "定稿", "computed": "自动计算", "typed": "手工填写"}
_RECORDS = {"exclusion": "不计入的单位", "adjustment": "调整数", "review": "汇总的构成", "note": "审核意见"}
"""What an aggregate is made of besides its cells, by the tables in which it is kept."""
_LONGEST = 200


class HistoryRole(IntEnum):
    """What the dialog asks of a row besides Qt's own roles."""

    EDIT = Qt.ItemDataRole.UserRole + 1
    """The number of the edit that the entry belongs to."""


class HistoryModel(TitledTableModel[tuple[int, tuple[str, ...]]]):
    """The entries of a report's history, the newest first."""

    titles = ("时间", "修改人", "操作", "位置", "修改前", "修改后")

    def fill(self, form: Form, entries: Sequence[HistoryEntry]) -> None:
        """Show these entries."""
        self.show_rows((entry.edit, _texts(form, entry)) for entry in entries if not entry.is_witness)

    def cell(self, row: tuple[int, tuple[str, ...]], column: int, role: int) -> object:
        edit, texts = row
        if role == HistoryRole.EDIT:
            return edit
        text = texts[column]
        if role == Qt.ItemDataRole.DisplayRole:
            return text.replace("\n", " ")
        return plain_tip(text) if role == Qt.ItemDataRole.ToolTipRole else None


def _texts(form: Form, entry: HistoryEntry) -> tuple[str, ...]:
    kind, _, key = entry.target.partition(".")
    if kind == "cell":
        place = form.cells[key].name if key in form.cells else key
    elif kind == "section":
        place = section_name(form, key)
    elif kind in _RECORDS:
        shown = [_record_shown(form, kind, text) for text in (entry.before, entry.after)]
        return (f"{entry.at:%Y-%m-%d %H:%M:%S}", entry.who, entry.action, _RECORDS[kind], *shown)
    else:
        place = FIELD_NAMES.get(key, "整份报告")
    before, after = (_shown(kind, key, text) for text in (entry.before, entry.after))
    return (f"{entry.at:%Y-%m-%d %H:%M:%S}", entry.who, entry.action, place, before, after)


def _shown(kind: str, key: str, text: str | None) -> str:
    if text is None:
        return "（未填）" if kind == "cell" else "（无）"
    if kind == "report":
        return "整份报告"
    if kind == "field":
        # What a foreign file holds instead is shown as it stands.
        with contextlib.suppress(ValueError, TypeError, KeyError, AttributeError):
            text = _field_shown(key, text)
    text = plain(text)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "……"


def _record_shown(form: Form, kind: str, text: str | None) -> str:
    """Put what an aggregate is made of in words: why a unit is left out, by how much a figure is adjusted."""
    if text is None:
        return "（无）"
    with contextlib.suppress(ValueError, TypeError, KeyError, AttributeError):
        told = plain_json.loads(text)
        if kind == "note":
            return f"{told['words']}（{told['who']}）"
        if kind == "review":
            return f"已核对（{told['who']}）"
        why = f"{told['reason']}（{told['who']}）"
        if kind == "exclusion":
            return why
        cell = form.cells.get(told["cell"])
        amount = str(told["amount"])
        return f"{cell.name if cell else told['cell']} {amount if amount[:1] == '-' else f'+{amount}'}：{why}"
    return text[:_LONGEST]


def _field_shown(key: str, text: str) -> str:
    if key == "waivers":
        told = [f"{one['reason']}（{one['who']}）" for one in plain_json.loads(text)]
        return "；".join(told) or "（无）"
    if key == "unit" and text.startswith("{"):
        return str(plain_json.loads(text)["name"])
    return WORDS.get(text, text)
