"""Reads rows straight from the pages of a SQLite file that SQLite itself no longer reads.

Follows the published file format (https://www.sqlite.org/fileformat2.html): leaf pages of tables, and all
pages of tables without rowid, carry whole records; interior pages and the schema are not needed.
"""

from collections.abc import Iterator

Scalar = int | float | str | bytes | None

_PAGE_SIZES = (512, 1024, 2048, 4096, 8192, 16384, 32768, 65536)
_TABLE_LEAF, _INDEX_LEAF, _INDEX_INTERIOR = 0x0D, 0x0A, 0x02
_INT_SIZES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_LONGEST = 16 * 1024 * 1024


class _Broken(Exception):
    """A cell that is not a record."""


class Pages:
    """The pages of one file."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        size = int.from_bytes(data[16:18], "big")
        size = 65536 if size == 1 else size
        self._size = size if size in _PAGE_SIZES else 4096
        self._usable = self._size - (data[20] if len(data) > 20 and data[20] < 32 else 0)

    def records(self) -> Iterator[tuple[int | None, list[Scalar]]]:
        """Yield every record that can be read, with its rowid where its table has one.

        Pages on the free list hold what was deleted and are left out.
        """
        free = self._free_pages()
        for number in range(1, len(self._data) // self._size + 1):
            if number not in free:
                yield from self._page(number)

    def _free_pages(self) -> set[int]:
        free: set[int] = set()
        trunk = int.from_bytes(self._data[32:36], "big")
        while trunk and trunk not in free and trunk * self._size <= len(self._data):
            free.add(trunk)
            page = self._data[(trunk - 1) * self._size : trunk * self._size]
            count = min(int.from_bytes(page[4:8], "big"), self._size // 4 - 2)
            free.update(int.from_bytes(page[8 + 4 * i : 12 + 4 * i], "big") for i in range(count))
            trunk = int.from_bytes(page[:4], "big")
        return free

    def _page(self, number: int) -> Iterator[tuple[int | None, list[Scalar]]]:
        start = (number - 1) * self._size
        page = self._data[start : start + self._size]
        head = 100 if number == 1 else 0
        kind = page[head]
        if kind not in (_TABLE_LEAF, _INDEX_LEAF, _INDEX_INTERIOR):
            return
        array = head + (12 if kind == _INDEX_INTERIOR else 8)
        count = int.from_bytes(page[head + 3 : head + 5], "big")
        for index in range(min(count, (self._size - array) // 2)):
            at = int.from_bytes(page[array + 2 * index : array + 2 * index + 2], "big")
            try:
                yield self._cell(page, kind, at)
            except (_Broken, IndexError):
                continue

    def _cell(self, page: bytes, kind: int, at: int) -> tuple[int | None, list[Scalar]]:
        if kind == _INDEX_INTERIOR:
            at += 4
        length, at = _varint(page, at)
        rowid = None
        if kind == _TABLE_LEAF:
            rowid, at = _varint(page, at)
        if length > min(_LONGEST, len(self._data)):
            raise _Broken
        return rowid, _record(self._payload(page, at, length, is_table=kind == _TABLE_LEAF))

    def _payload(self, page: bytes, at: int, length: int, *, is_table: bool) -> bytes:
        usable = self._usable
        most = usable - 35 if is_table else (usable - 12) * 64 // 255 - 23
        if length <= most:
            return page[at : at + length]
        least = (usable - 12) * 32 // 255 - 23
        local = least + (length - least) % (usable - 4)
        local = local if local <= most else least
        parts = [page[at : at + local]]
        following = int.from_bytes(page[at + local : at + local + 4], "big")
        missing = length - local
        while missing > 0:
            start = (following - 1) * self._size
            chunk = self._data[start + 4 : start + usable] if following else b""
            if not chunk:
                raise _Broken
            parts.append(chunk[:missing])
            missing -= len(chunk)
            following = int.from_bytes(self._data[start : start + 4], "big")
        return b"".join(parts)


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for index in range(8):
        byte = data[at + index]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + index + 1
    return value << 8 | data[at + 8], at + 9


def _record(payload: bytes) -> list[Scalar]:
    end, at = _varint(payload, 0)
    if end > len(payload):
        raise _Broken
    body = end
    values: list[Scalar] = []
    while at < end:
        kind, at = _varint(payload, at)
        value, size = _value(payload, body, kind)
        values.append(value)
        body += size
    if body != len(payload):
        raise _Broken
    return values


def _value(payload: bytes, at: int, kind: int) -> tuple[Scalar, int]:
    if kind in (0, 8, 9):
        return (None, 0, 1)[(0, 8, 9).index(kind)], 0
    if kind in _INT_SIZES:
        size = _INT_SIZES[kind]
        return int.from_bytes(payload[at : at + size], "big", signed=True), size
    if kind < 12:
        raise _Broken
    size = (kind - 12) // 2
    raw = payload[at : at + size]
    return raw.decode("utf-8", "replace") if kind % 2 else raw, size
