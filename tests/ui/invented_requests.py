"""Invented requests for a ledger."""

from datetime import date

from app.request import Reply, Request


def invented(number: int, year: int = 2025) -> Request:
    """Return an invented request that is answered within its time."""
    day = date(year, 1 + number % 9, 1 + number % 27)
    return Request(
        number=f"〔{year}〕{number}号",
        applicant=f"申请人{number}",
        type=("natural_person", "enterprise")[number % 2],
        channel=("当面", "网络")[number % 2],
        arrived=day,
        content=f"第{number}项信息",
        reply=Reply(f"复〔{year}〕{number}号", day.replace(day=min(day.day + 5, 28))),
        outcome=("granted", "unavailable_not_held", "partly_granted")[number % 3],
    )
