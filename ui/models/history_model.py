"""The history of a report as a tree: one line per action, and below it what the action changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt

from app.forms.model import Form
from app.workspace_values import HistoryEntry
from ui.base.markup import plain_tip
from ui.base.qt_types import Index
from ui.models.history_actions import HistoryAction, HistoryWish, actions_of
from ui.models.history_words import ChangeWords

TITLES = ("时间", "修改人", "操作", "位置", "修改前", "修改后")
_TOP = 0
"""The inner number of an action's line; a change's is one more than the row of its action."""


class HistoryRole(IntEnum):
    """What the dialog asks of a line besides Qt's own roles."""

    EDIT = Qt.ItemDataRole.UserRole + 1
    """The number of the edit that the line belongs to."""
    TIME = Qt.ItemDataRole.UserRole + 2
    """When the action was, in words."""


@dataclass(frozen=True)
class _Shown:
    action: HistoryAction
    changes: Sequence[ChangeWords]

    @property
    def is_part(self) -> bool:
        """Whether the action changed more than is looked for."""
        return len(self.changes) < len(self.action.entries)

    @property
    def is_folded(self) -> bool:
        """Whether there is more than the line of the action has room for."""
        return len(self.changes) > 1

    @property
    def texts(self) -> tuple[str, ...]:
        """The line of the action: with what it changed where that is one thing, else how many places."""
        one, action = self.changes[0], self.action
        head = (action.time, action.who, action.label)
        if self.is_part:
            count = f"{one.place}等 {len(self.changes)} 处" if self.is_folded else one.place
            return (*head, f"{count}（共 {len(action.entries)} 处）", *self._values(not self.is_folded))
        if action.count_asked == 1:
            return (*head, one.place + ("及合计" if self.is_folded else ""), *self._values(True))
        return (*head, f"{one.place}等 {action.count_asked} 处", "", "")

    def _values(self, told: bool) -> tuple[str, str]:
        one = self.changes[0]
        return (one.before, one.after) if told else ("", "")


class HistoryModel(QAbstractItemModel):
    """The actions of a report's history, the newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._actions: list[HistoryAction] = []
        self._shown: list[_Shown] = []
        self._wish = HistoryWish()

    def fill(self, form: Form, entries: Sequence[HistoryEntry]) -> None:
        """Show these entries."""
        self._actions = list(actions_of(form, entries))
        self.pick(self._wish)

    def pick(self, wish: HistoryWish) -> None:
        """Show only the actions that are looked for, and of them only the changes that are."""
        self.beginResetModel()
        self._wish = wish
        everything = ((action, action.found(wish)) for action in self._actions)
        self._shown = [_Shown(action, changes) for action, changes in everything if changes is not None]
        self.endResetModel()

    @property
    def count(self) -> int:
        """How many actions there are, listed or not."""
        return len(self._actions)

    @property
    def people(self) -> list[str]:
        """Who did anything, in the order of their names."""
        return sorted({action.who for action in self._actions})

    @property
    def days(self) -> dict[date, int]:
        """On which days anything was done, the newest first, and how many actions there were."""
        found: dict[date, int] = {}
        for action in self._actions:
            found[action.at.date()] = found.get(action.at.date(), 0) + 1
        return dict(sorted(found.items(), reverse=True))

    def narrowed(self) -> list[QModelIndex]:
        """Return the actions of which the search finds only some changes: these are worth unfolding."""
        shown = enumerate(self._shown)
        return [self.index(row, 0) for row, one in shown if one.is_part and one.is_folded]

    # Qt

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else _TOP)

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        if not index.isValid() or index.internalId() == _TOP:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, _TOP)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self._shown)
        if parent.internalId() != _TOP or parent.column():
            return 0
        shown = self._shown[parent.row()]
        return len(shown.changes) if shown.is_folded else 0

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(TITLES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        across = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return TITLES[section] if across else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        inside = index.internalId() != _TOP
        shown = self._shown[index.internalId() - 1 if inside else index.row()]
        if role == HistoryRole.EDIT:
            return shown.action.edit
        if role == HistoryRole.TIME:
            return shown.action.time
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        texts = _of_change(shown.changes[index.row()]) if inside else shown.texts
        if role == Qt.ItemDataRole.AccessibleTextRole:
            # The list is walked through by line: the first cell tells the whole of it.
            return "，".join(filter(None, texts)) if index.column() == 0 else texts[index.column()]
        text = texts[index.column()]
        return text.replace("\n", " ") if role == Qt.ItemDataRole.DisplayRole else plain_tip(text)


def _of_change(one: ChangeWords) -> tuple[str, ...]:
    return ("", "", "", one.place, one.before, one.after)
