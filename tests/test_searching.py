"""Looking for words in reports, and replacing them."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.edits import SetField, SetText
from app.report import Report
from app.searching import SearchedWords, find_in, hits, replace_in, replacing

FORM = "cn-disclosure-2021"


@pytest.mark.parametrize(
    ("text", "words", "exact", "places"),
    [
        ("甲局乙局", "局", True, [1, 3]),
        ("aaaa", "aa", True, [0, 2]),
        ("ＡＢc", "abC", False, [0]),
        ("ＡＢc", "abC", True, []),
        ("１２件，12件", "12", False, [0, 4]),
        ("𠮷区𠮷", "𠮷", True, [0, 2]),
        ("", "x", False, []),
        ("x", "", False, []),
        ("İx", "x", False, [1]),
    ],
)
def test_words_are_found_where_a_person_sees_them(
    text: str, words: str, exact: bool, places: list[int]
) -> None:
    assert find_in(text, SearchedWords(words, exact=exact)) == places


@given(st.text(max_size=40), st.text(min_size=1, max_size=3), st.text(max_size=3), st.booleans())
def test_replacing_leaves_everything_else_as_it_was(text: str, words: str, other: str, exact: bool) -> None:
    wanted = SearchedWords(words, exact=exact)
    places = find_in(text, wanted)
    then = replace_in(text, wanted, other)
    assert len(then) == len(text) + len(places) * (len(other) - len(words))
    if exact:
        assert then == text.replace(words, other)
    if not places:
        assert then == text


def test_a_figure_is_found_in_its_cells_and_never_replaced(filled: Callable[..., Report]) -> None:
    report = filled(FORM, 1).with_cells({"applications.granted.other_org": 4321})
    found = [hit.cell for hit in hits(report, SearchedWords("４３２１")) if hit.cell]
    assert found == ["applications.granted.other_org"]
    assert not [
        edit for edit in replacing(report, SearchedWords("4321"), "1") if not isinstance(edit, SetText)
    ]


def test_title_signature_and_texts_are_searched_and_replaced(filled: Callable[..., Report]) -> None:
    from dataclasses import replace

    report = replace(filled(FORM, 1), title="甲局年报", signed_by="甲局")
    report = replace(report, sections={**report.sections, "other": "甲局无。甲局无。"})
    places = [(hit.field or hit.section, hit.start) for hit in hits(report, SearchedWords("甲局"))]
    assert places[:2] == [("title", 0), ("signed_by", 0)]
    assert [place for place in places if place[0] == "other"] == [("other", 0), ("other", 4)]
    edits = replacing(report, SearchedWords("甲局"), "乙局")
    assert SetField(report.id, "title", "乙局年报", "替换") in edits
    assert SetText(report.id, "other", "乙局无。乙局无。", "替换") in edits
