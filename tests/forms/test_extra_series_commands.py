"""The option ``--series``: which kind of report a command is about; the yearly report where none is named."""

import json
from pathlib import Path
from typing import Any

import pytest
from extra_reports import UNIT, YEAR, complete, report_options, typed_cells

from app.cli import main

pytestmark = pytest.mark.usefixtures("extra_forms")

LETTERS = "zz-twin-2019"
GROUP, MEMBERS = "云岭市人民政府", ("云岭市财政局", "云岭市教育局")
NEW = "applications.new.letters"


def _run(capsys: pytest.CaptureFixture[str], *arguments: object, status: int = 0) -> str:
    capsys.readouterr()
    assert main([str(argument) for argument in arguments]) == status, capsys.readouterr()
    told = capsys.readouterr()
    return told.err if status == 2 else told.out


def _json(capsys: pytest.CaptureFixture[str], *arguments: object, status: int = 0) -> Any:
    return json.loads(_run(capsys, *arguments, "--json", status=status))


def test_new_takes_a_series_and_the_year_picks_the_form(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "年报.nianbao"
    unit = ["--unit", UNIT, "--year", "2024"]
    _run(capsys, "new", path, *unit, "--series", "letters")
    _run(capsys, "new", path, *unit)
    listed = [row["form"] for row in _json(capsys, "list", path)["reports"]]
    assert listed == ["cn-disclosure-2021", LETTERS]
    alone = [row["form"] for row in _json(capsys, "list", path, "--series", "letters")["reports"]]
    assert alone == [LETTERS]
    told = _run(capsys, "new", path, *unit, "--series", "letters", "--form", "cn-disclosure-2021", status=2)
    assert "不属于" in told


def test_a_report_of_another_series_is_called_by_its_kind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "年报.nianbao"
    complete(path, LETTERS)
    assert f"{UNIT} {YEAR} 年来信办理统计表：可定稿" in _run(capsys, "check", path)
    other = ["--unit", UNIT, "--year", "2020", "--series", "letters"]
    assert "没有 示例市教育局 2020 年的来信办理统计表" in _run(
        capsys, "set", path, *other, f"{NEW}=1", status=2
    )


def test_a_file_of_another_series_is_not_checked_for_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, target = tmp_path / "年报.nianbao", tmp_path / "报告.docx"
    options = complete(path, LETTERS)
    _run(capsys, "export", path, *options, "--to", "docx", "-o", target)
    assert _json(capsys, "check", target, "--series", "letters")["reports"][0]["form"] == LETTERS
    assert "来信办理统计表" in _run(capsys, "check", target, "--series", "yearly", status=2)


def test_what_is_carried_over_comes_from_the_same_series(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "年报.nianbao"
    complete(path, LETTERS)
    _run(capsys, "new", path, *report_options(LETTERS, YEAR + 1), "--from-previous")
    target = tmp_path / "报告.json"
    options = report_options(LETTERS, YEAR + 1)
    _run(capsys, "export", path, *options, "--to", "json", "-o", target, "--draft")
    cells = json.loads(target.read_text(encoding="utf-8"))["cells"]
    for column in ("letters", "calls"):
        before = typed_cells(LETTERS)[f"applications.carried_out.{column}"]
        assert cells[f"applications.carried_in.{column}"] == before


@pytest.fixture
def returns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A folder in which each member sent a workspace with both its reports, and the register of the office."""
    folder = tmp_path / "报来"
    folder.mkdir()
    for number, unit in enumerate(MEMBERS, 1):
        path = folder / f"{unit}.nianbao"
        of = ["--unit", unit, "--year", "2024"]
        _run(capsys, "new", path, *of)
        _run(capsys, "set", path, *of, "applications.new.natural_person=1000")
        _run(capsys, "new", path, *of, "--series", "letters")
        _run(capsys, "set", path, *of, "--series", "letters", f"{NEW}={number * 10}")
    lines = [f"{GROUP},", *(f"{unit},{GROUP}" for unit in MEMBERS)]
    (tmp_path / "名录.csv").write_text("\n".join(["单位名称,上级", *lines]), encoding="utf-8")
    return folder


def test_an_office_collects_and_sums_one_series(
    returns: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "汇总.nianbao"
    _run(capsys, "units", path, "--import", tmp_path / "名录.csv")
    of = ["--group", GROUP, "--year", "2024", "--series", "letters"]
    collected = _json(capsys, "collect", returns, "--into", path, *of)
    # Taken newest first.
    assert sorted((entry["outcome"], entry["unit"]) for entry in collected["files"]) == [
        ("counted", unit) for unit in sorted(MEMBERS)
    ]
    result = _json(capsys, "sum", path, *of)
    assert result["cells"][NEW] == "30"
    assert sorted(result["contributors"]) == sorted(MEMBERS)
    shares = _json(capsys, "contributors", path, *of, NEW)["contributors"]
    assert {share["unit"]: share["value"] for share in shares} == dict(
        zip(MEMBERS, ("10", "20"), strict=True)
    )
    _run(capsys, "exclude", path, *of, "--unit", MEMBERS[0], "--reason", "另行报送")
    assert _json(capsys, "sum", path, *of)["cells"][NEW] == "20"
    forms = {row["form"] for row in _json(capsys, "list", path)["reports"]}
    assert forms == {LETTERS}, "nothing of the yearly report has come in"


def test_a_file_of_another_series_than_the_one_collected_is_refused_by_name(
    returns: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target, path = tmp_path / "报表.xlsx", tmp_path / "汇总.nianbao"
    source = returns / f"{MEMBERS[0]}.nianbao"
    options = ["--unit", MEMBERS[0], "--year", "2024", "--series", "letters"]
    _run(capsys, "export", source, *options, "--to", "xlsx", "-o", target, "--draft")
    (entry,) = _json(capsys, "collect", target, "--into", path, "--year", "2024", status=1)["files"]
    assert entry["outcome"] == "refused"
    assert entry["reason"] == "是来信办理统计表，要收的是政府信息公开工作年度报告"


def test_a_ledger_counts_into_the_yearly_report_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, table = tmp_path / "年报.nianbao", tmp_path / "台账.csv"
    complete(path, LETTERS)
    before = _json(capsys, "check", path, "--series", "letters")
    table.write_text(
        "编号,申请人,申请日期,答复日期,答复结果\n1,张三,2024年3月1日,2024年3月10日,予以公开\n",
        encoding="utf-8",
    )
    ledger = ["ledger", path, "--unit", UNIT]
    _run(capsys, *ledger, "--import", table)
    assert "没有台账所及年度的报告" in _run(capsys, *ledger, "--count", status=2)
    _run(capsys, "new", path, "--unit", UNIT, "--year", YEAR)
    _run(capsys, *ledger, "--count")
    target = tmp_path / "报告.json"
    of = ["--unit", UNIT, "--year", YEAR]
    _run(capsys, "export", path, *of, "--to", "json", "-o", target, "--draft")
    assert (
        json.loads(target.read_text(encoding="utf-8"))["cells"]["applications.granted.natural_person"] == "1"
    )
    assert _json(capsys, "check", path, "--series", "letters") == before
