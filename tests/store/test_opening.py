"""Each thing that can be wrong with a file has its own sentence and remedies, and no byte of the file is changed."""

import errno
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from no_rights import as_nobody

from app.edits import SetCells, SetText
from app.store import opening_errors, schema, verify
from app.store.errors import ReadFailed, ReadOnly, ReportUnreadable, Trouble, WorkspaceError, WriteFailed
from app.store.salvage import salvage
from app.store.workspace import Workspace, create, open_or_create, open_workspace
from app.workspace_values import Remedy

KEY = "applications.new.natural_person"
REPAIR = {Remedy.RESTORE, Remedy.SALVAGE}


def _refused(path: Path) -> WorkspaceError:
    """Return the refusal, after checking that it is a sentence with the place and that nothing was touched."""
    before = path.read_bytes() if path.is_file() else None
    around = sorted(path.parent.iterdir()) if path.parent.is_dir() else None
    with pytest.raises(WorkspaceError) as caught:
        open_workspace(path)
    text = str(caught.value)
    assert text.endswith("。")
    assert text.count("。") == 1
    assert str(path)[:40] in text
    if before is not None:
        assert path.read_bytes() == before
        assert sorted(path.parent.iterdir()) == around
    return caught.value


def _sql(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_a_missing_file_a_folder_and_an_empty_file(tmp_path: Path) -> None:
    assert _refused(tmp_path / "没有.nianbao").trouble is Trouble.MISSING
    assert _refused(tmp_path).trouble is Trouble.FOLDER
    empty = tmp_path / "空.nianbao"
    empty.touch()
    assert _refused(empty).trouble is Trouble.EMPTY


def test_a_document_is_not_a_database(tmp_path: Path) -> None:
    document = tmp_path / "报告.nianbao"
    document.write_text("政府信息公开工作年度报告" * 50)
    assert _refused(document).trouble is Trouble.NOT_DATABASE


def test_the_database_of_another_program(tmp_path: Path) -> None:
    foreign = tmp_path / "别的.db"
    _sql(foreign, "CREATE TABLE note (text)")
    assert _refused(foreign).trouble is Trouble.FOREIGN


def test_a_newer_major_version_is_refused_and_a_newer_minor_one_opens(
    path: Path, opened: Callable[..., Workspace]
) -> None:
    _sql(path, f"PRAGMA user_version = {schema.USER_VERSION + 1}", "ALTER TABLE report ADD COLUMN extra TEXT")
    assert len(opened(path).repository.summaries()) == 3
    _sql(path, f"PRAGMA user_version = {(schema.MAJOR + 1) * 1000}")
    assert _refused(path).trouble is Trouble.NEWER


def test_a_newer_minor_version_must_still_have_our_columns(path: Path) -> None:
    _sql(
        path,
        f"PRAGMA user_version = {schema.USER_VERSION + 1}",
        "ALTER TABLE report RENAME COLUMN title TO heading",
    )
    assert _refused(path).trouble is Trouble.STRANGE_SHAPE


@pytest.mark.parametrize("size", [16, 99, 4096, 20000])
def test_a_truncated_copy(size: int, path: Path) -> None:
    os.truncate(path, size)
    refusal = _refused(path)
    assert refusal.trouble is Trouble.TRUNCATED
    assert set(refusal.remedies) == REPAIR


def test_opening_changes_no_byte_even_where_the_header_is_wrong(
    path: Path, opened: Callable[..., Workspace]
) -> None:
    """SQLite corrects a wrong size in the header with the first write, even an empty one."""
    data = bytearray(path.read_bytes())
    data[25], data[29] = 233, 152
    path.write_bytes(data)
    workspace = opened(path)
    assert not workspace.read_only
    assert workspace.repository.summaries()
    workspace.close()
    assert path.read_bytes() == data


def test_a_damaged_page(path: Path) -> None:
    with path.open("rb+") as file:
        file.seek(3 * 4096)
        file.write(b"\xff" * 200)
    refusal = _refused(path)
    assert refusal.trouble is Trouble.DAMAGED
    assert set(refusal.remedies) == REPAIR


def test_a_row_without_its_owner_is_damage(path: Path) -> None:
    _sql(path, "INSERT INTO figure SELECT 99, id, '1' FROM cell_name LIMIT 1")
    assert _refused(path).trouble is Trouble.DAMAGED


ACTING = (
    "CREATE TRIGGER spy AFTER INSERT ON figure BEGIN DELETE FROM section; END",
    "CREATE VIEW extra AS SELECT * FROM cell",
    "CREATE VIRTUAL TABLE extra USING fts5(text)",
    "CREATE TABLE extra (a INTEGER, b INTEGER GENERATED ALWAYS AS (a + 1))",
    "CREATE INDEX extra ON figure (value) WHERE value > '5'",
    "ALTER TABLE report ADD COLUMN extra TEXT AS (title || 'x')",
    "DROP TABLE rule_setting",
)
UNKNOWN = (
    "CREATE TABLE extra (a)",
    "ALTER TABLE report ADD COLUMN extra TEXT",
    "DROP INDEX change_by_report",
)
"""What a newer program may have changed, but nobody in a file of this very version."""


@pytest.mark.parametrize(
    ("statement", "version"),
    [(statement, schema.USER_VERSION) for statement in ACTING + UNKNOWN]
    + [(statement, schema.USER_VERSION + 1) for statement in ACTING],
)
def test_what_this_program_did_not_make_is_refused(statement: str, version: int, path: Path) -> None:
    _sql(path, statement, f"PRAGMA user_version = {version}")
    refusal = _refused(path)
    assert refusal.trouble is Trouble.STRANGE_SHAPE
    assert set(refusal.remedies) == REPAIR


def test_a_view_in_the_place_of_a_table_is_neither_opened_nor_run_by_salvage(path: Path) -> None:
    endless = "WITH RECURSIVE n(a) AS (SELECT 1 UNION ALL SELECT a + 1 FROM n) SELECT a, 'x.y.z', '1' FROM n"
    _sql(path, "DROP VIEW cell", f"CREATE VIEW cell (report_id, cell, value) AS {endless}")
    assert _refused(path).trouble is Trouble.STRANGE_SHAPE
    assert salvage(path, path.with_name("救回.nianbao")).counts["report"] == 3


def test_a_huge_value_hides_its_report_only(path: Path, opened: Callable[..., Workspace]) -> None:
    _sql(path, "INSERT INTO section VALUES (1, 'overview', printf('%.*c', 40000000, 'x'))")
    repository = opened(path).repository
    with pytest.raises(ReadFailed, match="过大"):
        repository.report(1)
    assert repository.report(2).sections == {}
    with pytest.raises(WriteFailed, match="过大"):
        repository.apply(SetText(2, "overview", "长" * 20_000_000))
    assert repository.report(2).sections == {}


def _cut_short(path: Path) -> None:
    """Leave a file and its journal as a power cut in the middle of a commit does."""
    crashed = path.with_name("断电.nianbao")
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN IMMEDIATE")
    for number in range(300):
        connection.execute("INSERT INTO section VALUES (1, ?, ?)", [f"part{number}", "文字" * 900])
    shutil.copy(path, crashed)
    shutil.copy(f"{path}-journal", f"{crashed}-journal")
    connection.execute("ROLLBACK")
    connection.close()
    crashed.replace(path)
    Path(f"{crashed}-journal").replace(f"{path}-journal")


def test_a_journal_left_by_a_power_cut_is_rolled_back(path: Path, opened: Callable[..., Workspace]) -> None:
    whole = path.read_bytes()
    _cut_short(path)
    assert path.read_bytes() != whole
    repository = opened(path).repository
    assert repository.report(1).sections == {}
    assert not Path(f"{path}-journal").exists()


def test_a_journal_left_on_a_read_only_medium_has_its_own_sentence(path: Path) -> None:
    _cut_short(path)
    path.chmod(0o444)
    verify.journal_of(path).chmod(0o444)
    path.parent.chmod(0o555)
    with as_nobody(path.parent):
        refusal = _refused(path)
        assert refusal.trouble is Trouble.UNFINISHED
        assert Remedy.SALVAGE in refusal.remedies
    path.parent.chmod(0o755)
    assert salvage(path, path.with_name("救回.nianbao")).counts["report"] == 3


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_file_or_folder_that_cannot_be_written_opens_read_only(what: str, path: Path) -> None:
    path.chmod(0o444 if what == "file" else 0o666)
    path.parent.chmod(0o555 if what == "folder" else 0o777)
    before = path.read_bytes()
    with as_nobody(path.parent):
        workspace = open_workspace(path)
        try:
            assert workspace.read_only
            assert "只读" in workspace.notice
            assert len(workspace.repository.summaries()) == 3
            with pytest.raises(ReadOnly, match="没有存上"):
                workspace.repository.apply(SetCells(1, {KEY: 1}))
        finally:
            workspace.close()
    path.parent.chmod(0o755)
    assert path.read_bytes() == before


def test_a_file_without_permission_to_read(path: Path) -> None:
    path.chmod(0o000)
    with as_nobody(path.parent), pytest.raises(WorkspaceError, match="权限") as caught:
        open_workspace(path)
    assert caught.value.trouble is Trouble.NO_PERMISSION


@pytest.mark.parametrize(
    "name",
    ["年 报（2025）.nianbao", "a#b?c%20d.nianbao", "'引号\".nianbao", "长" * 60 + ".nianbao", "无后缀"],
)
def test_names_of_every_kind(name: str, tmp_path: Path, opened: Callable[..., Workspace]) -> None:
    if sys.platform == "win32" and set('?"') & set(name):
        pytest.skip("Windows has no such names")
    path = tmp_path / "文件 夹" / name
    create(path).close()
    assert opened(path).path == path
    assert [file.name for file in path.parent.iterdir() if file.is_file()] == [name]


def test_a_name_that_the_system_cannot_have_is_not_called_too_long(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise OSError(errno.EINVAL, "Invalid argument")

    monkeypatch.setattr(Path, "open", fail)
    with pytest.raises(WorkspaceError, match="不是有效的文件名") as caught:
        open_workspace(path)
    assert caught.value.trouble is Trouble.MISSING


def test_windows_counts_characters_and_not_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    path = Path("长" * 100) / ("长" * 40 + ".nianbao")
    monkeypatch.setattr(opening_errors, "_LONGEST_PATH", 250)
    monkeypatch.setattr(opening_errors, "_WINDOWS", False)
    assert opening_errors.is_too_long(path)
    monkeypatch.setattr(opening_errors, "_WINDOWS", True)
    assert not opening_errors.is_too_long(path)
    assert opening_errors.is_too_long(Path("长" * 251))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows takes such paths only where it is set to")
def test_a_path_of_more_than_260_characters(tmp_path: Path, opened: Callable[..., Workspace]) -> None:
    path = tmp_path / ("a" * 120) / ("b" * 120) / "c.nianbao"
    assert len(str(path)) > 260
    create(path).close()
    assert not opened(path).read_only


def test_a_path_that_is_too_long_for_the_system_says_so(tmp_path: Path) -> None:
    for path in (tmp_path / ("长" * 200 + ".nianbao"), tmp_path.joinpath(*["长" * 60] * 5, "年报.nianbao")):
        for action in (create, open_workspace):
            with pytest.raises(WorkspaceError) as caught:
                action(path)
            assert caught.value.trouble in (Trouble.PATH_TOO_LONG, Trouble.MISSING)
    with pytest.raises(WorkspaceError):
        open_workspace(Path("a\0b"))


def test_creating_never_replaces_a_file_and_leaves_none_half_made(tmp_path: Path, path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(WorkspaceError) as caught:
        create(path)
    assert caught.value.trouble is Trouble.EXISTS
    assert path.read_bytes() == before
    occupied = tmp_path / "file"
    occupied.touch()
    with pytest.raises(WorkspaceError, match="无法"):
        create(occupied / "年报.nianbao")
    workspace = open_or_create(path)
    assert len(workspace.repository.summaries()) == 3
    workspace.close()


def test_one_report_that_cannot_be_understood_does_not_hide_the_others(
    path: Path, opened: Callable[..., Workspace]
) -> None:
    _sql(
        path,
        "UPDATE report SET form = 'cn-disclosure-2035' WHERE id = 1",
        "UPDATE report SET status = '?' WHERE id = 3",
        "UPDATE unit SET kind = 'court' WHERE id = 2",
    )
    repository = opened(path).repository
    assert {head.id: head.readable for head in repository.summaries()} == {1: False, 2: True, 3: False}
    for report_id in (1, 3):
        with pytest.raises(ReportUnreadable, match=r"。$"):
            repository.report(report_id)
    repository.apply(SetCells(2, {KEY: 3}))
    assert repository.report(2).cells[KEY] == 3


def test_cells_that_cannot_be_understood_are_named_and_stay_on_disk(
    path: Path, opened: Callable[..., Workspace]
) -> None:
    _sql(
        path,
        "INSERT INTO cell_name VALUES (9999, 'new.table.cell')",
        f"INSERT INTO figure SELECT 2, id, '五' FROM cell_name WHERE cell = '{KEY}'",
        "INSERT INTO figure SELECT 2, id, '-1' FROM cell_name WHERE cell = 'disclosure.fees.amount'",
        "INSERT INTO figure VALUES (2, 9999, '5')",
        "INSERT INTO section VALUES (2, 'appendix', '附件'), (2, 'overview', CAST(x'E4B8ADFF' AS TEXT))",
    )
    workspace = opened(path)
    repository = workspace.repository
    assert repository.report(2).cells == {}
    assert repository.report(2).text("overview") == "中\ufffd"
    assert len(repository.unread(2)) == 4
    assert all(word in "".join(repository.unread(2)) for word in ("五", "new.table.cell", "appendix"))
    repository.apply(SetCells(2, {KEY: 5}))
    repository.apply(SetText(2, "problems", "问题"))
    assert len(repository.unread(2)) == 3
    with closing(sqlite3.connect(path)) as connection:
        values = dict(connection.execute("SELECT cell, value FROM cell WHERE report_id = 2").fetchall())
    assert values["new.table.cell"] == "5"
    assert values["disclosure.fees.amount"] == "-1"
    assert values[KEY] == "5"
