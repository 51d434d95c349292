"""The commands that only look at reports: ``list``, ``check``, ``export`` and ``verify``."""

import argparse
import json
import sys
from pathlib import Path

from app.commands.common import FINE, FOUND, Usage, checked, find, looking_at, readable
from app.report import Report, Status, Unit
from app.rules.check import quick_check
from app.rules.model import SEVERITY_NAMES
from app.rules.settings import DEFAULT_SETTINGS, RuleSettings
from app.store.workspace import is_workspace


def list_reports(options: argparse.Namespace) -> int:
    """Print all reports with their status and verdict."""
    with looking_at(options.workspace) as repository:
        settings = repository.rule_settings
        rows = [
            {
                "unit": report.unit.name,
                "year": report.year,
                "form": report.form.id,
                "status": report.status.value,
                "verdict": checked(report, repository.previous(report), settings).verdict.value,
            }
            for report in readable(repository)
        ]
    if options.json:
        print(json.dumps({"reports": rows}, ensure_ascii=False, indent=1))
    else:
        for row in rows:
            print(*row.values(), sep="\t")
    return FINE


def check_reports(options: argparse.Namespace) -> int:
    """Check reports; errors give status 1."""
    targets, settings = _targets(options)
    results = [(report, checked(report, before, settings)) for report, before in targets]
    if options.json:
        from app.rules.as_json import check_json

        print(json.dumps({"reports": [check_json(*pair) for pair in results]}, ensure_ascii=False, indent=1))
    else:
        for report, result in results:
            print(f"{report.unit.name} {report.year} 年：{result.summary}")
            for finding in result.findings:
                print(f"  {SEVERITY_NAMES[finding.severity]}：{finding.message}{finding.hint}")
    return FOUND if any(result.errors for _, result in results) else FINE


def _targets(options: argparse.Namespace) -> tuple[list[tuple[Report, Report | None]], RuleSettings]:
    """Return the reports to check, each with last year's where it is at hand, and how the rules are set."""
    if is_workspace(options.target):
        with looking_at(options.target) as repository:
            reports = readable(repository)
            unit = repository.unit_named(options.unit) if options.unit else None
            wanted = [
                r
                for r in reports
                if (options.unit is None or (unit is not None and r.unit.id == unit.id))
                and options.year in (None, r.year)
            ]
            if not wanted:
                raise Usage(f"{options.target} 中没有符合条件的报告，请用 list 查看。")
            return [(report, repository.previous(report)) for report in wanted], repository.rule_settings
    from app.commands.sources import is_many, reports_in

    if is_many(options.target):
        found = reports_in(options.target, unit=options.unit, year=options.year)
        for item in found:
            if item.report is None:
                print(f"{item.place}：{item.error}", file=sys.stderr)
        read_ones = [item.report for item in found if item.report is not None]
        if not read_ones:
            raise Usage(f"{options.target} 中没有能读取的报告。")
        return [(one.report(0, Unit(0, one.unit)), None) for one in read_ones], DEFAULT_SETTINGS
    from app.imports import read

    single = read(options.target, unit=options.unit, year=options.year)
    return [(single.report(0, Unit(0, single.unit)), None)], DEFAULT_SETTINGS


def export_report(options: argparse.Namespace) -> int:
    """Write a report file; one with errors only as a draft."""
    from app.exports.formats import default_name, export, export_archive

    archive = options.to == "archive"
    with looking_at(options.workspace) as repository:
        report = find(repository, options.unit, options.year)
        settings = repository.rule_settings
        before = repository.previous(report)
        # Only a raised severity makes an error of what the full check alone finds.
        if archive or settings.severities:
            result = checked(report, before, settings)
        else:
            result = quick_check(report, before, settings=settings)
    errors = [] if report.status is Status.FINAL else result.errors
    if errors and (archive or not options.draft):
        print(f"有 {len(errors)} 处错误，没有输出；改正后再试，或加 --draft 输出草稿。", file=sys.stderr)
        for finding in errors:
            print(f"  {finding.message}", file=sys.stderr)
        return FOUND
    path = options.output or Path(default_name(report, options.to))
    if archive:
        digests = export_archive(report, result, path)
    else:
        export(report, options.to, path, draft=options.draft and report.status is not Status.FINAL)
    print(path)
    for line in digests.lines() if archive else ():
        print(line)
    return FINE


def verify_package(options: argparse.Namespace) -> int:
    """Say whether an archive package agrees with all that it states of itself, and its digests."""
    from app.exports.archive import verify

    found = verify(options.package)
    print(*found.faults, *found.remarks, *found.digests.lines(), sep="\n")
    if not found.faults:
        print(f"{options.package}：与包内登记一致；请与另存的校验值核对")
    return FOUND if found.faults else FINE
