"""Writes the fill-in workbooks of many units into one folder."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from app.exports.workbook.making import Maker, WorkbookOrder
from app.files import replace_file, safe_name
from app.forms.model import YEARLY, Form


def write_workbooks(folder: Path, form: Form, year: int, orders: Iterable[WorkbookOrder]) -> Iterator[Path]:
    """Write a workbook for each unit and yield its path; two units of one name get a number.

    The names tell workbooks of several series apart. A file that is there already is replaced. Raises `app.errors.UserError` when one can't be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    maker = Maker(form, year)
    taken: set[str] = set()
    for order in orders:
        path = folder / _free(order.unit, year, form, taken)
        replace_file(path, maker.make(order))
        yield path


def _free(unit: str, year: int, form: Form, taken: set[str]) -> str:
    kind, number = "年报" if form.series == YEARLY else form.document_type, 1
    while True:
        again = f"（{number}）" if number > 1 else ""
        name = safe_name(unit, f"{year}年{kind}填报表{again}.xlsx")
        if name not in taken:
            taken.add(name)
            return name
        number += 1
