"""Names of units in one spelling, so that two names that look alike are one.

A name copied from a web page or typed by somebody else brings characters that nobody sees, which turn the
direction of writing, break a line or only differ in width. They would make twins in lists and forge lines.
"""

import re
import unicodedata

_BRACKETS = str.maketrans("()", "（）")
_UNSEEN = ("Cc", "Cf", "Zl", "Zp")
_IGNORED = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Characters that show nothing by themselves though their category does not say so."""
_BLANK = re.compile("(?<![A-Za-z0-9]) | (?![A-Za-z0-9])")
_REPLACEMENT = "\ufffd"


def unit_name(text: str) -> str:
    """Return a unit's name as it is kept: compatibility forms resolved (NFKC), nothing unseen, brackets full-width.

    Blanks stay, one at a time, between Latin letters or digits only: no Chinese name has any.
    """
    seen = "".join(_blank(character) for character in unicodedata.normalize("NFKC", text))
    # What was taken out may have stood between a letter and its accent.
    plain = unicodedata.normalize("NFKC", _IGNORED.sub("", seen)).translate(_BRACKETS)
    return _BLANK.sub("", " ".join(plain.split()))


def _blank(character: str) -> str:
    if character.isspace():
        return " "
    return "" if unicodedata.category(character) in _UNSEEN else character


def visible(text: str) -> str:
    """Return *text* with a replacement character for each one that nobody sees, as foreign files may hold them."""
    return "".join(
        _REPLACEMENT if unicodedata.category(character) in _UNSEEN or _IGNORED.match(character) else character
        for character in text
    )
