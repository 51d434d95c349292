"""Files on their way into the workspace: read, corrected by the user, then stored as one step."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.edits import AddReport, Batch, Edit
from app.errors import UserError
from app.imports import Imported, read
from app.imports.merging import How, differences, merge, obstacle
from app.logs import log_fault
from app.report import Report, Unit
from app.rules.complete import EARLIEST_YEAR, LATEST_YEAR
from app.store.drafts import unit_named
from ui.session import Session
from ui.tasks import Task

SUFFIXES = (".docx", ".xlsx", ".pdf", ".html", ".htm", ".mht", ".mhtml", ".txt", ".json")
_TELLING = (*SUFFIXES, ".doc", ".xls", ".wps", ".et", ".rtf", ".ofd")
"""What is taken from a folder: of the last ones the user is told how to bring them in."""
MOST_FILES = 500


@dataclass(frozen=True)
class Source:
    """A file as read, or the one sentence why it can't be; *unit* and *year* as the user corrected them.

    *how* is for the case that the workspace has a report of this unit and year.
    """

    path: Path
    found: Imported | None
    error: str = ""
    unit: str = ""
    year: int = 0
    how: How = How.SKIP

    @property
    def name(self) -> str:
        """The file's name, for the screen."""
        return self.path.name

    @property
    def complete(self) -> bool:
        """Whether unit and year are there."""
        return bool(self.unit) and EARLIEST_YEAR <= self.year <= LATEST_YEAR

    @property
    def corrected(self) -> Imported:
        """What was read, with unit and year as corrected."""
        assert self.found is not None
        return self.found.told(self.unit, self.year)


def expanded(paths: Sequence[Path]) -> list[Path]:
    """Return the files to read: those named, and those in a folder that look like reports."""
    files: list[Path] = []
    for path in paths:
        inside = (
            sorted(p for p in path.iterdir() if p.suffix.lower() in _TELLING) if path.is_dir() else [path]
        )
        files += [p for p in inside if not p.name.startswith(("~$", "."))]
    return list(dict.fromkeys(files))


def read_all(paths: Sequence[Path], task: Task) -> list[Source]:
    """Read files one after the other, until the task is cancelled; what is wrong with one stays with it."""
    sources: list[Source] = []
    for number, path in enumerate(paths):
        if task.cancelled:
            break
        task.progressed.emit(number, len(paths))
        sources.append(read_source(path))
    return sources


def read_source(path: Path) -> Source:
    """Read one file."""
    try:
        found = read(path)
    except UserError as error:
        return Source(path, None, str(error))
    except Exception as error:
        return Source(path, None, f"读取“{path.name}”时程序出错，经过已记在 {log_fault(error)}。")
    year = found.year if EARLIEST_YEAR <= found.year <= LATEST_YEAR else 0
    return Source(path, found, unit=found.unit, year=year)


@dataclass(frozen=True)
class Fate:
    """What will become of a source, in words. *kind* is the theme's name for how serious that is."""

    goes_in: bool
    text: str
    kind: str = "ask"


class Plan:
    """What storing these sources does to a session's workspace."""

    def __init__(self, session: Session, sources: Sequence[Source]) -> None:
        self._session = session
        self._sources = sources

    def fates(self) -> list[Fate]:
        """Return what becomes of each source."""
        taken: dict[tuple[str, int], str] = {}
        fates = []
        for source in self._sources:
            twin = taken.get((source.unit, source.year))
            if twin is not None and source.found is not None and source.complete:
                fates.append(Fate(False, f"不读入：与“{twin}”是同一单位、同一年度", "warning"))
                continue
            fate = self._fate(source)
            if fate.goes_in:
                taken[source.unit, source.year] = source.name
            fates.append(fate)
        return fates

    def going_in(self) -> list[Source]:
        """Return the sources that will be stored."""
        return [source for source, fate in zip(self._sources, self.fates(), strict=True) if fate.goes_in]

    def _fate(self, source: Source) -> Fate:
        if source.found is None:
            return Fate(False, source.error, "error")
        if not source.complete:
            missing = "、".join(
                name for name, there in (("单位", source.unit), ("年度", source.year)) if not there
            )
            return Fate(False, f"请补填{missing or '年度'}", "warning")
        try:
            report = self._session.find(source.unit, source.year)
        except UserError as error:
            return Fate(False, str(error), "error")
        return Fate(True, "新建报告") if report is None else _meeting(report, source)

    def edit(self, label: str = "读入报告") -> Edit:
        """Return the one step that stores everything that goes in. Raises UserError."""
        edits: list[Edit] = []
        units: dict[str, Unit] = {}
        first = self._session.repository.new_report_id()
        added = 0
        for source in self.going_in():
            report = self._session.find(source.unit, source.year)
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


def _meeting(report: Report, source: Source) -> Fate:
    """Say what happens where the report is there already."""
    if why := obstacle(report, source.corrected):
        return Fate(False, f"不读入：{why}", "warning")
    differing = differences(report, source.corrected).count
    if not differing:
        return Fate(False, "不读入：与已有的报告完全相同")
    if source.how is How.SKIP:
        return Fate(False, f"不读入：已有报告，有 {differing} 处不同", "warning")
    if source.how is How.REPLACE:
        return Fate(True, f"替换已有报告（{differing} 处不同）", "warning")
    if not merge(report, source.corrected, How.FILL).edits:
        return Fate(False, "不读入：已有的报告没有可填的空白")
    return Fate(True, "只填已有报告的空白")
