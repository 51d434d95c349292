"""Digits raised or lowered behind a figure or a word: they mark a note and are no digits of the figure."""

import re

_RAISED = str.maketrans("0123456789+-()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾")
_LOWERED = str.maketrans("0123456789+-()", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎")
_BRACKETED = re.compile(r"[\[［〔(（]\s*([0-9]{1,3})\s*[\]］〕)）]")


def raised(text: str) -> str:
    """Return a raised text in raised characters, so that its digits can't be taken for those beside it."""
    return _BRACKETED.sub(r"\1", text).translate(_RAISED)


def lowered(text: str, before: str) -> str:
    """Return a lowered text in lowered characters where it stands behind a digit or nothing: PM2.5 stays as it is."""
    return _BRACKETED.sub(r"\1", text).translate(_LOWERED) if not before or before[-1:].isdigit() else text
