"""What the other figures of its sentence make of a claim: surer, of another row, or of two rows together."""

from app.forms.narrative import Alternative, Claim
from app.report import Report
from app.rules.claims.application_claims import shown_in_any_part
from app.rules.sentences.readings import Quantity
from app.rules.sentences.word_roles import APPLICATIONS, DECISIONS

_TAKING_IN = ("其中", "含", "包括")


def decided(pair: tuple[Quantity, Claim], found: list[tuple[Quantity, Claim]]) -> tuple[Quantity, Claim]:
    """Take 复议6件，已审结5件 for those that were decided, where all of them have been told before it."""
    quantity, claim = pair
    if not claim.id.endswith("_heard") or not claim.also or "accepted" in quantity.acts:
        return pair
    if not any(
        c.subject == claim.subject and c.said and q.at < quantity.at and c is not claim for q, c in found
    ):
        return pair
    return quantity, claim._replace(cells=claim.also[0].cells, also=())


def carried_out_then(
    pair: tuple[Quantity, Claim], found: list[tuple[Quantity, Claim]], report: Report
) -> tuple[Quantity, Claim]:
    """Take 结转3件 for what was carried out, where what was carried in has been told before it."""
    quantity, claim = pair
    if claim.id == "carried" and any(c.id == "carried_in" and q.at < quantity.at for q, c in found):
        out = report.form.narrative.by_words.get((APPLICATIONS, "", "carried_out"))
        return quantity, out or claim
    if claim.id == "carried" and _is_told_apart(quantity, found):
        return quantity, report.form.narrative.by_words.get((APPLICATIONS, "", "carried_in")) or claim
    return pair


def _is_told_apart(carried: Quantity, found: list[tuple[Quantity, Claim]]) -> bool:
    """Whether what was carried out is told after what was done, so that the figure before these is of last year's."""
    done = [q.at for q, c in found if c.id == "total" and q.at > carried.at]
    return bool(done) and any(c.id == "carried_out" and q.at > done[0] for q, c in found)


def with_part(
    pair: tuple[Quantity, Claim], found: list[tuple[Quantity, Claim]], report: Report
) -> tuple[Quantity, Claim]:
    """Take 公开3件（其中部分公开1件）, and 公开3件 in a list without 部分公开, for what was granted in whole and in part."""
    quantity, claim = pair
    if claim.id != "granted":
        return pair
    if "shown" in quantity.acts and not any("partly_granted" in c.id for _, c in found):
        return quantity, shown_in_any_part(claim, report.form.narrative)
    partly = next((c for q, c in found if c.id == "partly_granted" and _is_within(q, quantity)), None)
    if partly is None:
        return pair
    both = Alternative(f"{claim.name}和{partly.name}", (*claim.cells, *partly.cells), True)
    return quantity, claim._replace(also=(*claim.also, both))


def _is_within(part: Quantity, whole: Quantity) -> bool:
    """Whether a figure is told as part of another: not where both stand in one list, 其中公开8件、部分公开1件."""
    if part.at < whole.at or part.depth > whole.depth:
        return part.at > whole.at
    between = part.sentence.plain[whole.end : part.at]
    return part.part and (not whole.part or any(word in between for word in _TAKING_IN))


def surer(pair: tuple[Quantity, Claim], found: list[tuple[Quantity, Claim]]) -> tuple[Quantity, Claim]:
    """Ask about 许可12件 that stands alone; 处罚38件、许可12件 are sure to be those of the table."""
    quantity, claim = pair
    if claim.subject in DECISIONS and quantity.frame.weak:
        alone = len({c.id for _, c in found if c.subject in DECISIONS}) < 2
        return (quantity, claim._replace(unclear=True)) if alone else pair
    if claim.person and quantity.part:
        wholes = [c.id for q, c in found if q.at < quantity.at and not c.person]
        if wholes and wholes[-1] in ("total", "new_and_carried_in"):
            return quantity, claim._replace(also=tuple(a._replace(sure=True) for a in claim.also))
    return pair
