"""The commands that only look at reports: ``list``, ``check``, ``export`` and ``verify``."""

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.commands.common import checked, find, looking_at, readable
from app.commands.status import FINE, FOUND, Usage, say
from app.errors import UserError
from app.exports.printable_characters import can_print
from app.files import is_workspace
from app.names import visible
from app.report import Origin, Report, Status, Unit
from app.rules.check import Check, check, quick_check
from app.rules.release import blocking, release, verdict_words
from app.store.repository import Repository

if TYPE_CHECKING:
    from app.exports.blocks import ReviewCopy
    from app.imports.imported import Imported, Unread


def list_reports(options: argparse.Namespace) -> int:
    """Print all reports with their status and verdict; damage is told on stderr and gives status 1."""
    results: list[tuple[Path, Report, Check]] = []
    for source in options.workspaces:
        with looking_at(source) as repository:
            wanted = _in_group(repository, readable(repository), options.group)
            results += [
                (source, report, checked(repository, report))
                for report in wanted
                if options.series in (None, report.series)
            ]
    several = len(options.workspaces) > 1
    rows = [
        {
            **({"source": str(source)} if several else {}),
            "unit": report.unit.name,
            "year": report.year,
            "form": report.form.id,
            "status": report.status.value,
            "verdict": result.verdict.value,
            **({"origin": report.origin.value} if report.origin is Origin.SUM else {}),
        }
        for source, report, result in results
    ]
    if options.json:
        print(json.dumps({"reports": rows}, ensure_ascii=False, indent=1))
    else:
        for row in rows:
            print("\t".join(visible(str(value)) for value in row.values()))
    damaged = [(report, entry) for _, report, result in results for entry in result.basis.damage]
    for report, entry in damaged:
        say(f"{report.called}：{entry.message}", to_stderr=True)
    return FOUND if damaged else FINE


@dataclass(frozen=True)
class _Checked:
    """A report with its check, and what of its file was not read or only needs telling."""

    report: Report
    result: Check
    unread: "tuple[Unread, ...]" = ()

    @property
    def is_whole(self) -> bool:
        """Whether all of its file was read."""
        return all(item.harmless for item in self.unread)

    def as_json(self) -> dict[str, Any]:
        """Return what ``check --json`` prints of it."""
        from app.rules.as_json import check_json

        unread = [{"where": item.where, "text": item.text, "why": item.why} for item in self.unread]
        return check_json(self.report, self.result) | ({"unread": unread} if unread else {})

    def tell(self) -> None:
        """Print it for a person."""
        say(f"{self.report.called}：{verdict_words(self.report, self.result)}")
        for item in self.unread:
            say(f"  {'说明' if item.harmless else '没有读出'}：{item.where}“{item.text}”，{item.why}")
        for finding in self.result.findings:
            say(f"  {finding.kind}：{finding.message}{finding.hint}")


def check_reports(options: argparse.Namespace) -> int:
    """Check reports; errors, and what could not be read of a file, give status 1."""
    results: list[_Checked] = []
    broken = False
    for target in options.targets:
        single = argparse.Namespace(**{**vars(options), "target": target})
        found = _of_workspace(single)
        if found is None:
            if options.group:
                raise Usage(f"--group 只用于数据文件，{target} 不是。")
            found, some_broken = _of_files(single)
            broken = broken or some_broken
        results += found
    if options.json:
        print(json.dumps({"reports": [one.as_json() for one in results]}, ensure_ascii=False, indent=1))
    else:
        for one in results:
            one.tell()
    is_fine = all(one.is_whole and not one.result.errors for one in results)
    return FINE if is_fine and not broken else FOUND


def _of_workspace(options: argparse.Namespace) -> list[_Checked] | None:
    """Return the reports of a workspace that are meant; ``None`` when the target is none."""
    if not is_workspace(options.target):
        return None
    with looking_at(options.target) as repository:
        reports = _in_group(repository, readable(repository), options.group)
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
        return [_Checked(report, checked(repository, report)) for report in wanted]


