"""The words behind a number that say what it counts: up to the next mark, or to the next number, which has its own."""

from app.rules.sentences.tokens import Token
from app.rules.sentences.word_roles import ELSEWHERE, Frame, framed

_AMONG = ("中", "里", "里面", "当中", "之中")
_JOINING = ("和", "及", "以及", "与")


def words_after(tokens: list[Token], index: int) -> tuple[Frame, int]:
    """Return the words after a number up to the next mark, with the index of the last token used up.

    When another number comes first they are its own, unless they end in 和: 2件上年结转的申请和12件新申请.
    """
    words: list[Token] = []
    for place in range(index + 1, len(tokens)):
        token = tokens[place]
        if token.kind in ("mark", "pause"):
            if _has_its_own_number(tokens, place, words):
                return framed(words[:-1]), index + len(words) - 1
            break
        if token.kind == "number" and token.key:
            if counted := _counted(tokens, words, index):
                return framed(words[:counted]), index + counted
            joined = len(words) > 1 and words[-1].text in _JOINING and words[-1].end == token.start
            return (framed(words[:-1]), index + len(words)) if joined else (Frame([]), index)
        words.append(token)
    return framed(words), index


def _counted(tokens: list[Token], words: list[Token], index: int) -> int:
    """Return how many words between two numbers say what the first one counts: 2件复议1件维持, 46件申请中已答复41件,
    2件老申请共25件.
    """
    number = tokens[index]
    if not words or words[0].start != number.end:
        return 0
    sums = [place for place, word in enumerate(words) if word.kind == "signs" and word.key == "sum"]
    if sums and not any(word.kind == "unknown" for word in words[: sums[0]]):
        return sums[0]
    word = words[0]
    if word.kind != "subjects" or word.key == ELSEWHERE:
        return 0
    if len(words) > 1:
        return 2 if words[1].text in _AMONG and words[1].start == word.end else 0
    return 1 if index == 0 or tokens[index - 1].kind in ("mark", "pause") else 0


def _has_its_own_number(tokens: list[Token], place: int, words: list[Token]) -> bool:
    """Whether the word right before a bracket is counted in it: 申请分别来自自然人（7件）."""
    following = tokens[place : place + 2]
    if len(words) < 2 or len(following) < 2 or following[0].key != "(" or following[1].kind != "number":
        return False
    return words[-1].kind == "people"
