"""A filled report in which everything is right: what the tests of rules break in one place each."""

from dataclasses import replace
from decimal import Decimal

from app.forms.loader import forms
from app.report import Report, Totals, Unit
from app.rules.check import check
from app.rules.model import Finding
from app.totals import with_totals
from app.values import Value

YEAR = 2025

FIGURES: dict[str, int | Decimal] = {
    "disclosure.rules.issued": 1,
    "disclosure.rules.in_force": 5,
    "disclosure.normative_documents.issued": 8,
    "disclosure.normative_documents.repealed": 2,
    "disclosure.normative_documents.in_force": 40,
    "disclosure.licensing.decisions": 320,
    "disclosure.penalties.decisions": 45,
    "disclosure.coercion.decisions": 3,
    "disclosure.fees.amount": Decimal("12.5"),
    "applications.new.natural_person": 47,
    "applications.new.enterprise": 12,
    "applications.new.legal_service": 1,
    "applications.carried_in.natural_person": 3,
    "applications.granted.natural_person": 20,
    "applications.granted.enterprise": 6,
    "applications.granted.legal_service": 1,
    "applications.partly_granted.natural_person": 6,
    "applications.refused_state_secret.natural_person": 1,
    "applications.refused_third_party.enterprise": 1,
    "applications.refused_internal_affairs.natural_person": 2,
    "applications.refused_deliberative.natural_person": 3,
    "applications.refused_case_files.natural_person": 1,
    "applications.unavailable_not_held.natural_person": 9,
    "applications.unavailable_not_held.enterprise": 3,
    "applications.unavailable_needs_compiling.natural_person": 1,
    "applications.declined_petition.natural_person": 1,
    "applications.declined_duplicate.natural_person": 1,
    "applications.other_not_corrected.natural_person": 1,
    "applications.other_misc.natural_person": 1,
    "applications.carried_out.natural_person": 3,
    "applications.carried_out.enterprise": 2,
    "disputes.review.upheld": 4,
    "disputes.review.corrected": 1,
    "disputes.review.other": 1,
    "disputes.review.pending": 1,
    "disputes.direct_suit.upheld": 2,
    "disputes.direct_suit.pending": 1,
    "disputes.suit_after_review.upheld": 1,
    "disputes.suit_after_review.other": 1,
}

TEXTS = {
    "preface": "本报告依照《中华人民共和国政府信息公开条例》编写，所列数据的统计期限为2025年1月1日至2025年12月31日。",
    "overview": (
        "（一）主动公开。全年在门户网站登载各类信息，及时回应群众关心的事情。\n"
        "（二）依申请公开。2025年共收到政府信息公开申请60件，上年结转3件，办结58件，结转下年度5件。\n"
        "（三）政府信息管理。健全信息发布前的保密审查，定期清理过时内容。\n"
        "（四）平台建设。改版门户网站的公开专栏，方便查找。\n"
        "（五）监督保障。每季度检查一次，发现问题当月整改。"
    ),
    "problems": "主要问题是政策解读的形式还比较单一。下一步将增加图文和视频解读，并请群众评议。",
    "other": "本年度没有收取信息处理费，没有其他需要报告的事项。",
}


def filled(totals: Totals = Totals.COMPUTED) -> Report:
    """Return the report, every cell filled."""
    form = forms()["cn-disclosure-2021"]
    cells: dict[str, Value] = dict.fromkeys(form.cells, 0) | FIGURES
    report = Report(
        1, Unit(1, "示例市生态环境局"), YEAR, form, totals=totals, cells=cells, sections=dict(TEXTS)
    )
    return with_totals(report)


def with_text(report: Report, **texts: str) -> Report:
    """Return *report* with these texts in place of its own."""
    return replace(report, sections={**report.sections, **texts})


def only_saying(overview: str) -> Report:
    """Return a filled report whose only text is this one."""
    return with_text(filled(), preface="", overview=overview, problems="", other="")


def changed(report: Report, **cells: Value | None) -> Report:
    """Return *report* with cells set, their keys written with ``__`` for the dot; computed totals follow."""
    report = report.with_cells({key.replace("__", "."): value for key, value in cells.items()})
    return with_totals(report) if report.totals is Totals.COMPUTED else report


def saying(sentence: str) -> Report:
    """Return the report with *sentence* as its only words on the figures."""
    return with_text(
        filled(),
        overview=TEXTS["overview"].replace("（二）依申请公开。", "（二）依申请公开。\n@").split("@")[0]
        + sentence,
    )


def of_rule(report: Report, rule: str, previous: Report | None = None) -> list[Finding]:
    """Return the findings of one rule on *report*."""
    found = check(report, previous).findings
    return [finding for finding in found if finding.rule == rule or finding.rule.startswith(f"{rule}.")]
