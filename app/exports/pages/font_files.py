"""Subsets of fonts as files of their own, with cmap, name, OS/2 and post beside the outlines.

OFD-A requires them so (GB/T 42133, 6.2.6c), and so do programs that read fonts embedded in a Word document.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

from app.exports.pages.fonts import Glyph
from app.exports.pages.sfnt import Sfnt, assembled

_WINDOWS, _UNICODE_BMP, _UNICODE_FULL, _ENGLISH = 3, 1, 10, 0x409
_BMP = 0xFFFF
_NAMES = ((1, "{}"), (2, "Regular"), (3, "{}"), (4, "{}"), (5, "Version 1.0"), (6, "{}"))
_OS2_LENGTH = 96
_REGULAR = 0x40


def font_name(font: Sfnt) -> str:
    """Return the name by which the document refers to the font."""
    return font.postscript_name


def font_file(font: Sfnt, glyphs: Mapping[str, Glyph], name: str = "") -> bytes:
    """Return a TrueType file with the glyphs that a document uses, by character; .notdef draws nothing.

    *name* is what the file is called where the font's own name won't do.
    """
    numbers = [glyph.number for glyph in glyphs.values()]
    tables, _ = font.subset_tables(numbers, [0] * len(numbers), blank_notdef=True)
    codes = sorted((ord(character), place) for place, character in enumerate(glyphs, 1))
    tables |= {
        b"cmap": _cmap(codes),
        b"name": _name(name or font_name(font)),
        b"OS/2": _os2(font, codes),
        b"post": struct.pack(">IIhhIIIII", 0x00030000, 0, -100, 50, 0, 0, 0, 0, 0),
    }
    return assembled(tables)


def _cmap(codes: Sequence[tuple[int, int]]) -> bytes:
    """Map characters to glyphs: those up to U+FFFF in a format that every reader knows, all in another if need be."""
    low = [(code, glyph) for code, glyph in codes if code <= _BMP]
    parts = [(_UNICODE_BMP, _segments(low))]
    if len(low) < len(codes):
        parts.append((_UNICODE_FULL, _groups(codes)))
    offset = 4 + 8 * len(parts)
    head = struct.pack(">2H", 0, len(parts))
    for encoding, table in parts:
        head += struct.pack(">2HI", _WINDOWS, encoding, offset)
        offset += len(table)
    return head + b"".join(table for _, table in parts)


def _segments(codes: Sequence[tuple[int, int]]) -> bytes:
    """Format 4: runs of codes whose glyphs follow each other, and the last one that it demands."""
    runs: list[list[int]] = []
    for code, glyph in codes:
        if runs and code == runs[-1][1] + 1 and glyph - code == runs[-1][2]:
            runs[-1][1] = code
        elif code < _BMP:
            runs.append([code, code, glyph - code])
    runs.append([_BMP, _BMP, 1])
    count = len(runs)
    power = count.bit_length() - 1
    body = struct.pack(f">{count}H", *(end for _, end, _ in runs)) + bytes(2)
    body += struct.pack(f">{count}H", *(start for start, _, _ in runs))
    body += struct.pack(f">{count}H", *(delta & 0xFFFF for _, _, delta in runs)) + bytes(2 * count)
    head = struct.pack(">4H", 2 * count, 2 << power, power, 2 * count - (2 << power))
    return struct.pack(">3H", 4, 14 + len(body), 0) + head + body


def _groups(codes: Sequence[tuple[int, int]]) -> bytes:
    """Format 12: a group for each character."""
    body = b"".join(struct.pack(">3I", code, code, glyph) for code, glyph in codes)
    return struct.pack(">2H3I", 12, 0, 16 + len(body), 0, len(codes)) + body


def _name(name: str) -> bytes:
    texts = [(number, text.format(name).encode("utf-16-be")) for number, text in _NAMES]
    head = struct.pack(">3H", 0, len(texts), 6 + 12 * len(texts))
    offset = 0
    for number, text in texts:
        head += struct.pack(">6H", _WINDOWS, _UNICODE_BMP, _ENGLISH, number, len(text), offset)
        offset += len(text)
    return head + b"".join(text for _, text in texts)


def _os2(font: Sfnt, codes: Sequence[tuple[int, int]]) -> bytes:
    """Return the font's own table OS/2 with the range of characters that is left, or a plain one."""
    first, last = (min(codes[0][0], _BMP), min(codes[-1][0], _BMP)) if codes else (0, 0)
    own = bytearray(font.table(b"OS/2") or b"")
    if len(own) >= 78:
        struct.pack_into(">2H", own, 64, first, last)
        return bytes(own)
    size = font.units_per_em
    head = struct.pack(">Hh3H", 4, size, 400, 5, 0)
    head += struct.pack(">10h", *[size * part // 100 for part in (65, 60, 0, 8, 65, 60, 0, 48, 5, 26)])
    head += struct.pack(">h", 0) + bytes(10) + bytes(16) + b"NONE"
    head += struct.pack(">3H", _REGULAR, first, last)
    head += struct.pack(">3h2H", font.ascent, font.descent, 0, max(font.ascent, 0), max(-font.descent, 0))
    return head + bytes(_OS2_LENGTH - len(head))
