"""Files on their way into the workspace: read, corrected by the user, then stored as one step."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.collection.slips import Slip, slip_in
from app.commands.sources import reports_in
from app.edits import AddReport, Batch, Edit
from app.errors import UserError
from app.files import is_workspace
from app.forms.model import YEARLY
from app.imports import Imported, reader_process
from app.imports.documents import MOST, READ, Outcome, SourceFile, documents_in, read_each
from app.imports.merging import MergeChoice, differences, merge, obstacle
from app.logs import log_fault
from app.report import Report, Unit
from app.rules.completeness import EARLIEST_YEAR, LATEST_YEAR
from app.store.new_reports import unit_named
from ui.work.session import Session
from ui.work.tasks import Task

SUFFIXES = (*READ, ".zip", ".nianbao")
"""The endings of files that can be read."""
MOST_FILES = MOST


@dataclass(frozen=True)
class ImportSource:
    """A file as read, or the one sentence why it can't be; *unit* and *year* as the user corrected them.

    *how* is for the case that the workspace has a report of this unit and year.
    """

    path: Path
    found: Imported | None
    error: str = ""
    unit: str = ""
    year: int = 0
    how: MergeChoice = MergeChoice.SKIP
    label: str = ""
    confirmed: bool = False
    """A person has looked at the unit that was found outside title and signature."""

    @property
    def name(self) -> str:
        """The file's name for the screen; for a report from another workspace, which report it is."""
        return self.label or self.path.name

    @property
    def complete(self) -> bool:
        """Whether unit and year are there."""
        return bool(self.unit) and EARLIEST_YEAR <= self.year <= LATEST_YEAR

    @property
    def doubtful(self) -> bool:
        """Whether the unit still waits for a person to confirm it."""
        return self.found is not None and bool(self.found.unit_from) and not self.confirmed

    @property
    def series(self) -> str:
        """The kind of report that was read; the yearly report's while nothing was."""
        return self.found.form.series if self.found else YEARLY

    @property
    def corrected(self) -> Imported:
        """What was read, with unit and year as corrected."""
        assert self.found is not None
        return self.found.identified_as(self.unit, self.year)


_LARGEST_SLIP = 4 * 1024 * 1024


def slips_in(paths: Sequence[Path]) -> dict[Path, Slip]:
    """Return the slips among files. Raises UserError for a broken one."""
    found = {}
    for path in paths:
        try:
            small = path.suffix.lower() == ".json" and path.is_file() and path.stat().st_size <= _LARGEST_SLIP
            slip = slip_in(path.read_bytes()) if small else None
        except OSError:
            # It is told when the file is read as a report.
            continue
        if slip is not None:
            found[path] = slip
    return found


def expanded(paths: Sequence[Path]) -> list[SourceFile]:
    """Return what to read: the files named, and those in folders and zip archives. Raises UserError, OSError."""
    found: list[SourceFile] = []
    for path in paths:
        if path.name.startswith(("~$", ".")):
            continue
        found += documents_in(path) if path.is_dir() or not is_workspace(path) else [SourceFile(path)]
    return list(dict.fromkeys(found))


def read_all(documents: Sequence[SourceFile], task: Task) -> list[ImportSource]:
    """Read documents on all processors, until the task is cancelled; what is wrong with one stays with it."""
    sources: dict[int, list[ImportSource]] = {}
    task.progressed.emit(0, len(documents))
    if len(documents) == 1:
        return read_sources(documents[0])
    workspaces = [number for number, document in enumerate(documents) if _is_workspace(document)]
    for number in workspaces:
        sources[number] = read_sources(documents[number])
    others = [number for number in range(len(documents)) if number not in sources]
    chosen = [documents[number] for number in others]
    for place, outcome in read_each(chosen, stopped=lambda: task.cancelled):
        sources[others[place]] = [_source(chosen[place], outcome)]
        task.progressed.emit(len(sources), len(documents))
    return [source for number in sorted(sources) for source in sources[number]]


def read_sources(document: SourceFile) -> list[ImportSource]:
    """Read one document, or all reports of another workspace."""
    if not _is_workspace(document):
        return [read_source(document.path, document)]
    try:
        found = reports_in(document.path)
    except UserError as error:
        return [ImportSource(document.path, None, str(error))]
    if not found:
        return [ImportSource(document.path, None, f"“{document.name}”中没有报告，请另选文件。")]
    return [
        replace(_source(document, item.report or UserError(item.error)), label=item.place.rpartition("：")[2])
        for item in found
    ]


def read_source(path: Path, document: SourceFile | None = None) -> ImportSource:
    """Read one file."""
    document = document or SourceFile(path)
    try:
        return _source(document, reader_process.read(document.load(), document.name))
    except Exception as error:
        return _source(document, error)


