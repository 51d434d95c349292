"""A figure is pasted as it would be imported: what one takes, the other takes; what one refuses, the other refuses."""

import pytest
from builders import consistent_report

from app.clipboard import PasteRefused, paste, read_block
from app.forms.grid import grid_of
from app.values import Value, ValueProblem, read_published

COUNT, MONEY = "disclosure.licensing.decisions", "disclosure.fees.amount"
"""A cell for a number of documents, and one for an amount of money in 万元."""


def _pasted(key: str, text: str) -> Value | None:
    report = consistent_report()
    grid = grid_of(report.form.tables["disclosure"])
    rows: dict[int, list[str]] = {}
    for cell in grid.inputs.values():
        rows.setdefault(cell.row, []).append(cell.key or "")
    place = next((n, row.index(key)) for n, row in enumerate(rows.values()) if key in row)
    return paste(report, grid, place, text).cells[key]


@pytest.mark.parametrize(
    "text",
    [
        "12",
        " 12 ",
        "１２",
        "12件",
        "12 份",
        "1,200项",
        "12.0",
        "12.00",
        "⑫",
        "'12",
        "1\u200b2",
        "12\u2009",
        "31.",
        "0件",
    ],
)
def test_what_an_import_takes_is_pasted(text: str) -> None:
    kind = consistent_report().form.cells[COUNT].kind
    assert _pasted(COUNT, text) == read_published(text, kind)


@pytest.mark.parametrize("text", ["3.5万元", "3.5", "0元", "0万元"])
def test_money_in_the_columns_own_unit_is_pasted(text: str) -> None:
    kind = consistent_report().form.cells[MONEY].kind
    assert _pasted(MONEY, text) == read_published(text, kind, "万元")


@pytest.mark.parametrize(
    ("key", "text"),
    [(COUNT, "/"), (COUNT, "无"), (COUNT, "-3"), (COUNT, "3元"), (COUNT, "1.5"), (MONEY, "35000元"), (COUNT, "5万件"), (COUNT, "三四件")],
)  # fmt: skip
def test_what_an_import_refuses_is_not_pasted(key: str, text: str) -> None:
    with pytest.raises(ValueProblem):
        read_published(text, consistent_report().form.cells[key].kind, "万元" if key == MONEY else "")
    with pytest.raises(PasteRefused, match="没有改动"):
        _pasted(key, text)


def test_a_remark_is_not_dropped_unseen() -> None:
    with pytest.raises(PasteRefused, match="其中修订16件"):
        _pasted(COUNT, "22（其中修订16件）")


def test_figures_with_counting_words_are_no_row_of_labels() -> None:
    assert read_block("12件\t3件\n4件\t5件").values == [["12件", "3件"], ["4件", "5件"]]
    block = read_block("行政许可\t12件\n行政处罚\t3件")
    assert (block.labels, block.values) == (["行政许可", "行政处罚"], [["12件"], ["3件"]])
