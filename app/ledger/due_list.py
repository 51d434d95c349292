"""Lists a unit's open requests by their next date, and gives the figures for the texts of the report."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.ledger.counting import Tally
from app.ledger.deadlines import Clock
from app.ledger.outcomes import VOID
from app.ledger.stage import SOON_DAYS, is_awaited
from app.request import Request


@dataclass(frozen=True)
class Due:
    """An open request, what is to be done next and until when; *day* is None while a correction is waited for."""

    request: Request
    clock: Clock
    what: str
    day: date | None

    @property
    def words(self) -> str:
        """The state of the request, for a list: 还剩 3 个工作日, 超期 2 个工作日, 等待补正."""
        mark = "（暂定）" if self.clock.provisional else ""
        left = self.clock.days_left
        if left is None:
            return "等待补正"
        if left < 0:
            return f"超期 {-left} 个工作日{mark}"
        return f"今天到期{mark}" if left == 0 else f"还剩 {left} 个工作日{mark}{self._correction}"

    @property
    def is_correction_pressing(self) -> bool:
        """Whether the time in which the applicant may be asked to correct the request is nearly over."""
        left = self.clock.correction_days_left
        return left is not None and left <= SOON_DAYS

    @property
    def _correction(self) -> str:
        if not self.is_correction_pressing:
            return ""
        left = self.clock.correction_days_left
        return f"；如需补正，{f'还有 {left} 个工作日' if left else '今天为限'}"


def due_list(requests: Iterable[Request], tally: Tally, today: date) -> list[Due]:
    """Return what is open, the most urgent first, those that wait for the applicant last."""
    found = []
    for request in requests:
        clock = tally.clock(request, today) if is_awaited(request) else None
        if clock is not None:
            found.append(_due(request, clock))
    return sorted(found, key=lambda due: (due.day is None, due.day or date.max, due.request.number))


def _due(request: Request, clock: Clock) -> Due:
    if clock.due is not None:
        return Due(request, clock, "答复", clock.due)
    return Due(request, clock, "等待补正", request.correction.due if request.correction else None)


@dataclass(frozen=True)
class YearFigures:
    """Figures of a year for the texts: received by channel, late answers, fees noticed and paid, in yuan."""

    by_channel: tuple[tuple[str, int], ...]
    answered: int
    late: tuple[Request, ...]
    extended: int
    corrected: int
    fees_noticed: Decimal
    fees_paid: Decimal


def year_figures(requests: Iterable[Request], year: int, tally: Tally, today: date) -> YearFigures:
    """Return the figures of a year. A request that stays out of the cells stays out of these too."""
    channels: Counter[str] = Counter()
    late: list[Request] = []
    answered = extended = corrected = 0
    noticed = paid = Decimal(0)
    for request in requests:
        stands = tally.standing(request)
        if not stands.counts or request.outcome == VOID:
            continue
        if stands.received and stands.received.year == year:
            channels[request.channel or "未登记"] += 1
            corrected += request.correction is not None and request.correction.told is not None
            extended += request.extension is not None and request.extension.granted
        if stands.closed and stands.closed.year == year and request.judged is not None:
            answered += 1
            clock = tally.clock(request, today)
            if clock is not None and clock.late:
                late.append(request)
        if request.fee is not None and request.fee.amount is not None:
            noticed += request.fee.amount if request.fee.told and request.fee.told.year == year else 0
            paid += request.fee.amount if request.fee.paid and request.fee.paid.year == year else 0
    return YearFigures(
        tuple(channels.most_common()), answered, tuple(late), extended, corrected, noticed, paid
    )
