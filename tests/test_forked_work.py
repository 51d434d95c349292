"""Work in a copy of this process has the same outcome as work here, whatever becomes of the copy."""

import os
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from app import forked_work
from app.forked_work import handed_over, standing_by

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system copies no process")

OWN = os.getpid()


@pytest.fixture(autouse=True)
def copies(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Have copies made, though the process that runs the tests has several threads; return their numbers."""
    made: list[int] = []
    fork = os.fork

    def counted() -> int:
        made.append(fork())
        return made[-1]

    monkeypatch.setattr(os, "fork", counted)
    monkeypatch.setattr(forked_work, "has_one_thread", lambda: True)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: {0, 1})
    return made


def _nothing() -> None:
    pass


def _outcome(work: Callable[[], object], load: Callable[[], object] = _nothing) -> object:
    with standing_by(load):
        return handed_over(work)()


def _dies() -> str:
    if os.getpid() != OWN:
        os._exit(1)
    return "here"


def _gives_what_can_not_be_handed_over() -> object:
    return iter if os.getpid() == OWN else (lambda: None)


def _slowly() -> int:
    time.sleep(0.2)
    return os.getpid()


def _raises() -> str:
    raise ValueError("why")


def _has_loaded() -> bool:
    return getattr(sys, "_loaded_ahead", False)


def _load() -> None:
    sys._loaded_ahead = True  # type: ignore[attr-defined]


def test_a_copy_works_beside_its_original(copies: list[int]) -> None:
    with standing_by(_nothing):
        outcome = handed_over(_slowly)
        assert os.waitpid(copies[0], os.WNOHANG) == (0, 0), "the copy is at work"
        assert outcome() == copies[0]


def test_a_copy_loads_ahead_what_its_original_does_not() -> None:
    assert _outcome(_has_loaded, _load) is True
    assert not _has_loaded()


def test_work_and_outcome_may_be_larger_than_a_pipe() -> None:
    assert _outcome(partial(str.upper, "a数" * 3_000_000)) == "A数" * 3_000_000


@pytest.mark.parametrize("load", [_nothing, _dies, _raises])
@pytest.mark.parametrize(
    ("work", "outcome"),
    [(_dies, "here"), (lambda: "here", "here"), (_gives_what_can_not_be_handed_over, iter)],
)
def test_what_a_copy_can_not_do_is_done_here(
    work: Callable[[], object], outcome: object, load: Callable[[], object]
) -> None:
    assert _outcome(work, load) == outcome


def test_a_copy_that_ended_before_it_was_asked_is_done_without(copies: list[int]) -> None:
    with standing_by(_dies):
        while not _has_ended(copies[0]):
            time.sleep(0.01)
        assert handed_over(partial(str.upper, "a" * 200_000))() == "A" * 200_000


def _has_ended(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] == "Z"


def test_what_fails_in_a_copy_fails_here() -> None:
    with pytest.raises(ValueError, match="why"):
        _outcome(_raises)


def test_a_copy_does_one_piece_of_work() -> None:
    with standing_by(_nothing):
        first, second = handed_over(os.getpid), handed_over(os.getpid)
        assert first() != OWN
        assert second() == OWN


def test_without_a_copy_that_stands_by_the_work_is_done_when_it_is_asked_for() -> None:
    assert handed_over(os.getpid)() == OWN


@pytest.mark.parametrize(
    "missing", ["a second processor", "a process with one thread", "room for another process"]
)
def test_without_a_copy_the_work_is_done_here(
    monkeypatch: pytest.MonkeyPatch, copies: list[int], missing: str
) -> None:
    def no_room() -> int:
        raise OSError

    match missing:
        case "a second processor":
            monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: {0})
        case "a process with one thread":
            monkeypatch.setattr(forked_work, "has_one_thread", lambda: False)
        case _:
            monkeypatch.setattr(os, "fork", no_room)
    assert _outcome(os.getpid) == OWN
    assert copies == []


@pytest.mark.parametrize("waited_for", [False, True])
def test_a_process_that_is_told_of_no_end_of_others_has_its_outcome_too(waited_for: bool) -> None:
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        with standing_by(_nothing if waited_for else _dies):
            outcome = handed_over(os.getpid)
            if waited_for:
                assert outcome() != OWN
            else:
                time.sleep(0.2)
    finally:
        signal.signal(signal.SIGCHLD, before)


@pytest.mark.parametrize("pipes", [0, 1])
def test_without_room_for_pipes_nothing_is_left_open(
    monkeypatch: pytest.MonkeyPatch, copies: list[int], pipes: int
) -> None:
    made: list[int] = []
    pipe = os.pipe

    def few() -> tuple[int, int]:
        if len(made) == 2 * pipes:
            raise OSError
        made.extend(ends := pipe())
        return ends

    monkeypatch.setattr(os, "pipe", few)
    assert _outcome(os.getpid) == OWN
    assert copies == []
    for end in made:
        with pytest.raises(OSError, match="Bad file descriptor"):
            os.fstat(end)


@pytest.mark.parametrize("begun", [False, True])
def test_a_copy_nobody_waits_for_is_ended(copies: list[int], begun: bool) -> None:
    began = time.monotonic()
    with standing_by(_nothing if begun else partial(time.sleep, 60)):
        if begun:
            handed_over(partial(time.sleep, 60))
    assert time.monotonic() - began < 30
    with pytest.raises(ChildProcessError):
        os.waitpid(copies[0], os.WNOHANG)


def test_a_copy_ends_with_its_original_and_says_nothing(copies: list[int]) -> None:
    """Closed pipes are all that an original that was killed leaves behind."""
    with standing_by(_nothing):
        copy = forked_work._standing_by
        assert copy is not None
        copy._asking.close()
        assert os.waitpid(copies[0], 0) == (copies[0], 0)
        copy._waited_for = True
        forked_work._standing_by = None
        copy._answers.close()
