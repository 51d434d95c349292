"""What the window remembers between two starts. Nothing of a report's content is in here."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

_MOST_RECENT = 8


class Settings:
    """Typed access to the user's settings file."""

    def __init__(self, store: QSettings | None = None) -> None:
        self._store = store or QSettings(
            QSettings.Format.IniFormat, QSettings.Scope.UserScope, "gongkai-nianbao", "gongkai-nianbao"
        )

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

    def numbers(self, key: str) -> list[int]:
        """Return a remembered list of whole numbers, empty when there is none or it is damaged."""
        try:
            return [int(part) for part in self.text(key).split("/") if part]
        except ValueError:
            return []

    def set_numbers(self, key: str, numbers: list[int]) -> None:
        """Remember a list of whole numbers."""
        self.set(key, "/".join(str(number) for number in numbers))

    def recent(self) -> list[Path]:
        """Return the workspaces opened last, the newest first, those that are gone left out."""
        names = self.text("recent").split("|")
        return [Path(name) for name in names if name and Path(name).exists()]

    def add_recent(self, path: Path) -> None:
        """Put a workspace on top of the recent ones."""
        others = [known for known in self.recent() if known != path]
        self.set("recent", "|".join(str(known) for known in [path, *others][:_MOST_RECENT]))

    def sync(self) -> None:
        """Write the settings now."""
        self._store.sync()
