"""All checks of a report in one call, and the verdict on it."""

from dataclasses import dataclass
from enum import StrEnum

from app.report import Report
from app.rules.complete import incomplete
from app.rules.engine import evaluate
from app.rules.model import Finding, Result, Severity


class Verdict(StrEnum):
    """Whether a report may be finalised."""

    READY = "ready"
    ERRORS = "errors"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True)
class Check:
    """The findings on a report, errors first, and the outcome of each equation."""

    findings: tuple[Finding, ...]
    results: tuple[Result, ...]
    untouched: int
    """How many cells nobody has filled in."""

    @property
    def errors(self) -> list[Finding]:
        """The findings that block 定稿."""
        return [finding for finding in self.findings if finding.severity is Severity.ERROR]

    @property
    def mistakes(self) -> list[Finding]:
        """The errors that are wrong figures, not missing ones."""
        return [finding for finding in self.errors if not finding.rule.startswith("complete.")]

    @property
    def verdict(self) -> Verdict:
        """The verdict: wrong figures weigh more than missing ones."""
        if self.mistakes:
            return Verdict.ERRORS
        return Verdict.INCOMPLETE if self.errors else Verdict.READY

    @property
    def summary(self) -> str:
        """The verdict in words: 可定稿, or 有 2 处错误，3 格未填."""
        if not self.errors:
            return "可定稿"
        lacking = sum(1 for finding in self.errors if not finding.cells) - sum(
            1 for f in self.mistakes if not f.cells
        )
        parts = [
            f"{len(self.mistakes)} 处错误" if self.mistakes else "",
            f"{self.untouched} 格未填" if self.untouched else "",
            f"{lacking} 项未写" if lacking else "",
        ]
        return "有 " + "，".join(part for part in parts if part)


_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.ASK: 2}


def check(report: Report, previous: Report | None = None) -> Check:
    """Check all of *report*; *previous* is the unit's report of the year before, where it is at hand."""
    return quick_check(report, previous)


def quick_check(report: Report, previous: Report | None = None) -> Check:
    """Check figures and completeness only: what is cheap enough to follow every key press."""
    results = evaluate(report, previous)
    findings = [result.finding for result in results if result.finding is not None]
    findings += incomplete(report)
    findings.sort(key=lambda finding: _WEIGHT[finding.severity])
    return Check(tuple(findings), tuple(results), len(report.form.cells.keys() - report.cells.keys()))
