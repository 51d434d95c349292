"""All checks of a report in one call, and the verdict on it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from app.report import Origin, Report
from app.rules.completeness import completeness, incomplete, values, wrong_values
from app.rules.equations.equation_checks import evaluate
from app.rules.model import SEVERITY_ORDER, Finding, Result, Severity, Verdict, counted, in_words
from app.rules.settings import DEFAULT_SETTINGS, RuleSettings
from app.rules.stored_damage import Damage
from app.rules.waivers import Waived, split

if TYPE_CHECKING:
    from app.collection.aggregate_standing import AggregateStanding
    from app.collection.records import Note
    from app.ledger.undecided import Undecided
    from app.rules.examination import Examination, Glyphs


class CheckBasis(NamedTuple):
    """What a full check rests on besides the report."""

    previous: Report | None = None
    settings: RuleSettings = DEFAULT_SETTINGS
    today: date | None = None
    has_glyph: "Glyphs | None" = None
    damage: tuple[Damage, ...] = ()
    edited: str = ""
    standing: "AggregateStanding | None" = None
    notes: "tuple[Note, ...]" = ()
    undecided: "Undecided | None" = None


@dataclass(frozen=True)
class Check:
    """The findings on a report, errors first, and the outcome of each equation."""

    findings: tuple[Finding, ...]
    results: tuple[Result, ...]
    untouched: int
    """How many cells nobody has filled in."""
    waived: tuple[Waived, ...] = ()
    """What a person has set aside with a reason."""
    basis: CheckBasis = field(default=CheckBasis(), repr=False, compare=False)
    full: bool = field(default=True, compare=False)
    """Whether all rules were asked, and not only those that are asked after every key press."""
    completed: bool = field(default=True, compare=False)
    """Whether the findings of the other rules are included, if only from the full check before."""

    @property
    def errors(self) -> list[Finding]:
        """The findings that block 定稿."""
        return [finding for finding in self.findings if finding.severity is Severity.ERROR]

    @property
    def mistakes(self) -> list[Finding]:
        """The errors that are wrong figures, not missing ones."""
        return [finding for finding in self.errors if not finding.is_lack]

    @property
    def verdict(self) -> Verdict:
        """The verdict: wrong figures weigh more than missing ones."""
        if self.mistakes:
            return Verdict.ERRORS
        return Verdict.INCOMPLETE if self.errors else Verdict.READY

    @property
    def obstacles(self) -> str:
        """What keeps the report from 定稿, in words: 有 2 处错误，3 处待填; empty when nothing does."""
        words = in_words(counted(self.errors))
        return f"有 {words}" if words else ""


MOST_OF_A_RULE = 50
"""At most this many findings of one rule are listed: a longer list helps nobody."""


def check(
    report: Report,
    previous: Report | None = None,
    *,
    settings: RuleSettings = DEFAULT_SETTINGS,
    today: date | None = None,
    has_glyph: "Glyphs | None" = None,
    damage: tuple[Damage, ...] = (),
    edited: str = "",
    standing: "AggregateStanding | None" = None,
    notes: "tuple[Note, ...]" = (),
    undecided: "Undecided | None" = None,
) -> Check:
    """Check all of *report*, off the typing path; pure, so that it may run in any thread.

    *previous* is the unit's report of the year before, where it is at hand. Without *today* nobody is reminded of the
    deadline; *has_glyph* says for a character whether some font at hand can print it.
    *damage* is what the disk or another program did to the report; *edited* is the cell that was edited last,
    *standing* what an aggregate is the sum of, *notes* what the office that sent the report back has written,
    *undecided* what waits in the ledger from which the report was counted.
    """
    # The rules on texts are loaded with the first full check: neither typing nor an export needs them.
    from app.rules.examination import Examination
    from app.rules.registry import RULES
    from app.rules.text_corrections import doubted

    results = evaluate(report, previous)
    examined = Examination(report, previous, settings, today, has_glyph, edited, standing, notes, undecided)
    equations = list(_broken(examined, results))
    findings = list(equations)
    for rule in RULES:
        if rule.check is not None and rule.id not in settings.off and rule.concerns(report.form):
            findings += islice(rule.check(examined), MOST_OF_A_RULE)
    findings = _without_echoes(findings) if notes else findings
    findings = doubted(findings, equations) if equations else findings
    shown, waived = split(_as_set(findings, settings), report)
    found = _check([entry.finding for entry in damage] + shown, results, report, tuple(waived))
    basis = CheckBasis(previous, settings, today, has_glyph, damage, edited, standing, notes, undecided)
    return replace(found, basis=basis)


def _broken(examined: "Examination", results: list[Result]) -> Iterable[Finding]:
    """Return the findings of the equations that don't hold, with their probable cause where there is any."""
    if examined.report.origin is not Origin.OWN:
        from app.rules.aggregates import uneven_sum

        return uneven_sum(examined, results)
    if all(result.finding is None for result in results):
        return ()
    from app.rules.equations.diagnosis import diagnosed

    return diagnosed(examined, results).values()


