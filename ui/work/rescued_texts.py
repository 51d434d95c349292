"""Keeps what was typed and could not be written, so that it outlives the end of the program.

A figure that is no number, or a paragraph that does not fit on a full disk, stays in its editor. It would be lost when
the system shuts down or the program is killed. After a pause in typing it is therefore saved in the user's own folder,
stays there until it is written or given up, and is shown when the workspace is opened again.
"""

import contextlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app import plain_json
from app.logs import log_folder
from app.report import TEXT_FIELDS, Report
from ui.base.file_digest import file_digest

FIELD = "field:"
"""What the places of a report's `TEXT_FIELDS` begin with, before the field's name."""
FIELD_PLACES = {f"{FIELD}{name}": words for name, words in TEXT_FIELDS.items()}
_SHOWN = 40


@dataclass(frozen=True)
class RescuedTexts:
    """Texts as they were typed: pairs of the place, in words, and the text."""

    entries: tuple[tuple[str, str], ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts without their places."""
        return tuple(text for _, text in self.entries)

    @property
    def words(self) -> str:
        """Say what was not written, long texts by their beginning."""
        by_place: dict[str, list[str]] = {}
        for place, text in self.entries:
            part = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}……"
            by_place.setdefault(place, []).append(f"“{' '.join(part.split())}”")
        told = "、".join(f"{place}中的{'、'.join(parts)}" for place, parts in by_place.items())
        return f"程序上次结束时，{told}没有存上。请核对后重新填写；也可以先复制下来。"


def _path(workspace: Path) -> Path:
    return log_folder().parent / "unwritten" / f"{file_digest(workspace)}.json"


def where(report: Report | None, places: Sequence[str]) -> str:
    """Say in words where something is typed, by the places that the session calls unsaved."""
    if report is None:
        return "台账"
    sections = {section.key: section.heading or section.tab for section in report.form.text_sections}
    cells = {place: report.form.cells[place].name for place in places if place in report.form.cells}
    known = {**sections, **cells, **FIELD_PLACES}
    names = [known[place] for place in places if place in known]
    if not names:
        return f"{report.unit.name}台账"
    also = "和台账" if len(names) < len(places) else ""
    return f"{report.unit.name} {report.year} 年的报告{'、'.join(names)}{also}"


def keep(workspace: Path, unwritten: RescuedTexts) -> None:
    """Save what was not written, along with what was saved before. A failure to save is passed over."""
    known = kept(workspace)
    entries = {text: place for place, text in (*unwritten.entries, *(known.entries if known else ()))}
    told = {text for _, text in known.entries} if known else set()
    ordered = sorted(entries, key=lambda text: text not in told)
    _write(workspace, [(entries[text], text) for text in ordered])


def drop(workspace: Path, text: str) -> None:
    """Remove a text that has been written meanwhile, and keep the others."""
    known = kept(workspace)
    if known is not None and text in known.texts:
        if rest := [entry for entry in known.entries if entry[1] != text]:
            _write(workspace, rest)
        else:
            forget(workspace)


def _write(workspace: Path, entries: Sequence[tuple[str, str]]) -> None:
    with contextlib.suppress(OSError):
        path = _path(workspace)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        content = json.dumps({"entries": entries}, ensure_ascii=False)
        beside = path.with_suffix(".new")
        beside.write_text(content, encoding="utf-8")
        beside.chmod(0o600)
        beside.replace(path)


def kept(workspace: Path) -> RescuedTexts | None:
    """Return what is kept for a workspace."""
    try:
        found = plain_json.loads(_path(workspace).read_text(encoding="utf-8"))
        if "entries" not in found:
            # As it was written before texts had places of their own.
            found = {"entries": [(found["where"], text) for text in found["texts"]]}
        return RescuedTexts(tuple((str(place), str(text)) for place, text in found["entries"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def forget(workspace: Path) -> None:
    """Remove what was saved for a workspace, once the user has seen it."""
    with contextlib.suppress(OSError):
        _path(workspace).unlink(missing_ok=True)
