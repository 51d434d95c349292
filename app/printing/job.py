"""A print job as a value, with everything that decides what comes out of the printer. All ways of printing read it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from app.errors import UserError

MOST_COPIES = 999
A4 = "A4"

Run = tuple[int | None, ...]
"""The page on each side of the paper, in order; None for a side that stays blank."""


class Sides(Enum):
    """The sides of the paper that are printed. MANUAL: the printer has no duplexer, and the paper is turned by hand."""

    ONE = "one"
    BOTH = "both"
    MANUAL = "manual"


@dataclass(frozen=True, kw_only=True)
class PrintSettings:
    """How a document is printed.

    *backwards* prints the last sheet first; *backs_backwards* prints the second run of a manual duplex from the last
    sheet to the first. *tray* and *more* hold the spooler's own keywords. *fit*: reduced or enlarged to the paper;
    otherwise the size is 100 %.
    """

    sides: Sides = Sides.BOTH
    copies: int = 1
    collated: bool = True
    backwards: bool = False
    backs_backwards: bool = True
    paper: str = A4
    tray: str = ""
    grey: bool = True
    fit: bool = False
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Job(PrintSettings):
    """One document for one printer.

    *pages* are counted from 0, in the order of reading. *sheet_after* adds a blank sheet, which separates documents.
    """

    title: str
    printer: str
    pages: tuple[int, ...]
    sheet_after: bool = False

    @property
    def in_sets(self) -> bool:
        """Whether whole copies follow each other; on both sides always, or a page would be on its own back."""
        return self.collated or self.sides is not Sides.ONE

    @property
    def spooled_copies(self) -> int:
        """How many copies a spooler is told to make.

        Copies page by page are pages of the PDF: drivers of many printers keep sets together whatever they are told.
        """
        return self.copies if self.in_sets else 1

    def runs(self) -> tuple[Run, ...]:
        """Return one copy as the printer gets it: two runs of a manual duplex, else one.

        On both sides of several copies, and before a separating sheet, an odd last page gets a blank back: the next
        copy begins on a sheet of its own whatever the printer does.
        """
        if self.sides is Sides.ONE:
            pages: Run = self.pages[::-1] if self.backwards else self.pages
            return ((*pages, None) if self.sheet_after else pages,)
        sheets = self._sheets()
        if self.sides is Sides.BOTH:
            flat = tuple(side for sheet in sheets for side in sheet)
            return (flat[:-1] if flat[-1] is None and self.copies == 1 and not self.sheet_after else flat,)
        fronts = tuple(front for front, _ in sheets)
        backs = tuple(back for _, back in sheets)
        if all(back is None for back in backs):
            return (fronts,)
        return fronts, backs[::-1] if self.backs_backwards else backs

    def _sheets(self) -> list[tuple[int | None, int | None]]:
        padded: Run = (*self.pages, None) if len(self.pages) % 2 else self.pages
        sheets = list(zip(padded[::2], padded[1::2], strict=True))
        if self.backwards:
            sheets.reverse()
        return [*sheets, (None, None)] if self.sheet_after else sheets

    @property
    def sheet_count(self) -> int:
        """How many sheets of paper all copies take."""
        pages = len(self.pages) if self.sides is Sides.ONE else (len(self.pages) + 1) // 2
        return (pages + self.sheet_after) * self.copies

    def every_side(self, run: Run) -> Run:
        """Return all copies of a run, for a printer that makes none by itself."""
        if self.in_sets:
            return run * self.copies
        return tuple(page for page in run for _ in range(self.copies))


_RANGE = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?\Z")
_SAME = str.maketrans("，、；;－—–~～至到", ",,,,-------")
_BETWEEN = re.compile(r"(?<=\d)[\s页第]+(?=\d)")
_AROUND = re.compile(r"[\s页第]+")


def chosen_pages(text: str, count: int) -> tuple[int, ...]:
    """Return the pages, counted from 0, that a text like ``1-3,5`` names of *count*, in its order. Raises UserError."""
    pages: list[int] = []
    written = _AROUND.sub("", _BETWEEN.sub(",", text.translate(_SAME)))
    for part in filter(None, written.split(",")):
        found = _RANGE.match(part)
        if found is None:
            raise UserError(f"页数“{part}”看不懂，请写成 1-3,5 这样。")
        first, last = int(found[1]), int(found[2] or found[1])
        if first > last:
            raise UserError(f"页数“{part}”前大后小，请写成 {last}-{first} 这样。")
        if not 1 <= first <= last <= count:
            raise UserError(f"页数“{part}”不对，本报告有第 1 页到第 {count} 页。")
        pages += [page for page in range(first - 1, last) if page not in pages]
    if not pages:
        raise UserError("请写明要打印的页数，如 1-3,5。")
    return tuple(pages)
