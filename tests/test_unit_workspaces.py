"""Workspaces made for the units of a group: begun from last year's, filled in by the unit, taken in by the office."""

from pathlib import Path

import pytest
from builders import consistent_cells
from test_collecting import CELL, FORM, GROUP, YEAR, said, workspace, write_return

from app.edits import SetCells
from app.filling import fill_blanks
from app.report import Report, Status
from app.store.workspace import open_workspace

__all__ = ["workspace"]

UNIT = "云岭市财政局"


@pytest.fixture
def last_year(workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, int]:
    """What the bureau reported for the year before, taken in by the office."""
    cells = consistent_cells(FORM.id, 7)
    path = write_return(tmp_path / "上年", "财政.json", UNIT, cells, year=YEAR - 1)
    said(capsys, "collect", path, "--into", workspace, "--year", str(YEAR - 1), status=0)
    return cells


def make(capsys: pytest.CaptureFixture[str], workspace: Path, folder: Path, status: int = 0) -> list[str]:
    options = ("--year", str(YEAR), "--from", workspace, "--group", GROUP, "--workspaces")
    return said(capsys, "workbook", folder, *options, status=status).splitlines()


def reports(path: Path) -> dict[int, Report]:
    opened = open_workspace(path, read_only=True)
    try:
        return {head.year: opened.repository.report(head.id) for head in opened.repository.summaries()}
    finally:
        opened.close()


def test_each_unit_gets_its_name_the_year_and_what_last_year_carries_over(
    workspace: Path, last_year: dict[str, int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "下发"
    made = make(capsys, workspace, folder)
    assert sorted(path.name for path in folder.iterdir()) == sorted(Path(line).name for line in made)
    assert len(made) == 3, "two bureaus and the county: no other file, no folder of backups"
    found = reports(folder / f"{UNIT}{YEAR}年年报.nianbao")
    new, before = found[YEAR], found[YEAR - 1]
    assert (new.unit.name, new.status) == (UNIT, Status.DRAFT)
    for column in ("natural_person", "total"):
        assert (
            new.cells[f"applications.carried_in.{column}"] == last_year[f"applications.carried_out.{column}"]
        )
    stock = "disclosure.normative_documents.in_force"
    assert new.cells[stock] == last_year[stock]
    assert CELL not in new.cells, "what this year is to be filled in is blank"
    assert (before.cells, before.status) == (last_year, Status.FINAL)
    without = reports(folder / f"云岭市教育局{YEAR}年年报.nianbao")
    assert list(without) == [YEAR]
    assert not without[YEAR].cells


def test_a_file_that_is_there_is_never_replaced(
    workspace: Path, last_year: dict[str, int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "下发"
    make(capsys, workspace, folder)
    own = folder / f"{UNIT}{YEAR}年年报.nianbao"
    opened = open_workspace(own)
    report = opened.repository.find(UNIT, YEAR)
    assert report is not None
    opened.repository.apply(SetCells(report.id, {CELL: 5}))
    opened.close()
    before = own.read_bytes()
    lost = folder / f"云岭市教育局{YEAR}年年报.nianbao"
    lost.unlink()
    told = make(capsys, workspace, folder, status=1)
    assert own.read_bytes() == before
    assert lost.exists()
    assert sum("已经有了，没有替换" in line for line in told) == 2


def test_what_the_unit_fills_in_is_taken_in_for_this_year_alone(
    workspace: Path, last_year: dict[str, int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "下发"
    make(capsys, workspace, folder)
    for path in sorted(folder.glob("*.nianbao")):
        opened = open_workspace(path)
        report = next(
            opened.repository.report(head.id) for head in opened.repository.summaries() if head.year == YEAR
        )
        opened.repository.apply(SetCells(report.id, {CELL: 4}))
        opened.repository.apply(fill_blanks(opened.repository.report(report.id)))
        opened.close()
    options = ("--into", workspace, "--year", str(YEAR), "--group", GROUP, "--json")
    found = said(capsys, "collect", folder, *options)
    outcomes = {one["unit"]: one["outcome"] for one in found["files"]}
    assert outcomes[UNIT] == "counted"
    assert len(found["files"]) == 3, "a unit's backups beside its file are no returns"
    summed = said(capsys, "sum", workspace, "--group", GROUP, "--year", str(YEAR), "--json")
    assert summed["cells"][CELL] == "8", "of the two bureaus; the county's is the sum of its own units"
    office = reports(workspace)
    assert office[YEAR - 1].cells == last_year, "last year's is as it was"
