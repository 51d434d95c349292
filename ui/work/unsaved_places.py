"""The places where something typed is not on disk yet, and what waits there for longer than a pause in typing."""

from collections.abc import Callable, Iterator
from pathlib import Path

from ui.work import rescued_texts


class UnsavedPlaces:
    """A set of places: sections, fields, cells. *path* is the workspace's, *where* says in words where a place is."""

    def __init__(self, path: Callable[[], Path | None], where: Callable[[str], str]) -> None:
        self._path, self._where = path, where
        self._places: set[str] = set()
        self._held: dict[str, tuple[Path, str]] = {}

    def __contains__(self, place: str) -> bool:
        return place in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._places))

    def __len__(self) -> int:
        return len(self._places)

    def add(self, place: str) -> None:
        """Note that something typed there is about to be written."""
        self._places.add(place)

    def discard(self, place: str) -> None:
        """Forget the place: what was typed there is on disk, or was given up."""
        self._places.discard(place)
        self._drop(place)

    def hold(self, place: str, text: str) -> None:
        """Keep beside the workspace what can't be written as it stands now: the program may be killed."""
        path = self._path()
        if path is None or self._held.get(place) == (path, text):
            return
        self._drop(place)
        if text.strip():
            self._held[place] = path, text
            rescued_texts.keep(path, rescued_texts.RescuedTexts(((self._where(place), text),)))

    def _drop(self, place: str) -> None:
        path, text = self._held.pop(place, (None, ""))
        if path is not None:
            rescued_texts.drop(path, text)

    def clear(self) -> None:
        """Other places are on screen. What was held of these stays beside the workspace."""
        self._places.clear()
        self._held.clear()
