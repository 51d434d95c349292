"""Turns one form file into a `Form`. A mistake in it is reported with file, key and reason."""

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.forms.cell_equations import known_term, repeated, terms_of
from app.forms.compiled import CircularTotal, total_definitions
from app.forms.ledger_reader import ledger_cells
from app.forms.model import YEARLY, Cell, Equation, EquationTerm, Form, Section
from app.forms.skeletons import YEAR, cells_named, pieces
from app.forms.table_reader import FormTableReader
from app.forms.tables import Node, Table
from app.forms.toml_reader import FormError
from app.values import Kind

if TYPE_CHECKING:
    from app.forms.narrative import Narrative

_MESSAGE_FIELDS = frozenset({"at", "left", "right", "difference", "left_sum", "right_sum"})
_RELATIONS = ("=", ">=")
_SEVERITIES = ("error", "warning", "ask")


def form_of(path: Path) -> Form:
    """Read a form file without its narrative, which is read, and whose mistakes are reported, when it is first used."""
    data = _parsed(path)
    narrative = data.pop("narrative", None)
    form = _FormReader(path.name).form(data)
    if narrative is None:
        return form

    def read_narrative(form: Form) -> "Narrative":
        from app.forms.narrative_reader import NarrativeReader

        reader = NarrativeReader(path.name, form.tables, form.sections, form.cells)
        return reader.narrative(_complete(reader.mapping(narrative, "narrative"), path))

    return replace(form, read_narrative=read_narrative)


