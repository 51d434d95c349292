"""Work in a copy of this process has the same outcome as work here, whatever becomes of the copy."""

import os
import time
from collections.abc import Callable

import pytest

from app import forked_work
from app.forked_work import forked, tried

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


def _outcome(work: Callable[[], object]) -> object:
    with forked(work) as outcome:
        return outcome()


def _dies() -> str:
    if os.getpid() != OWN:
        os._exit(1)
    return "here"


def _slowly() -> int:
    time.sleep(0.2)
    return os.getpid()


def _raises() -> str:
    raise ValueError("why")


def test_a_copy_works_beside_its_original(copies: list[int]) -> None:
    with forked(_slowly) as outcome:
        assert os.waitpid(copies[0], os.WNOHANG) == (0, 0), "the copy is at work"
        assert outcome() == copies[0]


def test_an_outcome_may_be_larger_than_a_pipe() -> None:
    assert _outcome(lambda: "数" * 3_000_000) == "数" * 3_000_000


@pytest.mark.parametrize("work", [_dies, lambda: iter(["here"]), lambda: (one for one in ["here"])])
def test_what_a_copy_can_not_hand_over_is_done_here(work: Callable[[], object]) -> None:
    made = _outcome(work)
    assert made == "here" or list(made) == ["here"]  # type: ignore[call-overload]


def test_what_fails_in_a_copy_fails_here() -> None:
    with pytest.raises(ValueError, match="why"):
        _outcome(_raises)


@pytest.mark.parametrize(
    "missing", ["a second processor", "a process with one thread", "room for another process"]
)
def test_without_a_copy_the_work_is_done_when_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, missing: str
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


def test_a_copy_nobody_waits_for_is_ended(copies: list[int]) -> None:
    began = time.monotonic()
    with forked(lambda: time.sleep(60)):
        pass
    assert time.monotonic() - began < 30
    with pytest.raises(ChildProcessError):
        os.waitpid(copies[0], os.WNOHANG)


def test_what_is_tried_fails_only_when_it_is_asked_for() -> None:
    failing = tried(_raises)
    with pytest.raises(ValueError, match="why"):
        failing()
    assert tried(lambda: 1)() == 1
