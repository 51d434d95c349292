"""Usage, help, faults of ours and the selftest: what the command line says, and its exit status."""

import importlib
import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import OF_2024, UNIT, Run

from app import logs, selftest
from app.cli import commands, main
from app.commands import checking, table
from app.commands.table import COMMANDS
from app.exports.formats import FORMATS
from app.exports.presentations import PRESENTATIONS


def test_the_commands_are_those_of_the_design() -> None:
    assert commands() == {
        *("new", "list", "set", "import", "check", "export", "ledger", "verify", "selftest"),
        *("collect", "sum", "contributors", "units", "workbook", "exclude", "include", "adjust"),
        *("transfer", "volume"),
    }


@pytest.mark.parametrize(
    "arguments", [(), ("nonsense",), ("new",), ("verify", "a", "b"), ("check", "--xml", "a")]
)
def test_wrong_usage_is_told_in_one_line(run: Run, arguments: tuple[str, ...]) -> None:
    run(*arguments).assert_usage("--help")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "缺少 命令"),
        (("nonsense",), "命令 不能是“nonsense”，可用的有 new、list、"),
        (("export", "a.nianbao", "--to", "pdf"), "缺少 --unit、--year"),
        (("export", "a.nianbao", *OF_2024, "--to", "wps"), "--to 不能是“wps”，可用的有 pdf、ofd、docx、"),
        (("new", "a.nianbao", "--unit"), "--unit 后面没有写内容"),
        (("list", "a.nianbao", "--json=是"), "--json 后面不用写“是”"),
        (("verify", "a.zip", "b.zip"), "“b.zip”不认识"),
        (("import", "a.txt", "--in=b"), None),
    ],
)
def test_wrong_usage_is_told_in_chinese(run: Run, arguments: tuple[str, ...], said: str | None) -> None:
    told = run(*arguments).err
    assert said is None or said in told
    assert not re.search(r"[a-z]+ [a-z]+", told), "English words"


@pytest.mark.parametrize("name", [None, *sorted(commands())])
def test_help_is_in_chinese(name: str | None, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([*([name] if name else []), "--help"])
    told = capsys.readouterr().out
    assert told.startswith("用法：nianbao")
    assert not re.search(r"usage|options|arguments|show", told)


def test_what_can_be_written_is_what_the_exports_can_write() -> None:
    """The table repeats their names, so that a command that writes nothing loads no export."""
    assert (*FORMATS, "archive") == table.FORMATS
    assert tuple(PRESENTATIONS) == table.PRESENTATIONS
    assert set(table.GROUP_PAPERS) <= set(PRESENTATIONS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_names_a_function(name: str) -> None:
    module, _, function = COMMANDS[name].run.rpartition(".")
    (only,) = inspect.signature(getattr(importlib.import_module(module), function)).parameters.values()
    assert only.name == "options"


@pytest.mark.parametrize(
    "arguments", [("--help",), ("--version",), *((name, "--help") for name in sorted(commands()))]
)
def test_help_and_version_end_well(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 0
    assert capsys.readouterr().out.strip()


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object, **options: object) -> None:
        raise RuntimeError("内容 3119")

    monkeypatch.setattr(checking, "check", fail)


@pytest.mark.usefixtures("failing")
def test_a_fault_of_ours_leaves_a_log_without_content_and_says_where(
    run: Run, source: Path, home: Path
) -> None:
    result = run("check", source)
    assert (result.status, result.out) == (3, "")
    (line,) = result.err.splitlines()
    log = Path(line.split()[-1])
    assert log.is_relative_to(home)
    text = log.read_text(encoding="utf-8")
    assert "RuntimeError" in text
    assert "3119" not in text + line
    assert UNIT not in text


@pytest.mark.usefixtures("failing")
def test_a_fault_of_ours_is_told_even_where_no_log_can_be_written(
    run: Run, source: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setattr(logs.platformdirs, "user_log_dir", lambda *a, **k: str(tmp_path / "file" / "log"))
    result = run("check", source)
    assert (result.status, result.out) == (3, "")
    assert len(result.err.splitlines()) == 1
    assert "RuntimeError" in result.err


def test_selftest_says_a_line_a_check_and_ends_with_ok(run: Run) -> None:
    result = run("selftest")
    assert (result.status, result.err) == (0, "")
    lines = result.out.splitlines()
    assert lines[-1] == "ok"
    assert "cn-disclosure-2021 200 格" in result.out
    assert any("PDF" in line for line in lines)


@pytest.mark.parametrize("missing", ["fonts", "samples"])
def test_selftest_fails_where_a_part_is_missing(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, missing: str
) -> None:
    whole = selftest.resource
    monkeypatch.setattr(selftest, "resource", lambda *p: tmp_path if p[0] == missing else whole(*p))
    result = run("selftest")
    assert result.status == 3
    assert "ok" not in result.out.splitlines()
    assert result.out.splitlines()[-1].startswith("失败")


WITHOUT_QT = """
import runpy, sys

class NoWindow:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6", "ui"):
            raise ImportError(f"{name} must not be imported")

sys.meta_path.insert(0, NoWindow())
try:
    runpy.run_module("app", run_name="__main__", alter_sys=True)
finally:
    assert not [name for name in sys.modules if name.startswith(("PySide6", "shiboken6", "ui."))]
"""


@pytest.mark.parametrize(
    "arguments",
    [("list", "{path}"), ("export", "{path}", *OF_2024, "--to", "pdf", "-o", "{path}.pdf"), ("selftest",)],
)
def test_the_command_line_runs_where_there_is_no_qt(
    root: Path, filled_path: Path, arguments: tuple[str, ...]
) -> None:
    given = [argument.format(path=filled_path) for argument in arguments]
    result = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", WITHOUT_QT, *given],
        cwd=root,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout


def test_python_m_app_is_the_command_line(root: Path, filled_path: Path) -> None:
    def call(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "app", *arguments],
            cwd=root,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )

    assert call("check", str(filled_path)).returncode == 0
    wrong = call("check", "没有.txt")
    assert (wrong.returncode, wrong.stdout, len(wrong.stderr.splitlines())) == (2, "", 1)


def test_without_a_console_nothing_is_said_and_the_status_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """nianbao.exe on Windows has nowhere to write to."""
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    path = str(tmp_path / "年报.nianbao")
    assert main(["new", path, "--unit", "某县教育局", "--year", "2025"]) == 0
    assert main(["list", path]) == 0
    assert main(["check", str(tmp_path / "没有.docx")]) == 2
    assert main(["frobnicate"]) == 2
