"""Tells whose figures a phrase is about: the report's own, another body's, or those of a whole area."""

from itertools import pairwise

from app.forms.narrative import Narrative
from app.lazy_pattern import pattern
from app.report import Unit, UnitKind
from app.rules.sentences.readings import Scope
from app.rules.sentences.tokens import Token
from app.rules.sentences.word_roles import DECISIONS, FLOW, OUTCOMES, Frame

_AS_RESPONDENT = "作为被申请人"
_LEVELS = "省市县区州旗镇乡"
_SQUADS = ("队", "执法办", "执法办公室")
"""Parts of a body that decide in its name."""

_OFFICES_OF_A_TOWN = ("党政办", "党政综合办", "综合办", "党政办公室", "党政综合办公室", "综合办公室")
"""Offices of a town that receive what the town is asked for."""

_BEFORE_A_NAME = pattern("^(?:其中|针对|对于|对|就|因|由于|由|经|向|不服|截至|截止|今|本年度|[0-9]+年度?)+")


class Scopes:
    """Tells whose figures the phrases of one unit's report speak of."""

    def __init__(self, narrative: Narrative, unit: Unit) -> None:
        self._bodies = narrative.looked_for["bodies"]
        self._own = unit.name
        self._government = unit.kind is UnitKind.GOVERNMENT or unit.name.endswith("人民政府")
        name = unit.name.removesuffix("人民政府")
        self._town = unit.name.endswith(("镇人民政府", "乡人民政府", "街道办事处"))
        self._level = name[-1:] if self._government and name[-1:] in _LEVELS else ""

    def of(self, frame: Frame, sentence: str) -> Scope | None:
        """Return whose figures the words of a phrase speak of; None when they don't say."""
        scopes = frame.scopes
        if scopes:
            if "judges" in scopes and set(frame.acts) <= {*FLOW, "heard"}:
                return Scope.OTHER
            if "wide" in scopes:
                own = bool(self._level) and scopes["wide"].endswith(self._level)
                return Scope.OWN if own and not _is_narrowed(frame) else Scope.OTHER
            if "allied" in scopes:
                return Scope.OWN if self._government else Scope.OTHER
            if scopes.get("others") == _AS_RESPONDENT and not self._government:
                return None  # 本局作为被申请人的复议5件
            if "others" in scopes and _is_whole(frame):
                return Scope.UNSURE
            if "others" in scopes and not ("本级" in scopes["others"] and not self._government):
                own = all(
                    _is_within(text, self._own) for text in scopes["others"].replace("收到", "").split()
                )
                return Scope.OWN if own and not self._government else Scope.OTHER
        if OUTCOMES & set(frame.acts):
            return None  # 复议机关维持我局答复19件
        if frame.subject in DECISIONS and any(token.text.endswith(_SQUADS) for token in frame.words):
            return None
        return Scope.OTHER if self._is_another_body(frame, sentence) else None

    def _is_another_body(self, frame: Frame, sentence: str) -> bool:
        """Whether the words before the first act end in the name of a body that is not the report's own."""
        first = next((token for token in frame.words if _begins_an_act(token)), None)
        if first is None or first is frame.words[0]:
            return False
        named = sentence[frame.words[0].start : first.start].rstrip("共累计总已年全新")
        if not named.endswith(self._bodies) or (self._town and named.endswith(_OFFICES_OF_A_TOWN)):
            return False
        named = _BEFORE_A_NAME.sub("", named)
        for body in self._bodies:
            if named.endswith(body) and len(named) > len(body):
                short = named.removeprefix("我").removeprefix("本").removeprefix("全").removeprefix("省")
                own = named[0] in "我本全" or _is_within(short[-6:], self._own)
                return not (own or short[-len(body) - 1 :] in self._own)
        return False


def _begins_an_act(token: Token) -> bool:
    return (token.kind == "acts" and token.key in FLOW) or token.text in ("作出", "做出", "实施", "查处")


def _is_within(short: str, long: str) -> bool:
    rest = iter(long)
    return bool(short) and all(character in rest for character in short)


def _is_whole(frame: Frame) -> bool:
    """Whether the words take the body and those below it together: 局机关及各分局."""
    for index, token in enumerate(frame.words):
        if token.kind == "scopes" and token.text.startswith(("各", "所属", "下属", "直属")) and index > 1:
            body, joint = frame.words[index - 2], frame.words[index - 1]
            return joint.text in ("及", "和", "以及", "与") and body.text.endswith(
                ("机关", "局", "本级", "本部")
            )
    return False


def _is_narrowed(frame: Frame) -> bool:
    """Whether the words narrow the whole area down to some of its bodies: 全县乡镇."""
    scopes = [token for token in frame.words if token.kind == "scopes"]
    return any(
        one.key == "wide" and two.key == "others" and two.start == one.end and not two.text.startswith("各")
        for one, two in pairwise(scopes)
    )
