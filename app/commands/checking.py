"""The commands ``list`` and ``check``: how reports of workspaces and of files stand."""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from app.commands.common import chosen, known_unit, looking_at, read_and_checked, readable_summaries
from app.commands.status import FINE, FOUND, Usage, say
from app.errors import UserError
from app.exports.printable_characters import can_print
from app.files import is_workspace
from app.forms.loader import forms
from app.forms.model import YEARLY
from app.parallel_checks import WORTHWHILE, check_in_parallel
from app.report import Origin, Report, ReportSummary, Unit
from app.rules.check import Check, check
from app.rules.release import verdict_words
from app.store.repository import Repository
from app.unit_names import visible

if TYPE_CHECKING:
    from app.imports.imported import Imported, Unread

_Listed = TypeVar("_Listed", Report, ReportSummary)


def list_reports(options: argparse.Namespace) -> int:
    """Print all reports with their status and verdict; damage is told on stderr and gives status 1."""
    results: list[tuple[Path, ReportSummary, Check]] = []
    for source in options.workspaces:
        with looking_at(source) as repository:
            results += [(source, head, result) for head, result in _standing(source, repository, options)]
    several = len(options.workspaces) > 1
    rows = [
        {
            **({"source": str(source)} if several else {}),
            "unit": report.unit.name,
            "year": report.year,
            "form": report.form,
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
        kind = "" if report.series == YEARLY else forms()[report.form].document_type
        say(f"{report.unit.name} {report.year} 年{kind}：{entry.message}", to_stderr=True)
    return FOUND if damaged else FINE


def _standing(
    source: Path, repository: Repository, options: argparse.Namespace
) -> Iterator[tuple[ReportSummary, Check]]:
    """Yield the reports that are wanted with their checks: those of the same content are known from before."""
    from app.store.check_cache import keep, kept_checks

    units = _units_in_group(repository, options.group)
    heads = [
        head
        for head in readable_summaries(repository)
        if options.series in (None, head.series) and (units is None or head.unit.id in units)
    ]
    marks = _marks(repository, heads)
    known, made = kept_checks(marks.values()), {}
    unknown = [key for key, mark in marks.items() if mark not in known]
    if len(unknown) >= WORTHWHILE:
        check_in_parallel(source, unknown)
        known = kept_checks(marks.values())
    for head in heads:
        mark = marks.get(head.id, "")
        if mark not in known:
            _, made[head.id] = read_and_checked(repository, head.id)
        yield head, made.get(head.id) or known[mark]
    if made:
        # Another program may have changed a report between its digest and its check.
        still = _marks(repository, heads).items() & marks.items()
        keep({mark: made[key] for key, mark in still if key in made})


def _marks(repository: Repository, heads: Sequence[ReportSummary]) -> dict[int, str]:
    """Return the digests of what the checks of reports rest on, of those that have one."""
    from app.store.fingerprints import aggregate_fingerprints, fingerprints

    basis = repository.database, repository.rule_settings, date.today()
    marks = fingerprints(*basis, [head.id for head in heads])
    sums = [head.id for head in heads if head.origin is Origin.SUM]
    return marks | (aggregate_fingerprints(*basis, sums, marks) if sums else {})


@dataclass(frozen=True)
class CheckedReport:
    """A report with its check, and the parts of its file that were not read or are to be told."""

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
            say(f"  {'说明' if item.harmless else '没有读出'}：{item}")
        for finding in self.result.findings:
            say(f"  {finding.kind}：{finding.message}{finding.hint}")


def check_reports(options: argparse.Namespace) -> int:
    """Check reports; errors, a file that could not be read, and what could not be read of one give status 1."""
    results: list[CheckedReport] = []
    broken = False
    for target in options.targets:
        try:
            found, some_broken = _checked_target(target, options)
        except UserError as error:
            if isinstance(error, Usage) or not target.is_file():
                raise
            say(str(error), to_stderr=True)
            found, some_broken = [], True
        results += found
        broken = broken or some_broken
    if options.json:
        print(json.dumps({"reports": [one.as_json() for one in results]}, ensure_ascii=False, indent=1))
    else:
        for one in results:
            one.tell()
    is_fine = all(one.is_whole and not one.result.errors for one in results)
    return FINE if is_fine and not broken else FOUND


def _checked_target(target: Path, options: argparse.Namespace) -> tuple[list[CheckedReport], bool]:
    """Return the reports of a target, and whether one of its files could not be read. Raises UserError."""
    single = argparse.Namespace(**{**vars(options), "target": target})
    of_one = of_workspace(single)
    if of_one is not None:
        return of_one, False
    if options.group:
        raise Usage(f"--group 只用于数据文件，{target} 不是。")
    return of_files(single)


def of_workspace(options: argparse.Namespace) -> list[CheckedReport] | None:
    """Return the reports of a workspace that are meant; ``None`` when the target is none."""
    if not is_workspace(options.target):
        return None
    with looking_at(options.target) as repository:
        wanted = in_group(repository, chosen(repository, options), options.group)
        if not wanted:
            raise Usage(f"{options.target} 中没有符合条件的报告，请用 list 查看。")
        return [CheckedReport(*read_and_checked(repository, head.id)) for head in wanted]


def in_group(repository: Repository, reports: list[_Listed], group: str | None) -> list[_Listed]:
    """Return the reports of a group: its own and those of all units below it; all without a group. Raises `Usage`."""
    units = _units_in_group(repository, group)
    return [report for report in reports if units is None or report.unit.id in units]


def _units_in_group(repository: Repository, group: str | None) -> frozenset[int] | None:
    """Return a group's unit and all below it; ``None`` without a group. Raises `Usage`."""
    if not group:
        return None
    from app.store.collection import Collection

    unit = known_unit(repository, group)
    return Collection(repository).register.all_below(unit.id) | {unit.id}


def of_files(options: argparse.Namespace) -> tuple[list[CheckedReport], bool]:
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
    return _of_series(results, options) if results else [], len(results) < len(found)


def _of_series(found: list[CheckedReport], options: argparse.Namespace) -> list[CheckedReport]:
    """Return the reports of the series that is wanted. Raises `Usage` when there is none."""
    wanted = [one for one in found if options.series in (None, one.report.series)]
    if not wanted:
        raise Usage(f"{options.target} 是{found[0].report.form.document_type}，不是要核对的种类。")
    return wanted


def _checked_file(found: "Imported") -> CheckedReport:
    report = found.report(0, _unit(found.unit))
    return CheckedReport(report, check(report, has_glyph=can_print), found.unread)


def _unit(name: str) -> Unit:
    """Return the body of that name, of the kind that an import would give it."""
    from app.store.new_reports import likely_kind

    return Unit(0, name, kind=likely_kind(name))
