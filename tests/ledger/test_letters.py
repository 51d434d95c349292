"""Letters: the article and the remedy of every decision, numbers without gaps, and what a letter changes in the ledger."""

import io
import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import docx
import pypdfium2
import pytest

from app.exports import docx as word
from app.exports import pdf
from app.exports.letter import letter_document
from app.ledger.deadlines import clock_of
from app.ledger.letter_texts import DECISIONS, FORMS, TEXTS, LetterKind
from app.ledger.letters import (
    LetterWish,
    decisions_for,
    letter_hints,
    letter_number,
    letter_text,
    salutation,
    sent,
    to_fill,
    unknown_fields,
)
from app.ledger.outcomes import OUTCOMES
from app.ledger.working_days import state_calendar
from app.report import Unit
from app.request import NO_SETTINGS, Correction, LedgerSettings, Letter, Reply, Request

CALENDAR = state_calendar()
SETTINGS = LedgerSettings(
    letter_details={
        "sign": "示教公",
        "review_body": "示例县人民政府",
        "court": "示例县人民法院",
        "contact": "0000-0000",
    }
)
REQUEST = Request(
    1, 1, "〔2025〕7号", "某某", "natural_person", "网络", date(2025, 3, 3), None, "某小区的规划许可证。"
)
DAY = date(2025, 3, 20)


def text(kind: LetterKind, request: Request = REQUEST, **wish: object) -> str:
    asked = LetterWish(kind, wish.pop("day", DAY), **wish)
    return letter_text(request, asked, SETTINGS, CALENDAR, clock_of(request, CALENDAR, DAY))


ARTICLES = {
    "granted": "第三十六条第（二）项", "granted.published": "第三十六条第（一）项", "partly_granted": "第三十七条",
    "refused_state_secret": "第十四条", "refused_forbidden_by_law": "第十四条", "refused_security_stability": "第十四条",
    "refused_third_party": "第十五条、第三十二条", "refused_internal_affairs": "第十六条第一款",
    "refused_deliberative": "第十六条第二款", "refused_case_files": "第十六条第二款",
    "refused_administrative_query": "第三十六条第（七）项", "unavailable_not_held": "第三十六条第（四）项",
    "unavailable_not_held.elsewhere": "第三十六条第（五）项", "unavailable_needs_compiling": "第三十八条",
    "unavailable_unclear": "第三十条", "declined_petition": "第三十九条第一款", "declined_duplicate": "第三十六条第（六）项",
    "declined_publication": "第三十九条第二款", "declined_excessive": "第三十五条", "declined_reconfirmation": "依据",
    "other_not_corrected": "第三十条", "other_fee_unpaid": "第四十二条", "other_misc": "依据",
}  # fmt: skip


@pytest.mark.parametrize("key", DECISIONS)
def test_every_decision_names_its_article_and_its_remedy(key: str) -> None:
    written = text(LetterKind.REPLY, decision=key)
    assert ARTICLES[key] in written
    refused = key.startswith("refused_") and key != "refused_administrative_query"
    first = refused or key == "partly_granted"
    assert ("应当先申请行政复议" in written) is first
    assert ("6个月内" in written) is not first
    assert "示例县人民政府" in written
    assert "3个月" not in written
    assert "15个工作日" not in written


def test_every_result_has_a_decision() -> None:
    assert {key.partition(".")[0] for key in DECISIONS} == set(OUTCOMES)
    assert len(decisions_for("granted")) == 2
    assert set(ARTICLES) == set(DECISIONS)


def test_before_2024_a_refusal_may_be_sued_at_once() -> None:
    written = text(LetterKind.REPLY, decision="refused_case_files", day=date(2023, 12, 29))
    assert "应当先申请行政复议" not in written


def test_no_text_names_a_field_that_nobody_fills_in() -> None:
    assert {key: unknown_fields(body) for key, body in TEXTS.items() if unknown_fields(body)} == {}
    assert unknown_fields("您好，{姓名}") == ["姓名"]


