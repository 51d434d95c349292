"""No text makes the checks slow: each of these is done in well under a second of computing, a third of one on an idle machine."""

from time import process_time

import pytest
from example import filled, with_text

from app.rules.check import check

MILLION = 1_000_000

TEXTS = {
    "no punctuation": "全局上下高度重视信息公开工作" * (MILLION // 14),
    "no punctuation, all figures": "共收到政府信息公开申请5件予以公开3件" * (MILLION // 19),
    "ten thousand digits": "收到申请" + "7" * 10_000 + "件",
    "a million digits": "1" * MILLION,
    "grouped digits": "1,234," * (MILLION // 6),
    "chinese numerals": "一百二十三" * (MILLION // 5),
    "nested brackets": "（" * 500_000 + "）" * 500_000,
    "nested book marks": "《" * 500_000 + "〔2021〕" * 1000,
    "commas": "，" * MILLION,
    "line ends": "\n" * MILLION,
    "headings": "（一）\n" * 250_000,
    "one word": "的" * MILLION,
    "two words": "公开" * (MILLION // 2),
    "blanks": "公开" + " " * MILLION + "条",
    "years": "2019年" * (MILLION // 5),
    "lists": "共5件，其中3件，" * (MILLION // 10),
    "shares": "占5件占3%同比增长5%较2024年" * (MILLION // 20),
    "half a claim": "申请均已按时按期依法依规及时予以作出得到" * (MILLION // 20),
    "half a zero": "未发生因" * (MILLION // 4),
    "card numbers": "6222 0200 0000 0000 " * (MILLION // 20),
    "placeholders": "XX某某" * (MILLION // 4),
    "private characters": "".join(chr(0xE000 + i % 6000) for i in range(MILLION)),
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_monstrous_text_is_checked_in_under_a_second(name: str) -> None:
    report = with_text(filled(), overview=TEXTS[name])
    previous = with_text(report, overview=TEXTS[name] + "。")
    check(filled(), filled())
    start = process_time()
    check(report, previous)
    assert process_time() - start < 1
