"""The commands that write: ``new`` and ``set``. What they say is on disk is there."""

import io
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import definitions
import pytest
from command_line import CELL, OF_2024, UNIT, Run, kept, on_disk

from app.cli import main
from app.forms.loader import forms
from app.report import Totals
from app.store.errors import WriteFailed
from app.store.repository import Repository


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


def test_a_workspace_of_an_earlier_version_is_brought_up_to_date_and_listed(
    run: Run, tmp_path: Path, root: Path
) -> None:
    old = next((root / "tests" / "old_files").glob("*.nianbao"))
    path = tmp_path / old.name
    path.write_bytes(old.read_bytes())
    assert run("list", path).status == 0
    assert run("check", path).status in (0, 1)


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
