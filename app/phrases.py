"""Phrases of one's own (常用语): pieces of text that a workspace keeps, to be put into any of its reports."""

from dataclasses import dataclass
from typing import ClassVar

from app.records import Record


@dataclass(frozen=True)
class Phrase(Record):
    """A piece of text by a name; *body* is kept as texts of reports are, linked figures as such (`app.linked_text`)."""

    TABLE: ClassVar[str] = "phrase"
    LISTED: ClassVar[bool] = False

    id: int
    name: str
    body: str
