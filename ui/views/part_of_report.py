"""A part of a report, as the preview and the pages to work on tell it one another."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ReportPlace:
    """A section, in it a cell, or a character of its text. Without a section: title and 落款."""

    section: str = ""
    cell: str | None = None
    start: int = 0
