"""How much of a report's state stands in the list, by the room there is."""

from app.report import Status
from app.rules.check import Check
from app.rules.model import Finding, Severity
from ui.models.report_state import state_of
from ui.views.report_line_delegate import in_room


def _check(severity: Severity | None = None, *, raised: bool = False) -> Check:
    found = (
        ()
        if severity is None
        else (Finding(rule="privacy.mobile", severity=severity, message="有手机号码", raised=raised),)
    )
    return Check(found, (), 0)


def test_a_narrow_list_keeps_the_sign_and_never_paints_over_the_year() -> None:
    ready = state_of(Status.DRAFT, _check(Severity.WARNING))
    room = {20: "● 可定稿 · 1 项提示", 9: "● 可定稿 !1", 5: "● !1", 3: "●", 0: "●"}
    assert {width: in_room(ready, lambda words, width=width: len(words) <= width) for width in room} == room


def test_a_narrow_list_counts_what_was_made_an_error_after_a_report_became_final() -> None:
    final = state_of(Status.FINAL, _check(Severity.ERROR, raised=True))
    assert in_room(final, lambda words: len(words) <= 5) == "√ ×1"
    assert in_room(state_of(Status.FINAL, _check()), lambda words: len(words) <= 4) == "√"
