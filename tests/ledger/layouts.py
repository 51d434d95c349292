"""Eight layouts in which invented requests are written down the way offices do; one half to build on.

Each layout returns its sheets and, by sheet and row, what must be skipped, asked about or read.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from tests.definitions import SIX
from tests.ledger.invented import Happened

FORM = {
    "granted": ("予以公开", ""),
    "partly_granted": ("部分公开", ""),
    "refused_state_secret": ("不予公开", "1.属于国家秘密"),
    "refused_forbidden_by_law": ("不予公开", "2.其他法律行政法规禁止公开"),
    "refused_security_stability": ("不予公开", "3.危及“三安全一稳定”"),
    "refused_third_party": ("不予公开", "4.保护第三方合法权益"),
    "refused_internal_affairs": ("不予公开", "5.属于三类内部事务信息"),
    "refused_deliberative": ("不予公开", "6.属于四类过程性信息"),
    "refused_case_files": ("不予公开", "7.属于行政执法案卷"),
    "refused_administrative_query": ("不予公开", "8.属于行政查询事项"),
    "unavailable_not_held": ("无法提供", "1.本机关不掌握相关政府信息"),
    "unavailable_needs_compiling": ("无法提供", "2.没有现成信息需要另行制作"),
    "unavailable_unclear": ("无法提供", "3.补正后申请内容仍不明确"),
    "declined_petition": ("不予处理", "1.信访举报投诉类申请"),
    "declined_duplicate": ("不予处理", "2.重复申请"),
    "declined_publication": ("不予处理", "3.要求提供公开出版物"),
    "declined_excessive": ("不予处理", "4.无正当理由大量反复申请"),
    "declined_reconfirmation": ("不予处理", "5.要求行政机关确认或重新出具已获取信息"),
    "other_not_corrected": ("其他处理", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
    "other_fee_unpaid": (
        "其他处理",
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    ),
    "other_misc": ("其他处理", "3.其他"),
    "": ("", ""),
}
FREE = {
    "granted": ("已提供", "已主动公开，告知网址", "同意公开", "商业秘密、个人隐私，予以公开"),
    "partly_granted": ("部分公开，隐去个人信息", "区分处理后提供", "同意部分公开"),
    "refused_state_secret": ("属于国家秘密，不予公开", "涉密，不予公开"),
    "refused_forbidden_by_law": ("不予公开（法律、行政法规禁止公开）",),
    "refused_security_stability": ("危及社会稳定，不予公开",),
    "refused_third_party": (
        "不予公开（涉及第三方商业秘密）",
        "第三方不同意公开，不予公开",
        "商业秘密、个人隐私，不予公开",
    ),
    "refused_internal_affairs": ("属内部管理信息，不予公开",),
    "refused_deliberative": ("属讨论记录、过程稿，不予公开", "不予公开（过程性信息）"),
    "refused_case_files": ("属执法案卷，不予公开",),
    "refused_administrative_query": ("不动产登记资料，告知查询办法", "属行政查询事项，告知查询办法"),
    "unavailable_not_held": ("经检索不存在", "不是本机关制作，告知向自然资源局申请", "本单位未保存该信息"),
    "unavailable_needs_compiling": ("需另行制作，无法提供", "需要汇总、加工，无法提供"),
    "unavailable_unclear": ("补正后仍不明确",),
    "declined_petition": ("属信访事项，告知走信访渠道", "属投诉举报，不作为信息公开申请处理"),
    "declined_duplicate": ("重复申请，不予重复处理",),
    "declined_publication": ("要求提供公开出版物",),
    "declined_excessive": ("大量反复申请，理由不合理",),
    "declined_reconfirmation": ("要求重新出具已获取信息",),
    "other_not_corrected": ("逾期未补正，视为放弃", "逾期不补正，不再处理"),
    "other_fee_unpaid": ("逾期未缴费，不再处理",),
    "other_misc": ("其他",),
    "": ("", "办理中", "正在办理"),
}
KIND44 = FREE | {
    "granted": ("主动公开", "依申请公开", "同意公开", "商业秘密、个人隐私，予以公开", "党政混合信息（公开）"),
    "unavailable_not_held": ("政府信息不存在", "不属于本机关公开职责权限范围"),
    "refused_third_party": ("商业秘密、个人隐私，不予公开",),
    "": ("待答复", "处理中"),
}
TYPE_WORDS = {
    "natural_person": ("自然人", "公民", "个人"),
    "enterprise": ("商业企业", "企业", "公司"),
    "research_institute": ("科研机构", "科研院所"),
    "public_welfare_org": ("社会公益组织", "社会组织"),
    "legal_service": ("法律服务机构", "律师事务所"),
    "other_org": ("其他", "其他组织"),
}
OUTCOMES = {
    "upheld": ("维持", "驳回诉讼请求"),
    "corrected": ("撤销，责令重新答复", "确认违法"),
    "other": ("终止", "准许撤诉"),
    "pending": ("尚未审结", "审理中", ""),
}
CASE_KINDS = {
    "review": "行政复议",
    "direct_suit": "行政诉讼（直接起诉）",
    "suit_after_review": "行政诉讼（复议后）",
}
VAGUE = ("已回复", "已办结", "已答复", "已处理", "状态不明")


@dataclass
class Sheet:
    """One sheet: its rows as lists of values, merged areas (row, column, last row, last column) from 1."""

    title: str
    rows: list[list[Any]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden: bool = False

    def add(self, *values: Any) -> int:
        """Append a row and return its number."""
        self.rows.append(list(values))
        return len(self.rows)


@dataclass
class Told:
    """A ledger as it is written down: its sheets, the rows to skip and those to ask about."""

    sheets: list[Sheet]
    items: list[Happened]
    skipped: set[tuple[str, int]] = field(default_factory=set)
    unresolved: set[tuple[str, int]] = field(default_factory=set)
    asked: set[tuple[str, int]] = field(default_factory=set)
    disputes: bool = False
    clock: bool = False

    def note(self, sheet: Sheet, row: int, item: Happened) -> None:
        """Remember where a request stands and what must become of its row."""
        if item.is_none:
            self.skipped.add((sheet.title, row))
        elif item.stays_out:
            self.unresolved.add((sheet.title, row))
        elif item.trap == "withdrawn":
            self.asked.add((sheet.title, row))


def words(chance: random.Random, item: Happened, vocabulary: dict[str, tuple[str, ...]]) -> str:
    """Return what stands in the result's cell."""
    special = {
        "vague": VAGUE,
        "void": ("作废",),
        "withdrawn": ("申请人撤回",),
        "passed_on": ("转办", "移交区司法局"),
    }
    return chance.choice(special.get(item.trap) or vocabulary[item.row])


