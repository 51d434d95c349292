"""Two tables that stand side by side in one are read each by its own labels and columns."""

import io
from collections.abc import Sequence

import openpyxl
import pytest

from app.imports.formats import read

TITLE = "示例市教育局2024年政府信息公开工作年度报告"
HEADING = "二、主动公开政府信息情况"
LEFT = [
    ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
    ["规章", "11", "12", "13"],
    ["行政规范性文件", "14", "15", "16"],
]
RIGHT = [["信息内容", "本年处理决定数量"], ["行政许可", "17"], ["", ""]]
WANTED = {
    "disclosure.rules.issued": 11, "disclosure.rules.repealed": 12, "disclosure.rules.in_force": 13,
    "disclosure.normative_documents.issued": 14, "disclosure.normative_documents.repealed": 15,
    "disclosure.normative_documents.in_force": 16, "disclosure.licensing.decisions": 17,
}  # fmt: skip


def _page(rows: Sequence[Sequence[str]], more: str = "") -> bytes:
    lines = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)
    return f"<h1>{TITLE}</h1><p>一、总体情况</p><p>平稳。</p><p>{HEADING}</p><table>{lines}{more}</table>".encode()


@pytest.mark.parametrize("gap", [[], [""], ["", ""]])
@pytest.mark.parametrize("turned", [False, True])
def test_of_a_page(gap: list[str], turned: bool) -> None:
    one, other = (RIGHT, LEFT) if turned else (LEFT, RIGHT)
    rows = [[*left, *gap, *right] for left, right in zip(one, other, strict=True)]
    found = read(_page(rows), "年报.html", unit=None, year=None)
    assert dict(found.cells) == WANTED
    assert not [item for item in found.unread if item.text]


def test_what_stands_below_at_full_width_is_read_too() -> None:
    rows = [[*left, *right] for left, right in zip(LEFT, RIGHT, strict=True)]
    more = (
        "<tr><td colspan=6>第二十条第（八）项</td></tr><tr><td>信息内容</td><td colspan=5>本年收费金额（单位：万元）</td></tr>"
        "<tr><td>行政事业性收费</td><td colspan=5>1.5</td></tr>"
    )
    found = read(_page(rows, more), "年报.html", unit=None, year=None)
    assert found.as_json()["cells"] == {
        **{key: str(value) for key, value in WANTED.items()},
        "disclosure.fees.amount": "1.5",
    }


def test_of_a_sheet() -> None:
    book = openpyxl.Workbook()
    for row in ([TITLE], [HEADING]):
        book.active.append(row)
    for left, right in zip(LEFT, RIGHT, strict=True):
        book.active.append([int(text) if text.isdecimal() else text for text in (*left, "", *right)])
    buffer = io.BytesIO()
    book.save(buffer)
    found = read(buffer.getvalue(), "年报.xlsx", unit=None, year=None)
    assert dict(found.cells) == WANTED


def test_figures_without_labels_of_their_own_stay_refused() -> None:
    """Only one corner: to which table the figures on the right belong is not told."""
    rows = [[*LEFT[0], "本年处理决定数量"], [*LEFT[1], "17"], [*LEFT[2], "18"]]
    found = read(_page(rows), "年报.html", unit=None, year=None)
    assert not {
        key for key in found.cells if not key.startswith(("disclosure.rules", "disclosure.normative"))
    }
    assert any("17" in item.text for item in found.unread)
