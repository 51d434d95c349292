"""The words before and after a figure put together: which of them count, what they say was done, whether it is a change."""

from app.forms.narrative import Narrative
from app.rules.sentences.readings import Quantity
from app.rules.sentences.tokens import Token
from app.rules.sentences.word_roles import DECISIONS, DOCUMENTS, FLOW, Frame, framed, merged, result_acts

_WAITING = ("在", "正在", "还在", "仍在", "等", "等待", "待", "尚", "还", "仍", "尚在", "正")
"""Words with which is told what keeps an application from being answered."""


_MADE_PUBLIC = ("公示", "公开", "公告", "发布")


def combined(before: Frame, after: Frame, narrative: Narrative) -> tuple[Frame, tuple[str, ...], bool]:
    """Return the words that count, the acts they name, and whether they name the subject."""
    own = [act for act in before.acts if act != "rest"]
    frame = before
    if before.acts == ["rest"] and after.words and after.words[0].text in _WAITING:
        return frame, ("rest",), bool(before.subject)  # 剩下2件在等第三方回复意见
    counted = _up_to_subject(after)
    if not before.words and _is_of_decisions_made_public(after):
        after = framed(after.words[:1])  # 27件许可已全部公示
    states = set(after.acts) and not set(after.acts) & {*FLOW, "shown"}
    if own == ["received"] and before.words[-1].text == "共有" and (counted.acts or states):
        own = []  # 共有2件上年度结转的申请
    if own and counted.subject and not before.subject:
        frame = merged(before, counted)
        return frame, tuple(own), True
    if before.words and before.words[-1].text == "的" and set(own) <= {*FLOW} and own:
        results = result_acts(after, narrative)
        if results and not after.unknown:
            return merged(before, after), tuple(results), bool(before.subject)  # 办结的13件予以公开
    if not own and (after.acts or after.people or (after.subject and not before.subject)):
        frame = merged(before, after)
        taken = list(after.acts) or list(before.acts)
        return frame, tuple(taken), bool(frame.subject)
    return frame, tuple(own or before.acts), bool(before.subject)


def _is_of_decisions_made_public(after: Frame) -> bool:
    """Whether the words behind a number are decisions, and that they were made public."""
    words = after.words
    if not words or words[0].key not in DECISIONS:
        return False
    if len(words) > 1 and words[1].key == "all" and any(t.text in _MADE_PUBLIC for t in words[2:]):
        return True  # 24件强制均在信用平台公示
    return all(token.kind == "signs" or token.text in _MADE_PUBLIC for token in words[1:])


def shared_acts(before: Frame, found: list[Quantity]) -> tuple[str, ...]:
    """Return what was done with the documents listed before, where these only are named: 废止文件21件、规章1件."""
    named = {before.subject, found[-1].subject} if found else set()
    if len(named) < 2 or not named <= set(DOCUMENTS) or not found[-1].said or before.unknown:
        return ()
    if before.words[0].start - found[-1].end != 1 or "sum" in before.signs:
        return ()
    return found[-1].acts


def tells_change(frame: Frame, token: Token) -> bool:
    """Whether the words before a number say that it is how much more or less there was."""
    return bool(frame.signs & {"up", "down"}) and "to" not in frame.signs and _is_next(frame, token)


def _is_next(frame: Frame, token: Token) -> bool:
    """Whether a word for more or less stands right before a number, or is the last but small words.

    An act or one other character may stand between in a comparison: 比上年多办结25件, 多出9件.
    """
    for word in reversed(frame.words):
        if word.kind == "signs" and word.key in ("up", "down"):
            compared = word.text in ("多", "少") and ("than" in frame.signs or word is frame.words[0])
            return len(word.text) > 1 or word.end == token.start or compared
        if word.kind == "acts" and word.key in FLOW:
            continue
        if word.kind in ("acts", "subjects") or (word.kind == "unknown" and word.end - word.start > 1):
            return False
    return False


def _up_to_subject(frame: Frame) -> Frame:
    """Return the words of what is counted, without what is told of it: 申请均由家长提出."""
    last = 0
    for place, token in enumerate(frame.words):
        if token.kind == "signs" and token.key in ("all", "none"):
            break
        if token.kind == "subjects":
            last = place + 1
    return frame if last == len(frame.words) else framed(frame.words[:last])
