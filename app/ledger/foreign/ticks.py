"""What is ticked in a row of a tick matrix."""

from app.ledger.foreign.header import Header
from app.ledger.foreign.headings import leaf_of
from app.ledger.foreign.tables import SourceRow
from app.ledger.foreign.vocabulary import YES

_NO_TICK = frozenset(
    ("", "0", "×", "x", "X", "-", "—", "——", "/", "\\", "□", "☐", "否", "无", "N", "n", "FALSE", "假")
)


def ticked(row: SourceRow, header: Header, prefix: str) -> list[str]:
    """Return what the ticked columns stand for that are of one kind, by the prefix of their fields."""
    return [
        column.field.removeprefix(prefix)
        for column in header.ticks
        if column.field.startswith(prefix) and row.text(column.place) not in _NO_TICK
    ]


def ticked_beside(row: SourceRow, header: Header, prefix: str) -> list[str]:
    """Return the headings that are ticked within a matrix and that nobody can tell."""
    return [
        leaf_of(column.heading) for column in header.beside_ticks(prefix) if row.text(column.place) in YES
    ]


def odd_tick(row: SourceRow, header: Header) -> str:
    """Say what stands in a ticked column and is neither a tick nor none: a 2 may be two requests."""
    texts = (row.text(column.place) for column in header.ticks)
    odd = next((text for text in texts if text not in YES and text not in _NO_TICK), "")
    return f"勾选的一格写着“{odd[:20]}”" if odd else ""
