"""Further layouts, written after the reader and shown to it once: the other half, by which it is judged."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

from tests.definitions import SIX
from tests.ledger.invented import Case, Happened
from tests.ledger.layouts import FORM, FREE, Sheet, Told, name, received, words

_SHORT = {
    "granted": "予以公开", "partly_granted": "部分公开", "refused_state_secret": "国家秘密", "refused_forbidden_by_law": "法律禁止公开",
    "refused_security_stability": "三安全一稳定", "refused_third_party": "第三方合法权益", "refused_internal_affairs": "内部事务",
    "refused_deliberative": "过程性信息", "refused_case_files": "执法案卷", "refused_administrative_query": "行政查询",
    "unavailable_not_held": "不掌握", "unavailable_needs_compiling": "需另行制作", "unavailable_unclear": "补正后仍不明确",
    "declined_petition": "信访举报投诉", "declined_duplicate": "重复申请", "declined_publication": "公开出版物",
    "declined_excessive": "大量反复申请", "declined_reconfirmation": "重新出具", "other_not_corrected": "逾期不补正",
    "other_fee_unpaid": "逾期不缴费", "other_misc": "其他",
}  # fmt: skip
_TYPES = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
_NATURE = dict(zip(SIX, ("居民", "公司", "科研院所", "社会团体", "律所", "事业单位"), strict=True))


def layout_i(items: list[Happened], chance: random.Random) -> Told:
    """An exchange form: persons and bodies in columns of their own, numbers of 23 characters."""
    sheet = Sheet("依申请导出")
    told = Told([sheet], items)
    sheet.add(
        *[
            "申请号",
            "申请人类型",
            "公民姓名",
            "证件号码",
            "法人名称",
            "组织机构代码",
            "申请日期",
            "截止日期",
            "内容描述",
            "载体形式",
            "申请方式",
            "答复情况",
            "回复时间",
        ]
    )
    for serial, item in enumerate(items):
        item.confirmed = None
        number = f"SQ00245301{chance.randrange(9)}{item.received:%Y%m%d}{serial:04}"
        person = item.column == "natural_person"
        row = sheet.add(number, "公民" if person else "法人", name(item) if person else "", "", "" if person else name(item), "",
                        received(item, item.received.isoformat()), "", item.topic, "纸面", "门户网站", words(chance, item, FREE),
                        item.closed.isoformat() if item.closed else "")  # fmt: skip
        told.note(sheet, row, item)
    return told


def layout_j(items: list[Happened], chance: random.Random) -> Told:
    """Heads of two rows with a group for each step; reviews and suits in columns of their own; pairs of dates."""
    sheet = Sheet("2023-2025")
    told = Told([sheet], items, disputes=True, clock=True)
    groups: list[tuple[str, tuple[str, ...]]] = [
        ("序号", ()), ("收件编号", ()), ("申请人情况", ("姓名或名称", "性质")), ("收到申请", ("日期", "方式")), ("所需信息的内容描述", ()),
        ("补正情况", ("告知日期", "补正期限", "收到日期")), ("延期情况", ("是否延期", "告知日期")), ("征求意见（发出/收到）", ()),
        ("答复情况", ("文号", "答复日期", "结果")), ("行政复议", ("受理日期", "审结日期", "审结结果")),
        ("行政诉讼", ("是否经复议", "立案日期", "审结日期", "审结结果")), ("备注", ()),
    ]  # fmt: skip
    top: list[Any] = []
    sub: list[Any] = []
    for head, leaves in groups:
        column = len(top) + 1
        top += [head, *[None] * (len(leaves) - 1)]
        sub += leaves or (None,)
        sheet.merges.append((2, column, 2, column + len(leaves) - 1) if leaves else (2, column, 3, column))
    sheet.add("某市某局政府信息公开申请办理台账（2023年至2025年）")
    sheet.merges.append((1, 1, 1, len(top)))
    sheet.merges = [area for area in sheet.merges if area[:2] != area[2:]]
    sheet.add(*top)
    sheet.add(*sub)

    def day(value: date | None) -> Any:
        return value and f"{value.year % 100}.{value.month}.{value.day}"

    for serial, item in enumerate(items, 1):
        item.confirmed = None
        if [case.kind for case in item.cases].count("direct_suit") and len(item.cases) > 1:
            item.cases = item.cases[:1]
        review = next((case for case in item.cases if case.kind == "review"), None)
        suit = next((case for case in item.cases if case.kind != "review"), None)
        pair = f"{day(item.sent)}/{day(item.back) or ''}" if item.sent else ""
        row = sheet.add(
            serial, item.number, name(item), _NATURE[item.column], received(item, day(item.received)), "信函", item.topic, day(item.told),
            day(item.until), day(item.returned), "延期" if item.extended else "", day(item.extended), pair, "" if item.trap == "passed_on" else f"某复〔{item.received.year}〕{serial}号",
            day(item.closed), words(chance, item, FREE | {"": ("",)}), *_case(review, day),
            {"direct_suit": "否", "suit_after_review": "是"}[suit.kind] if suit else "", *_case(suit, day), "",
        )  # fmt: skip
        told.note(sheet, row, item)
    return told


def _case(case: Case | None, day: Any) -> tuple[Any, Any, Any]:
    if case is None:
        return "", "", ""
    said = {"upheld": "维持", "corrected": "撤销", "other": "终止", "pending": "审理中"}
    return day(case.filed), day(case.closed), said[case.outcome]


def layout_k(items: list[Happened], chance: random.Random) -> Told:
    """Ticks with short words under heads of two rows that are not merged."""
    sheet = Sheet("登记")
    told = Told([sheet], items)
    keys = [*_SHORT]
    sheet.add(
        "编号",
        "申请单位",
        "申请人类别",
        *[None] * 5,
        "收文日期",
        "申请事项",
        "办理结果",
        *[None] * (len(keys) - 1),
        "办结日期",
        "说明",
    )
    sheet.add(None, None, *_TYPES, None, None, *[_SHORT[key] for key in keys], None, None)
    for item in items:
        item.confirmed = None
        if item.trap in ("vague", "withdrawn", "passed_on"):
            item.trap = ""
        void = item.trap == "void"
        row = sheet.add(item.number, name(item), *["√" if key == item.column else None for key in SIX], received(item, f"{item.received:%Y/%m/%d}"),
                        item.topic, *["√" if key == item.row and not void else None for key in keys],
                        f"{item.closed:%Y/%m/%d}" if item.closed else None, "录入错误" if void else None)  # fmt: skip
        told.note(sheet, row, item)
    told.skipped.add(
        (sheet.title, sheet.add("总计", None, *[9] * 6, None, None, *[2] * len(keys), None, None))
    )
    return told


def layout_l(items: list[Happened], chance: random.Random) -> Told:
    """A sheet per year, the year only in its name; 1.3 for dates; blank rows, notes and signatures."""
    told = Told([], items)
    for item in items:
        item.confirmed = None
    for year in sorted({item.received.year for item in items}):
        sheet = Sheet(f"{year}年")
        sheet.add("依申请公开情况登记")
        sheet.add("单位：某镇人民政府", None, None, None, "单位：件")
        sheet.add(
            *[
                "件号",
                "申请人（单位）",
                "申请主体",
                "来件方式",
                "收件日期",
                "申请事项",
                "反馈时间",
                "处理结果",
                "备注",
            ]
        )
        for item in (one for one in items if one.received.year == year):
            shown = f"{item.received.month}.{item.received.day}"
            closed = item.closed
            answered = (
                ""
                if closed is None
                else f"{closed.month}.{closed.day}"
                if closed.year == year
                else f"{closed:%Y.%m.%d}"
            )
            row = sheet.add(
                item.number,
                name(item),
                _NATURE[item.column],
                "来人",
                received(item, shown),
                item.topic,
                answered,
                words(chance, item, FREE),
                "",
            )
            told.note(sheet, row, item)
            if chance.random() < 0.04:
                told.skipped.add((sheet.title, sheet.add()))
        told.skipped.add((sheet.title, sheet.add("注：本表由党政办填写。")))
        told.skipped.add(
            (sheet.title, sheet.add("填表人：小张", None, None, "联系电话：", None, "审核人：小李"))
        )
        blank = next((number for number in range(len(sheet.rows) - 2, 0, -1) if sheet.rows[number - 1]), 0)
        assert blank
        told.sheets.append(sheet)
    return told


def layout_m(items: list[Happened], chance: random.Random) -> Told:
    """Form wording in one cell, confirmed dates, numbers merged over the lines of several disputes."""
    sheet = Sheet("Sheet1")
    told = Told([sheet], items, disputes=True)
    sheet.add(
        "受理号",
        "申请人名称",
        "主体类型",
        "接收日期",
        "双方确认日期",
        "申请内容",
        "答复书日期",
        "答复情况",
        "救济类型",
        "受理（立案）日期",
        "审结日期",
        "结果",
        "案号",
    )
    for item in items:
        general, particular = FORM[item.row]
        said = (
            words(chance, item, FREE)
            if item.trap in ("vague", "void", "withdrawn", "passed_on")
            else f"{general}（{particular[2:]}）"
            if particular
            else general
        )
        first = len(sheet.rows) + 1
        for place, case in enumerate(item.cases or [None]):
            kind = (
                {"review": "复议", "direct_suit": "未经复议直接起诉", "suit_after_review": "复议后起诉"}[
                    case.kind
                ]
                if case
                else ""
            )
            shown = [kind, *_case(case, lambda day: day), "" if case is None else f"〔2025〕{first}"]
            if place == 0:
                unread = item.trap == "unreadable"
                row = sheet.add(
                    item.number,
                    name(item),
                    _NATURE[item.column],
                    received(item, item.received),
                    None if unread else item.confirmed,
                    item.topic,
                    item.closed,
                    said,
                    *shown,
                )
                told.note(sheet, row, item)
            else:
                told.skipped.add((sheet.title, sheet.add(*[None] * 8, *shown)))
        if len(item.cases) > 1:
            sheet.merges.append((first, 1, len(sheet.rows), 1))
    return told


FURTHER = {"I": layout_i, "J": layout_j, "K": layout_k, "L": layout_l, "M": layout_m}
