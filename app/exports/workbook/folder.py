"""Writes the fill-in workbooks of many units into one folder."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from app.exports.workbook.making import Maker, WorkbookOrder
from app.files import replace_file
from app.forms.model import Form
from app.free_names import FreeNames


def write_workbooks(folder: Path, form: Form, year: int, orders: Iterable[WorkbookOrder]) -> Iterator[Path]:
    """Write a workbook for each unit and yield its path; two units of one name get a number.

    The names tell workbooks of several series apart. A file that is there already is replaced. Raises `app.errors.UserError` when one can't be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    maker = Maker(form, year)
    names = FreeNames()
    for order in orders:
        path = folder / names.take(order.called or order.unit, f"{year}年{form.in_file_names}填报表.xlsx")
        replace_file(path, maker.make(order))
        yield path
