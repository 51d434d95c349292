"""A job says what comes on which side of the paper."""

import pytest

from app.errors import UserError
from app.printing.job import Job, Sides, chosen_pages


@pytest.mark.parametrize(
    ("choice", "runs"),
    [
        ({"sides": Sides.ONE}, ((0, 1, 2),)),
        ({"sides": Sides.ONE, "backwards": True}, ((2, 1, 0),)),
        ({"sides": Sides.BOTH}, ((0, 1, 2),)),
        ({"sides": Sides.BOTH, "copies": 2}, ((0, 1, 2, None),)),
        ({"sides": Sides.BOTH, "backwards": True}, ((2, None, 0, 1),)),
        ({"sides": Sides.BOTH, "sheet_after": True}, ((0, 1, 2, None, None, None),)),
        ({"sides": Sides.MANUAL}, ((0, 2), (None, 1))),
        ({"sides": Sides.MANUAL, "backs_backwards": False}, ((0, 2), (1, None))),
        ({"sides": Sides.MANUAL, "pages": (1,)}, ((1,),)),
    ],
)
def test_sides(choice: dict[str, object], runs: tuple[tuple[int | None, ...], ...]) -> None:
    assert Job("", "", **{"pages": (0, 1, 2), **choice}).runs() == runs


def test_copies_on_two_sides_always_come_one_after_the_other() -> None:
    one = Job("", "", (0, 1), sides=Sides.ONE, copies=2, collated=False)
    both = Job("", "", (0, 1), sides=Sides.BOTH, copies=2, collated=False)
    assert one.every_side(one.runs()[0]) == (0, 0, 1, 1)
    assert both.every_side(both.runs()[0]) == (0, 1, 0, 1)


@pytest.mark.parametrize(
    ("choice", "sheets"),
    [
        ({"sides": Sides.ONE, "copies": 2}, 10),
        ({"sides": Sides.BOTH, "copies": 2}, 6),
        ({"sides": Sides.MANUAL}, 3),
        ({"sides": Sides.BOTH, "sheet_after": True}, 4),
    ],
)
def test_sheets(choice: dict[str, object], sheets: int) -> None:
    job = Job("", "", (0, 1, 2, 3, 4), **choice)
    assert job.sheet_count == sheets


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("3-4", (2, 3)),
        ("1,4-5", (0, 3, 4)),
        ("１，４－５", (0, 3, 4)),
        ("第1页、3至4页", (0, 2, 3)),
        ("2,1-3", (1, 0, 2)),
        ("1 3", (0, 2)),
        (" 1 - 3 ， 5 ", (0, 1, 2, 4)),
        ("第1页第3页", (0, 2)),
        ("第 1 页至第 3 页", (0, 1, 2)),
    ],
)
def test_pages_as_they_are_written(text: str, pages: tuple[int, ...]) -> None:
    assert chosen_pages(text, 5) == pages


def test_a_range_from_back_to_front_is_refused_by_what_is_wrong_with_it() -> None:
    with pytest.raises(UserError, match="“4-2”前大后小，请写成 2-4 这样"):
        chosen_pages("4-2", 5)


@pytest.mark.parametrize("text", ["", "0", "6", "4-2", "1-", "一", "1;x", "99999999999", "1-6"])
def test_pages_that_are_not_there_are_refused(text: str) -> None:
    with pytest.raises(UserError, match="页数"):
        chosen_pages(text, 5)
