"""The records that a workspace keeps about its units, groups, returns and sums, besides the reports themselves."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from app.records import Record


@dataclass(frozen=True)
class Registered(Record):
    """A unit's place in the register. *parent_id* 0: none; *first_year* and *last_year* 0: not limited.

    *position* is the order among those below one parent; units of the same position go by their names.
    """

    TABLE: ClassVar[str] = "register"
    KEY: ClassVar[tuple[str, ...]] = ("unit_id",)

    unit_id: int
    code: str = ""
    parent_id: int = 0
    first_year: int = 0
    last_year: int = 0
    position: int = 0


@dataclass(frozen=True)
class Alias(Record):
    """Another name under which a unit's reports come in: a former one, or one in everyday use."""

    TABLE: ClassVar[str] = "alias"
    KEY: ClassVar[tuple[str, ...]] = ("name", "unit_id")

    name: str
    unit_id: int


@dataclass(frozen=True)
class Member(Record):
    """A unit that belongs to a group though the register does not place it below: also the group's own body (本级)."""

    TABLE: ClassVar[str] = "member"
    KEY: ClassVar[tuple[str, ...]] = ("group_id", "unit_id")

    group_id: int
    unit_id: int
    first_year: int = 0
    last_year: int = 0


class ReturnState(StrEnum):
    """What has become of a return."""

    PENDING = "待核"
    ACCEPTED = "已收"
    SENT_BACK = "退回"
    VOID = "作废"


@dataclass(frozen=True)
class Return(Record):
    """One file that a unit sent for a year: what it was, what was read of it and what was not.

    *digest* is the file's SHA-256, *changed_at* the time its writer last saved it, *counts* whether the unit's report
    holds this return: of all returns for a unit, year and series exactly one does, unless all are void. *content*
    is the report that was read, as JSON; *unread* has one sentence per line.
    """

    TABLE: ClassVar[str] = "received"
    SHOWN_ITSELF: ClassVar[bool] = True
    NOT_IN_HISTORY: ClassVar[frozenset[str]] = frozenset({"content"})
    REPORT: ClassVar[str] = "content"

    id: int
    unit_id: int
    year: int
    series: str
    form: str
    file_name: str
    digest: str
    changed_at: str
    received_at: str
    who: str
    state: str
    counts: int
    content: str
    unread: str = ""
    note: str = ""
    sender: str = ""
    """Who filled the file in, with the telephone, where the file says so; never a part of the report."""


@dataclass(frozen=True)
class _OfReport(Record):
    """A record of one report, whose history tells of it."""

    OF_REPORT: ClassVar[str] = "report_id"


@dataclass(frozen=True)
class Exclusion(_OfReport):
    """A unit whose figures an aggregate leaves out, and why."""

    TABLE: ClassVar[str] = "exclusion"
    SHOWN_ITSELF: ClassVar[bool] = True
    KEY: ClassVar[tuple[str, ...]] = ("report_id", "unit_id")

    report_id: int
    unit_id: int
    reason: str
    who: str
    at: str


@dataclass(frozen=True)
class Adjustment(_OfReport):
    """A figure added to, or taken off, one cell of an aggregate, and why; *amount* is written as cells are."""

    TABLE: ClassVar[str] = "adjustment"

    id: int
    report_id: int
    cell: str
    amount: str
    reason: str
    who: str
    at: str


@dataclass(frozen=True)
class ReturnReview(_OfReport):
    """The last change of the workspace when a person looked at what an aggregate is made of."""

    TABLE: ClassVar[str] = "review"
    KEY: ClassVar[tuple[str, ...]] = ("report_id",)

    report_id: int
    change_id: int
    who: str
    at: str


@dataclass(frozen=True)
class Note(_OfReport):
    """What the office that collects has to say about a place of a report it sent back.

    *cell* or *section* is the place, both empty where the whole report is meant. *before* is what stood there then:
    a note holds for as long as that is unchanged.
    """

    TABLE: ClassVar[str] = "note"

    id: int
    report_id: int
    cell: str
    section: str
    words: str
    before: str
    who: str
    at: str


KINDS: dict[str, type[Record]] = {
    kind.TABLE: kind
    for kind in (Registered, Alias, Member, Return, Exclusion, Adjustment, ReturnReview, Note)
}
"""The kinds of records by their tables."""
