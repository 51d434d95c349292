"""One change of a report's history in words: where it was, what stood there before and after."""

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app import plain_json
from app.forms.model import Form
from app.linked_text import plain
from app.report import TEXT_FIELDS
from app.rules.completeness import section_name
from app.workspace_values import HistoryEntry

FIELD_NAMES = {
    **TEXT_FIELDS,
    "unit": "单位",
    "year": "年度",
    "status": "状态",
    "totals": "合计方式",
    "waivers": "豁免",
}
WORDS = {"draft": "草稿", "final": "定稿", "computed": "自动计算", "typed": "手工填写"}
_RECORDS = {
    "exclusion": "不计入的单位",
    "adjustment": "调整数",
    "review": "汇总的构成",
    "note": "审核意见",
    "second_entry": "复核录入",
}
"""What is kept beside a report and told in its history, by the tables in which it is kept."""
_LONGEST = 200


@dataclass(frozen=True)
class ChangeWords:
    """One change as it is read."""

    place: str
    before: str
    after: str


def change_words(form: Form, entry: HistoryEntry) -> ChangeWords:
    """Put a change of a report of this form in words."""
    kind, _, key = entry.target.partition(".")
    if kind in _RECORDS:
        before, after = (_record_shown(form, kind, text) for text in (entry.before, entry.after))
        return ChangeWords(_RECORDS[kind], before, after)
    if kind == "cell":
        place = form.cells[key].name if key in form.cells else key
    elif kind == "section":
        place = section_name(form, key)
    else:
        place = FIELD_NAMES.get(key, "整份报告")
    before, after = (_shown(kind, key, text) for text in (entry.before, entry.after))
    return ChangeWords(place, before, after)


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
    """Put a record in words: why a unit is left out, by how much a figure is adjusted, who typed a table again."""
    if text is None:
        return "（无）"
    with contextlib.suppress(ValueError, TypeError, KeyError, AttributeError):
        told = plain_json.loads(text)
        if kind == "note":
            return f"{told['words']}（{told['who']}）"
        if kind == "second_entry":
            return _second_entry_shown(form, told)
        if kind == "review":
            return f"已核对（{told['who']}）"
        why = f"{told['reason']}（{told['who']}）"
        if kind == "exclusion":
            return why
        cell = form.cells.get(told["cell"])
        amount = str(told["amount"])
        return f"{cell.name if cell else told['cell']} {amount if amount[:1] == '-' else f'+{amount}'}：{why}"
    return text[:_LONGEST]


def _second_entry_shown(form: Form, told: Mapping[str, Any]) -> str:
    section = next((one for one in form.sections if one.table == told["table_key"]), None)
    name = section.tab if section else told["table_key"]
    if told["typist"]:
        return f"{name}：正在复核（{told['typist']}）"
    if not told["reviewer"]:
        return f"{name}：未复核"
    outcome = f"改正 {told['corrected']} 格" if told["corrected"] else "一致"
    return f"{name}：{outcome}（{told['reviewer']}）"


def _field_shown(key: str, text: str) -> str:
    if key == "waivers":
        told = [f"{one['reason']}（{one['who']}）" for one in plain_json.loads(text)]
        return "；".join(told) or "（无）"
    if key == "unit" and text.startswith("{"):
        return str(plain_json.loads(text)["name"])
    return WORDS.get(text, text)
