"""Rules for aggregates: whether they still are the sum of their units. A unit's own report has none of these findings."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from app.forms.model import Form
from app.report import Report, Status
from app.rules.examination import Examination
from app.rules.model import Finding, Result, Severity
from app.rules.rule import NOTICE, REGULATION, rule
from app.values import Value, canonical

_NAMED = 10
"""How many units a message names."""

_BothValues = tuple[Value | None, Value | None]


def uneven_sum(examined: Examination, results: Iterable[Result]) -> Iterator[Finding]:
    """Yield the findings on broken equations: no figure of a sum is typed, so the units that break them are the cause."""
    uneven = examined.standing.uneven if examined.standing else {}
    for result in results:
        if result.finding is not None:
            names = uneven.get(result.rule)
            yield replace(result.finding, hint="" if names is None else _cause(names))


def _cause(names: Sequence[str]) -> str:
    if names:
        return f"有 {len(names)} 个单位的报告就是这样：{_listed(names)}，请退回改正。"
    return "各单位的报告都没有这个问题，是登记的调整数造成的，请核对调整数。"


@rule("sum.missing", "未报的单位", "名单中的单位应当都已报送。", source=f"{REGULATION}第四十九条")
def missing(examined: Examination) -> Iterator[Finding]:
    """Yield a finding when units of the group have sent nothing."""
    standing = examined.standing
    names = [c.unit.name for c in standing.contributions if not c.report_id] if standing else []
    if names:
        yield missing.found(f"还有 {len(names)} 个单位未报：{_listed(names)}。")


@rule("sum.excluded", "不计入的单位", "不计入汇总的单位应写明原因。", source="审核常规", severity=Severity.ASK)  # fmt: skip
def excluded(examined: Examination) -> Iterator[Finding]:
    """Yield a finding for each unit that is left out, with the reason."""
    for one in examined.standing.contributions if examined.standing else ():
        if one.excluded:
            yield excluded.found(
                f"{one.unit.name}没有计入汇总，原因：{one.excluded}（{one.by}）。", at=str(one.unit.id)
            )


@rule("sum.twice", "重复计入", "一个单位不应既直接、又通过所属的分组计入汇总。", source="本程序的汇总办法")
def twice(examined: Examination) -> Iterator[Finding]:
    """Yield a finding for each unit that comes into the sum by more than one way."""
    for name, groups in examined.standing.twice.items() if examined.standing else ():
        message = f"{name}通过{'、'.join(groups)}计入了 {len(groups)} 次，请从其中的分组移出。"
        yield twice.found(message, at=name)


@rule("sum.unit_errors", "单位的报告有错误", "计入汇总的报告不应有错误。", source="审核常规")
def unit_errors(examined: Examination) -> Iterator[Finding]:
    """Yield a finding when units whose own reports have errors are counted."""
    names = examined.standing.faulty if examined.standing else ()
    if names:
        message = f"计入的 {len(names)} 个单位的报告有错误：{_listed(names)}。"
        yield unit_errors.found(message)


@rule("sum.forms_mixed", "格式不一", "格式与汇总不同的报告不能计入。", source=NOTICE)
def forms_mixed(examined: Examination) -> Iterator[Finding]:
    """Yield a finding when reports in another format could not be counted."""
    standing, form = examined.standing, examined.report.form.id
    others = [c for c in standing.contributions if c.form not in ("", form)] if standing else []
    names = [c.unit.name for c in others if not c.excluded]
    if names:
        message = f"{len(names)} 个单位的报告格式与汇总不同，没有计入：{_listed(names)}。"
        yield forms_mixed.found(message)


@rule("sum.blank", "单位有未填的格", "没有填的格不按 0 计算，请单位补填。", source=f"{NOTICE}附表", severity=Severity.ASK)  # fmt: skip
def blank(examined: Examination) -> Iterator[Finding]:
    """Yield a finding when counted reports have untouched cells: blank is not zero."""
    cells = examined.standing.blank if examined.standing else {}
    if cells:
        names = [f"{name}（{count} 格）" for name, count in cells.items()]
        message = f"计入的 {len(names)} 个单位有没有填的格，没有按 0 计算：{_listed(names)}。"
        yield blank.found(message)


@rule("sum.drift", "汇总数与各单位之和", "汇总表的每个数应等于各单位的数与调整数之和。", source="本程序的汇总办法", severity=Severity.ERROR)  # fmt: skip
def drift(examined: Examination) -> Iterator[Finding]:
    """Yield a finding for each cell that is not the sum of the units; one alone when the aggregate is final."""
    if examined.standing is not None:
        yield from drifts(examined.report, examined.standing.summed)


def drifts(report: Report, summed: Mapping[str, Value]) -> Iterator[Finding]:
    """Yield the findings on an aggregate whose units are *summed* up to other figures."""
    from app.collection.sums import difference  # Loaded only for an aggregate.

    found = _in_order(report.form, difference(report.cells, summed))
    if report.status is Status.FINAL and found:
        message = f"现在重新汇总，有 {len(found)} 格与定稿不同；单位的数有变化、需要更新时，请先取消定稿。"
        yield drift.found(message, severity=Severity.WARNING, cells=tuple(found))
        return
    for key, (kept, now) in found.items():
        message = (
            f"{report.form.cells[key].name}为 {_told(kept)}，各单位相加为 {_told(now)}，数据文件可能被其他程序改动过；"
            "把任一单位改为“不计入汇总…”，再“重新计入汇总”，程序即重新相加。"
        )
        yield drift.found(message, at=key, cells=(key,), left=kept, right=now)


@rule("sum.changed", "单位的数已变", "上次核对汇总之后，单位的数又有改动。", source="审核常规", severity=Severity.ASK)  # fmt: skip
def changed(examined: Examination) -> Iterator[Finding]:
    """Yield a finding when figures changed since a person last looked at what the aggregate is made of."""
    names = examined.standing.changed if examined.standing else ()
    if names:
        message = f"上次核对之后，{len(names)} 个单位的数已变：{_listed(names)}。"
        yield changed.found(message)


@rule("sum.published", "填报数与各单位之和", "本级自行填报的汇总报告应与各单位的数相加的结果相同。", source="审核常规")  # fmt: skip
def published(examined: Examination) -> Iterator[Finding]:
    """Yield a finding for each figure in which the level's own typed report differs from the sum of its members."""
    standing, report = examined.standing, examined.report
    if standing is None or standing.published is None:
        return
    from app.collection.sums import difference

    for key, (summed, typed) in _in_order(
        report.form, difference(report.cells, standing.published.cells)
    ).items():
        if typed is not None:
            name = report.form.cells[key].name
            message = f"{name}：填报的是 {_told(typed)}，各单位相加为 {_told(summed)}。"
            yield published.found(message, at=key, cells=(key,), left=typed, right=summed)


def _in_order(form: Form, found: Mapping[str, _BothValues]) -> dict[str, _BothValues]:
    """Return what was found of cells in their order: of many findings only the first are told."""
    return {key: found[key] for key in form.cells if key in found}


def _listed(names: Iterable[str]) -> str:
    known = list(names)
    shown = "、".join(known[:_NAMED])
    return f"{shown} 等" if len(known) > _NAMED else shown


def _told(value: Value | None) -> str:
    return "空" if value is None else canonical(value)
