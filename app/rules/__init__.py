"""What must hold in a report, and what is found where it does not."""

from app.rules.check import Check, Verdict, check
from app.rules.model import Finding, Severity

__all__ = ["Check", "Finding", "Severity", "Verdict", "check"]
