"""Tells the results of requests and of disputes by the words of a foreign ledger. What is not clear is not guessed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from app.ledger.foreign.result_phrases import (
    GENERAL,
    PASSED_ON,
    VOID,
    ResultPhrases,
    by_article,
    by_way,
    known,
    phrases_in,
)
from app.ledger.foreign.vocabulary import listed, longest_first, lookup, plain
from app.ledger.outcomes import OUTCOMES

_UNDER_WAY = re.compile(
    "正在|办理中|处理中|在办|(?:征求|征询)(?:.*意见)?中|待补正|补正中|延期中|延期答复|待答复|待处理|待办|[暂尚]未(?:答复|回复|办结|办理|处理|补正)"
    "|已发[^，。；]{0,2}补正|待[^，。；]{1,6}补正|延期(?:办理|至)|未到(?:答复)?期|跨年(?:办理|答复)|[尚还仍]在(?:答复)?(?:期限|期)内"
)
_NOT = re.compile("(?:不|未|没有|没|无|非|不予|未予|拒绝|驳回)$")
_ASKING = re.compile("征求|征询")
_INTERNAL = frozenset(("refused_internal_affairs", "refused_deliberative"))
_SAME_DEFAULT = frozenset(("withdrawn", "consultation", "not_government_information"))
"""Matters that mostly count in the same row: when several are named, the first one counts."""
_CHANGED = re.compile("改为|改成|变更为|更正为|撤销|原答复|原决定|重新答复|重新作出")
"""Words of an answer that took the place of another one: which of the results stands is asked."""
_ENDED_BY_APPLICANT = frozenset(("withdrawn", "other_not_corrected", "other_fee_unpaid", PASSED_ON))
"""Ends that no part of an answer can have while another part is given: which of the two it was is asked."""
_NO_GROUND = re.compile("工作秘密|敏感信息|内部资料")
"""Reasons for which things are withheld and which no row of the form names."""
_LIST = 12
"""A text as short as this lists results; a longer one is a sentence."""
_IN_PART = re.compile(
    "部分|其余|其中|其他|另|剩余|分别|除|[；;]|[0-9一两二三四五六七八九十][件项条份]|不予公开[(（]"
)
_TOLD_WHERE = re.compile("(?:告知|告诉)[^，。；]{0,6}(?:获取|购买|查阅|订阅)的?(?:途径|方式|渠道|办法)")
_WITHOUT = re.compile("隐去|遮盖|遮挡|屏蔽|脱敏|删去|去除|其余|剩余|除.{1,40}外")
"""Words of an answer that gives what is asked for without some of it."""


@dataclass(frozen=True)
class ReadResult:
    """What the words say: a result's key, that the request is *open*, or *why* nobody can tell."""

    key: str = ""
    is_open: bool = False
    why: str = ""


@lru_cache(4096)
def result_of(result: str, detail: str = "") -> ReadResult:
    """Read the result's words, and the column beside it that says more of it."""
    # What is only a number, （六）, is no blank: it says something that nobody can tell.
    first, second = plain(result) or result.strip(), plain(detail) or detail.strip()
    if first in ("", *listed("no")) and second in ("", *listed("no")):
        return ReadResult(is_open=True)
    for words in (
        f"{first}{second}",
        first if not second else "",
        second if first in ("", *GENERAL) and not _is_vague(first, second) else "",
    ):
        if words and (key := _exact(words)):
            return ReadResult(key)
    if _exact(first) == "granted" and _exact(second) not in ("", "granted") and _exact(second) in OUTCOMES:
        return ReadResult(why=f"办理结果“{result.strip()[:20]}”与具体情形“{detail.strip()[:20]}”不一致")
    if first in listed("open") and not second:
        return ReadResult(is_open=True)
    if first in listed("undecidable"):
        return _read(second, result) if second else ReadResult(why=_unclear(result))
    if _is_vague(first, second):
        return ReadResult(why=_unclear(result))
    return _read(f"{first}；{second}" if second else first, f"{result} {detail}".strip())


_WITHIN = {
    "不予公开": "refused_", "不于公开": "refused_", "不予提供": "refused_", "无法提供": "unavailable_", "不予处理": "declined_",
    "其他处理": "other_", "其他": "other_",
}  # fmt: skip
"""Which rows of the form stand below its general words."""


def is_within(key: str, told: str) -> bool:
    """Whether a result is the one, or one of those, that the name of its sheet or section tells."""
    exact = known().get(told, "")
    return key == exact or key not in OUTCOMES or (not exact and key.startswith(_WITHIN.get(told, "")))


def result_above(told: str, detail: str, state: str) -> ReadResult:
    """Return the result of a row that has none by the name of its sheet or section; its state must not say otherwise."""
    if plain(state) in listed("open"):
        return ReadResult(why=f"所在的“{told}”与办理状态“{state.strip()[:20]}”不一致")
    return result_of(told, detail)


def one_result(texts: Sequence[str]) -> str:
    """Return what several columns of results say together: words that say nothing of a result are left out."""
    if len(texts) < 2:
        return "".join(texts)
    telling = [text for text in texts if _tells(text)]
    return "；".join(telling or texts)


