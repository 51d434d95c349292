"""Joins rows of one number into one request (R1): a later row completes and corrects the earlier ones."""

from dataclasses import dataclass, field, replace
from datetime import date

from app.ledger.day_checks import doubt_about_days
from app.ledger.foreign.disputes import with_appeals
from app.ledger.foreign.entries import ReadRequest
from app.ledger.foreign.vocabulary import GIVEN
from app.ledger.outcomes import OUTCOMES, outcome_name
from app.ledger.request_numbers import same_number
from app.request import Dispute, Reply, Request

_SIMPLE = (
    "applicant",
    "channel",
    "arrived",
    "confirmed",
    "content",
    "correction",
    "extension",
    "consultations",
    "fee",
)


@dataclass
class Group:
    """The rows of one request in the order of the file."""

    reads: list[ReadRequest]
    disputes: list[Dispute] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    main: int = 0
    """Which of the rows stands for the request."""
    twin: bool = False
    """Whether another request has the same number and is plainly not this one."""
    alike: "Group | None" = None
    """The request without a number that tells the same: whether this is it once more is asked."""
    goes_on: bool = False
    """Whether a row without a number was taken for this request because it tells the same."""

    as_above: bool = False
    """Whether the first of the rows says 同上."""
    hidden: bool = False
    """Whether nobody sees any of the rows in the file."""
    body: str = ""
    """The body that the request was made to, in a ledger of several bodies."""
    voided: bool = False
    """Whether another row of the number says 作废: which of them stands is asked."""

    @property
    def number(self) -> str:
        """The number in the spelling that is compared."""
        return same_number(self.reads[0].request.number)

    def all_disputes(self) -> tuple[Dispute, ...]:
        """Return each dispute once, second instances with the suit they go on from."""
        return with_appeals(_distinct(self.disputes))

    def joined(self, today: date) -> Request:
        """Return the one request of these rows."""
        read = self.reads[0]
        for later in self.reads[1:]:
            read = _joined(read, later)
        read = self._with_result(read)
        names = ("pieces", "received", "result", "type", "replied", "cell", "days")
        why = next((read.doubts[name] for name in names if name in read.doubts), "")
        why = why or ("同一编号另有一行注明作废" if self.voided else "")
        why = why or self._alike()
        why = why or doubt_about_days(read.request, today)
        request = replace(read.request, doubt=why, disputes=self.all_disputes())
        return replace(request, source=self.place)

    @property
    def place(self) -> str:
        """Where the row stands that stands for the request."""
        return f"{self.sheets[self.main]}!{self.rows[self.main]}"

    def _alike(self) -> str:
        if self.alike is None:
            return ""
        sheet, _, row = self.alike.place.rpartition("!")
        return f"与“{sheet}”第 {row} 行的申请人、收到日期和内容相同，请确认是否同一件"

    def _with_result(self, read: ReadRequest) -> ReadRequest:
        """Return the joined rows with the one result that all of them come to.

        R5: several results with 公开 among them are a partial grant; others are asked about. Which year they count to is
        asked, too, where the rows were answered in different years.
        """
        told = [known.request for known in self.reads if known.request.outcome]
        keys = list(dict.fromkeys(request.outcome for request in told))
        years = {request.reply.dated.year for request in told if request.reply and request.reply.dated}
        came = [day for known in self.reads if (day := known.request.received)]
        if len({(day.month, day.day) for day in came}) > 1:
            doubts = {**read.doubts, "result": "同一编号的几行收到日期不同"}
            return replace(read, request=replace(read.request, outcome=""), doubts=doubts)
        if len(told) < 2 or (len(keys) < 2 and len(years) < 2):
            return read
        words = "；".join(dict.fromkeys(request.outcome_words for request in told if request.outcome_words))
        request, doubts = replace(read.request, outcome_words=words), dict(read.doubts)
        named = "、".join(map(outcome_name, keys))
        if len(years) > 1:
            doubts["result"] = "同一编号的几行答复日期不在同一年"
        elif len(set(self.sheets)) > 1 and "partly_granted" not in keys:
            doubts["result"] = f"同一编号在几张表中的办理结果不同（{named}）"
        elif not GIVEN.isdisjoint(keys) and all(map(_can_be_part, keys)):
            request = replace(request, outcome="partly_granted")
        else:
            doubts["result"] = f"同一编号的几行办理结果不同（{named}）"
        if "result" in doubts:
            request = replace(request, outcome="")
        return replace(read, request=request, doubts=doubts)


