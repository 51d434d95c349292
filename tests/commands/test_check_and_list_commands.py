"""The commands ``check`` and ``list``: verdicts, findings, damage."""

from dataclasses import replace
from pathlib import Path

import definitions
import pytest
from builders import consistent_report
from command_line import CELL, OF_2024, UNIT, Run, finalise, in_sqlite, kept
from pdf_documents import is_marked

from app.exports.json import render
from app.forms.loader import forms
from app.report import Unit


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


NUMBER = f"(SELECT id FROM cell_name WHERE cell = '{CELL}')"
DAMAGES = {
    "另改": f"UPDATE figure SET value = '77' WHERE cell_id = {NUMBER}",
    "读不出": f"UPDATE figure SET value = '五' WHERE cell_id = {NUMBER}",
    "丢失": f"DELETE FROM figure WHERE cell_id = {NUMBER}",
    "文字": "UPDATE section SET body = body || '多出的话。' WHERE section = 'other'",
    "没有记录": "DELETE FROM change",
    "没有建立的记录": "DELETE FROM change WHERE target = 'report'",
    "缺一次修改": "INSERT INTO change (edit, report_id, at, who, action, target, before, after)"
    " SELECT 99, report_id, '2026-01-05T09:00:00+08:00', '某人', '修改', 'cell.' || cell, '3', value"
    f" FROM cell WHERE cell = '{CELL}'",
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


def test_check_of_a_file_of_which_a_part_was_not_read(run: Run, tmp_path: Path) -> None:
    import openpyxl

    from app.exports.workbook import Maker, WorkbookOrder
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
    assert stopped.status == 1
    assert "去年的文件" in stopped.err


@pytest.mark.parametrize(
    "content", [b"\x7fELF\x02\x01\x00\x00\x00" * 50, b"", b'{"cells": {', b"PK\x03\x04 broken"]
)
@pytest.mark.parametrize("name", ["坏.bin", "坏.nianbao"])
def test_a_file_that_cannot_be_read_is_named_with_status_1_and_stops_no_other(
    run: Run, tmp_path: Path, source: Path, content: bytes, name: str
) -> None:
    bad = tmp_path / name
    bad.write_bytes(content)
    alone = run("check", bad)
    assert (alone.status, alone.out, len(alone.err.splitlines())) == (1, "", 1)
    assert bad.name in alone.err
    among = run("check", bad, source, "--json")
    assert (among.status, among.err) == (1, alone.err)
    assert [one["unit"] for one in among.json["reports"]] == [UNIT]
    folder = tmp_path / "报来"
    folder.mkdir()
    bad.rename(folder / "坏.docx")
    of_folder = run("check", folder)
    assert (of_folder.status, of_folder.out, len(of_folder.err.splitlines())) == (1, "", 1)
    assert "坏.docx" in of_folder.err