def _tells(text: str) -> bool:
    said = phrases_in(plain(text))
    return bool(said.keys) or said.refused or plain(text) in GENERAL


def _is_vague(first: str, second: str) -> bool:
    """Whether the words name no row: 不予公开 alone, or with 其他, which is a row among 其他处理 only."""
    if first not in GENERAL:
        return False
    return second == "" or (second in GENERAL and not (second == "其他" and first in ("其他", "其他处理")))


def _unclear(words: str) -> str:
    return f"办理结果“{words.strip()[:30]}”不能归入任何一行"


def _exact(words: str) -> str:
    return known().get(words, "")


def _read(words: str, shown: str) -> ReadResult:
    if "出版物" in words:
        # 条例39(2): where to get it is all that is told of a publication; else it is a way of giving.
        words = _TOLD_WHERE.sub("", words)
    said = phrases_in(words)
    found = list(said.keys)
    if PASSED_ON in found and "档案馆" in words:
        # What the archive has now is told to the applicant, not passed on to another body.
        found[found.index(PASSED_ON)] = "archived"
    if _ASKING.search(words) and not said.refused and "refused_third_party" in found:
        found.remove("refused_third_party")
    if said.considered:
        return ReadResult(why=_unclear(shown))
    if not found and not said.refused and not _UNDER_WAY.search(words) and (key := by_article(words)):
        return ReadResult(key)
    if not found and said.refused and by_article(words) == "refused_third_party":
        return ReadResult("refused_third_party")
    if not found and not said.refused and (key := by_way(words)):
        return ReadResult(key)
    if not found:
        if not said.refused and (_UNDER_WAY.search(words) or words in listed("open")):
            return ReadResult(is_open=True)
        return ReadResult(why=_unclear(shown))
    return _decided(found, said, shown)


def _decided(found: list[str], said: ResultPhrases, shown: str) -> ReadResult:
    if VOID in found:
        return ReadResult(VOID)
    several = ReadResult(why=f"办理结果“{shown[:30]}”写了几种情形，不能归入一行")
    if _CHANGED.search(said.left) and (len(found) > 1 or said.refused):
        return several
    if "partly_granted" in found:
        return ReadResult("partly_granted")
    if _NO_GROUND.search(said.left) and "granted" not in found:
        return several
    others = [key for key in found if key != "granted"]
    if "granted" in found:
        return _granted(others, said, shown)
    if set(others) == _INTERNAL:
        return ReadResult("internal_or_deliberative")
    if len(others) > 1 and PASSED_ON in others:
        others.remove(PASSED_ON)
    if len(others) > 1:
        grounds = [key for key in others if key in OUTCOMES]
        others = grounds if len(grounds) == 1 and not said.refused else others
    if (
        said.withheld
        and others
        and not any(key.startswith("refused_") or key not in OUTCOMES for key in others)
    ):
        # 不予公开（非本机关制作）: the form keeps what is withheld and what cannot be given in different groups.
        return several
    if len(others) == 1 or (others and set(others) <= _SAME_DEFAULT):
        return ReadResult(others[0])
    return several


def _granted(others: list[str], said: ResultPhrases, shown: str) -> ReadResult:
    """R5: several results with 公开 among them are a partial grant. A ground that was weighed is no result."""
    if not _ENDED_BY_APPLICANT.isdisjoint(others):
        return ReadResult(why=f"办理结果“{shown[:30]}”写了几种情形，不能归入一行")
    if not said.refused and any(key.startswith("declined_") for key in others):
        # 予以公开（信访件）: what is declined of a request that is given is said, else the word is about its sender.
        return ReadResult(why=_unclear(shown))
    if _WITHOUT.search(said.left):
        return ReadResult("partly_granted") if others or said.refused else ReadResult(why=_unclear(shown))
    if said.refused and not others and len(shown) > _LIST and not _IN_PART.search(shown):
        # 不予公开将损害公共利益，同意公开: a refusal that was weighed in a sentence is no part of the answer.
        return ReadResult(why=_unclear(shown))
    refused = said.refused or any(key != "refused_third_party" for key in others)
    return ReadResult("partly_granted" if refused else "granted")


def tick_result(keys: list[str], unknown: Sequence[str] = ()) -> ReadResult:
    """Read the ticks of one row: R5 for several. *unknown* are ticked headings that stand for no row by themselves."""
    keys = list(dict.fromkeys(keys))
    if unknown and not (keys and set(unknown) <= set(GENERAL)):
        return ReadResult(why=f"勾选的“{'、'.join(unknown)[:30]}”不能归入任何一行")
    if unknown and keys == ["granted"]:
        return ReadResult("partly_granted")
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
        "判令": "corrected",
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
            if not _NOT.search(text[:place]):
                found.append(key)
    keys = list(dict.fromkeys(found))
    if text.count("部分") > 1 or ("部分" in text and re.search("(?:其余|其他).*(?:驳回|维持)", text)):
        return ReadResult(why=f"复议、诉讼的结果“{words.strip()[:30]}”不能归入任何一列")
    if keys == ["pending"]:
        return ReadResult(is_open=True)
    if len(keys) == 1:
        return ReadResult(keys[0])
    return ReadResult(why=f"复议、诉讼的结果“{words.strip()[:30]}”不能归入任何一列")
