"""Phrases of one's own (常用语): pieces of text that a workspace keeps, to be put into any of its reports."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from app.errors import UserError
from app.linked_figures import LEDGER, LEFT_OPEN, words_of
from app.linked_text import plain, unlinked, with_values
from app.records import Record
from app.report import Report

LONGEST_NAME = 30
_SPEAKING = 6
"""In characters: the least that tells a text from others; “2025年” does not."""


@dataclass(frozen=True)
class Phrase(Record):
    """A piece of text by a name; *body* is kept as texts of reports are, linked figures as such (`app.linked_text`)."""

    TABLE: ClassVar[str] = "phrase"
    LISTED: ClassVar[bool] = False

    id: int
    name: str
    body: str

    @property
    def text(self) -> str:
        """The text as it is printed."""
        return plain(self.body)


def phrase_name(typed: str, others: Iterable[Phrase]) -> str:
    """Return a name as it is kept. Raises `UserError` for none, one too long, and one that another phrase has."""
    name = " ".join(typed.split())
    if not name:
        raise UserError("请填写名称。")
    if len(name) > LONGEST_NAME:
        raise UserError(f"名称有 {len(name)} 个字，请不要超过 {LONGEST_NAME} 个字。")
    if any(other.name == name for other in others):
        raise UserError(f"已有名称为“{name}”的常用语，请换一个名称。")
    return name


def proposed_name(text: str) -> str:
    """Return the beginning of a text, up to a mark where that says something, as a name for it."""
    words = " ".join(text.split())[: LONGEST_NAME // 2]
    end = next((n for n, one in enumerate(words) if n >= _SPEAKING and one in "，。；：！？,;:"), len(words))
    return words[:end]


def body_in(report: Report, phrase: Phrase, *, has_ledger: bool) -> str:
    """Return the text as it goes into a report: linked figures have its values.

    A figure that nothing in this report can say is not this report's: it is left open, to be confirmed.
    """

    def is_open(source: str, _figure: str) -> bool:
        return not has_ledger if source.startswith(LEDGER) else words_of(report, source) is None

    body = with_values(phrase.body, lambda source: words_of(report, source))
    return unlinked(body, is_open, LEFT_OPEN.format)


def by_likeness(phrases: Iterable[Phrase], before: str) -> list[Phrase]:
    """Return phrases by name, those first whose name, or its beginning, stands right before the cursor."""
    return sorted(phrases, key=lambda one: (-len(typed_before(one, before)), one.name))


def typed_before(phrase: Phrase, before: str) -> str:
    """Return as much of a phrase's name, two characters at least, as the text before the cursor ends with."""
    for length in range(len(phrase.name), 1, -1):
        if before.endswith(phrase.name[:length]):
            return phrase.name[:length]
    return ""
