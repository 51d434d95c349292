"""The commands of an office that collects: register, returns, sums, all by the command line."""

import contextlib
import json
import os
import random
import shutil
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from builders import consistent_cells
from openpyxl import load_workbook

from app.cli import main
from app.collection.records import ReturnState
from app.forms.loader import form_for
from app.store.returns import marking, returns_of
from app.store.workspace import open_workspace
from app.values import Value, canonical

ROOT = Path(__file__).parent.parent
YEAR = 2025
FORM = form_for(YEAR)
CELL = "applications.new.natural_person"
GROUP = "云岭市人民政府"


def said(capsys: pytest.CaptureFixture[str], *arguments: str | Path, status: int = 0) -> Any:
    capsys.readouterr()
    assert main([str(argument) for argument in arguments]) == status, capsys.readouterr().err
    out = capsys.readouterr().out
    return json.loads(out) if "--json" in arguments else out


def write_return(
    folder: Path,
    name: str,
    unit: str,
    cells: dict[str, Value],
    *,
    year: int = YEAR,
    at: int = 0,
    **parts: object,
) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    told = {key: canonical(value) for key, value in cells.items()}
    content = {"unit": unit, "year": year, "form": form_for(year).id, "cells": told, **parts}
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    os.utime(path, (1_760_000_000 + at, 1_760_000_000 + at))
    return path


def returned(folder: Path, figures: dict[str, int]) -> Path:
    """Write a folder of returns, one a unit, each with one figure: a.json, b.json, …"""
    for letter, (unit, figure) in zip("abcdef", figures.items(), strict=False):
        write_return(folder, f"{letter}.json", unit, {CELL: figure})
    return folder


def write_register(path: Path, *units: str) -> Path:
    path.write_text("单位名称,上级\n" + "".join(f"{unit}\n" for unit in units), encoding="utf-8")
    return path


