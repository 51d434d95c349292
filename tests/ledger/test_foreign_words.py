"""What single words, dates and lines of foreign ledgers mean, and what nobody can tell."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from app.forms.loader import form_for
from app.imports.ledgers import read_ledger
from app.ledger.counting import count
from app.ledger.foreign.applicants import type_of
from app.ledger.foreign.dates import date_within, read_date, two_dates
from app.ledger.foreign.headings import field_of
from app.ledger.foreign.masking import masked
from app.ledger.foreign.read_ledger import ReadLedger
from app.ledger.foreign.results import ReadResult, dispute_outcome, result_of
from app.request import LedgerSettings, Request


def _read_csv(tmp_path: Path, *lines: str) -> ReadLedger:
    path = tmp_path / "台账.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_ledger(path)


def test_a_row_carried_into_another_year_without_the_year_is_the_same_day(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    head = ["序号", "受理编号", "收件日期", "申请人", "申请人类别", "答复日期", "办理情况", "备注"]
    first = [(1, "1", "12月21日", "甲某", "自然人", "", "办理中", "")]
    second = [
        (1, "1", "12月21日", "甲某", "自然人", "1月11日", "同意公开", "上季度结转"),
        (2, "2", "11月3日", "乙某", "自然人", "1月12日", "同意公开", "上年结转"),
        (3, "3", "12月3日", "丙某", "自然人", "1月12日", "同意公开", ""),
    ]
    third = [(1, "4", "6月20日", "丁某", "自然人", "7月12日", "同意公开", "上季度结转")]
    for title, rows in (("2023年第四季度", first), ("2024年第一季度", second), ("2024年第三季度", third)):
        page = book.create_sheet(title)
        for row in (head, *rows):
            page.append(row)
    book.save(tmp_path / "台账.xlsx")
    found = {request.number: request for request in read_ledger(tmp_path / "台账.xlsx").requests}
    days = {number: request.received.isoformat() for number, request in found.items() if request.received}
    assert days == {"1": "2023-12-21", "2": "2023-11-03", "3": "2024-12-03", "4": "2024-06-20"}
    counted = count(found.values(), 2024, form_for(2024))
    assert counted is not None
    assert [entry.request.number for entry in counted.unresolved] == ["3"]


def test_two_cases_in_one_row(tmp_path: Path) -> None:
    read = _read_csv(
        tmp_path,
        "受理编号,申请人,申请人类别,收到日期,答复日期,办理结果,复议受理日期,复议审结日期,复议结果,诉讼立案日期,诉讼审结日期,诉讼结果",
        "1,甲某,自然人,2025.1.3,2025.1.20,不予公开（过程性信息）,2025.2.3,2025.4.1,维持,2025.5.6,,未结",
        "2,乙某,自然人,2025.1.3,2025.1.20,予以公开,,,,,,",
    )
    counted = count(read.requests, 2025, form_for(2025))
    assert counted is not None
    shown = {
        cell for cell, n in counted.cells.items() if n and cell.startswith("disputes") and "total" not in cell
    }
    assert shown == {"disputes.review.upheld", "disputes.suit_after_review.pending"}


@pytest.mark.parametrize(
    ("said", "key", "why"),
    [
        (("个人隐私", "过程性信息", "个人隐私"), "", "办理结果不同"),
        (("个人隐私", "过程性信息", "予以公开"), "partly_granted", ""),
        (("予以公开", "信息不存在", "予以公开"), "partly_granted", ""),
        (("办理中", "予以公开", "办理中"), "granted", ""),
        (("予以公开", "申请人撤回", "办理中"), "", "办理结果不同"),
    ],
)
def test_rows_of_one_number_come_to_one_result_whatever_their_order(
    tmp_path: Path, said: tuple[str, ...], key: str, why: str
) -> None:
    for order in (said, said[::-1]):
        lines = [f"2025-1,赵甲,自然人,2025-03-03,2025-03-20,{words}" for words in order]
        found = _read_csv(tmp_path, "受理编号,申请人,申请人类别,收到日期,答复日期,办理结果", *lines)
        (request,) = found.requests
        assert request.outcome == key
        assert why in request.doubt
        assert bool(request.doubt) is bool(why)


def test_rows_of_one_number_answered_in_two_years_are_asked_about(tmp_path: Path) -> None:
    lines = [f"2025-1,赵甲,自然人,2024-12-03,{day},予以公开" for day in ("2024-12-20", "2025-01-06")]
    (request,) = _read_csv(tmp_path, "受理编号,申请人,申请人类别,收到日期,答复日期,办理结果", *lines).requests
    assert "不在同一年" in request.doubt


def test_a_number_given_to_plainly_different_requests_is_asked_about(tmp_path: Path) -> None:
    read = _read_csv(
        tmp_path,
        "受理编号,申请人,申请人类别,收到日期,申请内容,答复日期,办理结果",
        "001,甲某,自然人,2024.1.3,图纸,2024.1.20,予以公开",
        "001,乙公司,企业,2025.2.3,合同,2025.2.20,予以公开",
    )
    assert len(read.requests) == 2
    assert read.twins == {read.requests[1].source}


@pytest.mark.parametrize(
    ("applicant", "kind", "column"),
    [
        ("李四、王五", "", "natural_person"),
        ("李四、某某建材有限公司", "", ""),
        ("吴娜（委托代理人：北京柳溪（江州）律师事务所）", "", "natural_person"),
        ("北京柳溪（江州）律师事务所", "法人", "legal_service"),
        ("钱英等3人", "", "natural_person"),
        ("王记小吃店", "个体工商户", "individual_business"),
        ("惠民超市", "", ""),
        ("江州大学", "高等院校", "research_institute"),
        ("江州纺织厂", "国有企业", "enterprise"),
        ("李四", "市民", "natural_person"),
        ("某某中心", "法人", ""),
        ("张三", "法人", ""),
        ("江州市饮食行业协会", "社会组织", "public_welfare_org"),
        ("衡正律师事务所（代周强）", "", ""),
        ("衡正律师事务所代周强", "", ""),
        ("衡正律师事务所（受周强委托）", "法律服务机构", ""),
        ("衡正律师事务所（委托人：周强）", "法人", ""),
        ("周强（衡正律师事务所代理）", "", "natural_person"),
        ("衡正律师事务所（代周强）", "自然人", "natural_person"),
        ("代代红花木有限公司", "", "enterprise"),
        ("代小强", "", "natural_person"),
        ("周强（代理人：张律师）", "", "natural_person"),
        ("周强（受委托人：张律师）", "", "natural_person"),
        ("周强（受害人家属）", "", "natural_person"),
        ("衡正律师事务所", "企业", ""),
        ("柳溪村村民委员会", "企业", ""),
        ("江州大学", "企业", ""),
        ("江州助学基金会", "公司", ""),
        ("江州某某有限公司", "科研机构", ""),
        ("江州研究院有限公司", "科研机构", "research_institute"),
        ("江州商会", "企业", "enterprise"),
        ("顺达", "企业", "enterprise"),
        ("江州市第三中学", "社会公益组织", "public_welfare_org"),
    ],
)
def test_the_kind_of_an_applicant_is_told_or_asked_about(applicant: str, kind: str, column: str) -> None:
    read = type_of(kind, applicant)
    assert read.key == column
    assert bool(read.why) is not bool(column)


RESULTS = {
    "商业秘密、个人隐私，予以公开": "granted",
    "依申请公开": "granted",
    "征求第三方意见后予以公开": "granted",
    "不予公开（权利人不同意公开）": "refused_third_party",
    "予以公开；部分不予公开（个人隐私）": "partly_granted",
    "不予公开（个人隐私）；信息不存在": "",
    "不属于主动公开范围，不予公开": "",
    "不于公开": "",
    "内部管理信息及过程性信息": "internal_or_deliberative",
    "申请内容不明确": "unclear_before_correction",
    "补正后申请内容仍不明确": "unavailable_unclear",
    "撤销申请": "withdrawn",
    "已移交国家档案馆": "archived",
    "已回复": "",
    "不存在不予公开情形，全部公开": "granted",
    "经审查，不属于不予公开的范围，予以公开": "granted",
    "不存在涉及国家秘密、商业秘密的内容，同意公开": "granted",
    "没有不宜公开的内容，已提供": "granted",
    "并非不予公开，已主动公开": "granted",
    "不涉及国家秘密，予以公开": "granted",
    "第三方没有异议，同意公开": "granted",
    "不予公开：不涉及国家秘密，但涉及商业秘密": "refused_third_party",
    "不是不予公开，而是信息不存在": "unavailable_not_held",
    "经检索不存在，无法公开": "unavailable_not_held",
    "不存在该信息": "unavailable_not_held",
    "过程性信息，不同意公开": "refused_deliberative",
    "无法全部公开，部分公开": "partly_granted",
    "隐去个人隐私后予以公开": "partly_granted",
    "除涉及个人隐私的外，其余予以公开": "partly_granted",
    "部分不予公开（商业秘密）": "partly_granted",
    "不属于政府信息公开申请，属信访投诉": "declined_petition",
    "公开后可能危及社会稳定，不予公开": "refused_security_stability",
    "第三方未反对": "",
    "不存在商业秘密": "",
    "未予公开": "",
    "不予全部公开": "",
    "拟不予公开（国家秘密）": "",
    "是否予以公开待定": "",
    "撤销原不予公开决定，予以公开": "",
    "由不予公开（过程性信息）改为予以公开": "",
    "经查找，没有该信息": "unavailable_not_held",
    "我局无此档案": "unavailable_not_held",
    "没有查到": "unavailable_not_held",
    "不归我局管": "unavailable_not_held",
    "告知向市住建局申请": "unavailable_not_held",
    "告知向市政府申请行政复议": "",
    "没有相关信息需要保密": "",
    "户籍查询，告知向公安局申请": "refused_administrative_query",
    "信息不存在，告知在网站查询": "unavailable_not_held",
    "告知在门户网站查询": "granted",
    "提供了复印件": "granted",
    "同意查阅": "granted",
    "不同意查阅": "",
    "拟同意查阅": "",
    "不予公开，同意查阅": "",
    "要求提供公开出版物，告知获取途径": "declined_publication",
    "公开出版物，不掌握": "",
    "补正后内容仍不清楚": "unavailable_unclear",
    "到期没有补正": "other_not_corrected",
    "申请数量明显超过合理范围，理由不合理": "declined_excessive",
    "大量申请，予以公开": "",
}
"""What is written as the result of a request, and what it is; empty: nobody can tell."""
OUTCOMES = {
    "不予撤销，维持原答复": "upheld",
    "不予受理": "other",
    "未撤销，确认违法": "corrected",
    "驳回变更请求": "",
    "驳回其全部诉讼请求": "upheld",
    "终止审理": "other",
    "被纠正": "corrected",
    "未纠正": "",
    "胜诉": "",
}
"""The same of a dispute."""


@pytest.mark.parametrize(
    ("read", "said", "key"),
    [(result_of, *item) for item in RESULTS.items()]
    + [(dispute_outcome, *item) for item in OUTCOMES.items()],
)
def test_what_a_result_says(read: Callable[[str], ReadResult], said: str, key: str) -> None:
    found = read(said)
    assert found.key == key
    assert not found.is_open


@pytest.mark.parametrize(
    "said",
    [
        "",
        "办理中",
        "征求第三方意见中",
        "延期答复",
        "结转下年",
        "待补正",
        "/",
        "延期办理",
        "已发补正通知",
        "告知补正，待申请人补正",
        "尚在期限内",
    ],
)
def test_what_is_still_open(said: str) -> None:
    assert result_of(said).is_open


@pytest.mark.parametrize(
    "said", ["2025-01-03", "2025/1/3", "2025.1.3", "2025年1月3日", "20250103", "45660", "1月3日", "1.3", "25.1.3",
             "２０２５年１月３日", "2025.1.3（周五）", "2025-01-03 14:20:00", "2025年1月3日上午", "2025年01月03日 9时20分", "2025.1.3下午3点",
             "二〇二五年一月三日", "2025年1月3曰", "2O25-O1-O3", "2025年1月3号", "2025.1.3签收", "2025-1-3（网）", "于2025年1月3日", "2025.1.3/",
             "2025_1_3", "一月三日"]
)  # fmt: skip
def test_every_way_to_write_a_date(said: str) -> None:
    assert read_date(said, 2025).day == date(2025, 1, 3)


@pytest.mark.parametrize(
    "said",
    [
        "2024.13.5",
        "见附件",
        "2025年2月30日",
        "二〇二五年二月三十日",
        "二〇二五年一月日",
        "1月",
        "2025年",
        "3天",
        "2025.1.3、2025.1.9",
        "约2025.1.3",
        "2025.1.3前",
        "2025.1.3收到补正",
    ],
)
def test_what_is_no_date(said: str) -> None:
    assert read_date(said, 2025).unreadable


def test_numbers_of_certificates_and_telephones_are_masked() -> None:
    said = "张某 身份证320102199001011234 电话13912345678、025-83210000，共3件，〔2025〕12号"
    shown = masked(said)
    for secret in ("320102199001011234", "13912345678", "83210000"):
        assert secret not in shown
    assert "共3件，〔2025〕12号" in shown


def test_a_number_that_a_system_wrote_as_text(tmp_path: Path) -> None:
    read = _read_csv(
        tmp_path,
        "业务编码,申请人,申请人类型,提交时间,答复类型",
        '"=""0020250001""",甲某,公民,2025-01-06,',
        "0020250002\t,乙某,公民,2025-01-07,",
    )
    assert [request.number for request in read.requests] == ["0020250001", "0020250002"]


