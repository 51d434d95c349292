"""Rules for figures that no equation forbids but that a checking office asks about."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from app.chinese_numerals import ARABIC_DIGITS, NUMBER, YEAR, chinese_number
from app.lazy_pattern import pattern
from app.report import Report
from app.rules.against_last_year import year_pairs
from app.rules.claims.table_figures import figure
from app.rules.examination import Examination
from app.rules.model import Finding, Severity, Suggestion
from app.rules.rule import NOTICE, rule
from app.unit_names import BELOW_A_COUNTY
from app.values import Value, canonical

_NO_RULE_MAKER = pattern(r"[县旗镇乡]|街道|(?<!自治)区(?!.{0,4}自治)")
_MAKES_RULES = pattern(r"^[^县旗镇乡]{2,8}(?:省|市|自治区|自治州)人民政府(?:办公[厅室])?$|新区")
_RULES = tuple(f"disclosure.rules.{column}" for column in ("issued", "repealed", "in_force"))


@rule("stock.rule_maker", "规章制定权", "县级及以下机关没有规章制定权，规章各格应为 0。", source="《中华人民共和国立法法》第九十三条", yearly_alone=True)  # fmt: skip
def rule_makers(examined: Examination) -> Iterator[Finding]:
    """Yield a finding for 规章 of a county's body, a town or a street office, which can't make any (立法法 93)."""
    name = examined.report.unit.name
    cells = tuple(c for c in _RULES if c in examined.report.form.cells and examined.report.cells.get(c))
    if cells and _NO_RULE_MAKER.search(name) and not _MAKES_RULES.search(name):
        message = "规章填了数，而县级及以下机关没有规章制定权；规范性文件请填在下一行。"
        yield rule_makers.found(message, cells=cells)


@rule("stock.repealed", "废止的从何而来", "现行有效为 0，本年没有制发，上一年也没有的，不应有废止。", source="审核常规", severity=Severity.ASK, yearly_alone=True)  # fmt: skip
def repealed(examined: Examination) -> Iterator[Finding]:
    """Yield a question for 废止 without anything in force now, made this year or known from last year."""
    cells = examined.report.cells
    for row in ("rules", "normative_documents"):
        gone, left, made = (
            cells.get(f"disclosure.{row}.{column}") for column in ("repealed", "in_force", "issued")
        )
        before = examined.previous.cells.get(f"disclosure.{row}.in_force") if examined.previous else None
        if gone and left == 0 and not before and gone > (made or 0):
            name = examined.report.form.cells[f"disclosure.{row}.repealed"].name
            message = f"{name}填 {canonical(gone)}，而现行有效为 0，上一年也没有现行有效的，请核对。"
            keys = (f"disclosure.{row}.repealed", f"disclosure.{row}.in_force")
            yield repealed.found(message, at=row, cells=keys, left=gone, right=left)


_MUCH, _MUCH_OF_A_TOWN = 100_000, 10_000
_YUAN = 10_000
_LARGE_BODY = pattern(r"(?:省|市|自治区|自治州|州|盟|县|区|旗)人民政府|财政|税务|[省部厅]")


@rule("stock.large_amount", "金额过大", "没有上一年数据时，部门的金额达到 10 亿元、乡镇达到 1 亿元的，请核对是否把元填成了万元。", source=f"{NOTICE}附表：单位为万元", severity=Severity.ASK)  # fmt: skip
def large_amounts(examined: Examination) -> Iterator[Finding]:
    """Yield a question for more than a milliard 元 at a small body whose last year's report is not at hand."""
    report = examined.report
    town = report.unit.name.endswith(BELOW_A_COUNTY)
    if examined.previous is not None or (not town and _LARGE_BODY.search(report.unit.name)):
        return
    much = _MUCH_OF_A_TOWN if town else _MUCH
    for key, cell in report.form.cells.items():
        value = report.cells.get(key)
        if cell.kind.is_money and value is not None and value >= much:
            mended = Decimal(value) / _YUAN
            message = f"{cell.name}填 {canonical(value)} 万元，金额很大，请核对单位是否为万元。"
            yield large_amounts.found(
                message,
                at=key,
                cells=(key,),
                left=value,
                hint=f"如果填的是元，应为 {canonical(mended)} 万元。",
                suggestion=Suggestion(key, mended) if mended == round(mended, 6) else None,
            )


_LARGE = 100
_FEWEST_SAME = 2


