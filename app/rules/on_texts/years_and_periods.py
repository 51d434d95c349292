"""Years and the statistical period in the texts (rules 12 and 13 of the project's list).

The commonest fault is a sentence kept from last year's report. Years of other documents, of comparisons and of
plans are right and are not reported.
"""

import re
from collections.abc import Iterator

from app.chinese_numerals import chinese_number
from app.lazy_pattern import pattern
from app.rules.examination import Examination
from app.rules.model import Finding, Severity
from app.rules.rule import NOTICE, REGULATION, Span, rule
from app.rules.sentences.plain_sentences import CLAUSE_MARKS, plain
from app.rules.sentences.prose import Sentence
from app.rules.text_corrections import words_replaced

_YEAR = pattern(r"(?<![0-9—–~-])(?P<year>(?:19|20)[0-9]{2})年(?P<degree>度)?")
_QUOTED = pattern(r"《[^《》]{0,80}》|“[^“”]{0,40}”|[〔\[][^〔\]\[]{0,10}[〕\]]")
_BEFORE = pattern(
    r"[较比与同自从由]$|[较比][^，。；0-9]{1,4}$|截至$|截止$|相比$|对比$|《|号|上年$|去年$|(?:成立|印发|发布|公布|施行|实施|修订|制定|出台|通过)(?:于|的)?$"
)
_AFTER = pattern(
    r"《|以来|起(?!草)|同期|相比|版|届|第?[0-9]+号|第[0-9一二三四五六七八九十]+[号期]|[0-9]{1,2}月[0-9]{1,2}日(?:起|施行|印发|发布|公布|成立|修订)"
    r"|[、和及]20|的?[0-9]+[件份宗起](?:的|相比)|结转|末|底|至20|到20|[—–~-]"
)
_OF_DOCUMENT = pattern(r"印发|公布|施行|实施|修订|生效|出台|成立|通过|建成|上线|开通")
_OF_LAST_YEAR = pattern(
    r"[^，。；]{0,12}(?:决算|年度报告|年报|统计公报|公报|白皮书|考核|评估|测评|审计|检查结果|问题清单|评议|督查|考评)"
    "|[^，。；]{0,8}(?:报告|反馈|通报)(?:中|所|中所)?(?:指出|提出|反映|反馈|列出|查摆|的?[^，。；]{0,4}问题)|[^，。；]{0,10}反馈"
)
"""Documents that are published in the year after the one they are about."""

_MENDED = pattern("(?:针对|对照|聚焦|围绕)[^，。；]{0,8}$")
_NOT_GOOD = pattern("[^，。；]{0,14}(?:问题|不足|短板|弱项|差距)")
"""What was not good last year, which section five says how it was mended."""

_CAME = pattern("1[12]月(?:[0-9]{1,2}日)?(?:所)?(?:收到|受理|接收|提交|提出)")
_PLAN = pattern(r"将|计划|下一步|继续|明年|拟|规划|打算|力争")
_CARRIED = pattern(r"结转|顺延|转入|延至")
_COMPARED = pattern("同比|[较比]上年|[较比]去年|[较比]上一年|增[长加]|下降|减少|上升")
_THIS_YEAR = pattern(r"今年|本年|年内|当年")
_CLAUSE_END = pattern(f"[{CLAUSE_MARKS}]")


@rule("text.year", "年份", "文中不应出现其他年份，比较、文号、文件日期和计划中的除外。", source=f"{REGULATION}第四十九条：报告上一年度的工作", of_texts=True)  # fmt: skip
def years(examined: Examination) -> Iterator[Finding]:
    """Yield a finding for each sentence that names another year without a reason to."""
    this = examined.report.year
    titled = [int(match["year"]) for match in _YEAR.finditer(plain(examined.report.title))]
    if titled and this not in titled:
        message = f"标题写 {titled[0]} 年，而本报告是 {this} 年的，请核对年份。"
        yield years.found(message)
    for sentence in examined.sentences:
        if "年" not in sentence.text or all(int(m["year"]) == this for m in _YEAR.finditer(sentence.plain)):
            continue
        text = _PERIOD.sub("", sentence.plain) if _is_period(sentence) else sentence.plain
        text = _QUOTED.sub(lambda match: "《" + "〇" * (len(match.group()) - 1), text)
        for match in _YEAR.finditer(text):
            year = int(match["year"])
            if year != this and not _excused(text, match, year - this, sentence.section):
                yield _year_finding(sentence, text, match, year, this)
                break


def _excused(text: str, match: re.Match[str], ahead: int, section: str) -> bool:
    begin = max(text.rfind(mark, 0, match.start()) for mark in CLAUSE_MARKS) + 1
    stop = _CLAUSE_END.search(text, match.end())
    clause_end = stop.start() if stop else len(text)
    before, after = text[begin : match.start()], text[match.end() : clause_end]
    if _BEFORE.search(before) or _AFTER.match(after):
        return True
    if ahead == -1 and section != "preface" and _OF_LAST_YEAR.match(after):
        return True
    if ahead == -1 and before.endswith("(") and _COMPARED.search(before):
        return True  # 同比增长18.75%（2024年为48件）
    if ahead == -1 and _MENDED.search(before) and _NOT_GOOD.match(after):
        return True  # 针对2024年工作中存在的不足
    if ahead == -1 and _CAME.match(after):
        return True
    if ahead == 1 and (
        _PLAN.search(text) or _CARRIED.search(text[begin:clause_end]) or after.startswith("1月")
    ):
        return True
    if ahead == -1 and section != "preface" and _is_beside_this_year(text, int(match["year"]) + 1):
        return True
    dated = re.match(r"[0-9]{1,2}月", after) is not None
    if dated and _OF_DOCUMENT.search(text[begin:]):
        return True
    if (
        dated
        and ahead == -1
        and (f"{int(match['year']) + 1}年" in text[match.end() :] or _THIS_YEAR.search(text, match.end()))
    ):
        return True  # 2024年12月27日收到的1件申请于2025年1月16日答复
    return ahead < 0 and _CARRIED.search(text[begin:clause_end]) is not None


