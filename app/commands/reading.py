"""The commands that only look at reports: ``list``, ``check``, ``export`` and ``verify``."""

import argparse
import json
from pathlib import Path

from app.commands.common import checked, find, looking_at, readable
from app.commands.status import FINE, FOUND, Usage, say
from app.exports.glyphs import can_print
from app.files import is_workspace
from app.names import visible
from app.report import Report, Status, Unit
from app.rules.check import Check, check, quick_check
from app.rules.release import blocking, release, verdict_words
from app.store.repository import Repository


def list_reports(options: argparse.Namespace) -> int:
    """Print all reports with their status and verdict; damage is told on stderr and gives status 1."""
    with looking_at(options.workspace) as repository:
        results = [(report, checked(repository, report)) for report in readable(repository)]
    rows = [
        {
            "unit": report.unit.name,
            "year": report.year,
            "form": report.form.id,
            "status": report.status.value,
            "verdict": result.verdict.value,
        }
        for report, result in results
    ]
    if options.json:
        print(json.dumps({"reports": rows}, ensure_ascii=False, indent=1))
    else:
        for row in rows:
            print("\t".join(visible(str(value)) for value in row.values()))
    damaged = [(report, entry) for report, result in results for entry in result.basis.damage]
    for report, entry in damaged:
        say(f"{report.unit.name} {report.year} 年：{entry.message}", to_stderr=True)
    return FOUND if damaged else FINE


def check_reports(options: argparse.Namespace) -> int:
    """Check reports; errors give status 1."""
    results = _checked(options)
    if options.json:
        from app.rules.as_json import check_json

        print(json.dumps({"reports": [check_json(*pair) for pair in results]}, ensure_ascii=False, indent=1))
    else:
        for report, result in results:
            say(f"{report.unit.name} {report.year} 年：{verdict_words(report, result)}")
            for finding in result.findings:
                say(f"  {finding.kind}：{finding.message}{finding.hint}")
    return FOUND if any(result.errors for _, result in results) else FINE


def _checked(options: argparse.Namespace) -> list[tuple[Report, Check]]:
    """Return the reports that are meant, each with its check."""
    if is_workspace(options.target):
        with looking_at(options.target) as repository:
            reports = readable(repository)
            unit = repository.unit_named(options.unit) if options.unit else None
            wanted = [
                r
                for r in reports
                if (options.unit is None or (unit is not None and r.unit.id == unit.id))
                and options.year in (None, r.year)
                and options.series in (None, r.series)
            ]
            if not wanted:
                raise Usage(f"{options.target} 中没有符合条件的报告，请用 list 查看。")
            return [(report, checked(repository, report)) for report in wanted]
    return [(report, check(report, has_glyph=can_print)) for report in _read(options)]


def _read(options: argparse.Namespace) -> list[Report]:
    """Read the reports of a file, a folder or an archive; what can't be read of many is named on stderr."""
    from app.commands.sources import is_many, reports_in

    if is_many(options.target):
        found = reports_in(options.target, unit=options.unit, year=options.year)
        for item in found:
            if item.report is None:
                say(f"{item.place}：{item.error}", to_stderr=True)
        read_ones = [item.report for item in found if item.report is not None]
        if not read_ones:
            raise Usage(f"{options.target} 中没有能读取的报告。")
        return [one.report(0, _unit(one.unit)) for one in read_ones]
    from app.imports import read

    single = read(options.target, unit=options.unit, year=options.year)
    return [single.report(0, _unit(single.unit))]


def _unit(name: str) -> Unit:
    """Return the body of that name, of the kind that an import would give it."""
    from app.store.drafts import likely_kind

    return Unit(0, name, kind=likely_kind(name))


def export_report(options: argparse.Namespace) -> int:
    """Write a report file; one with errors only as a draft."""
    from app.exports.formats import default_name, export, export_archive

    archive = options.to == "archive"
    with looking_at(options.workspace) as repository:
        report = find(repository, options.unit, options.year, options.series)
        result = checked(repository, report) if archive else _errors_alone(repository, report)
    leaving = release(report, result)
    if leaving.draft and (archive or not options.draft):
        why = (
            leaving.archive_refusal if archive else f"{leaving.refusal}请改正后再试，或加 --draft 输出草稿。"
        )
        say(why, to_stderr=True)
        for finding in blocking(report.status, result):
            say(f"  {finding.message}", to_stderr=True)
        return FOUND
    draft = leaving.draft or (options.draft and report.status is not Status.FINAL)
    path = options.output or Path(default_name(report, options.to, draft=draft))
    if archive:
        digests = export_archive(report, result, path)
    else:
        export(report, options.to, path, draft=draft)
        if leaving.draft:
            say(leaving.told, to_stderr=True)
    print(path)
    for line in digests.lines() if archive else ():
        print(line)
    return FINE


def _errors_alone(repository: Repository, report: Report) -> Check:
    """Check *report* as far as errors go; only a raised severity makes one of what the full check alone finds."""
    if repository.rule_settings.severities:
        return checked(repository, report)
    return quick_check(
        report,
        repository.comparable(report),
        settings=repository.rule_settings,
        damage=repository.damage(report.id),
    )


def verify_package(options: argparse.Namespace) -> int:
    """Say whether an archive package agrees with all that it states of itself, and its digests."""
    from app.exports.archive import verify

    found = verify(options.package)
    for line in (*found.faults, *found.remarks, *found.digests.lines()):
        say(line)
    if not found.faults:
        but = "除以上说明的内容没有比对外，" if found.remarks else ""
        say(f"{options.package}：{but}与包内登记一致；请与另存的校验值核对")
    return FOUND if found.faults else FINE