def test_headings_without_a_day_are_taken_for_a_person_to_say_which_it_is(tmp_path: Path) -> None:
    read = _read_csv(tmp_path, "编号,申请人,申请人类别,何时,办理结果", "1,甲某,公民,2025-01-06,予以公开")
    assert [column.field for column in read.columns] == ["id", "applicant", "type", "", "result"]
    counted = count(read.requests, 2025, form_for(2025))
    assert counted is not None
    assert [entry.why for entry in counted.unresolved] == ["收到日期读不出"]


@pytest.mark.parametrize(
    ("number", "is_many"),
    [
        ("2025-002至2025-005", True), ("7、8、9", True), ("〔2025〕7号、8号", True), ("12～15", True),
        ("2025-002", False), ("〔2025〕2号", False), ("受理2025/3", False), ("2025年第3号", False), ("SQ-2025-0001", False),
    ],
)  # fmt: skip
def test_a_row_with_several_numbers_is_asked_about(tmp_path: Path, number: str, is_many: bool) -> None:
    read = _read_csv(
        tmp_path,
        "受理编号,申请人,申请人类别,收到日期,答复日期,办理结果",
        f"{number},甲某,自然人,2025-01-06,2025-01-20,予以公开",
    )
    assert bool(read.requests[0].doubt) == is_many


