"""Shorthand for findings that point at words in a text."""

from app.rules.model import Finding, Severity
from app.rules.prose import Sentence


def at_sentence(
    rule: str,
    severity: Severity,
    message: str,
    sentence: Sentence,
    cells: tuple[str, ...] = (),
    hint: str = "",
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
    )


def at_words(
    rule: str, severity: Severity, message: str, section: str, text: str, start: int, end: int
) -> Finding:
    """Return a finding that marks ``text[start:end]`` of a section's text."""
    return Finding(
        rule,
        severity,
        message,
        section=section,
        start=start,
        length=end - start,
        excerpt=text[start:end],
    )
