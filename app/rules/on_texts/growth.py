"""Growth over last year: a stated change must follow from its two figures (rule 10 of the project's list)."""

from collections.abc import Iterator

from app.rules.examination import Examination
from app.rules.model import Finding
from app.rules.rule import REGULATION, rule
from app.rules.sentences.readings import Reading, Time


@rule("narrative.growth", "增减幅度", "“同比增长……%”应与两年的数相符，四舍五入或舍去尾数都可以。", source=f"{REGULATION}第六条：准确地公开政府信息")  # fmt: skip
def growth(examined: Examination) -> Iterator[Finding]:
    """Yield a finding for each growth that isn't the one its two figures give: in %, in cases, points or times."""
    telling = [reading for reading in examined.readings if reading.compares or _tells_of_change(reading)]
    if telling:
        from app.rules.on_texts.growth_beside_figures import growth_told

        for reading in telling:
            yield from growth_told(growth, examined, reading)


def _tells_of_change(reading: Reading) -> bool:
    return any(quantity.time is Time.CHANGE or quantity.unit == "倍" for quantity in reading.quantities)