def _can_be_part(key: str) -> bool:
    """Whether an answer of several parts may end so in one of them: no answer is 作废 or 撤回 in part."""
    return key in OUTCOMES and not key.startswith("other_")


def _joined(first: ReadRequest, later: ReadRequest) -> ReadRequest:
    old, new = first.request, later.request
    doubts = dict(first.doubts)
    fields = {name: getattr(new, name) or getattr(old, name) for name in _SIMPLE}
    if later.yearless and old.arrived and _same_day_of_year(old.arrived, new.arrived):
        # A row that was carried into the next year may stand there without the year in which it came.
        fields["arrived"] = old.arrived
    sure = [bool(read.request.received) and "received" not in read.doubts for read in (first, later)]
    if any(sure):
        doubts.pop("received", None)
        if not sure[1]:
            fields["arrived"], fields["confirmed"] = old.arrived, old.confirmed
    elif "received" in later.doubts:
        doubts["received"] = later.doubts["received"]
    outcome, words = old.outcome, old.outcome_words
    if new.outcome or "result" in later.doubts:
        outcome, words = new.outcome, new.outcome_words
        doubts.pop("result", None)
        doubts |= {name: why for name, why in later.doubts.items() if name in ("result", "cell")}
    if "replied" in later.doubts or (new.reply and new.reply.dated):
        doubts.pop("replied", None)
        doubts |= {name: why for name, why in later.doubts.items() if name == "replied"}
    doubts |= {name: why for name, why in later.doubts.items() if name in ("pieces", "days")}
    kind = new.type or old.type
    if new.type and old.type and new.type != old.type:
        doubts["type"] = "同一编号的几行申请人类别不一致"
    elif kind:
        doubts.pop("type", None)
    elif "type" in later.doubts:
        doubts.setdefault("type", later.doubts["type"])
    reply = _reply(old.reply, new.reply)
    notes = "；".join(dict.fromkeys(text for text in (old.note, new.note) if text))
    request = replace(old, **fields, type=kind, outcome=outcome, outcome_words=words, reply=reply, note=notes)
    request = replace(request, unsure=tuple(dict.fromkeys((*old.unsure, *new.unsure))))
    return ReadRequest(request, doubts, yearless=later.yearless and first.yearless)


def _same_day_of_year(first: date, second: date | None) -> bool:
    return second is not None and (first.month, first.day) == (second.month, second.day)


def _reply(old: Reply | None, new: Reply | None) -> Reply | None:
    if old is None or new is None:
        return new or old
    return Reply(new.number or old.number, new.dated or old.dated, new.posted or old.posted)


def _distinct(disputes: list[Dispute]) -> list[Dispute]:
    """Return each dispute once: an unfinished one is told again in a later sheet."""
    found: dict[tuple[object, ...], Dispute] = {}
    for place, dispute in enumerate(disputes):
        key: tuple[object, ...] = (dispute.kind, dispute.filed) if dispute.filed else (place,)
        found[key] = dispute
    return list(found.values())


_START_AGAIN = 20
"""Days that lie between two requests at least, where numbers begin anew with a year: a carried over one keeps its day."""


def is_another(known: Request, new: Request) -> bool:
    """Whether two rows of one number are plainly two requests: received on another day of another year, or of another
    applicant.
    """
    first, second = known.received, new.received
    if not first or not second or first == second:
        return False
    if first.year != second.year and abs((first - second).days) > _START_AGAIN:
        return True
    told_same = known.content and known.content == new.content
    return bool(known.applicant and new.applicant and known.applicant != new.applicant and not told_same)
