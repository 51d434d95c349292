"""Invented ledgers: what happened (`Happened`), told in many layouts, with the cells it must come to.

The cells, and which rows must be asked about, follow from what happened and know nothing of the product.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.definitions import SIX
from tests.ledger.independent import due_day_by_day

ROWS = [
    "granted",
    "partly_granted",
    "refused_state_secret",
    "refused_forbidden_by_law",
    "refused_security_stability",
    "refused_third_party",
    "refused_internal_affairs",
    "refused_deliberative",
    "refused_case_files",
    "refused_administrative_query",
    "unavailable_not_held",
    "unavailable_needs_compiling",
    "unavailable_unclear",
    "declined_petition",
    "declined_duplicate",
    "declined_publication",
    "declined_excessive",
    "declined_reconfirmation",
    "other_not_corrected",
    "other_fee_unpaid",
    "other_misc",
]
_SURNAMES, _GIVEN = "赵钱孙李周吴郑王冯陈褚卫", "明芳伟娜秀英敏静丽强磊军洋勇艳"
_PLACES = "江州柳溪桃源松江梅岭凤台麻石"
_TOPICS = (
    "地块出让合同",
    "征收补偿方案",
    "环评批复文件",
    "预算执行情况",
    "选举会议纪要",
    "信访事项处理意见",
    "处罚决定书",
)


@dataclass
class Case:
    """A dispute: review or suit."""

    kind: str
    filed: date
    closed: date | None
    outcome: str
    co_defendant: bool = False


@dataclass
class Happened:
    """What happened with one request. *trap* says what is odd about how it was written down."""

    number: str
    applicant: str
    column: str
    received: date
    closed: date | None
    row: str
    topic: str
    confirmed: date | None = None
    told: date | None = None
    until: date | None = None
    returned: date | None = None
    extended: date | None = None
    sent: date | None = None
    back: date | None = None
    trap: str = ""
    cases: list[Case] = field(default_factory=list)

    @property
    def start(self) -> date:
        """The day that counts."""
        return self.confirmed or self.received

    @property
    def stays_out(self) -> bool:
        """Whether nobody can tell where it counts."""
        return self.trap in ("vague", "unreadable", "reversed", "two_refusals", "unknown_type", "no_date")

    @property
    def is_none(self) -> bool:
        """Whether it is no request of this body at all."""
        return self.trap in ("void", "passed_on")


def _applicant(chance: random.Random, column: str) -> str:
    place = chance.choice(_PLACES) + chance.choice(_PLACES)
    person = chance.choice(_SURNAMES) + "".join(chance.sample(_GIVEN, chance.choice((1, 2))))
    return {
        "natural_person": person,
        "enterprise": place
        + chance.choice(("建材有限公司", "科技股份有限公司", "置业集团", "机械厂", "农机合作社")),
        "research_institute": place + chance.choice(("大学", "农业科学院", "水利研究所")),
        "public_welfare_org": place + chance.choice(("环保志愿者协会", "教育基金会", "慈善总会")),
        "legal_service": place + chance.choice(("律师事务所", "法律服务所")),
        "other_org": place + chance.choice(("村村民委员会", "花园业主委员会", "第一小学", "人民医院")),
    }[column]


def happened(
    chance: random.Random, count: int, first: int = 2023, *, numbers: str = "{year}-{serial:03}"
) -> list[Happened]:
    """Invent *count* requests of three years, in the order in which they came."""
    days = sorted(date(first, 1, 4) + timedelta(days=chance.randrange(1085)) for _ in range(count))
    serials: Counter[int] = Counter()
    found = []
    for day in days:
        serials[day.year] += 1
        column = chance.choices(SIX, (60, 15, 5, 5, 7, 8))[0]
        row = chance.choice(ROWS)
        item = Happened(
            numbers.format(year=day.year, serial=serials[day.year]),
            _applicant(chance, column),
            column,
            day,
            day + timedelta(days=chance.randrange(1, 55)),
            row,
            f"{chance.choice(_PLACES)}{chance.choice(_PLACES)}{chance.choice(_TOPICS)}",
        )
        _colour(chance, item)
        found.append(item)
    return found


def _colour(chance: random.Random, item: Happened) -> None:
    """Give a request its steps on the way and, seldom, a trap."""
    if chance.random() < 0.15:
        item.confirmed = item.received + timedelta(days=chance.randrange(0, 6))
        item.closed = max(item.closed or item.received, item.confirmed + timedelta(days=1))
    if item.row == "other_not_corrected" or chance.random() < 0.1:
        item.told = item.start + timedelta(days=chance.randrange(1, 9))
        item.until = item.told + timedelta(days=14)
        if item.row != "other_not_corrected":
            item.returned = item.told + timedelta(days=chance.randrange(1, 12))
            item.closed = item.returned + timedelta(days=chance.randrange(1, 40))
        else:
            item.closed = item.until + timedelta(days=1)
    if chance.random() < 0.15:
        item.extended = (item.returned or item.start) + timedelta(days=chance.randrange(10, 25))
    if item.row == "refused_third_party" or chance.random() < 0.06:
        item.sent = (item.returned or item.start) + timedelta(days=chance.randrange(1, 9))
        item.back = item.sent + timedelta(days=chance.randrange(2, 20)) if chance.random() < 0.9 else None
    if item.row == "other_not_corrected":
        pass
    elif (roll := chance.random()) < 0.05:
        item.closed, item.row = None, ""
    elif roll < 0.14:
        item.trap = chance.choice(
            ("vague", "unreadable", "reversed", "void", "withdrawn", "passed_on", "agent", "several")
        )
        if item.trap == "withdrawn":
            item.row = "other_misc"
        if item.trap in ("agent", "several"):
            item.column = "natural_person"
            item.applicant = _applicant(chance, "natural_person")
        if item.trap == "reversed":
            item.closed = item.received - timedelta(days=chance.randrange(3, 30))
    if item.trap == "" and item.row and chance.random() < 0.12:
        _dispute(chance, item)


def _dispute(chance: random.Random, item: Happened) -> None:
    assert item.closed is not None
    day = item.closed + timedelta(days=chance.randrange(5, 50))
    kind = chance.choice(("review", "direct_suit", "both"))
    for step in ("review", "suit_after_review") if kind == "both" else (kind,):
        ended = day + timedelta(days=chance.randrange(20, 200)) if chance.random() < 0.75 else None
        item.cases.append(
            Case(step, day, ended, chance.choice(("upheld", "corrected", "other")) if ended else "pending")
        )
        if ended is None:
            break
        day = ended + timedelta(days=chance.randrange(3, 20))


def cells(items: list[Happened], year: int, *, disputes: bool) -> Counter[str]:
    """Return the cells of a year that are not 0, totals left out, looking at every request by itself."""
    found: Counter[str] = Counter()
    for item in items:
        if disputes:
            for case in item.cases:
                if case.co_defendant or case.filed > date(year, 12, 31):
                    continue
                if case.closed is None or case.closed > date(year, 12, 31):
                    found[f"disputes.{case.kind}.pending"] += 1
                elif case.closed.year == year:
                    found[f"disputes.{case.kind}.{case.outcome}"] += 1
        if item.stays_out or item.is_none or item.start.year > year:
            continue
        ended = item.closed.year if item.closed else 9999
        if item.start.year == year:
            found[f"applications.new.{item.column}"] += 1
        elif ended >= year:
            found[f"applications.carried_in.{item.column}"] += 1
        if ended == year:
            found[f"applications.{item.row}.{item.column}"] += 1
        elif ended > year:
            found[f"applications.carried_out.{item.column}"] += 1
    return found


def due(item: Happened) -> date:
    """Return the last day for the answer, counted day by day."""
    asked = [(item.sent, item.back)] if item.sent else []
    return due_day_by_day(item.returned or item.start, 40 if item.extended else 20, asked)[0]
