"""The edits: everything a user can do to reports, each a frozen value."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.errors import UserError
from app.records import Record, RecordKey
from app.report import Report, Status, Totals, Unit, Waiver
from app.values import Value

FINAL_REFUSAL = "报告已定稿，不能修改；确需修改，请先取消定稿并写明理由。"

COUNTING = "按台账统计"
"""What the history calls an edit that writes a ledger's figures into a report."""

FOLLOWED_REFUSAL = "这一格按台账统计，随台账变动，不能填写；要自行填写，请在“台账”菜单中取消“随台账更新”。"

SUM_REFUSAL = "汇总表的数由各单位的数相加得出，不能填写；请修改单位的报告，或登记调整数。"


class EditRefused(UserError):
    """The edit can't be made; nothing was changed."""


@dataclass(frozen=True)
class _OfOneReport:
    """An edit of the report with this id."""

    report_id: int


@dataclass(frozen=True)
class SetCells(_OfOneReport):
    """Sets cells, ``None`` making one untouched. Totals of a computing report follow by themselves.

    *counted* are figures of the ledger: others can't be put over cells that follow it.
    """

    cells: Mapping[str, Value | None]
    label: str = "填写"
    counted: bool = False


@dataclass(frozen=True)
class SetText(_OfOneReport):
    """Replaces a section's text."""

    section: str
    body: str
    label: str = "修改文字"


@dataclass(frozen=True)
class SetField(_OfOneReport):
    """Sets one of `TEXT_FIELDS` of `app.report`."""

    field: str
    value: str
    label: str = "修改封面"


@dataclass(frozen=True)
class SetYear(_OfOneReport):
    """Moves a report to another year."""

    year: int
    label: str = "修改年度"


@dataclass(frozen=True)
class SetTotals(_OfOneReport):
    """Changes between computed and typed totals; *cells* are totals to put back in typed mode."""

    totals: Totals
    cells: Mapping[str, Value | None] = field(default_factory=dict)
    label: str = "切换合计方式"


@dataclass(frozen=True)
class SetStatus(_OfOneReport):
    """Finalises a report or reopens it; *reason* and *who* decided go into the history."""

    status: Status
    reason: str = ""
    label: str = "定稿"
    who: str = ""

    @property
    def remark(self) -> str:
        """Reason and name as the history shows them: 补报两件（张三）."""
        return f"{self.reason}（{self.who}）" if self.reason and self.who else self.reason or self.who


@dataclass(frozen=True)
class SetWaivers(_OfOneReport):
    """Replaces the list of waivers of a report."""

    waivers: tuple[Waiver, ...]
    label: str = "豁免提示"


@dataclass(frozen=True)
class SetUnit:
    """Changes a unit's name, short name or kind, in all of its reports.

    What was signed goes on being printed as it was: a final report keeps the title with the former name as its own.
    *titles* are own titles of final reports, by their ids, to put back instead.
    """

    unit: Unit
    label: str = "修改单位"
    titles: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class AddReport:
    """Adds a whole report."""

    report: Report
    label: str = "新建报告"


@dataclass(frozen=True)
class RemoveReport(_OfOneReport):
    """Removes a report; its inverse brings the whole of it back."""

    label: str = "删除报告"


@dataclass(frozen=True)
class SetRecords:
    """Puts records in the place of those with their keys; ``None`` removes one."""

    records: Mapping[RecordKey, Record | None]
    label: str


def put(label: str, *records: Record) -> SetRecords:
    """Return the edit that adds or replaces records."""
    return SetRecords({record.key: record for record in records}, label)


@dataclass(frozen=True)
class Batch:
    """Several edits as one step."""

    edits: tuple["Edit", ...]
    label: str


ReportEdit = SetCells | SetText | SetField | SetYear | SetTotals | SetStatus | SetWaivers
"""The edits of a single report that exists."""

Edit = ReportEdit | SetUnit | AddReport | RemoveReport | SetRecords | Batch
