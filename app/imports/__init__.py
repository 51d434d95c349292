"""What comes into the program: a reader a format, and one matcher for all of them."""

from pathlib import Path

from app.errors import UserError
from app.forms.model import Form
from app.imports import files, formats
from app.imports.imported import Imported, Unread
from app.values import Value

__all__ = ["Imported", "Unread", "read", "read_clipboard"]


def read(path: Path, *, unit: str | None = None, year: int | None = None) -> Imported:
    """Read a report from a file whose format is found from its content.

    *unit* and *year* overrule what the source says. Nothing is executed, nothing fetched. Raises UserError with
    one sentence that says what is wrong, where, and what to do.
    """
    try:
        return formats.read(files.load(path), path.name, unit=unit, year=year)
    except RecursionError as error:
        raise UserError(f"“{path.name}”的内容嵌套过深，无法读取，请核对后另选文件。") from error


def read_clipboard(html: str, form: Form) -> tuple[dict[str, Value], tuple[Unread, ...]]:
    """Read the tables in a piece of html, as the clipboard holds it, by their labels as tables of *form*.

    Returns the cells found and what could not be read; no cells when there are no labels to go by.
    Raises UserError.
    """
    from app.imports.html import tables_of
    from app.imports.layout import layout_of
    from app.imports.tables import TableReader

    reader = TableReader(layout_of(form))
    for table in tables_of(html):
        reader.read(table)
    return reader.alignment.cells, tuple(reader.alignment.unread)
