"""The command ``import``: what was read, what was not, and what is kept."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from builders import consistent_report
from command_line import CELL, OF_2024, UNIT, Run, kept, on_disk

from app.exports.formats import export
from app.report import Totals


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


def test_another_report_of_a_year_that_is_there_is_refused_and_changes_nothing(
    run: Run, filled_path: Path, tmp_path: Path
) -> None:
    before = on_disk(filled_path)
    target = tmp_path / "改过.json"
    export(consistent_report().with_cells({CELL: 77}), "json", target, draft=True)
    result = run("import", target, "--into", filled_path, "--json")
    assert (result.status, len(result.err.splitlines())) == (2, 1)
    assert "已有 2024 年的报告" in result.err
    assert on_disk(filled_path) == before
    assert len(run("list", filled_path, "--json").json["reports"]) == 1


BAD = {
    "binary": b"\x7fELF\x02\x01\x00\x00\x00" * 50,
    "empty": b"",
    "half a json": b'{"cells": {',
    "zeros": bytes(1000),
}


@pytest.mark.parametrize("content", BAD.values(), ids=list(BAD))
def test_unreadable_input_is_named_in_one_line(run: Run, tmp_path: Path, content: bytes) -> None:
    target = tmp_path / "输入.bin"
    target.write_bytes(content)
    run("import", target).assert_usage("输入.bin")


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


def test_what_is_there_already_is_said_to_change_nothing(run: Run, source: Path, path: Path) -> None:
    assert "已存入" in run("import", source, "--into", path).out
    before = on_disk(path)
    again = run("import", source, "--into", path)
    assert (again.status, again.err) == (0, "")
    assert "没有改动：与已有的报告完全相同" in again.out
    assert "已存入" not in again.out
    as_json = run("import", source, "--into", path, "--json")
    assert (as_json.status, as_json.err) == (0, "没有改动：与已有的报告完全相同\n")
    assert on_disk(path) == before
    folder = source.parent / "几份"
    folder.mkdir()
    (folder / source.name).write_bytes(source.read_bytes())
    many = run("import", folder, "--into", path)
    assert many.status == 0
    assert "没有改动：与已有的报告完全相同" in many.out
    assert on_disk(path) == before
