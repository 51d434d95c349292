"""Files of earlier versions: opened, brought up to date in one step after a backup, or left as they were."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from app.edits import SetText
from app.report import Status, Totals
from app.store import backup, migrations, schema
from app.store.database import Database
from app.store.errors import Trouble, WorkspaceError
from app.store.workspace import Workspace, open_workspace
from app.workspace_values import BackupReason

OLD_FILES = Path(__file__).parent.parent / "old_files"
EARLIER = 999
"""Made up: no version of the program ever wrote it."""


def _make_earlier(path: Path) -> None:
    """Turn a current file into one of a made-up earlier version, in which texts had another name."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("ALTER TABLE section RENAME TO passage")
        connection.execute("INSERT INTO passage VALUES (1, 'overview', '旧文字')")
        connection.execute(f"PRAGMA user_version = {EARLIER}")
        connection.commit()


def _to_current(database: Database) -> None:
    database.execute(schema.TABLES["section"])
    database.execute("INSERT INTO section SELECT * FROM passage")
    database.execute("DROP TABLE passage")


def _broken(database: Database) -> None:
    _to_current(database)
    database.execute("INSERT INTO no_such_table VALUES (1)")


def _orphaning(database: Database) -> None:
    _to_current(database)
    database.execute("DELETE FROM unit")


def _unfinished(database: Database) -> None:
    database.execute("DROP TABLE passage")


@pytest.mark.parametrize("file", sorted(OLD_FILES.glob("*.nianbao")), ids=lambda file: file.stem)
def test_every_schema_there_ever_was_opens_with_all_it_holds(
    file: Path, tmp_path: Path, opened: Callable[..., Workspace]
) -> None:
    path = tmp_path / file.name
    shutil.copy(file, path)
    repository = opened(path).repository
    assert [(head.unit.label, head.year) for head in repository.summaries()] == [
        ("市府办", 2025),
        ("市府办", 2024),
    ]
    final = repository.report(1)
    assert final.status is Status.FINAL
    assert final.cells["applications.new.total"] == 5
    assert final.text("overview").startswith("（一）主动公开情况\n")
    assert (final.signed_on, final.waivers[0].reason) == ("2025年1月20日", "口径不同")
    assert repository.report(2).totals is Totals.TYPED
    assert repository.report(2).cells == {"applications.new.total": 0}
    assert [entry.report_id for entry in repository.history.deleted()] == [3]
    repository.apply(SetText(2, "overview", "新版本接着写"))
    assert opened(path, read_only=True).repository.report(2).text("overview") == "新版本接着写"


def test_an_earlier_file_is_backed_up_and_brought_up_to_date(
    path: Path, opened: Callable[..., Workspace], monkeypatch: pytest.MonkeyPatch
) -> None:
    _make_earlier(path)
    old = path.read_bytes()
    monkeypatch.setattr(migrations, "MIGRATIONS", {EARLIER: (schema.USER_VERSION, _to_current)})
    repository = opened(path).repository
    assert repository.report(1).text("overview") == "旧文字"
    repository.apply(SetText(1, "overview", "新文字"))
    (kept,) = backup.backups(path)
    assert kept.reason is BackupReason.MIGRATION
    with closing(sqlite3.connect(kept.path)) as before, closing(sqlite3.connect(path)) as now:
        assert before.execute("PRAGMA user_version").fetchone() == (EARLIER,)
        assert before.execute("SELECT body FROM passage").fetchall() == [("旧文字",)]
        assert now.execute("PRAGMA user_version").fetchone() == (schema.USER_VERSION,)
    assert old != path.read_bytes()


def test_several_steps_are_one_transaction(
    path: Path, opened: Callable[..., Workspace], monkeypatch: pytest.MonkeyPatch
) -> None:
    _make_earlier(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("ALTER TABLE passage RENAME TO words")
        connection.execute(f"PRAGMA user_version = {EARLIER - 1}")
        connection.commit()
    first = EARLIER - 1, lambda database: database.execute("ALTER TABLE words RENAME TO passage")
    steps = {first[0]: (EARLIER, first[1]), EARLIER: (schema.USER_VERSION, _broken)}
    monkeypatch.setattr(migrations, "MIGRATIONS", steps)
    old = path.read_bytes()
    with pytest.raises(WorkspaceError, match="原文件未动"):
        open_workspace(path)
    assert path.read_bytes() == old
    monkeypatch.setattr(migrations, "MIGRATIONS", {**steps, EARLIER: (schema.USER_VERSION, _to_current)})
    assert opened(path).repository.report(1).text("overview") == "旧文字"


@pytest.mark.parametrize("step", [_broken, _orphaning, _unfinished])
def test_a_migration_that_does_not_end_well_leaves_the_old_file(
    step: Callable[[Database], None], path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _make_earlier(path)
    old = path.read_bytes()
    monkeypatch.setattr(migrations, "MIGRATIONS", {EARLIER: (schema.USER_VERSION, step)})
    with pytest.raises(WorkspaceError, match=r"。$"):
        open_workspace(path)
    assert path.read_bytes() == old
    assert len(backup.backups(path)) == 1


def test_a_version_without_a_way_up_and_a_read_only_place_are_refused(
    path: Path, opened: Callable[..., Workspace], monkeypatch: pytest.MonkeyPatch
) -> None:
    _make_earlier(path)
    old = path.read_bytes()
    with pytest.raises(WorkspaceError) as caught:
        open_workspace(path)
    assert caught.value.trouble is Trouble.NO_MIGRATION
    monkeypatch.setattr(migrations, "MIGRATIONS", {EARLIER: (schema.USER_VERSION, _to_current)})
    with pytest.raises(WorkspaceError, match="需要升级"):
        open_workspace(path, read_only=True)
    assert path.read_bytes() == old


def test_a_file_whose_version_number_alone_is_older_is_left_as_it_is(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 1000")
    old = path.read_bytes()
    with pytest.raises(WorkspaceError, match="版本号与内容不符") as caught:
        open_workspace(path)
    assert caught.value.trouble is Trouble.STRANGE_SHAPE
    assert path.read_bytes() == old


KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
import test_migrations as made_up
from app.store import connection, migrations, schema
from app.store.workspace import open_workspace

# Half of the migration is to be in the file when the process dies.
connection._PRAGMAS = [pragma for pragma in connection._PRAGMAS if "cache_spill" not in pragma]

def step(database):
    database.execute("PRAGMA cache_size = 1")
    made_up._to_current(database)
    for number in range(200):
        database.execute("INSERT INTO section VALUES (2, ?, ?)", [f"part{number}", "x" * 3000])
    os.kill(os.getpid(), signal.SIGKILL)

migrations.MIGRATIONS = {made_up.EARLIER: (schema.USER_VERSION, step)}
open_workspace(Path(sys.argv[1]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_killed_halfway_the_old_file_still_opens(
    path: Path, opened: Callable[..., Workspace], monkeypatch: pytest.MonkeyPatch
) -> None:
    _make_earlier(path)
    old = path.read_bytes()
    code = subprocess.run(
        [sys.executable, "-c", KILLED, str(path), str(Path(__file__).parent)], check=False
    ).returncode
    assert code == -9
    assert path.read_bytes() != old
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (EARLIER,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    monkeypatch.setattr(migrations, "MIGRATIONS", {EARLIER: (schema.USER_VERSION, _to_current)})
    assert opened(path).repository.report(1).text("overview") == "旧文字"
