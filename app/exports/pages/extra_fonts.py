"""Optional fonts beside the program: what GB 18030-2022 asks for at level 3, too large to come along with every copy."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from app.exports.pages.sfnt import FontError, Sfnt

FOLDER = "extra-fonts"
LEVEL_3 = (0x20000, 0x2EBE1)
"""Extensions B to F of Unicode: from the first code to before the last."""
NAMES = ("NianbaoLevel3A.ttf", "NianbaoLevel3B.ttf")


def is_optional(character: str) -> bool:
    """Whether the optional fonts have the character, installed or not."""
    return LEVEL_3[0] <= ord(character) < LEVEL_3[1]


def folder() -> Path:
    """Return the folder where the fonts are looked for: beside the program, or at the top of the source tree."""
    if getattr(sys, "frozen", False):
        return Path(sys.executable).parent / FOLDER
    return Path(__file__).resolve().parents[3] / FOLDER


def extra_fonts() -> Iterator[Sfnt]:
    """Yield the fonts that are there; one that can't be read is left out."""
    for name in NAMES:
        try:
            yield Sfnt(folder() / name)
        except (OSError, FontError):
            continue
