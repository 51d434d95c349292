"""The findings on the report on screen, as a list."""

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, Signal

from app.forms.model import Form, Section
from app.report import Report
from app.rules.model import KINDS, LACK, Finding, Severity
from app.values import canonical
from ui.base.markup import escape
from ui.base.qt_types import Index
from ui.work.session import Session

Entry = tuple[Finding, ...]
Identity = tuple[object, ...]
Shown = TypeVar("Shown")

MARKS = {Severity.ERROR: "×", Severity.WARNING: "!", Severity.ASK: "?"}
TO_FILL_IN = "○"
"""The sign of each severity, so that colour is never the only signal."""


def sign_of(finding: Finding) -> str:
    """Return the finding's sign."""
    return TO_FILL_IN if finding.kind == LACK else MARKS[finding.severity]


class FindingRole(IntEnum):
    """What the view asks of a finding besides Qt's own roles."""

    FINDING = Qt.ItemDataRole.UserRole + 1
    """The finding, the first one where several say the same."""
    LINES = Qt.ItemDataRole.UserRole + 2
    """What to paint: pairs of a text and the name of the theme's colour for it."""
    ENTRY = Qt.ItemDataRole.UserRole + 3
    """What the row shows: all findings that say the same, in the order of the texts, or what was waived."""
    HEADING = Qt.ItemDataRole.UserRole + 4
    """The heading of the group that begins with the row; empty in the middle of one."""


def section_of(finding: Finding, form: Form) -> Section | None:
    """Return the section whose text or table a finding is about; None for the report as a whole."""
    table = finding.cells[0].partition(".")[0] if finding.cells else None
    return next(
        (
            section
            for section in form.sections
            if (section.key == finding.section if finding.section else table and section.table == table)
        ),
        None,
    )


def effect_of(places: Sequence[Finding], report: Report) -> str:
    """Say what adopting the answer of findings that are one entry does; empty when there is none."""
    replacements = [r for finding in places for r in finding.replacements]
    if replacements and all(finding.replacements for finding in places):
        first = f"“{replacements[0].old}”改为“{replacements[0].new}”"
        others = "等" if len({(r.old, r.new) for r in replacements}) > 1 else ""
        return first if len(replacements) == 1 else f"{len(replacements)} 处全部改正：{first}{others}"
    suggestion = places[0].suggestion if len(places) == 1 else None
    if suggestion is None:
        return ""
    name = report.form.cells[suggestion.cell].name
    before = report.cells.get(suggestion.cell)
    was = "" if before is None else f"由 {canonical(before)} "
    return f"{name}{was}改为 {canonical(suggestion.value)}"


def tip_of(findings: Iterable[Finding]) -> str:
    """Return the tooltip of findings; quoted text is shown literally."""
    lines = (escape(f"{sign_of(finding)} {finding.message}{finding.hint}") for finding in findings)
    return f"<div>{'<br/>'.join(lines)}</div>"


class FindingListModel(QAbstractListModel, Generic[Shown]):
    """A list in which each row is about one finding. A derived model says about which, and in what words."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._entries: Sequence[Shown] = ()
        session.checked.connect(self._on_checked)

    def _finding(self, entry: Shown) -> Finding:
        raise NotImplementedError

    def _spoken(self, entry: Shown) -> str:
        """Return what a screen reader says."""
        raise NotImplementedError

    def _lines(self, entry: Shown) -> list[tuple[str, str]]:
        """Return what is painted: pairs of a text and the name of the theme's colour for it."""
        raise NotImplementedError

    def _heading(self, _row: int) -> str:
        """Return the heading of the group that begins with a row."""
        return ""

    def _on_checked(self) -> None:
        """Follow the check of the report on screen."""
        raise NotImplementedError

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._finding(entry).message
            case Qt.ItemDataRole.ToolTipRole:
                return tip_of([self._finding(entry)])
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(entry)
            case FindingRole.FINDING:
                return self._finding(entry)
            case FindingRole.ENTRY:
                return entry
            case FindingRole.LINES:
                return self._lines(entry)
            case FindingRole.HEADING:
                return self._heading(index.row())
        return None


