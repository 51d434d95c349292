"""A group's page as values: what each member has sent for a year and how it stands, with last year beside."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from app.collection.records import ReturnState
from app.report import Status, Unit
from app.values import Value


class MemberState(StrEnum):
    """How a member stands, in the words of the list and its filter, the most urgent first."""

    MISSING = "未报"
    ERRORS = "有错误"
    INCOMPLETE = "没有填完"
    HINTS = "有提示"
    SENT_BACK = "退回"
    READY = "可汇总"
    FINAL = "已定稿"


@dataclass(frozen=True)
class FindingCounts:
    """How many findings a report's newest check has: *errors* and *lacks* block its release, *hints* do not."""

    errors: int = 0
    lacks: int = 0
    hints: int = 0


def standing(
    counted: FindingCounts | None, *, reported: bool, sent_back: bool, final: bool, is_sum: bool
) -> MemberState | None:
    """Say how a member stands, for the list and the page alike; None while its report has not been checked yet.

    A lower group's sum has no texts of its own; that it lacks them does not count.
    """
    if not reported:
        return MemberState.MISSING
    if sent_back:
        return MemberState.SENT_BACK
    if counted is None:
        return None
    if counted.errors:
        return MemberState.ERRORS
    if counted.lacks and not is_sum:
        return MemberState.INCOMPLETE
    if final:
        return MemberState.FINAL
    return MemberState.HINTS if counted.hints else MemberState.READY


@dataclass(frozen=True)
class SentReturns:
    """What a unit has sent for a year.

    *returns* is how many files came in, *waiting* how many of them wait to be compared, *older* how many are older than the
    return that counts and not decided on; the others are those of the
    return that counts, empty where the report was not sent as a file. *who* registered it, *sender* filled it in.
    """

    returns: int = 0
    waiting: int = 0
    older: int = 0
    file_name: str = ""
    received_at: str = ""
    who: str = ""
    state: str = ""
    sender: str = ""


@dataclass(frozen=True)
class Score:
    """How one member reported. *late* is by how many days its first file came after the day; ``None``: nothing came.

    *first_errors* are the errors of the first file's report, *first_lacks* what it had not filled in, ``None`` where it
    can't be read any more.
    """

    unit: Unit
    first_at: str = ""
    late: int | None = None
    returns: int = 0
    sent_back: bool = False
    unread: int = 0
    first_errors: int | None = None
    errors: int | None = None
    first_lacks: int | None = None
    lacks: int | None = None


@dataclass(frozen=True)
class GroupMember:
    """A member of a group in a year. *report_id* 0: nothing has come in.

    *figures* and *last* are the form's key figures of the year and the year before.
    """

    unit: Unit
    report_id: int = 0
    status: Status = Status.DRAFT
    is_sum: bool = False
    counts: bool = True
    excluded: str = ""
    by: str = ""
    sent: SentReturns = SentReturns()
    figures: Mapping[str, Value] = field(default_factory=dict)
    last_id: int = 0
    last: Mapping[str, Value] = field(default_factory=dict)

    def standing(self, counted: FindingCounts | None) -> MemberState | None:
        """Say how the member stands; None while its report has not been checked yet."""
        return standing(
            counted,
            reported=bool(self.report_id),
            sent_back=self.sent.state == ReturnState.SENT_BACK,
            final=self.status is Status.FINAL,
            is_sum=self.is_sum,
        )


@dataclass(frozen=True)
class GroupMissing:
    """Those of a group's *of* members who have sent nothing."""

    group: Unit
    of: int
    units: Sequence[Unit]


def missing_units(
    group: Unit, members: Sequence[GroupMember], members_of: Callable[[Unit], Sequence[GroupMember]]
) -> list[GroupMissing]:
    """Return who has sent nothing, the group's own members first, then those of the groups below.

    Of a lower group only where its report is summed up here: one that sends its own collects from its members itself.
    *members_of* gives the members of a lower group.
    """
    found, waiting, seen = [], [(group, members)], {group.id}
    while waiting:
        one, of_it = waiting.pop(0)
        units = [member.unit for member in of_it if not member.report_id]
        if units or one is group:
            found.append(GroupMissing(one, len(of_it), units))
        for member in of_it:
            if member.is_sum and member.unit.id not in seen:
                seen.add(member.unit.id)
                waiting.append((member.unit, members_of(member.unit)))
    return found


def missing_text(year: int, groups: Sequence[GroupMissing]) -> str:
    """Return a text that lists those who have sent nothing, to be pasted into a message."""
    if not any(one.units for one in groups):
        return f"{groups[0].group.name} {year} 年报告：{groups[0].of} 个单位均已报送。"
    lines = []
    for one in groups:
        if one.units:
            lines.append(f"{one.group.name} {year} 年报告未报单位（{len(one.units)} 个，共 {one.of} 个）：")
            lines += [f"{number}. {unit.name}" for number, unit in enumerate(one.units, start=1)]
    return "\n".join(lines)
