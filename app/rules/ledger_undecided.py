"""The finding that a report counted from its unit's ledger lacks what still waits there for a decision."""

from collections.abc import Iterator

from app.rules.examination import Examination
from app.rules.model import Finding
from app.rules.rule import Span, rule


@rule(
    "ledger.undecided",
    "台账中待确认的申请",
    "按台账统计的报告，台账中有可能属于这一年度的申请、复议和诉讼待确认的，没有计入，应逐件确认。",
    source="台账",
    yearly_alone=True,
)
def undecided(examined: Examination) -> Iterator[Finding]:
    """Say how many there are; more or fewer of them are another finding, so that a waiver of these ends."""
    waiting, ledger = examined.undecided, examined.report.form.ledger
    if ledger is None or waiting is None or not any(waiting):
        return
    table = ledger.applications if waiting.requests else ledger.disputes
    section = next((s.key for s in examined.report.form.sections if s.table == table), "")
    yield undecided.found(
        f"表中的数按台账统计，台账中待确认的 {waiting}没有计入。",
        at=f"{waiting.requests}_{waiting.disputes}",
        span=Span(section),
        hint="请在台账中逐件确认；报告不随台账更新的，确认后再按台账统计。",
    )
