"""A single report as a workspace of its own: the file that a unit sends, with its waivers and their reasons."""

from dataclasses import replace
from pathlib import Path

from app.edits import AddReport
from app.report import Report, Status
from app.store.workspace import create


def write_report_file(report: Report, path: Path) -> None:
    """Write *report* to *path*, which must not exist: no workspace is ever replaced.

    The history of the report stays with the unit. Raises UserError when the file can't be written.
    """
    made = create(path)
    try:
        unit = replace(report.unit, id=1)
        made.repository.apply(AddReport(replace(report, id=1, unit=unit, status=Status.DRAFT), "上报"))
    except BaseException:
        made.close()
        path.unlink(missing_ok=True)
        raise
    made.close()
