"""Rows that were pasted with the label of a row among the figures: every figure is then in its neighbour's place."""

from app.forms.compiled import total_definitions
from app.imports.imported import Unread
from app.imports.matching.rows import Alignment, is_value

_SHORTEST = 2
"""A label of so few characters (其他) may be a word that somebody wrote."""


def leave_pasted_rows(found: Alignment) -> None:
    """Take no figure of such a row, nor a total that a formula adds up of them, and say so once for each row."""
    layout = found.layout
    labels: dict[tuple[int, int], str] = {}
    for table, cell in found.places.values():
        if cell.text.isdecimal() or is_value(cell.text) or len(cell.text.strip()) <= _SHORTEST:
            continue
        if layout.rows.exact(cell.text) is not None:
            labels[id(table), cell.row] = cell.text.strip()
    for place, label in labels.items():
        keys = [key for key, (table, cell) in found.places.items() if (id(table), cell.row) == place]
        _leave(found, keys, label)


def _leave(found: Alignment, keys: list[str], label: str) -> None:
    totals = [
        total
        for total, parts in total_definitions(found.layout.form).items()
        if total in found.places and found.places[total][1].formula and set(parts).intersection(keys)
    ]
    concerned = dict.fromkeys((*keys, *totals))
    for key in concerned:
        found.cells.pop(key, None)
    found.unread[:] = [item for item in found.unread if not (item.cells and set(item.cells) <= set(keys))]
    table, cell = found.places[keys[0]]
    why = "填数的格里有项目名称，像是连同名称一并粘贴、各数错开了，这一行和含它的总计没有读入，请核对后填写"
    found.unread.append(Unread(table.where_row(cell.row), label, why, tuple(concerned)))
