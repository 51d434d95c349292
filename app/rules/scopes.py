"""Tells whose figures a phrase is about: the report's own, another body's, or those of a whole area."""

from itertools import pairwise

from app.forms.narrative import Narrative
from app.report import Unit, UnitKind
from app.rules.frames import DECISIONS, FLOW, Frame
from app.rules.lazy_pattern import pattern
from app.rules.readings import Scope

_LEVELS = "省市县区州旗镇乡"
_BEFORE_A_NAME = pattern("^(?:其中|截至|截止|今|本年度|[0-9]+年度?)+")


class Scopes:
    """Tells whose figures the phrases of one unit's report speak of."""

    def __init__(self, narrative: Narrative, unit: Unit) -> None:
        self._bodies = narrative.looked_for["bodies"]
        self._own = unit.name
        self._government = unit.kind is UnitKind.GOVERNMENT or unit.name.endswith("人民政府")
        name = unit.name.removesuffix("人民政府")
        self._level = name[-1:] if self._government and name[-1:] in _LEVELS else ""

    def of(self, frame: Frame, sentence: str) -> Scope | None:
        """Return whose figures the words of a phrase speak of; None when they don't say."""
        scopes = frame.scopes
        if scopes:
            if "wide" in scopes:
                own = bool(self._level) and scopes["wide"].endswith(self._level)
                return Scope.OWN if own and not _is_narrowed(frame) else Scope.OTHER
            if "allied" in scopes:
                return Scope.OWN if self._government else Scope.OTHER
            if "judges" in scopes and set(frame.acts) <= {*FLOW, "heard"}:
                return Scope.OTHER
            if "others" in scopes and not ("本级" in scopes["others"] and not self._government):
                own = all(
                    _is_within(text, self._own) for text in scopes["others"].replace("收到", "").split()
                )
                return Scope.OWN if own and not self._government else Scope.OTHER
        if frame.subject in DECISIONS and any(token.text.endswith("队") for token in frame.words):
            return None  # 综合执法大队 decides in the name of its body.
        return Scope.OTHER if self._is_another_body(frame, sentence) else None

    def _is_another_body(self, frame: Frame, sentence: str) -> bool:
        """Whether the words before the first act end in the name of a body that is not the report's own."""
        first = next((token for token in frame.words if token.kind == "acts" and token.key in FLOW), None)
        if first is None or first is frame.words[0]:
            return False
        named = sentence[frame.words[0].start : first.start].rstrip("共累计总已年全新")
        if not named.endswith(self._bodies):
            return False
        named = _BEFORE_A_NAME.sub("", named)
        for body in self._bodies:
            if named.endswith(body) and len(named) > len(body):
                short = named.removeprefix("我").removeprefix("本").removeprefix("全").removeprefix("省")
                own = named[0] in "我本全" or _is_within(short[-6:], self._own)
                return not (own or short[-len(body) - 1 :] in self._own)
        return False


def _is_within(short: str, long: str) -> bool:
    rest = iter(long)
    return bool(short) and all(character in rest for character in short)


def _is_narrowed(frame: Frame) -> bool:
    """Whether the words narrow the whole area down to some of its bodies: 全县乡镇."""
    scopes = [token for token in frame.words if token.kind == "scopes"]
    return any(
        one.key == "wide" and two.key == "others" and two.start == one.end and not two.text.startswith("各")
        for one, two in pairwise(scopes)
    )
