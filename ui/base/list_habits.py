"""How a user likes the list of reports: its order, what is pinned above it, what was on screen last."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from urllib.parse import quote

from PySide6.QtCore import QCollator, QCollatorSortKey, QLocale

from ui.base.settings import Settings

_MOST_RECENT = 9
"""As many as have a key of their own in a menu."""


NameKey = Callable[[str], QCollatorSortKey]
"""By what the names of units are sorted."""


@cache
def _pinyin_key() -> NameKey:
    collator = QCollator(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    collator.setNumericMode(True)
    return cache(collator.sortKey)


def name_order(settings: Settings) -> NameKey | None:
    """Return the key by which names of units are sorted; None where they stay in the order of the file."""
    return _pinyin_key() if settings.by_pinyin else None


class ListHabits:
    """Pinned and recent reports of one workspace file, by their ids. They are the user's own and not in the file."""

    def __init__(self, settings: Settings, path: Path) -> None:
        self._settings = settings
        self._key = f"list/{quote(str(path), safe='')}"

    @property
    def pinned(self) -> list[int]:
        """The pinned reports, in the order in which they were pinned."""
        return self._settings.numbers(f"{self._key}/pinned")

    def turn_pin(self, report_id: int) -> bool:
        """Pin a report, or no longer; return whether it is pinned now."""
        others = [one for one in self.pinned if one != report_id]
        pins = len(others) == len(self.pinned)
        self._settings.set_numbers(f"{self._key}/pinned", [*others, report_id] if pins else others)
        return pins

    @property
    def recent(self) -> list[int]:
        """The reports that were on screen last, the newest first."""
        return self._settings.numbers(f"{self._key}/recent")

    def seen(self, report_id: int) -> None:
        """Remember that a report was on screen."""
        others = [one for one in self.recent if one != report_id]
        self._settings.set_numbers(f"{self._key}/recent", [report_id, *others][: _MOST_RECENT + 1])
