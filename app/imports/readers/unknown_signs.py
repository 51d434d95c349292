"""What is seen but can't be read: no figure is made of it."""

from app.imports.raw_document import UNKNOWN

_FONTS_OF_SIGNS = ("wingdings", "webdings", "marlett", "zapfdingbats", "zapf dingbats")


def is_font_of_signs(font: str) -> bool:
    """Whether a font of this name shows small pictures in place of letters and digits."""
    return font.strip(" '\"").lower().startswith(_FONTS_OF_SIGNS)


def unknown(text: str) -> str:
    """Return a text of which each character is seen but not read."""
    return "".join(UNKNOWN if not character.isspace() else character for character in text)
