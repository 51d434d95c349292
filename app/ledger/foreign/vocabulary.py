"""The words of foreign ledgers: headings, kinds of applicants, results, states (``resources/ledger/words.json``)."""

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any

from app.chinese_numerals import NUMBER
from app.paths import resource
from app.values import half_width

_NUMBERING = re.compile(
    rf"^(?:[(\[]?{NUMBER}[)\]、.．]|[(\[]?[0-9]{{1,2}}[)\]、]|[0-9]{{1,2}}[.．](?![0-9])|[①-⑳⒈-⒛⑴-⒇㈠-㈩])+"
)
_DROPPED = re.compile(r"[\s“”\"'‘’《》<>:;。]+")

GIVEN = frozenset(("granted", "partly_granted"))
"""The results by which something is made public."""
YES = frozenset(
    [
        "是",
        "√",
        "✓",
        "✔",
        "有",
        "已延期",
        "延期",
        "Y",
        "y",
        "1",
        "☑",
        "■",
        "●",
        "○",
        "对",
        "V",
        "v",
        "已",
        "TRUE",
        "真",
    ]
)
"""What is written for a yes, and for a tick."""


@cache
def words() -> Mapping[str, Any]:
    """Return the whole vocabulary."""
    found: Mapping[str, Any] = json.loads(resource("ledger", "words.json").read_text(encoding="utf-8"))
    return found


@lru_cache(8192)
def plain(text: str) -> str:
    """Return a text in one spelling: half-width, without blanks, quotes and the number in front of it."""
    text = _DROPPED.sub("", half_width(text))
    return _NUMBERING.sub("", text).replace(",", "，").replace("--", "—").replace("部份", "部分")


def plain_heading(text: str) -> str:
    """Return a heading without blanks and line ends, of one width."""
    return re.sub(r"[\s　:*＊]+", "", half_width(text)).replace("（", "(").replace("）", ")")


@cache
def lookup(section: str) -> Mapping[str, str]:
    """Return each word of a section with what it stands for, words as `plain` writes them."""
    return {plain(word): key for key, known in words()[section].items() for word in known}


@cache
def listed(section: str) -> frozenset[str]:
    """Return the words of a section that is a plain list."""
    return frozenset(plain(word) for word in words()[section])


@cache
def headings() -> Mapping[str, str]:
    """Return each known heading with its field; a heading that several fields have goes to the first."""
    found: dict[str, str] = {}
    for key, known in words()["fields"].items():
        for word in known:
            found.setdefault(plain_heading(word), key)
    return found


def longest_first(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return words with their keys, longer words before those they may contain."""
    return sorted(pairs, key=lambda pair: -len(pair[0]))
