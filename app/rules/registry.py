"""All rules in one list: what the settings, the guide and the checks go by.

Id, name, source and severity of a rule stand at its function, those of an equation in the form file.
"""

from functools import lru_cache

from app.forms.loader import FormError, forms
from app.forms.model import YEARLY
from app.rules import (
    against_last_year,
    aggregates,
    completeness,
    ledger_undecided,
    plausibility,
    returned_notes,
)
from app.rules.model import Severity
from app.rules.on_texts import (
    doubled_words,
    growth,
    percentages,
    privacy,
    required_content,
    stated_twice,
    sums_in_text,
    table_claims,
    typography,
    wording,
    years_and_periods,
)
from app.rules.on_texts import linked_figure_rules as linked_figures
from app.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    completeness.values,
    completeness.completeness,
    against_last_year.wrong_form,
    against_last_year.deadline,
    against_last_year.unit_slips,
    against_last_year.jumps,
    plausibility.rule_makers,
    plausibility.repealed,
    plausibility.large_amounts,
    plausibility.same_figures,
    plausibility.same_disputes,
    plausibility.disputes_without_cause,
    linked_figures.linked,
    ledger_undecided.undecided,
    table_claims.claim,
    table_claims.all_done,
    table_claims.all_upheld,
    table_claims.only_persons,
    sums_in_text.parts,
    percentages.shares,
    growth.growth,
    stated_twice.twice,
    years_and_periods.years,
    years_and_periods.period,
    required_content.short_sections,
    required_content.aspects,
    required_content.fee,
    required_content.too_long,
    required_content.overview_length,
    required_content.local_figures,
    against_last_year.same_text,
    typography.placeholders,
    typography.numbering,
    doubled_words.doubled,
    typography.punctuation,
    typography.glyphs,
    typography.unseen,
    wording.citations,
    wording.set_phrases,
    wording.pairs,
    wording.double_marks,
    wording.parts_listed,
    wording.other_body,
    wording.improvement,
    wording.fee_amount,
    plausibility.signature,
    privacy.id_cards,
    privacy.mobiles,
    privacy.bank_cards,
    aggregates.drift,
    aggregates.missing,
    aggregates.twice,
    aggregates.unit_errors,
    aggregates.forms_mixed,
    aggregates.published,
    aggregates.excluded,
    aggregates.blank,
    aggregates.changed,
    returned_notes.returned,
)
"""The rules that are functions, in the order in which findings of equal weight are listed."""


@lru_cache(maxsize=1)
def all_rules() -> tuple[Rule, ...]:
    """Return the equations of all bundled forms, the newest form's wording first, and then `RULES`."""
    equations: dict[str, Rule] = {}
    series: dict[str, str] = {}
    for form in forms().values():
        for e in form.equations:
            if series.setdefault(e.id, form.series) != form.series:
                # Waivers and settings go by the id, so two kinds of report may not share one.
                raise FormError(f"{form.id}.toml", "equations.id", f"“{e.id}”已用于另一种报告")
            kind = "" if form.series == YEARLY else f"（{form.document_type}）"
            rule = Rule(e.id, e.name + kind, f"{e.formula}。", e.source, Severity(e.severity))
            equations.setdefault(e.id, rule)
    return (*equations.values(), *RULES)


def yearly_rules() -> list[Rule]:
    """Return the rules of the yearly report, in the order of `all_rules`."""
    own = {e.id for form in forms().values() if form.series == YEARLY for e in form.equations}
    return [rule for rule in all_rules() if rule.check is not None or rule.id in own]


@lru_cache(maxsize=1)
def _by_id() -> dict[str, Rule]:
    return {rule.id: rule for rule in all_rules()}


def rule_of(finding_rule: str) -> Rule:
    """Return the rule whose finding has this id: the longest known beginning. Raises KeyError."""
    known, key = _by_id(), finding_rule
    while key not in known:
        key, dot, _ = key.rpartition(".")
        if not dot:
            raise KeyError(finding_rule)
    return known[key]
