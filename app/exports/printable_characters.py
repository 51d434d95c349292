"""Whether a character can be printed. The fonts are opened only for a character that is out of the ordinary."""

_USUAL = "—·〇"
"""The dash and the point of names, which GB 2312 has too, but Python's codec for it takes for their twins; and the zero."""


def can_print(character: str) -> bool:
    """Whether some bundled face has the character; what is usual is there (a test of the fonts holds this)."""
    if is_usual(character):
        return True
    from app.exports.pages.fonts import bundled

    return not bundled().missing([character])


def is_usual(character: str) -> bool:
    """Whether it is an ideograph of Unicode 1.1, or is in GB 2312 or as common as that."""
    if "\u4e00" <= character <= "\u9fa5" or character in _USUAL:
        return True
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
