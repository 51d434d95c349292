"""Texts with figures that are linked to cells, as they are kept: what is printed, and what it is linked to, in one string.

Unicode has three characters for notes inside a text. A linked figure is written as U+FFF9, the figure as it is
printed, U+FFFA, its source, U+FFFB: so the text and its links are kept, copied and restored together, and what a
stranger reads in the file is the text with its figures. Nobody can type these characters, and what comes from
elsewhere is freed of them.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from app.lazy_pattern import pattern

_OPEN, _SOURCE, _CLOSE = "\ufff9", "\ufffa", "\ufffb"
_LINKED = pattern(f"{_OPEN}([^{_OPEN}-{_CLOSE}\n]*){_SOURCE}([^{_OPEN}-{_CLOSE}\n]+){_CLOSE}")
_MARKS = str.maketrans("", "", _OPEN + _SOURCE + _CLOSE)


class Link(NamedTuple):
    """A linked figure: where it stands in the text as it is printed, and the *source* of its value."""

    start: int
    length: int
    source: str

    @property
    def end(self) -> int:
        """Where the figure ends."""
        return self.start + self.length


def plain(body: str) -> str:
    """Return a kept text as it is printed."""
    return _LINKED.sub(r"\1", body) if _OPEN in body else body


def links_in(body: str) -> tuple[Link, ...]:
    """Return the linked figures of a kept text, in their order."""
    if _OPEN not in body:
        return ()
    found, marks = [], 0
    for match in _LINKED.finditer(body):
        found.append(Link(match.start() - marks, len(match[1]), match[2]))
        marks += len(match[0]) - len(match[1])
    return tuple(found)


def marked(text: str, links: Iterable[Link]) -> str:
    """Return the kept form of a printed text in which these figures are linked."""
    pieces, end = [], 0
    for link in sorted(links, key=lambda link: link.start):
        figure = text[link.start : link.end]
        if link.start >= end and figure and "\n" not in figure:
            pieces += [text[end : link.start], _OPEN, figure, _SOURCE, link.source, _CLOSE]
            end = link.end
    return "".join(pieces) + text[end:]


def free_of_marks(text: str) -> str:
    """Return a text from elsewhere without the characters that mark links here."""
    return text.translate(_MARKS)


def with_values(body: str, value_of: Callable[[str], str | None]) -> str:
    """Return a kept text with new values of its figures; one whose source has no value keeps what it has."""
    if _OPEN not in body:
        return body

    def renewed(match: re.Match[str]) -> str:
        value = value_of(match[2])
        return match[0] if value is None else f"{_OPEN}{value}{_SOURCE}{match[2]}{_CLOSE}"

    return _LINKED.sub(renewed, body)


def unlinked(body: str, drops: Callable[[str, str], bool], words: Callable[[str], str] = str) -> str:
    """Return a kept text in which the figures for which *drops* of source and figure holds are plain text.

    *words* gives what such a figure becomes.
    """
    if _OPEN not in body:
        return body
    return _LINKED.sub(lambda match: words(match[1]) if drops(match[2], match[1]) else match[0], body)


def outside_figures(body: str, change: Callable[[str], str]) -> str:
    """Return a kept text with the words before, between and behind its figures changed."""
    pieces, end = [], 0
    for match in _LINKED.finditer(body):
        pieces += [change(body[end : match.start()]), match[0]]
        end = match.end()
    return "".join(pieces) + change(body[end:])


def without_values(body: str) -> str:
    """Return a kept text without the values of its figures: what is the same however the tables change."""
    return with_values(body, lambda _: "")


def replaced(body: str, changes: Sequence[tuple[int, int, str]]) -> str:
    """Return a kept text with words replaced, each at its start and length in the printed text and in their order.

    A figure that is touched becomes plain text; the others stay linked.
    """
    text, links = plain(body), list(links_in(body))
    for start, length, words in reversed(changes):
        end, grown = start + length, len(words) - length
        text = text[:start] + words + text[end:]
        kept = []
        for link in links:
            if link.end <= start:
                kept.append(link)
            elif link.start >= end:
                kept.append(link._replace(start=link.start + grown))
        links = kept
    return marked(text, links)
