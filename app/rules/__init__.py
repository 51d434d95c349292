"""What must hold in a report, and what is found where it does not."""

from app.rules.check import Check, check
from app.rules.model import Finding, Severity, Verdict

__all__ = ["Check", "Finding", "Severity", "Verdict", "check"]
