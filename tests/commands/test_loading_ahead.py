"""An export is made by a copy of the process where there is one, and comes out as it does without."""

import importlib
import os
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from builders import consistent_report
from command_line import OF_2024, Run

from app import clock, forked_work
from app.commands import ahead
from app.commands.ahead import loading_ahead
from app.commands.table import COMMANDS, FORMATS, PRESENTATIONS
from app.edits import SetText
from app.exports import presentations
from app.exports.annex import annex_of
from app.exports.formats import rendering, review_of
from app.forms.loader import forms
from app.report import Report
from app.store.workspace import open_workspace

OWN = os.getpid()
LIGHT = {"json", "html", "archive"}
"""Formats that load in a moment, and the package, which is made of several."""


@pytest.fixture
def report() -> Report:
    return consistent_report()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is loaded ahead, by format."""
    found: list[str] = []

    @contextmanager
    def noted(load: "partial[None]") -> Iterator[None]:
        found.extend(load.args)
        yield

    monkeypatch.setattr(ahead, "standing_by", noted)
    return found


@pytest.mark.parametrize("name", sorted({*FORMATS, *PRESENTATIONS} - LIGHT))
@pytest.mark.parametrize("written", [["--to", "{}"], ["--to={}"]])
def test_each_heavy_format_is_loaded_ahead(asked: list[str], name: str, written: list[str]) -> None:
    with loading_ahead(["export", "年报.nianbao", "--unit", "某局", *(one.format(name) for one in written)]):
        pass
    assert asked == [name]
    importlib.import_module(ahead._WRITERS[name])


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["check", "年报.pdf"],
        ["export", "年报.nianbao", "--to", "json"],
        ["export"],
        ["import", "pdf", "--to", "pdf"],
        ["export", "--unit", "ofd", "--to", "pdf"],
        *([name, "--to", "pdf"] for name in COMMANDS if name != "export"),
    ],
)
def test_nothing_else_is(asked: list[str], arguments: list[str]) -> None:
    with loading_ahead(arguments):
        pass
    assert asked == []


def _works(report: Report) -> "dict[str, partial[bytes]]":
    looks = {"draft": True, "review": review_of(report, numbered=True), "sealed": True}
    works = {name: rendering(report, name, **looks) for name in FORMATS if name != "archive"}  # type: ignore[arg-type]
    works |= {
        f"{name} with charts": rendering(report, name, draft=False, annex=annex_of([report]))
        for name in works
    }
    for name in PRESENTATIONS:
        works[name] = partial(presentations.render, report, report, name, draft=False)
    return works  # type: ignore[return-value]


def test_what_is_handed_over_gives_the_same_bytes(report: Report) -> None:
    for name, work in _works(report).items():
        assert pickle.loads(pickle.dumps(work))() == work(), name


def test_a_form_that_is_handed_over_is_the_form_of_the_other_process(report: Report) -> None:
    assert pickle.loads(pickle.dumps(report)) == report
    assert pickle.loads(pickle.dumps(report)).form is report.form
    for form in forms().values():
        assert pickle.loads(pickle.dumps(form)) is form


@pytest.fixture
def copied(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have copies made, though the process that runs the tests has several threads."""
    if not hasattr(os, "fork"):
        pytest.skip("this system copies no process")
    monkeypatch.setattr(forked_work, "has_one_thread", lambda: True)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: {0, 1})


@pytest.mark.usefixtures("copied")
@pytest.mark.parametrize(
    ("name", "writer"),
    [("pdf", "pdf"), ("ofd", "ofd"), ("docx", "docx"), ("xlsx", "xlsx"), ("chart-svg", "infographic")],
)
def test_the_copy_makes_the_file(
    run: Run, filled_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, writer: str
) -> None:
    module = importlib.import_module(f"app.exports.{writer}")
    made = module.render

    def not_here(*arguments: object, **looks: object) -> bytes:
        assert os.getpid() != OWN, "the copy was to do this"
        return made(*arguments, **looks)  # type: ignore[no-any-return]

    arguments = ("export", filled_path, *OF_2024, "--to", name, "-o")
    assert run(*arguments, tmp_path / "alone").status == 0
    monkeypatch.setattr(module, "render", not_here)
    with loading_ahead([*map(str, arguments)]):
        assert run(*arguments, tmp_path / "beside").status == 0
    assert (tmp_path / "beside").read_bytes() == (tmp_path / "alone").read_bytes()


@pytest.mark.usefixtures("copied")
@pytest.mark.parametrize("body", ["正文。", "正文ꡀ。", "联系人：13912345678。", "长" * 200_001])
@pytest.mark.parametrize(
    "more", [(), ("--draft",), ("--to", "docx"), ("--review",), ("--line-numbers",), ("-o", "没有/这里")]
)
def test_what_is_said_and_written_is_what_it_is_without_a_copy(
    run: Run,
    filled_path: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    body: str,
    more: tuple[str, ...],
) -> None:
    # A copy for review says when it was made.
    monkeypatch.setattr(clock, "now", lambda: datetime(2025, 1, 20, 9, 30).astimezone())
    workspace = open_workspace(filled_path)
    (head,) = workspace.repository.summaries()
    workspace.repository.apply(SetText(head.id, "other", body))
    workspace.close()
    target = tmp_path / "文件"
    arguments = ("export", filled_path, *OF_2024, "--to", "pdf", "-o", target, *more)
    alone, written = vars(run(*arguments)), _taken(target)
    with loading_ahead([*map(str, arguments)]):
        assert vars(run(*arguments)) == alone
    assert _taken(target) == written


def _taken(path: Path) -> bytes | None:
    """Return the content of a file that is then removed."""
    if not path.exists():
        return None
    content = path.read_bytes()
    path.unlink()
    return content


@pytest.mark.usefixtures("copied")
def test_a_fault_of_the_copy_is_told(
    run: Run, filled_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.exports.pdf.render", lambda *_, **__: 1 / 0)
    arguments = ("export", filled_path, *OF_2024, "--to", "pdf", "-o", tmp_path / "报告.pdf")
    with loading_ahead([*map(str, arguments)]):
        assert run(*arguments).status == 3
    assert not (tmp_path / "报告.pdf").exists()
