"""The questions about counting that a unit decides, each with its choices, its default and the reason for it.

No official guide to filling in these tables was found; what no text settles is a choice that is shown and can be
changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.request import LedgerSettings

ASK, NOT_COUNTED = "ask", "not_counted"
_NOT_COUNTED_WORDS = "不计入"
_ASK_WORDS = "逐件确认，确认前不计入"


@dataclass(frozen=True)
class Question:
    """A question about counting: *choices* by key with their words, *default* being one of them.

    With *listed*, what is counted by it is listed so that a person can look it over.
    """

    key: str
    title: str
    choices: Mapping[str, str]
    default: str
    reason: str
    listed: bool = True


QUESTIONS = (
    Question(
        "withdrawn", "申请人撤回的申请",
        {"other_misc": "计入“其他处理：其他”", NOT_COUNTED: _NOT_COUNTED_WORDS}, "other_misc",
        "申请已经收到，总要有一个办理结果；表中没有单列撤回。",
    ),
    Question(
        "consultation", "咨询",
        {"other_misc": "计入“其他处理：其他”", NOT_COUNTED: _NOT_COUNTED_WORDS}, "other_misc",
        "以信息公开申请的形式收到并登记，表中没有单列。",
    ),
    Question(
        "not_government_information", "不属于政府信息的申请（含党务信息）",
        {"other_misc": "计入“其他处理：其他”", NOT_COUNTED: _NOT_COUNTED_WORDS}, "other_misc",
        "以信息公开申请的形式收到并登记，表中没有单列。",
    ),
    Question(
        "archived", "已移交国家档案馆的信息",
        {ASK: _ASK_WORDS, "unavailable_not_held": "计入“本机关不掌握相关政府信息”"}, ASK,
        "国办公开办函〔2019〕14号只说告知申请人依照档案法办理，没有说计入哪一项；建议计入“本机关不掌握”。",
    ),
    Question(
        "passed_on", "转办、移交其他机关的申请",
        {"by_reply": "有告知书的计入“不掌握”，没有的不计入",
         NOT_COUNTED: "不计入，由承办机关统计", "unavailable_not_held": "计入“本机关不掌握相关政府信息”"}, "by_reply",
        "由承办机关答复的，由承办机关统计；向申请人出具了有文号的告知书的，是本机关的答复（条例第三十六条第五项）。",
    ),
    Question(
        "individual_business", "个体工商户",
        {ASK: _ASK_WORDS, "enterprise": "计入商业企业", "natural_person": "计入自然人"}, ASK,
        "民法典第五十四条把个体工商户列在自然人一章；以字号名义申请的，建议计入商业企业。",
    ),
    Question(
        "trade_association", "行业协会、商会",
        {"public_welfare_org": "计入社会公益组织", "other_org": "计入其他组织"}, "public_welfare_org",
        "社会团体中没有单列行业协会、商会。", listed=False,
    ),
    Question(
        "unclear_before_correction", "只写“申请内容不明确”的答复",
        {ASK: _ASK_WORDS, "unavailable_unclear": "计入“补正后申请内容仍不明确”",
         "other_not_corrected": "计入“逾期不补正”"}, ASK,
        "现行格式只有“补正后申请内容仍不明确”和“逾期不补正”，旧的说法分不清是哪一种。",
    ),
    Question(
        "internal_or_deliberative", "合写的“内部管理信息及过程性信息”",
        {ASK: _ASK_WORDS, "refused_internal_affairs": "计入“三类内部事务信息”",
         "refused_deliberative": "计入“四类过程性信息”"}, ASK,
        "条例第十六条第一款和第二款在表中是两行，合写的分不清是哪一行。",
    ),
    Question(
        "no_reply_date", "逾期不补正、逾期未缴费而没有办结日期的",
        {"day_after": "期限届满的次日办结", ASK: _ASK_WORDS}, "day_after",
        "条例第三十条：逾期不补正的视为放弃申请，期限届满即不再处理。",
    ),
    Question(
        "year_of_number", "有答复文号而没有答复日期的",
        {"by_number": "按文号中的年份计入该年", ASK: _ASK_WORDS}, "by_number",
        "文号中的年份是答复书制发的年份；没有文号的仍逐件确认。",
    ),
    Question(
        "short_day", "日期是“1.3”这样的数字，末尾的0可能没有显示的",
        {"as_written": "按写的日期（1.3 是 1 月 3 日）", ASK: _ASK_WORDS}, "as_written",
        "表格软件不显示小数末尾的0，1 月 30 日也会显示成 1.3；年份相同，只影响期限。先后顺序能分清的，按先后顺序。",
    ),
    Question(
        "closing_day", "答复书日期与交邮日期不在同一年的",
        {"reply_date": "按答复书日期计入年度", "posted": "按交邮（送达）日期计入年度"}, "reply_date",
        "答复书日期是办结的日期；交邮日期只用来判断是否超期（国办公开办函〔2016〕235号）。", listed=False,
    ),
    Question(
        "disputes", "复议、诉讼按什么计入年度",
        {"by_closing": "按审结年度，未审结的计入“尚未审结”", "by_filing": "只计本年受理（立案）的案件"},
        "by_closing", "表中既有审结的结果又有“尚未审结”，与年末的状态相符。", listed=False,
    ),
    Question(
        "appeals", "二审、再审",
        {"one_case": "与一审算一件，按年末的状态", "first_only": "只计一审"}, "one_case",
        "表中计的是案件，不是审级；一审已结、二审未结的，年末仍是尚未审结。", listed=False,
    ),
    Question(
        "fee_pause", "通知缴费到缴费之间的时间",
        {"stops": "不计入答复期限", "runs": "计入答复期限"}, "stops",
        "国办函〔2020〕109号要求缴费后再提供信息；等待缴费的时间不由机关掌握，按办公惯例扣除。", listed=False,
    ),
)  # fmt: skip
_BY_KEY = {question.key: question for question in QUESTIONS}


def choice(settings: LedgerSettings, key: str) -> str:
    """Return what a unit has chosen; the default where it has chosen nothing this program knows."""
    question = _BY_KEY[key]
    chosen = settings.choices.get(key, question.default)
    return chosen if chosen in question.choices else question.default


def question(key: str) -> Question:
    """Return the question with this key. Raises KeyError."""
    return _BY_KEY[key]


SAME_NUMBER, AS_ABOVE, HIDDEN_ROW, GOES_ON = "same_number", "as_above", "hidden_row", "goes_on"
BY_ORDER = "short_day_by_order"
"""What is told of two requests that share a number, of a row that says 同上, of one that nobody sees in its file, of one
without a number that a later sheet tells again, and of a day read with a nought that its cell does not show; nobody chooses
about it beforehand."""
OF_THE_FILE = {
    SAME_NUMBER: ("counted as another request", "编号与另一件相同而内容不同，按另一件申请计入"),
    AS_ABOVE: ("read as in the row above", "写有“同上”，按上一行的内容计入"),
    GOES_ON: (
        "one request with the row in an earlier sheet",
        "没有编号，申请人、收到日期和内容与前面一张表的相同，合并为一件",
    ),
    BY_ORDER: (
        "a day read with its last nought: no other keeps the order of days",
        "日期末尾的0没有显示，按先后顺序补上",
    ),
    HIDDEN_ROW: ("counted although the row is hidden", "这一行在表中被隐藏或筛去，仍计入"),
}
"""What follows from how a file is written, by its topic: the default for other programs, and in words."""


def default_words(topic: str, default: str) -> str:
    """Say what was counted by a default, and how."""
    if topic in OF_THE_FILE:
        return OF_THE_FILE[topic][1]
    known = question(topic)
    return f"{known.title}：{known.choices.get(default, known.choices[known.default])}"


@dataclass(frozen=True)
class FixedRule:
    """A rule of counting that follows from a text, or without which the figures would not balance: shown, not chosen."""

    title: str
    words: str
    reason: str


FIXED_RULES = (
    FixedRule("收到的日期", "有确认日期的按确认日期，没有的按收到日期",
              "条例第三十一条：通过互联网、传真提交的和平常信函，以双方确认之日为收到申请之日。"),
    FixedRule("12月收到、次年1月确认的申请", "计入次年新收", "条例第三十一条：以确认之日为收到申请之日。"),
    FixedRule("同一编号的几行", "算一件，后登记的为准", "编号是一件申请的标识；没有编号的，一行算一件。"),
    FixedRule("既有公开又有不予公开的答复", "计入“部分公开”一次",
              "国办公开办函〔2021〕30号格式的注：区分处理的，只计这一情形，不计其他情形。"),
    FixedRule("答复日期早于收到日期的", "待确认，不计入，也不自行调换", "必有一个日期登记错了，程序不猜是哪一个。"),
    FixedRule("有答复日期、看不出办理结果的", "待确认，不计入", "“已处理”“已回复”分不清是哪一行。"),
    FixedRule("学校、医院、村（居）委会、媒体、机关", "计入“其他”", "表中的法人或其他组织没有单列这些单位。"),
    FixedRule("第三方一直没有答复", "扣除到第15个工作日为止，之后继续计算",
              "条例第三十二条：第三方应当自收到征求意见书之日起15个工作日内提出意见。"),
    FixedRule("征求意见的时间与延期重叠", "扣除的工作日只加一次，加在期限最后",
              "条例第三十三条：征求意见所需时间不计算在期限内。"),
    FixedRule("登记延期而没有告知日期", "按延期计算，并提示没有告知", "条例第三十三条要求告知申请人。"),
    FixedRule("仅作为复议机关的共同被告", "不计入第四部分",
              "国办公开办函〔2016〕201号：只计算原行为主体的案件数量，不计算行政复议机关的案件数量。"),
    FixedRule("本地的放假和上班", "在“工作日历”中调整", "民族自治地方的节日和临时停工由各单位登记。"),
)  # fmt: skip
