"""The topic of a sentence as it goes on: what is spoken of, of which time, whose work; and what a figure takes from it."""

from dataclasses import dataclass

from app.forms.narrative import Narrative
from app.rules.sentences.readings import Scope, Time
from app.rules.sentences.word_roles import (
    APPLICATIONS,
    DECISIONS,
    DISPUTES,
    DOCUMENTS,
    ELSEWHERE,
    OUTCOMES,
    Frame,
    result_acts,
)

_COURT = ("法院", "判决", "判令", "原告", "一审", "二审", "驳回起诉", "宣判")
"""Parts of words that only a court's decision has."""


@dataclass(slots=True, eq=False, repr=False)
class SpokenState:
    """The topic at a place of a text: subject, time and scope; *part*: after 其中; *narrowed*: of some applications only."""

    subject: str = ""
    time: Time = Time.THIS
    scope: Scope = Scope.OWN
    part: bool = False
    narrowed: bool = False


def subject_of(frame: Frame, acts: tuple[str, ...], state: SpokenState, narrative: Narrative) -> str:
    """Return the subject of a figure: the one that its words name or imply, else the one spoken of."""
    named = frame.subject
    results = result_acts(frame, narrative)
    if results == ["other"] and not named and state.subject in DISPUTES:
        return state.subject  # 复议4件，1件其他处理
    if (
        results
        and named in ("", APPLICATIONS)
        and (named or state.subject != ELSEWHERE or _is_strong(results))
    ):
        return APPLICATIONS
    if named == APPLICATIONS and frame.weak and state.subject == ELSEWHERE and state.part:
        return ELSEWHERE  # 专利申请受理2.1万件，其中企业申请1.4万件
    if named:
        return named
    if state.subject in ("", APPLICATIONS, "review") and _is_decided_in_court(frame):
        return "suit"
    if state.subject in ("", APPLICATIONS) and _is_decided_on_review(frame):
        return "review"
    if state.subject in DISPUTES and set(acts) & OUTCOMES:
        return state.subject
    if frame.people and not frame.is_foreign:
        if state.part and state.subject in (*DECISIONS, *DOCUMENTS):
            return state.subject  # 行政许可187件，其中社会组织登记类171件
        return state.subject if state.subject in (APPLICATIONS, ELSEWHERE) else APPLICATIONS
    return ELSEWHERE if frame.is_foreign else state.subject


def take_time(frame: Frame, state: SpokenState, year: int) -> None:
    """Let the time that words name be that of what follows; of a comparison or a carry-over it is not."""
    if "since" in frame.times:
        state.time = Time.OTHER
    elif year in frame.years and len(set(frame.years)) > 1 and not _is_a_span(frame):
        return  # 2024年接收、2025年到期的申请2件
    elif "than" not in frame.signs and not ({"carried", "carried_in", "carried_out"} & set(frame.acts)):
        state.time = time_of(frame, state, year)


def _is_a_span(frame: Frame) -> bool:
    """Whether years are the ends of a span: 2023年至2025年."""
    return any(
        one.kind == three.kind == "year" and two.text in ("至", "到")
        for one, two, three in zip(frame.words, frame.words[1:], frame.words[2:], strict=False)
    )


def time_of(frame: Frame, state: SpokenState, year: int) -> Time:
    """Return the time that words name in the report of *year*, else the one spoken of."""
    if "since" in frame.times or "other" in frame.times:
        return Time.OTHER
    years = [named for named in frame.years if named != year]
    if "month" in frame.times or ("december" in frame.times and not _is_up_to(frame)):
        return Time.OTHER
    if frame.years and not years:
        return Time.THIS
    if years:
        return time_of_year(years[-1], year)
    if "last" in frame.times:
        return Time.LAST
    if "this" in frame.times:
        return Time.THIS
    return state.time


def time_of_year(named: int, year: int) -> Time:
    """Return the time of a named year in the report of *year*."""
    if named == year:
        return Time.THIS
    return Time.LAST if named == year - 1 else Time.OTHER


def is_of_court(frame: Frame) -> bool:
    """Whether the words tell who won or lost a suit."""
    return any(token.text in ("败诉", "胜诉") for token in frame.words)


def _is_decided_in_court(frame: Frame) -> bool:
    """Whether the words tell of a court's decision: 败诉, 判决撤销, 人民法院维持我局答复."""
    if is_of_court(frame):
        return True
    decided = OUTCOMES & set(frame.acts)
    return bool(decided) and any(word in token.text for token in frame.words for word in _COURT)


def _is_decided_on_review(frame: Frame) -> bool:
    """Whether the words tell what the body that reviews has decided: 被复议机关纠错的案件."""
    return bool(OUTCOMES & set(frame.acts)) and any(token.text == "复议机关" for token in frame.words)


def _is_up_to(frame: Frame) -> bool:
    """Whether the words lead up to a time: 截至12月, 到12月底."""
    return any(t.text.startswith(("截", "到", "至")) for t in frame.words)


def _is_strong(acts: list[str]) -> bool:
    return any(act not in ("granted", "other") for act in acts)
