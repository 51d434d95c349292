"""Texts with linked figures: what is kept and what is printed."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.linked_text import (
    Link,
    free_of_marks,
    links_in,
    marked,
    plain,
    replaced,
    unlinked,
    with_values,
    without_values,
)

TEXT = "本年新收12件，结转3件。"
LINKS = (Link(4, 2, "applications.new.total"), Link(10, 1, "applications.carried_out.total"))
BODY = marked(TEXT, LINKS)


def test_what_is_kept_gives_the_text_and_its_links() -> None:
    assert BODY != TEXT
    assert plain(BODY) == TEXT
    assert links_in(BODY) == LINKS


@given(
    st.text(alphabet="一件0123\n。𠮷", max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 5)), max_size=6),
)
def test_any_figures_can_be_linked_and_none_is_invented(text: str, places: list[tuple[int, int]]) -> None:
    wanted = [Link(start, length, "disputes.review.total") for start, length in places]
    body = marked(text, wanted)
    assert plain(body) == text
    kept = links_in(body)
    assert set(kept) <= {
        Link(link.start, min(link.length, len(text) - link.start), link.source) for link in wanted
    }
    assert all(a.end <= b.start for a, b in pairwise(kept))
    assert marked(text, kept) == body


def test_new_values_move_what_stands_behind_them() -> None:
    body = with_values(BODY, lambda source: "1200" if "new" in source else None)
    assert plain(body) == "本年新收1200件，结转3件。"
    assert [link.start for link in links_in(body)] == [4, 12]
    assert without_values(body) == without_values(BODY)


def test_words_beside_a_figure_are_replaced_and_a_figure_that_is_touched_becomes_text() -> None:
    beside = replaced(BODY, [(0, 4, "全年共收到")])
    assert plain(beside) == "全年共收到12件，结转3件。"
    assert [link.start for link in links_in(beside)] == [5, 11]
    touched = replaced(BODY, [(3, 2, "到2"), (11, 1, "份")])
    assert plain(touched) == "本年新到22件，结转3份。"
    assert [link.source for link in links_in(touched)] == ["applications.carried_out.total"]


def test_what_is_inserted_right_beside_a_figure_is_no_part_of_it() -> None:
    body = replaced(BODY, [(4, 0, "约"), (6, 0, "0")])
    assert plain(body) == "本年新收约120件，结转3件。"
    assert links_in(body)[0] == Link(5, 2, "applications.new.total")


def test_marks_that_come_from_elsewhere_are_left_out() -> None:
    assert (
        free_of_marks(BODY) == "本年新收12applications.new.total件，结转3applications.carried_out.total件。"
    )
    stray = "前\ufff9后\ufffb。"
    assert plain(stray) == stray
    assert links_in(stray) == ()


def test_links_can_be_given_up() -> None:
    assert unlinked(BODY, lambda source, figure: figure == "3") == marked(TEXT, LINKS[:1])
