"""A check reduced to what lists show of it: which rules found something, and how much each finding weighs.

Nothing of a report's content is in it, so that it may be kept outside the workspace.
"""

import json

from app.plain_json import loads
from app.rules.check import Check
from app.rules.model import Finding, Severity


def written(check: Check) -> str:
    """Return a full check as text."""
    told = [[finding.rule, finding.severity.value, int(finding.raised)] for finding in check.findings]
    return json.dumps([check.untouched, told], separators=(",", ":"))


def read(text: str) -> Check:
    """Return the check that `written` wrote: its findings have neither words nor places. Raises ValueError."""
    try:
        untouched, told = loads(text)
        findings = tuple(
            Finding(rule=str(rule), severity=Severity(severity), message="", raised=bool(raised))
            for rule, severity, raised in told
        )
        return Check(findings, (), int(untouched))
    except (TypeError, KeyError, RecursionError) as error:
        raise ValueError(text[:40]) from error
