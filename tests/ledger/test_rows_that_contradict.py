"""Rows of foreign ledgers that say two things at once, or one thing of two requests: they are asked about, not guessed."""

from pathlib import Path

import openpyxl
import pytest

from app.imports.ledgers import read_ledger
from app.ledger.counting import Tally
from app.ledger.foreign.read_ledger import ReadLedger
from app.ledger.merging import merged


def _read(tmp_path: Path, *lines: str) -> ReadLedger:
    path = tmp_path / "台账.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_ledger(path)


@pytest.mark.parametrize(
    ("days", "note", "is_asked"),
    [
        ("2025-01-02,,2025-01-20,予以公开", "实际2024年12月31日收到，节后补登", True),
        ("2025-01-02,,2025-01-20,予以公开", "收到日期应为2024.12.30", True),
        ("2025-01-02,,2025-01-20,予以公开", "去年12月30日签收", True),
        ("2025-12-31,,,办理中", "系统提交，2026年1月5日与申请人确认", True),
        ("2025-12-10,,2025-12-31,予以公开", "答复书2026年1月6日作出", True),
        ("2025-12-10,,2025-12-31,予以公开", "实际次年1月6日答复", True),
        ("2025-12-10,,2025-12-31,予以公开", "2026年1月4日寄出", False),
        ("2024-12-31,2025-01-02,2025-01-20,予以公开", "2024年12月31日收到，次年1月2日确认", False),
        ("2025-01-02,,2025-01-20,予以公开", "2025年1月2日收到挂号信", False),
        ("2025-12-10,,2026-01-12,予以公开", "次年1月12日答复", False),
        ("2025-12-01,,2026-02-12,予以公开", "2026年1月12日收到补正材料", False),
        ("2025-12-01,,2025-12-30,予以公开", "2026年3月1日收到复议答复通知", False),
        ("2025-12-01,,2025-12-30,予以公开", "信息为2023年5月1日批复", False),
    ],
)
def test_a_note_on_another_year_is_asked_about(tmp_path: Path, days: str, note: str, is_asked: bool) -> None:
    head = "受理编号,申请人,申请人类别,收到日期,确认日期,答复日期,办理结果,备注"
    (request,) = _read(tmp_path, head, f"1,甲某,自然人,{days},{note}").requests
    assert ("备注" in request.doubt) is is_asked


@pytest.mark.parametrize(
    ("row", "is_asked"),
    [
        ("2025-03-04,2025-03-25,予以公开,√,", True),
        ("2025-03-04,2025-03-25,予以公开,,结转下年", True),
        ("2025-12-04,2026-01-05,予以公开,√,结转下年", False),
        ("2024-12-04,2025-01-05,予以公开,,上年结转", False),
        ("2025-03-04,2025-04-02,予以公开,,结转二季度", False),
        ("2025-12-04,,,√,", False),
        ("2025-03-04,2025-03-25,予以公开,否,", False),
    ],
)
def test_what_is_carried_on_and_answered_in_the_same_year_is_asked_about(
    tmp_path: Path, row: str, is_asked: bool
) -> None:
    head = "受理编号,申请人,申请人类别,收到日期,答复日期,办理结果,结转下年,备注"
    (request,) = _read(tmp_path, head, f"1,甲某,自然人,{row}").requests
    assert bool(request.doubt) is is_asked


def test_of_two_headings_for_kinds_the_one_above_names_holds_the_applicants(tmp_path: Path) -> None:
    read = _read(
        tmp_path,
        "编号,申请主体,主体类型,签收日期,答复日期,答复种类",
        "1,陆游之,个人,2024-03-18,2024-04-12,予以公开",
        "2,金穗种业有限公司,公司,2024-05-20,2024-06-17,予以公开",
    )
    assert [(request.applicant, request.type) for request in read.requests] == [
        ("陆游之", "natural_person"),
        ("金穗种业有限公司", "enterprise"),
    ]


_HEAD = "受理单位,编号,申请人,申请人类别,收到日期,申请内容,答复日期,办理结果"


