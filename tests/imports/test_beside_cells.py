"""Fill-in workbooks that LibreOffice saved in three formats, with things on them that are no cells, and shortened figures.

`made/beside.*` have a comment, a text box, a picture where the figures of a table should be, 1204 in a format that shows 1,
and 2.5 in one that shows 3.
"""

from pathlib import Path

import pytest
from fill_in_books import UNIT, YEAR, back, figures, said

MADE = Path(__file__).parent / "made"
SHORTENED = ("disclosure.licensing.decisions", "disclosure.coercion.decisions")


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_what_lies_beside_the_cells_is_told_and_a_shortened_figure_is_asked(ending: str) -> None:
    found = back((MADE / f"beside.{ending}").read_bytes(), f"年报.{ending}")
    assert (found.unit, found.year) == (UNIT, YEAR)
    told = said(found)
    assert "批注应为 88" in told
    assert "文本框另有 12 件未计" in told
    assert "政府信息公开行政复议、行政诉讼情况”图片1 张" in told
    assert "小数，显示成了整数" in told
    wanted = {
        key: value
        for key, value in figures().items()
        if key not in SHORTENED and not key.startswith("disputes.")
    }
    assert found.cells == wanted, "a total of blank cells is blank too"
    asked = {key for item in found.unread for key in item.cells if not item.harmless}
    assert asked.issuperset(SHORTENED)
