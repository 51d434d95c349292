"""Ledgers in which each request has a form of its own: labels beside their values become headings above one row."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.ledger.foreign.headings import field_of
from app.ledger.foreign.tables import SourceCell, SourceRow, SourceTable
from app.ledger.foreign.vocabulary import plain_heading

_LONGEST_LABEL = 14
_FEWEST_PAIRS = 4
_FEWEST_ROWS = 3
_GROUP = re.compile("公民|自然人|个人|法人|组织|单位")
_BEGINS_ANOTHER = frozenset(("id", "received", "content"))
"""Fields that a form has once: where the label stands again below, another form begins."""
_LINE = re.compile(r"([^:：]{2,12})[:：]\s*(\S.*)")

_Pair = tuple[str, str, SourceCell]
"""A group's label (empty where there is none), the label, and the cell that holds the value."""


def with_forms_as_rows(tables: Sequence[SourceTable]) -> list[SourceTable]:
    """Return the tables, those that are forms as tables of one request each."""
    return [made for table in tables for made in _as_rows(table)]


def _as_rows(table: SourceTable) -> list[SourceTable]:
    forms = list(_forms(table))
    if not forms or not all(map(_is_form, forms)):
        return [table]
    return [_table(table, form, first=not place) for place, form in enumerate(forms)]


def _forms(table: SourceTable) -> Iterator[list[tuple[int, _Pair]]]:
    """Yield the pairs of each form of a table by the rows in which they stand; nothing where labels stand side by side."""
    form: list[tuple[int, _Pair]] = []
    for row in table.rows:
        labels = [cell for cell in row.cells if _is_label(cell)]
        begins = {cell.column for cell in labels}
        if any(cell.end in begins for cell in labels):
            return
        for label in labels:
            pair = (_group(row, label), label.text, _value(row, label))
            said = {plain_heading(known[1]) for _, known in form}
            if plain_heading(label.text) in said and field_of([label.text]) in _BEGINS_ANOTHER:
                yield form
                form = []
            form.append((row.number, pair))
    if form:
        yield form


def _is_label(cell: SourceCell) -> bool:
    """Whether a cell names a field that is read. What has digits in it is a value, and 身份证 beside 证件名称 is one, too."""
    text = plain_heading(cell.text)
    may_be = 0 < len(text) <= _LONGEST_LABEL and not re.search("[0-9]", text)
    return may_be and field_of([cell.text]) not in ("", "private")


def _value(row: SourceRow, label: SourceCell) -> SourceCell:
    found = next((cell for cell in row.cells if cell.column == label.end), None)
    return found or SourceCell(label.end, label.end + 1, 1, "")


def _group(row: SourceRow, label: SourceCell) -> str:
    """Return what stands before a label and says whose it is: 公民 or 法人 down the side of a form."""
    before = [cell for cell in (*row.above, *row.cells) if cell.column < label.column]
    texts = [cell.text.strip() for cell in before if not _is_label(cell)]
    return next((text for text in texts if len(text) <= _LONGEST_LABEL and _GROUP.search(text)), "")


def _is_form(form: Sequence[tuple[int, _Pair]]) -> bool:
    fields = {field_of([label]) for _, (_, label, value) in form if value.text.strip()}
    rows = {number for number, _ in form}
    return (
        len(fields) >= _FEWEST_PAIRS
        and len(rows) >= _FEWEST_ROWS
        and "applicant" in fields
        and not fields.isdisjoint(("received", "confirmed"))
    )


def _table(table: SourceTable, form: Sequence[tuple[int, _Pair]], *, first: bool) -> SourceTable:
    """Return a form as a table: its labels are the headings, its values the one row below, numbered as where it begins."""
    pairs = [(label, value) for _, (_, label, value) in form]
    fields = {field_of([label]) for label, value in pairs if value.text.strip()}
    if first and "id" not in fields:
        pairs += _number_above(table)
    if "type" not in fields:
        pairs += _kind_beside(form)
    number = form[0][0]
    heads = [SourceCell(place, place + 1, 1, label) for place, (label, _) in enumerate(pairs)]
    values = [replace(value, column=n, end=n + 1, height=1) for n, (_, value) in enumerate(pairs)]
    return replace(table, rows=[SourceRow(number, tuple(heads)), SourceRow(number, tuple(values))])


def _number_above(table: SourceTable) -> Iterator[tuple[str, SourceCell]]:
    """Yield the number that stands in a line above the form: 受理号：江公〔2025〕1号."""
    for text in table.texts[len(table.texts) - table.own_texts :]:
        match = _LINE.fullmatch(text.strip())
        if match and field_of([match[1]]) == "id":
            yield match[1], SourceCell(0, 1, 1, match[2])


def _kind_beside(form: Sequence[tuple[int, _Pair]]) -> Iterator[tuple[str, SourceCell]]:
    """Yield the kind of an applicant whose name stands in the part of the form for citizens, or in that for bodies."""
    for _, (group, label, value) in form:
        if group and value.text.strip() and field_of([label]) == "applicant":
            yield "申请人类别", SourceCell(0, 1, 1, group)
            return
