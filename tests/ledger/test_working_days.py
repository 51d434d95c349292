"""The state calendar, its notices, and counting in it."""

import json
from datetime import date, timedelta

import pytest

from app.errors import UserError
from app.ledger.holiday_notices import read_notice
from app.ledger.records import settings_of, settings_row
from app.ledger.unit_calendar import calendar_of, with_notice
from app.ledger.working_days import WorkingDays, YearDays, state_calendar
from app.request import LedgerSettings
from tests.ledger.independent import HOLIDAYS, SHARED, WORKED, is_worked

EVERY_DAY = [date(2020, 1, 1) + timedelta(days=number) for number in range(2557)]
INVENTED = """国务院办公厅关于2031年部分节假日安排的通知
一、元旦：2030年12月31日（周二）至2031年1月2日（周四）放假调休，共3天。1月4日（周六）上班。
二、春节：１月２２日至２８日放假调休，共7天。1月19日（星期日）、2月1日（星期六）上班。鼓励安排职工在1月29日休息。
三、清明节：4月5日（周六）放假，与周末连休。"""


def test_every_day_is_as_independently_listed() -> None:
    calendar = state_calendar()
    assert [day for day in EVERY_DAY if calendar.is_working(day) != is_worked(day)] == []
    assert len(HOLIDAYS) > 200
    assert len(WORKED) > 30


@pytest.mark.beside(twin="tests/ledger/test_working_days.py::test_an_invented_notice")
def test_the_handed_notices_give_the_same_days() -> None:
    years: dict[int, YearDays] = {}
    for key, notice in json.loads((SHARED / "notices.json").read_text(encoding="utf-8")).items():
        year = int(key[:4])
        years[year] = read_notice(notice["text"], year, years.get(year))
    calendar = WorkingDays(years)
    assert [day for day in EVERY_DAY if calendar.is_working(day) != is_worked(day)] == []


def test_an_invented_notice() -> None:
    found = read_notice(INVENTED)
    assert found.year == 2031
    assert min(found.days_off) == date(2030, 12, 31)
    assert {date(2031, 1, 22), date(2031, 1, 28), date(2031, 4, 5)} <= found.days_off
    assert date(2031, 1, 29) not in found.days_off
    assert found.worked == {date(2031, 1, 4), date(2031, 1, 19), date(2031, 2, 1)}
    longer = read_notice("延长2031年春节假期至2月1日（星期六），2月3日（星期一）起正常上班。", 2031, found)
    assert date(2031, 2, 1) in longer.days_off
    assert date(2031, 2, 1) not in longer.worked


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("今天天气很好", "没有找到"),
        ("一、元旦：1月1日放假，共3天。", "共 3 天"),
        ("一、春节：2月10日（星期一）放假。", "星期一"),
        ("一、劳动节：2月30日放假。", "不存在"),
        ("一、国庆节：10月8日上班。", "不是周末"),
    ],
)
def test_a_wrong_notice_is_refused(text: str, says: str) -> None:
    with pytest.raises(UserError, match=says):
        read_notice(text, 2024 if "春节" in text else 2030 if "元旦" in text else 2025)
    with pytest.raises(UserError, match="年份"):
        read_notice("一、元旦：1月1日放假。")


def test_local_days_take_precedence() -> None:
    calendar = state_calendar().with_local({date(2025, 3, 3): False, date(2025, 3, 8): True})
    assert not calendar.is_working(date(2025, 3, 3))
    assert calendar.is_working(date(2025, 3, 8))
    assert calendar.add(date(2025, 2, 28), 5) == date(2025, 3, 8)


def test_a_year_without_its_notice_is_provisional() -> None:
    calendar = state_calendar()
    assert calendar.is_provisional(date(2026, 12, 4), calendar.add(date(2026, 12, 4), 20))
    assert not calendar.is_provisional(date(2025, 12, 4), date(2026, 1, 4))
    assert not calendar.with_year(YearDays(2027, "n", frozenset(), frozenset())).is_provisional(
        date(2026, 12, 4), date(2027, 1, 8)
    )
    assert calendar.add(date(2040, 12, 31), 1) == date(2041, 1, 2)


def test_a_pasted_notice_makes_a_year_known() -> None:
    settings = with_notice(LedgerSettings(), INVENTED)
    calendar = calendar_of(settings)
    assert calendar.knows(2031)
    assert not calendar.is_working(date(2031, 1, 2))
    assert calendar.is_working(date(2031, 1, 4))
    assert settings_of(settings_row(1, settings)) == settings
    assert not calendar_of(LedgerSettings(notices={2031: "什么也没有"})).knows(2031)
