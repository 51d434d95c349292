"""Waivers: a warning or question set aside by a person, for as long as what it rests on stays the same."""

from collections.abc import Iterable
from typing import NamedTuple

from app.errors import UserError
from app.lazy_pattern import pattern
from app.report import Report, Waiver
from app.rules.model import Finding, Severity
from app.values import canonical

_FIGURES = pattern(r"[0-9]+")


class WaiverRefused(UserError):
    """The finding can't be waived; nothing was changed."""


class Waived(NamedTuple):
    """A finding that is not shown, and the waiver that says why."""

    finding: Finding
    waiver: Waiver


def fingerprint_of(finding: Finding, report: Report) -> str:
    """Return the fingerprint of what *finding* rests on: its cells' values, both its sides, its sentence.

    A finding that rests on none of these (a missing aspect) is known by its message without its figures: days pass
    by themselves.
    """
    from hashlib import sha256  # OpenSSL's 3 MB are loaded only where something is or was waived.

    ground = [f"{cell}={_value(report, cell)}" for cell in finding.cells]
    ground += [canonical(side) for side in (finding.left, finding.right) if side is not None]
    if finding.section is not None and finding.length:
        from app.rules.sentences.prose import sentence_around

        ground.append(sentence_around(finding.section, report.text(finding.section), finding.start))
    return sha256("\n".join(ground or [_FIGURES.sub("", finding.message)]).encode()).hexdigest()[:16]


def _value(report: Report, cell: str) -> str:
    value = report.cells.get(cell)
    return "" if value is None else canonical(value)


def waive(finding: Finding, report: Report, *, reason: str, who: str, at: str) -> Waiver:
    """Return the waiver of *finding*. Raises `WaiverRefused` for an error, or without a reason or a name."""
    if finding.severity is Severity.ERROR:
        raise WaiverRefused("这是错误，不能豁免，请改正。")
    if not reason.strip():
        raise WaiverRefused("请写明豁免的理由。")
    if not who.strip():
        raise WaiverRefused("请写明豁免人的姓名。")
    return Waiver(finding.rule, fingerprint_of(finding, report), reason.strip(), who.strip(), at)


def split(findings: Iterable[Finding], report: Report) -> tuple[list[Finding], list[Waived]]:
    """Part *findings* into those to show and those that a waiver of *report* sets aside."""
    waivers = {(waiver.rule, waiver.mark): waiver for waiver in report.waivers}
    shown: list[Finding] = []
    waived: list[Waived] = []
    rules = {waiver.rule for waiver in report.waivers}
    for finding in findings:
        waiver = None
        if finding.rule in rules and finding.severity is not Severity.ERROR:
            waiver = waivers.get((finding.rule, fingerprint_of(finding, report)))
        if waiver is None:
            shown.append(finding)
        else:
            waived.append(Waived(finding, waiver))
    return shown, waived
