"""All rules in one list: what the settings, the guide and the checks go by.

A rule is a pure function from a `Examination` to findings, and what a person has to know about it. The equations of the
forms are rules too; their texts are in the form files. Rules 5 and 6 block 定稿 as the equations do.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from app.forms.loader import FormError, forms
from app.forms.model import YEARLY, Form
from app.rules import (
    against_last_year,
    aggregates,
    percentages,
    plausibility,
    privacy,
    required_content,
    stated_twice,
    sums_in_text,
    table_claims,
    typography,
    wording,
    years_and_periods,
)
from app.rules.completeness import incomplete, wrong_values
from app.rules.examination import Examination
from app.rules.model import Finding, Severity
from app.rules.text_findings_cache import of_texts

NOTICE = "国办公开办函〔2021〕30号"
REGULATION = "《中华人民共和国政府信息公开条例》（国务院令第711号）"


@dataclass(frozen=True)
class Rule:
    """One rule: *id* is what its findings' ids begin with, *explanation* one line for the clerk, *source* who asks it.

    *check* is ``None`` for the equations, which the engine evaluates all at once.
    """

    id: str
    name: str
    explanation: str
    source: str
    severity: Severity
    check: Callable[[Examination], Iterable[Finding]] | None = None

    @property
    def hard(self) -> bool:
        """Whether the rule blocks 定稿 unless a workspace lowers it."""
        return self.severity is Severity.ERROR

    def concerns(self, form: Form) -> bool:
        """Whether the rule is asked of reports in *form*: some hold for the yearly report alone."""
        return form.series == YEARLY or self.id not in _YEARLY_ALONE


def _both(*checks: Callable[[Examination], Iterable[Finding]]) -> Callable[[Examination], Iterator[Finding]]:
    return lambda examined: (finding for check in checks for finding in check(examined))


def _claims(rule: str) -> Callable[[Examination], Iterator[Finding]]:
    return lambda examined: table_claims.claims(examined, rule)


_YEARLY_ALONE = frozenset(
    {
        "complete.deadline",
        "stock.rule_maker",
        "stock.repealed",
        "stock.same_disputes",
        "stock.disputes",
        "text.period",
        "text.overview_length",
        "text.local_figures",
        "text.improvement",
        "text.fee_amount",
    }
)
"""Rules that rest on the regulation or on the yearly report's own parts: sections and cells of other kinds of report
may be called the same and mean something else."""

_ERROR, _WARNING, _ASK = Severity.ERROR, Severity.WARNING, Severity.ASK

RULES: tuple[Rule, ...] = (
    Rule(
        "complete.value", "数值范围", "件数应为 0 或正整数，金额应为 0 或正数。",
        f"{NOTICE}附表", _ERROR, lambda examined: wrong_values(examined.report),
    ),
    Rule(
        "complete", "填写齐全", "单位、年度要填写，各部分要有内容，表中每格都要填，没有的填 0。",
        NOTICE, _ERROR, lambda examined: incomplete(examined.report),
    ),
    Rule(
        "complete.form", "格式与年度相符", "2019、2020 年的报告用 2019 年格式，2021 年起用 2021 年格式。",
        "国办公开办函〔2019〕60号、〔2021〕30号", _WARNING, against_last_year.wrong_form,
    ),
    Rule(
        "complete.deadline", "报送期限", "报告应在次年 1 月 31 日前报送并公布，期限前两周开始提醒；期限可以另设。",
        f"{REGULATION}第四十九条", _WARNING, against_last_year.deadline,
    ),
    Rule(
        "stock.unit_slip", "金额单位", "金额与上一年相差约一万倍，可能把元填成了万元。",
        f"{NOTICE}附表：单位为万元", _WARNING, against_last_year.unit_slips,
    ),
    Rule(
        "stock.jump", "与上一年相差悬殊", "同一格超过上一年的五倍或不足五分之一，且相差 20 以上。",
        "审核常规", _ASK, against_last_year.jumps,
    ),
    Rule(
        "stock.rule_maker", "规章制定权", "县级及以下机关没有规章制定权，规章各格应为 0。",
        "《中华人民共和国立法法》第九十三条", _WARNING, plausibility.rule_makers,
    ),
    Rule(
        "stock.repealed", "废止的从何而来", "现行有效为 0，本年没有制发，上一年也没有的，不应有废止。",
        "审核常规", _ASK, plausibility.repealed,
    ),
    Rule(
        "stock.large_amount", "金额过大", "没有上一年数据时，部门、乡镇的金额达到 10 亿元的，请核对是否把元填成了万元。",
        f"{NOTICE}附表：单位为万元", _ASK, plausibility.large_amounts,
    ),
    Rule(
        "stock.same_figures", "数与上一年全同", "100 以上的数全部与上一年相同，可能沿用了上一年的数。",
        "审核常规", _ASK, plausibility.same_figures,
    ),
    Rule(
        "stock.same_disputes", "复议诉讼与上一年全同", "表四的各项结果都与上一年相同，可能沿用了上一年的数。",
        "审核常规", _ASK, plausibility.same_disputes,
    ),
    Rule(
        "stock.disputes", "复议诉讼与申请", "没有收到过申请而有多件复议、诉讼，或两年都没有复议而有复议后起诉的，请核对。",
        "审核常规", _ASK, plausibility.disputes_without_cause,
    ),
    Rule(
        "narrative.claim", "文字与表格一致", "文中写到的件数应与表中对应的各格相符；可能是另一口径的只提问。",
        f"{REGULATION}第六条：准确地公开政府信息", _WARNING, _claims("narrative.claim"),
    ),
    Rule(
        "narrative.all_done", "全部办结与结转下年", "文中说申请全部办结，表中就不应有结转下年的申请。",
        f"{NOTICE}附表：结转下年度继续办理", _WARNING, _claims("narrative.all_done"),
    ),
    Rule(
        "narrative.all_upheld", "均获维持与复议诉讼结果", "文中说复议、诉讼均获维持，表中就不应有纠正、其他结果或尚未审结。",
        f"{NOTICE}附表：复议、诉讼的四种结果", _WARNING, _claims("narrative.all_upheld"),
    ),
    Rule(
        "narrative.only_persons", "均为自然人与申请人情况", "文中说申请人均为自然人，表中法人或其他组织各列就应为 0。",
        f"{NOTICE}附表：申请人情况", _WARNING, _claims("narrative.only_persons"),
    ),
    Rule(
        "narrative.parts", "分项之和", "“共……件，其中……”所列各项相加应等于总数；列举不全的不计。",
        f"{REGULATION}第六条：准确地公开政府信息", _WARNING, sums_in_text.parts,
    ),
    Rule(
        "narrative.share", "占比", "“占……%”应与件数和总数相符，四舍五入或舍去尾数都可以。",
        f"{REGULATION}第六条：准确地公开政府信息", _WARNING, percentages.shares,
    ),
    Rule(
        "narrative.growth", "增减幅度", "“同比增长……%”应与两年的数相符，四舍五入或舍去尾数都可以。",
        f"{REGULATION}第六条：准确地公开政府信息", _WARNING, percentages.growth,
    ),
    Rule(
        "narrative.twice", "前后两处的数", "同一个数在文中写了两处的，两处应当一致。",
        f"{REGULATION}第六条：准确地公开政府信息", _WARNING, stated_twice.twice,
    ),
    Rule(
        "text.year", "年份", "文中不应出现其他年份，比较、文号、文件日期和计划中的除外。",
        f"{REGULATION}第四十九条：报告上一年度的工作", _WARNING, of_texts(years_and_periods.years),
    ),
    Rule(
        "text.period", "统计期限", "前言应写明数据的统计期限，即报告年度的 1 月 1 日至 12 月 31 日。",
        NOTICE, _WARNING, of_texts(years_and_periods.period),
    ),
    Rule(
        "text.substance", "内容过短", "第五部分不能只写“无”或不足 10 字。",
        f"{NOTICE}：存在的主要问题及改进情况", _WARNING, of_texts(required_content.short_sections),
    ),
    Rule(
        "text.aspects", "总体情况的各个方面", "第一部分应写到五个方面；人民政府的还应写到考核、评议和责任追究。",
        f"{NOTICE}：总体情况", _WARNING,
        lambda examined: (f for f in required_content.aspects(examined) if f.rule == "text.aspects"),
    ),
    Rule(
        "text.fee", "信息处理费", "第六部分应写明信息处理费的收取情况，表中有逾期未缴费的更应写明。",
        f"{NOTICE}：其他需要报告的事项；国办函〔2020〕109号", _WARNING,
        lambda examined: (f for f in required_content.aspects(examined) if f.rule == "text.fee"),
    ),
    Rule(
        "text.length", "文字过长", "一个部分超过 2 万字的，后面的文字不检查。", "本程序的限度", _WARNING, of_texts(required_content.too_long),
    ),
    Rule(
        "text.overview_length", "总体情况的字数", "第一部分不超过限定的字数；有的省限 1000 字，限数在“检查规则设置”中填。",
        "各省（市）年报编制通知，如武政办发〔2025〕54号", _WARNING, required_content.overview_length,
    ),
    Rule(
        "text.local_figures", "本地要求的数据", "第一部分要写明本地通知要求的各项数据，要求哪些在“检查规则设置”中填。",
        "各省（市）年报编制通知，如武政办发〔2025〕54号", _WARNING, required_content.local_figures,
    ),
    Rule(
        "text.same_as_last_year", "与上一年雷同", "同一部分的文字与上一年报告有九成以上相同。",
        f"{NOTICE}：避免内容雷同", _WARNING, of_texts(against_last_year.same_text),
    ),
    Rule(
        "text.placeholder", "未填的空位", "XX、某某、空括号、待填，以及漏填的数字。",
        "校对常规", _WARNING, of_texts(typography.placeholders),
    ),
    Rule(
        "text.numbering", "标题序号", "（一）（二）……各级标题的序号应当连续，不重复、不跳号。",
        "GB/T 9704-2012 7.3.3", _WARNING, of_texts(typography.numbering),
    ),
    Rule(
        "text.doubled", "重复的词", "同一个词连写了两遍；可能有意的只提问。",
        "校对常规", _WARNING, of_texts(typography.doubled),
    ),
    Rule(
        "text.punctuation", "半角标点", "汉字之间应当用全角标点。",
        "GB/T 15834-2011", _WARNING, of_texts(typography.punctuation),
    ),
    Rule(
        "text.glyph", "印不出的字", "标题、正文、落款中有字体里没有的字，不能印出，也不能归档。",
        "DA/T 70-2018：字体应当嵌入", _ERROR, _both(of_texts(typography.glyphs), typography.glyphs_of_names),
    ),
    Rule(
        "text.citation", "引用的文号", "政府信息公开条例是国务院令第711号，年度报告格式的文号应是本格式的文号。",
        f"{REGULATION}；{NOTICE}", _WARNING, of_texts(wording.citations),
    ),
    Rule(
        "text.set_phrase", "固定用语", "固定用语缺字或字序颠倒，如“以公开为常态、不公开为例外”少了“不”。",
        f"{REGULATION}第五条", _WARNING, of_texts(wording.set_phrases),
    ),
    Rule(
        "text.pairs", "括号、引号成对", "括号、书名号、引号在一段之内应当成对。",
        "GB/T 15834-2011", _WARNING, of_texts(wording.pairs),
    ),
    Rule(
        "text.double_mark", "重复的标点", "两个标点连写，如“。。”“，。”。",
        "GB/T 15834-2011", _WARNING, of_texts(wording.double_marks),
    ),
    Rule(
        "text.parts_listed", "部分的个数", "前言说报告有几个部分，列出的就应有几个。",
        NOTICE, _WARNING, of_texts(wording.parts_listed),
    ),
    Rule(
        "text.other_body", "其他单位的名称", "标题、文字中的单位和自称应是本单位，如镇的报告中不应写“我局”。",
        f"{REGULATION}第四十九条", _WARNING, of_texts(wording.other_body),
    ),
    Rule(
        "text.improvement", "改进情况", "第五部分既要写存在的主要问题，也要写改进情况。",
        NOTICE, _WARNING, of_texts(wording.improvement),
    ),
    Rule(
        "text.fee_amount", "信息处理费的金额", "文中说收取了信息处理费的，应写明金额。",
        "国办函〔2020〕109号", _WARNING, of_texts(wording.fee_amount),
    ),
    Rule(
        "text.signature", "落款日期", "落款日期不应早于统计期限截止日。",
        "审核常规", _WARNING, plausibility.signature,
    ),
    Rule(
        "privacy.id_card", "居民身份证号", "文中有校验位正确的居民身份证号。",
        f"{REGULATION}第十五条；GB 11643-1999", _WARNING, of_texts(privacy.id_cards),
    ),
    Rule(
        "privacy.mobile", "手机号码", "文中有手机号码；办公电话不算。",
        f"{REGULATION}第十五条", _WARNING, of_texts(privacy.mobiles),
    ),
    Rule(
        "privacy.bank_card", "银行卡号", "文中有校验位正确的银行卡号。",
        f"{REGULATION}第十五条；ISO/IEC 7812-1", _WARNING, of_texts(privacy.bank_cards),
    ),
    Rule(
        "sum.drift", "汇总数与各单位之和", "汇总表的每个数应等于各单位的数与调整数之和。",
        "本程序的汇总办法", _ERROR, aggregates.drift,
    ),
    Rule(
        "sum.missing", "未报的单位", "名单中的单位应当都已报送。",
        f"{REGULATION}第四十九条", _WARNING, aggregates.missing,
    ),
    Rule(
        "sum.twice", "重复计入", "一个单位不应既直接、又通过所属的分组计入汇总。",
        "本程序的汇总办法", _WARNING, aggregates.twice,
    ),
    Rule(
        "sum.unit_errors", "单位的报告有错误", "计入汇总的报告不应有错误。",
        "审核常规", _WARNING, aggregates.unit_errors,
    ),
    Rule(
        "sum.forms_mixed", "格式不一", "格式与汇总不同的报告不能计入。",
        NOTICE, _WARNING, aggregates.forms_mixed,
    ),
    Rule(
        "sum.published", "填报数与各单位之和", "本级自行填报的汇总报告应与各单位的数相加的结果相同。",
        "审核常规", _WARNING, aggregates.published,
    ),
    Rule(
        "sum.excluded", "不计入的单位", "不计入汇总的单位应写明原因。",
        "审核常规", _ASK, aggregates.excluded,
    ),
    Rule(
        "sum.blank", "单位有未填的格", "没有填的格不按 0 计算，请单位补填。",
        f"{NOTICE}附表", _ASK, aggregates.blank,
    ),
    Rule(
        "sum.changed", "单位的数已变", "上次核对汇总之后，单位的数又有改动。",
        "审核常规", _ASK, aggregates.changed,
    ),
)  # fmt: skip
"""The rules that are functions, in the order in which findings of equal weight are listed."""


@lru_cache(maxsize=1)
def all_rules() -> tuple[Rule, ...]:
    """Return the equations of all bundled forms, the newest form's wording first, and then `RULES`."""
    equations: dict[str, Rule] = {}
    series: dict[str, str] = {}
    for form in forms().values():
        for e in form.equations:
            if series.setdefault(e.id, form.series) != form.series:
                # Waivers and settings go by the id, so two kinds of report may not share one.
                raise FormError(f"{form.id}.toml", "equations.id", f"“{e.id}”已用于另一种报告")
            kind = "" if form.series == YEARLY else f"（{form.document_type}）"
            rule = Rule(e.id, e.name + kind, f"{e.formula}。", e.source, Severity(e.severity))
            equations.setdefault(e.id, rule)
    return (*equations.values(), *RULES)


def yearly_rules() -> list[Rule]:
    """Return the rules of the yearly report, in the order of `all_rules`."""
    own = {e.id for form in forms().values() if form.series == YEARLY for e in form.equations}
    return [rule for rule in all_rules() if rule.check is not None or rule.id in own]


@lru_cache(maxsize=1)
def _by_id() -> dict[str, Rule]:
    return {rule.id: rule for rule in all_rules()}


def rule_of(finding_rule: str) -> Rule:
    """Return the rule whose finding has this id: the longest known beginning. Raises KeyError."""
    known, key = _by_id(), finding_rule
    while key not in known:
        key, dot, _ = key.rpartition(".")
        if not dot:
            raise KeyError(finding_rule)
    return known[key]
