"""Foreign ledgers: the handed samples, and invented ones in eight layouts, come to the cells that are expected."""

import json
import random
from pathlib import Path

import pytest

from app.errors import UserError
from app.forms.loader import form_for
from app.imports.ledgers import read_ledger
from app.ledger.counting import count
from app.ledger.foreign.headings import field_of
from app.ledger.outcomes import VOID
from app.request import LedgerSettings
from tests.ledger.files import problems, told_by, write_csv, write_docx, write_xlsx
from tests.ledger.further_layouts import FURTHER
from tests.ledger.independent import SHARED
from tests.ledger.invented import cells, happened
from tests.ledger.layouts import LAYOUTS, layout_g

SAMPLES = sorted(SHARED.glob("*.xls*")) + sorted(SHARED.glob("*.docx"))
SIZES = (50, 120, 400, 2000)


@pytest.mark.beside(twin="tests/ledger/test_foreign.py::test_invented_ledgers_come_to_what_happened")
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_the_handed_samples(path: Path) -> None:
    expected = json.loads(path.with_suffix(".expected.json").read_text(encoding="utf-8"))
    read = read_ledger(path)
    for year, tables in expected["years"].items():
        form = form_for(int(year))
        found = count(read.requests, int(year), form, LedgerSettings(keeps_disputes=read.keeps_disputes))
        for table, rows in tables.items():
            wanted = {
                f"{table}.{row}.{column}": n
                for row, line in (rows or {}).items()
                for column, n in line.items()
            }
            assert {cell: n for cell, n in found.cells.items() if cell.startswith(f"{table}.")} == wanted
    if path.suffix == ".docx":
        return
    unresolved = {request.source for request in read.requests if request.doubt} | {
        entry.request.source for entry in found.unresolved
    }
    assert unresolved == {f"{entry['sheet']}!{entry['row']}" for entry in expected["unresolved"]}
    asked = {(request.source, asked.topic, asked.default) for request, asked in found.questions}
    asked |= {(request.source, topic, "") for request in read.requests for topic in read.topics(request)}
    assert asked == {
        (f"{entry['sheet']}!{entry['row']}", entry["topic"], entry["default"])
        for entry in expected["questions"]
    }
    skipped = {f"{entry.sheet}!{entry.row}" for entry in read.skipped}
    skipped |= {request.source for request in read.requests if request.outcome == VOID}
    assert skipped == {f"{entry['sheet']}!{entry['row']}" for entry in expected["skipped"]}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", LAYOUTS)
def test_invented_ledgers_come_to_what_happened(tmp_path: Path, name: str, size: int) -> None:
    told = told_by(LAYOUTS[name], 10_000 * size + ord(name), size)
    assert problems(told, write_xlsx(told, tmp_path / "台账.xlsx")) == []


@pytest.mark.parametrize("size", [50, 300, 1200])
@pytest.mark.parametrize("name", FURTHER)
def test_ledgers_in_further_layouts(tmp_path: Path, name: str, size: int) -> None:
    told = told_by(FURTHER[name], 77 * size + ord(name), size)
    assert problems(told, write_xlsx(told, tmp_path / "台账.xlsx")) == []


@pytest.mark.parametrize(
    ("path", "field"),
    [
        (("行政复议", "审结结果"), "review.outcome"),
        (("行政诉讼情况", "结案日期"), "suit.dclosed"),
        (("诉讼立案日期",), "suit.filed"),
        (("复议结果",), "review.outcome"),
        (("是否经复议",), "after_review"),
        (("救济情况", "类型"), "dispute_kind"),
        (("申请人情况", "类别"), "type"),
        (("补正", "收到日期"), "corr_returned"),
        (("征求意见", "发出"), "third_sent"),
        (("延期", "告知日期"), "extended_on"),
        (("送达（交邮）日期",), "posted"),
        (("答复\n期限",), "due"),
        (("身份证号码",), "private"),
        (("办理结果", "不予公开", "8.属于行政查询事项"), "result:refused_administrative_query"),
        (("申请人类别", "法人或其他组织", "其他"), "type:other_org"),
        (("办理结果", "其他处理", "其他"), "result:other_misc"),
        (("联系人员职务",), ""),
    ],
)
def test_what_a_column_holds(path: tuple[str, ...], field: str) -> None:
    assert field_of(path) == field


@pytest.mark.parametrize("name", ["A", "B", "C", "E", "G", "H"])
def test_the_same_in_a_word_document(tmp_path: Path, name: str) -> None:
    told = told_by(LAYOUTS[name], ord(name), 60)
    assert problems(told, write_docx(told, tmp_path / "台账.docx"), places=False) == []


@pytest.mark.parametrize("name", ["A", "D", "G"])
def test_the_same_as_text(tmp_path: Path, name: str) -> None:
    told = told_by(LAYOUTS[name], ord(name), 60)
    if name == "G":
        told = layout_g(happened(random.Random(3), 40), random.Random(4))
        _unmerge(told)
    for sheet in told.sheets[1:]:
        told.sheets.remove(sheet)
    assert problems(told, write_csv(told.sheets[0], tmp_path / "台账.csv"), places=False) == []


def _unmerge(told: object) -> None:
    """A text file has no merged cells: the name stands in each row."""
    for sheet in told.sheets:  # type: ignore[attr-defined]
        for first, left, last, right in sheet.merges:
            for row in range(first, last + 1):
                if left == right:
                    sheet.rows[row - 1][left - 1] = sheet.rows[first - 1][left - 1]


def test_the_comparison_notices_what_is_wrong(tmp_path: Path) -> None:
    told = told_by(LAYOUTS["A"], 5, 60)
    path = write_xlsx(told, tmp_path / "台账.xlsx")
    changed = next(item for item in told.items if item.row and not item.trap)
    changed.row = "granted" if changed.row != "granted" else "declined_duplicate"
    assert any("instead of" in problem for problem in problems(told, path))


def test_expected_cells_balance() -> None:
    items = happened(random.Random(1), 300)
    for year in (2023, 2024, 2025):
        found = cells(items, year, disputes=False)
        sides = [
            sum(n for cell, n in found.items() if (cell.split(".")[1] in ("new", "carried_in")) == is_in)
            for is_in in (True, False)
        ]
        assert sides[0] == sides[1] > 0


def test_a_file_without_headings_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_text("甲,乙,丙\n1,2,3\n4,5,6\n", encoding="utf-8")
    with pytest.raises(UserError, match="表头"):
        read_ledger(path)