@pytest.mark.parametrize(
    ("said", "day", "words"),
    [
        ("2025年3月20日，予以公开", date(2025, 3, 20), "予以公开"),
        ("3月20日予以公开", date(2025, 3, 20), "予以公开"),
        ("2025.3.12告知补正，2025.3.28答复部分公开", date(2025, 3, 28), "告知补正，答复部分公开"),
        ("2025.3.12告知补正，2025.3.28部分公开", None, "告知补正，部分公开"),
        ("2025.3.28", date(2025, 3, 28), ""),
        ("办理中", None, "办理中"),
    ],
)
def test_a_day_and_words_in_one_cell(said: str, day: date | None, words: str) -> None:
    read, rest = date_within(said, 2025)
    assert (read.day, rest) == (day, words)


def test_a_template_that_a_ledger_is_kept_in_is_read_when_there_is_nothing_else(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    page.title = "台账模板"
    for row in (["受理编号", "申请人", "申请人类别", "收到日期"], ["1", "甲某", "自然人", "2025-01-06"]):
        page.append(row)
    book.save(tmp_path / "台账.xlsx")
    assert [request.number for request in read_ledger(tmp_path / "台账.xlsx").requests] == ["1"]


@pytest.mark.parametrize(
    ("said", "year", "day"),
    [
        ("05/03/25", 2025, None), ("05/03/25", None, None), ("05/03/25", 2005, date(2005, 3, 25)),
        ("25/03/05", None, date(2025, 3, 5)), ("12-05-25", 2025, None), ("08年5月20日", None, date(2008, 5, 20)),
    ],
)  # fmt: skip
def test_what_may_be_another_countrys_date_is_not_read(said: str, year: int | None, day: date | None) -> None:
    read = read_date(said, year)
    assert (read.day, read.unreadable) == (day, day is None)


@pytest.mark.parametrize(
    ("path", "field"),
    [
        (["办理过程", "补正通知日期"], "corr_noticed"),
        (["办理情况", "补正期限"], "corr_due"),
        (["办理过程", "延期告知日期"], "extended_on"),
        (["答复情况", "征求意见发出日期"], "third_sent"),
        (["办理情况", "收费通知日期"], "fee_told"),
        (["办理过程", "办结日期"], "replied"),
        (["答复情况", "日期"], "replied"),
        (["复议情况", "受理日期"], "review.filed"),
    ],
)
def test_a_step_keeps_its_name_below_a_head_of_the_handling(path: list[str], field: str) -> None:
    assert field_of(path) == field


def test_groups_above_the_headings_and_a_second_instance(tmp_path: Path) -> None:
    read = _read_csv(
        tmp_path,
        "编号,申请人情况,,,收到情况,,答复情况,,,救济,,,",
        ",姓名,类别,电话,方式,日期,答复书日期,送达（交邮）日期,答复类型,类型,受理时间,结案时间,结果",
        "1,张某,个人,139,邮寄,2024-12-20,2024-12-30,2025-01-23,同意公开,行政复议,2025-1-10,2025-3-1,维持",
        "1,,,,,,,,,行政诉讼一审,2025-3-10,2025-6-1,驳回诉讼请求",
        "1,,,,,,,,,行政诉讼二审,2025-7-10,2026-1-4,驳回上诉，维持原判".replace("上诉，", "上诉、"),
    )
    (request,) = read.requests
    assert request.judged == date(2025, 1, 23)
    cells = {}
    for year in (2024, 2025, 2026):
        counted = count(read.requests, year, form_for(year))
        assert counted is not None
        assert counted.unresolved == ()
        cells[year] = {
            c for c, n in counted.cells.items() if n and not c.endswith("total") and ".total." not in c
        }
    assert cells[2024] == {"applications.new.natural_person", "applications.granted.natural_person"}
    assert cells[2025] == {"disputes.review.upheld", "disputes.suit_after_review.pending"}
    assert cells[2026] == {"disputes.suit_after_review.upheld"}


def test_ticks_without_a_group_and_a_sheet_that_is_no_ledger(tmp_path: Path) -> None:
    read = _read_csv(
        tmp_path,
        "序号,申请人,自然人,商业企业,科研机构,社会公益组织,法律服务机构,其他,收到日期,答复日期,办理结果",
        "1,张某,1,0,0,0,0,0,2025-1-3,2025-1-9,予以公开",
        "2,某公司,0,1,0,0,0,0,2025-1-3,2025-1-9,不予公开",
        "合计,,1,1,0,0,0,0,,,",
    )
    assert [request.type for request in read.requests] == ["natural_person", "enterprise"]
    assert read.requests[1].doubt
    assert [entry.why for entry in read.skipped] == ["total"]


@pytest.mark.parametrize(
    "said", ["2025.1.6/2025.1.20", "1.6-1.20", "2025-01-06至2025-01-20", "1月6日、1月20日"]
)
def test_a_pair_of_dates_in_one_cell(said: str) -> None:
    assert [read.day for read in two_dates(said, 2025)] == [date(2025, 1, 6), date(2025, 1, 20)]
    assert [read.day for read in two_dates("2025.1.6/", 2025)] == [date(2025, 1, 6), None]


def _read_days(tmp_path: Path, *rows: tuple[object, object], form: str = "General") -> list[Request]:
    """Read a workbook of 2025 with days of receipt and answer as numbers."""
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "2025年"
    page.append(["受理编号", "申请人", "申请人类别", "收到日期", "答复日期", "办理结果"])
    for number, (received, replied) in enumerate(rows, start=1):
        page.append([f"a{number}", "甲某", "自然人", received, replied, "予以公开"])
        for column in (4, 5):
            page.cell(number + 1, column).number_format = form
    book.save(tmp_path / "台账.xlsx")
    return list(read_ledger(tmp_path / "台账.xlsx").requests)


@pytest.mark.parametrize(
    ("received", "replied", "arrived", "dated", "unsure"),
    [
        (1.3, 2.14, "2025-01-03", "2025-02-14", ["2025-01-03"]),
        (1.3, 1.2, "2025-01-03", "2025-01-20", []),
        (1.3, 1.14, "2025-01-03", "2025-01-14", []),
        (1.28, 2.3, "2025-01-28", "2025-02-03", []),
        (1.13, 3.1, "2025-01-13", "2025-03-01", ["2025-03-01"]),
        ("1.3", "2.14", "2025-01-03", "2025-02-14", []),
        (3.25, 4.5, "2025-03-25", "2025-04-05", []),
    ],
)
def test_a_number_without_its_last_zero_is_decided_by_the_order_of_days_or_asked_about(
    tmp_path: Path, received: object, replied: object, arrived: str, dated: str, unsure: list[str]
) -> None:
    (request,) = _read_days(tmp_path, (received, replied))
    assert request.reply is not None
    assert (str(request.arrived), str(request.reply.dated)) == (arrived, dated)
    assert [str(day) for day in request.unsure] == unsure
    counted = count([request], 2025, form_for(2025))
    assert counted is not None
    assert [asked.topic for _, asked in counted.questions] == ["short_day"] * bool(unsure)
    assert counted.cells["applications.new.total"] == 1
    strict = count([request], 2025, form_for(2025), LedgerSettings(choices={"short_day": "ask"}))
    assert strict is not None
    assert [entry.request for entry in strict.unresolved] == [request] * bool(unsure)


def test_a_number_shown_with_its_zero_is_that_day(tmp_path: Path) -> None:
    (request,) = _read_days(tmp_path, (1.3, 2.1), form="0.00")
    assert (request.arrived, request.unsure) == (date(2025, 1, 30), ())


def test_a_text_file_from_a_spreadsheet_may_lack_the_zeros_too(tmp_path: Path) -> None:
    head = "2025年台账\n受理编号,申请人,申请人类别,收到日期,答复日期,办理结果"
    short = ["1,甲,自然人,1.3,2.14,予以公开", "2,乙,自然人,1.15,2.14,予以公开"]
    assert [len(request.unsure) for request in _read_csv(tmp_path, head, *short).requests] == [1, 0]
    whole = [*short, "3,丙,自然人,3.10,4.2,予以公开"]
    assert [len(request.unsure) for request in _read_csv(tmp_path, head, *whole).requests] == [0, 0, 1]


@pytest.mark.parametrize(
    ("days", "why"),
    [
        ("2025-02-06,,2052-03-01", "不合情理"),
        ("2035-02-06,,", "不合情理"),
        ("1999-02-06,,2025-03-03", "不合情理"),
        ("2021-02-06,,2025-03-03", "超过两年"),
        ("2025-01-06,2024-12-31,2025-01-20", "确认日期早于收到日期"),
        ("2025-03-06,2025-03-03,2025-03-20", ""),
    ],
)
def test_days_that_cannot_be_true_are_asked_about(tmp_path: Path, days: str, why: str) -> None:
    (request,) = _read_csv(
        tmp_path,
        "受理编号,申请人,申请人类别,收到日期,确认日期,答复日期,办理结果",
        f"1,甲,自然人,{days},{'予以公开' if days[-1] != ',' else '办理中'}",
    ).requests
    assert why in request.doubt
    assert bool(request.doubt) is bool(why)
