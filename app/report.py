"""A report: a frozen value. Edits make a new one; nothing changes a report in place."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

from app.forms.loader import forms
from app.forms.model import YEARLY, Form
from app.linked_text import plain
from app.values import Value


class UnitKind(StrEnum):
    """The kind of a body, on which the aspects of section one and the title depend."""

    GOVERNMENT = "government"
    DEPARTMENT = "department"
    TOWNSHIP = "township"
    ZONE = "zone"
    OTHER = "other"


KIND_NAMES = {
    UnitKind.GOVERNMENT: "人民政府",
    UnitKind.DEPARTMENT: "部门",
    UnitKind.TOWNSHIP: "街道乡镇",
    UnitKind.ZONE: "功能区",
    UnitKind.OTHER: "其他",
}
"""The names of kinds on screen and in registers."""


TEXT_FIELDS = {"title": "标题", "signed_by": "落款单位", "signed_on": "落款日期"}
"""The lines of text that a report has besides its sections, and what each is called."""


class Status(StrEnum):
    """Where a report stands. A final one is read-only."""

    DRAFT = "draft"
    FINAL = "final"


class Origin(StrEnum):
    """Whose figures a report holds: a body's own, or the sum of the reports of those in its group."""

    OWN = "own"
    SUM = "sum"


class Totals(StrEnum):
    """Whether totals follow their parts at once, or are typed and checked."""

    COMPUTED = "computed"
    TYPED = "typed"


@dataclass(frozen=True)
class Unit:
    """A body that publishes reports. *short_name* serves where space is short; empty: the name itself."""

    id: int
    name: str
    short_name: str = ""
    kind: UnitKind = UnitKind.DEPARTMENT

    @property
    def label(self) -> str:
        """The name for lists."""
        return self.short_name or self.name


class Waiver(NamedTuple):
    """A warning or question set aside by a person who gives a reason.

    *mark* is the fingerprint of what the finding rests on (its cells' values, or its sentence): when that changes,
    the waiver no longer fits and the finding comes back. *at* is an ISO 8601 local time.
    """

    rule: str
    mark: str
    reason: str
    who: str
    at: str


@dataclass(frozen=True)
class Report:
    """One unit's report for one year.

    *cells* holds touched cells only, by cell key. *sections* holds the texts by section key, paragraphs
    separated by line ends, as `app.linked_text` keeps them: `text` gives what is printed. *title* overrides the form's title; *signed_by* and *signed_on* make the 落款.
    """

    id: int
    unit: Unit
    year: int
    form: Form
    status: Status = Status.DRAFT
    totals: Totals = Totals.COMPUTED
    cells: Mapping[str, Value] = field(default_factory=dict, repr=False)
    sections: Mapping[str, str] = field(default_factory=dict, repr=False)
    title: str = ""
    signed_by: str = ""
    signed_on: str = ""
    waivers: tuple[Waiver, ...] = ()
    origin: Origin = Origin.OWN

    @property
    def series(self) -> str:
        """The kind of report that the form is for: a unit has one report per year and series."""
        return self.form.series

    @property
    def called(self) -> str:
        """The report's unit and year in words, with its kind where it is not the yearly report."""
        kind = "" if self.series == YEARLY else self.form.document_type
        return f"{self.unit.name} {self.year} 年{kind}"

    @property
    def full_title(self) -> str:
        """The title as printed: the typed one, or the form's with unit and year."""
        return self.title or self.form.title.format(unit=self.unit.name, year=self.year)

    def text(self, section: str) -> str:
        """Return a section's text as it is printed, empty when nobody has written it."""
        return plain(self.sections.get(section, ""))

    def marked(self, section: str) -> str:
        """Return a section's text with its links, as it is kept and edited."""
        return self.sections.get(section, "")

    def with_cells(self, changes: Mapping[str, Value | None]) -> "Report":
        """Return the report with these cells set; ``None`` makes a cell untouched."""
        cells = dict(self.cells)
        for key, value in changes.items():
            if value is None:
                cells.pop(key, None)
            else:
                cells[key] = value
        return replace(self, cells=cells)


class ReportSummary(NamedTuple):
    """A report as the list shows it; *readable* is false when this program can't show the report itself."""

    id: int
    unit: Unit
    year: int
    series: str
    form: str
    status: Status
    readable: bool = True
    origin: Origin = Origin.OWN

    @property
    def label(self) -> str:
        """Year and kind, for lists."""
        return f"{self.year}{self.kind}{' 汇总' if self.origin is Origin.SUM else ''}"

    @property
    def kind(self) -> str:
        """Where it is not the yearly report, the name of its form behind a blank."""
        known = forms().get(self.form)
        return "" if self.series == YEARLY else f" {known.name if known else self.form}"
