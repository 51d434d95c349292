"""The command line, as tests and other programs rely on it: output, exit status, and what is on disk."""

import ctypes
import importlib
import inspect
import io
import json
import re
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import definitions
import pdfplumber
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from builders import consistent_report
from pdf_documents import is_marked

from app import logs, selftest
from app.cli import commands, main
from app.commands import checking
from app.commands.table import COMMANDS
from app.edits import SetStatus
from app.exports.blocks import document
from app.exports.formats import export
from app.exports.json import render
from app.exports.plain_text import plain_text
from app.forms.grid import grid_of
from app.forms.loader import forms
from app.report import Report, Status, Totals, Unit
from app.store.errors import WriteFailed
from app.store.repository import Repository
from app.store.workspace import open_workspace

UNIT = "示例市教育局"
OF_2024 = ("--unit", UNIT, "--year", "2024")
CELL = "applications.new.enterprise"
SAMPLE = "青禾市人民政府"
SEED = "000_a54ea972eaf5532d"


class Outcome:
    """What one run of the command line did."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    def assert_usage(self, *said: str) -> None:
        """Exit status 2, nothing on stdout, one line on stderr that says what and where."""
        assert (self.status, self.out) == (2, "")
        assert len(self.err.splitlines()) == 1
        assert all(text in self.err for text in said), self.err


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    def run_once(*arguments: object) -> Outcome:
        status = main([str(argument) for argument in arguments])
        return Outcome(status, *capsys.readouterr())

    return run_once


Run = Callable[..., Outcome]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "年报.nianbao"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A json file of a complete and consistent report."""
    target = tmp_path / "报告.json"
    export(consistent_report(), "json", target, draft=False)
    return target


@pytest.fixture
def filled_path(path: Path, source: Path, run: Run) -> Path:
    """A workspace with that report, its totals typed."""
    assert run("import", source, "--into", path).status == 0
    return path


def on_disk(path: Path, report_id: int = 1) -> dict[str, str]:
    with closing(sqlite3.connect(path)) as connection:
        return dict(connection.execute("SELECT cell, value FROM cell WHERE report_id = ?", [report_id]))


def kept(path: Path, unit: str = UNIT, year: int = 2024) -> Report:
    workspace = open_workspace(path)
    try:
        report = workspace.repository.find(unit, year)
    finally:
        workspace.close()
    assert report is not None
    return report


def test_the_commands_are_those_of_the_design() -> None:
    assert commands() == {
        *("new", "list", "set", "import", "check", "export", "ledger", "verify", "selftest"),
        *("collect", "sum", "contributors", "units", "workbook", "exclude", "include", "adjust"),
        *("transfer", "volume"),
    }


# new


def test_new_from_previous_carries_over_what_must_continue(run: Run, filled_path: Path) -> None:
    before = kept(filled_path)
    assert run("new", filled_path, "--unit", UNIT, "--year", "2025", "--from-previous").status == 0
    report = kept(filled_path, year=2025)
    for column in ("natural_person", "enterprise", "other_org", "total"):
        assert (
            report.cells[f"applications.carried_in.{column}"]
            == before.cells[f"applications.carried_out.{column}"]
        )
    stock = "disclosure.normative_documents.in_force"
    assert report.cells[stock] == before.cells[stock]
    assert "applications.new.natural_person" not in report.cells
    assert "2025年" in report.text("preface") or not before.text("preface").count("2024年")


def test_new_from_previous_without_last_years_report_says_so_and_adds_nothing(run: Run, path: Path) -> None:
    run("new", path, *OF_2024)
    run("new", path, "--unit", UNIT, "--year", "2030", "--from-previous").assert_usage("2029")
    assert len(run("list", path, "--json").json["reports"]) == 1


def test_an_archive_package_is_verified_whole_and_an_altered_one_is_not(
    run: Run, filled_path: Path, tmp_path: Path
) -> None:
    package = tmp_path / "归档包.zip"
    assert run("export", filled_path, *OF_2024, "--to", "archive", "-o", package).status == 0
    assert run("verify", package).status == 0
    data = bytearray(package.read_bytes())
    place = data.index(b"%PDF") if b"%PDF" in data else len(data) // 2
    data[place + 5] ^= 0xFF
    package.write_bytes(data)
    altered = run("verify", package)
    assert altered.status in (1, 2)
    assert altered.out or altered.err


@pytest.mark.parametrize("layout", ["2012", "2022"])
def test_a_transfer_folder_is_verified_whole_and_an_altered_one_is_not(
    run: Run, filled_path: Path, tmp_path: Path, layout: str
) -> None:
    folder = tmp_path / "移交"
    stated = ("--fonds", "X001", "--archive", "示例市档案馆", "--layout", layout, "-o", folder)
    assert run("transfer", filled_path, *OF_2024, "-o", folder).status == 2
    assert not folder.exists()
    written = run("transfer", filled_path, *OF_2024, *stated)
    assert (written.status, written.err) == (0, f"{UNIT} 2024 年：还没有定稿，稿本著录为“草稿”。\n")
    assert "SM3 " in written.out
    whole = run("verify", folder)
    assert whole.status == 0
    assert all(check in whole.out for check in ("真实性", "完整性", "可用性", "安全性"))
    again = run("transfer", filled_path, *OF_2024, *stated)
    assert again.status == 2
    assert "已经存在" in again.err
    data = next(folder.rglob("报告.json"))
    data.write_bytes(data.read_bytes().replace(b"0", b"1", 1))
    altered = run("verify", folder)
    assert altered.status == 1
    assert "报告.json" in altered.out


