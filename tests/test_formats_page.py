"""The guide's page about the file formats names everything that the files hold."""

import io
import json
import re
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from pathlib import Path

import openpyxl
import pytest
from builders import consistent_report

from app import request
from app.cli import main
from app.collection.records import ReturnState
from app.collection.slips import Slip, SlipNote
from app.exports.archive.check_record import check_record
from app.exports.archive.zip_format import HASHES, REVIEWED
from app.exports.json import SCHEMA, VERSION, as_data, render
from app.exports.workbook import Maker, WorkbookOrder
from app.forms.loader import form_for
from app.report import Origin, Status, Totals, Unit, UnitKind
from app.rules.as_json import check_json
from app.rules.check import check
from app.rules.model import Severity, Verdict
from app.rules.settings import RuleSettings
from app.store.schema import APPLICATION_ID, TABLES
from app.values import Kind


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / "resources" / "guide" / "formats.md").read_text(encoding="utf-8")


def _named(page: str) -> set[str]:
    return set(re.findall(r"`([^`]+)`", page))


@pytest.mark.parametrize("table", TABLES)
def test_every_table_of_a_workspace_and_every_column(page: str, table: str) -> None:
    row = next(line for line in page.splitlines() if line.startswith(f"| `{table}` |"))
    columns = set(re.findall(r"^ {12}([a-z_]+) (?:TEXT|INTEGER)", TABLES[table], re.MULTILINE)) - {"id"}
    assert columns
    assert columns - _named(row) == set()


def test_the_number_by_which_a_workspace_is_known(page: str) -> None:
    assert f"0x{APPLICATION_ID:X}" in page


def test_every_key_of_a_report_and_of_a_check(page: str) -> None:
    report = consistent_report(cells={"disputes.review.total": 5})
    data = check_json(report, check(report, None))
    assert data["findings"]
    keys = {*as_data(report), *data, *data["findings"][0], *(verdict.value for verdict in Verdict)}
    assert (keys | {SCHEMA, *(severity.value for severity in Severity)}) - _named(page) == set()
    assert f"`version` 为 {VERSION}" in page


def test_the_mark_of_a_draft(page: str) -> None:
    report = consistent_report()
    assert {*json.loads(render(report, draft=True))} - {*as_data(report)} <= _named(page)


def test_what_a_check_in_a_package_rests_on(page: str) -> None:
    report = consistent_report()
    settings = RuleSettings(longest_overview=9, local_figures=("政策解读",))
    result = check(report, None, settings=settings, edited="disputes.review.total")
    basis = json.loads(check_record(report, result))["basis"]
    assert {"rules_off", "edited_last", "longest_overview", "local_figures"} <= basis.keys()
    assert basis.keys() - _named(page) == set()


@pytest.mark.parametrize("words", [UnitKind, Origin, Status, Totals, ReturnState])
def test_the_words_in_columns_that_hold_one_of_a_few(page: str, words: Iterable[str]) -> None:
    assert {*map(str, words)} - _named(page.partition("## 报告的数据文件")[0]) == set()


def test_every_file_of_a_package(page: str) -> None:
    assert {*REVIEWED, HASHES} - _named(page) == set()


@pytest.mark.parametrize("module", ["form_reader", "table_reader"])
def test_every_key_of_a_form_file(page: str, root: Path, module: str) -> None:
    source = (root / "app" / "forms" / f"{module}.py").read_text("utf-8")
    calls = re.findall(r"self\.(?:take|strings|texts|one_of)\((.*?)\)", source, re.DOTALL)
    read = {key for call in calls for key in re.findall(r'(?<![\w.])"([a-z_]{2,})"', call)}
    assert len(read) >= 6
    assert (read | {"narrative"} | {kind.value for kind in Kind}) - _named(page) == set()


@pytest.mark.parametrize(
    "value",
    [kind for kind in vars(request).values() if isinstance(kind, type) and is_dataclass(kind)],
    ids=lambda value: value.__name__,
)
def test_every_field_of_a_request_and_of_a_ledgers_settings(page: str, value: type) -> None:
    assert {field.name for field in fields(value)} - {"id", "unit_id"} - _named(page) == set()


def _keys(value: object) -> set[str]:
    """Return all keys of a command's output but those that are names of cells, sections, years, rows or columns."""
    if isinstance(value, list):
        return {key for item in value for key in _keys(item)}
    if isinstance(value, dict):
        inner = {
            key
            for name, item in value.items()
            if name not in ("cells", "sections", "years")
            for key in _keys(item)
        }
        return set(value) | inner
    return set()


def test_every_key_that_commands_print(page: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, table, register = tmp_path / "年报.nianbao", tmp_path / "台账.csv", tmp_path / "名录.csv"
    table.write_text(
        "编号,申请人,申请日期,答复日期,答复结果\n1,张三,2024年3月1日,2024年3月10日,予以公开\n"
        "2,张三,2024年3月1日,2024年3月10日,告知\n3,张三,2024年3月1日,2024年3月10日,申请人撤回\n",
        encoding="utf-8",
    )
    register.write_text("单位名称,上级\n云岭市人民政府,\n云岭市财政局,云岭市人民政府\n", encoding="utf-8")
    report = tmp_path / "报来.json"
    report.write_bytes(render(consistent_report(unit=Unit(1, "云岭市财政局"))))
    of = ["--group", "云岭市人民政府", "--year", "2024"]
    cell = "applications.new.natural_person"
    printed: set[str] = set()
    for command in (
        ["ledger", path, "--unit", "云岭市财政局", "--import", table],
        ["units", path, "--import", register],
        ["collect", report, "--into", path, *of],
        ["sum", path, *of],
        ["adjust", path, *of, "--cell", f"{cell}=1", "--reason", "漏登"],
        ["adjust", path, *of],
        ["contributors", path, *of, cell],
        ["list", path],
        ["import", report],
        ["check", path],
    ):
        capsys.readouterr()
        assert main([*map(str, command), "--json"]) in (0, 1)
        out = capsys.readouterr().out
        printed |= _keys(json.loads(out)) if out.startswith("{") else set()
    assert {"deadlines", "outcome", "excluded", "adjustments", "verdict"} <= printed
    assert printed - _named(page) == set()


def test_every_part_of_a_fill_in_workbook(page: str) -> None:
    made = Maker(form_for(2025), 2025).make(WorkbookOrder("某县教育局"))
    book = openpyxl.load_workbook(io.BytesIO(made))
    named = _named(page)
    assert {*book.sheetnames} - {table.name for table in form_for(2025).tables.values()} - named == set()
    assert {
        name for name in book.defined_names if not name.startswith(("NB_cell_", "NB_text_"))
    } - named == set()
    assert {"NB_cell_", "NB_text_"} <= named


def test_every_key_of_a_review_slip(page: str) -> None:
    slip = Slip("某局", 2025, "yearly", "某市政府", "张三", "2026-01-20T10:00:00", "1", (SlipNote("请核对"),))
    told = json.loads(slip.as_file())
    part = page.partition("## 审核意见（JSON）")[2].partition("\n## ")[0]
    assert {*told, *told["notes"][0], told["kind"]} - _named(part) == set()


def test_every_table_is_described_once(page: str) -> None:
    described = re.findall(r"^\| `([a-z_]+)` \|", page.partition("## 报告的数据文件")[0], re.MULTILINE)
    assert [table for table in TABLES if described.count(table) != 1] == []
