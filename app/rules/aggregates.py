"""What an aggregate's check says of the units it is the sum of. A report of a unit's own has none of these findings."""

from collections.abc import Iterable, Iterator

from app.report import Status
from app.rules.examination import Examination
from app.rules.model import Finding, Severity
from app.values import Value, canonical

_NAMED = 10
"""How many units a message names."""


def missing(examined: Examination) -> Iterator[Finding]:
    """Yield a finding when units of the group have sent nothing."""
    standing = examined.standing
    names = [c.unit.name for c in standing.contributions if not c.report_id] if standing else []
    if names:
        yield _finding("sum.missing", Severity.WARNING, f"还有 {len(names)} 个单位未报：{_listed(names)}。")


def excluded(examined: Examination) -> Iterator[Finding]:
    """Yield a finding for each unit that is left out, with the reason."""
    for one in examined.standing.contributions if examined.standing else ():
        if one.excluded:
            yield _finding(
                f"sum.excluded.{one.unit.id}",
                Severity.ASK,
                f"{one.unit.name}没有计入汇总，原因：{one.excluded}（{one.by}）。",
            )


def twice(examined: Examination) -> Iterator[Finding]:
    """Yield a finding for each unit that comes into the sum by more than one way."""
    for name, groups in examined.standing.twice.items() if examined.standing else ():
        message = f"{name}通过{'、'.join(groups)}计入了 {len(groups)} 次，请从其中的分组移出。"
        yield _finding(f"sum.twice.{name}", Severity.WARNING, message)


def unit_errors(examined: Examination) -> Iterator[Finding]:
    """Yield a finding when units whose own reports have errors are counted."""
    names = examined.standing.faulty if examined.standing else ()
    if names:
        message = f"计入的 {len(names)} 个单位的报告有错误：{_listed(names)}。"
        yield _finding("sum.unit_errors", Severity.WARNING, message)


def forms_mixed(examined: Examination) -> Iterator[Finding]:
    """Yield a finding when reports in another format could not be counted."""
    standing, form = examined.standing, examined.report.form.id
    others = [c for c in standing.contributions if c.form not in ("", form)] if standing else []
    names = [c.unit.name for c in others if not c.excluded]
    if names:
        message = f"{len(names)} 个单位的报告格式与汇总不同，没有计入：{_listed(names)}。"
        yield _finding("sum.forms_mixed", Severity.WARNING, message)


def blank(examined: Examination) -> Iterator[Finding]:
    """Yield a finding when counted reports have untouched cells: blank is not zero."""
    cells = examined.standing.blank if examined.standing else {}
    if cells:
        names = [f"{name}（{count} 格）" for name, count in cells.items()]
        message = f"计入的 {len(names)} 个单位有没有填的格，没有按 0 计算：{_listed(names)}。"
        yield _finding("sum.blank", Severity.ASK, message)


def drift(examined: Examination) -> Iterator[Finding]:
    """Yield a finding for each cell that is not the sum of the units; one alone when the aggregate is final."""
    standing, report = examined.standing, examined.report
    if standing is None:
        return
    from app.collection.sums import difference  # What sums up is loaded where there is a sum.

    found = difference(report.cells, standing.summed)
    if report.status is Status.FINAL and found:
        message = f"定稿后单位的数有变化，现在重新汇总有 {len(found)} 格不同；需要更新时请先取消定稿。"
        yield Finding("sum.drift", Severity.WARNING, message, tuple(found))
        return
    for key, (kept, summed) in found.items():
        name = report.form.cells[key].name
        message = f"{name}为 {_told(kept)}，各单位相加为 {_told(summed)}，请重新汇总。"
        yield Finding(f"sum.drift.{key}", Severity.ERROR, message, (key,), kept, summed)


def changed(examined: Examination) -> Iterator[Finding]:
    """Yield a finding when figures changed since a person last looked at what the aggregate is made of."""
    names = examined.standing.changed if examined.standing else ()
    if names:
        message = f"上次核对之后，{len(names)} 个单位的数已变：{_listed(names)}。"
        yield _finding("sum.changed", Severity.ASK, message)


def published(examined: Examination) -> Iterator[Finding]:
    """Yield a finding for each figure in which the level's own typed report differs from the sum of its members."""
    standing, report = examined.standing, examined.report
    if standing is None or standing.published is None:
        return
    from app.collection.sums import difference

    for key, (summed, typed) in difference(report.cells, standing.published.cells).items():
        if typed is not None and key in report.form.cells:
            name = report.form.cells[key].name
            message = f"{name}：填报的是 {_told(typed)}，各单位相加为 {_told(summed)}。"
            yield Finding(f"sum.published.{key}", Severity.WARNING, message, (key,), typed, summed)


def _finding(rule: str, severity: Severity, message: str) -> Finding:
    return Finding(rule, severity, message)


def _listed(names: Iterable[str]) -> str:
    known = list(names)
    shown = "、".join(known[:_NAMED])
    return f"{shown} 等" if len(known) > _NAMED else shown


def _told(value: Value | None) -> str:
    return "空" if value is None else canonical(value)
