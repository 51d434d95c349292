"""Reads foreign files in a child process, within bounds of time and memory.

How much a file expands to can't be told from its bytes, so the system enforces the bounds. Where this process has
one thread, the other one is a copy of it and begins at once; else the program is started anew with `FLAG`.
"""

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from app.forked_work import has_one_thread
from app.imports import reader_messages as messages
from app.imports.bounded_files import Unreadable
from app.imports.imported import Imported
from app.imports.raw_document import RawDocument
from app.imports.reader_limits import MEMORY, limit_memory, limit_time

FLAG = "--read-apart"
"""The argument with which the program is started to serve as the child process."""
SECONDS = 8.0
_SMALL = 48 * 1024
_PACKED = (b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


class ReaderFault(Exception):
    """A fault of this program in the child process; the text is its traceback."""


def read(data: bytes, name: str, *, unit: str | None = None, year: int | None = None) -> Imported:
    """Read a report from a file's bytes; *name* serves the messages. Raises UserError."""
    if len(data) <= _SMALL and not any(mark in data[:1024] for mark in _PACKED):
        return _read_here(data, name, unit, year)
    with reader() as process:
        return process.read(data, name, unit=unit, year=year)


def read_document(data: bytes, name: str) -> RawDocument:
    """Read a file's texts and tables as they stand, for a ledger. Raises UserError."""
    with reader() as process:
        return process.read_document(data, name)


def _read_here(data: bytes, name: str, unit: str | None, year: int | None) -> Imported:
    from app.imports import formats

    try:
        return formats.read(data, name, unit=unit, year=year)
    except RecursionError as error:
        raise Unreadable(f"“{name}”的内容嵌套过深，无法读取，请核对后另选文件。") from error


def _document_here(data: bytes, name: str) -> RawDocument:
    from app.imports import formats

    try:
        return formats.read_document(data, name)
    except RecursionError as error:
        raise Unreadable(f"“{name}”的内容嵌套过深，无法读取，请核对后另选文件。") from error


@contextmanager
def reader() -> Iterator["ReaderProcess"]:
    """Give a process that reads one file after the other, and end it."""
    process = ReaderProcess()
    try:
        yield process
    finally:
        process.close()


class ReaderProcess:
    """The child process as the parent uses it; it is started when first needed, and again after it has died."""

    def __init__(self) -> None:
        self._child: _Forked | _Started | None = None

    def read(self, data: bytes, name: str, *, unit: str | None = None, year: int | None = None) -> Imported:
        """Read a report. Raises UserError, and `ReaderFault`."""
        answer = self._asked(data, name, ("report", unit, year))
        assert isinstance(answer, Imported)
        return answer

    def read_document(self, data: bytes, name: str) -> RawDocument:
        """Read texts and tables as they stand. Raises UserError, and `ReaderFault`."""
        answer = self._asked(data, name, ("document", None, None))
        assert isinstance(answer, RawDocument)
        return answer

    def _asked(
        self, data: bytes, name: str, wanted: tuple[str, str | None, int | None]
    ) -> Imported | RawDocument:
        self._child = self._child or (_Forked() if has_one_thread() else _Started())
        late = threading.Timer(SECONDS, self._child.kill)
        late.start()
        # A library for an old format works with files: they lie in this folder, which goes even when the process is ended.
        folder = _scratch() if data.startswith(_PACKED[-1]) else None
        try:
            messages.send(self._child.to, (data, name, *wanted, folder))
            answer = messages.receive(self._child.answers)
        except (OSError, EOFError) as error:
            timed_out = not late.is_alive()
            self.close()
            why = f"{SECONDS:.0f} 秒内没有读完" if timed_out else f"所需内存超过 {MEMORY // 1024 // 1024} MB"
            raise Unreadable(
                f"“{name}”的内容过于复杂（{why}），无法读取，请改用 Word、网页或文字版 PDF，或另存后再读入。"
            ) from error
        finally:
            late.cancel()
            late.join()
            if folder is not None:
                _remove(folder)
        return _outcome(answer)

    def kill(self) -> None:
        """End the process at once, while another thread may be waiting for its answer."""
        child = self._child
        if child is not None:
            child.kill()

    def close(self) -> None:
        """End the process."""
        if self._child is not None:
            self._child.close()
            self._child = None


def _scratch() -> str:
    import tempfile

    return tempfile.mkdtemp(prefix="nianbao-")


def _remove(folder: str) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)


def _outcome(answer: Any) -> Imported | RawDocument:
    if isinstance(answer, Imported | RawDocument):
        return answer
    kind, text = answer
    if kind == "refused":
        raise Unreadable(text)
    raise ReaderFault(text)


class _Forked:
    """A fork of this process, which starts at once with everything loaded."""

    def __init__(self) -> None:
        theirs, ours = os.pipe()
        answers, answering = os.pipe()
        self._pid: int | None = os.fork()
        if not self._pid:
            os.close(ours)
            os.close(answers)
            _serve_and_leave(theirs, answering)
        os.close(theirs)
        os.close(answering)
        self.to, self.answers = os.fdopen(ours, "wb"), os.fdopen(answers, "rb")

    def kill(self) -> None:
        """End it at once."""
        import signal

        if self._pid:
            os.kill(self._pid, signal.SIGKILL)

    def close(self) -> None:
        """End it."""
        self.kill()
        if self._pid:
            os.waitpid(self._pid, 0)
        self._pid = None
        _close(self.to, self.answers)


class _Started:
    """The child as the program started anew."""

    def __init__(self) -> None:
        from app.own_process import started

        self._process = started(FLAG, __name__)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self.to: BinaryIO = self._process.stdin  # type: ignore[assignment]
        self.answers: BinaryIO = self._process.stdout  # type: ignore[assignment]

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()

    def close(self) -> None:
        """End it."""
        self._process.kill()
        self._process.wait()
        _close(self.to, self.answers)


def _close(*streams: BinaryIO) -> None:
    for stream in streams:
        try:
            stream.close()
        except OSError:
            continue


def serve() -> None:
    """Read what the other process sends until it sends no more; never returns."""
    requests, answers = os.dup(0), os.dup(1)
    if sys.platform == "win32":
        import msvcrt

        msvcrt.setmode(requests, os.O_BINARY)
        msvcrt.setmode(answers, os.O_BINARY)
    _serve_and_leave(requests, answers)


def _serve_and_leave(requests: int, answers: int) -> None:
    """Serve, and exit without what the parent would do at its end."""
    try:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        limit_memory()
        with os.fdopen(requests, "rb") as source, os.fdopen(answers, "wb") as target:
            while True:
                request = messages.receive(source)
                limit_time(SECONDS + 1)
                messages.send(target, _answer(*request))
                limit_time(0)
    finally:
        os._exit(0)


def _answer(data: bytes, name: str, what: str, unit: str | None, year: int | None, folder: str | None) -> Any:
    from app.errors import UserError

    try:
        if folder is not None:
            import tempfile

            tempfile.tempdir = folder
        if what == "document":
            return _document_here(data, name)
        return _read_here(data, name, unit, year)
    except UserError as error:
        return "refused", str(error)
    except MemoryError:
        os._exit(1)
    except Exception:
        import traceback

        return "fault", traceback.format_exc()
