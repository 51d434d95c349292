"""One writer at a time, with names; a lock dies with its holder; taking over loses nothing."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.edits import SetText
from app.store import backup, write_lock
from app.store.errors import ReadOnly
from app.store.workspace import Workspace

HOLD = """
import sys
from pathlib import Path
from app.edits import SetText
from app.store.workspace import open_workspace
workspace = open_workspace(Path(sys.argv[1]))
workspace.repository.apply(SetText(1, "overview", "另一进程写的"))
print("open", workspace.read_only, flush=True)
sys.stdin.read()
workspace.close()
"""


@contextmanager
def _another_process(path: Path) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open False\n"
        try:
            yield process
        finally:
            process.kill()


def test_the_second_opener_reads_and_learns_who_writes_and_since_when(
    path: Path, opened: Callable[..., Workspace]
) -> None:
    with _another_process(path) as process:
        workspace = opened(path)
        assert workspace.read_only
        assert workspace.holder is not None
        assert workspace.holder.pid == process.pid
        assert workspace.holder.who == write_lock.user_name()
        assert datetime.now().astimezone() - workspace.holder.since < timedelta(minutes=1)
        assert f"{workspace.holder.since:%H:%M}" in workspace.notice
        assert write_lock.user_name() in workspace.notice
        with pytest.raises(ReadOnly, match=r"没有存上：.*正在使用这个文件"):
            workspace.repository.apply(SetText(1, "overview", "我写的"))
        assert workspace.repository.report(1).text("overview") == "另一进程写的"
        assert not workspace.take_over()


def test_when_the_holder_ends_the_reader_takes_over_and_sees_what_was_written(
    path: Path, opened: Callable[..., Workspace]
) -> None:
    with _another_process(path) as process:
        workspace = opened(path)
        repository = workspace.repository
        process.communicate()
    assert workspace.take_over()
    assert (workspace.read_only, workspace.notice, workspace.holder) == (False, "", None)
    assert workspace.repository is repository
    repository.apply(SetText(1, "overview", repository.report(1).text("overview") + "，我接着写"))
    assert repository.report(1).text("overview") == "另一进程写的，我接着写"


def test_the_lock_of_a_killed_process_is_free(path: Path, opened: Callable[..., Workspace]) -> None:
    with _another_process(path) as process:
        process.kill()
        process.wait()
        assert write_lock.holder(backup.folder_of(path)).pid == process.pid
        assert not opened(path).read_only


def test_asking_and_handing_over(path: Path, opened: Callable[..., Workspace]) -> None:
    first, second = opened(path), opened(path)
    first.repository.apply(SetText(1, "overview", "先写的"))
    assert first.asked_by() is None
    second.ask_for_it()
    asked = first.asked_by()
    assert asked is not None
    assert asked.pid == os.getpid()
    assert not second.take_over()
    first.hand_over(asked)
    assert first.read_only
    assert first.repository.report(1).text("overview") == "先写的"
    assert "正在使用" in first.notice
    assert second.take_over()
    assert not first.take_over()
    second.repository.apply(SetText(1, "overview", "后写的"))
    second.close()
    assert first.take_over()
    assert first.repository.report(1).text("overview") == "后写的"
    assert first.asked_by() is None


def test_a_file_handed_over_is_not_snatched_back(path: Path, opened: Callable[..., Workspace]) -> None:
    first, reader = opened(path), opened(path)
    request = backup.folder_of(path) / "request.json"
    me = write_lock.myself()
    asked = {**me._asdict(), "host": "另一台电脑", "since": me.since.isoformat()}
    request.write_text(json.dumps(asked), encoding="utf-8")
    other = first.asked_by()
    assert other is not None
    first.hand_over(other)
    assert not first.take_over()
    assert not reader.take_over()
    asked["since"] = (me.since - timedelta(minutes=3)).isoformat()
    request.write_text(json.dumps(asked), encoding="utf-8")
    assert first.take_over()


@pytest.mark.parametrize("left", [b"", b"rubbish" * 1000, b"SQLite format 3\x00" + bytes(4000)])
def test_a_lock_or_request_in_any_state_does_not_stop_anybody(
    left: bytes, path: Path, opened: Callable[..., Workspace]
) -> None:
    folder = backup.folder_of(path)
    folder.mkdir(exist_ok=True)
    (folder / "lock").write_bytes(left)
    (folder / "request.json").write_bytes(left)
    workspace = opened(path)
    assert not workspace.read_only
    (folder / "request.json").write_bytes(left)
    assert workspace.asked_by() is None


def test_reading_on_purpose_takes_no_lock(path: Path, opened: Callable[..., Workspace]) -> None:
    reader = opened(path, read_only=True)
    assert reader.read_only
    assert not opened(path).read_only
    assert not reader.take_over()


def test_two_names_of_a_file_share_the_lock(path: Path, opened: Callable[..., Workspace]) -> None:
    alias = path.with_name("别名.nianbao")
    try:
        alias.symlink_to(path)
    except OSError:
        pytest.skip("this system makes no links")
    opened(path)
    assert opened(alias).read_only