def test_what_the_ledger_does_not_know_is_left_to_be_written() -> None:
    bare = Request(1, 1)
    left = to_fill(letter_text(bare, LetterWish(LetterKind.RECEIPT, DAY), NO_SETTINGS, CALENDAR, None))
    assert "【编号】" in left
    assert "【收到日期】" in left
    assert to_fill(text(LetterKind.RECEIPT)) == []
    assert salutation(bare, LetterWish(LetterKind.RECEIPT, DAY)) == "【申请人】"


def test_days_in_the_letters_are_those_of_the_clock() -> None:
    assert "2025年3月31日前答复" in text(LetterKind.RECEIPT)
    extended = text(LetterKind.EXTENSION)
    assert "原应在2025年3月31日前" in extended
    assert "延长至2025年4月28日" in extended
    fee = text(LetterKind.FEE, amount=Decimal(3000), explanation="第 11 至 30 件……合计 3000 元。")
    assert "信息处理费3000元" in fee
    assert "合计 3000 元" in fee
    corrected = replace(
        REQUEST, correction=Correction(date(2025, 3, 5), date(2025, 3, 14), date(2025, 3, 10))
    )
    assert "2025年3月10日收到补正后的申请" in text(LetterKind.REPLY, corrected, decision="granted")


@pytest.mark.parametrize(
    ("kind", "last", "place"),
    [
        (LetterKind.RECEIPT, date(2025, 3, 31), "【答复期限：2025年3月31日已过】"),
        (LetterKind.EXTENSION, date(2025, 4, 28), "【延长后期限：2025年4月28日已过】"),
        (LetterKind.CORRECTION, date(2025, 3, 14), "【补正期限：2025年3月14日已过】"),
    ],
)
def test_no_letter_promises_a_day_that_is_past(kind: LetterKind, last: date, place: str) -> None:
    """It is left to be written, and the letter does not go out before."""
    until = {"until": last} if kind is LetterKind.CORRECTION else {}
    assert "已过" not in text(kind, day=last, **until)
    assert place in to_fill(text(kind, day=last + timedelta(days=1), **until))


def test_an_answer_tells_of_days_that_are_past() -> None:
    late = replace(REQUEST, correction=Correction(date(2025, 3, 5), date(2025, 3, 14)))
    written = text(LetterKind.REPLY, late, decision="other_not_corrected", day=date(2025, 3, 20))
    assert "在2025年3月14日前补正" in written


def test_numbers_go_on_without_a_gap_over_all_kinds_and_begin_anew_with_the_year() -> None:
    requests = [
        replace(
            REQUEST,
            letters=(Letter("receipt", "示教公〔2025〕1号", DAY), Letter("fee", "示教公〔2025〕3号", DAY)),
        ),
        Request(2, 1, reply=Reply("示教公〔2025〕2号", DAY)),
    ]
    assert letter_number(requests, SETTINGS, DAY) == "示教公〔2025〕4号"
    assert letter_number(requests, SETTINGS, date(2026, 1, 5)) == "示教公〔2026〕1号"
    assert letter_number([], NO_SETTINGS, DAY) == "〔2025〕1号"


def test_a_letter_registers_its_date_and_what_begins_with_it() -> None:
    told = sent(REQUEST, LetterWish(LetterKind.CORRECTION, DAY, until=date(2025, 4, 3)), "1号", CALENDAR)
    assert (told.correction.told, told.correction.due) == (DAY, date(2025, 4, 3))
    assert sent(REQUEST, LetterWish(LetterKind.EXTENSION, DAY), "1号", CALENDAR).extension.told == DAY
    asked = sent(REQUEST, LetterWish(LetterKind.THIRD_PARTY, DAY, asked="某公司"), "1号", CALENDAR)
    assert (asked.consultations[-1].who, asked.consultations[-1].sent) == ("某公司", DAY)
    fee = sent(REQUEST, LetterWish(LetterKind.FEE, DAY, amount=Decimal(100)), "1号", CALENDAR).fee
    assert (fee.told, fee.due, fee.amount) == (DAY, date(2025, 4, 18), Decimal(100))
    reply = sent(REQUEST, LetterWish(LetterKind.REPLY, DAY, decision="granted.published"), "5号", CALENDAR)
    assert (reply.outcome, reply.reply.number, reply.reply.dated) == ("granted", "5号", DAY)
    assert reply.letters == (Letter("reply", "5号", DAY),)


