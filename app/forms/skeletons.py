"""Skeletons of texts as a form file states them: words, with the year and figures of the tables in braces."""

import string
from collections.abc import Iterator, Mapping

from app.forms.tables import Table

YEAR = "year"


def pieces(text: str) -> Iterator[tuple[str, str]]:
    """Yield the words of a skeleton, each with the name in braces behind them, empty at the end.

    Raises ValueError for braces that don't pair, and for a colon or an exclamation mark within them.
    """
    for words, name, layout, conversion in string.Formatter().parse(text):
        if layout or conversion:
            raise ValueError(name)
        yield words, name or ""


def cells_named(tables: Mapping[str, Table], name: str) -> tuple[str, ...]:
    """Return the cells that a name stands for: a group's key means all of its rows or columns; none where it is unknown."""
    table, _, rest = name.partition(".")
    row, _, column = rest.partition(".")
    if table not in tables:
        return ()
    rows, columns = tables[table].node("row", row), tables[table].node("column", column)
    if rows is None or columns is None:
        return ()
    return tuple(f"{table}.{r.key}.{c.key}" for r in rows.leaves() for c in columns.leaves())
