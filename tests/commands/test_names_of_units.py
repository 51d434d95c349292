"""Every name that a workspace can hold is understood by every command, and gives a file name of its own."""

from pathlib import Path

import pytest
from builders import consistent_report
from command_line import Run, finalise

from app.exports.formats import export
from app.files import safe_name
from app.store.workspace import open_workspace
from app.unit_names import unit_name

ODD = [
    "甲/乙局",
    "甲/乙/丙局",
    "/甲局",
    "甲:乙局",
    "甲：丙局",
    "甲\\乙局",
    "甲*乙?局",
    '甲"乙"局',
    "甲|乙<丙>局",
    "'引'局",
    "=甲局",
    "甲=乙局",
    "-甲局",
    ".甲局",
    "甲@乙局",
    "㐂局",
    "甲局" * 90,
]
TWINS = "单位名称,类别,上级\n甲区,政府,\n乙区,政府,\n教育局,部门,甲区\n教育局,部门,乙区\n"
CELL = "applications.new.natural_person"


@pytest.mark.parametrize("name", ODD)
def test_a_unit_is_found_by_the_name_it_was_given(
    run: Run, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    of = (f"--unit={name}", "--year", "2025")
    assert run("new", path, *of).status == 0
    assert run("set", path, *of, f"{CELL}=5").out == f"saved {CELL}\n"
    checked = run("check", path, *of, "--json")
    assert [report["unit"] for report in checked.json["reports"]] == [unit_name(name)]
    assert run("import", path, f"--unit={name}", "--json").json["reports"][0]["cells"][CELL] == "5"
    for ending in ("json", "ofd"):
        written = run("export", path, *of, "--to", ending, "--draft")
        assert written.status == 0
        file = Path(written.out.strip())
        assert file.parent == Path()
        assert not set('\\/:*?"<>|') & set(file.name)
        assert file.is_file()
    assert run("ledger", path, f"--unit={name}").status == 0
    assert run("workbook", tmp_path / "表", "--from", path, "--year", "2026").status == 0


@pytest.mark.parametrize("name", ODD)
def test_its_report_is_handed_over_by_that_name(run: Run, path: Path, tmp_path: Path, name: str) -> None:
    source, folder = tmp_path / "报告.json", tmp_path / "移交"
    export(consistent_report(), "json", source, draft=False)
    assert run("import", source, f"--unit={name}", "--into", path).status == 0
    finalise(path)
    stated = (f"--unit={name}", f"--fonds={name}=X001", "-o", folder)
    assert run("transfer", path, *stated).status == 0
    assert run("verify", folder).status == 0


def test_different_names_give_different_file_names() -> None:
    names = {unit_name(name) for name in [*ODD, "甲_乙局", "甲局" * 90 + "甲", "甲局" * 89 + "乙局"]}
    assert len({safe_name(name, ".pdf").casefold() for name in names}) == len(names)
    assert all(len(safe_name(name, ".pdf").encode()) <= 255 for name in names)


def _register(run: Run, path: Path, folder: Path) -> None:
    """Read a register in which two units have one name."""
    register = folder / "名录.csv"
    register.write_text(TWINS, encoding="utf-8")
    run("units", path, "--import", register)


def test_units_of_one_name_are_told_apart_by_what_they_are_below(
    run: Run, path: Path, tmp_path: Path
) -> None:
    _register(run, path, tmp_path)
    for number, above in enumerate(("甲区", "乙区"), 5):
        of = ("--unit", f"{above}/教育局", "--year", "2025")
        assert run("new", path, *of).status == 0
        assert run("set", path, *of, f"{CELL}={number}").status == 0
        checked = run("check", path, *of, "--json")
        assert len(checked.json["reports"]) == 1
        found = run("import", path, "--unit", f"{above}/教育局", "--json")
        assert [report["cells"][CELL] for report in found.json["reports"]] == [str(number)]
    assert len(run("list", path, "--json").json["reports"]) == 2
    assert len(run("check", path, "--json").json["reports"]) == 2
    assert run("workbook", tmp_path / "表", "--from", path, "--year", "2026").status == 0
    run("set", path, "--unit", "教育局", "--year", "2025", f"{CELL}=1").assert_usage("2 个单位", "上级")


def test_a_name_with_the_mark_is_not_taken_for_a_place_in_the_register(
    run: Run, path: Path, tmp_path: Path
) -> None:
    _register(run, path, tmp_path)
    run("new", path, "--unit", "乙区/甲/丙局", "--year", "2025")
    with_mark = open_workspace(path)
    try:
        assert with_mark.repository.unit_named("乙区/甲/丙局") is not None
        below = with_mark.repository.unit_named("乙区/教育局")
        assert below is not None
        assert below.name == "教育局"
        assert with_mark.repository.unit_named("丙区/教育局") is None
    finally:
        with_mark.close()
