"""Reads all reports in a source: a document, a folder or archive of documents, or another workspace."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.errors import UserError
from app.files import is_workspace
from app.imports.documents import SourceFile, documents_in, read_each
from app.imports.imported import Imported
from app.report import Report


@dataclass(frozen=True)
class FoundReport:
    """A report that was read, or why it could not be; *place* says where it is, for a person."""

    place: str
    report: Imported | None
    error: str = ""


def is_many(path: Path) -> bool:
    """Whether the source may hold several reports. Raises UserError when it holds nothing to read."""
    return path.is_dir() or is_workspace(path) or documents_in(path) != [SourceFile(path)]


def reports_in(
    path: Path,
    *,
    unit: str | None = None,
    year: int | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> list[FoundReport]:
    """Read every report in a source, in its order. Raises UserError when the source itself can't be opened."""
    if is_workspace(path):
        return list(_in_workspace(path, unit, year))
    documents = documents_in(path)
    workspaces = [one.path for one in documents if not one.inside and is_workspace(one.path)]
    documents = [one for one in documents if one.inside or one.path not in workspaces]
    within = [one for workspace in workspaces for one in _each_in_workspace(workspace, unit, year)]
    found: list[FoundReport | None] = [None] * len(documents)
    for number, outcome in read_each(documents, unit=unit, year=year, stopped=stopped):
        place = documents[number].place
        if isinstance(outcome, Imported):
            found[number] = FoundReport(place, outcome)
        elif isinstance(outcome, UserError):
            found[number] = FoundReport(place, None, str(outcome))
        else:
            raise outcome
    return [*within, *(item for item in found if item is not None)]


def _each_in_workspace(path: Path, unit: str | None, year: int | None) -> list[FoundReport]:
    """Return the reports in one of several sources; one that can't be opened costs no other."""
    try:
        return list(_in_workspace(path, unit, year))
    except UserError as error:
        return [FoundReport(str(path), None, str(error))]


def _in_workspace(path: Path, unit: str | None, year: int | None) -> Iterator[FoundReport]:
    from app.commands.common import looking_at

    with looking_at(path) as repository:
        meant = repository.unit_named(unit) if unit else None
        for head in repository.summaries():
            place = f"{path}：{head.unit.name} {head.year} 年{head.kind}"
            if (unit and (meant is None or head.unit.id != meant.id)) or year not in (None, head.year):
                continue
            if head.readable:
                yield FoundReport(place, as_imported(repository.report(head.id)))
            else:
                yield FoundReport(
                    place,
                    None,
                    f"{head.unit.name} {head.year} 年的报告由更新版本的程序写成，请用新版本打开。",
                )


def as_imported(report: Report) -> Imported:
    """Return a report of another workspace as if it had been read from a document."""
    return Imported(
        report.form,
        report.unit.name,
        report.year,
        report.full_title,
        dict(report.cells),
        dict(report.sections),
        signed_by=report.signed_by,
        signed_on=report.signed_on,
        totals=report.totals,
    )
