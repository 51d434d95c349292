"""A table typed a second time without sight of the first (复核录入), and where the two entries differ.

Only figures that a person types are typed again: not totals that the program computes, nor what follows the ledger.
A table whose entries agree is reviewed; what is changed in it later makes that known again.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from app import plain_json
from app.errors import UserError
from app.forms.grid import grid_of, input_rows
from app.forms.model import Form
from app.records import Record
from app.report import Origin, Report, Status
from app.totals import follows, with_totals
from app.values import Value, ValueProblem, canonical, fits, from_canonical

Followed = Collection[str]
"""The cells of a report that follow the unit's ledger: nobody types them."""

BEGUN, TYPED, GIVEN_UP = "开始复核录入", "复核录入", "放弃复核录入"
CORRECTED = "复核录入改正"
"""What the history calls an edit of the report by which a difference was settled."""


@dataclass(frozen=True)
class SecondEntry(Record):
    """What is known of the second entry of one table of a report. Figures are JSON, by their cells' keys.

    *typed* is what was typed so far by *typist*, empty while none is under way, and *changed* the cells that were
    corrected by it. *reviewed* is what both entries agreed upon when one was last brought to an end.
    """

    TABLE: ClassVar[str] = "second_entry"
    KEY: ClassVar[tuple[str, ...]] = ("report_id", "table_key")
    OF_REPORT: ClassVar[str] = "report_id"
    LISTED: ClassVar[bool] = False
    NOT_IN_HISTORY: ClassVar[frozenset[str]] = frozenset({"typed", "changed", "reviewed"})
    TYPED: ClassVar[frozenset[str]] = frozenset({"typed", "changed"})

    report_id: int
    table_key: str
    typed: str = ""
    typist: str = ""
    changed: str = "[]"
    reviewed: str = ""
    reviewer: str = ""
    reviewed_at: str = ""
    corrected: int = 0

    @property
    def is_under_way(self) -> bool:
        """Whether the table is being typed a second time."""
        return bool(self.typed)

    @property
    def is_reviewed(self) -> bool:
        """Whether a second entry was brought to an end."""
        return bool(self.reviewed)

    def begun(self, who: str) -> SecondEntry:
        """Return the entry as it begins, blank."""
        return replace(self, typed="{}", typist=who, changed="[]")

    def given_up(self) -> SecondEntry:
        """Return the entry with nothing under way; an earlier review stays."""
        return replace(self, typed="", typist="", changed="[]")


@dataclass(frozen=True)
class Difference:
    """A cell in which the entries differ; ``None`` is a blank one."""

    cell: str
    first: Value | None
    second: Value | None


def refuse_unfit(report: Report) -> None:
    """Refuse a report that nobody types, or that is not to be changed any more. Raises `UserError`."""
    if report.origin is Origin.SUM:
        raise UserError("汇总表的数由各单位的数相加得出，不需要复核录入；请在各单位的报告中复核。")
    if report.status is Status.FINAL:
        raise UserError("报告已定稿，不能复核录入；确需复核，请先取消定稿并写明理由。")


def typable(report: Report, table: str, followed: Followed = ()) -> list[str]:
    """Return the cells of a table that a person types, in reading order."""
    rows = input_rows(grid_of(report.form.tables[table]))
    keys = [cell.key for row in rows for cell in row if cell.key]
    return [key for key in dict.fromkeys(keys) if not follows(report, key) and key not in followed]


def figures_in(text: str, form: Form, table: str) -> dict[str, Value]:
    """Read figures as an entry keeps them; what is not understood is left out."""
    return {key: value for key, value in _read(text, form, table).items() if value is not None}


def _read(text: str, form: Form, table: str) -> dict[str, Value | None]:
    """Read figures and blank cells."""
    found: dict[str, Value | None] = {}
    try:
        stored = plain_json.loads(text or "{}")
    except ValueError:
        return {}
    for key, told in stored.items() if isinstance(stored, dict) else ():
        cell = form.cells.get(key)
        if cell is None or cell.table != table:
            continue
        with contextlib.suppress(ValueProblem, ValueError, ArithmeticError, TypeError):
            value = None if told is None else from_canonical(told, cell.kind)
            if value is None or fits(value, cell.kind):
                found[key] = value
    return found


def with_figures(entry: SecondEntry, figures: Mapping[str, Value]) -> SecondEntry:
    """Return the entry with these figures typed."""
    return replace(entry, typed=_written(figures))


def _written(figures: Mapping[str, Value | None]) -> str:
    told = {key: None if value is None else canonical(value) for key, value in sorted(figures.items())}
    return json.dumps(told, ensure_ascii=False)


