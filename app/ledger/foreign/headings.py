"""Tells what a column of a foreign ledger holds, by its heading and the headings above it."""

import re
from collections.abc import Mapping, Sequence

from app.ledger.foreign.results import result_of
from app.ledger.foreign.vocabulary import headings, lookup, plain, plain_heading
from app.ledger.outcomes import OUTCOMES

TICK_TYPE, TICK_RESULT = "type:", "result:"
"""The prefix of the key of a ticked column: ``type:enterprise``, ``result:granted``."""
REVIEW, SUIT, APPEAL = "review.", "suit.", "appeal."
"""The prefixes of a dispute's field in a column about reviews only, about suits only, or about second instances only."""
ANY_CASE = ("", REVIEW, SUIT, APPEAL)
DISPUTE_FIELDS = (
    "dispute_kind",
    "after_review",
    "filed",
    "dclosed",
    "outcome",
    "caseno",
    "role",
    "told",
    "body",
)
FIELDS = {
    "seq": "序号", "id": "受理编号", "applicant": "申请人", "type": "申请人类别", "channel": "申请方式", "received": "收到日期",
    "confirmed": "确认日期", "content": "申请内容", "corr_noticed": "补正告知日期", "corr_due": "补正期限",
    "corr_returned": "收到补正日期", "extended": "是否延期", "extended_on": "延期告知日期", "third_sent": "征求意见发出日期",
    "third_back": "征求意见收到日期", "third_pair": "征求意见（发出/收到）", "due": "答复期限", "replied": "答复日期",
    "posted": "送达（交邮）日期", "docno": "答复文号", "result": "办理结果", "replied_with_result": "答复日期及结果",
    "detail": "具体情形", "state": "办理状态",
    "dept": "承办科室", "handler": "经办人", "kind": "件别", "note": "备注", "fee_told": "收费通知日期", "fee_due": "缴费期限",
    "fee_paid": "缴费日期", "fee_amount": "收费金额", "pieces": "件数", "dispute_kind": "救济类型", "after_review": "是否经复议", "filed": "立案日期",
    "dclosed": "审结日期", "outcome": "审结结果", "caseno": "案号", "role": "本机关身份", "told": "案情（文字）", "body": "复议机关、法院", "private": "不读入（个人信息）",
    "again": "重新答复", "year": "年度", "": "不读入",
}  # fmt: skip
"""What a person may choose for a column, with its name."""