def test_a_report_with_errors_is_not_handed_over(run: Run, path: Path, tmp_path: Path) -> None:
    run("new", path, *OF_2024)
    folder = tmp_path / "移交"
    assert run("transfer", path, "--fonds", "X001", "-o", folder).status == 1
    assert not folder.exists()


def test_a_report_with_errors_gives_no_archive_package_even_as_a_draft(
    run: Run, path: Path, tmp_path: Path
) -> None:
    run("new", path, *OF_2024)
    package = tmp_path / "归档包.zip"
    assert run("export", path, *OF_2024, "--to", "archive", "--draft", "-o", package).status == 1
    assert not package.exists()


def test_new_makes_a_workspace_with_an_empty_report_in_the_official_form_of_its_year(
    run: Run, path: Path
) -> None:
    result = run("new", path, *OF_2024)
    assert (result.status, result.err) == (0, "")
    assert "示例市教育局2024年政府信息公开工作年度报告" in result.out
    assert run("new", path, "--unit", UNIT, "--year", "2020").status == 0
    assert [kept(path, year=year).form.id for year in (2024, 2020)] == list(definitions.FORM_IDS)
    report = kept(path)
    assert (dict(report.cells), dict(report.sections), report.totals) == ({}, {}, Totals.COMPUTED)


def test_new_takes_the_form_that_is_asked_for(run: Run, path: Path) -> None:
    assert run("new", path, *OF_2024, "--form", "cn-disclosure-2019").status == 0
    assert kept(path).form.id == "cn-disclosure-2019"


def test_new_refuses_a_second_report_of_a_year(run: Run, path: Path) -> None:
    run("new", path, *OF_2024)
    run("new", path, *OF_2024).assert_usage(UNIT, "2024")
    assert len(run("list", path, "--json").json["reports"]) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--unit", "x", "--year", "2024", "--form", "cn-1999"), "cn-1999"),
        (("--unit", " ", "--year", "2024"), "单位名称"),
        (("--unit", "x", "--year", "二〇二四"), "二〇二四"),
        (("--unit", "x", "--year", "24"), "24"),
        (("--unit", "x", "--year", "-2024"), "-2024"),
        (("--unit", "x", "--year", "9" * 40), "999"),
        (("--year", "2024"), "--unit"),
        (("--unit", "x"), "--year"),
    ],
)
def test_new_says_what_is_wrong_and_makes_no_file(
    run: Run, path: Path, arguments: tuple[str, ...], said: str
) -> None:
    run("new", path, *arguments).assert_usage(said)
    assert list(path.parent.iterdir()) == []


# list


def test_a_workspace_of_an_earlier_version_is_brought_up_to_date_and_listed(
    run: Run, tmp_path: Path, root: Path
) -> None:
    old = next((root / "tests" / "old_files").glob("*.nianbao"))
    path = tmp_path / old.name
    path.write_bytes(old.read_bytes())
    assert run("list", path).status == 0
    assert run("check", path).status in (0, 1)


def test_list_tells_status_and_verdict_of_each_report(run: Run, filled_path: Path) -> None:
    run("new", filled_path, "--unit", UNIT, "--year", "2025")
    result = run("list", filled_path, "--json")
    assert result.status == 0
    assert result.json == {
        "reports": [
            {
                "unit": UNIT,
                "year": 2025,
                "form": "cn-disclosure-2021",
                "status": "draft",
                "verdict": "incomplete",
            },
            {"unit": UNIT, "year": 2024, "form": "cn-disclosure-2021", "status": "draft", "verdict": "ready"},
        ]
    }
    lines = run("list", filled_path).out.splitlines()
    assert [line.split("\t")[:2] for line in lines] == [[UNIT, "2025"], [UNIT, "2024"]]


def test_list_of_a_missing_file_makes_none(run: Run, path: Path) -> None:
    run("list", path).assert_usage(path.name)
    assert list(path.parent.iterdir()) == []


# set


def test_set_keeps_each_cell_and_says_so(run: Run, path: Path) -> None:
    run("new", path, *OF_2024)
    result = run(
        "set", path, *OF_2024, f"{CELL}=12", "disclosure.fees.amount=1,234.50", "disputes.review.other=０"
    )
    assert (result.status, result.err) == (0, "")
    assert result.out.splitlines() == [
        f"saved {key}" for key in (CELL, "disclosure.fees.amount", "disputes.review.other")
    ]
    cells = kept(path).cells
    assert cells[CELL] == 12
    assert cells["disclosure.fees.amount"] == Decimal("1234.5")
    assert cells["disputes.review.other"] == 0
    assert cells["applications.new.total"] == 12


def test_set_without_a_value_makes_a_cell_untouched(run: Run, filled_path: Path) -> None:
    assert run("set", filled_path, *OF_2024, f"{CELL}=").out == f"saved {CELL}\n"
    assert CELL not in kept(filled_path).cells


