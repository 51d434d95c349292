"""Whatever is typed or pasted into a cell: a value that is written and read back the same, or a message."""

from decimal import Decimal

from amounts import inputs, is_sentence
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserError
from app.values import Kind, canonical, from_canonical, half_width, parse, printed

NUMBERISH = st.text(
    st.sampled_from(
        "0123456789０１９٣५一二十万.．,，+-＋－−eE_ \u3000\u00a0\t增减加少件%()（）∞½²\u200b\x00"
    ),
    max_size=24,
)


@inputs(8000)
@given(NUMBERISH | st.text(max_size=40), st.sampled_from(Kind))
def test_reading_gives_a_value_or_a_message(text: str, kind: Kind) -> None:
    try:
        value = parse(text, kind)
    except UserError as error:
        told = is_sentence(error)
        assert told
        return
    if value is None:
        # Blanks, an apostrophe that marks a text, and characters that print nothing.
        assert not any(character.isalnum() for character in half_width(text))
        return
    assert isinstance(value, Decimal if kind is Kind.AMOUNT else int)
    assert abs(value) < 10**kind.digits
    assert kind is Kind.CHANGE or value >= 0
    assert from_canonical(canonical(value), kind) == value
    assert parse(printed(value, kind), kind) == value
    assert "E" not in canonical(value).upper()


@inputs(2000)
@given(st.integers(0, 10**9 - 1), st.integers(0, 6), st.integers(0, 999_999))
def test_every_amount_survives_being_written(whole: int, places: int, part: int) -> None:
    value = Decimal(f"{whole}.{part:06d}"[: len(str(whole)) + 1 + places].rstrip("."))
    again = from_canonical(canonical(value), Kind.AMOUNT)
    assert again == value
    assert canonical(again) == canonical(value)
