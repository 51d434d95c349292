"""Tells how far a request is, in a word for lists: due, overdue, waiting, closed, or to be decided."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.ledger.deadlines import Clock
from app.ledger.outcomes import CASE_ONLY, VOID
from app.ledger.request_standing import RequestStanding
from app.request import Request

SOON_DAYS = 3
"""With no more working days left than these an answer is due soon."""


class Stage(StrEnum):
    """Where a request stands. The window gives each its colour, and always its words too."""

    OVERDUE = "overdue"
    SOON = "soon"
    OPEN = "open"
    WAITING = "waiting"
    ASKED = "asked"
    LATE = "late"
    CLOSED = "closed"
    LEFT_OUT = "left_out"


OPEN_STAGES = frozenset((Stage.OVERDUE, Stage.SOON, Stage.OPEN, Stage.WAITING))


@dataclass(frozen=True)
class RequestState:
    """A stage in words, with the day until which something is to be done; None where nothing is.

    *running* is the stage of a request that is to be decided while its time runs on.
    """

    stage: Stage
    words: str
    day: date | None = None
    running: Stage | None = None

    @property
    def stages(self) -> frozenset[Stage]:
        """The stages in which the request is listed."""
        return frozenset((self.stage, self.running or self.stage))


def is_awaited(request: Request) -> bool:
    """Whether somebody waits for an answer: what its ledger says of a result, whatever it means, is that nobody does."""
    return not (request.outcome or request.judged is not None or (request.doubt and request.outcome_words))


def state_of(stands: RequestStanding, clock: Clock | None, waiting: str = "") -> RequestState:
    """Say how far a request is. *waiting* is what a person has to decide of its disputes, if not of itself."""
    request = stands.request
    open_now = _open(clock) if clock is not None and is_awaited(request) else None
    running = open_now.stage if open_now is not None else None
    if waiting and not stands.unresolved:
        return RequestState(
            Stage.ASKED, f"待确认：{waiting}", clock.due if clock is not None else None, running
        )
    if request.outcome in (VOID, CASE_ONLY) or stands.left_out:
        words = {VOID: "作废", CASE_ONLY: "只有复议诉讼"}
        return RequestState(Stage.LEFT_OUT, words.get(request.outcome, "不计入"))
    if stands.unresolved:
        left = f"（{open_now.words}）" if open_now is not None else ""
        day = open_now.day if open_now is not None else None
        return RequestState(Stage.ASKED, f"待确认：{stands.unresolved}{left}", day, running)
    if clock is None:
        return RequestState(Stage.ASKED, "待确认：没有收到日期")
    if request.outcome or clock.closed is not None:
        if clock.late:
            return RequestState(Stage.LATE, f"已办结，超期 {clock.workdays_late} 个工作日", clock.due)
        return RequestState(Stage.CLOSED, "已办结", clock.due)
    return _open(clock)


def _open(clock: Clock) -> RequestState:
    mark = "（暂定）" if clock.provisional else ""
    left = clock.days_left
    if left is None or clock.due is None:
        return RequestState(Stage.WAITING, "等待补正")
    if left < 0:
        return RequestState(Stage.OVERDUE, f"超期 {-left} 个工作日{mark}", clock.due)
    words = f"今天到期{mark}" if left == 0 else f"还剩 {left} 个工作日{mark}"
    return RequestState(Stage.SOON if left <= SOON_DAYS else Stage.OPEN, words, clock.due)
