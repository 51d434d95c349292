"""The result of an import: a report that is not stored yet, and what could not be read."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from app.errors import UserError
from app.forms.model import Form
from app.imports.raw_document import RawTable
from app.linked_text import plain
from app.report import TEXT_FIELDS, Report, Totals, Unit
from app.report_data import ReportKey, in_order
from app.unit_names import one_line, refuse_long_name, unit_name
from app.values import Value
from app.workbook_names import Identity

_LONGEST_EXCERPT = 60


def excerpt(text: str) -> str:
    """Return *text* on one line, short enough for a list."""
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_EXCERPT else text[: _LONGEST_EXCERPT - 1] + "…"


@dataclass(frozen=True)
class Unread:
    """Something in the source that was not taken over: where it stands, its text, and why (Chinese).

    *text* is whole, on one line. *cells* are the form's cells that it may concern, as far as they are known.
    *harmless*: nothing of the report is missing or doubtful because of it; it is told for information only.
    """

    where: str
    text: str
    why: str
    cells: tuple[str, ...] = ()
    harmless: bool = False

    def __post_init__(self) -> None:
        """Bring the text to one line."""
        object.__setattr__(self, "text", " ".join(self.text.split()))

    @property
    def brief(self) -> str:
        """The text, short enough for a list."""
        return excerpt(self.text)

    def __str__(self) -> str:
        """Return it as one sentence."""
        what = self.brief if not self.brief or self.brief.startswith("“") else f"“{self.brief}”"
        return f"{self.where}{what}，{self.why}"


LONGEST_TEXTS = 200_000
"""At most this many characters in all texts of a report; real reports rarely have ten thousand."""
NO_UNIT = Unread("标题", "", "没有读到单位名称，请补填")
NO_YEAR = Unread("标题", "", "没有读到年度，请补填")


@dataclass(frozen=True)
class Place:
    """Where a cell stands in the source: which of its `tables`, and the first row and column it covers there."""

    table: int
    row: int
    column: int


@dataclass(frozen=True)
class Imported:
    """A report as read from a file.

    *unit* is empty and *year* 0 when the source does not tell (`unread` then says so); *title* is the title as
    printed. *cells* has what was read, a blank cell is absent; *sections* the texts by section key, paragraphs
    separated by ``\\n``. *totals* is how the source says its totals came about: typed unless it is our own json.
    *tables* are the source's tables that were recognised, to show beside the form's, and *places* where in them
    each cell of the form was found; both are empty for json, the only source whose texts have linked figures. *unit_from* says in Chinese where the unit's name was
    found when neither title nor signature has it: a person must confirm it (`identified_as`) before the report is
    stored.
    """

    form: Form
    unit: str
    year: int
    title: str = ""
    cells: Mapping[str, Value] = field(default_factory=dict)
    sections: Mapping[str, str] = field(default_factory=dict)
    unread: tuple[Unread, ...] = ()
    signed_by: str = ""
    signed_on: str = ""
    totals: Totals = Totals.TYPED
    tables: tuple[RawTable, ...] = field(default=(), repr=False)
    places: Mapping[str, Place] = field(default_factory=dict, repr=False)
    unit_from: str = ""
    identity: Identity | None = None
    """For whom the fill-in workbook was made, when it is one and states it."""
    filled_by: str = ""
    telephone: str = ""
    """Who filled in the workbook: stored with the return, never a part of the report."""

    def __post_init__(self) -> None:
        """Bring the unit's name to the spelling in which names are stored, and each line of text to one line."""
        object.__setattr__(self, "unit", unit_name(self.unit))
        for name in TEXT_FIELDS:
            object.__setattr__(self, name, one_line(getattr(self, name)))

    @property
    def lost(self) -> tuple[Unread, ...]:
        """What could not be read, without the harmless remarks."""
        return tuple(item for item in self.unread if not item.harmless)

    @property
    def nothing_counted(self) -> str:
        """Say that no figure at all was read from the source's tables; empty where one was, or where none can be."""
        return (
            "" if self.cells or not self.form.cells else "表中一个数也没有读到，原件中有数的，请对照原件填写"
        )

    @property
    def full_title_differs(self) -> bool:
        """Whether the printed title is another than the form's own for this unit and year."""
        return bool(self.title) and self.title != self.form.title.format(unit=self.unit, year=self.year)

    def identified_as(self, unit: str, year: int) -> "Imported":
        """Return it with unit and year as a person gave them; what was missing of them no longer is."""
        given = {NO_UNIT: bool(unit), NO_YEAR: bool(year)}
        unread = tuple(item for item in self.unread if not given.get(item, False))
        return replace(self, unit=unit, year=year, unread=unread, unit_from="")

    def refuse_unconfirmed(self) -> None:
        """Raise UserError when the unit waits for a person to confirm it."""
        if self.unit_from:
            raise UserError(
                f"标题和落款中没有单位名称，从{self.unit_from}中读到“{self.unit}”，核对后请指明单位再存入。"
            )

    def report(self, report_id: int, unit: Unit) -> Report:
        """Return it as a report of *unit*. Raises UserError when the source did not tell unit or year."""
        if not self.unit:
            raise UserError("没有读出单位名称，请指明单位后再读入。")
        refuse_long_name(self.unit)
        if (length := sum(map(len, self.sections.values()))) > LONGEST_TEXTS:
            raise UserError(f"报告的文字有 {length} 字，不像一份年度报告，请核对后另选文件。")
        if not self.year:
            raise UserError("没有读出报告年度，请指明年度后再读入。")
        texts = self._texts if self.full_title_differs else self._texts | {"title": ""}
        return Report(
            report_id,
            unit,
            self.year,
            self.form,
            totals=self.totals,
            cells=dict(self.cells),
            sections=dict(self.sections),
            **texts,
        )

    @property
    def _texts(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in TEXT_FIELDS}

    def as_json(self) -> dict[str, Any]:
        """Return what ``import --json`` prints."""
        return {
            ReportKey.FORM: self.form.id,
            ReportKey.UNIT: self.unit,
            ReportKey.YEAR: self.year,
            **self._texts,
            **in_order(self.form, self.cells, {key: plain(body) for key, body in self.sections.items()}),
            "unread": [{"where": item.where, "text": item.text, "why": item.why} for item in self.unread],
        }
