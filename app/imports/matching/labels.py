"""Labels as published reports print them, brought to one spelling so that they can be compared.

Blanks, line ends, punctuation, numbering and bracketed notes don't count, nor whether characters are
traditional or full-width.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Generic, TypeVar

from app.values import half_width

_TRADITIONAL = str.maketrans(
    "業為舉與體倉產並關內決減動務區單厲發復複計認議許訟訪訴詢請購費轉過這進連採問國處報機條構權資據執護規範維結織組經繼續類級統糾納網緩罰補貨額項題總無現電當對屬層廢應強從態穩稱畫劃長門開間勞協縣鄉鎮廳個來時實審況會檔準場別數製",
    "业为举与体仓产并关内决减动务区单厉发复复计认议许讼访诉询请购费转过这进连采问国处报机条构权资据执护规范维结织组经继续类级统纠纳网缓罚补货额项题总无现电当对属层废应强从态稳称画划长门开间劳协县乡镇厅个来时实审况会档准场别数制",
)
_NUMBERING = re.compile(
    r"\((?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})\)[、.]?|[一二三四五六七八九十]{1,3}[、.,:]|[0-9]{1,2}[、.,)](?![0-9])|[①-⑳]|[1-9](?=[\u4e00-\u9fff])"
)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕")
_NOT_WORD = re.compile(r"[\W_]+")
_LONGEST_LABEL = 200
_PREFIX = 6
_FUZZY = 0.85
_FUZZY_LENGTH = 6


def squeeze(text: str) -> str:
    """Return *text* without any blanks, half-width, in simplified characters."""
    return "".join(half_width(text).split()).translate(_TRADITIONAL)


@lru_cache(maxsize=4096)
def spellings(text: str) -> tuple[str, ...]:
    """Return what a label may be compared by, the most telling first; empty for a text that can't be a label."""
    plain = squeeze(text)
    if not plain or len(plain) > _LONGEST_LABEL:
        return ()
    bare = _NUMBERING.sub("", plain, count=1) if _NUMBERING.match(plain) else plain
    noteless = _BRACKETS.sub("", bare)
    known: dict[str, None] = {}
    for spelling in (plain, bare, noteless):
        word = _NOT_WORD.sub("", spelling)
        if word:
            known[word] = None
    return tuple(known)


def main_spelling(text: str) -> str:
    """Return a label without numbering and notes, empty when nothing is left."""
    known = spellings(text)
    return known[-1] if known else ""


Item = TypeVar("Item")


@dataclass(frozen=True)
class Match(Generic[Item]):
    """A label recognised; *partial* when the source printed only a beginning of it."""

    item: Item
    partial: bool = False


class Vocabulary(Generic[Item]):
    """Labels that lead to items. A label that could mean two items means neither."""

    def __init__(self, entries: Iterable[tuple[Sequence[str], Item]]) -> None:
        self._exact: dict[str, Item | None] = {}
        for labels, item in entries:
            for label in labels:
                for spelling in spellings(label):
                    known = self._exact.setdefault(spelling, item)
                    if known != item:
                        self._exact[spelling] = None

    def exact(self, text: str) -> Item | None:
        """Return the item whose label *text* is."""
        for spelling in spellings(text):
            if (item := self._exact.get(spelling)) is not None:
                return item
        return None

    def begins(self, text: str) -> bool:
        """Whether *text* is the beginning of some label."""
        word = main_spelling(text)
        return len(word) > 1 and any(known.startswith(word) for known in self._exact)

    def match(self, text: str) -> Match[Item] | None:
        """Return the item whose label *text* is, begins or resembles; ``None`` when in doubt."""
        if (item := self.exact(text)) is not None:
            return Match(item)
        word = main_spelling(text)
        if len(word) < _PREFIX:
            return None
        started = {id(item): item for known, item in self._exact.items() if item and known.startswith(word)}
        if len(started) == 1:
            return Match(next(iter(started.values())), partial=True)
        return self._similar(word)

    def _similar(self, word: str) -> Match[Item] | None:
        found: dict[int, Item] = {}
        for known, item in self._exact.items():
            if item is None or min(len(known), len(word)) < _FUZZY_LENGTH:
                continue
            if SequenceMatcher(None, known, word, autojunk=False).ratio() >= _FUZZY:
                found[id(item)] = item
        return Match(next(iter(found.values()))) if len(found) == 1 else None
