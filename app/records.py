"""Records: rows that a workspace keeps besides its reports, by the same write path. Each is a frozen value with a key.

A kind of record is a frozen dataclass whose fields are the columns of its table, all of them numbers or texts.
"""

import json
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

RecordKey = tuple[str, tuple[int | str, ...]]
"""The table of a record and the values of its key."""


@dataclass(frozen=True)
class Record:
    """One row. *TABLE* is where it is kept, *KEY* names the fields that tell it from others."""

    TABLE: ClassVar[str] = ""
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    NOT_IN_HISTORY: ClassVar[frozenset[str]] = frozenset()
    """Fields too long for the history, or not to be kept by it; that they changed is told."""
    TYPED: ClassVar[frozenset[str]] = frozenset()
    """Fields that are written with every key: a change of nothing else is no entry of the history."""
    REPORT: ClassVar[str] = ""
    """The field that holds a whole report as JSON: the workspace keeps its figures by number."""
    LISTED: ClassVar[bool] = True
    """Whether the list of reports and units may look different after a change."""
    SHOWN_ITSELF: ClassVar[bool] = False
    """Whether undo shows the record, and not the report that followed it."""
    OF_REPORT: ClassVar[str] = ""
    """The field that holds the report whose history tells of the record; empty: that of the workspace."""

    @property
    def key(self) -> RecordKey:
        """Table and key."""
        return self.TABLE, tuple(getattr(self, name) for name in self.KEY)

    @property
    def of_report(self) -> int:
        """The id of the report that the record belongs to; 0: none."""
        return int(getattr(self, self.OF_REPORT)) if self.OF_REPORT else 0

    @property
    def row(self) -> dict[str, int | str]:
        """The columns."""
        return dict(vars(self))

    @property
    def history_text(self) -> str:
        """The record as the history keeps it."""
        return json.dumps(
            {name: value for name, value in self.row.items() if name not in self.NOT_IN_HISTORY},
            ensure_ascii=False,
        )


_Kept = TypeVar("_Kept")


@dataclass(frozen=True)
class BeforeAfter(Generic[_Kept]):
    """Something before and after a change: ``None`` before when added, ``None`` after when removed."""

    before: _Kept | None
    after: _Kept | None

    @property
    def concerned(self) -> _Kept:
        """What is changed, as it is now or was last."""
        return next(side for side in (self.after, self.before) if side is not None)


class RecordChange(BeforeAfter[Record]):
    """A record before and after."""


@dataclass(frozen=True)
class UnitRow(Record):
    """A unit that has no report yet."""

    TABLE: ClassVar[str] = "unit"

    id: int
    name: str
    short_name: str
    kind: str