class FindingModel(FindingListModel[Entry]):
    """Findings in groups: errors, what is to be filled in, warnings, questions; of each kind by section."""

    replaced = Signal()
    """The findings are new; those that are still there may stand in other rows."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        self.replacing = False
        """Whether rows are being inserted or removed; a selection made meanwhile is not the user's."""
        self._entries: list[Entry] = []
        self._headings: list[str] = []
        """What stands above each entry: the heading of the group that begins with it, or nothing."""
        self._hidden: frozenset[str] = frozenset()

    def _finding(self, entry: Entry) -> Finding:
        return entry[0]

    def _spoken(self, entry: Entry) -> str:
        return f"{self._group(entry).replace(' · ', '，')}：{entry[0].message}{entry[0].hint}"

    def _heading(self, row: int) -> str:
        return self._headings[row] if row < len(self._headings) else ""

    def _group(self, entry: Entry) -> str:
        report = self._session.report
        section = section_of(entry[0], report.form) if report is not None else None
        place = f"{section.tab} {section.subject}".strip() if section is not None else "报告整体"
        return f"{entry[0].kind} · {place}"

    def _lines(self, entry: Entry) -> list[tuple[str, str]]:
        report, finding = self._session.report, entry[0]
        said = "改为" in finding.hint
        effect = effect_of(entry, report) if report and not said else ""
        count = f"共 {len(entry)} 处，回车逐处查看。" if len(entry) > 1 else ""
        lines = [
            (finding.message, "text"),
            (finding.hint, "muted"),
            (count, "muted"),
            (effect and f"建议：{effect}", "accent"),
        ]
        return [line for line in lines if line[0]]

    def identity(self, index: Index) -> Identity | None:
        """Return what makes an entry the same one after an edit, whatever row it is in; None for no entry."""
        if not index.isValid():
            return None
        same = _same(self._entries[index.row()])
        return (*same, sum(_same(entry) == same for entry in self._entries[: index.row()]))

    def index_for(self, identity: Identity) -> QModelIndex:
        """Return where an entry is now; an invalid index when it is gone."""
        indexes = (self.index(row) for row in range(len(self._entries)))
        return next((index for index in indexes if self.identity(index) == identity), QModelIndex())

    def hide(self, kinds: frozenset[str]) -> None:
        """Leave findings of these kinds out of the list."""
        self._hidden = kinds
        self._on_checked()

    def _on_checked(self) -> None:
        """Take the new findings; rows that stay keep their selection."""
        check = self._session.check
        new = self._in_groups(f for f in check.findings if f.kind not in self._hidden) if check else []
        if new == self._entries:
            return
        self.replacing = True
        self._headings = _headings([self._group(entry) for entry in new])
        self._replace(new)
        self.replacing = False
        if new:
            # A group may begin with another entry now.
            self.dataChanged.emit(self.index(0), self.index(len(new) - 1), [FindingRole.HEADING])
        self.replaced.emit()

    def _in_groups(self, findings: Iterable[Finding]) -> list[Entry]:
        """Return the entries by kind and section, else in the order of the check."""
        report = self._session.report
        if report is None:
            return []
        sections = list(report.form.sections)

        def place(entry: Entry) -> tuple[int, int]:
            section = section_of(entry[0], report.form)
            return KINDS.index(entry[0].kind), sections.index(section) if section is not None else -1

        return sorted(entries(findings), key=place)

    def _replace(self, new: list[Entry]) -> None:
        start = _common_start(self._entries, new)
        end = _common_start(self._entries[start:][::-1], new[start:][::-1])
        old_end, new_end = len(self._entries) - end, len(new) - end
        if old_end > start:
            self.beginRemoveRows(QModelIndex(), start, old_end - 1)
            del self._entries[start:old_end]
            self.endRemoveRows()
        if new_end > start:
            self.beginInsertRows(QModelIndex(), start, new_end - 1)
            self._entries[start:start] = new[start:new_end]
            self.endInsertRows()


def _same(entry: Entry) -> tuple[object, ...]:
    """What identifies an entry while figures change: the rule of an equation, the words of a text."""
    finding = entry[0]
    return finding.rule, finding.section, finding.excerpt or (finding.message if finding.section else "")


def entries(findings: Iterable[Finding]) -> list[Entry]:
    """Make one entry of findings that say the same of several places in the texts, or want the same words replaced."""
    found: dict[object, list[Finding]] = {}
    for number, finding in enumerate(findings):
        wanted = [(words.old, words.new) for words in finding.replacements]
        said = wanted[0] if len(wanted) == 1 else finding.message
        same = (finding.rule, finding.severity, said, finding.hint)
        found.setdefault(same if finding.section and finding.length else number, []).append(finding)
    return [tuple(places) for places in found.values()]


def _headings(groups: list[str]) -> list[str]:
    """Return the name and number of each group at its first entry."""
    counts = Counter(groups)
    headings, before = [], ""
    for group in groups:
        number = f"（{counts[group]}）" if counts[group] > 1 else ""
        headings.append(f"{group}{number}" if group != before else "")
        before = group
    return headings


def _common_start(old: list[Entry], new: list[Entry]) -> int:
    count = 0
    for before, after in zip(old, new, strict=False):
        if before != after:
            break
        count += 1
    return count