@rule("stock.same_figures", "数与上一年全同", "100 以上的数全部与上一年相同，可能沿用了上一年的数。", source="审核常规", severity=Severity.ASK)  # fmt: skip
def same_figures(examined: Examination) -> Iterator[Finding]:
    """Yield a question when all large figures are exactly last year's."""
    large = [
        (cell, before, now)
        for cell, before, now in year_pairs(examined)
        if max(before, now) >= _LARGE and not cell.endswith("in_force")
    ]
    if len(large) >= _FEWEST_SAME and all(before == now for _, before, now in large):
        message = f"100 以上的 {len(large)} 个数都与上一年完全相同，可能沿用了上一年的数。"
        yield same_figures.found(message, cells=tuple(cell for cell, _, _ in large))


_DISPUTES = ("review", "direct_suit", "suit_after_review")
_TOTALS = tuple(f"disputes.{group}.total" for group in _DISPUTES)
_MANY = 3
_RESULTS = ("upheld", "corrected", "other", "pending")


@rule("stock.same_disputes", "复议诉讼与上一年全同", "表四的各项结果都与上一年相同，可能沿用了上一年的数。", source="审核常规", severity=Severity.ASK, yearly_alone=True)  # fmt: skip
def same_disputes(examined: Examination) -> Iterator[Finding]:
    """Yield a question when the whole row of disputes is last year's."""
    if examined.previous is None:
        return
    keys = tuple(f"disputes.{group}.{result}" for group in _DISPUTES for result in _RESULTS)
    now = [examined.report.cells.get(key) for key in keys]
    before = [examined.previous.cells.get(key) for key in keys]
    counts = [value for value in now if value]
    if now == before and len(counts) >= _FEWEST_SAME and sum(counts) >= _MANY:
        message = "复议、诉讼的各项结果都与上一年相同，可能沿用了上一年的数。"
        yield same_disputes.found(message, cells=keys)


@rule("stock.disputes", "复议诉讼与申请", "没有收到过申请而有多件复议、诉讼，或两年都没有复议而有复议后起诉的，请核对。", source="审核常规", severity=Severity.ASK, yearly_alone=True)  # fmt: skip
def disputes_without_cause(examined: Examination) -> Iterator[Finding]:
    """Yield a question for disputes without any application, and for suits after reviews that never took place."""
    report, previous = examined.report, examined.previous
    disputes = _sum(report, *_TOTALS)
    asked = _sum(report, "applications.new.total", "applications.carried_in.total")
    earlier = _sum(previous, "applications.new.total") if previous else 0
    if disputes is not None and disputes >= _MANY and asked == 0 and not earlier:
        message = f"没有收到过申请，而复议、诉讼共 {canonical(disputes)} 件，请核对。"
        keys = (*_TOTALS, "applications.new.total")
        yield disputes_without_cause.found(
            message, at="no_application", cells=keys, left=disputes, right=asked
        )
    after = _sum(report, "disputes.suit_after_review.total")
    reviews = _sum(report, "disputes.review.total")
    before = _sum(previous, "disputes.review.total") if previous else None
    if after and reviews == 0 and before == 0:
        message = f"复议后起诉 {canonical(after)} 件，而本年、上一年都没有行政复议，请核对。"
        keys = ("disputes.suit_after_review.total", "disputes.review.total")
        yield disputes_without_cause.found(message, at="no_review", cells=keys, left=after, right=reviews)


def _sum(report: Report, *cells: str) -> Value | None:
    sum_ = figure(report, [cell for cell in cells if cell in report.form.cells])
    return None if sum_ is None or not sum_.whole else sum_.value


@rule("text.signature", "落款日期", "落款日期不应早于统计期限截止日。", source="审核常规")
def signature(examined: Examination) -> Iterator[Finding]:
    """Yield a finding for a report that is signed before the year it reports on has ended."""
    signed = signed_day(examined.report.signed_on)
    if signed is not None and signed.year <= examined.report.year:
        message = f"落款日期 {signed.year} 年 {signed.month} 月 {signed.day} 日早于统计期限截止日（{examined.report.year} 年 12 月 31 日）。"
        if signed < date(examined.report.year, 12, 31):
            yield signature.found(message)


_DAY = pattern(r"(20[0-9]{2})[-年./]([0-9]{1,2})[-月./]([0-9]{1,2})")
_CHINESE_DAY = pattern(f"({YEAR})年({NUMBER})月({NUMBER})日")


def signed_day(words: str) -> date | None:
    """Read the day of a signature; None when there is none that can be read."""
    parts: list[int | None] = []
    if match := _DAY.search(words):
        parts = [int(part) for part in match.groups()]
    elif "二" in words and (match := _CHINESE_DAY.search(words)):
        parts = [int(match[1].translate(ARABIC_DIGITS)), *map(chinese_number, match.groups()[1:])]
    try:
        return date(*(part or 0 for part in parts)) if parts else None
    except ValueError:
        return None
