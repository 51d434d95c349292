"""Groups the changes of a report by the action that made them, and filters the actions."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import groupby

from app.forms.model import Form
from app.workspace_values import HistoryEntry
from ui.models.history_words import ChangeWords, change_words


@dataclass(frozen=True)
class HistoryWish:
    """Which actions are to be listed: those with every word, of this person, of this day. Empty: all."""

    words: tuple[str, ...] = ()
    who: str = ""
    day: date | None = None


@dataclass
class HistoryAction:
    """What one person did at one time; *edit* is the number of the edit, which counts as a whole."""

    edit: int
    at: datetime
    who: str
    label: str
    form: Form = field(repr=False)
    entries: Sequence[HistoryEntry] = field(repr=False)

    @cached_property
    def time(self) -> str:
        """When it was, as it is shown."""
        return f"{self.at:%Y-%m-%d %H:%M:%S}"

    @cached_property
    def changes(self) -> list[ChangeWords]:
        """What it changed, in words: made when they are asked for, as a file may hold very many."""
        return [change_words(self.form, entry) for entry in self.entries]

    @cached_property
    def count_asked(self) -> int:
        """How many of the changes, the first ones, were asked for; after them come totals that followed."""
        return sum(not _is_total(self.form, entry) for entry in self.entries) or len(self.entries)

    @cached_property
    def _head_text(self) -> str:
        return f"{self.time} {self.who} {self.label}".casefold()

    @cached_property
    def _change_texts(self) -> list[str]:
        return [f"{one.place} {one.before} {one.after}".casefold() for one in self.changes]

    def found(self, wish: HistoryWish) -> list[ChangeWords] | None:
        """Return the changes that are looked for; None where the action is not. Its own words stand for all of them."""
        if (wish.who and self.who != wish.who) or (wish.day and self.at.date() != wish.day):
            return None
        left = [word for word in map(str.casefold, wish.words) if word not in self._head_text]
        if not left:
            return self.changes
        texts = zip(self.changes, self._change_texts, strict=True)
        return [one for one, text in texts if all(word in text for word in left)] or None


def actions_of(form: Form, entries: Iterable[HistoryEntry]) -> Iterator[HistoryAction]:
    """Yield what was done, in the order of the entries and each in that of the form; what only bears witness is left out."""
    places = {f"cell.{key}": place for place, key in enumerate(form.cells)}
    for edit, of_edit in groupby(entries, lambda entry: entry.edit):
        changes = [entry for entry in of_edit if not entry.is_witness]
        if changes:
            first = changes[0]
            changes.sort(key=lambda entry: (_is_total(form, entry), places.get(entry.target, 0), entry.id))
            yield HistoryAction(edit, first.at, first.who, first.action, form, changes)


def _is_total(form: Form, entry: HistoryEntry) -> bool:
    cell = form.cells.get(entry.target.removeprefix("cell."))
    return cell is not None and cell.computed