def pair(item: Happened, chance: random.Random) -> tuple[str, str, str]:
    """Return result, detail and note in the form's wording."""
    if item.trap == "void":
        return "", "", "作废"
    if item.trap in ("vague", "withdrawn", "passed_on"):
        return words(chance, item, FREE), "", ""
    return (*FORM[item.row], "")


def name(item: Happened) -> str:
    """Return what stands in the applicant's cell."""
    if item.trap == "agent":
        return f"{item.applicant}（委托代理人：北京柳溪（江州）律师事务所）"
    return f"{item.applicant}等3人" if item.trap == "several" else item.applicant


def received(item: Happened, shown: Any) -> Any:
    """Return the received date as shown, or what nobody can read."""
    return "见附件" if item.trap == "unreadable" else shown


def _c(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def _dots(day: date | None) -> str:
    return f"{day.year}.{day.month}.{day.day}" if day else ""


def layout_a(items: list[Happened], chance: random.Random) -> Told:
    """One sheet, date cells, result in two columns, dates of correction, extension and consultation."""
    sheet = Sheet("Sheet1")
    told = Told([sheet], items, clock=True)
    heads = ["序号", "受理编号", "申请人", "申请人类别", "联系电话", "申请方式", "收到申请日期", "申请内容", "补正告知日期", "补正期限", "收到补正日期", "是否延期", "延期告知日期", "征求第三方意见日期", "收到第三方意见日期", "答复期限", "答复日期", "答复文号", "办理结果", "具体情形", "备注"]  # fmt: skip
    sheet.add("某局依申请公开工作台账")
    sheet.merges.append((1, 1, 1, len(heads)))
    sheet.add(*heads)
    for serial, item in enumerate(items, 1):
        item.confirmed = None
        result, detail, note = pair(item, chance)
        row = sheet.add(
            serial, item.number, name(item), TYPE_WORDS[item.column][0], "138" + "0" * 8, "邮寄", received(item, item.received),
            item.topic, item.told, item.until, item.returned, "是" if item.extended else "否", item.extended, item.sent,
            item.back, None, item.closed, "", result, detail, note,
        )  # fmt: skip
        told.note(sheet, row, item)
    told.skipped.add((sheet.title, sheet.add("合计", None, f"{len(items)}件")))
    return told


def layout_b(items: list[Happened], chance: random.Random) -> Told:
    """Heads of two rows, repeated every 60 rows; confirmed dates; disputes in the same row; sum and signature rows."""
    sheet = Sheet("台账")
    told = Told([sheet], items, disputes=True)
    top = [
        "序号",
        "登记编号",
        "申请人",
        "申请人类型",
        "收到时间",
        "确认时间",
        "申请事项",
        "答复",
        None,
        None,
        "救济情况",
        None,
        None,
        None,
        "备注",
    ]
    sub = [None] * 7 + ["答复时间", "文号", "办理结果", "类型", "立案日期", "结案日期", "结论", None]
    sheet.add("某区依申请公开及复议诉讼情况登记表")
    sheet.merges.append((1, 1, 1, 15))
    _two_row_head(sheet, top, sub)
    written = 0
    for serial, item in enumerate(items, 1):
        if written >= 60:
            first = _two_row_head(sheet, top, sub)
            told.skipped |= {(sheet.title, first), (sheet.title, first + 1)}
            written = 0
        cases = item.cases or [None]
        for place, case in enumerate(cases):
            shown = (
                [
                    CASE_KINDS[case.kind],
                    _dots(case.filed),
                    _dots(case.closed),
                    chance.choice(OUTCOMES[case.outcome]),
                ]
                if case
                else [None] * 4
            )
            if place == 0:
                row = sheet.add(serial, item.number, name(item), chance.choice(TYPE_WORDS[item.column]), received(item, _dots(item.received)),
                                _dots(item.confirmed) if item.trap != "unreadable" else "", item.topic, _dots(item.closed), "", words(chance, item, FREE), *shown, "")  # fmt: skip
                told.note(sheet, row, item)
            else:
                row = sheet.add(
                    None,
                    item.number,
                    item.applicant,
                    None,
                    None,
                    None,
                    None,
                    None,
                    None,
                    None,
                    *shown,
                    "同上",
                )
                told.skipped.add((sheet.title, row))
            written += 1
    told.skipped.add((sheet.title, sheet.add("合计", None, f"{len(items)}件")))
    told.skipped.add(
        (
            sheet.title,
            sheet.add("填表人：小张", None, None, None, "审核人：小李", None, None, "填表日期：2026.1.5"),
        )
    )
    return told


def _two_row_head(sheet: Sheet, top: list[Any], sub: list[Any]) -> int:
    row = sheet.add(*top)
    sheet.add(*sub)
    column = 0
    while column < len(top):
        last = column
        while last + 1 < len(top) and top[last + 1] is None and sub[last + 1] is not None:
            last += 1
        if sub[column] is None:
            sheet.merges.append((row, column + 1, row + 1, column + 1))
        elif last > column:
            sheet.merges.append((row, column + 1, row, last + 1))
        column = last + 1
    return row


def layout_c(items: list[Happened], chance: random.Random) -> Told:
    """A sheet per quarter, dates without a year, unfinished rows repeated under the same number, subtotals."""
    told = Told([], items)
    for item in items:
        item.confirmed = None
    quarters = sorted(
        {(day.year, (day.month - 1) // 3) for item in items for day in (item.received, item.closed) if day}
    )
    place: dict[int, tuple[str, int]] = {}
    for year, quarter in quarters:
        sheet = Sheet(f"{year}年第{'一二三四'[quarter]}季度")
        end = date(year + quarter // 3, (quarter * 3 + 3) % 12 + 1, 1)
        begin = date(year, quarter * 3 + 1, 1)
        sheet.add(f"某区住建局{sheet.title}依申请公开台账")
        sheet.add(
            *[
                "序号",
                "受理编号",
                "收件日期",
                "申请人",
                "申请人类别",
                "申请内容",
                "申请方式",
                "承办科室",
                "答复日期",
                "办理情况",
                "备注",
            ]
        )
        serial = 0
        for item in items:
            if item.received >= end or (item.closed and item.closed < begin and item.received < begin):
                continue
            finished = item.closed is not None and item.closed < end
            if not finished and item.received < begin:
                continue
            serial += 1
            shown = (
                f"{item.received.month}月{item.received.day}日"
                if item.received.year == year
                else _c(item.received)
            )
            answered = (
                f"{item.closed.month}月{item.closed.day}日"
                if finished and item.closed and item.closed.year == year
                else _c(item.closed)
                if finished
                else ""
            )
            result = (
                words(chance, item, FREE)
                if finished or item.trap in ("void", "passed_on")
                else chance.choice(("", "办理中"))
            )
            row = sheet.add(serial, item.number, received(item, shown), name(item), TYPE_WORDS[item.column][0], item.topic, "网络", "一科",
                            answered, result, "上季度结转" if item.received < begin else "")  # fmt: skip
            if before := place.get(id(item)):
                told.skipped.add(before)
                told.unresolved.discard(before)
            place[id(item)] = (sheet.title, row)
            told.asked.discard(before or ("", 0))
            if finished or item.is_none or item.stays_out:
                told.note(sheet, row, item)
            if item.trap == "vague" and not finished:
                told.unresolved.discard((sheet.title, row))
        told.skipped.add((sheet.title, sheet.add("小计", None, f"本季新收{serial}件")))
        told.sheets.append(sheet)
    return told


def layout_d(items: list[Happened], chance: random.Random) -> Told:
    """An export of a system: only 公民/法人, 44 kinds of answers, date-times, a hidden sheet of codes."""
    sheet, codes = Sheet("导出数据"), Sheet("字典", hidden=True)
    told = Told([sheet, codes], items)
    codes.add("受理编号", "申请人姓名", "收到时间", "办理结果")
    codes.add("X1", "张三", "2024-01-05", "同意公开")
    sheet.add(
        *[
            "流水号",
            "申请人姓名",
            "申请人性质",
            "手机号码",
            "证件号码",
            "受理方式",
            "申请时间",
            "内容描述",
            "状态",
            "回复时间",
            "答复书类型",
        ]
    )
    for item in items:
        item.confirmed = None
        at = datetime.combine(item.received, time(chance.randrange(8, 18), chance.randrange(60)))
        shown = at if chance.random() < 0.5 else at.strftime("%Y-%m-%d %H:%M:%S")
        row = sheet.add(item.number, name(item), "公民" if item.column == "natural_person" else "法人", "139" + "1" * 8, "3" * 18, "网上申请",
                        received(item, shown), item.topic, "已答复" if item.closed else "待答复", f"{item.closed} 16:20:00" if item.closed else "",
                        words(chance, item, KIND44))  # fmt: skip
        told.note(sheet, row, item)
    return told


def layout_e(items: list[Happened], chance: random.Random) -> Told:
    """A sheet per year with what was carried in and what is new, integer dates, the form's wording."""
    told = Told([], items)
    place: dict[int, tuple[str, int]] = {}
    for item in items:
        item.confirmed = None
    for year in sorted(
        {item.received.year for item in items} | {item.closed.year for item in items if item.closed}
    ):
        sheet = Sheet(str(year))
        sheet.add(f"{year}年度政府信息公开申请办理情况统计台账")
        sheet.add(
            *[
                "序号",
                "申请编号",
                "申请单位",
                "申请主体",
                "收文日期",
                "申请事项",
                "办结日期",
                "答复结果",
                "不予公开理由",
                "备注",
            ]
        )
        for title, chosen in (
            (
                "一、上年结转",
                [
                    i
                    for i in items
                    if i.received.year < year
                    and (i.closed is None or i.closed.year >= year)
                    and not i.is_none
                    and i.trap != "reversed"
                ],
            ),
            ("二、本年新收", [i for i in items if i.received.year == year]),
        ):
            row = sheet.add(title)
            sheet.merges.append((row, 1, row, 10))
            told.skipped.add((sheet.title, row))
            for serial, item in enumerate(chosen, 1):
                finished = item.closed is not None and item.closed.year <= year
                result, detail, note = pair(item, chance) if finished or item.is_none else ("", "", "")
                row = sheet.add(serial, item.number, name(item), chance.choice(TYPE_WORDS[item.column]), received(item, int(item.received.strftime("%Y%m%d"))),
                                item.topic, int(item.closed.strftime("%Y%m%d")) if finished and item.closed else None, result, detail, note)  # fmt: skip
                if before := place.get(id(item)):
                    told.skipped.add(before)
                    told.unresolved.discard(before)
                place[id(item)] = (sheet.title, row)
                if finished or item.is_none or item.trap == "unreadable":
                    told.note(sheet, row, item)
        told.sheets.append(sheet)
    return told


def layout_f(items: list[Happened], chance: random.Random) -> Told:
    """A matrix of ticks under heads of three rows; a row of sums with numbers in it."""
    sheet = Sheet("勾选表")
    told = Told([sheet], items)
    types = [
        ("自然人", ""),
        ("法人或其他组织", "商业企业"),
        ("法人或其他组织", "科研机构"),
        ("法人或其他组织", "社会公益组织"),
        ("法人或其他组织", "法律服务机构"),
        ("法人或其他组织", "其他"),
    ]
    results = [(FORM[key][0], FORM[key][1] if FORM[key][1] else "") for key in FORM if key]
    keys = [key for key in FORM if key]
    plain = ["序号", "受理号", "申请人", "接收日期", "内容描述"]
    top = [*plain, "申请人类别", *[None] * 5, "办理结果", *[None] * (len(keys) - 1), "答复日期", "备注"]
    middle: list[Any] = [*[None] * 5, "自然人", "法人或其他组织", *[None] * 4]
    previous = ""
    for general, _ in results:
        middle.append(general if general != previous else None)
        previous = general
    bottom = [
        *[None] * 6,
        *[leaf for _, leaf in types[1:]],
        *[leaf or None for _, leaf in results],
        None,
        None,
    ]
    sheet.add("某县依申请公开登记台账")
    for row in (top, [*middle, None, None], bottom):
        sheet.add(*row)
    for column in (1, 2, 3, 4, 5, len(top) - 1, len(top)):
        sheet.merges.append((2, column, 4, column))
    sheet.merges += [(2, 6, 2, 11), (3, 6, 4, 6), (3, 7, 3, 11), (2, 12, 2, 11 + len(keys))]
    start = 12
    for place in range(12, 12 + len(keys)):
        if place + 1 == 12 + len(keys) or middle[place] is not None:
            if not bottom[start - 1]:
                sheet.merges.append((3, start, 4, start))
            elif place > start:
                sheet.merges.append((3, start, 3, place))
            start = place + 1
    ticked = 0
    for serial, item in enumerate(items, 1):
        item.confirmed = None
        if item.trap in ("vague", "withdrawn", "passed_on"):
            item.trap = ""
        ticks: list[Any] = ["√" if key == item.column else None for key in SIX]
        marks: list[Any] = ["√" if key == item.row and item.trap != "void" else None for key in keys]
        if item.row.startswith("refused") and item.trap == "" and chance.random() < 0.15:
            item.row = "partly_granted"
            marks[keys.index("partly_granted")] = "√"
        elif item.row.startswith("refused") and item.trap == "" and chance.random() < 0.08:
            item.trap = "two_refusals"
            marks[
                keys.index(
                    "refused_case_files" if item.row != "refused_case_files" else "refused_deliberative"
                )
            ] = "√"
        ticked += sum(mark is not None for mark in marks)
        row = sheet.add(
            serial,
            item.number,
            name(item),
            received(item, item.received),
            item.topic,
            *ticks,
            *marks,
            item.closed,
            "作废" if item.trap == "void" else "",
        )
        told.note(sheet, row, item)
    told.skipped.add(
        (sheet.title, sheet.add("合计", None, None, None, len(items), *[5] * 6, *[3] * len(keys), None, None))
    )
    return told


def layout_g(items: list[Happened], chance: random.Random) -> Told:
    """A street office: free text, dates of all kinds, no type and no number, names merged over their requests."""
    sheet = Sheet("Sheet1")
    told = Told([sheet], items)
    sheet.add("某街道办事处依申请公开登记表")
    sheet.merges.append((1, 1, 1, 10))
    sheet.add(
        *[
            "序号",
            "申请人姓名",
            "身份证号码",
            "申请时间",
            "申请内容",
            "受理方式",
            "经办人",
            "答复时间",
            "答复结果",
            "备注",
        ]
    )
    merged_with: Happened | None = None
    for serial, item in enumerate(items, 1):
        item.confirmed = None
        if item.trap in ("agent", "several"):
            item.trap = ""
        result = words(chance, item, FREE)
        shares = merged_with is not None and chance.random() < 0.1
        if shares and merged_with is not None:
            item.applicant, item.column = merged_with.applicant, merged_with.column
        row = sheet.add(serial, None if shares else name(item), None, received(item, any_date(chance, item.received)), item.topic, "来信", "小李",
                        any_date(chance, item.closed) if item.closed else "", result, "")  # fmt: skip
        if shares:
            sheet.merges.append((row - 1, 2, row, 2))
            merged_with = None
        else:
            merged_with = item
        told.note(sheet, row, item)
    told.skipped.add((sheet.title, sheet.add(None, "合计", None, None, len(items))))
    return told


def any_date(chance: random.Random, day: date | None) -> Any:
    """Write a date in one of the ways that are met."""
    if day is None:
        return ""
    return chance.choice(
        (
            day,
            day.isoformat(),
            _c(day),
            _dots(day),
            day.strftime("%Y%m%d"),
            f"{day.year}/{day.month}/{day.day}",
            f"{day.year % 100}.{day.month}.{day.day}",
            _c(day).translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"}),
            f"{_dots(day)}（周{'一二三四五六日'[day.weekday()]}）",
            (day - date(1899, 12, 30)).days,
        )
    )


def layout_h(items: list[Happened], chance: random.Random) -> Told:
    """A title block of three rows, serial dates, and a second sheet of disputes with co-defendant rows."""
    sheet, suits = Sheet("申请台账"), Sheet("复议诉讼台账")
    told = Told([sheet, suits], items, disputes=True)
    for text in ("某市政府信息依申请公开", "办理台账", "填报单位：某市某局"):
        row = sheet.add(text)
        sheet.merges.append((row, 1, row, 9))
    sheet.add(
        *[
            "序号",
            "受理文号",
            "姓名或名称",
            "申请人属性",
            "收到申请时间",
            "申请公开内容",
            "反馈时间",
            "答复种类",
            "说明",
        ]
    )
    for serial, item in enumerate(items, 1):
        item.confirmed = None
        row = sheet.add(serial, item.number, name(item), chance.choice(TYPE_WORDS[item.column]), received(item, (item.received - date(1899, 12, 30)).days),
                        item.topic, (item.closed - date(1899, 12, 30)).days if item.closed else None, words(chance, item, FREE), "")  # fmt: skip
        told.note(sheet, row, item)
    suits.add("复议诉讼台账")
    suits.add(
        *["序号", "受理文号", "案件类型", "本机关身份", "案号", "受理（立案）日期", "审结日期", "审结结果"]
    )
    serial = 0
    for item in items:
        for case in item.cases:
            serial += 1
            role = {"review": "被申请人"}.get(case.kind, "被告")
            if case.kind == "suit_after_review" and serial % 3 == 0:
                case.co_defendant, role = True, "共同被告（复议机关）"
            elif case.kind == "suit_after_review":
                role = "共同被告（原行为机关）"
            row = suits.add(
                serial,
                item.number,
                CASE_KINDS[case.kind],
                role,
                f"〔2025〕行{serial}号",
                case.filed,
                case.closed,
                chance.choice(OUTCOMES[case.outcome]),
            )
            if case.co_defendant:
                told.skipped.add((suits.title, row))
    return told


LAYOUTS: dict[str, Callable[[list[Happened], random.Random], Told]] = {
    "A": layout_a, "B": layout_b, "C": layout_c, "D": layout_d,
    "E": layout_e, "F": layout_f, "G": layout_g, "H": layout_h,
}  # fmt: skip


def days_before(day: date, count: int) -> date:
    """Return the day *count* days before."""
    return day - timedelta(days=count)
