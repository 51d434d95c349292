"""How much of a report's state stands in the list, by the room there is."""

from ui.models.report_model import ReportState
from ui.views.report_lines import in_room


def test_a_narrow_list_keeps_the_sign_and_never_paints_over_the_year() -> None:
    ready = ReportState("●", "可定稿 · 1 项提示", "accent", "● 可定稿 !1")
    room = {20: "● 可定稿 · 1 项提示", 9: "● 可定稿 !1", 5: "●", 0: "●"}
    assert {width: in_room(ready, lambda words, width=width: len(words) <= width) for width in room} == room
