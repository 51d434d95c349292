"""Whether a character can be printed. The fonts are opened only for a character that is out of the ordinary."""


def can_print(character: str) -> bool:
    """Whether some bundled face has the character; all of GB 2312 is there (a test of the fonts holds this)."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        from app.exports.pages.fonts import bundled

        return not bundled().missing([character])
    return True