def test_set_says_saved_only_once_the_cell_is_on_disk(
    run: Run, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("new", path, *OF_2024)
    seen = []

    class Watcher(io.StringIO):
        def write(self, text: str) -> int:
            if text in forms()["cn-disclosure-2021"].cells:
                seen.append((text, on_disk(path).get(text)))
            return super().write(text)

    monkeypatch.setattr(sys, "stdout", Watcher())
    keys = [f"applications.new.{column}" for column in definitions.SIX]
    assert main(["set", str(path), *OF_2024, *(f"{key}={n}" for n, key in enumerate(keys))]) == 0
    assert seen == [(key, str(n)) for n, key in enumerate(keys)]


def test_set_says_nothing_of_a_cell_that_the_disk_did_not_take(
    run: Run, filled_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = on_disk(filled_path)
    apply = Repository.apply
    calls = []

    def apply_once(self: Repository, edit: Any) -> Any:
        calls.append(edit)
        if len(calls) == 2:
            raise WriteFailed("磁盘已满。")
        return apply(self, edit)

    monkeypatch.setattr(Repository, "apply", apply_once)
    result = run(
        "set",
        filled_path,
        *OF_2024,
        f"{CELL}=1",
        "applications.new.legal_service=2",
        "applications.new.total=3",
    )
    assert (result.status, result.out, result.err) == (2, f"saved {CELL}\n", "磁盘已满。\n")
    assert on_disk(filled_path) == before | {CELL: "1"}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("no.such.cell=1", "no.such.cell"),
        ("applications.new=1", "applications.new"),
        (CELL, CELL),
        (f"{CELL}=x", "不是数字"),
        (f"{CELL}=-1", "负数"),
        (f"{CELL}=1.5", "整数"),
        (f"{CELL}=1000000000000", "9 位"),
        ("=5", "=5"),
        ("", "单元格=数值"),
    ],
)
def test_set_says_what_is_wrong_and_changes_nothing(
    run: Run, filled_path: Path, wrong: str, said: str
) -> None:
    before = on_disk(filled_path)
    run("set", filled_path, *OF_2024, "applications.new.legal_service=5", wrong).assert_usage(said)
    assert on_disk(filled_path) == before


def test_set_refuses_a_computed_total(run: Run, path: Path) -> None:
    run("new", path, *OF_2024)
    run("set", path, *OF_2024, "applications.new.total=5").assert_usage("applications.new.total", "自动合计")
    assert on_disk(path) == {}


def test_a_total_too_large_to_keep_is_refused_and_the_workspace_stays_readable(run: Run, path: Path) -> None:
    run("new", path, *OF_2024)
    run("set", path, *OF_2024, "disputes.review.upheld=999999999")
    result = run("set", path, *OF_2024, "disputes.review.other=1")
    result.assert_usage("disputes.review.other")
    assert dict(kept(path).cells) == {"disputes.review.upheld": 999999999, "disputes.review.total": 999999999}


def test_set_names_a_report_that_is_not_there(run: Run, filled_path: Path) -> None:
    run("set", filled_path, "--unit", UNIT, "--year", "2030", f"{CELL}=1").assert_usage(UNIT, "2030")
    run("set", filled_path, "--unit", "别的局", "--year", "2024", f"{CELL}=1").assert_usage("别的局")


# import


def test_import_alone_only_says_what_it_read(run: Run, source: Path) -> None:
    before = sorted(source.parent.iterdir())
    result = run("import", source)
    assert (result.status, result.err) == (0, "")
    assert UNIT in result.out
    assert "200 格" in result.out
    assert sorted(source.parent.iterdir()) == before


def test_import_as_json_is_as_the_design_says(run: Run, source: Path) -> None:
    found = run("import", source, "--json").json
    report = consistent_report()
    assert set(found) == {
        *("form", "unit", "year", "title", "cells", "sections", "unread"),
        *("signed_by", "signed_on"),
    }
    assert (found["form"], found["unit"], found["year"], found["unread"]) == (report.form.id, UNIT, 2024, [])
    assert {key: Decimal(text) for key, text in found["cells"].items()} == report.cells
    assert all(re.fullmatch(r"[0-9]+(\.[0-9]*[1-9])?", text) for text in found["cells"].values())
    assert found["sections"] == report.sections


