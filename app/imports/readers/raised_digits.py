"""Digits that stand raised behind a figure or a word: the mark of a note, and no digit of the figure."""

import re

_RAISED = str.maketrans("0123456789+-()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾")
_BRACKETED = re.compile(r"[\[［〔(（]\s*([0-9]{1,3})\s*[\]］〕)）]")


def raised(text: str) -> str:
    """Return a raised text in raised characters, so that its digits can't be taken for those beside it."""
    return _BRACKETED.sub(r"\1", text).translate(_RAISED)
