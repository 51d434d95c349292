"""What the window remembers between two starts. It holds no content of a report."""

import os
from pathlib import Path
from urllib.parse import quote

from PySide6.QtCore import QByteArray, QSettings

_MOST_RECENT = 8


class _Choice:
    """A setting with two values, read and set as a bool; *usual* is what stands for False."""

    def __init__(self, key: str, chosen: str, usual: str) -> None:
        self._key, self._chosen, self._usual = key, chosen, usual

    def __get__(self, settings: "Settings", _owner: object = None) -> bool:
        return settings.text(self._key) == self._chosen

    def __set__(self, settings: "Settings", wanted: bool) -> None:
        settings.set(self._key, self._chosen if wanted else self._usual)


class Settings:
    """Typed access to the user's settings file."""

    installed_fonts = _Choice("fonts", "installed", "bundled")
    """Whether PDFs are set in the office fonts of this computer instead of the bundled ones."""
    sealed = _Choice("sealed", "1", "0")
    """Whether the 落款 leaves room for a seal."""
    enter_goes_right = _Choice("grid/enter", "right", "down")
    """Whether Enter goes to the next cell on the right in a table, instead of the one below."""
    distinct_colours = _Choice("colours", "distinct", "usual")
    """Whether findings have colours that are told apart without telling red from green."""
    deadline_unsaid = _Choice("deadline", "unsaid", "said")
    """Whether nobody wants to be reminded above the list of the day by which the reports are to be published."""
    last_year_shown = _Choice("grid/last_year", "yes", "no")
    """Whether the cells show last year's figures in small type."""

    by_pinyin = _Choice("list/order", "pinyin", "own")
    """Whether the list has its units by pinyin, instead of in the order of the file."""

    def __init__(self, store: QSettings | None = None) -> None:
        self._store = store or QSettings(
            QSettings.Format.IniFormat, QSettings.Scope.UserScope, "gongkai-nianbao", "gongkai-nianbao"
        )

    @property
    def second_backups(self) -> Path | None:
        """The folder on another disk to which backups are copied as well; None where none was chosen."""
        return Path(chosen) if (chosen := self.text("backup/second")) else None

    def bytes(self, key: str) -> QByteArray:
        """Return a saved window or splitter state, empty when there is none."""
        value = self._store.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()

    def set(self, key: str, value: object) -> None:
        """Remember a value."""
        self._store.setValue(key, value)

    def text(self, key: str, default: str = "") -> str:
        """Return a remembered text."""
        value = self._store.value(key, default)
        return value if isinstance(value, str) else default

    def number(self, key: str, default: int) -> int:
        """Return a remembered whole number."""
        try:
            return int(str(self._store.value(key, default)))
        except ValueError:
            return default

    def remember_report(self, workspace: Path | None, report_id: int) -> None:
        """Remember the report on screen; 0 for none."""
        self.set("last_report", report_id)
        self.set("last_workspace", str(workspace or ""))

    def last_report(self, workspace: Path | None) -> int:
        """Return the report that was on screen last; 0 where that was in another workspace: ids are each file's own."""
        same = self.text("last_workspace") == str(workspace or "")
        return self.number("last_report", 0) if same else 0

    def numbers(self, key: str) -> list[int]:
        """Return a remembered list of whole numbers, empty when there is none or it is damaged."""
        try:
            return [int(part) for part in self.text(key).split("/") if part]
        except ValueError:
            return []

    def set_numbers(self, key: str, numbers: list[int]) -> None:
        """Remember a list of whole numbers."""
        self.set(key, "/".join(str(number) for number in numbers))

    def of_printer(self, printer: str, key: str, default: int) -> int:
        """Return a number that is remembered for a printer."""
        return self.number(f"{_printer_key(printer)}/{key}", default)

    def set_of_printer(self, printer: str, key: str, value: int | str) -> None:
        """Remember a value for a printer."""
        self.set(f"{_printer_key(printer)}/{key}", value)

    def text_of_printer(self, printer: str, key: str, default: str = "") -> str:
        """Return a text that is remembered for a printer."""
        return self.text(f"{_printer_key(printer)}/{key}", default)

    def text_of_unit(self, unit: str, key: str, default: str = "") -> str:
        """Return a text that is remembered for the archive packages of a body."""
        return self.text(f"archive/{quote(unit, safe='')}/{key}", default)

    def set_of_unit(self, unit: str, key: str, value: str) -> None:
        """Remember a text for the archive packages of a body."""
        self.set(f"archive/{quote(unit, safe='')}/{key}", value)

    def recent(self) -> list[Path]:
        """Return the workspaces that were opened last and still exist, the newest first."""
        names = self.text("recent").split("|")
        # `os.path.exists` takes what can't be looked at, such as a closed folder, for absent.
        return [Path(name) for name in names if name and os.path.exists(name)]  # noqa: PTH110

    def add_recent(self, path: Path) -> None:
        """Put a workspace on top of the recent ones."""
        others = [known for known in self.recent() if known != path]
        self.set("recent", "|".join(str(known) for known in [path, *others][:_MOST_RECENT]))

    def sync(self) -> None:
        """Write the settings now."""
        self._store.sync()


def _printer_key(printer: str) -> str:
    r"""Return a settings key for a printer, whose name may hold separators of keys (``\\server\name``)."""
    return f"print/{quote(printer, safe='') or 'file'}"
