"""What differs between two texts is told in sentences, and nothing that is in both."""

from hypothesis import given
from hypothesis import strategies as st

from app.text_differences import text_difference

SENTENCES = st.lists(st.sampled_from(["甲。", "乙；", "丙！", "丁。"]), max_size=6)


def test_a_sentence_that_changed_is_gone_and_new() -> None:
    found = text_difference("一句。收到3件。末句。", "一句。收到4件。\n末句。又一句。")
    assert (found.gone, found.new) == (("收到3件。",), ("收到4件。", "又一句。"))


@given(SENTENCES, SENTENCES)
def test_nothing_is_invented_and_equal_texts_have_no_difference(old: list[str], now: list[str]) -> None:
    found = text_difference("".join(old), "".join(now))
    assert len(old) - len(found.gone) == len(now) - len(found.new), "what stays is in both"
    assert set(found.gone) <= set(old)
    assert set(found.new) <= set(now)
    assert (not found.gone and not found.new) == (old == now)