PARTS_OF_A_DATE = ("年", "月", "日")
"""The headings of columns that hold parts of one date, as paper registers have them."""
_GROUPS = (
    (r"补正", ((r"告知|通知|发出", "corr_noticed"), (r"期限|截止|届满|限期|到期", "corr_due"), (r"收到|补正|反馈|回复|材料", "corr_returned"))),
    (r"征求|征询|第三方|意见", ((r"发出/|/收到", "third_pair"), (r"发出|发函|寄出|征求|征询", "third_sent"), (r"收到|回复|反馈|收回|回函", "third_back"))),
    (r"延期", ((r"是否", "extended"), (r"日期|时间|告知|通知", "extended_on"))),
    (r"收费|缴费", ((r"通知|告知", "fee_told"), (r"期限|截止", "fee_due"), (r"金额|费用|元", "fee_amount"), (r"缴|付|日期", "fee_paid"))),
    (r"答复|办理|反馈|回复", ((r"送达|交邮|寄出|邮寄", "posted"), (r"期限|截止", "due"), (r"文号|字号", "docno"),
                        (r"日期|时间", "replied"), (r"理由|情形|细类|原因|^[二三]级$|^小类$", "detail"), (r"^一级$|^大类$|结果|类型|种类|类别|分类|情况|方式|结论|意见", "result"))),
    (r"申请人|申请单位", ((r"姓名|名称|单位$", "applicant"), (r"类|性质|属性|主体", "type"))),
    (r"收到|接收|收件|申请情况|登记", ((r"确认", "confirmed"), (r"日期|时间", "received"), (r"方式|渠道|途径", "channel"), (r"编号|号$", "id"),
                              (r"内容|事项", "content"))),
)  # fmt: skip
_DISPUTE_GROUP = re.compile("复议|诉讼|救济|案件")
_DISPUTE_LEAVES = (
    (r"是否经|复议前置", "after_review"), (r"(?:结果|结论|裁判)(?!.*(?:日期|时间))", "outcome"), (r"审结|结案|办结|(?:决定|判决|裁判|裁定)(?:书)?(?:日期|时间)|结束", "dclosed"), (r"立案|受理|收到|申请日期|申请时间|起诉", "filed"),
    (r"机关$|法院$", "body"), (r"^决定$", "outcome"), (r"案号|文号|编号", "caseno"), (r"身份|地位|角色", "role"), (r"类型|种类|途径|类别|方式", "dispute_kind"),
)  # fmt: skip
_DAY = "(?:日期|时间|月日|日|时)$"
_LOOSE = (
    (r"联系电话|手机|证件号|身份证|住址|地址|邮编|邮箱|信用代码", "private"),
    (r"补正.*(?:告知|通知)|(?:告知|通知).*补正", "corr_noticed"), (r"补正.*(?:期限|截止|限期)", "corr_due"), (r"补正", "corr_returned"),
    (r"是否.*延期", "extended"), (r"延期.*(?:日期|时间|告知|通知)", "extended_on"),
    (r"(?:征求|征询).*(?:发出|发函).*收到", "third_pair"), (r"(?:征求|征询|第三方).*(?:收到|收回|回函|回复|反馈)|收到.*(?:第三方|意见)", "third_back"),
    (r"(?:征求|征询|第三方).*(?:日期|时间|发出)", "third_sent"),
    (r"(?:本|我)[机关局委办方市县区]*.*(?:身份|地位)|诉讼地位", "role"), (r"是否经.*复议", "after_review"), (r"立案", "filed"), (r"审结日|审结时|结案日|结案时", "dclosed"), (r"案号", "caseno"),
    (r"(?:案件|争议|救济)(?:类别|类型|种类|性质)|^审级$", "dispute_kind"), (r"(?:决定|裁判|判决|裁定)(?:书)?(?:日期|时间)", "dclosed"),
    (r"^(?:复议)?(?:决定|裁判|判决|裁定)(?:书)?(?:结果|内容)", "outcome"),
    (rf"确认.*{_DAY}", "confirmed"), (rf"(?:送达|交邮|寄出).*{_DAY}", "posted"), (r"(?:答复|办结|办理).*(?:期限|截止)|到期|应(?:当)?答复", "due"),
    (r"(?:答复|办结|办理|回复|反馈).*(?:(?:日期|时间)[和及与、/]+.*(?:结果|情况)|(?:结果|情况)[和及与、/]+.*(?:日期|时间))", "replied_with_result"),
    (rf"(?:答复|办结|办毕|回复|回告|反馈|处理).*{_DAY}", "replied"),
    (rf"(?:收到|接收|收件|收文|来[件函信文]|提交|递交|受理|登记|签收|申请).*{_DAY}", "received"),
    (r"(?:答复|回复|反馈|告知|处理|办理).*(?:文号|字号)|告知书.*号|文书编号", "docno"), (r"不予.*理由|具体情形|理由", "detail"),
    (r"^(?!.*(?:拟办|领导)).*(?:答复|办理|处理|处置|办结|回复)(?:书|的)?(?:结果|类型|种类|类别|分类|情况|结论|意见|内容)", "result"),
    (r"(?:申请[人者]|来[件函信访][人者]|主体|身份|人员).*(?:类|种|性质|属性|身份)|^(?:主体|身份)$|^个人/单位$", "type"),
    (r"申请(?:人|者|单位)|来[件函信文].*(?:单位|姓名|人)|^姓名", "applicant"), (r"(?:受理|申请|登记|业务|事项|收件|来件|统一).*(?:编号|编码|号|流水)", "id"),
    (r"(?:申请|受理|接收|提交|收件|来件|来源).*(?:方式|渠道|途径)", "channel"),
    (r"(?:申请|所需|所要|需要|公开).*(?:内容|事项|信息|资料|事由)|信息.*(?:内容|名称|描述)", "content"), (r"备注|^说明$", "note"),
    (r"(?<![文案话机证邮字])号$", "id"),
)  # fmt: skip
_CASES_TOLD = re.compile(
    "(?:是否|有无)?(?:引发|申请|提起|被|涉及?|发生)*(?:行政)?(?:复议|诉讼|应诉|争议|救济)(?:[、及和与/]|以及)?(?:行政)?(?:复议|诉讼)?(?:情况|案件|信息)?(?:说明)?|后续(?:情况|进展|救济)?"
)
"""Headings of columns in which a review or a suit is told in words."""
_CASE_HEADING = re.compile(
    "(?:行政)?(?:诉讼)?[(]?(?:一审|二审|再审|上诉)[)]?(?=.)|(?:行政)?(?:复议|诉讼)(?=.)(?!前置|诉讼|后)"
)
SECOND_INSTANCE = re.compile("二审|再审|上诉")
_AGAIN = re.compile("(?:重新|再次|二次|第二次|复议后|诉讼后|判决后).*(?:答复|办理|处理|回复|告知)")
"""Headings of what was answered once more: which of the two answers counts is asked."""
_STEPS = frozenset(
    (
        "corr_noticed", "corr_due", "corr_returned", "extended", "extended_on", "third_sent", "third_back", "third_pair",
        "fee_told", "fee_due", "fee_paid", "fee_amount",
    )
)  # fmt: skip
"""What happens to a request before its answer."""
_PARENTHESES = re.compile(r"\([^()]*\)")


