"""Looks for words in reports, and replaces them."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.edits import ReportEdit, SetField, SetText
from app.linked_text import plain, replaced
from app.report import TEXT_FIELDS, Report
from app.values import canonical, half_width

_CONTEXT = 16
"""So many characters are shown on each side of what was found."""


@dataclass(frozen=True)
class SearchedWords:
    """What is looked for. Unless *exact*, capitals and full-width characters are like their counterparts."""

    words: str
    exact: bool = False


@dataclass(frozen=True)
class Hit:
    """A place in a report: in a section's text, in one of `TEXT_FIELDS`, or a cell. *start* and *length* in characters."""

    report: Report
    section: str | None = None
    field: str | None = None
    cell: str | None = None
    start: int = 0
    length: int = 0
    before: str = ""
    found: str = ""
    after: str = ""


def find_in(text: str, wanted: SearchedWords) -> list[int]:
    """Return where the words begin in *text*; the places don't overlap."""
    words, body = _comparable(wanted.words, wanted), _comparable(text, wanted)
    found: list[int] = []
    start = 0
    while words and (start := body.find(words, start)) >= 0:
        found.append(start)
        start += len(words)
    return found


def replace_in(text: str, wanted: SearchedWords, other: str) -> str:
    """Return *text* with the words replaced wherever they stand."""
    pieces, end = [], 0
    for start in find_in(text, wanted):
        pieces += [text[end:start], other]
        end = start + len(wanted.words)
    return "".join(pieces) + text[end:]


def _comparable(text: str, wanted: SearchedWords) -> str:
    """Return *text* with as many characters, those that count as equal being the same."""
    if wanted.exact:
        return text
    return "".join(low if len(low := character.lower()) == 1 else character for character in half_width(text))


def hits(report: Report, wanted: SearchedWords) -> Iterator[Hit]:
    """Find the words in a report's title, signature and texts, and a figure in its cells, in the form's order."""
    for name in TEXT_FIELDS:
        yield from _in_text(report, getattr(report, name), wanted, field=name)
    for section in report.form.sections:
        if section.table is None:
            yield from _in_text(report, report.text(section.key), wanted, section=section.key)
    figure = half_width(wanted.words).strip()
    for key in report.form.cells:
        value = report.cells.get(key)
        if value is not None and figure and canonical(value) == figure:
            yield Hit(report, cell=key, found=figure)


def _in_text(
    report: Report, text: str, wanted: SearchedWords, *, section: str | None = None, field: str | None = None
) -> Iterator[Hit]:
    for start in find_in(text, wanted):
        end = start + len(wanted.words)
        yield Hit(
            report,
            section=section,
            field=field,
            start=start,
            length=len(wanted.words),
            before=text[max(start - _CONTEXT, 0) : start],
            found=text[start:end],
            after=text[end : end + _CONTEXT],
        )


def replacing(report: Report, wanted: SearchedWords, other: str) -> list[ReportEdit]:
    """Return the edits that replace the words in a report's title, signature and texts; figures are left alone."""
    edits: list[ReportEdit] = []
    for name in TEXT_FIELDS:
        text = getattr(report, name)
        if (then := replace_in(text, wanted, other)) != text:
            edits.append(SetField(report.id, name, then, "替换"))
    for section in report.form.sections:
        body = report.marked(section.key)
        places = [(start, len(wanted.words), other) for start in find_in(plain(body), wanted)]
        if section.table is None and (then := replaced(body, places)) != body:
            edits.append(SetText(report.id, section.key, then, "替换"))
    return edits
