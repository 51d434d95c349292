"""Numbers in prose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.chinese_numerals import chinese_number
from app.rules.sentences.plain_sentences import plain

_DIGITS = "零一二三四五六七八九"


def in_chinese(number: int) -> str:
    """Write a number below 10,000 the long way: 一百零五."""
    words, zero = "", False
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // scale % 10
        if digit:
            words += ("零" if zero and words else "") + _DIGITS[digit] + name
        zero = not digit
    return words or "零"


@given(st.integers(0, 9_999))
def test_every_numeral_is_read_back(number: int) -> None:
    assert chinese_number(in_chinese(number)) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("两", 2), ("十", 10), ("十二", 12), ("二十三", 23), ("一百〇五", 105), ("〇", 0), ("二〇二五", 2025), ("一万二千", 12000)],
)  # fmt: skip
def test_the_ways_of_writing_a_number(text: str, number: int) -> None:
    assert chinese_number(text) == number


@pytest.mark.parametrize("text", ["", "十百", "一百千", "件", "三五十"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert chinese_number(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收到 １２ 件", "收到12件"),
        ("共1,234件", "共1234件"),
        ("共１，２３４件", "共1234件"),
        ("共5，100件", "共5，100件"),
        ("1,23件", "1，23件"),
        ("一件、两件", "1件，2件"),
        ("二十三件", "23件"),
        ("第二十条", "第二十条"),
        ("高效办成一件事", "高效办成一件事"),
        ("占５％（其中2件）", "占5%(其中2件)"),
        ("共3２（件）", "共32件"),
        ("收到（含网上）申请", "收到含网上申请"),
        ("二○二五年", "2025年"),
        ("1\u200b2件", "12件"),
        ("行政复议、行政诉讼", "行政复议、行政诉讼"),
        ("增长百分之三十二点五", "增长32.5%"),
        ("下降四分之一", "下降约25%"),
        ("占三分之二", "占约67%"),
        ("近三分之一", "近33%"),
        ("四成多（46件）全部公开", "占40%余的46件全部公开"),
        ("占四成多（44.7%）", "占44.7%"),
        ("新收19件（+4件）", "新收19件(增长4件)"),
        ("同比翻番", "同比增长约100%"),
        ("翻了一番还多", "增长100%余"),
        ("提高3个百分点", "提高3个百分点"),
        ("千分之二", "千分之二"),
        ("二十分之一", "二十分之一"),
    ],
)
def test_a_sentence_is_made_plain(text: str, expected: str) -> None:
    assert plain(text) == expected


@given(st.text(max_size=200))
def test_making_plain_never_fails_and_leaves_no_blank(text: str) -> None:
    assert not any(c.isspace() for c in plain(text))
