"""The result of the check in a package, with what it rests on besides the report, so that the check can be repeated."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from app.exports.json import as_data, report_of
from app.exports.printable_characters import can_print
from app.report import Report, Status, UnitKind, Waiver
from app.rules.as_json import check_json, finding_json
from app.rules.check import Check, CheckBasis, check
from app.rules.model import Severity
from app.rules.settings import RuleSettings
from app.rules.waivers import fingerprint_of

_OF_MORE = ("sum.", "ledger.", "note.")
"""What the rules begin with that rest on more than the report."""


def check_record(report: Report, result: Check) -> bytes:
    """Return the file of a check's result, as far as the check can be repeated from the package.

    Reports of an aggregate's units, a unit's ledger, and notes of an office that sent a report back are not in it.
    """
    result = replace(
        result,
        findings=tuple(one for one in result.findings if not one.rule.startswith(_OF_MORE)),
        waived=tuple(one for one in result.waived if not one.finding.rule.startswith(_OF_MORE)),
    )
    record = check_json(report, result) | {"basis": _basis(report, result.basis)}
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()


def _basis(report: Report, basis: CheckBasis) -> dict[str, Any]:
    settings = basis.settings
    return {
        "unit_kind": report.unit.kind.value,
        "status": report.status.value,
        "checked_on": basis.today.isoformat() if basis.today else None,
        "glyphs": basis.has_glyph is not None,
        "rules_off": sorted(settings.off),
        "severities": {rule: severity.value for rule, severity in sorted(settings.severities.items())},
        "deadline": list(settings.deadline),
        "notice_days": settings.notice_days,
        "previous": as_data(basis.previous) if basis.previous else None,
    } | _added(basis)


def _added(basis: CheckBasis) -> dict[str, Any]:
    """Return what packages state since version 1.2, where it differs from what older ones assume."""
    added = {
        "edited_last": basis.edited,
        "longest_overview": basis.settings.longest_overview,
        "local_figures": list(basis.settings.local_figures),
    }
    return {key: value for key, value in added.items() if value}


def misstatement(report: Report, record: bytes, *, same_status: bool) -> str:
    """Say where the file of a result differs from a new check of *report*; empty when they agree.

    With *same_status* the report's status is known and must be the one stated. Raises ValueError, KeyError and TypeError
    for a file of another kind.
    """
    data = json.loads(record)
    basis = data["basis"]
    checked = replace(
        report,
        unit=replace(report.unit, kind=UnitKind(basis["unit_kind"])),
        status=Status(basis["status"]),
    )
    if same_status and checked.status is not report.status:
        return "所记的是否定稿与元数据的稿本不同"
    result = _checked_again(checked, basis)
    stated = [_finding(entry) for entry in (*data["findings"], *data["waived"])]
    found = [_finding(finding_json(finding)) for finding in result.findings]
    if sorted(stated) != sorted(found):
        return "所记的核对结果与按数据重新核对的结果不同"
    for entry in data["waived"]:
        if not entry["reason"] or not entry["who"] or entry["severity"] == Severity.ERROR.value:
            return "所记的豁免没有理由或姓名，或者豁免了错误"
    rewritten = check_json(checked, result)
    if any(data[key] != rewritten[key] for key in ("unit", "year", "form", "verdict")):
        return "所记的单位、年度、格式或结论与数据不同"
    # Compared byte by byte: another reader might take a repeated or unknown key for something else.
    waived = replace(checked, waivers=tuple(_waivers(data["waived"], result, checked)))
    if check_record(waived, _checked_again(waived, basis)) != record:
        return "的写法与封装时不同，或者多出了内容"
    return ""


def _checked_again(report: Report, basis: Mapping[str, Any]) -> Check:
    return check(
        report,
        _previous(basis["previous"]),
        settings=_settings(basis),
        today=date.fromisoformat(basis["checked_on"]) if basis["checked_on"] else None,
        has_glyph=can_print if basis["glyphs"] else None,
        edited=str(basis.get("edited_last", "")),
    )


def _waivers(stated: Iterable[Mapping[str, Any]], result: Check, report: Report) -> Iterator[Waiver]:
    """Yield the waivers that *stated* lists, for the findings of *result*, which has none."""
    findings = {_finding(finding_json(finding)): finding for finding in result.findings}
    for entry in stated:
        finding = findings[_finding(entry)]
        yield Waiver(
            finding.rule,
            fingerprint_of(finding, report),
            str(entry["reason"]),
            str(entry["who"]),
            str(entry["at"]),
        )


def _finding(entry: Mapping[str, Any]) -> str:
    return json.dumps({k: v for k, v in entry.items() if k not in ("reason", "who", "at")}, sort_keys=True)


def _previous(data: Any) -> Report | None:
    return None if data is None else report_of(data)


def _settings(basis: Mapping[str, Any]) -> RuleSettings:
    month, day = basis["deadline"]
    return RuleSettings(
        frozenset(basis["rules_off"]),
        {rule: Severity(severity) for rule, severity in basis["severities"].items()},
        (int(month), int(day)),
        int(basis["notice_days"]),
        int(basis.get("longest_overview", 0)),
        tuple(map(str, basis.get("local_figures", ()))),
    )