def test_equal_rows_of_two_bodies_are_asked_about(tmp_path: Path) -> None:
    told = "2025-001,叶文,自然人,2025-01-07,学区,2025-01-24,予以公开"
    first, second = _read(tmp_path, _HEAD, f"区教育局,{told}", f"区民政局,{told}").requests
    assert not first.doubt
    assert "是否同一件" in second.doubt


def test_a_number_that_two_bodies_gave_is_of_two_requests(tmp_path: Path) -> None:
    read = _read(
        tmp_path,
        _HEAD,
        "区教育局,2025-001,叶文,自然人,2025-01-07,学区,2025-01-24,予以公开",
        "区民政局,2025-001,朱八,自然人,2025-01-07,低保,2025-01-24,部分公开",
        "区住建局,2025-001,叶文,自然人,2025-02-07,棚改,2025-02-24,信息不存在",
    )
    assert [request.outcome for request in read.requests] == [
        "granted",
        "partly_granted",
        "unavailable_not_held",
    ]
    assert read.twins == {request.source for request in read.requests[1:]}


def test_sections_of_an_office_share_its_numbers(tmp_path: Path) -> None:
    told = "2025-001,叶文,自然人,2025-01-07,学区,2025-01-24"
    head = _HEAD.replace("受理单位", "承办科室")
    read = _read(tmp_path, head, f"办公室,{told},予以公开", f"规划科,{told},信息不存在")
    (request,) = read.requests
    assert request.outcome == "partly_granted"


