"""The project's own json of a report, what ``import --json`` prints, and other json with the same cell keys."""

import json
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from app.forms.loader import form_for, forms
from app.forms.model import Form
from app.imports.bounded_files import Unreadable
from app.imports.imported import Imported, Unread
from app.linked_figures import own_links
from app.report import TEXT_FIELDS, Totals
from app.report_data import SCHEMA, VERSION, ReportKey, linked_sections
from app.totals import computed_totals
from app.values import Value, ValueProblem, canonical, from_canonical

_MAX_DIGITS = 40


def parse(text: str, name: str, *, unit: str | None = None, year: int | None = None) -> Imported:
    """Read a report from json. Raises `Unreadable`, naming the key of whatever is wrong."""
    return _JsonReader(name).read(_load(text, name), unit, year)


def _load(text: str, name: str) -> dict[str, Any]:
    try:
        data = json.loads(
            text,
            parse_float=_decimal,
            parse_int=_integer,
            parse_constant=_constant,
            object_pairs_hook=_unique,
        )
    except json.JSONDecodeError as error:
        raise Unreadable(f"“{name}”第 {error.lineno} 行不是正确的 JSON，请核对文件是否完整。") from error
    except ValueError as error:
        raise Unreadable(f"“{name}”不是正确的报告数据：{error}，请核对后再读入。") from error
    if not isinstance(data, dict):
        raise Unreadable(f"“{name}”不是一份报告的数据，请核对后另选文件。")
    return data


def _decimal(text: str) -> Decimal:
    if len(text) > _MAX_DIGITS:
        raise ValueError(f"数值 {text[:20]}… 过长")
    number = Decimal(text)
    # A few characters of exponent could stand for more digits than there is memory.
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or abs(exponent) > _MAX_DIGITS:
        raise ValueError(f"数值 {text[:20]} 过大或过小")
    return number


def _integer(text: str) -> int:
    if len(text) > _MAX_DIGITS:
        raise ValueError(f"数值 {text[:20]}… 过长")
    return int(text)


def _constant(text: str) -> Any:
    raise ValueError(f"不认识的数值 {text}")


def _unique(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for key, value in pairs:
        if key in data:
            raise ValueError(f"“{key}”重复出现")
        data[key] = value
    return data


def _differs_from_parts(found: Imported) -> bool:
    """Whether a total that stands in the source is not the sum of its parts."""
    totals = computed_totals(found.form, found.cells)
    return any(found.cells.get(key) not in (None, total) for key, total in totals.items())


class _JsonReader:
    """Takes a parsed json apart."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._unread: list[Unread] = []

    def _fail(self, key: str, reason: str) -> Unreadable:
        return Unreadable(f"“{self._name}”的 {key} 有误：{reason}，请核对后再读入。")

    def read(self, data: dict[str, Any], unit: str | None, year: int | None) -> Imported:
        self._check_schema(data.get(ReportKey.SCHEMA))
        if ReportKey.CELLS not in data and ReportKey.SECTIONS not in data:
            raise Unreadable(
                f"“{self._name}”中没有报告的数据（{ReportKey.CELLS} 或 {ReportKey.SECTIONS}），请核对后另选文件。"
            )
        unit = unit or self._string(data, ReportKey.UNIT)
        year = year or self._year(data)
        form = self._form(data, year)
        texts: dict[str, Any] = {name: self._string(data, name) for name in TEXT_FIELDS}
        found = Imported(
            form,
            unit,
            year,
            cells=self._cells(self._mapping(data, ReportKey.CELLS), form),
            sections=self._sections(
                linked_sections({**data, ReportKey.SECTIONS: self._mapping(data, ReportKey.SECTIONS)}), form
            ),
            unread=tuple(self._unread),
            totals=self._totals(data),
            **texts,
        )
        if found.totals is Totals.COMPUTED and _differs_from_parts(found):
            # Computing it again would hide what the file says; the checks report the difference.
            found = replace(found, totals=Totals.TYPED)
        return replace(found, sections={key: own_links(found, body) for key, body in found.sections.items()})

    def _check_schema(self, schema: Any) -> None:
        if schema is None:
            return
        if not isinstance(schema, dict) or schema.get("name") != SCHEMA:
            raise self._fail(ReportKey.SCHEMA, "不是本程序的报告数据")
        if schema.get("version") != VERSION:
            raise Unreadable(f"“{self._name}”由较新的版本写出，本版本不能读取，请升级程序后再读入。")

    def _string(self, data: dict[str, Any], key: str) -> str:
        value = data.get(key, "")
        if not isinstance(value, str):
            raise self._fail(key, "应为文字")
        return value

    def _mapping(self, data: dict[str, Any], key: str) -> dict[str, Any]:
        value = data.get(key, {})
        if not isinstance(value, dict):
            raise self._fail(key, "应为一组“键: 值”")
        return value

    def _year(self, data: dict[str, Any]) -> int:
        value = data.get(ReportKey.YEAR, 0)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 9999:
            raise self._fail(ReportKey.YEAR, "应为四位数的年度")
        return value

    def _form(self, data: dict[str, Any], year: int) -> Form:
        form_id = self._string(data, ReportKey.FORM)
        if not form_id:
            return form_for(year)
        if form_id not in forms():
            raise self._fail(ReportKey.FORM, f"没有“{form_id[:40]}”这种格式")
        return forms()[form_id]

    def _totals(self, data: dict[str, Any]) -> Totals:
        text = self._string(data, ReportKey.TOTALS) or Totals.TYPED.value
        if text not in [member.value for member in Totals]:
            raise self._fail(ReportKey.TOTALS, f"不认识“{text[:40]}”")
        return Totals(text)

    def _cells(self, data: dict[str, Any], form: Form) -> dict[str, Value]:
        cells: dict[str, Value] = {}
        for key, value in data.items():
            text = canonical(value) if isinstance(value, int | Decimal) else value
            if key not in form.cells:
                self._unread.append(
                    Unread(f"{ReportKey.CELLS}.{key}"[:80], str(text)[:60], "格式中没有这一格")
                )
                continue
            if value is None or value == "":
                continue
            try:
                if not isinstance(text, str) or isinstance(value, bool):
                    raise ValueProblem("不是数字")
                cells[key] = from_canonical(text, form.cells[key].kind)
            except ValueProblem as problem:
                self._unread.append(Unread(f"{ReportKey.CELLS}.{key}", str(value)[:60], str(problem), (key,)))
        return cells

    def _sections(self, data: dict[str, Any], form: Form) -> dict[str, str]:
        known = {section.key for section in form.text_sections}
        sections: dict[str, str] = {}
        for key, value in data.items():
            if key not in known or not isinstance(value, str):
                why = "格式中没有这一部分" if key not in known else "不是文字"
                self._unread.append(Unread(f"{ReportKey.SECTIONS}.{key}"[:80], str(value)[:60], why))
            elif value:
                sections[key] = value
        return sections
