"""Reads a register of units from a table, whose columns are found by their headings; asks about doubts."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.collection.guessing import guess
from app.report import KIND_NAMES, UnitKind
from app.unit_names import unit_name

_HEADINGS = {
    "name": ("单位名称", "单位全称", "全称", "机构名称", "名称", "单位"),
    "short_name": ("简称", "单位简称"),
    "code": ("代码", "单位代码", "机构代码", "编码", "统一社会信用代码"),
    "kind": ("类别", "单位类别", "单位性质", "性质", "类型"),
    "parent": ("上级", "上级单位", "主管单位", "主管部门", "所属", "所属单位", "隶属"),
    "aliases": ("别名", "曾用名", "原名称", "其他名称"),
    "first_year": ("起始年度", "启用年度", "开始年度"),
    "last_year": ("截止年度", "停用年度", "结束年度"),
}
_KINDS = {name: kind for kind, name in KIND_NAMES.items()} | {
    "政府": UnitKind.GOVERNMENT, "乡镇": UnitKind.TOWNSHIP, "街道": UnitKind.TOWNSHIP, "镇街": UnitKind.TOWNSHIP,
    "开发区": UnitKind.ZONE, "园区": UnitKind.ZONE, "工作部门": UnitKind.DEPARTMENT, "政府部门": UnitKind.DEPARTMENT,
}  # fmt: skip
_MARKS = re.compile(r"[、，,；;/\n]+")
_YEAR = re.compile(r"(1[0-9]{3}|2[0-9]{3})年?")


@dataclass(frozen=True)
class RegisterLine:
    """One unit of a register: *parent* is its name as the table has it, or as the unit's own name says.

    *asked* says what a person has to settle; what is doubtful is left open and not guessed.
    """

    row: int
    name: str
    short_name: str = ""
    code: str = ""
    kind: UnitKind | None = None
    parent: str = ""
    is_parent_stated: bool = False
    aliases: tuple[str, ...] = ()
    first_year: int = 0
    last_year: int = 0
    asked: tuple[str, ...] = field(default=())


def read_register(rows: Sequence[Mapping[int, str]]) -> list[RegisterLine] | None:
    """Return the units of a table given as texts by column; ``None`` when no column holds names."""
    for at, row in enumerate(rows):
        columns = _columns(row)
        if "name" in columns:
            return [
                _line(number, texts, columns)
                for number, texts in enumerate(rows[at + 1 :], at + 2)
                if unit_name(texts.get(columns["name"], ""))
            ]
    return None


def _columns(row: Mapping[int, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for key, headings in _HEADINGS.items():
        for heading in headings:
            column = next((c for c, text in row.items() if unit_name(text) == heading), None)
            if column is not None:
                found.setdefault(key, column)
    return found


def _line(number: int, texts: Mapping[int, str], columns: Mapping[str, int]) -> RegisterLine:
    text = {key: texts.get(column, "").strip() for key, column in columns.items()}
    name = unit_name(text["name"])
    guessed = guess(name)
    asked = []
    kind = _KINDS.get(unit_name(text.get("kind", "")))
    if kind is None:
        if text.get("kind"):
            asked.append(f"类别“{text['kind'][:20]}”不认识，请选择类别")
        kind = guessed.kind
        asked += [] if kind else ["看不出是哪一类单位，请选择类别"]
    stated = unit_name(text.get("parent", ""))
    if not stated:
        asked += [sentence for sentence in guessed.asked if "上级" in sentence]
    years = []
    for key in ("first_year", "last_year"):
        match = _YEAR.fullmatch(text.get(key, ""))
        if text.get(key) and not match:
            asked.append(f"年度“{text[key][:20]}”不对，应为四位数的年份")
        years.append(int(match[1]) if match else 0)
    return RegisterLine(
        number,
        name,
        unit_name(text.get("short_name", "")),
        text.get("code", ""),
        kind,
        stated or guessed.parent,
        bool(stated),
        tuple(unit_name(part) for part in _MARKS.split(text.get("aliases", "")) if unit_name(part)),
        years[0],
        years[1],
        tuple(asked),
    )


_BODIES = ("人民政府", "行政公署", "管理委员会", "管委会", "街道办事处", "办事处")


def area_of(name: str) -> str:
    """Return the area that a body of power stands for: 青溪县人民政府 → 青溪县; empty for other bodies."""
    body = next((body for body in _BODIES if name.endswith(body)), "")
    return name.removesuffix(body) if body else ""
