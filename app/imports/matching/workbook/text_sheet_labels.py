"""The words in the first column of the sheet of texts, by which that sheet is recognised at any place."""

from functools import lru_cache

from app.forms.loader import forms
from app.imports.matching.labels import squeeze
from app.workbook_names import PREFACE, SIGNED_BY, SIGNED_ON, TITLE, UNIT_LINE

OWN = (TITLE, PREFACE, SIGNED_BY, SIGNED_ON)


@lru_cache(maxsize=1)
def text_heads() -> dict[str, str]:
    """Return the heads of texts, squeezed, and how they are written."""
    headings = (section.heading for form in forms().values() for section in form.text_sections)
    return {squeeze(head): head for head in (*OWN, *filter(None, headings))}


@lru_cache(maxsize=1)
def table_heads() -> dict[str, str]:
    """Return the headings of the parts that are tables, squeezed, and how they are written."""
    headings = (section.heading for form in forms().values() for section in form.sections if section.table)
    return {squeeze(head): head for head in headings}


@lru_cache(maxsize=1)
def sheet_names() -> frozenset[str]:
    """Return the names of the sheets of tables, squeezed: the tables' own and the headings of their parts."""
    names = (table.name for form in forms().values() for table in form.tables.values())
    return frozenset(squeeze(name) for name in names) | frozenset(table_heads())


def is_sheet_head(text: str) -> bool:
    """Whether a line is one that our own workbooks print above a table."""
    return squeeze(text) in sheet_names() or text.startswith(UNIT_LINE)
