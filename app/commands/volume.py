"""The command ``volume``: reports of many units, one after another in one file."""

import argparse
from pathlib import Path

from app.commands.checking import in_group
from app.commands.common import checked, looking_at, readable
from app.commands.status import FINE, FOUND, Usage, say
from app.report import Origin, Report, Status
from app.rules.release import release


def volume(options: argparse.Namespace) -> int:
    """Write the volume; reports with errors only as drafts, when asked for."""
    from app.exports.presentations import usual_volume, write_volume

    with looking_at(options.workspace) as repository:
        chosen = [
            report
            for report in in_group(repository, readable(repository), options.group)
            if report.year == options.year and report.series == options.series
        ]
        own = {report.unit.id for report in chosen if report.origin is Origin.OWN}
        chosen = [report for report in chosen if report.origin is Origin.OWN or report.unit.id not in own]
        found = [(report, release(report, checked(repository, report))) for report in chosen]
    if not found:
        raise Usage(f"{options.workspace} 中没有符合条件的报告，请用 list 查看。")
    for report, leaving in found:
        if leaving.draft:
            say(
                f"{report.called}：{leaving.draft_notice if options.draft else leaving.refusal}",
                to_stderr=True,
            )
    if not options.draft and any(leaving.draft for _, leaving in found):
        say("汇编没有写出，请改正后再试，或加 --draft 带草稿标记输出。", to_stderr=True)
        return FOUND
    title, name = usual_volume(options.group or "", options.year, [report for report, _ in found])
    path = options.output or Path(name)
    marked = [(report, leaving.draft or _as_draft(options, report)) for report, leaving in found]
    write_volume(marked, options.title or title, options.group or "", path)
    say(f"{path}：收入 {len(marked)} 份报告。")
    return FINE


def _as_draft(options: argparse.Namespace, report: Report) -> bool:
    return bool(options.draft) and report.status is not Status.FINAL
