"""What is gone from a text and what is new in it, sentence by sentence."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")


@dataclass(frozen=True)
class TextDifference:
    """The sentences that only the text before has, and those that only the text after has, each in its order."""

    gone: tuple[str, ...]
    new: tuple[str, ...]


def text_difference(before: str, after: str) -> TextDifference:
    """Compare two texts. Those that differ in blanks and line ends alone have no sentence apart."""
    old, now = _sentences(before), _sentences(after)
    gone: list[str] = []
    new: list[str] = []
    for kind, first, end, start, stop in SequenceMatcher(None, old, now, autojunk=False).get_opcodes():
        if kind != "equal":
            gone += old[first:end]
            new += now[start:stop]
    return TextDifference(tuple(gone), tuple(new))


def _sentences(text: str) -> list[str]:
    return [found.strip() for found in _SENTENCE.findall(text) if found.strip()]
