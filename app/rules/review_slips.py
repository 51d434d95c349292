"""Makes a slip of the findings of a report's check."""

from collections.abc import Iterable

from app.check_code import check_code, spaced
from app.collection.slips import Slip, SlipNote
from app.report import Report
from app.rules.completeness import blank_places
from app.rules.model import Finding, Severity


def slip_of(
    report: Report, findings: Iterable[Finding], *, office: str, who: str, at: str, remark: str = ""
) -> Slip:
    """Return the slip for a report: *findings* are those that the unit is told of."""
    notes = tuple(
        SlipNote(
            finding.message + (_all_blank(report, finding) or finding.hint),
            finding.marked[0] if finding.marked else "",
            finding.section or "",
            finding.severity is Severity.ERROR,
        )
        for finding in findings
    )
    code = spaced(check_code(report.form, report.cells))
    return Slip(report.unit.name, report.year, report.series, office, who, at, code, notes, remark.strip())


def _all_blank(report: Report, finding: Finding) -> str:
    """Name every blank cell: on paper nobody can go from one to the next. A table without any figure needs no list."""
    if not finding.is_lack or not finding.cells:
        return ""
    table = report.form.cells[finding.cells[0]].table
    whole = sum(cell.table == table for cell in report.form.cells.values())
    return "" if len(finding.cells) == whole else f"未填的是{blank_places(report.form, finding.cells)}。"
