"""The fonts, colours and the code page that a document in rich text begins with."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.imports.readers.unknown_signs import is_font_of_signs

_CHARSETS = {0: "cp1252", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5"}
_FONT_CHARSET = re.compile(r"\\f(\d{1,5})(?!\d)[^{};]*?\\fcharset(\d{1,3})")
_FONT_NAME = re.compile(r"\\f(\d{1,5})(?!\d)[^{};]*? ([^\\{};]+)(?:\{[^{}]*\})?;")
_CODE_PAGE = re.compile(r"\\ansicpg(\d{3,5})")
_FONT_TABLE = re.compile(r"\{\\fonttbl.{0,200000}?\}\s*\}", re.DOTALL)
_COLOUR_TABLE = re.compile(r"\{\\colortbl([^{}]{0,20000})\}")


@dataclass(frozen=True)
class RtfHeader:
    """What holds for the whole document. *signs* are the fonts of symbols, in which a letter is shown as a picture."""

    code_page: str
    charsets: Mapping[int, int]
    signs: Mapping[int, str]
    colours: Sequence[str]

    def colour(self, number: int | None) -> str:
        """Return a colour of the table as RRGGBB; empty for one that is not said."""
        return self.colours[number] if number and 0 < number < len(self.colours) else ""

    def encoding(self, font: int) -> str:
        """Return in which encoding a font's bytes are."""
        encoding = _CHARSETS.get(self.charsets.get(font, -1), self.code_page)
        return self.code_page if encoding == "cp1252" else encoding


def header_of(text: str) -> RtfHeader:
    """Read what a document begins with."""
    page = _CODE_PAGE.search(text[:2000])
    found = _FONT_TABLE.search(text)
    fonts = found[0] if found else ""
    colours = _COLOUR_TABLE.search(text)
    return RtfHeader(
        {"936": "gb18030", "950": "big5", "932": "cp932"}.get(page[1] if page else "", "cp1252"),
        {int(font): int(charset) for font, charset in _FONT_CHARSET.findall(fonts)},
        {int(font): name for font, name in _FONT_NAME.findall(fonts) if is_font_of_signs(name)},
        [_colour(part) for part in (colours[1] if colours else "").split(";")],
    )


def _colour(part: str) -> str:
    found = [re.search(rf"\\{name}(\d{{1,3}})", part) for name in ("red", "green", "blue")]
    return "".join(f"{min(int(match[1]), 255):02X}" for match in found if match) if all(found) else ""
