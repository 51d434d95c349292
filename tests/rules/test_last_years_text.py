"""Last year's text brought to this year: what follows the tables follows, and every other figure is to be confirmed."""

from dataclasses import replace

import pytest
from builders import consistent_report

from app.linked_text import Link, links_in, marked, plain
from app.report import Report
from app.rules.check import check
from app.rules.last_years_text import last_years_text

NEW = "applications.new.total"


def brought(text: str, cells: dict[str, int] | None = None) -> tuple[Report, str]:
    """This year's report, with these cells alone, and last year's text as it begins there."""
    last = consistent_report()
    previous = replace(last, sections={"overview": text})
    report = replace(last, id=2, year=last.year + 1, sections={}, cells=cells or {})
    body = last_years_text(report, previous, "overview")
    return replace(report, sections={"overview": body}), plain(body)


def test_figures_of_the_tables_follow_this_years_and_others_are_to_be_confirmed() -> None:
    new = consistent_report().cells[NEW]
    text = f"2024年，共收到政府信息公开申请{new}件。举办培训3次，发布信息1,200余条，占比12.5%。"
    report, found = brought(text, {NEW: 8})
    assert found == (
        "2025年，共收到政府信息公开申请8件。举办培训【待确认：3】次，发布信息【待确认：1,200】余条，占比【待确认：12.5】%。"
    )
    assert [link.source for link in links_in(report.marked("overview"))] == [NEW]
    opened = [f.excerpt for f in check(report).findings if f.rule == "text.placeholder"]
    assert len(opened) == 3


def test_a_figure_that_is_not_yet_in_the_tables_is_a_gap() -> None:
    new = consistent_report().cells[NEW]
    assert brought(f"共收到政府信息公开申请{new}件。")[1] == "共收到政府信息公开申请〔　〕件。"


@pytest.mark.parametrize(
    "text",
    [
        "依据国务院令第711号和〔2021〕30号文件办理。",
        "自1月1日起至12月31日止，20个工作日内答复。",
        "1.加强学习。\n（2）改进服务。",
        "",
    ],
)
def test_what_counts_nothing_stays_as_it_is(text: str) -> None:
    assert brought(text)[1] == text


def test_a_link_of_last_year_stays_one_and_one_of_the_ledger_is_to_be_confirmed() -> None:
    new = str(consistent_report().cells[NEW])
    text = f"新收{new}件，信函5件。"
    at = text.index("5件")
    body = marked(text, [Link(2, len(new), NEW), Link(at, 1, "ledger.channel.信函")])
    assert brought(body, {NEW: 6})[1] == "新收6件，信函【待确认：5】件。"
