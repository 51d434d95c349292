"""Compares a report with last year's, and with the day by which it is due (rules 17, 19, 20 of the project's list)."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from app.forms.compiled import total_definitions
from app.forms.model import Form
from app.report import Report, Status
from app.rules.completeness import section_name
from app.rules.examination import Examination
from app.rules.model import Finding, Severity, Suggestion
from app.rules.rule import NOTICE, REGULATION, Span, rule
from app.values import Value, canonical

_JUMP = 5
"""A figure this many times last year's, or this small a part of it, is a jump."""

_NOTEWORTHY = 20
"""A smaller difference is no jump: 1 case after 6 means nothing."""

_YUAN = 10_000
"""A sum in 元 is ten thousand times the sum in 万元."""


@lru_cache(maxsize=16)
def _heads(form: Form) -> tuple[str, ...]:
    """Return the cells that are not summed up in a total: those that a reader compares from year to year."""
    parts = {part for parts in total_definitions(form).values() for part in parts}
    return tuple(key for key in form.cells if key not in parts)


def year_pairs(examined: Examination) -> Iterator[tuple[str, Value, Value]]:
    """Yield the cells that both years have, with last year's value and this year's."""
    if examined.previous is None:
        return
    before, now = examined.previous.cells, examined.report.cells
    for cell in _heads(examined.report.form):
        if cell in before and cell in now:
            yield cell, before[cell], now[cell]


def _slipped(cell: str, before: Value, now: Value, form: Form) -> bool:
    if not form.cells[cell].kind.is_money or not before or not now:
        return False
    times = Decimal(now) / Decimal(before)
    return any(_YUAN / _JUMP < t < _YUAN * _JUMP for t in (times, 1 / times))


@rule("stock.unit_slip", "金额单位", "金额与上一年相差约一万倍，可能把元填成了万元。", source=f"{NOTICE}附表：单位为万元")  # fmt: skip
def unit_slips(examined: Examination) -> Iterator[Finding]:
    """Yield a finding for each amount that looks like 元 where the form asks for 万元, or the other way round."""
    form = examined.report.form
    for cell, before, now in year_pairs(examined):
        if _slipped(cell, before, now, form):
            message = f"{form.cells[cell].name}填 {canonical(now)}，上一年为 {canonical(before)}，相差约一万倍，请核对单位是否为万元。"
            mended = Decimal(now) / _YUAN if now > before else Decimal(now) * _YUAN
            yield unit_slips.found(
                message,
                at=cell,
                cells=(cell,),
                left=now,
                right=before,
                hint="可能把元和万元填混了。",
                suggestion=Suggestion(cell, mended) if mended == round(mended, 6) else None,
            )


@rule("stock.jump", "与上一年相差悬殊", "同一格超过上一年的五倍或不足五分之一，且相差 20 以上。", source="审核常规", severity=Severity.ASK)  # fmt: skip
def jumps(examined: Examination) -> Iterator[Finding]:
    """Yield a question for each figure more than five times last year's or less than a fifth of it."""
    form = examined.report.form
    for cell, before, now in year_pairs(examined):
        small, large = sorted((before, now))
        if (
            small < 0
            or large <= small * _JUMP
            or large - small < _NOTEWORTHY
            or _slipped(cell, before, now, form)
        ):
            continue
        word = "大幅增加" if now > before else "大幅减少"
        message = (
            f"{form.cells[cell].name}填 {canonical(now)}，上一年为 {canonical(before)}，{word}，请核对。"
        )
        yield jumps.found(message, at=cell, cells=(cell,), left=now, right=before)


_SHORTEST = 100
_PIECE = 5
_SAME = 0.9
_CHANGING = str.maketrans("", "", "0123456789０１２３４５６７８９一二三四五六七八九十")


@rule("text.same_as_last_year", "与上一年雷同", "同一部分的文字与上一年报告有九成以上相同。", source=f"{NOTICE}：避免内容雷同", of_texts=True)  # fmt: skip
def same_text(examined: Examination) -> Iterator[Finding]:
    """Yield a finding for each text that is nearly last year's, figures and years apart."""
    if examined.previous is None:
        return
    for section, text in examined.texts.items():
        if section == "preface" or len(text) < _SHORTEST:
            continue
        share = _common(text, examined.previous.text(section)[: len(text) * 2])
        if share >= _SAME:
            name = section_name(examined.report.form, section)
            message = f"{name}的文字与上一年报告约有 {int(share * 100)}% 相同，请写本年的情况。"
            yield same_text.found(message, span=Span(section))


def _common(text: str, other: str) -> float:
    """Return which share of both texts' runs of five characters occurs in both."""
    before = _pieces_before(other)
    # Most texts differ, and most of them early on: the comparison ends once too many pieces are in one text alone.
    most = len(before) * (1 - _SAME) / _SAME + 1
    known: set[str] = set()
    alone: set[str] = set()
    for piece in _pieces(text):
        if piece in before:
            known.add(piece)
        else:
            alone.add(piece)
            if len(alone) > most:
                return 0.0
    return len(known) / (len(before) + len(alone)) if before else 0.0


@lru_cache(maxsize=8)
def _pieces_before(text: str) -> frozenset[str]:
    """Return the pieces of one of last year's texts, remembered because it does not change."""
    return frozenset(_pieces(text))


def _pieces(text: str) -> Iterator[str]:
    bare = "".join(map(_bare, text.split("\n")))
    return (bare[i : i + _PIECE] for i in range(len(bare) - _PIECE + 1))


@lru_cache(maxsize=256)
def _bare(line: str) -> str:
    return "".join(line.split()).translate(_CHANGING)


@rule("complete.deadline", "报送期限", "报告应在次年 1 月 31 日前报送并公布，期限前两周开始提醒；期限可以另设。", source=f"{REGULATION}第四十九条", yearly_alone=True)  # fmt: skip
def deadline(examined: Examination) -> Iterator[Finding]:
    """Yield a finding when the report is due soon or overdue and not yet final."""
    if examined.today is None or examined.report.status is Status.FINAL:
        return
    due = _due(examined.report, examined.settings.deadline)
    if due is None or examined.today.year > due.year:
        return  # A report of years ago need not be reminded of.
    if examined.today > due:
        days = (examined.today - due).days
        message = f"报告应在 {due.month} 月 {due.day} 日前报送并公布，已过 {days} 天。"
        yield deadline.found(message)
    elif examined.today >= due - timedelta(days=examined.settings.notice_days):
        days = (due - examined.today).days
        left = f"还有 {days} 天" if days else "今天是最后一天"
        message = f"报告应在 {due.month} 月 {due.day} 日前报送并公布，{left}。"
        yield deadline.found(message, severity=Severity.ASK)


def _due(report: Report, deadline: tuple[int, int]) -> date | None:
    try:
        return date(report.year + 1, *deadline)
    except ValueError:
        return None


@rule("complete.form", "格式与年度相符", "2019、2020 年的报告用 2019 年格式，2021 年起用 2021 年格式。", source="国办公开办函〔2019〕60号、〔2021〕30号")  # fmt: skip
def wrong_form(examined: Examination) -> Iterator[Finding]:
    """Yield a finding when the report's format is not the one for its year (the format of 2019 used for 2023)."""
    form, year = examined.report.form, examined.report.year
    if not form.covers(year):
        message = f"{year} 年的报告用了{form.name}（{form.notice}），请改用当年的格式。"
        yield wrong_form.found(message)
