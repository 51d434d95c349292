"""Long lists and tables that are no report are refused within seconds, whatever their cells resemble."""

import io
import random
import time
from functools import cache

import pytest
from openpyxl import Workbook

from app.errors import UserError
from app.imports.formats import read
from app.imports.matching.labels import Vocabulary

LABELS = (
    "申请人无正当理由逾期不补正行政机关不再处理",
    "本机关不掌握相关政府信息",
    "结转下年度继续办理",
    "属于国家秘密",
)
SECONDS = 10


def _han(source: random.Random, count: int) -> str:
    return "".join(chr(0x4E00 + source.randrange(3000)) for _ in range(count))


def _label_like(source: random.Random) -> str:
    word = source.choice(LABELS)
    at = source.randrange(len(word))
    return word[:at] + _han(source, 1) + word[at:] + str(source.randrange(99_999))


def _page(rows: list[list[str]]) -> bytes:
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table>{lines}</table>".encode()


def _book(rows: list[list[str]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@cache
def long_files() -> dict[str, bytes]:
    source = random.Random(7)
    headings = "".join(f"<p>{'一二三四五六七八九'[n % 9]}、{_han(source, 8)}情况</p>" for n in range(1500))
    return {
        "列表.html": _page(
            [[f"{n}", f"关于{_han(source, 12)}的通知", f"〔2024〕{n}号"] for n in range(2000)]
        ),
        "标签.html": _page([[_label_like(source) for _ in range(5)] for _ in range(3900)]),
        "标题.html": headings.encode(),
        "一列.xlsx": _book([[f"{_han(source, 6)}{n}"] for n in range(59_000)]),
        "通讯录.xlsx": _book(
            [[_han(source, 3), _han(source, 9), f"139{n:08d}", "科长"] for n in range(14_900)]
        ),
    }


@pytest.mark.parametrize("name", ["列表.html", "标签.html", "标题.html", "一列.xlsx", "通讯录.xlsx"])
def test_a_long_list_is_refused_quickly(name: str) -> None:
    data = long_files()[name]
    start = time.process_time()
    with pytest.raises(UserError):
        read(data, name, unit=None, year=None)
    assert time.process_time() - start < SECONDS


def test_a_label_is_known_by_its_likeness_as_before_it_was_looked_for_by_its_characters() -> None:
    words: Vocabulary[int] = Vocabulary(((label,), number) for number, label in enumerate(LABELS))
    for number, label in enumerate(LABELS):
        for at in range(len(label)):
            changed = label[:at] + "某" + label[at + 1 :]
            found = words.match(changed)
            is_like = 2 * (len(label) - 1) >= 0.85 * 2 * len(label)
            assert (found.item if found else None) == (number if is_like else None), changed
