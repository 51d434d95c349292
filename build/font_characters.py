"""Which characters the bundled and the optional fonts have."""

from __future__ import annotations

import bz2
from pathlib import Path

from font_sources import FONTS, SOURCES, Source
from fontTools.ttLib import TTFont


def standard_characters(work: Path) -> str:
    """The 8,105 characters of 通用规范汉字表 (2013) in its order; Unihan's field kTGH holds their numbers."""
    numbered: dict[int, str] = {}
    for path in (work / "usr/share/unicode").glob("Unihan_*.txt.bz2"):
        for line in bz2.decompress(path.read_bytes()).decode().splitlines():
            if "\tkTGH\t" in line and not line.startswith("#"):
                code, _, value = line.split()
                numbered[int(value.removeprefix("2013:"))] = chr(int(code.removeprefix("U+"), 16))
    if sorted(numbered) != list(range(1, 8106)):
        raise SystemExit("Unihan does not list all of 通用规范汉字表")
    return "".join(numbered[number] for number in sorted(numbered))


def gb2312() -> set[int]:
    """Every character of GB 2312-1980, symbols included."""
    pairs = (bytes([row, cell]) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return {ord(text) for pair in pairs if (text := pair.decode("gb2312", "ignore"))}


def text_characters(standard: str) -> set[int]:
    """Return the characters of a text face: GB 2312, the standard characters, Latin, punctuation, ① …."""
    ranges = ((0x20, 0x180), (0x2010, 0x205F), (0x2460, 0x2500), (0x3000, 0x3040), (0xFF00, 0xFFF0))
    return gb2312() | set(map(ord, standard)) | {code for start, end in ranges for code in range(start, end)}


def fallback_characters() -> set[int]:
    """Return the further characters of the fallback: the URO, the double-byte part of GB 18030, signs, rare ideographs."""
    double_byte = {code for code in range(0x3400, 0x4DC0) if len(chr(code).encode("gb18030")) == 2}
    ranges = ((0x2100, 0x2600), (0x3200, 0x3400), (0x4E00, 0xA000), (0xFE10, 0xFE70), (0x20000, 0x32000))
    return double_byte | {code for start, end in ranges for code in range(start, end)}


def rare_characters() -> set[int]:
    """The rest of GB 18030-2022, levels 1 and 2: Extension A, without what the fallback has."""
    return set(range(0x3400, 0x4DC0)) - fallback_characters()


def level_3_characters() -> set[int]:
    """Extensions B to F of Unicode, as GB 18030-2022 has them at level 3, without what the bundled fonts have."""
    bundled: set[int] = set()
    for source in SOURCES:
        bundled |= set(TTFont(FONTS / source.target).getBestCmap())
    return (set(range(0x20000, 0x2A6E0)) | set(range(0x2A700, 0x2EBE1))) - bundled


def kept_characters(source: Source, font: TTFont, standard: str) -> set[int]:
    """The characters that the made font is to have, as far as its source has them."""
    match source.characters:
        case "all":
            return set(font.getBestCmap())
        case "rare":
            return rare_characters()
        case "fallback":
            return text_characters(standard) | fallback_characters()
    return text_characters(standard)
