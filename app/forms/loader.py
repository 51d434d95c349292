"""The forms that the program has, each read when it is first asked for, and the choice of the form for a year."""

import copyreg
import threading
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import combinations
from pathlib import Path

from app.forms.form_reader import form_of
from app.forms.model import YEARLY, Form
from app.forms.toml_reader import FormError
from app.paths import resource

__all__ = ["FormError", "form_for", "forms", "load", "refuse_confusable", "series_of"]


class _Bundled(Mapping[str, Form]):
    """The form files of a folder, each named by its form's id and read when it is first asked for.

    A form is read once, whichever threads ask for it at the same time: two reports have the same form only if it is one
    object.
    """

    def __init__(self, folder: Path) -> None:
        self._reading = threading.RLock()
        self._files = {path.stem: path for path in sorted(folder.glob("*.toml"), reverse=True)}
        self._loaded: dict[str, Form] = {}

    def __getitem__(self, form_id: str) -> Form:
        with self._reading:
            if form_id not in self._loaded:
                path = self._files[form_id]
                form = form_of(path)
                if form.id != form_id:
                    raise FormError(path.name, "id", f"应与文件名相同，为“{form_id}”")
                self._loaded[form_id] = form
            return self._loaded[form_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def __contains__(self, form_id: object) -> bool:
        return form_id in self._files


_FINDING = threading.RLock()


def forms() -> Mapping[str, Form]:
    """Return the bundled forms by id, the newest format first. Using one raises `FormError` where its file is wrong."""
    with _FINDING:
        return _bundled()


@lru_cache(maxsize=1)
def _bundled() -> Mapping[str, Form]:
    return _Bundled(resource("forms"))


def _form(form_id: str) -> Form:
    return forms()[form_id]


def _reduced(form: Form) -> tuple[Callable[[str], Form], tuple[str]]:
    """Let another process that is handed a form take its own: a form is one object there, too."""
    if forms().get(form.id) is not form:
        raise TypeError(f"{form.id} is not bundled: no other process has it")
    return _form, (form.id,)


copyreg.pickle(Form, _reduced)


def form_for(year: int, series: str = YEARLY) -> Form:
    """Return the official format of *series* for a report year; its oldest for years before any.

    Raises KeyError when no form belongs to *series*.
    """
    form: Form | None = None
    for candidate in forms().values():
        if candidate.series != series:
            continue
        form = candidate
        if form.covers(year):
            break
    if form is None:
        raise KeyError(series)
    return form


def series_of(form_id: str) -> str:
    """Return the series a form belongs to; the yearly report's for a form that this program does not have."""
    known = forms().get(form_id)
    return known.series if known else YEARLY


def load(path: Path) -> Form:
    """Read the whole of one form file. Raises `FormError`."""
    form = form_of(path)
    _ = form.narrative
    return form


def refuse_confusable() -> None:
    """Refuse bundled forms that nothing tells apart: of one series for one year, or of two series with one title.

    Raises `FormError`.
    """
    for one, other in combinations(forms().values(), 2):
        if one.series != other.series:
            if one.title == other.title:
                raise FormError(f"{one.id}.toml", "title", f"与“{other.id}”的相同，读入时分不清是哪一种报告")
            continue
        earlier, later = sorted((one, other), key=lambda form: form.first_year)
        if earlier.last_year is None or earlier.last_year >= later.first_year:
            raise FormError(f"{earlier.id}.toml", "last_year", f"与“{later.id}”适用的年度重叠")
