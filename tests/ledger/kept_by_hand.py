"""Reads `kept_by_hand.txt`: ledgers as offices keep them; beside each row stands what a person reads in it.

They were written, and their expectations with them, before the product had read them. A file begins with ``===``, its kind
and what is odd about it; a sheet with ``---``. Cells stand between ``｜``: ``@`` begins a date cell, ``#`` a number or a yes and no. Behind ``⇒``:
the column (n e r w l o for the six of the form), the days of coming and answering (``-`` while it is open), the row; or
``ask``, ``skip``, ``head``, ``none``, or ``same`` for a further row of a request told elsewhere. ``q:topic`` is counted, but
named. Behind ``+`` stands a dispute: its kind, the days of filing and closing, its outcome. What is odd about a file:
``struck:7`` (a row), ``merge:1!A1:B2`` and ``hidden:1!6`` (of the first sheet or table), ``disputes`` (it has some).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

Cell = date | int | float | bool | str | None
Lines = list[tuple[list[Cell], str]]
"""Rows of a sheet, each with what a person reads in it."""


@dataclass
class KeptLedger:
    """A ledger as a file: its kind, what is odd about the file, and its sheets by their names."""

    kind: str
    odd: frozenset[str]
    sheets: dict[str, Lines] = field(default_factory=dict)

    def told_of(self, number: int, what: str) -> list[str]:
        """Return what is odd of the sheet with this number, ``merge`` or ``hidden``."""
        start = f"{what}:{number}!"
        return [odd.removeprefix(start) for odd in sorted(self.odd) if odd.startswith(start)]


def _cell(text: str) -> Cell:
    if text.startswith("@"):
        return date.fromisoformat(text[1:])
    if re.fullmatch("#([0-9]+|TRUE|FALSE)", text):
        return text == "#TRUE" if text in ("#TRUE", "#FALSE") else int(text[1:])
    if re.fullmatch(r"#[0-9]+\.[0-9]+", text):
        return float(text[1:])
    return text.replace("\\n", "\n").replace("\\t", "\t") or None


def _read(text: str) -> dict[str, KeptLedger]:
    found: dict[str, KeptLedger] = {}
    for line in text.splitlines():
        if match := re.fullmatch(r"=== (.+) · (\w+)(.*)", line):
            found[match[1]] = ledger = KeptLedger(match[2], frozenset(match[3].split()))
        elif line.startswith("---"):
            lines = ledger.sheets.setdefault(line[4:], [])
        elif line:
            cells, _, told = line.rpartition(" ⇒ ")
            lines.append(([_cell(cell) for cell in cells.split("｜")], told))
    return found


KEPT = _read(Path(__file__).with_suffix(".txt").read_text(encoding="utf-8"))
