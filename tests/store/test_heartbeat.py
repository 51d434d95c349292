"""Two writers always notice each other, also where every lock succeeds; a dead one blocks others only briefly."""

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from shares import SUCCEED, answer, needs_shim, program, said

from app.edits import SetText
from app.processes import this_run
from app.store import backup, heartbeat, write_lock
from app.store.errors import ReadOnly
from app.store.workspace import Workspace, open_workspace

WRITER = """
import sys
from pathlib import Path
from app.edits import SetText
from app.errors import UserError
from app.store.workspace import open_workspace
workspace = open_workspace(Path(sys.argv[1]))
print("open", "reading" if workspace.read_only else "writing", flush=True)
for line in sys.stdin:
    try:
        workspace.repository.apply(SetText(1, "overview", line.strip()))
        print("saved", flush=True)
    except UserError as error:
        print("refused", type(error).__name__, flush=True)
workspace.close()
"""


@needs_shim
def test_the_shim_really_lets_both_have_the_lock(path: Path) -> None:
    """Without the second line both would write: this is what the tests below rest on."""
    code = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=0)
connection.execute("BEGIN EXCLUSIVE")
print("mine", flush=True)
sys.stdin.read()
"""
    with program(code, path, locks=SUCCEED) as one, program(code, path, locks=SUCCEED) as two:
        assert (said(one), said(two)) == ("mine", "mine")


@needs_shim
def test_where_every_lock_succeeds_the_second_window_still_only_reads(path: Path) -> None:
    with program(WRITER, path, locks=SUCCEED) as one:
        assert said(one) == "open writing"
        with program(WRITER, path, locks=SUCCEED) as two:
            assert said(two) == "open reading"
            assert answer(two, "二") == "refused ReadOnly"
        assert answer(one, "一") == "saved"


@needs_shim
def test_of_two_writers_that_came_past_each_other_one_stops(path: Path) -> None:
    """However it came about: the claim is the second one's, and the first notices before it writes again."""
    folder = backup.folder_of(path)
    with program(WRITER, path, locks=SUCCEED) as one:
        assert said(one) == "open writing"
        assert answer(one, "一") == "saved"
        (folder / "presence.json").unlink()
        with program(WRITER, path, locks=SUCCEED) as two:
            assert said(two) == "open writing"
            assert answer(two, "二") == "saved"
            assert answer(one, "再一次") == "refused ReadOnly"
            assert answer(two, "三") == "saved"


def foreign_claim(folder: Path, **changed: object) -> None:
    me = write_lock.myself()
    text = json.dumps({**me._asdict(), "who": "李四", "host": "另一台", "since": me.since.isoformat()})
    data = {"token": "0123", "holder": text, "boot": "another", "pid": os.getpid(), "answer": "", **changed}
    (folder / "presence.json").write_text(json.dumps(data), encoding="utf-8")


def test_a_claim_that_nobody_answers_for_is_taken_over_in_seconds(
    path: Path, opened: Callable[..., Workspace]
) -> None:
    foreign_claim(backup.folder_of(path))
    start = time.monotonic()
    assert not opened(path).read_only
    assert time.monotonic() - start < heartbeat.PATIENCE + 3
    assert not (backup.folder_of(path) / "presence.ask").exists()


def test_the_claim_of_a_process_that_died_here_is_taken_over_at_once(
    path: Path, opened: Callable[..., Workspace]
) -> None:
    if not this_run():
        pytest.skip("this system does not tell its runs apart")
    foreign_claim(backup.folder_of(path), boot=this_run(), pid=2**22 + 5)
    start = time.monotonic()
    assert not opened(path).read_only
    assert time.monotonic() - start < heartbeat.PATIENCE / 2


def test_an_ousted_writer_becomes_a_reader_who_knows_by_whom(
    path: Path, opened: Callable[..., Workspace]
) -> None:
    workspace = opened(path)
    workspace.repository.apply(SetText(1, "overview", "一"))
    foreign_claim(backup.folder_of(path))
    with pytest.raises(ReadOnly, match="李四"):
        workspace.repository.apply(SetText(1, "overview", "二"))
    assert workspace.read_only
    assert workspace.holder is not None
    assert workspace.holder.host == "另一台"
    assert workspace.repository.report(1).text("overview") == "一"


def test_a_reader_that_polls_never_waits_and_gets_the_file_once_the_holder_is_gone(
    path: Path, opened: Callable[..., Workspace], monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = opened(path)
    foreign_claim(backup.folder_of(path))
    assert workspace.yield_to_another()
    start = time.monotonic()
    assert not workspace.take_over()
    assert not workspace.take_over()
    assert time.monotonic() - start < 1
    foreign_claim(backup.folder_of(path), answer="1")
    assert not workspace.take_over()
    assert not workspace.take_over()
    monkeypatch.setattr(heartbeat, "PATIENCE", -1.0)
    assert workspace.take_over()


@pytest.mark.parametrize(
    "plant",
    [
        lambda file: file.write_bytes(b"\xff{"),
        lambda file: file.write_text("[" * 10_000),
        lambda file: file.write_text('{"token": 1, "pid": 1e999}'),
        os.mkfifo,
        lambda file: file.symlink_to("/dev/zero"),
        lambda file: os.truncate(os.open(file, os.O_CREAT | os.O_RDWR), 3 * 1024**3),
    ],
    ids=["rubbish", "deep", "endless number", "pipe", "link", "huge"],
)
def test_whatever_lies_in_its_place_the_claim_keeps_nobody_waiting(
    path: Path, opened: Callable[..., Workspace], plant: Callable[[Path], None]
) -> None:
    folder = backup.folder_of(path)
    for name in ("presence.json", "presence.ask"):
        plant(folder / name)
    start = time.monotonic()
    workspace = opened(path)
    assert not workspace.read_only
    workspace.repository.apply(SetText(1, "overview", "一"))
    assert time.monotonic() - start < 3


def test_closing_leaves_no_claim(path: Path) -> None:
    workspace = open_workspace(path)
    assert heartbeat.claim_in(backup.folder_of(path)) is not None
    workspace.close()
    assert heartbeat.claim_in(backup.folder_of(path)) is None


def test_opening_twice_in_one_process_lets_no_lock_go(path: Path, opened: Callable[..., Workspace]) -> None:
    """POSIX drops a process's locks on a file as soon as it closes any of its handles on it."""
    first = opened(path)
    second = opened(path)
    assert second.read_only
    second.close()
    with program(WRITER, path) as other:
        assert said(other) == "open reading"
    assert not first.read_only
