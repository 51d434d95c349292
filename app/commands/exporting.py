"""The command ``export``: a report as a file, finished or as a draft."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.commands.common import checked, find, looking_at
from app.commands.status import FINE, FOUND, Usage, say
from app.report import Origin, Report, Status
from app.rules.check import Check
from app.rules.release import blocking, release

if TYPE_CHECKING:
    from app.exports.annex import Annex
    from app.exports.blocks import ReviewCopy
    from app.second_entry import SecondEntry
    from app.store.repository import Repository


def export_report(options: argparse.Namespace) -> int:
    """Write a report file; one with errors only as a draft."""
    archive, presented = options.to == "archive", "-" in options.to
    with looking_at(options.workspace) as repository:
        report = find(
            repository, options.unit, options.year, options.series, Origin.SUM if options.sum else Origin.OWN
        )
        _refuse_wishes(options)
        annex = _annex(options, repository, report)
        previous = repository.comparable(report) if presented else None
        result = checked(repository, report)
        second = _second_entries(repository, report) if archive else []
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
    path, digests = (
        _present(options, report, previous, draft=draft)
        if presented
        else _export(options, report, result, annex, second, draft=draft)
    )
    if leaving.draft:
        say(leaving.draft_notice, to_stderr=True)
    print(path)
    for line in digests:
        print(line)
    return FINE


def _present(
    options: argparse.Namespace, report: Report, previous: Report | None, *, draft: bool
) -> tuple[Path, list[str]]:
    """Write the charts of a report, or last year's beside it; return the path, and no digests."""
    from app.exports.presentations import default_name, present

    path = options.output or Path(default_name(report, options.to, draft=draft))
    present(report, previous, options.to, path, draft=draft)
    return path, []


def _second_entries(repository: "Repository", report: Report) -> "list[SecondEntry]":
    from app.store.second_entries import second_entries

    return list(second_entries(repository, report).values())


def _export(
    options: argparse.Namespace,
    report: Report,
    result: Check,
    annex: "Annex | None",
    second: "list[SecondEntry]",
    *,
    draft: bool,
) -> tuple[Path, list[str]]:
    """Write a report in one of its formats; return the path, and the digests of an archive package."""
    from app.exports.formats import default_name, export, export_archive

    review = _review(options, report)
    path = options.output or Path(default_name(report, options.to, draft=draft))
    if options.to == "archive":
        return path, export_archive(report, result, path, second=second).lines()
    export(report, options.to, path, draft=draft, review=review, sealed=options.sealed, annex=annex)
    return path, []


def _refuse_wishes(options: argparse.Namespace) -> None:
    """Refuse what the format can't have. Raises `Usage`."""
    from app.exports.formats import REVIEWED, SEALED

    if options.line_numbers and not options.review:
        raise Usage("--line-numbers 只用于送审稿，请同时写 --review。")
    if options.review and options.to not in REVIEWED:
        raise Usage(f"送审稿只能输出为 {'、'.join(REVIEWED)}，请改用其中一种。")
    if options.annex:
        from app.exports.annex import refuse_unfit

        refuse_unfit(options.to)
    if options.sealed and options.to not in SEALED:
        raise Usage(f"落款留出盖章位置只用于 {'、'.join(SEALED)}，请改用其中一种。")


def _annex(options: argparse.Namespace, repository: "Repository", report: Report) -> "Annex | None":
    if not options.annex:
        return None
    from app.commands.annexes import annex_for

    return annex_for(repository, report)


def _review(options: argparse.Namespace, report: Report) -> "ReviewCopy | None":
    from app.exports.formats import review_of

    return review_of(report, numbered=options.line_numbers) if options.review else None
