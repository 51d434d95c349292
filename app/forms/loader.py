"""Reads form files. A mistake in one is reported with file, key and reason, before anything uses the form."""

import re
import string
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from app.errors import UserError
from app.forms.linear import CircularTotal, repeated, total_definitions
from app.forms.model import Band, Cell, Equation, EquationTerm, Flow, Form, Node, Section, Table
from app.paths import resource
from app.values import Kind

MESSAGE_FIELDS = frozenset({"at", "left", "right", "difference", "left_sum", "right_sum"})
_RELATIONS = ("=", ">=")
_SEVERITIES = ("error", "warning", "ask")
_KEY = re.compile(r"[a-z][a-z0-9_]*")


class FormError(UserError):
    """A form file that can't be used: file, key and reason."""

    def __init__(self, file: str, key: str, reason: str) -> None:
        super().__init__(f"格式文件 {file} 的 {key} 有误：{reason}。")
        self.file, self.key, self.reason = file, key, reason


@lru_cache(maxsize=1)
def forms() -> Mapping[str, Form]:
    """Return all bundled forms by id, the newest format first. Raises `FormError`."""
    loaded: dict[str, Form] = {}
    for path in sorted(resource("forms").glob("*.toml")):
        form = load(path)
        if form.id in loaded:
            raise FormError(path.name, "id", f"另有一个格式文件也叫“{form.id}”")
        loaded[form.id] = form
    newest_first = sorted(loaded.values(), key=lambda form: form.first_year, reverse=True)
    return {form.id: form for form in newest_first}


def form_for(year: int) -> Form:
    """Return the official format for a report year; the oldest for years before any."""
    known = list(forms().values())
    return next((form for form in known if form.covers(year)), known[-1])