def _is_beside_this_year(text: str, this: int) -> bool:
    """Whether a sentence gives figures of last year and of this one: 2024年收到61件，2025年收到73件."""
    told = "{year}年度?[^，。；：0-9]{{0,12}}[0-9]"
    return all(re.search(told.format(year=year), text) for year in (this - 1, this))


def _year_finding(sentence: Sentence, text: str, match: re.Match[str], year: int, this: int) -> Finding:
    starts_clause = match.start() == 0 or text[match.start() - 1] in CLAUSE_MARKS
    likely = year == this - 1 and (starts_clause or sentence.section == "preface")
    severity = Severity.WARNING if likely else Severity.ASK
    hint = "可能沿用了上一年的文字。" if year == this - 1 else ""
    message = f"文中写 {year} 年，而本报告是 {this} 年的，请核对年份。"
    certain = words_replaced(sentence, f"{year}年", f"{this}年") if likely else ()
    return years.at_sentence(message, sentence, severity=severity, hint=hint, replacements=certain)


_PERIOD = pattern(
    r"(?:(?P<y1>20[0-9]{2})年)?(?P<m1>[0-9]{1,2})月(?P<d1>[0-9]{1,2})日(?:起|开始)?[至到—–~-]{1,2}"
    r"(?:(?P<y2>20[0-9]{2})年)?(?P<m2>[0-9]{1,2})月(?P<d2>[0-9]{1,2})日"
)
_NUMERAL_DATE = pattern(r"(?<=[年月])(?:元|[一二三四五六七八九十]{1,3})(?=[月日])")
_DOTTED_DATE = pattern(r"(20[0-9]{2})[./-]([01]?[0-9])[./-]([0-3]?[0-9])(?![0-9.])")
_PERIOD_WORDS = ("统计", "期限", "时限", "数据", "周期", "起止")
_WHOLE_YEAR = pattern(r"(?:统计|期限|时限|数据)[^。]{0,14}(20[0-9]{2})年(?:度|全年)")


def _has_dates(sentence: Sentence) -> bool:
    text = sentence.text
    return "日" in text or ("." in text and "20" in text and _DOTTED_DATE.search(sentence.plain) is not None)


def _dated(sentence: Sentence) -> str:
    """Return the plain sentence with its dates in one form: 一月一日 and 2025.1.1 as 1月1日."""
    text = sentence.plain
    if _PERIOD.search(text):
        return text
    if "." in text:
        text = _DOTTED_DATE.sub(r"\1年\2月\3日", text)
    return _NUMERAL_DATE.sub(lambda m: str(chinese_number(m.group().replace("元", "一")) or m.group()), text)


def _is_period(sentence: Sentence) -> bool:
    match = _PERIOD.search(_dated(sentence)) if _has_dates(sentence) else None
    return match is not None and (
        any(word in sentence.plain for word in _PERIOD_WORDS)
        or (match["m1"], match["d1"], match["m2"], match["d2"]) == ("1", "1", "12", "31")
    )


@rule("text.period", "统计期限", "前言应写明数据的统计期限，即报告年度的 1 月 1 日至 12 月 31 日。", source=NOTICE, yearly_alone=True, of_texts=True)  # fmt: skip
def period(examined: Examination) -> Iterator[Finding]:
    """Yield a finding when the statistical period is missing, or is not this year's 1 January to 31 December."""
    year = examined.report.year
    if not examined.texts:
        return
    stated = [sentence for sentence in examined.sentences if _is_period(sentence)]
    for sentence in stated:
        match = _PERIOD.search(_dated(sentence))
        if match is not None and not _is_whole_year(match, year):
            message = f"统计期限写的是“{match.group()}”，应为 {year} 年 1 月 1 日至 12 月 31 日。"
            right = f"{year}年1月1日至{year}年12月31日"
            certain = words_replaced(sentence, match.group(), right)
            yield period.at_sentence(message, sentence, replacements=certain)
    if not stated and "preface" in examined.texts and not _names_whole_year(examined, year):
        message = f"没有写明数据的统计期限（{year} 年 1 月 1 日至 12 月 31 日）。"
        yield period.found(message, span=Span("preface"))


def _names_whole_year(examined: Examination, year: int) -> bool:
    """Whether the year is named for what the figures are of, without its days: 数据统计期限为2025年度."""
    return any(str(year) in _WHOLE_YEAR.findall(s.plain) for s in examined.sentences if "年" in s.text)


def _is_whole_year(match: re.Match[str], year: int) -> bool:
    days = tuple(int(match[group]) for group in ("m1", "d1", "m2", "d2"))
    return days == (1, 1, 12, 31) and all(match[y] in (None, str(year)) for y in ("y1", "y2"))
