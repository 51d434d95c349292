"""Whatever lies in the program's way, nobody else's file is touched. The long form is ``tests/soak/soak_mutations.py``."""

import random
import shutil
import sqlite3
import sys
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import mutations
import pytest
from builders import consistent_report

from app.edits import SetText
from app.errors import UserError
from app.store import backup
from app.store.workspace import open_workspace
from app.workspace_values import BackupReason

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs pipes, links and alarms")


@pytest.mark.parametrize("cases", [120, pytest.param(250, marks=pytest.mark.long)])
def test_mutated_files_touch_nothing_of_anybody_elses_and_end_in_sentences(
    tmp_path: Path, cases: int
) -> None:
    counts = mutations.run(tmp_path, cases=cases, seed=5)
    assert sum(counts.values()) == cases
    done = {kind for kind in mutations.KINDS if counts[f"{kind}: done"]}
    refused = {kind for kind in mutations.KINDS if counts[f"{kind}: refused"]}
    assert done == set(mutations.KINDS)
    assert len(refused) >= 5


def test_the_watch_sees_what_the_program_should_not_do(tmp_path: Path) -> None:
    """Else the test above could not fail."""
    stage = mutations.Stage(tmp_path)
    before = stage.watched()
    assert stage.watched() == before
    for harm in (
        lambda: (stage.others / "重要.docx").unlink(),
        lambda: stage.package.write_bytes(b"x"),
        lambda: (stage.mine / "多出来的").touch(),
        lambda: (stage.others / "另一份.nianbao.备份" / "lock").unlink(),
    ):
        harm()
        after = stage.watched()
        assert after != before
        before = after


def test_thinning_takes_nothing_into_or_out_of_a_strange_folder(tmp_path: Path) -> None:
    """A link in the bin's place would let somebody else's backups be removed."""
    stage = mutations.Stage(tmp_path)
    theirs = stage.others / "另一份.nianbao.备份"
    for hour in range(60):
        at = datetime(2025, 2, 1) + timedelta(hours=hour)
        for folder in (stage.folder, theirs):
            shutil.copyfile(stage.workspace, folder / f"{at:%Y-%m-%d %H%M%S} 每小时.nianbao")
    (stage.folder / "回收").symlink_to(theirs)
    before = stage.watched()
    assert backup.back_up(stage.workspace, BackupReason.OPENED, datetime(2030, 1, 1).astimezone()) is None
    workspace = open_workspace(stage.workspace)
    workspace.repository.apply(SetText(consistent_report().id, "other", "再改一次。"))
    workspace.close()
    assert backup.back_up(stage.workspace, BackupReason.OPENED, datetime(2030, 1, 1).astimezone())
    assert stage.watched() == before


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE change SET before = printf('%.*c', 100000, '['), after = printf('%.*c', 100000, '[')",
        "UPDATE rule_setting SET parameter = printf('%.*c', 100000, '[')",
    ],
)
def test_json_nested_without_end_is_read_as_rubbish(tmp_path: Path, change: str) -> None:
    stage = mutations.Stage(tmp_path)
    with closing(sqlite3.connect(stage.workspace)) as connection:
        connection.execute("INSERT INTO rule_setting (rule, parameter) VALUES ('dates.deadline', '[')")
        connection.execute(change)
        connection.commit()
    for act in (mutations._look, mutations._edit, mutations._salvage):
        act(stage, random.Random(1))


def test_nothing_is_written_through_a_link_in_the_place_of_the_backups_folder(tmp_path: Path) -> None:
    """It would lead to another workspace's lock and backups."""
    stage = mutations.Stage(tmp_path)
    theirs = stage.others / "另一份.nianbao.备份"
    for hour in range(60):
        at = datetime(2025, 2, 1) + timedelta(hours=hour)
        shutil.copyfile(stage.workspace, theirs / f"{at:%Y-%m-%d %H%M%S} 每小时.nianbao")
    shutil.rmtree(stage.folder)
    stage.folder.symlink_to(theirs)
    before = stage.watched()
    workspace = open_workspace(stage.workspace)
    assert workspace.read_only
    assert "链接" in workspace.notice
    for refused in (
        workspace.ask_for_it,
        lambda: workspace.repository.apply(SetText(consistent_report().id, "other", "再改一次。")),
        lambda: backup.back_up(stage.workspace, BackupReason.BULK),
        lambda: backup.back_up_hourly(stage.workspace, datetime(2030, 1, 1).astimezone()),
    ):
        with pytest.raises(UserError, match="链接"):
            refused()
    assert not workspace.take_over()
    assert stage.watched() == before
    stage.folder.unlink()
    assert workspace.take_over()
    workspace.repository.apply(SetText(consistent_report().id, "other", "再改一次。"))
    workspace.close()
    assert {path: seen for path, seen in stage.watched().items() if path in before} == {
        path: seen for path, seen in before.items() if path != str(stage.folder)
    }