def _in_group(repository: Repository, reports: list[Report], group: str | None) -> list[Report]:
    """Return the reports of a group: its own and those of all units below it; all without a group. Raises `Usage`."""
    if not group:
        return reports
    from app.store.collection import Collection

    unit = repository.unit_named(group)
    if unit is None:
        raise Usage(f"没有名为“{group}”的单位，请用 units 查看单位名录。")
    below = Collection(repository).register.all_below(unit.id)
    return [report for report in reports if report.unit.id == unit.id or report.unit.id in below]


def _of_files(options: argparse.Namespace) -> tuple[list[_Checked], bool]:
    """Read the reports of a file, a folder or an archive, and whether any of many could not be read.

    Those are named on stderr.
    """
    from app.commands.sources import is_many, reports_in
    from app.imports import read

    if not is_many(options.target):
        one = _checked_file(read(options.target, unit=options.unit, year=options.year))
        return _of_series([one], options), False
    results = []
    found = reports_in(options.target, unit=options.unit, year=options.year)
    for item in found:
        try:
            if item.report is None:
                raise UserError(item.error)
            results.append(_checked_file(item.report))
        except UserError as error:
            say(f"{item.place}：{error}", to_stderr=True)
    if not results:
        raise Usage(f"{options.target} 中没有能读取的报告。")
    return _of_series(results, options), len(results) < len(found)


def _of_series(found: list[_Checked], options: argparse.Namespace) -> list[_Checked]:
    """Return the reports of the series that is wanted. Raises `Usage` when there is none."""
    wanted = [one for one in found if options.series in (None, one.report.series)]
    if not wanted:
        raise Usage(f"{options.target} 是{found[0].report.form.document_type}，不是要核对的种类。")
    return wanted


def _checked_file(found: "Imported") -> _Checked:
    report = found.report(0, _unit(found.unit))
    return _Checked(report, check(report, has_glyph=can_print), found.unread)


def _unit(name: str) -> Unit:
    """Return the body of that name, of the kind that an import would give it."""
    from app.store.new_reports import likely_kind

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
        export(report, options.to, path, draft=draft, review=_review(options, report))
        if leaving.draft:
            say(leaving.draft_notice, to_stderr=True)
    print(path)
    for line in digests.lines() if archive else ():
        print(line)
    return FINE


def _review(options: argparse.Namespace, report: Report) -> "ReviewCopy | None":
    from app.exports.formats import REVIEWED, review_of

    if not options.review:
        if options.line_numbers:
            raise Usage("--line-numbers 只用于送审稿，请同时写 --review。")
        return None
    if options.to not in REVIEWED:
        raise Usage(f"送审稿只能输出为 {'、'.join(REVIEWED)}，请改用其中一种。")
    return review_of(report, numbered=options.line_numbers)


def verify_code(options: argparse.Namespace) -> int:
    """Say whether the figures of reports give this check code; one that does not gives status 1."""
    from app.check_code import check_code, spaced

    options.target, options.group = options.package, None
    found = _of_workspace(options)
    found, broken = (found, False) if found is not None else _of_files(options)
    same = not broken
    for item in found:
        own = check_code(item.report.form, item.report.cells)
        same = same and own == options.code
        words = "一致" if own == options.code else f"不一致，所给的是 {spaced(options.code)}"
        say(f"{item.report.called}：校验码 {spaced(own)}，{words}")
    return FINE if same else FOUND


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
    """Say whether an archive package or a transfer folder agrees with all that it states of itself, and its digests."""
    from app.exports.archive import verify

    if options.package.is_dir():
        return _verify_folder(options.package)
    if options.package.suffix.lower() == ".xml":
        from app.exports.transfer import verify_eep as verify
    found = verify(options.package)
    for line in (*found.faults, *found.remarks, *found.digests.lines()):
        say(line)
    if not found.faults:
        but = "除以上说明的内容没有比对外，" if found.remarks else ""
        say(f"{options.package}：{but}与包内登记一致；请与另存的校验值核对")
    return FOUND if found.faults else FINE


def _verify_folder(folder: Path) -> int:
    from app.exports.transfer import verify_transfer

    found = verify_transfer(folder)
    for line in (*found.faults, *found.compared, *found.remarks):
        say(line)
    say("数字摘要清单的校验值，请与移交时登记的核对：")
    for line in found.digests.lines():
        say(line)
    return FOUND if found.faults else FINE
