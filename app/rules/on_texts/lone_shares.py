"""Shares that stand alone, with no figure beside them, held against the tables: 自然人申请占78%.

*rule* is the rule on percentages, whose findings these are.
"""

from collections.abc import Iterator
from decimal import Decimal

from app.rules.claims.application_claims import joined
from app.rules.claims.table_figures import figure
from app.rules.examination import Examination
from app.rules.model import Finding, Severity
from app.rules.on_texts.rate_findings import as_written, clauses, finding_at, is_right, written
from app.rules.on_texts.share_wholes import CITIZENS, result_told
from app.rules.rule import Rule
from app.rules.sentences.readings import Quantity, Reading, Scope, Time
from app.rules.sentences.word_roles import APPLICATIONS, result_acts


def share_alone(rule: Rule, examined: Examination, reading: Reading, index: int) -> Iterator[Finding]:
    """Yield a finding for a share that stands alone and differs from the tables: 自然人申请占78%."""
    share = reading.quantities[index]
    before = reading.quantities[index - 1] if index else None
    if before is not None and before.is_count and not clauses(reading.sentence.plain[before.end : share.at]):
        return
    if share.subject != APPLICATIONS or share.time is not Time.THIS or share.scope is not Scope.OWN:
        return
    frame, narrative, report = share.frame, examined.report.form.narrative, examined.report
    if result_told(share, narrative):
        return
    people = frame.people or ("natural_person" if _tells_of_citizens(reading, share) else "")
    acts = [act for act in result_acts(frame, narrative) if not people]
    keys = [(APPLICATIONS, people, act) for act in (acts or [""])]
    claims = [narrative.by_words[key] for key in keys if key in narrative.by_words]
    if not (acts or people) or len(claims) != len(keys) or frame.unknown or frame.qualified:
        return
    claims = [joined(claims)]
    sums = [claims[0].cells, *(other.cells for other in claims[0].also)]
    parts = [sum_ for cells in sums if (sum_ := figure(report, cells)) is not None]
    wholes = [sum_ for other in narrative.share_of if (sum_ := figure(report, other.cells)) is not None]
    pairs = [(Decimal(part.value), Decimal(whole.value)) for part in parts for whole in wholes if whole.value]
    if not pairs or not parts[0].whole or any(is_right(share, part / whole * 100) for part, whole in pairs):
        return
    whole = next((w for w in wholes if people and w is wholes[min(1, len(wholes) - 1)]), wholes[0])
    right = written(Decimal(parts[0].value) / Decimal(whole.value) * 100, share)
    message = f"文中写{claims[0].name}占 {as_written(share)}%，按表中的数计算为 {right}%。"
    yield finding_at(rule, Severity.WARNING, message, share, None)


def _tells_of_citizens(reading: Reading, share: Quantity) -> bool:
    """Whether a share is of citizens as one kind of applicants, others being named beside them: 公民占87%，企业占13%."""
    first = next((t.start for t in share.frame.words if t.key == "share"), share.at)
    named = [t for t in share.frame.words if t.end <= first]
    if not named or named[-1].text not in CITIZENS:
        return False
    counted = any(
        t.text in CITIZENS and t.end in (q.at, first)
        for q in reading.quantities
        for t in q.frame.words
        if q is not share
    )
    return counted or any(q.person for q in reading.quantities)
