"""The numbers by which a workspace knows its cells, and texts in which figures stand by number.

A report has some two hundred cells, each with a name of some thirty letters: rows and kept reports with the names
would take six times the room. A name keeps its number for as long as the file exists.
"""

import json
import re
from collections.abc import Iterable, Mapping

from app.lazy_pattern import pattern
from app.store.database import Database

Names = Mapping[int, str]

_NAMED = pattern(r'"cells":\s*(\{[^{}]*\})')
_START = pattern(r"\d{1,15}", re.ASCII)
_NUMBERED = pattern(r'"figures":"([^"]*)"')
"""Neither occurs within a text of a JSON document: there a backslash stands before every quotation mark."""


def names(database: Database) -> dict[int, str]:
    """Return the cells' names by number. Raises sqlite3.Error."""
    return dict(database.execute("SELECT id, cell FROM cell_name").fetchall())


def numbers(database: Database, cells: Iterable[str]) -> dict[str, int]:
    """Return the numbers of all known cells, *cells* among them, in the caller's transaction. Raises sqlite3.Error."""
    known = {name: number for number, name in names(database).items()}
    for name in cells:
        if name not in known:
            added = database.execute("INSERT INTO cell_name (cell) VALUES (?)", [name])
            assert added.lastrowid is not None
            known[name] = added.lastrowid
    return known


def cells_in(text: str | None) -> list[str]:
    """Return the cells that a report written as JSON names."""
    found = _NAMED.search(text or "")
    return list(json.loads(found[1])) if found else []


def with_numbers(text: str, known: Mapping[str, int]) -> str:
    """Return a report written as JSON with its figures by number: ``"figures":"1:0,0,5;9:12"``.

    A number stands before the figures of the cells that follow each other from it on.
    """
    found = _NAMED.search(text)
    if not found:
        return text
    runs: list[str] = []
    expected = 0
    for number, value in sorted((known[name], value) for name, value in json.loads(found[1]).items()):
        runs.append(f",{value}" if number == expected else f";{number}:{value}")
        expected = number + 1
    packed = "".join(runs).removeprefix(";")
    return f'{text[: found.start()]}"figures":"{packed}"{text[found.end() :]}'


def highest_number(text: str) -> int:
    """Return the highest number of a cell in a text with figures by number; 0 for any other."""
    found = _NUMBERED.search(text)
    ends = [
        int(start) + values.count(",")
        for start, _, values in (run.partition(":") for run in (found[1] if found else "").split(";"))
        if _START.fullmatch(start)
    ]
    return max(ends, default=0)


def whole_report(database: Database, text: str | None) -> str | None:
    """Return a kept report with the names of its cells. Raises sqlite3.Error."""
    return with_names(text, names(database)) if text and _NUMBERED.search(text) else text


def with_names(text: str, known: Names) -> str:
    """Return such a text with the names of the cells again, in their order; any other as it is.

    Where it can't be read, or a number has no name, the text stays as it is: it is no report then.
    """
    found = _NUMBERED.search(text)
    if not found:
        return text
    cells: dict[str, str] = {}
    try:
        for run in filter(None, found[1].split(";")):
            start, _, values = run.partition(":")
            for number, value in enumerate(values.split(","), int(start)):
                if not value:
                    raise ValueError(run)
                cells[known[number]] = value
    except (ValueError, KeyError):
        return text
    written = json.dumps(dict(sorted(cells.items())), ensure_ascii=False, separators=(",", ":"))
    return f'{text[: found.start()]}"cells":{written}{text[found.end() :]}'
