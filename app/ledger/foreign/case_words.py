"""Recognises a note that tells of a review or a suit."""

import re

_CASES = re.compile(
    "(?<![未不没无有])(?:申请|提起|提出|引发|进入|已|经|被)[^，。；不未无]{0,6}(?:复议|诉讼)|行初|行终|行复"
)


def tells_case(note: str) -> bool:
    """Whether a note says that a review or a suit was begun."""
    return _CASES.search(note) is not None
