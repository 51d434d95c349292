"""Tells two writers apart on shares where every lock succeeds: the holder answers when another program asks.

The program that holds a workspace keeps a small file beside the lock. Another program that gets the lock all the same
writes its question into this file, and the holder writes the answer there. If no answer comes, the file was left behind
by a crash. Nothing is written while nobody asks, so that a stick or share is not kept busy. Before each edit the holder
checks that the file is still its own: of two writers at most one goes on, whatever went wrong before.
"""

import contextlib
import json
import os
import stat
import threading
import time
from pathlib import Path
from typing import Any, NamedTuple

from app import files
from app.processes import has_ended, this_run

PATIENCE = 4.0
"""Seconds within which a living holder answers."""
_BEAT = 1.0
_POLL = 0.1
_CLAIM, _QUESTION = "presence.json", "presence.ask"
LARGEST = 64 * 1024
"""Bytes of such a file; what is larger was not made by this program."""


def read_small(path: Path) -> str | None:
    """Return the text of a small regular file; None when there is none. A pipe or device in its place is not opened."""
    try:
        found = path.lstat()
        if not stat.S_ISREG(found.st_mode) or found.st_size > LARGEST:
            return None
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None


class OwnerNote(NamedTuple):
    """Who says that the workspace is theirs: *holder* as `app.store.write_lock` writes it, *answer* to the last question."""

    token: str
    holder: str
    boot: str
    pid: int
    answer: str = ""

    def is_dead(self) -> bool:
        """Whether its process is known to have ended, which can be told only of a process on this very system."""
        if self.pid == os.getpid() and self.boot and self.boot == this_run():
            return self.token not in _LIVING
        return has_ended(self.boot, self.pid)


_LIVING: set[str] = set()
"""The tokens that this process answers for."""


def claim_in(folder: Path) -> OwnerNote | None:
    """Return the claim in a workspace's folder; None where there is none that can be read."""
    try:
        data: dict[str, Any] = json.loads(read_small(folder / _CLAIM) or "")
        token, holder, boot = (str(data[name]) for name in ("token", "holder", "boot"))
        return OwnerNote(token, holder, boot, int(data["pid"]), str(data.get("answer", "")))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError):
        return None


class Heartbeat:
    """The claim of this process on one workspace, answered for by a thread until `end`."""

    def __init__(self, folder: Path, holder: str) -> None:
        self._folder = folder
        self._claim = OwnerNote(os.urandom(8).hex(), holder, this_run(), os.getpid())
        self._answered = ""
        self._writing = threading.Lock()
        self._ended = threading.Event()
        _LIVING.add(self._claim.token)
        with contextlib.suppress(OSError):
            self._write("")
        threading.Thread(target=self._answer, name="presence", daemon=True).start()

    def other(self) -> str:
        """Return who claims the workspace instead, as text; empty while it is ours."""
        found = claim_in(self._folder)
        if found is None:
            # Somebody removed the file: it is made again.
            with contextlib.suppress(OSError):
                self._write(self._answered)
            return ""
        return "" if found.token == self._claim.token else found.holder

    def end(self) -> None:
        """Give the claim up."""
        with self._writing:
            self._ended.set()
            _LIVING.discard(self._claim.token)
            found = claim_in(self._folder)
            if found is not None and found.token == self._claim.token:
                with contextlib.suppress(OSError):
                    (self._folder / _CLAIM).unlink(missing_ok=True)

    def _answer(self) -> None:
        while not self._ended.wait(_BEAT):
            question = read_small(self._folder / _QUESTION)
            if question and question != self._answered and not self.other():
                with contextlib.suppress(OSError):
                    self._write(question)
                    self._answered = question

    def _write(self, answer: str) -> None:
        with self._writing:
            if not self._ended.is_set():
                _put(self._folder / _CLAIM, json.dumps({**self._claim._asdict(), "answer": answer}))


def _put(path: Path, text: str) -> None:
    with files.written_beside(path) as part:
        part.write_text(text, encoding="utf-8")


class Inquiry:
    """Finds out whether somebody answers for the claim in a folder, by waiting or by looking again and again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._token = self._answer = ""
        self._since = 0.0

    def holder(self, *, wait: bool) -> str:
        """Return who holds the workspace, as text; empty once nobody does. Raises OSError.

        Without *wait* whoever has not answered yet counts as the holder: call again later.
        """
        while True:
            claim = claim_in(self._folder)
            if claim is None or claim.is_dead():
                self._end()
                return ""
            if claim.token != self._token:
                self._ask(claim)
            elif claim.answer != self._answer:
                self._end()
                return claim.holder
            elif time.monotonic() - self._since > PATIENCE:
                self._end()
                return ""
            if not wait:
                return claim.holder
            time.sleep(_POLL)

    def _ask(self, claim: OwnerNote) -> None:
        self._token, self._answer, self._since = claim.token, claim.answer, time.monotonic()
        _put(self._folder / _QUESTION, os.urandom(8).hex())

    def _end(self) -> None:
        if self._token:
            self._token = ""
            with contextlib.suppress(OSError):
                (self._folder / _QUESTION).unlink(missing_ok=True)