def _without_echoes(findings: list[Finding]) -> list[Finding]:
    """Leave out the notes of an office that say what the check itself still finds."""
    said = {f"{finding.message}{finding.hint}".rstrip("。") for finding in findings}
    return [
        finding
        for finding in findings
        if not (finding.rule.startswith("note.") and finding.message.partition("：")[2].rstrip("。") in said)
    ]


def quick_check(
    report: Report,
    previous: Report | None = None,
    *,
    settings: RuleSettings = DEFAULT_SETTINGS,
    damage: tuple[Damage, ...] = (),
) -> Check:
    """Check figures and completeness only, which is cheap enough to do after every key press.

    Other rules find errors as well (characters that can't be printed, linked figures, sums): whether a report may leave
    the program is for the full check to say.
    """
    results = evaluate(report, previous)
    findings = [result.finding for result in results if result.finding is not None]
    findings += [*wrong_values(report), *incomplete(report)]
    shown, waived = split(_as_set(findings, settings), report)
    found = _check([entry.finding for entry in damage] + shown, results, report, tuple(waived))
    return replace(found, full=False, completed=False)


def updated(quick: Check, last: Check) -> Check:
    """Return *quick* completed with the findings of *last*, the full check before it, until the next full check is
    done.

    A finding that is still the same keeps its probable cause, and findings of rules that only the full check asks
    stay.
    """
    known = {(finding.rule, finding.message): finding for finding in last.findings}
    findings = [known.get((finding.rule, finding.message), finding) for finding in quick.findings]
    findings += [finding for finding in last.findings if not _is_quick(finding.rule)]
    findings.sort(key=lambda finding: SEVERITY_ORDER[finding.severity])
    waived = quick.waived + tuple(entry for entry in last.waived if not _is_quick(entry.finding.rule))
    return replace(quick, findings=tuple(findings), waived=waived, basis=last.basis, completed=last.completed)


@lru_cache(maxsize=1000)
def _is_quick(finding_rule: str) -> bool:
    """Whether `quick_check` covers the rule: an equation, or completeness."""
    from app.rules.registry import RULES

    others = ["damage", *(rule.id for rule in RULES if rule not in (completeness, values))]
    return not any(finding_rule == rule or finding_rule.startswith(f"{rule}.") for rule in others)


def _check(
    findings: list[Finding], results: list[Result], report: Report, waived: tuple[Waived, ...]
) -> Check:
    findings.sort(key=lambda finding: SEVERITY_ORDER[finding.severity])
    untouched = len(report.form.cells.keys() - report.cells.keys())
    return Check(tuple(findings), tuple(results), untouched, waived)


def _as_set(findings: Iterable[Finding], settings: RuleSettings) -> list[Finding]:
    """Apply the switches and severities: a question of a stricter rule stays a question."""
    if not settings.off and not settings.severities:
        return list(findings)
    from app.rules.registry import rule_of

    kept = []
    for finding in findings:
        rule = rule_of(finding.rule)
        wanted = settings.severities.get(rule.id, rule.severity)
        if rule.id in settings.off:
            continue
        if finding.severity is rule.severity:
            raised = wanted is Severity.ERROR and not rule.hard
            finding = replace(finding, severity=wanted, raised=raised)
        kept.append(finding)
    return kept
