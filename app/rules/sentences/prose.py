"""The narrative texts as rules see them: sentences with their place in the section's text."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from app.rules.sentences.plain_sentences import plain
from app.text_outline import BLANKS

LONGEST_TEXT = 20_000
"""How many characters of a section are checked: four long reports; `text.length` reports what is longer."""

_LONGEST_SENTENCE = 1_000
_REMEMBERED = 512
"""Of how many paragraphs the sentences are remembered."""

_END = re.compile(r"[。！？\n]")


@dataclass(eq=False, repr=False)
class Sentence:
    """One sentence: *text* stands at *start* in the text of *section*; *paragraph* counts from 0."""

    section: str
    paragraph: int
    start: int
    text: str

    @cached_property
    def plain(self) -> str:
        """The sentence with its numbers made plain; see `plain_sentences.plain`."""
        return plain(self.text)

    @property
    def span(self) -> tuple[str, int, int]:
        """The section, and where in its text the sentence starts and how long it is."""
        return self.section, self.start, len(self.text)


class ProseParagraph(NamedTuple):
    """One line of a section's text, as it is written: *text* is the *number*-th and stands at *start*."""

    section: str
    number: int
    start: int
    text: str


def paragraphs(section: str, text: str) -> list[ProseParagraph]:
    """Return the lines of a section's text that have words."""
    found, start = [], 0
    for number, line in enumerate(text.split("\n")):
        if line and not line.isspace():
            found.append(ProseParagraph(section, number, start, line))
        start += len(line) + 1
    return found


@lru_cache(maxsize=_REMEMBERED)
def sentences(paragraph: ProseParagraph) -> tuple[Sentence, ...]:
    """Split a paragraph into sentences without the blanks around them; remembered, as an edit changes one paragraph.

    Text without a full stop for a thousand characters is cut there: no pattern reads further than a clause, and
    text without punctuation must not take long to read.
    """
    found: list[Sentence] = []
    section, number, offset, text = paragraph
    ends = [match.end() for match in _END.finditer(text)]
    start = 0
    for end in (*ends, len(text)):
        for begin in range(start, end, _LONGEST_SENTENCE):
            raw = text[begin : min(end, begin + _LONGEST_SENTENCE)]
            words = raw.strip(BLANKS + "\r")
            if words:
                found.append(Sentence(section, number, offset + begin + raw.index(words), words))
        start = end
    return tuple(found)


def sentence_around(section: str, text: str, start: int) -> str:
    """Return the sentence of *text* in which position *start* lies, blanks left out."""
    begin = max((m.end() for m in _END.finditer(text, max(0, start - _LONGEST_SENTENCE), start)), default=0)
    begin = max(begin, start - _LONGEST_SENTENCE)
    after = _END.search(text, start, start + _LONGEST_SENTENCE)
    end = after.end() if after else min(len(text), start + _LONGEST_SENTENCE)
    return "".join(text[begin:end].split())
