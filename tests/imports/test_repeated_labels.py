"""Labels that a form has more than once: a row is read where its groups, its table or its caption tell which it is."""

from collections.abc import Sequence

import pytest

from app.forms.loader import forms
from app.imports.matching.form_labels import layout_of
from app.imports.matching.labels import Vocabulary
from app.imports.matching.tables import TableReader
from app.imports.raw_document import table_of_rows

pytestmark = pytest.mark.usefixtures("extra_forms")

VISITS = ["网站名称", "本年", "增减"]
WORKS = ["发布类别", "", "文字", "视频", "文字", "视频", "合计"]


def _read(rows: Sequence[Sequence[str]]) -> tuple[dict[str, object], list[str]]:
    reader = TableReader(layout_of(forms()["zz-labels-2019"]))
    reader.read(table_of_rows(rows, "表", [f"第 {row} 行" for row, _ in enumerate(rows)]))
    return dict(reader.alignment.cells), [item.text for item in reader.alignment.unread]


def test_a_total_belongs_to_the_table_above_it() -> None:
    cells, unread = _read([VISITS, ["门户网站", "3", "1"], ["其他", "4", "2"], ["合计", "7", "3"]])
    assert (cells["visits.others.year"], cells["visits.sum.year"], unread) == (4, 7, [])


def test_the_rows_below_tell_the_table_of_the_first_row() -> None:
    cells, unread = _read([VISITS, ["合计", "7", "3"], ["门户网站", "3", "1"]])
    assert (cells["visits.sum.year"], unread) == (7, [])


def test_a_row_that_nothing_tells_apart_is_not_read() -> None:
    cells, unread = _read([VISITS, ["合计", "7", "3"]])
    assert cells == {}
    cells, unread = _read([VISITS, ["门户网站", "3", "1"], VISITS, ["合计", "7", "3"]])
    assert "visits.sum.year" not in cells
    assert unread == ["合计 7 3"]


def test_a_label_under_a_group_of_another_name_is_not_read() -> None:
    row = ["1", "2", "3", "4", "10"]
    cells, unread = _read([WORKS, ["二、服务类", "办事", *row], ["三、其他类", "其他", *row]])
    assert "works.service_other.all" not in cells
    cells, unread = _read([WORKS, ["二、服务类", "办事", *row], ["三、其他类", "合计", *row]])
    assert "works.sum.all" not in cells
    assert unread == ["三、其他类 合计 1 2 3 4 10"]


def test_a_label_of_two_rows_is_not_taken_for_one_that_resembles_it() -> None:
    words = Vocabulary([(("行政许可受理数量",), 1), (("行政许可受理数量",), 2), (("行政许可办理数量",), 3)])
    assert words.match("行政许可受理数量") is None
    assert words.match("行政许可办理数量").item == 3  # type: ignore[union-attr]
