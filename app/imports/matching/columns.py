"""Matches the columns of a foreign table with those of the form, by the labels above them."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from app.imports.matching.form_labels import BandShape, FormColumn, FormLabels, money_unit
from app.imports.matching.labels import Vocabulary, main_spelling
from app.imports.raw_document import RawCell, RawTable

_FEWEST_KNOWN = 2
_ALIKE = 0.6


@dataclass(frozen=True)
class ColumnPlace:
    """A column of a foreign table: from *start* to before *end*; *index* is the band's column, if known.

    *unit* is the money unit that its label names.
    """

    start: int
    end: int
    index: int | None
    unit: str = ""


def find_columns(
    table: RawTable, header: Sequence[int], start: int, band: BandShape, layout: FormLabels
) -> tuple[ColumnPlace, ...] | None:
    """Return the columns right of *start* by the labels in the *header* rows; ``None`` when they are not clear."""
    if table.ragged:
        return _by_order(table, header, band, layout.corners)
    chains = _chains(table, header, start, layout.corners)
    indexes = _resolve([chain for _, _, chain in chains], band.columns, layout.headers)
    places = tuple(
        ColumnPlace(left, right, index, money_unit("".join(cell.text for cell in chain)))
        for (left, right, chain), index in zip(chains, indexes, strict=True)
    )
    return places if any(place.index is not None for place in places) else None


def _by_order(
    table: RawTable, header: Sequence[int], band: BandShape, corners: Vocabulary[str]
) -> tuple[ColumnPlace, ...] | None:
    """Match a header without spans: it must read, word for word, as the form's own."""
    cells = [cell for row in header for cell in table.row(row) if not corners.match(cell.text)]
    if "".join(main_spelling(cell.text) for cell in cells) not in band.headers:
        return None
    units = [unit for cell in cells if (unit := money_unit(cell.text))]
    unit = units[0] if units else ""
    return tuple(ColumnPlace(index, index + 1, index, unit) for index in range(len(band.columns)))


_Chain = tuple[RawCell, ...]


def _chains(
    table: RawTable, header: Sequence[int], start: int, corners: Vocabulary[str]
) -> list[tuple[int, int, _Chain]]:
    """Return for each foreign column its extent and the labels above it, outermost first."""
    rows = [[cell for cell in table.row(row) if cell.end > start] for row in header]
    bounds = sorted({edge for row in rows for cell in row for edge in (max(cell.column, start), cell.end)})
    chains: list[tuple[int, int, _Chain]] = []
    for left, right in pairwise(bounds):
        over = [cell for row in rows for cell in row if cell.column <= left < cell.end]
        chain = tuple(
            dict.fromkeys(cell for cell in over if main_spelling(cell.text) and not corners.match(cell.text))
        )
        if not chain:
            continue
        if chains and chains[-1][2] == chain and chains[-1][1] == left:
            chains[-1] = (chains[-1][0], right, chain)
        else:
            chains.append((left, right, chain))
    return chains


def _resolve(
    chains: Sequence[_Chain], columns: Sequence[FormColumn], headers: Vocabulary[str]
) -> list[int | None]:
    found = [_candidates(chain, columns) for chain in chains]
    wanted = [column.labels for column in columns]
    if len(found) == len(columns) and all(
        options and columns[options[0]].labels == labels
        for options, labels in zip(found, wanted, strict=True)
    ):
        return list(range(len(columns)))
    best = [_best(chain, options, columns) for chain, options in zip(chains, found, strict=True)]
    known = [index if index is not None and best.count(index) == 1 else None for index in best]
    return _by_elimination(chains, known, columns, headers)


def _by_elimination(
    chains: Sequence[_Chain],
    known: list[int | None],
    columns: Sequence[FormColumn],
    headers: Vocabulary[str],
) -> list[int | None]:
    """Take a single column that is worded otherwise for the missing one, when all others stand at their places."""
    order: list[int | None] = list(range(len(columns)))
    unknown = [place for place, index in enumerate(known) if index is None]
    fits = len(known) == len(columns) and len(unknown) == 1 and len(known) > _FEWEST_KNOWN
    others = all(index in (None, place) for place, index in enumerate(known))
    if not (fits and others):
        return known
    text = chains[unknown[0]][-1].text
    is_like = any(
        SequenceMatcher(None, label, main_spelling(text)).ratio() >= _ALIKE
        for label in columns[unknown[0]].labels
    )
    return order if is_like and headers.exact(text) is None else known


def _candidates(chain: _Chain, columns: Sequence[FormColumn]) -> list[int]:
    """Return the columns whose label the lowest cells of the chain spell, one cell or several run together."""
    words = [main_spelling(cell.text) for cell in chain]
    for count in range(1, len(words) + 1):
        word = "".join(words[-count:])
        if options := [index for index, column in enumerate(columns) if word in column.labels]:
            return options
    return []


def _best(chain: _Chain, options: list[int], columns: Sequence[FormColumn]) -> int | None:
    if len(options) <= 1:
        return options[0] if options else None
    above = "".join(main_spelling(cell.text) for cell in chain)
    scores = {
        index: sum(any(label in above for label in group) for group in columns[index].groups)
        for index in options
    }
    top = max(scores.values())
    best = [index for index, score in scores.items() if score == top]
    return best[0] if len(best) == 1 else None