def test_an_untouched_cell_is_absent_from_import_as_json(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "空白.json"
    export(
        consistent_report().with_cells({CELL: None, "disputes.review.other": 0}), "json", target, draft=False
    )
    cells = run("import", target, "--json").json["cells"]
    assert CELL not in cells
    assert cells["disputes.review.other"] == "0"


def test_import_keeps_a_published_mistake_visible(run: Run, path: Path, tmp_path: Path) -> None:
    target = tmp_path / "错误.json"
    export(consistent_report().with_cells({"applications.new.total": 1}), "json", target, draft=False)
    assert run("import", target, "--into", path).status == 0
    report = kept(path)
    assert report.totals is Totals.TYPED
    assert report.cells["applications.new.total"] == 1


def test_import_takes_unit_and_year_from_the_command_line(run: Run, source: Path, path: Path) -> None:
    assert run("import", source, "--into", path, "--unit", "别的局", "--year", "2023").status == 0
    assert kept(path, "别的局", 2023).text("other") == consistent_report().text("other")


def test_import_lists_what_it_could_not_read(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "半.json"
    target.write_text(
        '{"unit": "x", "year": 2024, "cells": {"applications.new.total": "五"}}', encoding="utf-8"
    )
    (item,) = run("import", target, "--json").json["unread"]
    assert set(item) == {"where", "text", "why"}
    assert (item["where"], item["text"]) == ("cells.applications.new.total", "五")
    assert "五" in run("import", target).out


def test_import_without_unit_or_year_makes_no_workspace(run: Run, path: Path, tmp_path: Path) -> None:
    target = tmp_path / "无名.json"
    target.write_text('{"cells": {}}', encoding="utf-8")
    run("import", target, "--into", path).assert_usage("单位")
    run("import", target, "--into", path, "--unit", "x").assert_usage("年度")
    assert sorted(tmp_path.iterdir()) == [target]


def test_a_second_import_of_a_year_is_refused_and_changes_nothing(
    run: Run, filled_path: Path, source: Path
) -> None:
    before = on_disk(filled_path)
    result = run("import", source, "--into", filled_path, "--json")
    assert (result.status, len(result.err.splitlines())) == (2, 1)
    assert on_disk(filled_path) == before
    assert len(run("list", filled_path, "--json").json["reports"]) == 1


BAD = {
    "binary": b"\x7fELF\x02\x01\x00\x00\x00" * 50,
    "empty": b"",
    "half a json": b'{"cells": {',
    "zeros": bytes(1000),
}


@pytest.mark.parametrize("command", ["import", "check"])
@pytest.mark.parametrize("content", BAD.values(), ids=list(BAD))
def test_unreadable_input_is_named_in_one_line(
    run: Run, tmp_path: Path, command: str, content: bytes
) -> None:
    target = tmp_path / "输入.bin"
    target.write_bytes(content)
    run(command, target).assert_usage("输入.bin")


@pytest.mark.parametrize("command", ["import", "check"])
def test_missing_input_and_folders_are_named_in_one_line(run: Run, tmp_path: Path, command: str) -> None:
    run(command, tmp_path / "没有.txt").assert_usage("没有.txt")
    (tmp_path / "文件夹").mkdir()
    run(command, tmp_path / "文件夹").assert_usage("文件夹")


@pytest.mark.parametrize("command", ["list", "set", "export"])
def test_what_is_no_workspace_is_named_and_left_alone(run: Run, source: Path, command: str) -> None:
    before = source.read_bytes()
    more = {"list": (), "set": (*OF_2024, f"{CELL}=1"), "export": (*OF_2024, "--to", "json")}[command]
    run(command, source, *more).assert_usage("报告.json")
    assert source.read_bytes() == before


# check


def test_check_of_a_report_in_which_all_holds(run: Run, filled_path: Path, source: Path) -> None:
    for target in (filled_path, source):
        result = run("check", target)
        assert (result.status, result.err) == (0, "")
        assert f"{UNIT} 2024 年：可定稿" in result.out


def test_check_finds_an_error_and_says_so_in_words_and_in_json(run: Run, filled_path: Path) -> None:
    right = kept(filled_path).cells["disputes.review.total"]
    run("set", filled_path, *OF_2024, f"disputes.review.total={right + 1}")
    result = run("check", filled_path)
    assert result.status == 1
    assert "有 1 处错误" in result.out
    assert "错误：" in result.out
    assert "disputes" not in result.out
    result = run("check", filled_path, "--json")
    assert result.status == 1
    (report,) = result.json["reports"]
    assert (report["unit"], report["year"], report["form"], report["verdict"]) == (
        UNIT,
        2024,
        "cn-disclosure-2021",
        "errors",
    )
    (finding,) = [item for item in report["findings"] if item["severity"] == "error"]
    assert set(finding) >= {
        "rule", "severity", "cells", "left", "right", "difference", "message", "excerpt", "suggestion",
    }  # fmt: skip
    assert finding["rule"] == "disputes.total.review"
    assert (finding["left"], finding["right"], finding["difference"]) == (str(right + 1), str(right), "1")
    assert set(finding["cells"]) == {f"disputes.review.{column}" for column, _ in definitions.DISPUTE_COLUMNS}


@pytest.mark.parametrize(("unit", "asked"), [("示例县人民政府", True), ("示例县教育局", False)])
def test_check_of_a_document_goes_by_the_kind_of_its_unit(
    run: Run, tmp_path: Path, unit: str, asked: bool
) -> None:
    report = consistent_report(year=2024, unit=Unit(1, unit))
    report = replace(report, sections={**report.sections, "overview": "（一）主动公开。全年公开信息5条。"})
    source = tmp_path / "年报.json"
    source.write_bytes(render(report))
    (found,) = run("check", source, "--json").json["reports"]
    told = [item["message"] for item in found["findings"] if item["rule"] == "text.aspects"]
    assert any("工作考核、社会评议和责任追究" in message for message in told) is asked


def test_check_of_an_incomplete_report_is_an_error(run: Run, path: Path) -> None:
    run("new", path, *OF_2024)
    result = run("check", path, "--json")
    assert result.status == 1
    assert result.json["reports"][0]["verdict"] == "incomplete"
    assert {item["rule"].partition(".")[0] for item in result.json["reports"][0]["findings"]} == {"complete"}


def test_check_compares_with_the_year_before_in_the_same_workspace(
    run: Run, filled_path: Path, source: Path
) -> None:
    run("import", source, "--into", filled_path, "--year", "2023")
    result = run("check", filled_path, "--year", "2024", "--json")
    (report,) = result.json["reports"]
    assert "carry_over.applications.total" in [finding["rule"] for finding in report["findings"]]


def test_check_can_be_narrowed_to_a_unit_and_a_year(run: Run, filled_path: Path, source: Path) -> None:
    run("import", source, "--into", filled_path, "--year", "2023")
    run("import", source, "--into", filled_path, "--unit", "别的局")

    def checked(*options: str) -> list[tuple[str, int]]:
        return [(r["unit"], r["year"]) for r in run("check", filled_path, "--json", *options).json["reports"]]

    assert sorted(checked()) == sorted([(UNIT, 2023), (UNIT, 2024), ("别的局", 2024)])
    assert sorted(checked("--year", "2024")) == sorted([(UNIT, 2024), ("别的局", 2024)])
    assert checked("--unit", "别的局") == [("别的局", 2024)]
    run("check", filled_path, "--year", "1999").assert_usage(filled_path.name)


# export


@pytest.mark.parametrize("format_name", ["json", "pdf"])
def test_export_writes_the_file_and_prints_where_it_lies(
    run: Run, filled_path: Path, tmp_path: Path, format_name: str
) -> None:
    target = tmp_path / f"输出.{format_name}"
    result = run("export", filled_path, *OF_2024, "--to", format_name, "-o", target)
    assert (result.status, result.err, result.out) == (0, "", f"{target}\n")
    assert target.stat().st_size > 0


def test_export_uses_the_usual_name_in_the_folder_it_is_called_from(
    run: Run, filled_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "输出").mkdir()
    monkeypatch.chdir(tmp_path / "输出")
    result = run("export", filled_path, *OF_2024, "--to", "json")
    name = "示例市教育局2024年政府信息公开工作年度报告.json"
    assert result.out == f"{name}\n"
    assert [path.name for path in Path.cwd().iterdir()] == [name]


def test_export_as_json_comes_back_as_the_same_report(run: Run, filled_path: Path, tmp_path: Path) -> None:
    target = tmp_path / "输出.json"
    run("export", filled_path, *OF_2024, "--to", "json", "-o", target)
    other = tmp_path / "另一个.nianbao"
    assert run("import", target, "--into", other).status == 0
    assert kept(other) == kept(filled_path)


def test_export_is_refused_because_of_errors_and_leaves_the_old_file(
    run: Run, filled_path: Path, tmp_path: Path
) -> None:
    run("set", filled_path, *OF_2024, f"{CELL}=")
    target = tmp_path / "输出.pdf"
    target.write_bytes(b"old")
    result = run("export", filled_path, *OF_2024, "--to", "pdf", "-o", target)
    assert (result.status, result.out) == (1, "")
    assert "--draft" in result.err
    assert "未填" in result.err
    assert target.read_bytes() == b"old"


def test_a_draft_can_be_exported_in_spite_of_errors_and_says_so_on_each_page(
    run: Run, filled_path: Path, tmp_path: Path
) -> None:
    run("set", filled_path, *OF_2024, f"{CELL}=")
    target = tmp_path / "草稿.pdf"
    assert run("export", filled_path, *OF_2024, "--to", "pdf", "-o", target, "--draft").status == 0
    assert is_marked(target.read_bytes())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((*OF_2024,), "--to"),
        ((*OF_2024, "--to", "wps"), "wps"),
        (("--unit", UNIT, "--year", "2030", "--to", "pdf"), "2030"),
        ((*OF_2024, "--to", "json", "-o", "没有的文件夹/报告.json"), "没有的文件夹"),
    ],
)
def test_export_says_what_is_wrong(
    run: Run, filled_path: Path, arguments: tuple[str, ...], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(filled_path.parent)
    before = sorted(filled_path.parent.iterdir())
    run("export", filled_path, *arguments).assert_usage(said)
    assert sorted(filled_path.parent.iterdir()) == before


# Wrong usage and our own faults


@pytest.mark.parametrize(
    "arguments", [(), ("nonsense",), ("new",), ("verify", "a", "b"), ("check", "--xml", "a")]
)
def test_wrong_usage_is_told_in_one_line(run: Run, arguments: tuple[str, ...]) -> None:
    run(*arguments).assert_usage("--help")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "缺少 命令"),
        (("nonsense",), "命令 不能是“nonsense”，可用的有 new、list、"),
        (("export", "a.nianbao", "--to", "pdf"), "缺少 --unit、--year"),
        (("export", "a.nianbao", *OF_2024, "--to", "wps"), "--to 不能是“wps”，可用的有 pdf、ofd、docx、"),
        (("new", "a.nianbao", "--unit"), "--unit 后面没有写内容"),
        (("list", "a.nianbao", "--json=是"), "--json 后面不用写“是”"),
        (("verify", "a.zip", "b.zip"), "“b.zip”不认识"),
        (("import", "a.txt", "--in=b"), None),
    ],
)
def test_wrong_usage_is_told_in_chinese(run: Run, arguments: tuple[str, ...], said: str | None) -> None:
    told = run(*arguments).err
    assert said is None or said in told
    assert not re.search(r"[a-z]+ [a-z]+", told), "English words"


