"""Names for the files of one run in one folder: no file of the run takes another's place."""

import unicodedata

from app.files import safe_name


class FreeNames:
    """Gives each file a name of its own; names that only some file systems tell apart count as one."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, unit: str, ending: str) -> str:
        """Return the name for a unit's file, with a number before its suffix where another one has it."""
        stem, dot, suffix = ending.rpartition(".")
        number, again = 1, ""
        while (known := _known(name := safe_name(unit, f"{stem}{again}{dot}{suffix}"))) in self._taken:
            number += 1
            again = f"（{number}）"
        self._taken.add(known)
        return name


def _known(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
