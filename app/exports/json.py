"""The project's own json of a report: everything a report says, in a schema with a version."""

import json
from typing import Any

from app import report_data
from app.linked_figures import LEDGER
from app.linked_text import links_in
from app.report import TEXT_FIELDS, Report, Unit
from app.report_data import SCHEMA, VERSION, ReportKey, header, in_order, linked_sections


def as_data(report: Report) -> dict[str, Any]:
    """Return *report* as plain data: numbers as canonical decimal strings, an untouched cell absent."""
    data = header(report)
    texts = {key: text for key in report.sections if (text := report.text(key))}
    links = {key: told for key, body in report.sections.items() if (told := _links(body))}
    return {
        ReportKey.SCHEMA: {"name": SCHEMA, "version": VERSION},
        ReportKey.FORM: data[ReportKey.FORM],
        ReportKey.UNIT: report.unit.name,
        **{key: data[key] for key in (ReportKey.YEAR, *TEXT_FIELDS, ReportKey.TOTALS)},
        **in_order(report.form, report.cells, texts),
        **({ReportKey.LINKS: links} if links else {}),
    }


def _links(body: str) -> list[dict[str, Any]]:
    """Return the links of a text to cells; the unit's ledger stays here, and its figures are text elsewhere."""
    return [link._asdict() for link in links_in(body) if not link.source.startswith(LEDGER)]


def render(report: Report, *, draft: bool = False) -> bytes:
    """Return the json file of *report*, in UTF-8; a draft's says so, which nothing reads back."""
    data = as_data(report) | ({ReportKey.DRAFT: True} if draft else {})
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def read(data: bytes) -> Report:
    """Return the report that `render` wrote. Raises ValueError, KeyError, TypeError or RecursionError for other data."""
    return report_of(json.loads(data))


def report_of(data: Any) -> Report:
    """Return the report whose plain data `as_data` gave; the unit's kind is not among them. Raises as `read` does."""
    unit = data[ReportKey.UNIT]
    if not isinstance(unit, str):
        raise TypeError
    return report_data.report_of(0, Unit(0, unit), {**data, ReportKey.SECTIONS: linked_sections(data)})
