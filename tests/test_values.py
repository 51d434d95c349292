"""Text becomes a number, or one clear reason why not; a number becomes the text that gives it back."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.values import (
    MAX_DIGITS,
    MAX_PLACES,
    Kind,
    Value,
    ValueProblem,
    canonical,
    distance,
    fits,
    from_canonical,
    parse,
    printed,
    read_published,
    share_of,
    split_note,
)

LARGEST = 10**MAX_DIGITS - 1
COUNTS = st.integers(0, LARGEST)
VALUES: dict[Kind, st.SearchStrategy[Value]] = {
    Kind.COUNT: COUNTS,
    Kind.LARGE_COUNT: st.integers(0, 10**12 - 1),
    Kind.CHANGE: st.integers(-LARGEST, LARGEST),
    Kind.AMOUNT: st.decimals(0, LARGEST, places=MAX_PLACES, allow_nan=False) | st.decimals(0, 100, places=2),
}
ANY = st.sampled_from(Kind).flatmap(lambda kind: st.tuples(st.just(kind), VALUES[kind]))
FULL_WIDTH = str.maketrans("0123456789.,+-", "０１２３４５６７８９．，＋－")


def refusal(text: str, kind: Kind) -> str:
    with pytest.raises(ValueProblem) as caught:
        parse(text, kind)
    return str(caught.value)


@given(ANY)
def test_what_is_written_reads_back_equal(pair: tuple[Kind, Value]) -> None:
    kind, value = pair
    assert parse(canonical(value), kind) == value
    assert from_canonical(canonical(value), kind) == value
    assert parse(printed(value, kind), kind) == value


@given(ANY)
def test_a_value_has_the_type_of_its_kind(pair: tuple[Kind, Value]) -> None:
    kind, value = pair
    read = parse(canonical(value), kind)
    assert type(read) is (Decimal if kind.places else int)


@given(ANY, ANY)
def test_equal_values_have_one_canonical_text_and_different_ones_differ(
    one: tuple[Kind, Value], other: tuple[Kind, Value]
) -> None:
    assert (canonical(one[1]) == canonical(other[1])) == (one[1] == other[1])


@given(VALUES[Kind.AMOUNT])
def test_canonical_text_is_plain_digits(value: Value) -> None:
    text = canonical(value)
    assert set(text) <= set("0123456789.")
    assert text == "0" or not text.startswith("00")
    assert not text.endswith(".")
    assert "." not in text or not text.endswith("0")


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (-3, "-3"), (Decimal("12.50"), "12.5"), (Decimal("100"), "100"), (Decimal("1E+3"), "1000"),
     (Decimal("0.0000"), "0"), (Decimal("-0.0"), "0"), (Decimal("1E-6"), "0.000001")],
)  # fmt: skip
def test_canonical(value: Value, text: str) -> None:
    assert canonical(value) == text


@given(ANY)
def test_full_width_digits_read_like_half_width_ones(pair: tuple[Kind, Value]) -> None:
    kind, value = pair
    assert parse(canonical(value).translate(FULL_WIDTH), kind) == value


@given(ANY, st.text(" \t\n\u3000\u00a0", max_size=3), st.text(" \t\n\u3000\u00a0", max_size=3))
def test_blanks_around_a_value_do_not_matter(pair: tuple[Kind, Value], before: str, after: str) -> None:
    kind, value = pair
    assert parse(before + canonical(value) + after, kind) == value


@given(ANY, st.booleans())
def test_thousands_separators_do_not_matter(pair: tuple[Kind, Value], full_width: bool) -> None:
    kind, value = pair
    grouped = f"{value:,}"
    assert parse(grouped.translate(FULL_WIDTH) if full_width else grouped, kind) == value


@pytest.mark.parametrize("text", ["", " ", "\u3000", "\t\n"])
@pytest.mark.parametrize("kind", Kind)
def test_an_empty_text_is_untouched_and_not_zero(text: str, kind: Kind) -> None:
    assert parse(text, kind) is None


@pytest.mark.parametrize(
    ("text", "value"), [("+2", 2), ("-1", -1), ("−1", -1), ("－３", -3), ("减4", -4), ("减少4", -4), ("增2", 2), ("增加2", 2), ("0", 0)]
)  # fmt: skip
def test_a_change_may_be_written_with_a_sign_or_a_word(text: str, value: int) -> None:
    assert parse(text, Kind.CHANGE) == value


@pytest.mark.parametrize(("value", "text"), [(2, "+2"), (-1, "-1"), (0, "0"), (None, "")])
def test_a_change_is_printed_with_its_sign(value: int | None, text: str) -> None:
    assert printed(value, Kind.CHANGE) == text


def test_other_kinds_are_printed_without_a_sign() -> None:
    assert printed(2, Kind.COUNT) == "2"
    assert printed(Decimal("2.50"), Kind.AMOUNT) == "2.5"
    assert printed(None, Kind.COUNT) == printed(None, Kind.AMOUNT) == ""


@pytest.mark.parametrize("kind", [Kind.COUNT, Kind.AMOUNT])
@pytest.mark.parametrize("text", ["-0", "－０", "-0.0"])
def test_minus_zero_is_zero(kind: Kind, text: str) -> None:
    value = parse(text, kind)
    assert value == 0
    assert str(value) == "0"


SEEN = {
    "12.0": 12, "12.00": 12, "31.": 31, "\ufeff12": 12, "1\u200b2": 12, "12\u2060": 12, "'12": 12, "⑫": 12, "⑳": 20,
    "1\u2009234": 1234, "1\u202f234\u202f567": 1234567, "１２．０": 12,
}  # fmt: skip


@pytest.mark.parametrize("text", SEEN)
def test_a_figure_is_read_as_a_person_sees_it(text: str) -> None:
    assert parse(text, Kind.COUNT) == SEEN[text] == read_published(text, Kind.COUNT)


@pytest.mark.parametrize("text", ["12¹", "12²³", "12件¹", "12①", "12*", "12 ※", "1,200¹"])
def test_the_mark_of_a_footnote_is_no_digit(text: str) -> None:
    assert read_published(text, Kind.COUNT) == (1200 if "," in text else 12)
    assert split_note(text)[1] != ""


@pytest.mark.parametrize("text", ["1²2", "¹2", "1①2", "12¹3", "①②", "1 2", "12\u20093"])
def test_a_digit_that_may_be_a_mark_is_refused(text: str) -> None:
    assert refusal(text, Kind.COUNT)


@pytest.mark.parametrize(("text", "value"), [("減3", -3), ("–2", -2), ("—2", -2), ("增2", 2)])
def test_a_change_is_read_in_every_spelling_of_its_sign(text: str, value: int) -> None:
    assert parse(text, Kind.CHANGE) == value


@pytest.mark.parametrize("text", ["0元", "0.00元", "０元", "0 元"])
def test_nothing_is_nothing_in_any_unit_of_money(text: str) -> None:
    assert read_published(text, Kind.AMOUNT, "万元") == 0


NOT_NUMBERS = [
    "a", "5a", "一", "12件", "/", "-", "+", "1-2", "1 2", "--1", "1e3", "0x10", "NaN", "Infinity", "1_000", "²", "٣",
    ".5", "1.2.3", ",1", "1,", "1,,000", "12,34", "1,2345", "1234,567", "1.5,000", "1,234.5,678", "1,234.567,890",
]  # fmt: skip


@pytest.mark.parametrize("text", NOT_NUMBERS)
@pytest.mark.parametrize("kind", Kind)
def test_what_is_not_a_number_is_refused_and_named(text: str, kind: Kind) -> None:
    message = refusal(text, kind)
    assert "不是数字" in message
    assert text in message


@pytest.mark.parametrize("text", ["-1", "－1", "−1", "-1,000"])
@pytest.mark.parametrize("kind", [Kind.COUNT, Kind.AMOUNT])
def test_a_negative_number_is_refused_where_none_may_stand(text: str, kind: Kind) -> None:
    assert "负数" in refusal(text, kind)


@pytest.mark.parametrize("text", ["1.5", "1.05", "０．５", "1,000.25"])
@pytest.mark.parametrize("kind", [Kind.COUNT, Kind.CHANGE])
def test_a_decimal_is_refused_where_a_whole_number_stands(text: str, kind: Kind) -> None:
    assert "整数" in refusal(text, kind)


@pytest.mark.parametrize("text", ["1000000000000", "1,000,000,000", "9" * 5000])
@pytest.mark.parametrize("kind", [Kind.COUNT, Kind.CHANGE, Kind.AMOUNT])
def test_a_number_that_is_too_long_is_refused(text: str, kind: Kind) -> None:
    message = refusal(text, kind)
    assert f"超过 {MAX_DIGITS} 位" in message
    assert len(message) < 100


def test_a_large_count_has_up_to_twelve_digits() -> None:
    assert parse("999,999,999,999", Kind.LARGE_COUNT) == 10**12 - 1
    assert "超过 12 位" in refusal("1000000000000", Kind.LARGE_COUNT)
    assert not fits(10**12, Kind.LARGE_COUNT)


@pytest.mark.parametrize("kind", Kind)
def test_leading_zeros_count_for_nothing(kind: Kind) -> None:
    assert parse("0" * 50 + str(kind.largest), kind) == kind.largest


def test_an_amount_has_six_places_at_most() -> None:
    assert parse("0.1234560000", Kind.AMOUNT) == Decimal("0.123456")
    assert f"小数超过 {MAX_PLACES} 位" in refusal("0.1234567", Kind.AMOUNT)


def test_an_amount_is_exact() -> None:
    assert canonical(parse("999999999.123456", Kind.AMOUNT) or 0) == "999999999.123456"


@given(st.text(max_size=30), st.sampled_from(Kind))
def test_any_text_is_a_value_or_refused_in_one_short_line(text: str, kind: Kind) -> None:
    said = ""
    value: Value | None = None
    try:
        value = parse(text, kind)
    except ValueProblem as problem:
        said = str(problem)
    assert "\n" not in said
    assert len(said) < 80
    assert value is None or fits(value, kind)


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (1, 3, "33.3%"), (3, 3, "100.0%"), (0, 7, "0.0%"), (-1, 3, "-33.3%"), (1, 0, ""), (5, -10, "-50.0%"),
        (1, 100_000, "不足 0.1%"), (-1, 100_000, "不足 0.1%"), (99_999, 100_000, "100.0%"), (Decimal("12.5"), 50, "25.0%"),
    ],
)  # fmt: skip
def test_a_share_is_told_to_a_tenth_of_a_per_cent_and_never_as_minus_zero(
    part: Value, whole: Value, text: str
) -> None:
    assert share_of(part, whole) == text


def test_reading_back_an_empty_text_is_refused() -> None:
    with pytest.raises(ValueProblem, match="空"):
        from_canonical("", Kind.COUNT)


@given(ANY)
def test_what_parses_fits_its_kind(pair: tuple[Kind, Value]) -> None:
    assert fits(pair[1], pair[0])


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (-1, Kind.COUNT), (Decimal("1"), Kind.COUNT), (10**MAX_DIGITS, Kind.COUNT), (Decimal("1"), Kind.CHANGE),
        (-(10**MAX_DIGITS), Kind.CHANGE), (Decimal("-0.1"), Kind.AMOUNT), (Decimal(10**MAX_DIGITS), Kind.AMOUNT),
        (Decimal("0.1234567"), Kind.AMOUNT), (Decimal("NaN"), Kind.AMOUNT), (Decimal("Infinity"), Kind.AMOUNT),
    ],
)  # fmt: skip
def test_what_could_not_be_read_back_does_not_fit(value: Value, kind: Kind) -> None:
    assert not fits(value, kind)


@pytest.mark.parametrize(
    ("text", "figure", "note"),
    [
        ("22（其中修订16件）", "22", "其中修订16件"),
        ("22(其中修订16件)", "22", "其中修订16件"),
        ("22", "22", ""),
        ("（无）", "（无）", ""),
    ],
)
def test_a_remark_in_brackets_is_cut_off_the_figure(text: str, figure: str, note: str) -> None:
    assert split_note(text) == (figure, note)


@pytest.mark.parametrize(
    ("text", "kind", "unit", "value"),
    [
        ("12件", Kind.COUNT, "", 12),
        ("１２　件", Kind.COUNT, "", 12),
        ("1,234", Kind.COUNT, "", 1234),
        ("22（其中修订16件）", Kind.COUNT, "", 22),
        ("减4", Kind.CHANGE, "", -4),
        ("3.5万元", Kind.AMOUNT, "万元", Decimal("3.5")),
        ("251000元", Kind.AMOUNT, "", 251000),
        ("", Kind.COUNT, "", None),
        ("\u3000", Kind.COUNT, "", None),
    ],
)
def test_published_figures(text: str, kind: Kind, unit: str, value: Value | None) -> None:
    assert read_published(text, kind, unit) == value


@pytest.mark.parametrize("text", ["/", "-", "—", "——", "－", "无", "*"])
def test_a_stroke_in_a_published_table_is_never_taken_for_zero(text: str) -> None:
    with pytest.raises(ValueProblem, match="不能确定"):
        read_published(text, Kind.COUNT)


def test_money_in_another_unit_is_refused_not_converted() -> None:
    with pytest.raises(ValueProblem, match=r"单位是元.*应填万元"):
        read_published("251000元", Kind.AMOUNT, "万元")
    with pytest.raises(ValueProblem, match="是金额"):
        read_published("3万元", Kind.COUNT)


@given(ANY, ANY)
def test_distance_is_symmetric_and_exact(one: tuple[Kind, Value], other: tuple[Kind, Value]) -> None:
    a, b = one[1], other[1]
    assume(a != b)
    gap = distance(a, b)
    assert gap > 0
    assert gap == distance(b, a)
    assert {a + gap, a - gap} & {b}
    assert distance(a, a) == 0
