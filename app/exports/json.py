"""The project's own json of a report: everything a report says, in a schema with a version."""

import json
from typing import Any

from app.forms.loader import forms
from app.report import Report, Totals, Unit
from app.values import canonical, from_canonical

SCHEMA = "gongkai-nianbao/report"
VERSION = 1


def as_data(report: Report) -> dict[str, Any]:
    """Return *report* as plain data: numbers as canonical decimal strings, an untouched cell absent."""
    form = report.form
    return {
        "schema": {"name": SCHEMA, "version": VERSION},
        "form": form.id,
        "unit": report.unit.name,
        "year": report.year,
        "title": report.title,
        "signed_by": report.signed_by,
        "signed_on": report.signed_on,
        "totals": report.totals.value,
        "cells": {key: canonical(report.cells[key]) for key in form.cells if key in report.cells},
        "sections": {
            section.key: report.text(section.key)
            for section in form.text_sections
            if report.text(section.key)
        },
    }


def render(report: Report, *, draft: bool = False) -> bytes:
    """Return the json file of *report*, in UTF-8; a draft's says so under ``draft``, which nothing reads back."""
    data = as_data(report) | ({"draft": True} if draft else {})
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def read(data: bytes) -> Report:
    """Return the report that `render` wrote. Raises ValueError, KeyError, TypeError or RecursionError for other data."""
    return report_of(json.loads(data))


def report_of(data: Any) -> Report:
    """Return the report whose plain data `as_data` gave; the unit's kind is not among them. Raises as `read` does."""
    form = forms()[data["form"]]
    cells = {key: from_canonical(text, form.cells[key].kind) for key, text in data["cells"].items()}
    texts = (*data["sections"].values(), *(data[key] for key in ("unit", "title", "signed_by", "signed_on")))
    if not all(isinstance(text, str) for text in texts) or type(data["year"]) is not int:
        raise TypeError
    return Report(
        0,
        Unit(0, data["unit"]),
        data["year"],
        form,
        totals=Totals(data["totals"]),
        cells=cells,
        sections=dict(data["sections"]),
        title=data["title"],
        signed_by=data["signed_by"],
        signed_on=data["signed_on"],
    )
