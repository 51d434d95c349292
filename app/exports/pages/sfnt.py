"""Reads TrueType fonts and cuts them down to the glyphs that a document uses.

Only what embedding needs is read, where it lies in the file; nothing is parsed ahead. The layout of the tables is
that of ISO/IEC 14496-22 (OpenType). Lengths are in font units unless said otherwise.
"""

from __future__ import annotations

import mmap
import struct
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

_COLLECTION = b"ttcf"
_RESTRICTED = 0x0002
_NO_SUBSET = 0x0100
_BITMAP_ONLY = 0x0200

# Flags of a component of a composite glyph.
_WORDS = 0x0001
_SCALE = 0x0008
_MORE = 0x0020
_XY_SCALE = 0x0040
_TWO_BY_TWO = 0x0080


class FontError(Exception):
    """A font file that can't be used; the text says why, in English, for the log."""


def count_fonts(path: Path) -> int:
    """Return how many fonts a file holds: 1 unless it is a collection. Raises FontError and OSError."""
    with path.open("rb") as file:
        head = file.read(12)
    if len(head) < 12:
        raise FontError("the file is cut short")
    if head[:4] != _COLLECTION:
        return 1
    count: int = struct.unpack(">I", head[8:])[0]
    return count


class Sfnt:
    """One font of a TrueType file or collection."""

    def __init__(self, path: Path, index: int = 0) -> None:
        """Map the file. *index* chooses a font of a collection. Raises FontError and OSError."""
        self.path = path
        if not path.stat().st_size:
            raise FontError("the file is empty")
        with path.open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        try:
            start = self._start(index)
            count = self._unpack(">H", start + 4)[0]
            self._tables: dict[bytes, tuple[int, int]] = {}
            for place in range(start + 12, start + 12 + 16 * count, 16):
                tag, _, offset, length = self._unpack(">4sIII", place)
                if offset + length > len(self._data):
                    raise FontError("the file is cut short")
                self._tables[tag] = (offset, length)
            for tag in (b"head", b"hhea", b"maxp", b"hmtx", b"loca", b"glyf"):
                if tag not in self._tables:
                    raise FontError(f"no table {tag.decode()}")
            self.units_per_em: int = self._unpack(">H", self._at(b"head", 18))[0]
            self.bounds: tuple[int, ...] = self._unpack(">4h", self._at(b"head", 36))
            self._long_loca: bool = self._unpack(">h", self._at(b"head", 50))[0] == 1
            self.ascent, self.descent = self._unpack(">2h", self._at(b"hhea", 4))
            self._metrics: int = self._unpack(">H", self._at(b"hhea", 34))[0]
            self.glyph_count: int = self._unpack(">H", self._at(b"maxp", 4))[0]
        except struct.error as error:
            raise FontError("the file is cut short") from error

    def _start(self, index: int) -> int:
        if self._data[:4] != _COLLECTION:
            return 0
        if index >= self._unpack(">I", 8)[0]:
            raise FontError(f"no font {index} in the collection")
        start: int = self._unpack(">I", 12 + 4 * index)[0]
        return start

    def _unpack(self, layout: str, offset: int) -> tuple:  # type: ignore[type-arg]
        return struct.unpack_from(layout, self._data, offset)

    def _at(self, tag: bytes, offset: int) -> int:
        return self._tables[tag][0] + offset

    def table(self, tag: bytes) -> bytes | None:
        """Return a table as it stands in the file, None where the font has none."""
        return self._table(tag) if tag in self._tables else None

    def _table(self, tag: bytes) -> bytes:
        offset, length = self._tables[tag]
        return self._data[offset : offset + length]

    @cached_property
    def postscript_name(self) -> str:
        """The font's PostScript name, of ASCII characters that a PDF name may hold."""
        return "".join(c for c in self._name(6) if c.isascii() and (c.isalnum() or c in "-_")) or "Font"

    @cached_property
    def family_names(self) -> frozenset[str]:
        """The family and full names of the font in every language it has them in."""
        return frozenset(name for number, name in self._names() if number in (1, 4, 16))

    def _name(self, wanted: int) -> str:
        return next((name for number, name in self._names() if number == wanted), "")

    def _names(self) -> Iterator[tuple[int, str]]:
        if b"name" not in self._tables:
            return
        _, count, storage = self._unpack(">3H", self._at(b"name", 0))
        for record in range(count):
            platform, _, _, number, length, offset = self._unpack(">6H", self._at(b"name", 6 + 12 * record))
            start = self._at(b"name", storage + offset)
            raw = self._data[start : start + length]
            if platform in (0, 3):
                yield number, raw.decode("utf-16-be", "replace")
            elif raw.isascii():
                yield number, raw.decode("ascii")

    @property
    def may_be_embedded(self) -> bool:
        """Whether the licensing bits (OS/2 fsType) allow a subset to be embedded."""
        if b"OS/2" not in self._tables:
            return True
        bits: int = self._unpack(">H", self._at(b"OS/2", 8))[0]
        return not bits & (_NO_SUBSET | _BITMAP_ONLY) and bits & 0x000F != _RESTRICTED

    @cached_property
    def _character_map(self) -> tuple[int, int]:
        """Format and place of the fullest Unicode character map."""
        found: dict[int, int] = {}
        if b"cmap" not in self._tables:
            raise FontError("no table cmap")
        for record in range(self._unpack(">H", self._at(b"cmap", 2))[0]):
            platform, encoding, offset = self._unpack(">HHI", self._at(b"cmap", 4 + 8 * record))
            if platform == 0 or (platform == 3 and encoding in (1, 10)):
                place = self._at(b"cmap", offset)
                found[self._unpack(">H", place)[0]] = place
        for layout in (12, 4):
            if layout in found:
                return layout, found[layout]
        raise FontError("no Unicode character map")

    @cached_property
    def _groups(self) -> tuple[list[int], list[int], list[int]]:
        """Format 12: last characters, first characters and first glyphs of the groups."""
        place = self._character_map[1]
        count = self._unpack(">I", place + 12)[0]
        values = struct.unpack_from(f">{3 * count}I", self._data, place + 16)
        return list(values[1::3]), list(values[0::3]), list(values[2::3])

    @cached_property
    def _segments(self) -> tuple[tuple[int, ...], ...]:
        """Format 4: last characters, first characters, differences and range offsets of the segments."""
        place = self._character_map[1]
        count = self._unpack(">H", place + 6)[0] // 2
        lasts = struct.unpack_from(f">{count}H", self._data, place + 14)
        rest = struct.unpack_from(f">{3 * count}H", self._data, place + 16 + 2 * count)
        return lasts, rest[:count], rest[count : 2 * count], rest[2 * count :]

    def glyph(self, code: int) -> int:
        """Return the glyph of a character, 0 when the font has none."""
        if self._character_map[0] == 12:
            lasts, firsts, glyphs = self._groups
            group = bisect_left(lasts, code)
            if group == len(lasts) or firsts[group] > code:
                return 0
            return glyphs[group] + code - firsts[group]
        if code > 0xFFFF:
            return 0
        ends, starts, deltas, offsets = self._segments
        segment = bisect_left(ends, code)
        if segment == len(ends) or starts[segment] > code:
            return 0
        if not offsets[segment]:
            return (code + deltas[segment]) & 0xFFFF
        table = self._character_map[1] + 16 + 6 * len(ends)
        place = table + 2 * segment + offsets[segment] + 2 * (code - starts[segment])
        glyph: int = self._unpack(">H", place)[0]
        return (glyph + deltas[segment]) & 0xFFFF if glyph else 0

    def advance(self, glyph: int) -> int:
        """Return how far a glyph moves the pen."""
        width: int = self._unpack(">H", self._at(b"hmtx", 4 * min(glyph, self._metrics - 1)))[0]
        return width

    def _metric(self, glyph: int, widened: int) -> bytes:
        """Return a glyph's entry of the table hmtx, its advance so much wider."""
        if glyph < self._metrics and not widened:
            place = self._at(b"hmtx", 4 * glyph)
            return self._data[place : place + 4]
        return struct.pack(">H", self.advance(glyph) + widened) + self._side_bearing(glyph)

    def _side_bearing(self, glyph: int) -> bytes:
        if glyph < self._metrics:
            place = self._at(b"hmtx", 4 * glyph + 2)
        else:
            place = self._at(b"hmtx", 4 * self._metrics + 2 * (glyph - self._metrics))
        return self._data[place : place + 2]

    def outline(self, glyph: int) -> bytes:
        """Return a glyph's entry of the table glyf, empty for a blank one."""
        if self._long_loca:
            start, end = self._unpack(">2I", self._at(b"loca", 4 * glyph))
        else:
            start, end = (2 * half for half in self._unpack(">2H", self._at(b"loca", 2 * glyph)))
        base = self._at(b"glyf", 0)
        return self._data[base + start : base + end]

    def subset(self, glyphs: Sequence[int], widened: Sequence[int]) -> tuple[bytes, int]:
        """Return a font file with the tables of `subset_tables`, and how many glyphs it has."""
        tables, count = self.subset_tables(glyphs, widened)
        return assembled(tables), count

    def subset_tables(
        self, glyphs: Sequence[int], widened: Sequence[int], *, blank_notdef: bool = False
    ) -> tuple[dict[bytes, bytes], int]:
        """Return the tables that draw: .notdef, then *glyphs* in this order, each *widened* so far; and their number.

        A glyph may come twice. What composites are made of is appended.
        """
        order = [0, *glyphs]
        numbers: dict[int, int] = {}
        outlines: list[bytes] = []
        for number, glyph in enumerate(order):
            outline = b"" if blank_notdef and not number else self.outline(glyph)
            if outline[:2] > b"\x7f\xff":
                outline = self._renumbered(outline, order, numbers)
            outlines.append(outline + bytes(-len(outline) % 4))
        offsets = [0]
        for outline in outlines:
            offsets.append(offsets[-1] + len(outline))
        more = [0, *widened, *[0] * (len(order) - 1 - len(glyphs))]
        metrics = b"".join([self._metric(g, m) for g, m in zip(order, more, strict=True)])
        head = bytearray(self._table(b"head"))
        head[8:12] = bytes(4)
        head[50:52] = b"\x00\x01"
        hhea = self._table(b"hhea")[:34] + struct.pack(">H", len(order))
        maxp = self._table(b"maxp")
        tables = {
            b"glyf": b"".join(outlines),
            b"head": bytes(head),
            b"hhea": hhea,
            b"hmtx": metrics,
            b"loca": struct.pack(f">{len(offsets)}I", *offsets),
            b"maxp": maxp[:4] + struct.pack(">H", len(order)) + maxp[6:],
        }
        for tag in (b"cvt ", b"fpgm", b"prep"):
            if tag in self._tables:
                tables[tag] = self._table(tag)
        return tables, len(order)

    def _renumbered(self, outline: bytes, order: list[int], numbers: dict[int, int]) -> bytes:
        """Point a composite at the new numbers of its parts, adding to *order* those not yet there.

        *numbers* remembers the parts that were added.
        """
        changed = bytearray(outline)
        place = 10
        while True:
            flags, part = struct.unpack_from(">2H", outline, place)
            if part not in numbers:
                numbers[part] = len(order)
                order.append(part)
            struct.pack_into(">H", changed, place + 2, numbers[part])
            place += 8 if flags & _WORDS else 6
            place += 2 if flags & _SCALE else 4 if flags & _XY_SCALE else 8 if flags & _TWO_BY_TWO else 0
            if not flags & _MORE:
                return bytes(changed)


def assembled(tables: dict[bytes, bytes]) -> bytes:
    """Put tables together to a font file with its checksums."""
    count = len(tables)
    power = count.bit_length() - 1
    search = 16 << power
    header = struct.pack(">I4H", 0x00010000, count, search, power, 16 * count - search)
    offset = 12 + 16 * count
    directory, bodies = [], []
    total = head = 0
    for tag in sorted(tables):
        if tag == b"head":
            head = offset
        padded = tables[tag] + bytes(-len(tables[tag]) % 4)
        checksum = _checksum(padded)
        total += checksum
        directory.append(struct.pack(">4sIII", tag, checksum, offset, len(tables[tag])))
        bodies.append(padded)
        offset += len(padded)
    start = b"".join([header, *directory])
    font = bytearray(b"".join([start, *bodies]))
    # All tables are padded to whole words, so that the file's checksum is the sum of theirs.
    struct.pack_into(">I", font, head + 8, 0xB1B0AFBA - (total + _checksum(start)) & 0xFFFFFFFF)
    return bytes(font)


def _checksum(padded: bytes) -> int:
    words = array("I", padded)
    if sys.byteorder == "little":
        words.byteswap()
    return sum(words) & 0xFFFFFFFF