def field_of(path: Sequence[str], remembered: Mapping[str, str] | None = None) -> str:
    """Return the field of a column by its headings from top to bottom; empty when nobody can tell."""
    names = [plain_heading(text) for text in path if text.strip()]
    if not names:
        return ""
    known = (remembered or {}).get(heading_of(path))
    if known is not None and is_field(known):
        return known
    leaf, groups = names[-1], "".join(names[:-1])
    if _AGAIN.search(leaf) or _AGAIN.search(groups):
        return "again"
    if groups and leaf in PARTS_OF_A_DATE:
        return _field_of_parts(groups, remembered)
    if groups:
        if tick := _tick(path):
            return tick
        if _DISPUTE_GROUP.search(groups):
            return _of_case(groups, _ticked_case(leaf) or _first(leaf, _DISPUTE_LEAVES))
        if (own := headings().get(leaf) or _first(leaf, _LOOSE)) in _STEPS:
            # 补正通知日期 below 办理过程 tells of that step, and of no answer.
            return own
        for pattern, leaves in _GROUPS:
            if re.search(pattern, groups) and (found := _first(leaf, leaves)):
                return found
    if _CASES_TOLD.fullmatch(leaf) and leaf not in headings():
        return _of_case(leaf, "told")
    if (case := _CASE_HEADING.match(leaf)) and (found := _first(leaf[case.end() :], _DISPUTE_LEAVES)):
        return _of_case(case[0], found)
    for name in (leaf, groups + leaf, _PARENTHESES.sub("", leaf)):
        if name in headings():
            return headings()[name]
    return _first(leaf, _LOOSE)


def _field_of_parts(groups: str, remembered: Mapping[str, str] | None) -> str:
    """Return the field of a date whose month and day stand in columns of their own: 收文 above 月 and 日."""
    name = _PARENTHESES.sub("", groups)
    return field_of([name if re.search("日期|时间$", name) else f"{name}日期"], remembered)


def _of_case(words: str, name: str) -> str:
    """Return the field of a column about reviews only or suits only: both may stand in one row."""
    review, suit = "复议" in words, re.search("诉讼|起诉|一审", words) is not None
    if name and SECOND_INSTANCE.search(words) and not review:
        return f"{APPEAL}{name}"
    if not name or name in ("after_review", "dispute_kind") or review == suit:
        return name
    return f"{REVIEW if review else SUIT}{name}"


def _ticked_case(leaf: str) -> str:
    """Return the field of a column in which the outcome of a case is ticked: it lacks the days, which a person adds."""
    return "told" if plain(leaf.removeprefix("结果")) in {"纠正", *lookup("outcomes")} else ""


def is_field(name: str) -> bool:
    """Whether a name is one that a column may hold."""
    bare = name.removeprefix(REVIEW).removeprefix(SUIT).removeprefix(APPEAL)
    return name in FIELDS or bare in DISPUTE_FIELDS or name.startswith((TICK_TYPE, TICK_RESULT))


def heading_of(path: Sequence[str]) -> str:
    """Return a column's headings as one text, by which it is remembered."""
    return "／".join(dict.fromkeys(plain_heading(text) for text in path if text.strip()))


def leaf_of(heading: str) -> str:
    """Return the lowest of a column's headings."""
    return heading.rpartition("／")[2]


def is_known(text: str) -> bool:
    """Whether a text is one of the headings that are known word for word."""
    name = plain_heading(text)
    return name in headings() or _PARENTHESES.sub("", name) in headings()


def _first(leaf: str, pairs: Sequence[tuple[str, str]]) -> str:
    return next((field for pattern, field in pairs if re.search(pattern, leaf)), "")


def _tick(path: Sequence[str]) -> str:
    """Return what a column of a tick matrix stands for."""
    groups = plain_heading("".join(path[:-1]))
    leaf, above = plain(path[-1]), plain(path[-2])
    if re.search("申请人|申请主体|主体类|类别|性质", groups) and (key := lookup("types").get(leaf)):
        return TICK_TYPE + key
    if re.search("结果|答复|办理|处理|公开|提供", groups):
        key = None
        if leaf == "其他" or leaf.startswith("其他("):
            key = "other_misc"
        key = key or lookup("results").get(leaf) or _by_form(above, leaf) or result_of(path[-1]).key
        if key:
            return TICK_RESULT + key
    return ""


def _by_form(above: str, leaf: str) -> str:
    for key, name in OUTCOMES.items():
        general, _, particular = name.partition("：")
        if leaf == plain(particular or general) and (not particular or plain(general) in above):
            return key
    return ""
