"""Slips (审核意见): the remarks of an office on a report that it sends back, as a value and as a file for the unit."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from app.collection.records import Note
from app.edits import EditRefused
from app.linked_text import without_values
from app.plain_json import loads
from app.report import Report
from app.values import canonical

_MARK = "公开年报审核意见"
_MOST_NOTES, _LONGEST = 1000, 4000


@dataclass(frozen=True)
class SlipNote:
    """One thing that is wrong, or has to be looked at, and the cell or text where it is; both may be empty."""

    words: str
    cell: str = ""
    section: str = ""
    is_error: bool = False


@dataclass(frozen=True)
class Slip:
    """The remarks of *office* on a unit's report. *code* is the check code of the figures that it looked at."""

    unit: str
    year: int
    series: str
    office: str
    who: str
    at: str
    code: str
    notes: tuple[SlipNote, ...]
    remark: str = ""

    def as_file(self) -> bytes:
        """Return the file that the unit opens; the same slip gives the same bytes."""
        content = {"kind": _MARK, **asdict(self)}
        return json.dumps(content, ensure_ascii=False, indent=1).encode()


def slip_in(data: bytes) -> Slip | None:
    """Return the slip in a file; None for a file of any other kind. Raises `EditRefused` for a broken one."""
    try:
        content = loads(data.decode("utf-8-sig"))
    except (ValueError, UnicodeDecodeError, RecursionError):
        return None
    if not isinstance(content, dict) or content.get("kind") != _MARK:
        return None
    try:
        notes = tuple(_note(entry) for entry in content["notes"])
        texts = {
            name: str(content[name]) for name in ("unit", "series", "office", "who", "at", "code", "remark")
        }
        slip = Slip(year=int(content["year"]), notes=notes, **texts)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise EditRefused("审核意见文件的内容不全，请向发来的单位重新索取。") from error
    lengths = [len(text) for text in (*texts.values(), *(note.words for note in notes))]
    if len(notes) > _MOST_NOTES or max(lengths) > _LONGEST:
        raise EditRefused("审核意见文件过长，不像是本程序写出的，请向发来的单位核对。")
    return slip


def _note(entry: dict[str, object]) -> SlipNote:
    return SlipNote(str(entry["words"]), str(entry["cell"]), str(entry["section"]), bool(entry["is_error"]))


def notes_for(slip: Slip, report: Report, first_id: int) -> list[Note]:
    """Return a slip's notes for the places of a report; a note at a place that the report does not have is for the
    whole."""
    told = [*slip.notes, *([SlipNote(slip.remark)] if slip.remark else [])]
    sections = [section.key for section in report.form.text_sections]
    found = []
    for number, note in enumerate(told, start=first_id):
        cell = note.cell if note.cell in report.form.cells else ""
        section = note.section if note.section in sections else ""
        before = standing_at(report, cell, section)
        who = f"{slip.office} {slip.who}".strip()
        found.append(Note(number, report.id, cell, section, note.words, before, who, slip.at))
    return found


def standing_at(report: Report, cell: str, section: str) -> str:
    """Return the content of a place of a report, in the form that notes keep.

    A text that only follows its cells is the same text: its figures are left out.
    """
    if cell:
        value = report.cells.get(cell)
        return "" if value is None else canonical(value)
    return without_values(report.marked(section)) if section else ""


def holding(notes: Iterable[Note], report: Report) -> Iterator[Note]:
    """Yield the notes whose places have not changed since they were made."""
    for note in notes:
        now = standing_at(report, note.cell, note.section)
        # Figures that were linked since do not change what the text says.
        if note.before in (now, report.text(note.section) if note.section else now):
            yield note
