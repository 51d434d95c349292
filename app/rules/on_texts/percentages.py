"""Percentages in the text: shares and rates must follow from their figures (rule 10 of the project's list)."""

from collections.abc import Iterator

from app.rules.examination import Examination
from app.rules.model import Finding
from app.rules.rule import REGULATION, rule


@rule("narrative.share", "占比", "“占……%”应与件数和总数相符，四舍五入或舍去尾数都可以。", source=f"{REGULATION}第六条：准确地公开政府信息")  # fmt: skip
def shares(examined: Examination) -> Iterator[Finding]:
    """Yield a finding for each share that isn't the one that its figures give."""
    if any(quantity.unit == "%" for reading in examined.readings for quantity in reading.quantities):
        from app.rules.on_texts.shares_and_rates import shares_told

        yield from shares_told(shares, examined)