@pytest.mark.parametrize("name", [None, *sorted(commands())])
def test_help_is_in_chinese(name: str | None, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([*([name] if name else []), "--help"])
    told = capsys.readouterr().out
    assert told.startswith("用法：nianbao")
    assert not re.search(r"usage|options|arguments|show", told)


def test_an_export_loads_nothing_that_only_writing_and_checking_need(filled_path: Path) -> None:
    """Each of these costs every export a noticeable part of its time."""
    unneeded = [
        "app.edits",
        "app.rules.registry",
        "app.forms.narrative",
        "sqlite_utils",
        "lxml",
        "docx",
        "openpyxl",
    ]
    target = filled_path.with_suffix(".pdf")
    call = ["export", str(filled_path), *OF_2024, "--to", "pdf", "-o", str(target)]
    code = f"import sys; from app.cli import main; main({call!r}); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert target.exists()
    assert set(unneeded).isdisjoint(done.stdout.split())


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_names_a_function(name: str) -> None:
    module, _, function = COMMANDS[name].run.rpartition(".")
    (only,) = inspect.signature(getattr(importlib.import_module(module), function)).parameters.values()
    assert only.name == "options"


@pytest.mark.parametrize(
    "arguments", [("--help",), ("--version",), *((name, "--help") for name in sorted(commands()))]
)
def test_help_and_version_end_well(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 0
    assert capsys.readouterr().out.strip()


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object, **options: object) -> None:
        raise RuntimeError("内容 3119")

    monkeypatch.setattr(checking, "check", fail)


@pytest.mark.usefixtures("failing")
def test_a_fault_of_ours_leaves_a_log_without_content_and_says_where(
    run: Run, source: Path, home: Path
) -> None:
    result = run("check", source)
    assert (result.status, result.out) == (3, "")
    (line,) = result.err.splitlines()
    log = Path(line.split()[-1])
    assert log.is_relative_to(home)
    text = log.read_text(encoding="utf-8")
    assert "RuntimeError" in text
    assert "3119" not in text + line
    assert UNIT not in text


@pytest.mark.usefixtures("failing")
def test_a_fault_of_ours_is_told_even_where_no_log_can_be_written(
    run: Run, source: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setattr(logs.platformdirs, "user_log_dir", lambda *a, **k: str(tmp_path / "file" / "log"))
    result = run("check", source)
    assert (result.status, result.out) == (3, "")
    assert len(result.err.splitlines()) == 1
    assert "RuntimeError" in result.err


# selftest


def test_selftest_says_a_line_a_check_and_ends_with_ok(run: Run) -> None:
    result = run("selftest")
    assert (result.status, result.err) == (0, "")
    lines = result.out.splitlines()
    assert lines[-1] == "ok"
    assert "cn-disclosure-2021 200 格" in result.out
    assert any("PDF" in line for line in lines)


@pytest.mark.parametrize("missing", ["fonts", "samples"])
def test_selftest_fails_where_a_part_is_missing(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, missing: str
) -> None:
    whole = selftest.resource
    monkeypatch.setattr(selftest, "resource", lambda *p: tmp_path if p[0] == missing else whole(*p))
    result = run("selftest")
    assert result.status == 3
    assert "ok" not in result.out.splitlines()
    assert result.out.splitlines()[-1].startswith("失败")


# Real and bundled reports, from the file to the printed page


def squeezed(text: str) -> str:
    return "".join(text.split())


def pages(path: Path) -> Iterator[str]:
    with closing(pypdfium2.PdfDocument(path)) as document:
        for page in document:
            yield page.get_textpage().get_text_range()


def printed_text(path: Path) -> str:
    """The text of a PDF without blanks, line ends and page numbers."""
    number = re.compile(r"^[—―－-][0-9]+[—―－-]|[—―－-][0-9]+[—―－-]$")
    return "".join(number.sub("", squeezed(page)) for page in pages(path))


def fonts_of(path: Path) -> dict[bytes, bool]:
    """Whether each font that sets a character is embedded."""
    found = {}
    with closing(pypdfium2.PdfDocument(path)) as document:
        for page in document:
            for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
                font = pdfium.FPDFTextObj_GetFont(item.raw)
                name = ctypes.create_string_buffer(256)
                pdfium.FPDFFont_GetBaseFontName(font, name, len(name))
                found[name.value] = pdfium.FPDFFont_GetIsEmbedded(font) == 1
    return found


def drawn_text(path: Path) -> str:
    """All characters of a PDF in the order in which they are drawn."""
    with pdfplumber.open(path) as document:
        return squeezed("".join(character["text"] for page in document.pages for character in page.chars))


def labels_of(report: Report) -> list[str]:
    """Every label of the printed tables, without blanks."""
    tables = report.form.tables.values()
    return [squeezed(cell.text) for table in tables for cell in grid_of(table).cells if cell.text]


def assert_printed_whole(path: Path, report: Report) -> None:
    text = printed_text(path)
    assert squeezed(report.full_title) in text
    for section in report.form.sections:
        assert squeezed(section.heading) in text
        for paragraph in report.text(section.key).split("\n"):
            assert squeezed(paragraph) in text, paragraph
    drawn = drawn_text(path)
    assert [label for label in labels_of(report) if label not in drawn] == []
    embedded = fonts_of(path)
    assert embedded
    assert all(embedded.values())


def assert_main_job(run: Run, source: Path, path: Path) -> Report:
    """Import, check without an error, export, and read the PDF back."""
    assert run("import", source, "--into", path).status == 0
    (listed,) = run("list", path, "--json").json["reports"]
    of = ("--unit", listed["unit"], "--year", listed["year"])
    result = run("check", path, "--json")
    assert result.status == 0
    assert [f for f in result.json["reports"][0]["findings"] if f["severity"] == "error"] == []
    target = path.with_suffix(".pdf")
    assert run("export", path, *of, "--to", "pdf", "-o", target).status == 0
    report = kept(path, listed["unit"], listed["year"])
    assert_printed_whole(target, report)
    return report


def test_an_invented_text_goes_all_the_way(run: Run, path: Path, tmp_path: Path) -> None:
    made = consistent_report(title="示例市教育局2024年政府信息公开工作年度报告")
    source = tmp_path / "年报.txt"
    source.write_text(plain_text(document(made, draft=False)), encoding="utf-8")
    read = run("import", source, "--json").json
    assert (read["form"], read["unit"], read["year"]) == (made.form.id, UNIT, 2024)
    assert {key: Decimal(text) for key, text in read["cells"].items()} == made.cells
    assert read["unread"] == []
    assert read["sections"] == made.sections
    report = assert_main_job(run, source, path)
    assert dict(report.cells) == made.cells
    assert report.sections == made.sections


@pytest.mark.beside(twin="tests/test_cli.py::test_an_invented_text_goes_all_the_way")
def test_the_published_report_goes_all_the_way(run: Run, path: Path, samples: Path) -> None:
    source = samples / f"{SEED}.txt"
    expected = json.loads(
        (samples / f"{SEED}.expected.json").read_text(encoding="utf-8"), parse_float=Decimal
    )
    read = run("import", source, "--json").json
    assert (read["form"], read["unit"], read["year"]) == (
        expected["form"],
        expected["unit"],
        expected["year"],
    )
    assert {key: Decimal(text) for key, text in read["cells"].items()} == expected["cells"]
    assert len(read["cells"]) == 200
    assert read["unread"] == []
    assert set(read["sections"]) == {"preface", "overview", "problems", "other"}
    report = assert_main_job(run, source, path)
    assert dict(report.cells) == expected["cells"]
    assert report.sections == read["sections"]


def test_the_bundled_sample_goes_all_the_way(run: Run, path: Path, bundled_samples: list[Path]) -> None:
    first, _ = bundled_samples
    report = assert_main_job(run, first, path)
    assert (report.unit.name, len(report.cells)) == (SAMPLE, 200)


def test_the_second_bundled_sample_has_one_deliberate_mismatch(
    run: Run, path: Path, bundled_samples: list[Path]
) -> None:
    for source in bundled_samples:
        assert run("import", source, "--into", path).status == 0
    result = run("check", path, "--year", "2025", "--json")
    assert result.status == 1
    (report,) = result.json["reports"]
    errors = [finding["rule"] for finding in report["findings"] if finding["severity"] == "error"]
    assert errors
    assert all(rule.startswith(("applications.", "disputes.")) for rule in errors)
    assert run("check", path, "--year", "2024").status == 0


@pytest.mark.parametrize("form_id", definitions.FORM_IDS)
def test_a_reader_that_goes_by_lines_finds_every_label_whole(form_id: str, tmp_path: Path) -> None:
    report = consistent_report(form_id)
    export(report, "pdf", tmp_path / "报告.pdf", draft=False)
    text = printed_text(tmp_path / "报告.pdf")
    assert [label for label in labels_of(report) if label not in text] == []


# Without Qt

WITHOUT_QT = """
import runpy, sys

class NoWindow:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6", "ui"):
            raise ImportError(f"{name} must not be imported")

sys.meta_path.insert(0, NoWindow())
try:
    runpy.run_module("app", run_name="__main__", alter_sys=True)
finally:
    assert not [name for name in sys.modules if name.startswith(("PySide6", "shiboken6", "ui."))]
"""


@pytest.mark.parametrize(
    "arguments",
    [("list", "{path}"), ("export", "{path}", *OF_2024, "--to", "pdf", "-o", "{path}.pdf"), ("selftest",)],
)
def test_the_command_line_runs_where_there_is_no_qt(
    root: Path, filled_path: Path, arguments: tuple[str, ...]
) -> None:
    given = [argument.format(path=filled_path) for argument in arguments]
    result = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", WITHOUT_QT, *given],
        cwd=root,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout


def test_python_m_app_is_the_command_line(root: Path, filled_path: Path) -> None:
    def call(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "app", *arguments],
            cwd=root,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )

    assert call("check", str(filled_path)).returncode == 0
    wrong = call("check", "没有.txt")
    assert (wrong.returncode, wrong.stdout, len(wrong.stderr.splitlines())) == (2, "", 1)


def test_without_a_console_nothing_is_said_and_the_status_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """nianbao.exe on Windows has nowhere to write to."""
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    path = str(tmp_path / "年报.nianbao")
    assert main(["new", path, "--unit", "某县教育局", "--year", "2025"]) == 0
    assert main(["list", path]) == 0
    assert main(["check", str(tmp_path / "没有.docx")]) == 2
    assert main(["frobnicate"]) == 2


# what the disk or another program did


def finalise(path: Path) -> None:
    workspace = open_workspace(path)
    workspace.repository.apply(SetStatus(1, Status.FINAL, who="王一"))
    workspace.close()


def in_sqlite(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


DAMAGES = {
    "另改": f"UPDATE cell SET value = '77' WHERE cell = '{CELL}'",
    "读不出": f"UPDATE cell SET value = '五' WHERE cell = '{CELL}'",
    "丢失": f"DELETE FROM cell WHERE cell = '{CELL}'",
    "文字": "UPDATE section SET body = body || '多出的话。' WHERE section = 'other'",
}


@pytest.mark.parametrize("final", [False, True])
@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_damage_is_told_by_check_and_list_and_keeps_the_report_a_draft(
    run: Run, filled_path: Path, tmp_path: Path, damage: str, final: bool
) -> None:
    if final:
        finalise(filled_path)
    in_sqlite(filled_path, damage)
    checked = run("check", filled_path, "--json")
    assert checked.status == 1
    (report,) = checked.json["reports"]
    assert report["verdict"] == "errors"
    told = [finding["message"] for finding in report["findings"] if finding["rule"].startswith("damage.")]
    assert len(told) == 1
    listed = run("list", filled_path, "--json")
    assert (listed.status, listed.json["reports"][0]["verdict"]) == (1, "errors")
    assert told[0] in listed.err
    for form in ("pdf", "docx", "json", "archive"):
        target = tmp_path / f"输出.{form}"
        refused = run("export", filled_path, *OF_2024, "--to", form, "-o", target)
        assert refused.status == 1
        assert told[0] in refused.err
        assert not target.exists()
    target = tmp_path / "草稿.pdf"
    drafted = run("export", filled_path, *OF_2024, "--to", "pdf", "-o", target, "--draft")
    assert drafted.status == 0
    assert "输出的是草稿" in drafted.err
    assert is_marked(target.read_bytes())


def test_a_final_report_whose_equations_are_broken_leaves_only_as_a_draft(
    run: Run, filled_path: Path, tmp_path: Path
) -> None:
    run("set", filled_path, *OF_2024, f"{CELL}=77")
    finalise(filled_path)
    target = tmp_path / "输出.pdf"
    refused = run("export", filled_path, *OF_2024, "--to", "pdf", "-o", target)
    assert refused.status == 1
    assert "已定稿，但有" in refused.err
    assert "--draft" in refused.err
    assert not target.exists()
    package = tmp_path / "归档包.zip"
    assert run("export", filled_path, *OF_2024, "--to", "archive", "--draft", "-o", package).status == 1
    assert not package.exists()
    assert "已定稿，但有" in run("check", filled_path).out


def test_a_draft_without_a_name_of_its_own_is_called_one(
    run: Run, filled_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("set", filled_path, *OF_2024, f"{CELL}=")
    monkeypatch.chdir(tmp_path)
    assert "（草稿）.xlsx" in run("export", filled_path, *OF_2024, "--to", "xlsx", "--draft").out


def test_workbooks_are_made_for_a_list_and_for_the_units_of_a_workspace(
    run: Run, filled_path: Path, tmp_path: Path
) -> None:
    names = tmp_path / "名单.txt"
    names.write_text("单位名称\n甲局\n乙局\n乙局\n", "utf-8")
    folder = tmp_path / "填报表"
    made = run("workbook", str(folder), "--year", "2025", "--names", str(names))
    assert made.status == 0
    assert sorted(path.name for path in folder.iterdir()) == [
        "乙局2025年年报填报表.xlsx",
        "甲局2025年年报填报表.xlsx",
    ]
    assert run("workbook", str(folder), "--year", "2025", "--from", str(filled_path)).status == 0
    assert len(list(folder.iterdir())) == 3
    assert run("workbook", str(folder), "--year", "2025").status == 2
    assert run("workbook", str(folder), "--year", "2025", "--group", UNIT).status == 2
    empty = run("workbook", str(folder), "--year", "2025", "--from", str(filled_path), "--group", UNIT)
    assert empty.status == 2
    assert "没有可以制作" in empty.err


def test_check_of_a_file_of_which_a_part_was_not_read(run: Run, tmp_path: Path) -> None:
    import openpyxl

    from app.exports.workbook import Maker, WorkbookOrder
    from app.forms.loader import forms
    from app.workbook_names import BY

    path = tmp_path / "年报.xlsx"
    path.write_bytes(Maker(forms()["cn-disclosure-2021"], 2025).make(WorkbookOrder("甲局")))
    book = openpyxl.load_workbook(path)
    sheet, _, place = book.defined_names[BY].attr_text.rpartition("!")
    book[sheet.strip("'")][place.replace("$", "")].value = "乙局"
    book.save(path)
    told = run("check", str(path))
    assert told.status == 1
    assert "没有读出：落款单位" in told.out
    assert "乙局" in run("check", str(path), "--json").out
    stopped = run("check", str(path), "--year", "2026")
    assert stopped.status == 2
    assert "去年的文件" in stopped.err


@pytest.mark.parametrize("form", ["pdf", "ofd"])
def test_a_copy_for_review_has_the_code_that_verify_agrees_with(
    run: Run, filled_path: Path, tmp_path: Path, form: str
) -> None:
    target = tmp_path / f"送审.{form}"
    made = run("export", filled_path, *OF_2024, "--to", form, "-o", target, "--draft", "--review")
    assert made.status == 0
    told = run("verify", filled_path, *OF_2024, "--code", "12345678")
    (code,) = re.findall("校验码 ([0-9]{4} [0-9]{4})，不一致", told.out)
    assert told.status == 1
    same = run("verify", filled_path, *OF_2024, "--code", code)
    assert (same.status, "一致" in same.out) == (0, True)
    if form == "pdf":
        assert all(code in page for page in pages(target))
    else:
        with zipfile.ZipFile(target) as archive:
            assert code in archive.read("Doc_0/Pages/Page_0/Content.xml").decode()
    run("set", filled_path, *OF_2024, f"{CELL}=41")
    assert run("verify", filled_path, *OF_2024, "--code", code).status == 1


def test_lines_are_numbered_on_a_copy_for_review_alone(run: Run, filled_path: Path, tmp_path: Path) -> None:
    target = tmp_path / "送审.pdf"
    common = ("export", filled_path, *OF_2024, "--to", "pdf", "-o", target, "--draft")
    assert run(*common, "--line-numbers").status == 2
    assert run(*common, "--review", "--line-numbers").status == 0
    for page in pages(target):
        assert {str(number) for number in range(1, 23)} <= set(page.split())
    assert run("export", filled_path, *OF_2024, "--to", "docx", "--draft", "--review").status == 2
    assert run("verify", filled_path, "--code", "123").status == 2