def blind(report: Report, entries: Iterable[SecondEntry], followed: Followed = ()) -> Report:
    """Return the report as the second person sees it: nothing in it but what was typed the second time.

    Figures that follow the ledger are nobody's entry and stay; totals are computed where those of the report are.
    """
    cells = {key: value for key, value in report.cells.items() if key in followed}
    for entry in entries:
        cells |= figures_in(entry.typed, report.form, entry.table_key)
    empty = replace(report, cells=cells, sections={}, waivers=(), status=Status.DRAFT)
    return with_totals(empty) if report.totals == "computed" else empty


def differences(report: Report, entry: SecondEntry, followed: Followed = ()) -> list[Difference]:
    """Return where the entries of a table differ, in reading order. A blank cell is not 0."""
    second = figures_in(entry.typed, report.form, entry.table_key)
    found = (
        Difference(key, report.cells.get(key), second.get(key))
        for key in typable(report, entry.table_key, followed)
    )
    return [one for one in found if one.first != one.second]


def settled(entry: SecondEntry, form: Form, cell: str, value: Value | None, *, corrects: bool) -> SecondEntry:
    """Return the entry after a difference was settled; *corrects*: the first entry was not right."""
    figures = figures_in(entry.typed, form, entry.table_key)
    figures.pop(cell, None)
    if value is not None:
        figures[cell] = value
    changed = [one for one in _cells_in(entry.changed) if one != cell] + [cell] * corrects
    return replace(entry, typed=_written(figures), changed=json.dumps(sorted(changed)))


def finished(entry: SecondEntry, report: Report, at: str, followed: Followed = ()) -> SecondEntry:
    """Return the entry after both agree. Raises `UserError` while they differ."""
    if left := differences(report, entry, followed):
        raise UserError(f"还有 {len(left)} 处不一致没有处理，处理完才能结束复核。")
    agreed = {key: report.cells.get(key) for key in typable(report, entry.table_key, followed)}
    done = replace(
        entry,
        reviewed=_written(agreed),
        reviewer=entry.typist,
        reviewed_at=at,
        corrected=len(_cells_in(entry.changed)),
    )
    return done.given_up()


def stored_figures(entry: SecondEntry) -> dict[str, str | None]:
    """Return what both entries agreed upon, as it is kept: texts by cells, None for a blank one."""
    stored = plain_json.loads(entry.reviewed)
    return {str(key): None if told is None else str(told) for key, told in stored.items()}


def reviewed_with(
    entry: SecondEntry, figures: Mapping[str, str | None], *, reviewer: str, at: str, corrected: int
) -> SecondEntry:
    """Return the entry as reviewed with these figures, given as `stored_figures` returns them."""
    return replace(
        entry,
        reviewed=json.dumps(figures, ensure_ascii=False),
        reviewer=reviewer,
        reviewed_at=at,
        corrected=corrected,
    )


def finishing_words(entries: Iterable[SecondEntry]) -> str:
    """Say for the history how a second entry of tables ended: 复核录入改正 2 格（张敏）."""
    ended = list(entries)
    corrected = sum(entry.corrected for entry in ended)
    who = "、".join(dict.fromkeys(entry.reviewer for entry in ended))
    return f"复核录入{f'改正 {corrected} 格' if corrected else '一致'}（{who}）"


def changed_since(report: Report, entry: SecondEntry) -> list[str]:
    """Return the cells of a reviewed table that hold something else than both entries agreed upon."""
    agreed = _read(entry.reviewed, report.form, entry.table_key)
    return [key for key, value in agreed.items() if report.cells.get(key) != value]


def standing(report: Report, entry: SecondEntry | None, followed: Followed = ()) -> str:
    """Say how the second entry of a table stands: 未复核, 正在复核 3/40, or who reviewed it and what changed since."""
    if entry is None:
        return "未复核"
    if entry.is_under_way:
        keys = typable(report, entry.table_key, followed)
        typed = figures_in(entry.typed, report.form, entry.table_key)
        return f"正在复核，已录 {sum(key in typed for key in keys)}/{len(keys)} 格（{entry.typist}）"
    return reviewed_words(report, entry) if entry.is_reviewed else "未复核"


def reviewed_words(report: Report, entry: SecondEntry) -> str:
    """Say who reviewed a table, when and with what outcome, and how many cells were changed since."""
    outcome = f"改正 {entry.corrected} 格" if entry.corrected else "一致"
    told = f"{entry.reviewed_at[:10]} {entry.reviewer} 复核，{outcome}"
    later = changed_since(report, entry)
    return f"{told}；复核后有改动 {len(later)} 格" if later else told


def _cells_in(text: str) -> list[str]:
    try:
        stored = plain_json.loads(text)
    except ValueError:
        return []
    return [one for one in stored if isinstance(one, str)] if isinstance(stored, list) else []