@pytest.fixture
def workspace(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A city with two bureaus and a county that has two of its own."""
    register = write_register(
        tmp_path / "名录.csv",
        f"{GROUP},",
        "云岭市财政局,",
        "云岭市教育局,",
        f"云岭市青溪县人民政府,{GROUP}",
        "青溪县财政局,",
        "青溪县石桥镇人民政府,",
    )
    path = tmp_path / "汇总.nianbao"
    said(capsys, "units", path, "--import", register)
    return path


def test_a_register_is_read_with_kinds_and_parents_from_the_names(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = said(capsys, "units", workspace, "--json")["units"]
    assert {one["name"]: (one["kind"], one["parent"]) for one in listed} == {
        GROUP: ("人民政府", None),
        "云岭市财政局": ("部门", GROUP),
        "云岭市教育局": ("部门", GROUP),
        "云岭市青溪县人民政府": ("人民政府", GROUP),
        "青溪县财政局": ("部门", "云岭市青溪县人民政府"),
        "青溪县石桥镇人民政府": ("街道乡镇", "云岭市青溪县人民政府"),
    }


def test_a_register_read_again_adds_nothing_and_what_it_cannot_place_is_asked(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = said(capsys, "units", workspace, "--json")["units"]
    said(capsys, "units", workspace, "--import", tmp_path / "名录.csv")
    assert said(capsys, "units", workspace, "--json")["units"] == before
    more = write_register(tmp_path / "补.csv", "云岭市某某堂,没有的单位")
    asked = said(capsys, "units", workspace, "--import", more, "--json", status=1)["asked"]
    assert "名录中没有上级“没有的单位”" in asked[0]
    assert "看不出是哪一类单位" in asked[1]


def test_a_folder_is_taken_in_and_summed_on_both_levels(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = returned(tmp_path / "报来", {"云岭市财政局": 3, "青溪县财政局": 4, "青溪县石桥镇人民政府": 5})
    (folder / "坏.docx").write_bytes(b"PK\x03\x04 broken")
    call = ("collect", folder, "--into", workspace, "--year", str(YEAR), "--group", GROUP, "--json")
    taken = said(capsys, *call, status=1)
    assert sorted(file["outcome"] for file in taken["files"]) == ["counted", "counted", "counted", "refused"]
    assert taken["missing"] == ["云岭市教育局", "云岭市青溪县人民政府"]
    summed = said(capsys, "sum", workspace, "--group", GROUP, "--year", str(YEAR), "--json")
    assert summed == {
        "cells": {CELL: "12"},
        "contributors": ["云岭市财政局", "云岭市青溪县人民政府"],
        "missing": ["云岭市教育局"],
        "excluded": [],
    }
    who = said(capsys, "contributors", workspace, "--group", GROUP, "--year", str(YEAR), CELL, "--json")
    assert [(one["unit"], one["value"]) for one in who["contributors"]] == [
        ("云岭市青溪县人民政府", "9"),
        ("云岭市财政局", "3"),
    ]


def test_duplicates_corrections_older_and_strange_files_are_told_apart(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "报来"

    def outcome(path: Path, *options: str) -> dict[str, Any]:
        call = ("collect", path, "--into", workspace, "--year", str(YEAR), "--group", GROUP, "--json")
        (file,) = said(capsys, *call, *options, status=1)["files"]
        return dict(file)

    first = write_return(folder, "a.json", "云岭市财政局", {CELL: 3}, at=100)
    assert outcome(first)["outcome"] == "counted"
    assert outcome(first)["outcome"] == "duplicate"
    later = outcome(write_return(folder, "b.json", "云岭市财政局", {CELL: 7}, at=200), "--adopt")
    change = {"cell": CELL, "name": FORM.cells[CELL].name, "before": "3", "after": "7"}
    assert (later["outcome"], later["changes"]) == ("replaced", [change])
    older = outcome(write_return(folder, "c.json", "云岭市财政局", {CELL: 9}, at=50))
    assert older["outcome"] == "older"
    assert "早于已收的“b.json”" in older["reason"]
    assert "2024 年的报告" in outcome(write_return(folder, "d.json", "云岭市财政局", {}, year=2024))["reason"]
    assert (
        "不在云岭市人民政府的单位名单中"
        in outcome(write_return(folder, "e.json", "别市财政局", {}))["reason"]
    )
    said(capsys, "set", workspace, "--unit", "云岭市财政局", "--year", str(YEAR), f"{CELL}=8")
    held = outcome(write_return(folder, "f.json", "云岭市财政局", {CELL: 10}, at=300), "--adopt")
    assert held["outcome"] == "held"
    assert "改动过" in held["reason"]
    assert outcome(folder / "f.json", "--adopt")["outcome"] == "duplicate"
    old = write_return(folder, "g.json", "云岭市财政局", {CELL: 2}, at=20)
    assert outcome(old, "--adopt")["outcome"] == "older", "older under changes made here too"
    summed = said(capsys, "sum", workspace, "--group", GROUP, "--year", str(YEAR), "--json")
    assert summed["cells"] == {CELL: "8"}


def test_a_correction_is_listed_cell_by_cell_and_counts_once_it_is_adopted(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, where = tmp_path / "报来", ("--group", GROUP, "--year", str(YEAR))

    def collected(*options: str, path: Path = folder) -> str:
        return str(said(capsys, "collect", path, "--into", workspace, *where, *options, status=1))

    def summed() -> dict[str, str]:
        return dict(said(capsys, "sum", workspace, *where, "--json")["cells"])

    write_return(folder, "a.json", "云岭市财政局", {CELL: 3, "disclosure.licensing.decisions": 5}, at=100)
    collected()
    texts = {"sections": {"problems": "解读不多。"}, "signed_by": "云岭市财政局"}
    write_return(folder, "b.json", "云岭市财政局", {CELL: 7}, at=200, **texts)
    told = collected(path=folder / "b.json")
    assert "等待核对后采用" in told
    assert "“本年新收”行“自然人”列：3 → 7\n" in told
    assert "“行政许可”行“处理决定”列：5 → 空\n" in told
    assert "“五、存在的主要问题及改进情况”：有不同\n" in told
    assert "落款单位：有不同\n" in told
    assert summed() == {CELL: "3", "disclosure.licensing.decisions": "5"}
    write_return(folder, "c.json", "云岭市财政局", {CELL: 8}, at=300)
    collected(path=folder / "c.json")
    # Whichever of those that wait comes first, the last one saved is the one that comes to count.
    again = collected("--adopt")
    assert again.count("更正，已采用") == 1
    assert summed() == {CELL: "8"}
    assert "重复的文件" in collected("--adopt", path=folder / "c.json")


def test_a_correction_that_was_voided_is_not_adopted(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, where = tmp_path / "报来", ("--group", GROUP, "--year", str(YEAR))
    for number, name in enumerate("ab"):
        write_return(folder, f"{name}.json", "云岭市财政局", {CELL: number}, at=number)
        said(capsys, "collect", folder, "--into", workspace, *where, status=1)
    with closing(open_workspace(workspace)) as opened:
        repository = opened.repository
        unit = repository.unit_named("云岭市财政局")
        assert unit is not None
        (_, waiting) = returns_of(repository, unit.id, YEAR, FORM.series)
        repository.apply(marking(waiting, ReturnState.VOID))
    said(capsys, "collect", folder, "--into", workspace, *where, "--adopt", status=1)
    assert said(capsys, "sum", workspace, *where, "--json")["cells"] == {CELL: "0"}


@pytest.mark.parametrize(
    ("kind", "begins"),
    [("chart-pdf", b"%PDF"), ("chart-svg", b"<?xml"), ("chart-png", b"\x89PNG"), ("comparison-xlsx", b"PK")],
)
def test_a_groups_charts_and_its_units_beside_each_other_are_written(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str, begins: bytes
) -> None:
    folder, where = tmp_path / "报来", ("--group", GROUP, "--year", str(YEAR))
    for number, unit in enumerate(("云岭市财政局", "云岭市教育局", "青溪县财政局")):
        write_return(folder, f"{number}.json", unit, consistent_cells(FORM.id, number + 3))
    main(["collect", str(folder), "--into", str(workspace), *where])
    path = tmp_path / f"图.{kind.rpartition('-')[2]}"
    assert str(path) in said(capsys, "sum", workspace, *where, "--to", kind, "-o", path)
    data = path.read_bytes()
    assert data.startswith(begins)
    if kind == "chart-svg":
        assert "云岭市财政局" in data.decode()
    if kind == "comparison-xlsx":
        heads = next(load_workbook(path).active.iter_rows(min_row=2, values_only=True))
        assert heads == ("项目", "云岭市财政局", "云岭市教育局", "云岭市青溪县人民政府", f"{GROUP}汇总")


@pytest.mark.parametrize("newest_name", ["a", "z"])
def test_of_several_files_of_a_unit_in_one_batch_the_one_saved_last_counts(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], newest_name: str
) -> None:
    """Whatever their names, whatever holds them: a subfolder, an archive, a workspace, or the folder itself."""
    folder, where = tmp_path / "报来", ("--group", GROUP, "--year", str(YEAR))
    write_return(folder, "m.json", "云岭市财政局", {CELL: 1}, at=100)
    write_return(folder, f"{newest_name}.json", "云岭市财政局", {CELL: 2}, at=200)
    older = write_return(tmp_path / "旧", "k.json", "云岭市财政局", {CELL: 3}, at=50)
    entry = zipfile.ZipInfo("k.json", (2025, 1, 2, 3, 4, 6))
    with zipfile.ZipFile(folder / "补.zip", "w") as archive:
        archive.writestr(entry, older.read_bytes())
    theirs = tmp_path / "单位.nianbao"
    said(capsys, "import", older, "--into", theirs)
    os.utime(theirs, (1_760_000_000, 1_760_000_000))
    with zipfile.ZipFile(folder / "数据.zip", "w") as archive:
        archive.write(theirs, "单位.nianbao")
    taken = said(capsys, "collect", folder, "--into", workspace, *where, "--json", status=1)["files"]
    assert [one["outcome"] for one in taken] == ["counted", "older", "older", "older"]
    assert Path(taken[0]["source"]).name == f"{newest_name}.json"
    assert said(capsys, "sum", workspace, *where, "--json")["cells"] == {CELL: "2"}
    assert "单位.nianbao" in " ".join(one["source"] for one in taken)


def test_of_two_files_saved_in_one_second_nobody_is_told_which_is_the_later(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, where = tmp_path / "报来", ("--group", GROUP, "--year", str(YEAR))
    for number in (1, 2):
        write_return(folder, f"{number}.json", "云岭市财政局", {CELL: number}, at=100)
    taken = said(capsys, "collect", folder, "--into", workspace, *where, "--json", status=1)["files"]
    assert [one["outcome"] for one in taken] == ["counted", "held"]
    assert "不同" in taken[1]["reason"]
    first = said(capsys, "sum", workspace, *where, "--json")["cells"]
    said(capsys, "collect", folder, "--into", workspace, *where, "--adopt", status=1)
    assert said(capsys, "sum", workspace, *where, "--json")["cells"] == first, "a person has to say which"


def _season(folder: Path, units: int) -> dict[str, Value]:
    """Write three returns of each unit, some broken, doubled, of a wrong year or unit; return what the sum must be."""
    chance = random.Random(3)
    total: dict[str, Value] = {}
    for unit in range(units):
        newest: dict[str, Value] = {}
        for turn in range(3):
            cells = consistent_cells(FORM.id, chance.randint(1, 60))
            path = write_return(
                folder, f"{unit}-{turn}.json", f"云岭市第{unit}局", cells, at=turn * 60 + unit
            )
            fate = chance.random()
            if fate < 0.05:
                path.write_text("{broken", encoding="utf-8")
            elif fate < 0.10:
                write_return(folder, path.name, f"云岭市第{unit}局", cells, year=2024, at=turn * 60)
            elif fate < 0.15:
                write_return(folder, path.name, f"外地第{unit}局", cells, at=turn * 60)
            else:
                newest = cells
            if fate > 0.95:
                shutil.copy2(path, path.with_name(f"副本{path.name}"))
        for key, value in newest.items():
            total[key] = total.get(key, 0) + value
    return total


@pytest.mark.slow
def test_the_order_in_which_files_come_in_changes_no_sum_and_loses_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    units, folder = 16, tmp_path / "报来"
    expected = _season(folder, units)
    register = write_register(
        tmp_path / "名录.csv", f"{GROUP},", *(f"云岭市第{unit}局,{GROUP}" for unit in range(units))
    )
    files = sorted(folder.iterdir())
    sums = []
    for seed in (1, 2):
        workspace = tmp_path / f"{seed}.nianbao"
        main(["units", str(workspace), "--import", str(register)])
        shuffled = list(files)
        random.Random(seed).shuffle(shuffled)
        told = []
        third = len(files) // 3
        # In parts, as over days, and the first part once more, as after an interruption; then corrections are adopted.
        for part in (shuffled[:third], shuffled[:third], shuffled[third:], [*shuffled, "--adopt"]):
            call = ["collect", *part, "--into", workspace, "--year", str(YEAR), "--group", GROUP, "--json"]
            capsys.readouterr()
            main([str(argument) for argument in call])
            told += json.loads(capsys.readouterr().out)["files"]
        assert {Path(file["source"]).name for file in told} == {file.name for file in files}
        assert all(file["reason"] for file in told if file["outcome"] == "refused")
        sums.append(said(capsys, "sum", workspace, "--group", GROUP, "--year", str(YEAR), "--json"))
    assert sums[0] == sums[1]
    assert sums[0]["cells"] == {key: canonical(value) for key, value in expected.items()}


def test_the_check_of_a_sum_names_who_is_missing_and_who_has_errors(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "报来"
    write_return(folder, "a.json", "云岭市财政局", {CELL: 3, "applications.new.total": 4})
    main(["collect", str(folder), "--into", str(workspace), "--year", str(YEAR)])
    said(capsys, "sum", workspace, "--group", GROUP, "--year", str(YEAR))
    found = said(capsys, "check", workspace, "--unit", GROUP, "--json", status=1)["reports"]
    rules = {finding["rule"]: finding["message"] for finding in found[0]["findings"]}
    assert rules["sum.missing"] == "还有 1 个单位未报：云岭市教育局。"
    assert "云岭市财政局" in rules["sum.blank"]
    assert not any(rule.startswith("sum.drift") for rule in rules)


def test_list_and_check_take_several_sources_and_a_group(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = returned(tmp_path / "报来", {"云岭市财政局": 3, "青溪县石桥镇人民政府": 5})
    main(["collect", str(folder), "--into", str(workspace), "--year", str(YEAR)])
    county = "云岭市青溪县人民政府"
    listed = said(capsys, "list", workspace, "--group", county, "--json")["reports"]
    assert [one["unit"] for one in listed] == ["青溪县石桥镇人民政府"]
    other = tmp_path / "另一份.nianbao"
    main(["new", str(other), "--unit", "别市财政局", "--year", "2025"])
    both = said(capsys, "list", workspace, other, "--json")["reports"]
    assert [(Path(one["source"]).name, one["unit"]) for one in both][-1] == ("另一份.nianbao", "别市财政局")
    checked = said(capsys, "check", folder / "a.json", other, "--json", status=1)["reports"]
    assert [one["unit"] for one in checked] == ["云岭市财政局", "别市财政局"]


def test_an_interrupted_collection_goes_on_where_it_stopped(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "报来"
    names = ["云岭市财政局", "云岭市教育局", "青溪县财政局", "青溪县石桥镇人民政府"]
    for number in range(24):
        write_return(folder, f"{number:02}.json", names[number % 4], {CELL: number}, at=number)
    call = ["collect", str(folder), "--into", str(workspace), "--year", str(YEAR), "--group", GROUP, "--json"]
    call.append("--adopt")
    chance = random.Random(5)
    for _ in range(4):
        running = subprocess.Popen([sys.executable, "-m", "app", *call], stdout=subprocess.DEVNULL, cwd=ROOT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            running.wait(chance.uniform(0.5, 1.6))
        running.kill()
        running.wait()
    told = said(capsys, *call, status=1)["files"]
    assert {file["outcome"] for file in told} <= {"counted", "replaced", "older", "duplicate"}
    summed = said(capsys, "sum", workspace, "--group", GROUP, "--year", str(YEAR), "--json")
    assert summed["cells"] == {CELL: str(20 + 21 + 22 + 23)}


def test_a_countys_workspace_passes_its_sum_on(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    county = "云岭市青溪县人民政府"
    theirs = tmp_path / "青溪县.nianbao"
    shutil.copy(workspace, theirs)
    folder = returned(tmp_path / "报来", {"青溪县财政局": 4, "青溪县石桥镇人民政府": 5})
    main(["collect", str(folder), "--into", str(theirs), "--year", str(YEAR)])
    said(capsys, "sum", theirs, "--group", county, "--year", str(YEAR))
    city = tmp_path / "市.nianbao"
    said(
        capsys,
        "units",
        city,
        "--import",
        write_register(tmp_path / "市.csv", f"{GROUP},", f"{county},{GROUP}"),
    )
    call = ("collect", theirs, "--into", city, "--year", str(YEAR), "--group", GROUP, "--json")
    assert [(one["unit"], one["outcome"]) for one in said(capsys, *call)["files"]] == [(county, "counted")]
    assert [one["outcome"] for one in said(capsys, *call)["files"]] == ["duplicate"]
    summed = said(capsys, "sum", city, "--group", GROUP, "--year", str(YEAR), "--json")
    assert summed["cells"] == {CELL: "9"}
    empty = tmp_path / "空.nianbao"
    main(["new", str(empty), "--unit", county, "--year", "2024"])
    call = ("collect", empty, "--into", city, "--year", str(YEAR), "--group", GROUP, "--json")
    (refused,) = said(capsys, *call, status=1)["files"]
    assert "其中没有云岭市人民政府名单中各单位 2025 年的报告" in refused["reason"]


def test_a_unit_is_left_out_and_counted_again_and_a_figure_adjusted(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "报来"
    total = "applications.new.total"
    write_return(folder, "a.json", "云岭市财政局", {CELL: 3, total: 3})
    write_return(folder, "b.json", "云岭市教育局", {CELL: 4, total: 4})
    where = ("--group", GROUP, "--year", str(YEAR))
    said(capsys, "collect", folder, "--into", workspace, *where, status=1)

    def summed() -> dict[str, Any]:
        return dict(said(capsys, "sum", workspace, *where, "--json"))

    assert summed()["cells"] == {CELL: "7", total: "7"}
    out = ("--unit", "云岭市财政局", "--reason", "与市政府办重复", "--by", "张三")
    said(capsys, "exclude", workspace, *where, *out)
    assert summed()["cells"] == {CELL: "4", total: "4"}
    assert summed()["excluded"] == [{"unit": "云岭市财政局", "reason": "与市政府办重复"}]
    said(capsys, "include", workspace, *where, "--unit", "云岭市财政局")
    assert summed()["cells"] == {CELL: "7", total: "7"}
    said(
        capsys, "adjust", workspace, *where, "--cell", f"{CELL}=-2", "--reason", "两局同一件", "--by", "张三"
    )
    assert summed()["cells"] == {CELL: "5", total: "5"}
    (known,) = said(capsys, "adjust", workspace, *where, "--json")["adjustments"]
    assert (known["cell"], known["amount"], known["reason"], known["by"]) == (
        CELL,
        "-2",
        "两局同一件",
        "张三",
    )
    said(capsys, "adjust", workspace, *where, "--withdraw", str(known["id"]))
    assert summed()["cells"] == {CELL: "7", total: "7"}


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("exclude", "--unit", "云岭市财政局", "--reason", " "), "请写明不计入的原因"),
        (("exclude", "--unit", "没有的局", "--reason", "重复"), "不是云岭市人民政府 2025 年汇总的单位"),
        (("include", "--unit", "云岭市财政局"), "没有被排除"),
        (("adjust", "--cell", "applications.new.total=1", "--reason", "重复"), "是合计"),
        (("adjust", "--cell", f"{CELL}=0", "--reason", "重复"), "请填写要加上或减去的数"),
        (("adjust", "--cell", f"{CELL}=-9", "--reason", "重复"), "超出可填的范围"),
        (("adjust", "--cell", f"{CELL}=一", "--reason", "重复"), "不是数字"),
        (("adjust", "--cell", f"{CELL}=1"), "--reason"),
        (("adjust", "--withdraw", "7"), "没有编号为 7 的调整"),
    ],
)
def test_what_cannot_be_left_out_or_adjusted_is_refused_in_words(
    workspace: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    command: tuple[str, ...],
    words: str,
) -> None:
    write_return(tmp_path / "报来", "a.json", "云岭市财政局", {CELL: 3})
    where = ("--group", GROUP, "--year", str(YEAR))
    said(capsys, "collect", tmp_path / "报来", "--into", workspace, *where, status=1)
    said(capsys, "sum", workspace, *where)
    capsys.readouterr()
    assert main([command[0], str(workspace), *command[1:], *where]) == 2
    assert words in capsys.readouterr().err
    assert said(capsys, "sum", workspace, *where, "--json")["cells"] == {CELL: "3"}


def test_a_group_that_has_a_ledger_counts_it_into_its_own_report_and_not_into_the_sum(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    of = ["--unit", GROUP, "--year", str(YEAR)]
    table = tmp_path / "台账.csv"
    table.write_text(
        f"编号,申请人,申请日期,答复日期,答复结果\n1,张三,{YEAR}年3月1日,{YEAR}年3月10日,予以公开\n",
        encoding="utf-8",
    )
    main(["collect", str(write_return(tmp_path / "报来", "a.json", "云岭市财政局", {CELL: 3}).parent),
          "--into", str(workspace), "--year", str(YEAR)])  # fmt: skip
    before = said(capsys, "sum", workspace, "--group", GROUP, "--year", str(YEAR), "--json")
    said(capsys, "new", workspace, *of)
    said(capsys, "ledger", workspace, "--unit", GROUP, "--import", table)
    said(capsys, "ledger", workspace, "--unit", GROUP, "--count")
    target = tmp_path / "本级.json"
    said(capsys, "export", workspace, *of, "--to", "json", "--draft", "-o", target)
    assert json.loads(target.read_text(encoding="utf-8"))["cells"][CELL] == "1"
    after = said(capsys, "sum", workspace, "--group", GROUP, "--year", str(YEAR), "--json")
    assert after["cells"][CELL] == before["cells"][CELL] == "3"
