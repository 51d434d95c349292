"""Reading in another process gives the same as here, and ends within its bounds."""

import dataclasses
import io
import os
import subprocess
import sys
import threading
import typing
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

import pytest
from pages import NEW, UNIT, YEAR, figures

from app.errors import UserError
from app.exports.formats import render
from app.forms.model import Form
from app.imports import formats, reader_messages, reader_process
from app.imports.imported import Imported, Unread
from app.imports.raw_document import RawDocument, RawTable
from app.own_formats import TextRole
from app.report import Report, Unit
from app.workbook_names import Identity

ROOT = Path(__file__).resolve().parents[2]
REPORT = Report(1, Unit(1, UNIT), YEAR, NEW, cells=figures(NEW), sections={"other": "没有。"})


@pytest.fixture(params=["forked", "started"])
def threads(request: pytest.FixtureRequest) -> Iterator[None]:
    """A second thread makes the process be started instead of copied."""
    end = threading.Event()
    if request.param == "started":
        thread = threading.Thread(target=end.wait)
        thread.start()
        yield
        end.set()
        thread.join()
    else:
        yield


@pytest.mark.usefixtures("threads")
@pytest.mark.parametrize("kind", ["pdf", "docx", "xlsx"])
def test_the_same_as_here(kind: str) -> None:
    data = render(REPORT, kind, draft=False)
    here = formats.read(data, f"年报.{kind}", unit=None, year=None)
    there = reader_process.read(data, f"年报.{kind}")
    assert there == here
    assert there.form is here.form


@pytest.mark.usefixtures("threads")
def test_one_process_reads_one_file_after_the_other_and_survives_a_bad_one() -> None:
    data = render(REPORT, "pdf", draft=False)
    with reader_process.reader() as process:
        assert dict(process.read(data, "甲.pdf").cells) == figures(NEW)
        with pytest.raises(UserError, match="已损坏"):
            process.read(b"%PDF-1.7 and no more", "乙.pdf")
        assert dict(process.read(data, "丙.pdf").cells) == figures(NEW)


@pytest.mark.usefixtures("threads")
def test_what_takes_too_long_is_ended_and_the_next_file_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = render(REPORT, "docx", draft=False)
    with reader_process.reader() as process:
        monkeypatch.setattr(reader_process, "SECONDS", 0.05)
        with pytest.raises(UserError, match=r"长.*内容过于复杂"):
            process.read("".join(f"一、总体情况和其他{n}\n" for n in range(19_000)).encode(), "长.txt")
        monkeypatch.setattr(reader_process, "SECONDS", 20)
        assert dict(process.read(whole, "年报.docx").cells) == figures(NEW)


def test_the_program_itself_serves() -> None:
    data = render(REPORT, "pdf", draft=False)
    command = [sys.executable, "-m", "ui", reader_process.FLAG]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        reader_messages.send(process.stdin, (data, "年报.pdf", "report", None, None, None))
        assert dict(reader_messages.receive(process.stdout).cells) == figures(NEW)
        process.stdin.close()
        assert process.wait(5) == 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process that is started anew knows no fault made here")
def test_a_fault_of_ours_is_not_taken_for_the_files(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(formats, "read", fail)
    monkeypatch.setattr(reader_process, "has_one_thread", lambda: True)
    with (
        reader_process.reader() as process,
        pytest.raises(reader_process.ReaderFault, match="ZeroDivisionError"),
    ):
        process.read(b"%PDF-", "年报.pdf")


def test_nothing_but_values_of_ours_is_taken_from_the_other_side(tmp_path: Path) -> None:
    file = tmp_path / "message"
    with file.open("wb") as stream:
        reader_messages.send(stream, Path("x"))
    with file.open("rb") as stream, pytest.raises(Exception, match="not expected"):
        reader_messages.receive(stream)


class _Named(Enum):
    """Pickled as early releases of Python 3.11 do it."""

    ONE = "one"

    def __reduce_ex__(self, protocol: object) -> tuple[object, ...]:
        return getattr, (type(self), self.name)


def test_a_member_of_an_enumeration_is_sent_without_a_function() -> None:
    stream = io.BytesIO()
    reader_messages.send(stream, _Named.ONE)
    assert b"getattr" not in stream.getvalue()
    assert b"_Named" in stream.getvalue()


def test_a_system_without_fork_starts_the_program_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")
    assert not reader_process.has_one_thread()
    with reader_process.reader() as process:
        assert dict(process.read(render(REPORT, "pdf", draft=False), "甲.pdf").cells) == figures(NEW)


def _kinds(kind: object, known: set[type]) -> set[type]:
    """All classes of the program's own that a value of *kind* may hold."""
    for part in typing.get_args(kind):
        _kinds(part, known)
    if (
        isinstance(kind, type)
        and kind.__module__.startswith("app.")
        and kind not in known
        and kind is not Form
    ):
        known.add(kind)
        if dataclasses.is_dataclass(kind):
            for hint in typing.get_type_hints(kind).values():
                _kinds(hint, known)
    return known


def test_every_class_that_may_come_back_is_taken() -> None:
    kinds = _kinds(RawDocument, set()) | _kinds(Imported, set())
    assert {RawTable, Unread, TextRole, Identity} <= kinds
    reader = reader_messages._PipeReader(io.BytesIO())
    for kind in kinds:
        assert reader.find_class(kind.__module__, kind.__qualname__) is kind
