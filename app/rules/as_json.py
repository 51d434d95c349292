"""The result of a check as other programs read it."""

from typing import Any

from app.report import Report
from app.rules.check import Check
from app.rules.model import Finding
from app.rules.waivers import Waived
from app.values import Value, canonical


def check_json(report: Report, result: Check) -> dict[str, Any]:
    """Return one entry of ``check --json``; numbers are canonical decimal strings."""
    return {
        "unit": report.unit.name,
        "year": report.year,
        "form": report.form.id,
        "verdict": result.verdict.value,
        "findings": [finding_json(finding) for finding in result.findings],
        "waived": [_waived(waived) for waived in result.waived],
    }


def finding_json(finding: Finding) -> dict[str, Any]:
    """Return one finding as plain data."""
    suggestion = finding.suggestion
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "cells": list(finding.cells),
        "left": _number(finding.left),
        "right": _number(finding.right),
        "difference": _number(finding.difference),
        "message": finding.message,
        "hint": finding.hint,
        "section": finding.section,
        "excerpt": finding.excerpt,
        "suggestion": suggestion and {"cell": suggestion.cell, "value": canonical(suggestion.value)},
    }


def _waived(waived: Waived) -> dict[str, Any]:
    waiver = waived.waiver
    return {**finding_json(waived.finding), "reason": waiver.reason, "who": waiver.who, "at": waiver.at}


def _number(value: Value | None) -> str | None:
    return None if value is None else canonical(value)
