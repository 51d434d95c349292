"""A report as plain data, and back: the one place that lists what a report holds and how each value is written.

The report's JSON, the rows of a workspace, its history, past states, returns and salvage all go by it.
"""

import re
from collections.abc import Mapping
from typing import Any

from app.forms.loader import forms
from app.linked_text import Link, free_of_marks, marked
from app.report import TEXT_FIELDS, Origin, Report, Status, Totals, Unit, Waiver
from app.values import canonical, from_canonical

_SOURCE = re.compile(r"[a-z][\w.+（）()]{0,1999}")

SCHEMA, VERSION = "gongkai-nianbao/report", 1
"""What the report's JSON says of its own shape."""


def header(report: Report) -> dict[str, str | int]:
    """Return what a report says of itself besides its unit: numbers and texts by name."""
    return {
        "year": report.year,
        "series": report.series,
        "origin": report.origin.value,
        "form": report.form.id,
        "status": report.status.value,
        "totals": report.totals.value,
        **{name: getattr(report, name) for name in TEXT_FIELDS},
    }


def header_values(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of `Report` that `header` gave. What a former version did not write is as in a new report.

    Raises KeyError for a form that is not known, TypeError for a value of another type, ValueError for other values.
    """
    texts = {name: data.get(name, "") for name in TEXT_FIELDS}
    if type(data["year"]) is not int or not all(isinstance(text, str) for text in texts.values()):
        raise TypeError
    return {
        "year": data["year"],
        "form": forms()[data["form"]],
        "origin": Origin(data.get("origin", Origin.OWN)),
        "status": Status(data.get("status", Status.DRAFT)),
        "totals": Totals(data["totals"]),
        **texts,
    }


def content(report: Report) -> dict[str, Any]:
    """Return cells as canonical decimal texts, an untouched one absent, sections as text, and waivers."""
    return {
        "cells": {key: canonical(value) for key, value in report.cells.items()},
        "sections": dict(report.sections),
        "waivers": [vars(waiver) for waiver in report.waivers],
    }


def linked_sections(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the texts of a report's JSON as they are kept: its ``links`` say which figures are linked to what.

    What is no link is left out: the text is what counts. Raises AttributeError where there are no texts.
    """
    told, found = data.get("links"), {}
    for key, text in data["sections"].items():
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
    if not all(isinstance(text, str) for text in data["sections"].values()):
        raise TypeError
    cells = known["form"].cells
    return Report(
        report_id,
        unit,
        cells={key: from_canonical(text, cells[key].kind) for key, text in data["cells"].items()},
        sections=dict(data["sections"]),
        waivers=tuple(Waiver(**waiver) for waiver in data.get("waivers", ())),
        **known,
    )