def _is_workspace(document: SourceFile) -> bool:
    return not document.inside and is_workspace(document.path)


def _source(document: SourceFile, outcome: Outcome) -> ImportSource:
    label = document.name if document.inside else ""
    if isinstance(outcome, UserError):
        return ImportSource(document.path, None, str(outcome), label=label)
    if isinstance(outcome, Exception):
        words = f"读取“{document.name}”时程序出错，经过已记在 {log_fault(outcome)}。"
        return ImportSource(document.path, None, words, label=label)
    year = outcome.year if EARLIEST_YEAR <= outcome.year <= LATEST_YEAR else 0
    return ImportSource(document.path, outcome, unit=outcome.unit, year=year, label=label)


@dataclass(frozen=True)
class SourceOutcome:
    """What will become of a source, in words. *kind* is the theme's name for how serious that is."""

    goes_in: bool
    text: str
    kind: str = "ask"
    same: bool = False
    """Whether there is nothing in it that the report does not have."""


class ImportPlan:
    """What storing these sources does to a session's workspace."""

    def __init__(self, session: Session, sources: Sequence[ImportSource]) -> None:
        self._session = session
        self._sources = sources

    def fates(self) -> list[SourceOutcome]:
        """Return what becomes of each source."""
        taken: dict[tuple[str, int, str], str] = {}
        fates = []
        for source in self._sources:
            key = (source.unit, source.year, source.series)
            twin = taken.get(key)
            if twin is not None and source.found is not None and source.complete:
                fates.append(SourceOutcome(False, f"不读入：与“{twin}”是同一单位、同一年度", "warning"))
                continue
            fate = self._fate(source)
            if fate.goes_in:
                taken[key] = source.name
            fates.append(fate)
        return fates

    def going_in(self) -> list[ImportSource]:
        """Return the sources that will be stored."""
        return [source for source, fate in zip(self._sources, self.fates(), strict=True) if fate.goes_in]

    def _fate(self, source: ImportSource) -> SourceOutcome:
        if source.found is None:
            return SourceOutcome(False, source.error, "error")
        if not source.complete:
            missing = "、".join(
                name for name, there in (("单位", source.unit), ("年度", source.year)) if not there
            )
            return SourceOutcome(False, f"请补填{missing or '年度'}", "warning")
        if source.doubtful:
            assert source.found is not None
            where = source.found.unit_from
            return SourceOutcome(
                False, f"单位是从{where}中读到的，请核对单位名称后按回车，或查看文件", "warning"
            )
        try:
            report = self._session.find(source.unit, source.year, source.series)
        except UserError as error:
            return SourceOutcome(False, str(error), "error")
        return SourceOutcome(True, "新建报告") if report is None else _meeting(report, source)

    def same(self) -> int:
        """Return how many sources are as their reports are already."""
        return sum(fate.same for fate in self.fates())

    def edit(self, label: str = "读入报告") -> Edit:
        """Return the one step that stores everything that goes in. Raises UserError."""
        edits: list[Edit] = []
        units: dict[str, Unit] = {}
        first = self._session.repository.new_report_id()
        added = 0
        for source in self.going_in():
            report = self._session.find(source.unit, source.year, source.series)
            if report is None:
                unit = self._unit(source.unit, units)
                edits.append(AddReport(source.corrected.report(first + added, unit), label))
                added += 1
            else:
                edits.append(merge(report, source.corrected, source.how, label))
        return edits[0] if len(edits) == 1 else Batch(tuple(edits), label)

    def _unit(self, name: str, new: dict[str, Unit]) -> Unit:
        """Return the unit of this name; several new ones get ids one after the other."""
        if name in new:
            return new[name]
        unit = unit_named(self._session.repository, name)
        if self._session.repository.unit_named(name) is None:
            unit = new[name] = replace(unit, id=unit.id + len(new))
        return unit


def _meeting(report: Report, source: ImportSource) -> SourceOutcome:
    """Say what happens where the report is there already."""
    if why := obstacle(report, source.corrected):
        return SourceOutcome(False, f"不读入：{why}", "warning")
    differing = differences(report, source.corrected).count
    if not differing:
        return SourceOutcome(False, "不读入：与已有的报告完全相同", same=True)
    if source.how is MergeChoice.SKIP:
        return SourceOutcome(False, f"不读入：已有报告，有 {differing} 处不同", "warning")
    if source.how is MergeChoice.REPLACE:
        return SourceOutcome(True, f"替换已有报告（{differing} 处不同）", "warning")
    if not merge(report, source.corrected, MergeChoice.FILL).edits:
        return SourceOutcome(False, "不读入：已有的报告没有可填的空白")
    return SourceOutcome(True, "只填已有报告的空白")