def load(path: Path) -> Form:
    """Read one form file. Raises `FormError`."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise FormError(path.name, "文件", f"无法读取（{error}）") from error
    except tomllib.TOMLDecodeError as error:
        raise FormError(path.name, "文件", f"不是正确的 TOML（{error}）") from error
    return _Reader(path.name).form(data)


_ABSENT = object()


class _Reader:
    """Turns the parsed TOML of one file into a `Form`, naming the key of whatever is wrong."""

    def __init__(self, file: str) -> None:
        self.file = file

    def fail(self, key: str, reason: str) -> FormError:
        return FormError(self.file, key, reason)

    def take(self, data: dict[str, Any], at: str, key: str, kind: type, default: Any = _ABSENT) -> Any:
        """Remove and return a value of the wanted type."""
        value = data.pop(key, _ABSENT)
        where = f"{at}.{key}" if at else key
        if value is _ABSENT:
            if default is _ABSENT:
                raise self.fail(where, "缺少这一项")
            return default
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.fail(where, f"应为 {kind.__name__}")
        return value

    def done(self, data: dict[str, Any], at: str) -> None:
        """Refuse what nobody asked for: a misspelt key must not pass silently."""
        for key in data:
            raise self.fail(f"{at}.{key}" if at else key, "没有这样的设置项")

    def strings(self, data: dict[str, Any], at: str, key: str, default: Any = _ABSENT) -> tuple[str, ...]:
        values = self.take(data, at, key, list, default)
        if not all(isinstance(value, str) and value for value in values):
            raise self.fail(f"{at}.{key}" if at else key, "应为非空文字的列表")
        return tuple(values)

    def form(self, data: dict[str, Any]) -> Form:
        header = {
            key: self.take(data, "", key, str) for key in ("id", "name", "notice", "document_type", "title")
        }
        self.placeholders(header["title"], "title", {"unit", "year"})
        words = self.strings(data, "", "title_words")
        first, last = self.take(data, "", "first_year", int), self.take(data, "", "last_year", int, None)
        if last is not None and last < first:
            raise self.fail("last_year", f"早于 first_year（{first}）")
        tables = {
            key: self.table(key, self.mapping(table, f"tables.{key}"))
            for key, table in self.take(data, "", "tables", dict).items()
        }
        sections = self.sections(self.take(data, "", "sections", list), tables)
        equations = tuple(
            self.equation(self.mapping(item, f"equations[{index}]"), f"equations[{index}]", tables)
            for index, item in enumerate(self.take(data, "", "equations", list))
        )
        self.done(data, "")
        self.unique([equation.id for equation in equations], "equations.id")
        cells = self.cells(tables, equations)
        form = Form(
            **header,
            title_words=words,
            first_year=first,
            last_year=last,
            sections=sections,
            tables=tables,
            equations=equations,
            cells=cells,
        )
        self.solvable(form)
        return form

    def mapping(self, value: Any, at: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self.fail(at, "应为一组设置")
        return value

    def unique(self, keys: list[str], at: str) -> None:
        for key in keys:
            if keys.count(key) > 1:
                raise self.fail(at, f"“{key}”重复")

    def placeholders(self, text: str, at: str, known: set[str] | frozenset[str]) -> None:
        try:
            fields = [field[1:] for field in string.Formatter().parse(text) if field[1] is not None]
        except ValueError as error:
            raise self.fail(at, f"花括号不配对（{error}）") from error
        for name, layout, conversion in fields:
            if name not in known:
                raise self.fail(at, f"不认识的占位符 {{{name}}}")
            if layout or conversion:
                raise self.fail(at, f"占位符 {{{name}}} 中不能有冒号或叹号")

    def sections(self, items: list[Any], tables: dict[str, Table]) -> tuple[Section, ...]:
        sections = []
        for index, item in enumerate(items):
            at = f"sections[{index}]"
            data = self.mapping(item, at)
            section = Section(
                key=self.take(data, at, "key", str),
                heading=self.take(data, at, "heading", str),
                tab=self.take(data, at, "tab", str),
                table=self.take(data, at, "table", str, None),
                guidance=self.take(data, at, "guidance", str, ""),
                required=self.take(data, at, "required", bool, True),
            )
            self.done(data, at)
            if section.table is not None and section.table not in tables:
                raise self.fail(f"{at}.table", f"没有名为“{section.table}”的表")
            sections.append(section)
        for index, section in enumerate(sections):
            self.proper_key(section.key, f"sections[{index}].key")
        self.unique([section.key for section in sections], "sections.key")
        shown = [section.table for section in sections]
        for key in tables:
            if shown.count(key) != 1:
                raise self.fail(
                    f"tables.{key}",
                    "没有一个部分用到这张表" if key not in shown else "不止一个部分用到这张表",
                )
        return tuple(sections)

    def table(self, key: str, data: dict[str, Any]) -> Table:
        at = f"tables.{key}"
        self.proper_key(key, at)
        name = self.take(data, at, "name", str)
        bands = tuple(
            self.band(self.mapping(item, f"{at}.bands[{index}]"), f"{at}.bands[{index}]")
            for index, item in enumerate(self.take(data, at, "bands", list))
        )
        self.done(data, at)
        if not bands:
            raise self.fail(f"{at}.bands", "至少要有一段")
        if len({band.flow for band in bands}) > 1:
            raise self.fail(f"{at}.bands", "同一张表各段的 flow 应当一致")
        return Table(key, name, bands)

    def band(self, data: dict[str, Any], at: str) -> Band:
        flow = self.take(data, at, "flow", str, Flow.DOWN.value)
        if flow not in [member.value for member in Flow]:
            raise self.fail(f"{at}.flow", f"不认识“{flow}”")
        band = Band(
            rows=self.nodes(self.take(data, at, "rows", list), f"{at}.rows", "rows"),
            columns=self.nodes(self.take(data, at, "columns", list), f"{at}.columns", "columns"),
            caption=self.take(data, at, "caption", str, ""),
            corner=self.take(data, at, "corner", str, ""),
            flow=Flow(flow),
        )
        self.done(data, at)
        for axis, tops in (("rows", band.rows), ("columns", band.columns)):
            self.unique([node.key for top in tops for node in top.walk()], f"{at}.{axis}")
        return band

    def nodes(self, items: list[Any], at: str, branch: str) -> tuple[Node, ...]:
        if not items:
            raise self.fail(at, "不能为空")
        return tuple(
            self.node(self.mapping(item, f"{at}[{index}]"), f"{at}[{index}]", branch)
            for index, item in enumerate(items)
        )

    def node(self, data: dict[str, Any], at: str, branch: str) -> Node:
        label = self.take(data, at, "label", str)
        children = self.take(data, at, branch, list, None)
        kind = self.take(data, at, "kind", str, None)
        if kind is not None and kind not in [member.value for member in Kind]:
            raise self.fail(f"{at}.kind", f"不认识“{kind}”")
        node = Node(
            key=self.take(data, at, "key", str),
            label=label,
            name=self.take(data, at, "name", str, plain_label(label)),
            children=() if children is None else self.nodes(children, f"{at}.{branch}", branch),
            kind=None if kind is None else Kind(kind),
            upright=self.take(data, at, "upright", bool, False),
            aliases=self.strings(data, at, "aliases", []),
        )
        self.done(data, at)
        self.proper_key(node.key, f"{at}.key")
        if node.children and node.kind is not None:
            raise self.fail(f"{at}.kind", "只有没有下级的行或列才有种类")
        return node

    def equation(self, data: dict[str, Any], at: str, tables: dict[str, Table]) -> Equation:
        table = self.take(data, at, "table", str)
        if table not in tables:
            raise self.fail(f"{at}.table", f"没有名为“{table}”的表")
        each = self.one_of(data, at, "each", ("column", "row"))
        equation = Equation(
            id=self.take(data, at, "id", str),
            name=self.take(data, at, "name", str),
            table=table,
            each=each,
            left=self.terms(data, at, "left"),
            relation=self.one_of(data, at, "relation", _RELATIONS),
            right=self.terms(data, at, "right"),
            severity=self.one_of(data, at, "severity", _SEVERITIES),
            formula=self.take(data, at, "formula", str),
            message=self.take(data, at, "message", str),
            source=self.take(data, at, "source", str),
            over=self.strings(data, at, "over", []),
            computes=self.take(data, at, "computes", bool, False),
            same_form=self.take(data, at, "same_form", bool, False),
            without_previous=self.take(data, at, "without_previous", bool, False),
        )
        self.done(data, at)
        self.placeholders(equation.message, f"{at}.message", MESSAGE_FIELDS)
        named, repeated = ("row", "column") if each == "column" else ("column", "row")
        for side in ("left", "right"):
            for term in getattr(equation, side):
                if tables[table].node(named, term.key) is None:
                    raise self.fail(f"{at}.{side}", f"表中没有“{term.key}”")
        for key in equation.over:
            if tables[table].node(repeated, key) is None:
                raise self.fail(f"{at}.over", f"表中没有“{key}”")
        if equation.computes and not self.is_sum(equation, tables[table], named):
            raise self.fail(f"{at}.computes", "只有左边是单独一格、右边是本年各格之和的等式才能用来计算合计")
        return equation

    def is_sum(self, equation: Equation, table: Table, named: str) -> bool:
        """Whether the equation says that one cell is the plain sum of others."""
        total = table.node(named, equation.left[0].key)
        plain = all(term.weight == 1 and not term.previous for term in equation.left + equation.right)
        return (
            plain
            and equation.relation == "="
            and len(equation.left) == 1
            and total is not None
            and not total.children
        )

    def solvable(self, form: Form) -> None:
        """Refuse equations over cells that don't exist and totals that go in circles."""
        for index, equation in enumerate(form.equations):
            try:
                repeated(form, equation)
            except KeyError as error:
                raise self.fail(
                    f"equations[{index}]", f"等式用到的“{error.args[0]}”不是表中的单元格"
                ) from error
        try:
            total_definitions(form)
        except CircularTotal as error:
            raise self.fail("equations", f"合计“{error}”由它自己相加而成") from error

    def proper_key(self, key: str, at: str) -> None:
        if not _KEY.fullmatch(key):
            raise self.fail(at, f"“{key}”只能用小写字母、数字和下划线，并以字母开头")

    def one_of(self, data: dict[str, Any], at: str, key: str, known: tuple[str, ...]) -> str:
        value = self.take(data, at, key, str)
        if value not in known:
            raise self.fail(f"{at}.{key}", f"应为 {'、'.join(known)} 之一")
        return str(value)

    def terms(self, data: dict[str, Any], at: str, key: str) -> tuple[EquationTerm, ...]:
        terms = []
        for index, item in enumerate(self.take(data, at, key, list)):
            here = f"{at}.{key}[{index}]"
            if isinstance(item, str):
                terms.append(EquationTerm(item))
                continue
            fields = self.mapping(item, here)
            term = EquationTerm(
                self.take(fields, here, "key", str),
                self.take(fields, here, "weight", int, 1),
                self.take(fields, here, "previous", bool, False),
            )
            self.done(fields, here)
            if term.weight == 0:
                raise self.fail(f"{here}.weight", "不能为 0")
            terms.append(term)
        if not terms:
            raise self.fail(f"{at}.{key}", "至少要有一项")
        return tuple(terms)

    def cells(self, tables: dict[str, Table], equations: tuple[Equation, ...]) -> dict[str, Cell]:
        cells: dict[str, Cell] = {}
        for table in tables.values():
            for band in table.bands:
                for row in band.row_leaves():
                    for column in band.column_leaves():
                        cell = self.cell(table, row, column)
                        if cell.key in cells:
                            raise self.fail(f"tables.{table.key}", f"“{cell.key}”重复")
                        cells[cell.key] = cell
        for equation in equations:
            if equation.computes:
                axis = 2 if equation.each == "row" else 1
                for key, cell in cells.items():
                    if cell.table == equation.table and key.split(".")[axis] == equation.left[0].key:
                        cells[key] = replace(cell, computed=True)
        return cells

    def cell(self, table: Table, row: Node, column: Node) -> Cell:
        return Cell(
            key=f"{table.key}.{row.key}.{column.key}",
            table=table.key,
            row=row.key,
            column=column.key,
            kind=column.kind or row.kind or Kind.COUNT,
            name=f"“{row.name}”行“{column.name}”列",
        )


def plain_label(label: str) -> str:
    """Return *label* without its number: （一）予以公开 → 予以公开, 1.属于国家秘密 → 属于国家秘密."""
    for opening, closing in (("（", "）"), ("", "、"), ("", ".")):
        head, mark, rest = label.partition(closing)
        number = head.removeprefix(opening)
        if (
            mark
            and rest
            and head.startswith(opening)
            and number
            and all(c in "一二三四五六七八九十0123456789" for c in number)
        ):
            return rest
    return label
