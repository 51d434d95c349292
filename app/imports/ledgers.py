"""Reads ledgers of requests from foreign files, with the readers of reports and `app.ledger.foreign`."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from app.imports import bounded_files, reader_process
from app.imports.raw_document import RawDocument, RawTable, RawText
from app.ledger.foreign.read_ledger import ReadLedger
from app.ledger.foreign.requests_from_tables import read
from app.ledger.foreign.tables import SourceCell, SourceRow, SourceTable, with_shortened_numbers

_TITLES_ABOVE = 4
_TEXTS = frozenset((".csv", ".tsv", ".txt"))


def read_ledger(
    path: Path, remembered: Mapping[str, str] | None = None, *, keep_numbers: bool = False
) -> ReadLedger:
    """Read a ledger from a file. *remembered* says what its headings mean where a person has decided it.

    Certificate and telephone numbers are masked unless *keep_numbers*. Raises UserError.
    """
    return read(tables_in(path), remembered, keep_numbers=keep_numbers)


def tables_in(path: Path) -> list[SourceTable]:
    """Return the tables of a file, to be read again with other columns. Raises UserError."""
    document = reader_process.read_document(bounded_files.load(path), path.name)
    tables = list(source_tables(document))
    return list(map(with_shortened_numbers, tables)) if path.suffix.lower() in _TEXTS else tables


def source_tables(document: RawDocument) -> Iterator[SourceTable]:
    """Yield the document's tables with the lines that stand above each."""
    texts: list[str] = []
    own = 0
    for block in document.blocks:
        if isinstance(block, RawText):
            texts.append(block.text)
            own += 1
        elif block.rows:
            above = tuple(texts[-_TITLES_ABOVE:])
            yield SourceTable(block.sheet or block.where, list(_rows(block)), above, min(own, len(above)))
            own = 0


def _rows(table: RawTable) -> Iterator[SourceRow]:
    for index in range(table.rows):
        covering = [
            (raw.row, SourceCell(raw.column, raw.end, raw.row_span, raw.text, raw.doubt, raw.shortened))
            for raw in table.row(index)
        ]
        number = table.numbers[index] if table.numbers else index + 1
        yield SourceRow(
            number,
            tuple(cell for row, cell in covering if row == index),
            tuple(cell for row, cell in covering if row < index),
            number in table.hidden,
        )
