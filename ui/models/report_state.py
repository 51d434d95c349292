"""How a report stands, in a sign, a word and a colour, as the list shows it."""

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum

from app.collection.overview import FindingCounts, MemberState
from app.report import Status
from app.rules.check import Check
from app.rules.model import Verdict
from app.rules.release import blocking, brief_words
from ui.models.finding_model import sign_of


@dataclass(frozen=True)
class ReportState:
    """How a report stands, in a sign, a word and the theme's colour for it."""

    sign: str
    word: str
    color: str
    shorter: tuple[str, ...] = ()
    """The word and its counts in signs, for where the word has no room; the longest first."""


class StandingFilter(StrEnum):
    """By what the reports of a list without groups are narrowed."""

    ERRORS = "有错误"
    INCOMPLETE = "没有填完"
    READY = "可定稿"
    FINAL = "已定稿"


def standing_of(status: Status, check: Check | None) -> StandingFilter | None:
    """Say in one word how a report stands; None while its check is not complete."""
    if check is None or not (check.completed or check.errors):
        return None
    if status is Status.FINAL:
        return StandingFilter.ERRORS if blocking(status, check) else StandingFilter.FINAL
    by_verdict = {Verdict.READY: StandingFilter.READY, Verdict.ERRORS: StandingFilter.ERRORS}
    return by_verdict.get(check.verdict, StandingFilter.INCOMPLETE)


MEMBER_LOOKS = {
    state: ReportState(sign, state.value, color)
    for state, sign, color in (
        (MemberState.MISSING, "", "warning"),
        (MemberState.ERRORS, "×", "error"),
        (MemberState.INCOMPLETE, "○", "warning"),
        (MemberState.HINTS, "●", "accent"),
        (MemberState.SENT_BACK, "←", "warning"),
        (MemberState.READY, "●", "fine"),
        (MemberState.FINAL, "√", "fine"),
    )
}
"""How a unit of a group stands, the same in the list and on the group's page."""


def member_look(state: MemberState, check: Check) -> ReportState:
    """Return how a unit of a group stands, with the counts of its report's findings where there is room."""
    look, counts = MEMBER_LOOKS[state], _counts(check)
    if not counts or state is MemberState.SENT_BACK:
        return look
    return replace(look, shorter=(counts if counts.startswith(look.sign) else f"{look.sign} {counts}",))


def _counts(check: Check) -> str:
    signs = Counter(sign_of(finding) for finding in check.findings)
    return " ".join(f"{sign}{count}" for sign, count in signs.items())


def state_of(status: Status, check: Check | None) -> ReportState:
    """Say how a report stands, with the counts of the status bar."""
    if check is None or not (check.completed or check.errors):
        return ReportState("√", "已定稿", "fine") if status is Status.FINAL else ReportState("", "", "muted")
    word = brief_words(status, check)
    counts = _counts(check)
    if status is Status.FINAL and not blocking(status, check):
        return _free("√", "已定稿", word, "fine", counts)
    if status is not Status.FINAL and check.verdict is Verdict.READY:
        return _free("●", "可定稿", word, "accent", counts)
    if status is Status.FINAL or check.verdict is Verdict.ERRORS:
        return ReportState("×", word, "error", (counts,))
    return ReportState("○", word, "muted", (counts,))


def _free(sign: str, short: str, word: str, color: str, counts: str) -> ReportState:
    """Return the state of a report that nothing holds back; what it still says is counted as long as there is room."""
    return ReportState(sign, word, color, (f"{sign} {short} {counts}", f"{sign} {counts}") if counts else ())


def counted_of(check: Check | None) -> FindingCounts | None:
    """Return how many findings a report's check has; None while it has none that is complete."""
    if check is None or not (check.completed or check.errors):
        return None
    return FindingCounts(
        len(check.mistakes), len(check.errors) - len(check.mistakes), len(check.findings) - len(check.errors)
    )
