"""The fee for information by 国办函〔2020〕109号: by item or by page, with the sum explained.

By item, per applicant and calendar month: 10 free, 11 to 30 at 100 yuan each, then tiers of ten, each 100 yuan dearer.
By page: 30 free, 31 to 100 at 10 yuan, 101 to 200 at 20 yuan, above that at 40 yuan.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count

from app.errors import UserError
from app.request import Request

FREE_ITEMS, FREE_PAGES = 10, 30
_MOST = 10_000


@dataclass(frozen=True)
class Charge:
    """The sum in yuan and, step by step, how it comes about."""

    total: int
    steps: tuple[str, ...]

    @property
    def explanation(self) -> str:
        """The steps as one sentence."""
        return "；".join(self.steps) + f"；合计 {self.total} 元。"


def by_items(items: int) -> Charge:
    """Return the fee for so many items of one applicant in one calendar month. Raises `UserError`."""
    return _charge(items, "件", _item_tiers())


def by_pages(pages: int) -> Charge:
    """Return the fee for so many pages of one request. Raises `UserError`."""
    return _charge(pages, "页", iter(((0, 30, 0), (30, 100, 10), (100, 200, 20), (200, _MOST, 40))))


def _item_tiers() -> Iterable[tuple[int, int, int]]:
    yield 0, 10, 0
    yield 10, 30, 100
    for tier in count(2):
        yield 10 + 10 * tier, 20 + 10 * tier, 100 * tier


def _charge(amount: int, measure: str, tiers: Iterable[tuple[int, int, int]]) -> Charge:
    if not 0 <= amount <= _MOST:
        raise UserError(f"数量应为 0 至 {_MOST} 的整数，请核对后重填。")
    total = 0
    steps: list[str] = []
    for after, until, price in tiers:
        if amount <= after and steps:
            break
        charged = min(amount, until) - after
        if price:
            total += charged * price
            steps.append(
                f"第 {after + 1} 至 {min(amount, until)} {measure}，{charged} {measure} × {price} 元 = {charged * price} 元"
            )
        else:
            steps.append(f"前 {until} {measure}以内不收费")
    return Charge(total, tuple(steps))


def monthly_items(requests: Iterable[Request]) -> Mapping[tuple[str, int, int], tuple[Request, ...]]:
    """Return the requests by applicant and calendar month in which one applicant asked for more than is free."""
    groups: dict[tuple[str, int, int], list[Request]] = {}
    for request in requests:
        day: date | None = request.received
        if day is not None and request.applicant:
            groups.setdefault((request.applicant, day.year, day.month), []).append(request)
    return {key: tuple(group) for key, group in groups.items() if len(group) > FREE_ITEMS}
