"""A sum that is no longer the sum of its units: every command tells it, none lets it out as finished."""

from pathlib import Path
from typing import Any

import pytest
from command_line import Run, finalise, reopen
from drifted_sum import CELL, GROUP, MEMBERS, YEAR, drift, whole_sum
from pdf_documents import is_marked

from app.report import Status
from app.store.collection import Collection
from app.store.past_states import state_at
from app.store.workspace import open_workspace

OF_GROUP = ("--group", GROUP.name, "--year", str(YEAR))


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    return whole_sum(tmp_path / "汇总.nianbao")


def of_the_sum(run: Run, command: str, path: Path) -> dict[str, Any]:
    reports = run(command, path, "--json").json["reports"]
    (found,) = [one for one in reports if one.get("origin") == "sum" or one["unit"] == GROUP.name]
    return dict(found)


def test_check_and_list_tell_it(run: Run, whole: Path) -> None:
    assert of_the_sum(run, "check", whole)["verdict"] == "ready"
    assert of_the_sum(run, "list", whole)["verdict"] == "ready"
    drift(whole)
    found = of_the_sum(run, "check", whole)
    assert found["verdict"] == "errors"
    (told,) = [one for one in found["findings"] if one["severity"] == "error"]
    assert told["rule"] == f"sum.drift.{CELL}"
    assert told["cells"] == [CELL]
    assert run("check", whole).status == 1
    assert of_the_sum(run, "list", whole)["verdict"] == "errors"


@pytest.mark.parametrize("kind", ["pdf", "ofd"])
def test_a_volume_is_not_written_with_it(run: Run, whole: Path, tmp_path: Path, kind: str) -> None:
    target = tmp_path / f"汇编.{kind}"
    assert run("volume", whole, *OF_GROUP, "-o", target).status == 0
    target.unlink()
    drift(whole)
    refused = run("volume", whole, *OF_GROUP, "-o", target)
    assert refused.status == 1
    assert f"{GROUP.name}" in refused.err
    assert "有 1 处错误，只能输出草稿" in refused.err
    assert not target.exists()
    assert run("volume", whole, *OF_GROUP, "-o", target, "--draft").status == 0


def test_a_transfer_folder_is_not_written_with_it(run: Run, whole: Path, tmp_path: Path) -> None:
    finalise(whole)
    drift(whole)
    target = tmp_path / "移交"
    refused = run(
        "transfer", whole, "--unit", GROUP.name, "--fonds", "X001", "--archive", "县档案馆", "-o", target
    )
    assert refused.status == 1
    assert "有 1 处错误，只能输出草稿，不能归档" in refused.err
    assert not target.exists()


def test_a_final_sum_that_was_altered_is_told_from_one_whose_units_changed(run: Run, whole: Path) -> None:
    finalise(whole)
    assert of_the_sum(run, "check", whole)["verdict"] == "ready"
    drift(whole)
    found = of_the_sum(run, "check", whole)
    assert found["verdict"] == "errors"
    assert [one["cells"] for one in found["findings"] if one["severity"] == "error"] == [[CELL]]
    assert of_the_sum(run, "list", whole)["verdict"] == "errors"


def test_a_final_sum_stands_when_its_units_change(run: Run, whole: Path) -> None:
    finalise(whole)
    of_member = ("--unit", MEMBERS[0].name, "--year", str(YEAR))
    reopen(whole, MEMBERS[0].name)
    assert run("set", whole, *of_member, f"{CELL}=7").status == 0
    found = of_the_sum(run, "check", whole)
    assert not [one for one in found["findings"] if one["severity"] == "error"]
    assert "sum.drift" in [one["rule"] for one in found["findings"] if CELL in one["cells"]]


def test_a_sum_that_is_no_longer_final_follows_its_units_again(run: Run, whole: Path) -> None:
    finalise(whole)
    reopen(whole, GROUP.name, MEMBERS[0].name)
    assert run("set", whole, "--unit", MEMBERS[0].name, "--year", str(YEAR), f"{CELL}=7").status == 0
    assert not [one for one in of_the_sum(run, "check", whole)["findings"] if one["severity"] == "error"]


def test_a_sum_leaves_as_a_draft_and_says_why(run: Run, whole: Path, tmp_path: Path) -> None:
    target = tmp_path / "汇总.pdf"
    fine = run("sum", whole, *OF_GROUP, "--to", "pdf", "-o", target)
    assert (fine.status, fine.err) == (0, "")
    assert not is_marked(target.read_bytes())
    drift(whole)
    drafted = run("sum", whole, *OF_GROUP, "--to", "pdf", "-o", target)
    assert drafted.status == 1
    assert "各单位相加为" in drafted.err
    assert "有 1 处错误，输出的是草稿" in drafted.err
    assert is_marked(target.read_bytes())


def test_leaving_a_unit_out_and_taking_it_in_again_sums_anew(run: Run, whole: Path) -> None:
    drift(whole)
    left_out = run("exclude", whole, *OF_GROUP, "--unit", MEMBERS[0].name, "--reason", "重新汇总")
    assert left_out.status == 0
    assert run("include", whole, *OF_GROUP, "--unit", MEMBERS[0].name).status == 0
    assert not [one for one in of_the_sum(run, "check", whole)["findings"] if one["severity"] == "error"]
    assert run("sum", whole, *OF_GROUP).status == 0


def test_the_history_shows_that_a_sum_became_final_as_of_any_report(whole: Path) -> None:
    """The figures that it leaves there are for the checks; a past state before it is what it was then."""
    finalise(whole)
    workspace = open_workspace(whole)
    try:
        aggregate = Collection(workspace.repository).sum_of(GROUP, YEAR)
        assert aggregate is not None
        entries = workspace.repository.history.entries(aggregate.id)
        before = state_at(aggregate, entries, entries[0].edit - 1)
    finally:
        workspace.close()
    (shown,) = [one for one in entries if one.edit == entries[0].edit and not one.is_witness]
    assert (shown.target, shown.before, shown.after) == ("field.status", "draft", "final")
    assert before is not None
    assert (before.status, before.cells) == (Status.DRAFT, aggregate.cells)
