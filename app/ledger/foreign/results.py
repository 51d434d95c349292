"""Tells the results of requests and of disputes by the words of a foreign ledger. What is not clear is not guessed."""

import re
from dataclasses import dataclass
from functools import cache

from app.ledger.foreign.vocabulary import listed, longest_first, lookup, plain
from app.ledger.outcomes import OUTCOMES

_NEGATED = re.compile(r"(?:不|未|没有|没|无|非|不于|不属于|不作为|不同意|拒绝)$")
_REFUSAL = re.compile("不予公开|不于公开|不同意公开|不公开|不宜公开|拒绝公开|不予提供|无法公开")
_WEAK = frozenset(
    ("其他", "第三方", "依申请公开", "已公开", "主动公开", "咨询", "不存在", "已撤销", "已撤消")
)
"""Words that mean a result when they stand alone in their cell, and little within a sentence."""
_WEAK_BUT_FOUND = frozenset(("第三方", "已公开", "主动公开", "咨询", "不存在"))
"""Those of them that are still looked for within a sentence, after all others."""
_UNDER_WAY = re.compile(
    "正在|办理中|处理中|在办|(?:征求|征询)(?:.*意见)?中|待补正|补正中|延期中|延期答复|待答复|待处理|待办"
)
_ASKING = re.compile("征求|征询")
_INTERNAL = frozenset(("refused_internal_affairs", "refused_deliberative"))
_SAME_DEFAULT = frozenset(("withdrawn", "consultation", "not_government_information"))
"""Matters that mostly count in the same row: when several are named, the first one counts."""
_GENERAL = ("不予公开", "不于公开", "无法提供", "不予处理", "其他处理", "不予提供", "其他")
VOID, PASSED_ON = "void", "passed_on"


@dataclass(frozen=True)
class ReadResult:
    """What the words say: a result's key, that the request is *open*, or *why* nobody can tell."""

    key: str = ""
    is_open: bool = False
    why: str = ""


def result_of(result: str, detail: str = "") -> ReadResult:
    """Read the result's words, and the column beside it that says more of it."""
    first, second = plain(result), plain(detail)
    if first in ("", *listed("no")) and second in ("", *listed("no")):
        return ReadResult(is_open=True)
    for words in (
        f"{first}{second}",
        first if not second else "",
        second if first in ("", *_GENERAL) else "",
    ):
        if words and (key := _exact(words)):
            return ReadResult(key)
    if first in listed("open") and not second:
        return ReadResult(is_open=True)
    if first in listed("undecidable"):
        return _read(second, result) if second else ReadResult(why=_unclear(result))
    if first in _GENERAL and not second:
        return ReadResult(why=_unclear(result))
    return _read(f"{first}；{second}" if second else first, f"{result} {detail}".strip())


def _unclear(words: str) -> str:
    return f"办理结果“{words.strip()[:30]}”不能归入任何一行"


@cache
def _known() -> dict[str, str]:
    passed = dict.fromkeys(listed("transferred"), PASSED_ON)
    return {**passed, **lookup("results"), **lookup("matters"), **dict.fromkeys(listed("void"), VOID)}


@cache
def _phrases() -> tuple[tuple[str, str], ...]:
    strong = [(word, key) for word, key in _known().items() if word not in _WEAK and len(word) > 1]
    weak = [(word, key) for word, key in _known().items() if word in _WEAK_BUT_FOUND]
    return (*longest_first(strong), *longest_first(weak))


def _exact(words: str) -> str:
    return _known().get(words, "")


def _read(words: str, shown: str) -> ReadResult:
    found = _found(words)
    if _ASKING.search(words) and not _REFUSAL.search(words) and "refused_third_party" in found:
        found.remove("refused_third_party")
    if not found:
        if _UNDER_WAY.search(words) or words in listed("open"):
            return ReadResult(is_open=True)
        return ReadResult(why=_unclear(shown))
    return _decided(found, words, shown)


def _found(words: str) -> list[str]:
    """Return the keys of the phrases in *words*, in order of places; a longer phrase hides the shorter in it."""
    left, found = words, []
    for phrase, key in _phrases():
        place = left.find(phrase)
        while place >= 0:
            if not _NEGATED.search(words[:place]):
                found.append((place, key))
            left = left[:place] + "\0" * len(phrase) + left[place + len(phrase) :]
            place = left.find(phrase)
    return list(dict.fromkeys(key for _, key in sorted(found)))


def _decided(found: list[str], words: str, shown: str) -> ReadResult:
    if VOID in found:
        return ReadResult(VOID)
    if "partly_granted" in found:
        return ReadResult("partly_granted")
    others = [key for key in found if key != "granted"]
    refused = bool(_REFUSAL.search(words))
    if "granted" in found:
        # R5: several results with 公开 among them are a partial grant. A ground that was weighed is no result.
        weighed = [key for key in others if key == "refused_third_party" and not refused]
        others = [key for key in others if key not in weighed]
        return ReadResult("partly_granted" if others or refused else "granted")
    if set(others) == _INTERNAL:
        return ReadResult("internal_or_deliberative")
    if len(others) > 1 and PASSED_ON in others:
        others.remove(PASSED_ON)
    if len(others) > 1:
        grounds = [key for key in others if key in OUTCOMES]
        others = grounds if len(grounds) == 1 and not refused else others
    if len(others) == 1 or (others and set(others) <= _SAME_DEFAULT):
        return ReadResult(others[0])
    return ReadResult(why=f"办理结果“{shown[:30]}”写了几种情形，不能归入一行")


def tick_result(keys: list[str]) -> ReadResult:
    """Read the ticks of one row: R5 for several."""
    keys = list(dict.fromkeys(keys))
    if not keys:
        return ReadResult(is_open=True)
    if len(keys) == 1:
        return ReadResult(keys[0])
    if "partly_granted" in keys or "granted" in keys:
        return ReadResult("partly_granted")
    return ReadResult(why="办理结果勾选了几种情形，不能归入一行")


@cache
def _outcome_phrases() -> tuple[tuple[str, str], ...]:
    more = {
        "不予受理": "other",
        "撤回": "other",
        "部分撤销": "corrected",
        "责令": "corrected",
        "驳回请求": "upheld",
    }
    return tuple(longest_first({**more, **lookup("outcomes")}.items()))


def dispute_outcome(words: str) -> ReadResult:
    """Read how a review or a suit ended: a column of table four, open while pending."""
    text = plain(words)
    if not text or text in listed("no"):
        return ReadResult(is_open=True)
    left, found = text, []
    for phrase, key in _outcome_phrases():
        if (place := left.find(phrase)) >= 0:
            left = left.replace(phrase, "\0" * len(phrase))
            if not _NEGATED.search(text[:place]):
                found.append(key)
    keys = list(dict.fromkeys(found))
    if keys == ["pending"]:
        return ReadResult(is_open=True)
    if len(keys) == 1:
        return ReadResult(keys[0])
    return ReadResult(why=f"复议、诉讼的结果“{words.strip()[:30]}”不能归入任何一列")
