"""The project's own json of a report: everything a report says, in a schema with a version."""

import json
from typing import Any

from app.report import Report
from app.values import canonical

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


def render(report: Report) -> bytes:
    """Return the json file of *report*, in UTF-8."""
    return (json.dumps(as_data(report), ensure_ascii=False, indent=1) + "\n").encode()
