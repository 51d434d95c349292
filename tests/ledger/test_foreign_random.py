"""Tables put together at random from words of ledgers: read or refused, kept whole, and never doubled."""

import random
from datetime import date

from app.errors import UserError
from app.ledger.as_json import ledger_json
from app.ledger.counting import Tally
from app.ledger.foreign.header import find_header
from app.ledger.foreign.read_ledger import ReadLedger
from app.ledger.foreign.requests_from_tables import read
from app.ledger.foreign.tables import SourceCell, SourceRow, SourceTable
from app.ledger.foreign.vocabulary import words
from app.ledger.merging import merged
from app.ledger.records import request_of, row_of
from app.request import LedgerSettings

HEADINGS = [word for known in words()["fields"].values() for word in known]
SAID = [
    word
    for part in ("results", "types", "matters", "outcomes")
    for known in words()[part].values()
    for word in known
]
OTHER = ["", "/", "√", "1", "2025.1.3", "45660", "20250103", "1月3日", "2024.13.5", "张三", "某公司", "合计", "小计", "作废", "一、上年结转",
         "注：", "填表人：", "不予公开", "不", "、", "（", "）", "二审", "复议", "是", "9" * 300, "\n", "０", "2025-1-3/2025-1-9"]  # fmt: skip


def table(chance: random.Random) -> SourceTable:
    """Return a table that may be a ledger."""
    rows = []
    headings = chance.randrange(1, 4)
    for number in range(chance.randrange(1, 25)):
        pool = HEADINGS if number < headings else chance.choice((OTHER, SAID, SAID + OTHER, HEADINGS + SAID))
        cells, column = [], 0
        while column < 14:
            width = chance.choice((1, 1, 1, 1, 2, 3))
            if chance.random() < 0.8:
                cells.append(
                    SourceCell(column, column + width, chance.choice((1, 1, 2, 3)), chance.choice(pool))
                )
            column += width
        rows.append(SourceRow(number + 1, tuple(cells)))
    return SourceTable("2025", rows, ("台账",))


def accounted(found: ReadLedger) -> set[int]:
    """Return the rows that a reading speaks of."""
    sources = [request.source for request in found.requests]
    sources += [dispute.source for request in found.requests for dispute in request.disputes]
    named = {int(source.rpartition("!")[2]) for source in sources}
    return (
        named | {row for places in found.also.values() for _, row in places} | {e.row for e in found.skipped}
    )


def data_rows(source: SourceTable) -> set[int]:
    """Return the rows below the headings in which something is written."""
    header = find_header(source, 0)
    assert header is not None
    return {row.number for row in source.rows[header.end :] if any(cell.text.strip() for cell in row.cells)}


def test_whatever_is_read_is_kept_whole_and_not_doubled() -> None:
    chance = random.Random(41)
    read_at_all = 0
    for _ in range(600):
        source = table(chance)
        try:
            found = read([source])
        except UserError:
            continue
        read_at_all += 1
        first = merged([], found.requests, unit_id=1, first_id=1)
        settings = LedgerSettings(keeps_disputes=found.keeps_disputes)
        ledger_json(first.added, Tally(settings), date(2026, 11, 28), read=found)
        assert [request_of(row_of(request)) for request in first.added] == list(first.added)
        second = merged(first.added, found.requests, unit_id=1, first_id=9999)
        assert (second.added, second.changed) == ((), ())
        assert data_rows(source) - accounted(found) == set()
    assert read_at_all > 120
