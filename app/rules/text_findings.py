"""Shorthand for findings that point at words in a text."""

from app.rules.model import Finding, Replacement, Severity
from app.rules.prose import Sentence


def at_sentence(
    rule: str,
    severity: Severity,
    message: str,
    sentence: Sentence,
    cells: tuple[str, ...] = (),
    hint: str = "",
    replacements: tuple[Replacement, ...] = (),
) -> Finding:
    """Return a finding that marks a whole sentence."""
    section, start, length = sentence.span
    return Finding(
        rule,
        severity,
        message,
        cells,
        section=section,
        start=start,
        length=length,
        excerpt=sentence.text,
        hint=hint,
        replacements=replacements,
    )


def at_words(
    rule: str,
    severity: Severity,
    message: str,
    section: str,
    text: str,
    start: int,
    end: int,
    new: str | None = None,
) -> Finding:
    """Return a finding that marks ``text[start:end]`` of a section's text; *new* is what should stand there."""
    replacements = () if new is None else (Replacement(section, start, text[start:end], new),)
    return Finding(
        rule,
        severity,
        message,
        section=section,
        start=start,
        length=end - start,
        excerpt=text[start:end],
        replacements=replacements,
    )
