"""The TOML of a form file, of which the greater part, what it says about texts, is parsed only when it is asked for."""

import re
import tomllib
from pathlib import Path
from typing import Any

from app.forms.toml_reader import FormError

_KEY = "narrative"
_HEADER = re.compile(r"\n[ \t]*\[")
_OF_NARRATIVE = re.compile(rf"\n[ \t]*\[\[?[ \t]*{_KEY}[ \t]*[.\]]")


class FormFile:
    """A form file; *data* is all of it but its narrative. Raises `FormError` where it is no TOML.

    Parsing the narrative takes four fifths of the time, and nothing but the check of texts needs it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise FormError(path.name, "文件", f"无法读取（{error}）") from error
        self._rest = _narrative_at_end(text)
        data = self._front(text[: len(text) - len(self._rest)]) if self._rest else None
        if data is None:
            self._rest, data = "", self._parsed(text)
        self._lines_before = text.count("\n") - self._rest.count("\n")
        self._narrative = data.pop(_KEY, None)
        self.data = data

    @property
    def has_narrative(self) -> bool:
        """Whether it says anything about texts."""
        return bool(self._rest) or self._narrative is not None

    def narrative(self) -> object:
        """Return the value of ``narrative``, None where there is none. Raises `FormError` where it is no TOML."""
        if self._rest:
            # The lines before it are kept empty: a mistake is named by its line in the file.
            return self._parsed("\n" * self._lines_before + self._rest)[_KEY]
        return self._narrative

    def _front(self, text: str) -> dict[str, Any] | None:
        """Return what stands before the narrative; None where that can't be parted from it."""
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError:
            # What looked like a header stood in a text, or there is a mistake, which the whole tells better.
            return None
        return None if _KEY in data else data

    def _parsed(self, text: str) -> dict[str, Any]:
        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise FormError(self.path.name, "文件", f"不是正确的 TOML（{error}）") from error


def _narrative_at_end(text: str) -> str:
    """Return the end of a form file that holds its narrative only; empty where something else may follow."""
    headers = list(_HEADER.finditer(text))
    first = next((found for found in headers if _OF_NARRATIVE.match(text, found.start())), None)
    if first is None:
        return ""
    after = (found for found in headers if found.start() > first.start())
    return text[first.start() :] if all(_OF_NARRATIVE.match(text, found.start()) for found in after) else ""
