"""The command line makes charts, comparisons and volumes, and refuses what can't be."""

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from builders import consistent_report

from app.cli import main
from app.edits import AddReport, SetStatus
from app.report import Status
from app.store.new_reports import unit_named
from app.store.workspace import create

UNITS = ("示例市教育局", "示例市财政局")


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Two units with reports of two years without errors."""
    made = create(tmp_path / "年报.nianbao")
    for unit in UNITS:
        for year in (2023, 2024):
            report = replace(
                consistent_report(),
                id=made.repository.new_report_id(),
                unit=unit_named(made.repository, unit),
                year=year,
                signed_on=f"{year + 1}年1月20日",
            )
            made.repository.apply(AddReport(report))
    made.close()
    return made.path


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("chart-svg", b"<?xml"),
        ("chart-png", b"\x89PNG"),
        ("chart-pdf", b"%PDF"),
        ("comparison-pdf", b"%PDF"),
        ("comparison-xlsx", b"PK"),
    ],
)
def test_each_presentation_is_written_where_it_says(
    workspace: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    start: bytes,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["export", str(workspace), "--unit", UNITS[0], "--year", "2024", "--to", name]) == 0
    kind = "图解" if name.startswith("chart") else "两年对照"
    path = Path(capsys.readouterr().out.strip())
    assert path.name == f"{UNITS[0]}2024年政府信息公开{kind}.{name.rpartition('-')[2]}"
    assert path.read_bytes().startswith(start)


def test_without_last_year_there_is_a_chart_and_no_comparison(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    of_2023 = ["export", str(workspace), "--unit", UNITS[0], "--year", "2023"]
    assert main([*of_2023, "--to", "chart-svg", "-o", str(tmp_path / "图.svg")]) == 0
    assert main([*of_2023, "--to", "comparison-pdf", "-o", str(tmp_path / "对照.pdf")]) == 2
    assert "没有 示例市教育局 2022 年的报告" in capsys.readouterr().err
    assert not (tmp_path / "对照.pdf").exists()


def test_errors_are_refused_and_drafts_bear_their_mark(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    of_2024 = [str(workspace), "--unit", UNITS[0], "--year", "2024"]
    assert main(["set", *of_2024, "applications.new.natural_person=99999"]) == 0
    target = tmp_path / "图.pdf"
    asked = ["export", *of_2024, "--to", "chart-pdf", "-o", str(target)]
    assert main(asked) == 1
    assert not target.exists()
    assert main([*asked, "--draft"]) == 0
    assert "输出的是草稿" in capsys.readouterr().err
    assert main([*asked, "--draft", "--review"]) == 2


def test_a_volume_holds_the_reports_of_a_year(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["volume", str(workspace), "--year", "2024"]) == 0
    assert capsys.readouterr().out == "2024年政府信息公开工作年度报告汇编.pdf：收入 2 份报告。\n"
    with pypdfium2.PdfDocument(tmp_path / "2024年政府信息公开工作年度报告汇编.pdf") as opened:
        marks = [mark.get_title() for mark in opened.get_toc() if mark.level == 0]
    assert sorted(marks[1:]) == sorted(f"{unit}2024年政府信息公开工作年度报告" for unit in UNITS)
    assert main(["volume", str(workspace), "--year", "2024", "-o", "册.ofd", "--title", "汇编"]) == 0
    assert (tmp_path / "册.ofd").read_bytes().startswith(b"PK")
    assert main(["volume", str(workspace), "--year", "2024", "-o", "册.docx"]) == 2
    assert "只能输出为 pdf 或 ofd" in capsys.readouterr().err
    assert main(["volume", str(workspace), "--year", "2001"]) == 2


def test_a_volume_keeps_errors_out_unless_drafts_are_asked_for(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    of_2024 = [str(workspace), "--unit", UNITS[0], "--year", "2024"]
    main(["set", *of_2024, "applications.new.natural_person=99999"])
    target = tmp_path / "册.pdf"
    assert main(["volume", str(workspace), "--year", "2024", "-o", str(target)]) == 1
    assert "示例市教育局 2024 年" in capsys.readouterr().err
    assert not target.exists()
    assert main(["volume", str(workspace), "--year", "2024", "-o", str(target), "--draft"]) == 0
    assert target.exists()


def test_a_final_report_bears_no_mark_beside_drafts(workspace: Path, tmp_path: Path) -> None:
    from app.store.workspace import open_workspace

    opened = open_workspace(workspace)
    final = opened.repository.find(UNITS[0], 2024, "yearly")
    assert final is not None
    opened.repository.apply(SetStatus(final.id, Status.FINAL, "定稿"))
    opened.close()
    sizes = []
    for draft in ((), ("--draft",)):
        target = tmp_path / f"册{len(sizes)}.pdf"
        assert main(["volume", str(workspace), "--year", "2024", "-o", str(target), *draft]) == 0
        with pypdfium2.PdfDocument(target) as pages:
            sizes.append([len(list(page.get_objects())) for page in pages])
    changed = [plain != marked for plain, marked in zip(*sizes, strict=True)]
    assert any(changed)
    assert not all(changed[1:])


def test_room_for_a_seal_is_left_where_it_can_be(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    of_2024 = ["export", str(workspace), "--unit", UNITS[0], "--year", "2024", "--sealed"]
    for name in ("pdf", "ofd", "docx"):
        assert main([*of_2024, "--to", name, "-o", str(tmp_path / f"章.{name}")]) == 0
        assert main([*of_2024[:-1], "--to", name, "-o", str(tmp_path / f"无.{name}")]) == 0
        assert (tmp_path / f"章.{name}").read_bytes() != (tmp_path / f"无.{name}").read_bytes()
    assert main([*of_2024, "--to", "json"]) == 2
    assert "只用于 pdf、ofd、docx" in capsys.readouterr().err
