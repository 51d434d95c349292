"""Rules for what a report still lacks (国办公开办函〔2021〕30号: all six parts and every cell are to be filled in)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from app.forms.compiled import compiled
from app.forms.model import Form
from app.report import Report
from app.rules.model import Finding, Severity
from app.rules.rule import NOTICE, Span, rule
from app.text_outline import BLANKS
from app.values import Kind, canonical, fits

if TYPE_CHECKING:
    from app.rules.examination import Examination

EARLIEST_YEAR, LATEST_YEAR = 2008, 2099
"""Reports of this kind exist since 《政府信息公开条例》 took effect on 1 May 2008."""
_NAMED = 6
"""So many blank cells of a table are named one by one; while more are blank, the table is still being filled in."""


def incomplete(report: Report) -> list[Finding]:
    """Return a finding for the unit, the year, each empty text and each table with untouched cells."""
    findings = []
    if not report.unit.name.strip():
        findings.append(completeness.found("还没有填写单位名称。", at="unit"))
    if not EARLIEST_YEAR <= report.year <= LATEST_YEAR:
        findings.append(completeness.found(f"报告年度 {report.year} 不对，请改为四位数的年份。", at="year"))
    for section in report.form.text_sections:
        if section.required and not report.text(section.key).strip(BLANKS + "\r\n"):
            findings.append(
                completeness.found(
                    f"{section_name(report.form, section.key)}还没有写。",
                    at=section.key,
                    span=Span(section.key),
                )
            )
    for table, keys in compiled(report.form).by_table.items():
        blank = tuple(key for key in keys if key not in report.cells)
        if blank:
            where = section_name(report.form, table)
            count = f"还有 {len(blank)} 格" if len(blank) < len(keys) else f"的 {len(blank)} 格都"
            message = f"{where}{count}未填；确实没有的请填 0。"
            places = blank_places(report.form, blank)
            hint = f"未填的是{places}。" if len(blank) <= _NAMED else ""
            findings.append(completeness.found(message, at=table, cells=blank, hint=hint))
    return findings


def blank_places(form: Form, blank: Sequence[str]) -> str:
    """Name the cells of one table that are blank, row by row, in as few words as say all of them."""
    rows: dict[str, list[str]] = {}
    widths = Counter(cell.row for cell in form.cells.values() if cell.table == form.cells[blank[0]].table)
    for key in blank:
        rows.setdefault(form.cells[key].row, []).append(key)
    said = []
    for row, keys in rows.items():
        names = [form.cells[key].name for key in keys]
        beginning = names[0].rpartition("“")[0]
        whole = len(keys) == widths[row] and len(keys) > 1
        columns = "".join(name.removeprefix(beginning).removesuffix("列") for name in names)
        said.append(f"{beginning}各列" if whole else f"{beginning}{columns}列")
    return "、".join(said)


def wrong_values(report: Report) -> Iterator[Finding]:
    """Yield a finding for each value that its cell can't hold; edits and readers refuse such values."""
    for key, cell in report.form.cells.items():
        value = report.cells.get(key)
        if value and not fits(value, cell.kind):
            message = f"{cell.name}填了 {canonical(value)}，此处只能填{_ALLOWED[cell.kind]}。"
            yield values.found(message, at=key, cells=(key,))


_ALLOWED = {
    Kind.COUNT: "0 或正整数",
    Kind.LARGE_COUNT: "0 或正整数",
    Kind.CHANGE: "整数",
    Kind.AMOUNT: "0 或正数",
}


def section_name(form: Form, key: str) -> str:
    """Return how messages name the section with this key or this table: 第三部分（表格）, 前言."""
    for section in form.sections:
        if key in (section.key, section.table):
            return f"“{section.heading}”" if section.heading else "前言"
    raise KeyError(key)


@rule("complete.value", "数值范围", "件数应为 0 或正整数，金额应为 0 或正数。", source=f"{NOTICE}附表", severity=Severity.ERROR)  # fmt: skip
def values(examined: "Examination") -> Iterator[Finding]:
    """Yield the findings of `wrong_values`."""
    return wrong_values(examined.report)


@rule("complete", "填写齐全", "单位、年度要填写，各部分要有内容，表中每格都要填，没有的填 0。", source=NOTICE, severity=Severity.ERROR)  # fmt: skip
def completeness(examined: "Examination") -> list[Finding]:
    """Return the findings of `incomplete`."""
    return incomplete(examined.report)
