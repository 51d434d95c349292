"""Tells the language of a paragraph, for programs that read aloud or check spelling."""

import re

_WORD = re.compile(r"(?<!\S)[A-Za-z]{2,}(?=[\s,.;:!?]|$)")
_LEAST_WORDS = 4
_LEAST_SHARE = 0.8


def is_english(text: str) -> bool:
    """Whether a paragraph is English: nearly all of its letters are Latin, in several words."""
    # This decides most paragraphs at once.
    if len(text.encode("ascii", "ignore")) < _LEAST_SHARE / 2 * len(text):
        return False
    letters = [character for character in text if character.isalpha()]
    latin = sum(character.isascii() for character in letters)
    return latin >= _LEAST_SHARE * len(letters) > 0 and len(_WORD.findall(text)) >= _LEAST_WORDS
