"""When another file takes the place of an open one, no edit is based on what is remembered of the former file."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from app.edits import AddReport, SetCells, SetText
from app.forms.loader import form_for
from app.report import Report, Unit
from app.store.errors import ChangedElsewhere, UserError, WriteFailed
from app.store.replaced_file import stamp
from app.store.workspace import Workspace, open_workspace

KEY = "applications.new.natural_person"
Put = Callable[[Path, Path], None]


def over_it(other: Path, path: Path) -> None:
    shutil.copyfile(other, path)


def over_it_with_its_times(other: Path, path: Path) -> None:
    shutil.copyfile(other, path)
    shutil.copystat(other, path)


def in_its_place(other: Path, path: Path) -> None:
    other.replace(path)


def twin(path: Path, text: str) -> Path:
    """A copy that was edited as often as *path* is edited below, with other words."""
    other = path.with_name("另一份.nianbao")
    shutil.copyfile(path, other)
    workspace = open_workspace(other)
    workspace.repository.apply(SetText(1, "overview", text))
    workspace.close()
    return other


@pytest.mark.parametrize("put", [over_it, over_it_with_its_times])
@pytest.mark.parametrize("text", ["同样长的话二", "另一段长得多的话" * 3000])
def test_a_copy_with_as_many_commits_is_noticed(
    path: Path, opened: Callable[..., Workspace], put: Put, text: str
) -> None:
    other = twin(path, text)
    workspace = opened(path)
    repository = workspace.repository
    repository.apply(SetText(1, "overview", "同样长的话一"))
    assert other.read_bytes()[24:28] == path.read_bytes()[24:28]
    put(other, path)
    with pytest.raises(ChangedElsewhere):
        repository.apply(SetCells(1, {KEY: 1}))
    assert repository.report(1).text("overview") == text
    repository.apply(SetCells(1, {KEY: 2}))
    workspace.close()
    again = opened(path)
    assert again.repository.report(1).text("overview") == text
    assert again.repository.report(1).cells[KEY] == 2


@pytest.mark.parametrize("put", [over_it, over_it_with_its_times, in_its_place])
def test_a_reader_shows_what_was_put_over_its_file(
    path: Path, opened: Callable[..., Workspace], put: Put
) -> None:
    other = twin(path, "二二二")
    first = opened(path)
    first.repository.apply(SetText(1, "overview", "一一一"))
    first.close()
    reader = opened(path, read_only=True).repository
    assert reader.report(1).text("overview") == "一一一"
    assert not reader.refresh()
    put(other, path)
    assert reader.refresh()
    assert reader.report(1).text("overview") == "二二二"


def test_a_file_moved_into_its_place_is_not_written_over(
    path: Path, opened: Callable[..., Workspace]
) -> None:
    other = twin(path, "二二二")
    content = other.read_bytes()
    repository = opened(path).repository
    repository.apply(SetText(1, "overview", "一一一"))
    in_its_place(other, path)
    with pytest.raises(UserError):
        repository.apply(SetCells(1, {KEY: 1}))
    assert path.read_bytes() == content


def test_rubbish_put_over_it_is_refused_and_left(path: Path, opened: Callable[..., Workspace]) -> None:
    repository = opened(path).repository
    repository.apply(SetText(1, "overview", "一一一"))
    path.write_bytes(b"rubbish" * 1000)
    with pytest.raises(UserError):
        repository.apply(SetCells(1, {KEY: 1}))
    assert path.read_bytes() == b"rubbish" * 1000


@pytest.mark.parametrize("touch", [os.utime, lambda path: path.chmod(0o600)])
def test_a_file_that_was_only_touched_is_edited_as_before(
    path: Path, opened: Callable[..., Workspace], touch: Callable[[Path], None]
) -> None:
    repository = opened(path).repository
    repository.apply(SetText(1, "overview", "一一一"))
    before = stamp(path)
    touch(path)
    assert stamp(path) != before
    repository.apply(SetCells(1, {KEY: 1}))
    assert repository.report(1).cells[KEY] == 1


def test_its_own_edits_need_no_second_look(
    path: Path, opened: Callable[..., Workspace], monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = opened(path)
    looks: list[Path] = []
    monkeypatch.setattr("app.store.verify.connect_checked", looks.append)
    for number in range(5):
        workspace.repository.apply(SetCells(1, {KEY: number + 1}))
    workspace.repository.apply(AddReport(Report(9, Unit(9, "某局"), 2024, form_for(2024))))
    assert not looks


CHANGES = {
    "trigger": "CREATE TRIGGER t AFTER UPDATE ON section BEGIN DELETE FROM figure; END",
    "insert trigger": "CREATE TRIGGER t AFTER INSERT ON change BEGIN DELETE FROM figure; END",
    "endless view": "DROP TABLE rule_setting; CREATE VIEW rule_setting AS"
    " WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n",
    "newer version": "PRAGMA user_version = 9000",
    "another program's": "PRAGMA application_id = 7",
}


@pytest.mark.parametrize("kind", CHANGES)
@pytest.mark.parametrize("looked", [False, True])
def test_what_another_program_made_of_an_open_file_is_checked_as_at_its_opening(
    path: Path, opened: Callable[..., Workspace], kind: str, looked: bool
) -> None:
    workspace = opened(path)
    repository = workspace.repository
    repository.apply(SetCells(1, {KEY: 5}))
    repository.apply(SetText(1, "overview", "一"))
    with closing(sqlite3.connect(path)) as other:
        other.executescript(CHANGES[kind])
    content = path.read_bytes()
    if looked:
        repository.refresh()
    for _ in range(2):
        with pytest.raises(WriteFailed, match=path.name):
            repository.apply(SetText(1, "overview", "二"))
        with pytest.raises(UserError, match=path.name):
            repository.summaries()
        assert not repository.refresh()
        assert not repository.answers()
    assert path.read_bytes() == content
    assert repository.report(1).text("overview") == "一"
    with pytest.raises(UserError, match=path.name):
        workspace.reconnect()


def test_an_edit_between_two_of_ours_is_found_by_the_transaction(
    path: Path, opened: Callable[..., Workspace], monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = opened(path).repository
    monkeypatch.setattr(repository, "_refuse_unwritable", lambda: None)
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("INSERT INTO section VALUES (1, 'other', '别人写的')")
    with pytest.raises(ChangedElsewhere):
        repository.apply(SetText(1, "overview", "二"))
    assert repository.report(1).text("other") == "别人写的"
    with closing(sqlite3.connect(path)) as other, other:
        other.executescript(CHANGES["trigger"])
    with pytest.raises(WriteFailed, match=path.name):
        repository.apply(SetText(1, "overview", "二"))
