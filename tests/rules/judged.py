"""What the checks say of a report's sentences, and which statements are in a report that is in order."""

from app.report import Report
from app.rules.check import check
from app.rules.claims.agreement import Agreement
from app.rules.examination import Examination
from app.rules.model import Finding


def narrative(report: Report) -> list[Finding]:
    """Return what is found in the sentences."""
    return [finding for finding in check(report).findings if finding.rule.startswith("narrative.")]


def agreeing(report: Report) -> set[str]:
    """Return the statements of a report in which nothing is wrong: the tables agree with all of them."""
    assert check(report).errors == []
    assert narrative(report) == []
    statements = Examination(report).statements
    assert {statement.agreement for statement in statements} == {Agreement.AGREES}
    return {statement.claim.id for statement in statements}
