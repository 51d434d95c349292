"""Masks certificate and telephone numbers in a ledger's texts, unless somebody asks to keep them."""

import re

_ID = re.compile(r"(?<![0-9A-Za-z])([0-9]{2})[0-9]{4}(?:19|20)?[0-9]{9,11}[0-9Xx](?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<![0-9])(1[3-9][0-9])[0-9]{4}([0-9]{4})(?![0-9])")
_LANDLINE = re.compile(r"(?<![0-9])(0[0-9]{2,3}[-—– ]?)[0-9]{7,8}(?![0-9])")
_CREDIT = re.compile(
    r"(?<![0-9A-Za-z])([0-9A-HJ-NP-RT-UW-Y]{2})[0-9]{6}[0-9A-HJ-NP-RT-UW-Y]{10}(?![0-9A-Za-z])"
)


def masked(text: str) -> str:
    """Return *text* with certificate and telephone numbers masked but for their first digits."""
    if not re.search("[0-9]{6}", text):
        return text
    text = _ID.sub(lambda match: match[1] + "*" * (len(match[0]) - 2), text)
    text = _CREDIT.sub(lambda match: match[1] + "*" * 16, text)
    text = _MOBILE.sub(r"\1****\2", text)
    return _LANDLINE.sub(lambda match: match[1] + "*" * (len(match[0]) - len(match[1])), text)