def test_a_sheet_for_each_body_has_numbers_of_its_own(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for body, name in (("教育局", "叶文"), ("民政局", "朱八")):
        page = book.create_sheet(body)
        page.append(_HEAD.split(",")[1:])
        page.append(["1", name, "自然人", "2025-01-07", "方案", "2025-01-24", "予以公开"])
    book.save(tmp_path / "台账.xlsx")
    read = read_ledger(tmp_path / "台账.xlsx")
    assert [request.applicant for request in read.requests] == ["叶文", "朱八"]


def test_a_sheet_of_all_bodies_tells_their_requests_again(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    rows = [
        ["1", name, "自然人", "2025-01-07", "方案", "2025-01-24", "予以公开"] for name in ("叶文", "朱八")
    ]
    for title, told in (("教育局", rows[:1]), ("民政局", rows[1:]), ("汇总", rows)):
        page = book.create_sheet(title)
        page.append(_HEAD.split(",")[1:])
        for row in told:
            page.append(row)
    book.save(tmp_path / "台账.xlsx")
    read = read_ledger(tmp_path / "台账.xlsx")
    assert [request.applicant for request in read.requests] == ["叶文", "朱八"]


def test_requests_of_one_number_stay_apart_when_the_ledger_is_read_again(tmp_path: Path) -> None:
    rows = [
        "区教育局,2025-001,叶文,自然人,2025-01-07,学区,2025-01-24,予以公开",
        "区民政局,2025-001,叶文,自然人,2025-02-07,低保,2025-02-24,部分公开",
    ]
    known = merged((), _read(tmp_path, _HEAD, *rows).requests, unit_id=1, first_id=1).added
    again = merged(known, _read(tmp_path, _HEAD, *reversed(rows)).requests, unit_id=1, first_id=9)
    assert not again.added
    assert all((old.outcome, old.content) == (new.outcome, new.content) for old, new in again.changed)


@pytest.mark.parametrize(
    ("said", "is_extended"),
    [("延期答复", True), ("延期信息", True), ("延期中", True), ("办理中", False), ("不延期", False)],
)
def test_a_state_that_says_so_extends_the_time(tmp_path: Path, said: str, is_extended: bool) -> None:
    head = "受理编号,申请人,申请人类别,收到日期,答复日期,办理结果"
    (request,) = _read(tmp_path, head, f"1,甲某,自然人,2025-12-10,,{said}").requests
    assert (request.extension is not None) is is_extended
    assert not request.outcome


@pytest.mark.parametrize(
    ("result", "note", "outcome"),
    [
        ("不予公开该信息将损害申请人权益，经研究同意公开。", "", ""),
        ("予以公开；不予公开", "", "partly_granted"),
        ("会议纪要予以公开，其余内容不予公开。", "", "partly_granted"),
        ("予以公开", "该件系代收，由县农业局办理答复", ""),
        ("部分公开", "由区住建局统一答复", ""),
        ("予以公开", "由我局法规科办理", "granted"),
        ("不属于本机关公开职责权限范围", "已告知由区住建局办理", "unavailable_not_held"),
    ],
)
def test_a_refusal_that_was_weighed_and_an_answer_of_another_body_are_asked_about(
    tmp_path: Path, result: str, note: str, outcome: str
) -> None:
    head = "受理编号,申请人,申请人类别,收到日期,答复日期,办理结果,备注"
    (request,) = _read(tmp_path, head, f"1,甲某,自然人,2025-03-04,2025-03-25,{result},{note}").requests
    assert (request.outcome if not request.doubt else "") == outcome
    assert bool(request.doubt) is not bool(outcome)


@pytest.mark.parametrize(
    ("came", "ended", "days"),
    [
        ("2025-02-19", "当日", ("2025-02-19", "2025-02-19")),
        ("2025年2月19日", "当场答复", ("2025-02-19", "2025-02-19")),
        ("2025-02-28", "次日", ("2025-02-28", "2025-03-01")),
        ("2024-12-30", "次年1月15日", None),  # Of the request's year, or of the sheet's?
        ("2025-12-30", "次年1月15日", ("2025-12-30", "2026-01-15")),
        ("2025-12-30", "当年12月31日", ("2025-12-30", "2025-12-31")),
        ("12月30日", "翌年1月15日", ("2025-12-30", "2026-01-15")),
        ("2025-03-05", "20日", ("2025-03-05", "2025-03-20")),
        ("2025-03-25", "10日", None),
        ("5日", "2025-03-20", ("2025-03-05", "2025-03-20")),
        ("25日", "2025-03-20", None),
        ("5日", "20日", None),
        ("上年12月30日", "2025-01-15", ("2024-12-30", "2025-01-15")),
        ("当日", "2025-01-15", None),
        ("", "当日", None),
    ],
)
def test_a_day_told_by_another_is_read_where_one_day_fits(
    tmp_path: Path, came: str, ended: str, days: tuple[str, str] | None
) -> None:
    title = "某局2025年依申请公开台账,,,,,"
    row = f"1,甲某,自然人,{came},{ended},予以公开"
    (request,) = _read(tmp_path, title, "受理编号,申请人,申请人类别,收到日期,答复日期,办理结果", row).requests
    read = [request.received, request.reply.dated if request.reply else None]
    assert (None if request.doubt or None in read else tuple(str(day) for day in read)) == days


def test_by_another_day_of_a_request_carried_over_no_year_is_told(tmp_path: Path) -> None:
    title, head = (
        "某局2025年依申请公开台账,,,,,,",
        "受理编号,申请人,申请人类别,收到日期,答复日期,办理结果,备注",
    )
    (request,) = _read(tmp_path, title, head, "1,甲某,自然人,12月30日,次年1月15日,予以公开,上年结转").requests
    assert "答复日期" in request.doubt


@pytest.mark.parametrize(
    ("row", "outcome"),
    [
        ("处理中,延期答复,2025-12-29,环公开延〔2025〕3号", ""),
        ("待补正,补正申请,2025-12-24,", ""),
        ("征求意见中,征求第三方意见,2025-12-24,", ""),
        ("处理中,延期答复,2025-12-29,环公开复〔2025〕3号", None),
        ("已办结,延期答复,2025-12-29,环公开延〔2025〕3号", None),
        (",延期答复,2025-12-29,", None),
        ("处理中,予以公开,2025-12-29,", "granted"),
    ],
)
def test_the_last_letter_sent_is_no_answer_while_the_state_goes_on(
    tmp_path: Path, row: str, outcome: str | None
) -> None:
    """None: it is asked about."""
    head = "受理编号,申请人,申请人类别,收到日期,办理状态,回复类型,回复时间,回复文号"
    (request,) = _read(tmp_path, head, f"1,甲某,自然人,2025-12-01,{row}").requests
    waits = bool(Tally().waiting(request))
    assert (None if waits else request.outcome) == outcome
    if outcome == "":
        assert request.reply is None
        assert request.extension or request.correction or request.consultations


@pytest.mark.parametrize(
    ("row", "is_void"),
    [
        (",作废，与2025-005重复登记", True),
        ("予以公开,作废（重号）", True),
        (",作废原答复，重新答复", False),
        ("予以公开,作废原告知书后重新作出", False),
    ],
)
def test_a_request_is_void_whatever_reason_is_told_and_an_answer_that_is_void_is_another_matter(
    tmp_path: Path, row: str, is_void: bool
) -> None:
    head = "受理编号,申请人,申请人类别,收到日期,答复日期,办理结果,备注"
    read = _read(
        tmp_path,
        head,
        "1,甲某,自然人,2025-03-04,2025-03-25,予以公开,",
        f"2,乙某,自然人,2025-03-04,2025-03-25,{row}",
    )
    assert ("void" in [entry.why for entry in read.skipped]) is is_void
    assert is_void or Tally().waiting(read.requests[1])


@pytest.mark.parametrize(
    ("sheet", "row", "outcome"),
    [
        ("予以公开", ["2025-03-04", "2025-03-25", "", ""], "granted"),
        ("3.信息不存在", ["2025-03-04", "2025-03-25", "", ""], "unavailable_not_held"),
        ("2025年重复申请类", ["2025-03-04", "2025-03-25", "", ""], "declined_duplicate"),
        ("不予公开", ["2025-03-04", "2025-03-25", "", "涉及商业秘密"], "refused_third_party"),
        ("不予公开", ["2025-03-04", "2025-03-25", "", "已电话告知"], None),
        ("不予公开", ["2025-03-04", "2025-03-25", "执法案卷", ""], "refused_case_files"),
        ("不予公开", ["2025-03-04", "2025-03-25", "予以公开", ""], None),
        ("依申请公开", ["2025-03-04", "2025-03-25", "", ""], None),
        ("公开", ["2025-03-04", "2025-03-25", "", ""], None),
        ("予以公开", ["2025-03-04", "", "", ""], None),
    ],
)
def test_a_result_is_told_by_the_name_of_its_sheet(
    tmp_path: Path, sheet: str, row: list[str], outcome: str | None
) -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    page.append(["受理编号", "申请人", "申请人类别", "收到日期", "答复日期", "办理结果", "备注"])
    page.append(["1", "甲某", "自然人", *row])
    book.save(tmp_path / "台账.xlsx")
    (request,) = read_ledger(tmp_path / "台账.xlsx").requests
    assert (None if Tally().waiting(request) else request.outcome) == outcome


def test_sections_tell_results_and_kinds_until_the_next_one(tmp_path: Path) -> None:
    head = "受理编号,申请人,收到日期,答复日期,办理结果"
    lines = [
        "一、予以公开,,,,",
        "1,甲某,2025-03-04,2025-03-25,",
        "二、其他事项,,,,",
        "2,乙某,2025-03-04,2025-03-25,",
    ]
    first, second = _read(tmp_path, head, *lines).requests
    assert first.outcome == "granted"
    assert Tally().waiting(second)
    kinds = [
        "公民,,,,",
        "1,甲乙丙丁戊,2025-03-04,2025-03-25,予以公开",
        "法人或其他组织—商业企业,,,,",
        "2,某某,2025-03-04,2025-03-25,予以公开",
    ]
    assert [one.type for one in _read(tmp_path, head, *kinds).requests] == ["natural_person", "enterprise"]
