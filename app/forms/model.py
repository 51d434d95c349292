"""What a form is made of. Every class is a frozen value, read from ``resources/forms/*.toml`` by `loader`.

A cell's key is ``table.row.column``; the keys are the contract of files, JSON and command line.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from app.forms.tables import Table
from app.values import Kind

if TYPE_CHECKING:
    from app.forms.narrative import Narrative


YEARLY = "yearly"
"""The series of the yearly report, which is meant wherever no other series is named."""


_NOTHING: Mapping[str, str] = MappingProxyType({})


class Cell(NamedTuple):
    """One input cell: its key, what it may hold, and how messages name it."""

    key: str
    table: str
    row: str
    column: str
    kind: Kind
    name: str
    computed: bool = False
    """A total that follows from other cells when the report computes its totals."""


class Section(NamedTuple):
    """One part of the report in printed order: either a text or a table."""

    key: str
    heading: str
    tab: str
    subject: str = ""
    """What the section is about in a few characters, beside *tab* where there is room."""
    table: str | None = None
    guidance: str = ""
    guidance_by_kind: Mapping[str, str] = _NOTHING
    """The guidance for a kind of unit (``government`` …), in place of *guidance*."""
    skeleton: str = ""
    """A text to begin with; `app.forms.skeletons` says what may stand in it."""
    skeleton_by_kind: Mapping[str, str] = _NOTHING
    """The skeleton for a kind of unit, in place of *skeleton*."""
    required: bool = True
    shortest: int = 0
    """A text with fewer characters than this has no content."""


class EquationTerm(NamedTuple):
    """One summand: a row, column, group or ``row.column`` key, taken *weight* times.

    *previous* takes it from the unit's report of the year before.
    """

    key: str
    weight: int = 1
    previous: bool = False


class Equation(NamedTuple):
    """A linear rule as the form file states it, before it is repeated along its axis.

    *each* is ``column`` (terms name rows), ``row`` (terms name columns) or ``""`` (terms name ``row.column``);
    *over* limits the repetition to these keys. *computes* marks the equations whose single left-hand cell is a
    total that follows from the right-hand side.
    """

    id: str
    name: str
    table: str
    each: str
    left: tuple[EquationTerm, ...]
    relation: str
    right: tuple[EquationTerm, ...]
    severity: str
    formula: str
    message: str
    source: str
    over: tuple[str, ...] = ()
    computes: bool = False
    same_form: bool = False
    """Terms of the year before count only when that report uses this very form."""
    without_previous: bool = False
    """The equation is used only where last year's report is not at hand."""


class LedgerCells(NamedTuple):
    """Which cells of a form a ledger of requests fills.

    *results* maps each result of a request to its row, *dispute_rows* each kind of dispute to its row.
    """

    applications: str
    new: str
    carried_in: str
    carried_out: str
    applicants: tuple[str, ...]
    results: Mapping[str, str]
    disputes: str
    dispute_rows: Mapping[str, str]
    dispute_results: tuple[str, ...]


@dataclass(frozen=True, eq=False, repr=False)
class Form:
    """An official report format. There is one object per format: forms are compared by identity."""

    id: str
    name: str
    notice: str
    document_type: str
    title: str
    title_words: tuple[str, ...]
    series: str
    """The kind of report. Within one series the year picks the form."""
    first_year: int
    last_year: int | None
    sections: tuple[Section, ...]
    tables: Mapping[str, Table]
    equations: tuple[Equation, ...]
    cells: Mapping[str, Cell]
    ledger: LedgerCells | None = None
    key_figures: Mapping[str, str] = field(default_factory=dict)
    """The cells by which a list of many reports shows what they hold, with their short names."""
    read_narrative: 'Callable[["Form"], Narrative] | None' = None

    def __repr__(self) -> str:
        return f"<Form {self.id}>"

    @cached_property
    def narrative(self) -> "Narrative":
        """What sentences claim about the tables; read when texts are first checked, because it takes a while."""
        from app.forms.narrative import NO_NARRATIVE

        return self.read_narrative(self) if self.read_narrative else NO_NARRATIVE

    @property
    def called(self) -> str:
        """What messages call a report of this form: the yearly one is simply 报告."""
        return "报告" if self.series == YEARLY else self.document_type

    @property
    def in_file_names(self) -> str:
        """What the names of files that units fill in call the report: the yearly one is simply 年报."""
        return "年报" if self.series == YEARLY else self.document_type

    @cached_property
    def text_sections(self) -> tuple[Section, ...]:
        """The sections that hold text, in printed order."""
        return tuple(section for section in self.sections if section.table is None)

    def covers(self, year: int) -> bool:
        """Whether the format is the official one for *year*."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)

    def section(self, key: str) -> Section:
        """Return the section with this key. Raises KeyError."""
        for section in self.sections:
            if section.key == key:
                return section
        raise KeyError(key)