@pytest.mark.parametrize("kind", LetterKind)
def test_a_letter_on_paper_says_the_same_as_pdf_and_word(kind: LetterKind) -> None:
    body = text(kind, decision="granted", asked="某公司", amount=Decimal(100), explanation="一步。")
    body = re.sub("【[^】]*】", "某", body)
    document = letter_document(
        Unit(1, "示例县教育局"), FORMS[kind].title, "示教公〔2025〕1号", "某某", body, DAY
    )
    with pypdfium2.PdfDocument(pdf.render(document)) as opened:
        read = "".join("".join(page.get_textpage().get_text_range().split()) for page in opened)
    paragraphs = [p.text for p in docx.Document(io.BytesIO(word.render(document))).paragraphs]
    for line in (
        f"示例县教育局{FORMS[kind].title}",
        "示教公〔2025〕1号",
        "某某：",
        *body.splitlines(),
        "2025年3月20日",
    ):
        assert "".join(line.split()) in read
        assert "".join(line.split()) in "".join("".join(p.split()) for p in paragraphs)


def test_what_a_letter_would_change_in_the_ledger_is_told_before_it_goes_out() -> None:
    answered = replace(REQUEST, outcome="granted", reply=Reply("示公复〔2025〕3号", date(2025, 12, 30)))
    wish = LetterWish(LetterKind.REPLY, date(2026, 1, 5), decision="refused_case_files")
    told = "".join(letter_hints(answered, wish, [], SETTINGS, date(2026, 1, 5)))
    assert "2025年12月30日将改为2026年1月5日" in told
    assert "“示公复〔2025〕3号”将改为" in told
    assert "“予以公开”将改为“不予公开：属于行政执法案卷”" in told
    same = LetterWish(LetterKind.REPLY, date(2026, 1, 5), decision="granted.published")
    open_one = replace(REQUEST, arrived=date(2026, 1, 4))
    assert letter_hints(open_one, same, [], SETTINGS, date(2026, 1, 5)) == []
    noticed = replace(open_one, correction=Correction(told=date(2026, 1, 4)))
    again = LetterWish(LetterKind.CORRECTION, date(2026, 1, 5), until=date(2026, 1, 20))
    assert len(letter_hints(noticed, again, [], SETTINGS, date(2026, 1, 5))) == 1


@pytest.mark.parametrize("kind", [*LetterKind])
def test_a_letter_stands_on_one_page_where_its_lines_may_move_together(kind: LetterKind) -> None:
    """A last page of a few lines is no letter to sign; a text that needs the second page keeps the usual lines."""
    told = replace(
        REQUEST, content="某镇某村二组征收土地的补偿安置方案及其听证笔录", outcome="refused_third_party"
    )
    said = text(kind, told, day=date(2026, 3, 20), explanation="250 页，4700 元。")
    for more, pages in (("", 1), ("以上另行说明。" * 60, 2)):
        made = letter_document(
            Unit(1, "某县人民政府"),
            FORMS[kind].title,
            "示教公〔2026〕1号",
            "某某",
            said + more,
            date(2026, 3, 20),
        )
        with pypdfium2.PdfDocument(pdf.render(made)) as read:
            assert len(read) == pages
        style = docx.Document(io.BytesIO(word.render(made))).styles["年报正文"].paragraph_format
        assert style.line_spacing is not None
        assert 24 <= style.line_spacing.pt <= 29
        assert pages == 1 or style.line_spacing.pt > 28
