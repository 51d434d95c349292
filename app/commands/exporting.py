"""The command ``export``: a report as a file, finished or as a draft."""

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from app.commands.common import check_of, checked, find, looking_at
from app.commands.status import FINE, FOUND, Usage, say
from app.files import replace_file
from app.forked_work import handed_over
from app.report import Origin, Report, Status
from app.rules.release import Release, blocking, release

if TYPE_CHECKING:
    from app.exports.annex import Annex
    from app.exports.blocks import ReviewCopy
    from app.rules.check import Check
    from app.store.repository import Repository


class _Verdict(NamedTuple):
    """How a report may leave, and the findings that are in the way."""

    leaving: Release
    obstacles: list[str]


def export_report(options: argparse.Namespace) -> int:
    """Write a report file; one with errors only as a draft."""
    archive, presented = options.to == "archive", "-" in options.to
    with looking_at(options.workspace) as repository:
        report = find(
            repository, options.unit, options.year, options.series, Origin.SUM if options.sum else Origin.OWN
        )
        _refuse_wishes(options)
        if archive:
            return _export_archive(options, repository, report)
        annex = _annex(options, repository, report)
        previous = repository.comparable(report) if presented else None
        draft = options.draft and report.status is not Status.FINAL
        # What it takes to check the report is read and done while a copy of this process makes the file.
        content = handed_over(_rendering(options, report, previous, annex, draft=draft))
        check = check_of(repository, report)
    leaving, obstacles = _verdict(report, check())
    if leaving.draft and not options.draft:
        return _refuse(f"{leaving.refusal}请改正后再试，或加 --draft 输出草稿。", obstacles)
    path = options.output or Path(_usual_name(options, report, draft=draft or leaving.draft))
    # A final report is made as one before it is known that it has errors.
    if leaving.draft and not draft:
        content = _rendering(options, report, previous, annex, draft=True)
    replace_file(path, content())
    if leaving.draft:
        say(leaving.draft_notice, to_stderr=True)
    print(path)
    return FINE


def _verdict(report: Report, result: "Check") -> _Verdict:
    return _Verdict(release(report, result), [finding.message for finding in blocking(report.status, result)])


def _refuse(why: str, obstacles: list[str]) -> int:
    say(why, to_stderr=True)
    for message in obstacles:
        say(f"  {message}", to_stderr=True)
    return FOUND


def _export_archive(options: argparse.Namespace, repository: "Repository", report: Report) -> int:
    """Write a report's archive package, and print its digests."""
    from app.exports.formats import default_name, export_archive
    from app.store.second_entries import second_entries

    result, second = checked(repository, report), list(second_entries(repository, report).values())
    leaving, obstacles = _verdict(report, result)
    if leaving.draft:
        return _refuse(leaving.archive_refusal, obstacles)
    path = options.output or Path(default_name(report, options.to))
    digests = export_archive(report, result, path, second=second)
    print(path)
    for line in digests.lines():
        print(line)
    return FINE


def _usual_name(options: argparse.Namespace, report: Report, *, draft: bool) -> str:
    if "-" in options.to:
        from app.exports import presentations

        return presentations.default_name(report, options.to, draft=draft)
    from app.exports.formats import default_name

    return default_name(report, options.to, draft=draft)


def _rendering(
    options: argparse.Namespace,
    report: Report,
    previous: Report | None,
    annex: "Annex | None",
    *,
    draft: bool,
) -> Callable[[], bytes]:
    """Return the work of making the file: a report in one of its formats, its charts, or last year's beside it."""
    if "-" in options.to:
        from app.exports import presentations

        return partial(presentations.render, report, previous, options.to, draft=draft)
    from app.exports.formats import rendering

    review = _review(options, report)
    return rendering(report, options.to, draft=draft, review=review, sealed=options.sealed, annex=annex)


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