def _parsed(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise FormError(path.name, "文件", f"无法读取（{error}）") from error
    except tomllib.TOMLDecodeError as error:
        raise FormError(path.name, "文件", f"不是正确的 TOML（{error}）") from error


def _complete(narrative: dict[str, Any], path: Path) -> dict[str, Any]:
    """Return *narrative* joined with the one it is based on: ``based_on`` names a form file beside this one."""
    base = narrative.pop("based_on", None)
    if base is None:
        return narrative
    if not isinstance(base, str):
        raise FormError(path.name, "narrative.based_on", "应为 str")
    beside = {file.stem: file for file in path.parent.glob("*.toml") if file != path}
    if base not in beside:
        raise FormError(path.name, "narrative.based_on", f"同一文件夹中没有格式“{base}”")
    other = _parsed(beside[base]).get("narrative")
    if not isinstance(other, dict) or "based_on" in other:
        raise FormError(path.name, "narrative.based_on", f"“{base}”没有可以沿用的 narrative")
    _check_named(beside[base], other.get("claims"))
    _check_named(path, narrative.get("claims", []))
    if not isinstance(narrative.get("drop", []), list):
        raise FormError(path.name, "narrative.drop", "应为 id 的列表")
    from app.forms.narrative_reader import merged

    return merged(other, narrative)


def _check_named(path: Path, claims: object) -> None:
    """Claims are joined by their ids, so every one must have one before anything else is read."""
    if not isinstance(claims, list) or not all(
        isinstance(item, dict) and isinstance(item.get("id"), str) for item in claims
    ):
        raise FormError(path.name, "narrative.claims", "应为带 id 的列表")


class _FormReader(FormTableReader):
    """Turns the parsed TOML of one file into a `Form`; `narrative_reader` reads what it says about the texts."""

    def form(self, data: dict[str, Any]) -> Form:
        header = {
            key: self.take(data, "", key, str) for key in ("id", "name", "notice", "document_type", "title")
        }
        self.placeholders(header["title"], "title", {"unit", "year"})
        words = self.strings(data, "", "title_words")
        series = self.take(data, "", "series", str, YEARLY)
        self.proper_key(series, "series")
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
        stated_ledger = self.take(data, "", "ledger", dict, None)
        key_figures = self.texts(data, "", "key_figures")
        self.done(data, "")
        self.unique([equation.id for equation in equations], "equations.id")
        cells = self.cells(tables, equations)
        self.skeletons(sections, tables, cells)
        if stray := next((key for key in key_figures if key not in cells), None):
            raise self.fail("key_figures", f"表中没有“{stray}”这一格")
        form = Form(
            **header,
            title_words=words,
            series=series,
            first_year=first,
            last_year=last,
            sections=sections,
            tables=tables,
            equations=equations,
            cells=cells,
            key_figures=key_figures,
            ledger=None if stated_ledger is None else ledger_cells(self, stated_ledger, cells),
        )
        self.solvable(form)
        return form

    def sections(self, items: list[Any], tables: dict[str, Table]) -> tuple[Section, ...]:
        sections = []
        for index, item in enumerate(items):
            at = f"sections[{index}]"
            data = self.mapping(item, at)
            section = Section(
                key=self.take(data, at, "key", str),
                heading=self.take(data, at, "heading", str),
                tab=self.take(data, at, "tab", str),
                subject=self.take(data, at, "subject", str, ""),
                table=self.take(data, at, "table", str, None),
                guidance=self.take(data, at, "guidance", str, ""),
                guidance_by_kind=self.texts(data, at, "guidance_by_kind"),
                skeleton=self.take(data, at, "skeleton", str, ""),
                skeleton_by_kind=self.texts(data, at, "skeleton_by_kind"),
                required=self.take(data, at, "required", bool, True),
                shortest=self.take(data, at, "shortest", int, 0),
            )
            self.done(data, at)
            if section.table is not None and section.table not in tables:
                raise self.fail(f"{at}.table", f"没有名为“{section.table}”的表")
            sections.append(section)
        for index, section in enumerate(sections):
            self.proper_key(section.key, f"sections[{index}].key")
            # Below a table or a text nothing would tell a person, or the reading of a file, that another part begins.
            if index and not section.heading:
                raise self.fail(f"sections[{index}].heading", "只有第一个部分可以没有标题")
        self.unique([section.key for section in sections], "sections.key")
        self.unique([section.heading for section in sections], "sections.heading")
        self.unique([table.name for table in tables.values()], "tables.name")
        shown = [section.table for section in sections]
        for key in tables:
            if shown.count(key) != 1:
                raise self.fail(
                    f"tables.{key}",
                    "没有一个部分用到这张表" if key not in shown else "不止一个部分用到这张表",
                )
        return tuple(sections)

    def skeletons(
        self, sections: tuple[Section, ...], tables: dict[str, Table], cells: dict[str, Cell]
    ) -> None:
        """Refuse a skeleton that names what the form does not have."""
        for index, section in enumerate(sections):
            for key, text in (("", section.skeleton), *section.skeleton_by_kind.items()):
                at = f"sections[{index}].skeleton{f'_by_kind.{key}' if key else ''}"
                try:
                    names = {name for _, name in pieces(text) if name}
                except ValueError as error:
                    raise self.fail(at, f"花括号中的内容不对（{error}）") from error
                for name in sorted(names - {YEAR}):
                    found = cells_named(tables, name)
                    if not found or not cells.keys() >= set(found):
                        raise self.fail(at, f"表中没有“{name}”")

    def equation(self, data: dict[str, Any], at: str, tables: dict[str, Table]) -> Equation:
        table = self.take(data, at, "table", str)
        if table not in tables:
            raise self.fail(f"{at}.table", f"没有名为“{table}”的表")
        each = self.one_of(data, at, "each", ("column", "row", ""))
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
        self.placeholders(equation.message, f"{at}.message", _MESSAGE_FIELDS)
        for side in ("left", "right"):
            for term in getattr(equation, side):
                if not known_term(equation, tables[table], term.key):
                    raise self.fail(f"{at}.{side}", f"表中没有“{term.key}”")
        if equation.over and not each:
            raise self.fail(f"{at}.over", "each 为空的等式只有一处，不能再限定范围")
        for key in equation.over:
            if tables[table].node(each, key) is None:
                raise self.fail(f"{at}.over", f"表中没有“{key}”")
        if equation.computes and not self.is_sum(equation, tables[table]):
            raise self.fail(f"{at}.computes", "只有左边是单独一格、右边是本年各格之和的等式才能用来计算合计")
        return equation

    def is_sum(self, equation: Equation, table: Table) -> bool:
        """Whether the equation says that one cell is the plain sum of others."""
        total = terms_of(equation, table, equation.left[0].key)
        plain = all(term.weight == 1 and not term.previous for term in equation.left + equation.right)
        return plain and equation.relation == "=" and len(equation.left) == 1 and len(total) == 1

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
                total = equation.left[0].key
                for key, cell in cells.items():
                    places = {"row": cell.column, "column": cell.row, "": f"{cell.row}.{cell.column}"}
                    if cell.table == equation.table and places[equation.each] == total:
                        cells[key] = cell._replace(computed=True)
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
