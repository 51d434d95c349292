"""Reading of foreign documents: one reader per format, and one matcher for all of them."""

from pathlib import Path

from app.forms.model import Form
from app.imports import bounded_files, reader_process
from app.imports.imported import Imported, Unread
from app.values import Value

__all__ = ["Imported", "Unread", "read", "read_clipboard"]


def read(path: Path, *, unit: str | None = None, year: int | None = None) -> Imported:
    """Read a report from a file whose format is found from its content.

    *unit* and *year* overrule what the source says. Nothing is executed, nothing fetched. Raises UserError with
    one sentence that says what is wrong, where, and what to do.
    """
    return reader_process.read(bounded_files.load(path), path.name, unit=unit, year=year)


def read_clipboard(
    html: str, form: Form, table: str = ""
) -> tuple[dict[str, Value | None], tuple[Unread, ...]]:
    """Read the tables in a piece of html, as the clipboard holds it, by their labels as tables of *form*.

    Returns the cells found, ``None`` for a blank one, and what could not be read, in the form's *table* alone when
    one is named. Both are empty when there are no labels, or no column labels, to go by. Raises UserError.
    """
    from app.imports.matching.form_labels import layout_of
    from app.imports.matching.tables import TableMark, TableReader
    from app.imports.readers.web.html import tables_of

    reader = TableReader(layout_of(form))
    found = reader.alignment
    for raw in tables_of(html):
        before = len(found.unread)
        items = reader.read(raw)
        if table and items is not None and TableMark(table) not in items:
            del found.unread[before:]
    if reader.heads.last is None:
        return {}, ()
    return {key: found.cells.get(key) for key in form.cells if key in found.found}, tuple(found.unread)
