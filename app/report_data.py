"""A report as plain data, and back: the one place that lists what a report holds and how each value is written.

The report's JSON, the rows of a workspace, its history, past states, returns and salvage all go by it.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from app.forms.loader import forms
from app.forms.model import Form
from app.lazy_pattern import pattern
from app.linked_text import Link, free_of_marks, marked
from app.report import TEXT_FIELDS, Origin, Report, Status, Totals, Unit, Waiver
from app.values import Value, canonical, from_canonical

_SOURCE = pattern(r"[a-z][\w.+（）()]{0,1999}")

SCHEMA, VERSION = "gongkai-nianbao/report", 1
"""What the report's JSON says of its own shape."""


class ReportKey(StrEnum):
    """The keys of a report as plain data, besides those of `TEXT_FIELDS`."""

    SCHEMA = "schema"
    UNIT = "unit"
    YEAR = "year"
    SERIES = "series"
    ORIGIN = "origin"
    FORM = "form"
    STATUS = "status"
    TOTALS = "totals"
    CELLS = "cells"
    SECTIONS = "sections"
    LINKS = "links"
    WAIVERS = "waivers"
    DRAFT = "draft"
    """True in the JSON of a draft; nothing reads it back."""


def header(report: Report) -> dict[str, str | int]:
    """Return what a report says of itself besides its unit: numbers and texts by name."""
    return {
        ReportKey.YEAR: report.year,
        ReportKey.SERIES: report.series,
        ReportKey.ORIGIN: report.origin.value,
        ReportKey.FORM: report.form.id,
        ReportKey.STATUS: report.status.value,
        ReportKey.TOTALS: report.totals.value,
        **{name: getattr(report, name) for name in TEXT_FIELDS},
    }


def header_values(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of `Report` that `header` gave. What a former version did not write is as in a new report.

    Raises KeyError for a form that is not known, TypeError for a value of another type, ValueError for other values.
    """
    texts = {name: data.get(name, "") for name in TEXT_FIELDS}
    if type(data[ReportKey.YEAR]) is not int or not all(isinstance(text, str) for text in texts.values()):
        raise TypeError
    return {
        "year": data[ReportKey.YEAR],
        "form": forms()[data[ReportKey.FORM]],
        "origin": Origin(data.get(ReportKey.ORIGIN, Origin.OWN)),
        "status": Status(data.get(ReportKey.STATUS, Status.DRAFT)),
        "totals": Totals(data[ReportKey.TOTALS]),
        **texts,
    }


def content(report: Report) -> dict[str, Any]:
    """Return cells as canonical decimal texts, an untouched one absent, sections as text, and waivers."""
    return {
        ReportKey.CELLS: {key: canonical(value) for key, value in report.cells.items()},
        ReportKey.SECTIONS: dict(report.sections),
        ReportKey.WAIVERS: [waiver._asdict() for waiver in report.waivers],
    }


def in_order(form: Form, cells: Mapping[str, Value], texts: Mapping[str, str]) -> dict[str, Any]:
    """Return cells and texts as the JSON holds them, in the order of the form."""
    return {
        ReportKey.CELLS: {key: canonical(cells[key]) for key in form.cells if key in cells},
        ReportKey.SECTIONS: {one.key: texts[one.key] for one in form.text_sections if one.key in texts},
    }


def linked_sections(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the texts of a report's JSON as they are kept: its ``links`` say which figures are linked to what.

    What is no link is left out: the text is what counts. Raises AttributeError where there are no texts.
    """
    told, found = data.get(ReportKey.LINKS), {}
    for key, text in data[ReportKey.SECTIONS].items():
        places = told.get(key) if isinstance(told, dict) else None
        links = [_link(place) for place in places] if isinstance(places, list) else []
        if isinstance(text, str):
            found[key] = marked(free_of_marks(text), [link for link in links if link is not None])
        else:
            found[key] = text
    return found


def _link(place: Any) -> Link | None:
    match place:
        case {"start": int(start), "length": int(length), "source": str(source)} if start >= 0 and length > 0:
            return Link(start, length, source) if _SOURCE.fullmatch(source) else None
    return None


def report_of(report_id: int, unit: Unit, data: Mapping[str, Any]) -> Report:
    """Return the report of *unit* whose `header` and `content` *data* holds.

    Raises ValueError, KeyError, TypeError or AttributeError for other data.
    """
    known = header_values(data)
    if not all(isinstance(text, str) for text in data[ReportKey.SECTIONS].values()):
        raise TypeError
    cells = known["form"].cells
    return Report(
        report_id,
        unit,
        cells={key: from_canonical(text, cells[key].kind) for key, text in data[ReportKey.CELLS].items()},
        sections=dict(data[ReportKey.SECTIONS]),
        waivers=tuple(Waiver(**waiver) for waiver in data.get(ReportKey.WAIVERS, ())),
        **known,
    )
