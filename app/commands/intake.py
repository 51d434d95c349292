"""Files that units sent, read in any thread and without a workspace; `app.commands.intake_desk` registers them."""

import contextlib
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.collection.returns import OUTCOME_NAMES, ReturnOutcome, content_of
from app.commands.common import looking_at
from app.errors import UserError
from app.files import WORKSPACE_SUFFIX, is_workspace
from app.forms.loader import form_for
from app.forms.model import YEARLY
from app.imports.documents import SourceFile, documents_in, in_order, read_each
from app.imports.imported import Imported
from app.report import Origin, ReportSummary, Unit
from app.store.returns import Arrival


@dataclass
class CollectedFile:
    """What became of one file."""

    source: str
    unit: str = ""
    year: int = 0
    outcome: ReturnOutcome = ReturnOutcome.REFUSED
    reason: str = ""
    changes: list[dict[str, str | None]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    """The parts besides the figures in which it differs from what counted before."""
    unread: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    """Remarks for information: they do not mean that anything of the report is missing."""

    def as_json(self) -> dict[str, Any]:
        """Return the outcome as ``--json`` prints it."""
        return {**vars(self), "outcome": self.outcome.value}

    @property
    def is_broken(self) -> bool:
        """Whether the file, or a part of it, was not taken."""
        return self.outcome is ReturnOutcome.REFUSED or bool(self.unread)

    def __str__(self) -> str:
        who = f"{self.unit} {self.year} 年，" if self.unit else ""
        why = f"：{self.reason}" if self.reason else ""
        moved = f"，与原来相差 {len(self.changes)} 格" if self.changes else ""
        return f"{self.source}：{who}{OUTCOME_NAMES[self.outcome]}{moved}{why}"


@dataclass(frozen=True)
class ReadReport:
    """A report that was read from *place*; *remarks* only need telling."""

    place: str
    arrival: Arrival
    remarks: tuple[str, ...] = ()


Item = CollectedFile | ReadReport
"""A file that can't be read comes as the entry that says why."""
Expects = Callable[[str], bool]


@dataclass(frozen=True)
class WantedReports:
    """What is looked for in files: reports of *year* and *series*, those of units that *expects* says yes to.

    *into* is the workspace that collects, which is never one of the sources.
    """

    year: int
    expects: Expects
    whose: str
    into: Path | None = None
    series: str = YEARLY

    @property
    def called(self) -> str:
        """What is looked for, in words."""
        return f"{self.whose} {self.year} 年的{form_for(self.year, self.series).called}"


MOST = 5000
"""How many files are taken in at once: those of the largest province's departments, three times over."""


def arrivals(
    sources: Sequence[Path],
    wanted: WantedReports,
    *,
    stopped: Callable[[], bool] = lambda: False,
    counted: Callable[[int], object] = lambda _count: None,
) -> Iterator[Item]:
    """Yield what is in the sources, file by file as they are read, on all processors, the one saved last first.

    So of several files of a unit the newest is the first to come, whatever their names, and however often the taking in
    was broken off. *counted* is told how many files there are, as soon as that is known.
    """
    documents: list[SourceFile] = []
    for source in sources:
        if stopped():
            return
        try:
            documents += [SourceFile(source)] if is_workspace(source) else documents_in(source, MOST)
        except UserError as error:
            yield CollectedFile(str(source), reason=str(error))
    here = wanted.into.resolve() if wanted.into else None
    documents = _newest_first(one for one in documents if one.inside or one.path.resolve() != here)
    counted(len(documents))
    outcomes = in_order(read_each([one for one in documents if not _is_workspace(one)], stopped=stopped))
    for document in documents:
        if _is_workspace(document):
            yield from _of_workspace(document, wanted)
        elif (outcome := next(outcomes, None)) is None or stopped():
            return
        elif isinstance(outcome, Imported):
            yield _read(document, outcome)
        elif isinstance(outcome, UserError):
            yield CollectedFile(document.place, reason=str(outcome))
        else:
            raise outcome


def _newest_first(documents: Iterable[SourceFile]) -> list[SourceFile]:
    """Return documents, the one saved last first; those saved in the same second in the order of their digests."""
    saved: dict[str, list[SourceFile]] = {}
    for document in documents:
        saved.setdefault(_saved(document), []).append(document)
    return [
        document
        for at in sorted(saved, reverse=True)
        for document in (sorted(saved[at], key=_digest, reverse=True) if len(saved[at]) > 1 else saved[at])
    ]


def _saved(document: SourceFile) -> str:
    try:
        return document.saved_at.isoformat(timespec="seconds")
    except OSError:
        return ""


def _digest(document: SourceFile) -> str:
    """Return a file's digest, empty for a file that can't be read: reading it will say so."""
    try:
        return hashlib.sha256(document.load()).hexdigest()
    except UserError:
        return ""


def _is_workspace(document: SourceFile) -> bool:
    if document.inside:
        return document.name.lower().endswith(WORKSPACE_SUFFIX)
    return is_workspace(document.path)


def _of_workspace(document: SourceFile, wanted: WantedReports) -> Iterator[Item]:
    """Yield the year's reports in a workspace: of a group its sum, of the expected units theirs.

    What the workspace holds besides, such as earlier years and the bodies below those expected, stays where it is.
    """
    try:
        with _as_file(document) as path, looking_at(path) as theirs:
            heads = _year_of(theirs.summaries(), wanted)
            if not heads:
                yield CollectedFile(document.place, reason=f"其中没有{wanted.called}")
            for head in heads:
                place = f"{document.place}：{head.unit.name} {head.year} 年{head.kind}"
                if not head.readable:
                    reason = "由更新版本的程序写成，请先升级本程序"
                    yield CollectedFile(place, head.unit.name, head.year, reason=reason)
                    continue
                report = theirs.report(head.id)
                told = f"{report.unit.name} {report.year} {content_of(report)}"
                digest = hashlib.sha256(told.encode()).hexdigest()
                yield ReadReport(place, Arrival(report, document.name, digest, _saved(document)))
    except UserError as error:
        yield CollectedFile(document.place, reason=str(error))


@contextlib.contextmanager
def _as_file(document: SourceFile) -> Iterator[Path]:
    """Yield the path of a workspace; for one in an archive, the path of a copy in an empty folder."""
    if not document.inside:
        yield document.path
        return
    with TemporaryDirectory(prefix="nianbao-") as folder:
        path = Path(folder, "数据文件.nianbao")
        path.write_bytes(document.load())
        yield path


def _year_of(heads: Sequence[ReportSummary], wanted: WantedReports) -> list[ReportSummary]:
    found: dict[int, ReportSummary] = {}
    for head in heads:
        is_wanted = head.year == wanted.year and head.series == wanted.series
        if is_wanted and wanted.expects(head.unit.name):
            known = found.get(head.unit.id)
            if known is None or head.origin is Origin.SUM:
                found[head.unit.id] = head
    return list(found.values())


def _read(document: SourceFile, found: Imported) -> Item:
    unread = tuple(str(item) for item in found.lost)
    remarks = tuple(str(item) for item in found.unread if item.harmless)
    try:
        report = found.report(0, Unit(0, found.unit))
        data = document.load()
    except UserError as error:
        return CollectedFile(document.place, found.unit, found.year, reason=str(error), unread=list(unread))
    digest = hashlib.sha256(data).hexdigest()
    sender = f"{found.filled_by} {found.telephone}".strip()
    arrival = Arrival(report, document.name, digest, _saved(document), unread, sender)
    return ReadReport(document.place, arrival, remarks)
