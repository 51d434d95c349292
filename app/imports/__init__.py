"""What comes into the program: a reader a format, and one matcher for all of them."""

from pathlib import Path

from app.errors import UserError
from app.imports import files, formats
from app.imports.imported import Imported, Unread

__all__ = ["Imported", "Unread", "read"]


def read(path: Path, *, unit: str | None = None, year: int | None = None) -> Imported:
    """Read a report from a file whose format is found from its content.

    *unit* and *year* overrule what the source says. Nothing is executed, nothing fetched. Raises UserError with
    one sentence that says what is wrong, where, and what to do.
    """
    try:
        return formats.read(files.load(path), path.name, unit=unit, year=year)
    except RecursionError as error:
        raise UserError(f"“{path.name}”的内容嵌套过深，无法读取，请核对后另选文件。") from error
