"""Odd numbers in files and odd systems end in one line, the right exit status, and at once."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from app import logs
from app.cli import main
from app.edits import AddReport
from app.forms.loader import form_for
from app.report import Report, Unit
from app.store.workspace import create

UNIT = "示例市教育局"
LARGEST = 2**63 - 1


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    path = tmp_path / "年报.nianbao"
    made = create(path)
    for number, year in ((1, 2024), (2, 2025)):
        made.repository.apply(AddReport(Report(number, Unit(1, UNIT), year, form_for(year))))
    made.close()
    return path


ODD: dict[str, str] = {
    "year far away": f"UPDATE report SET year = {10**18} WHERE id = 1",
    "year below zero": f"UPDATE report SET year = -{LARGEST} WHERE id = 1",
    "year 9999": "UPDATE report SET year = 9999 WHERE id = 1",
    "report id": f"UPDATE report SET id = {LARGEST} WHERE id = 1",
    "unit id": f"UPDATE unit SET id = {LARGEST}; UPDATE report SET unit_id = {LARGEST}",
    "edit": f"UPDATE change SET edit = {LARGEST}",
    "report id in the history": f"UPDATE change SET report_id = {LARGEST}",
}
COMMANDS = {
    "list": ["list", "WORKSPACE"],
    "check": ["check", "WORKSPACE", "--json"],
    "set": ["set", "WORKSPACE", "--unit", UNIT, "--year", "2025", "applications.new.enterprise=3"],
    "new unit": ["new", "WORKSPACE", "--unit", "新单位", "--year", "2025"],
    "new year": ["new", "WORKSPACE", "--unit", UNIT, "--year", "2026", "--from-previous"],
    "export": [
        "export",
        "WORKSPACE",
        "--unit",
        UNIT,
        "--year",
        "2025",
        "--to",
        "json",
        "--draft",
        "-o",
        "OUT",
    ],
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("odd", ODD)
def test_odd_numbers_in_a_file_stop_no_command(
    workspace: Path, tmp_path: Path, odd: str, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(workspace)) as connection:
        connection.executescript(f"PRAGMA foreign_keys = OFF; {ODD[odd]}")
    places = {"WORKSPACE": str(workspace), "OUT": str(tmp_path / "报告.json")}
    status = main([places.get(argument, argument) for argument in COMMANDS[command]])
    assert status in (0, 1), capsys.readouterr().err


@pytest.mark.parametrize(
    "amount", ["1e9999999999", "1e-9999999999", "-1E+999999999", "1e41", "NaN", "Infinity"]
)
def test_a_short_number_that_stands_for_billions_of_digits_is_refused_at_once(
    tmp_path: Path, amount: str, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "报告.json"
    cells = {"disclosure.fees.amount": "AMOUNT"}
    text = json.dumps({"form": "cn-disclosure-2021", "unit": "某局", "year": 2024, "cells": cells})
    source.write_text(text.replace('"AMOUNT"', amount))
    assert main(["import", str(source)]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


@pytest.mark.parametrize("command", ["import", "check", "verify", "list"])
@pytest.mark.parametrize("suffix", [".pdf", ".json", ".nianbao", ".zip"])
def test_a_pipe_in_a_files_place_is_refused_at_once(
    tmp_path: Path, command: str, suffix: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pipe = tmp_path / f"管道{suffix}"
    os.mkfifo(pipe)
    assert main([command, str(pipe)]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def run(root: Path, *arguments: str, stdout: str = os.devnull, stderr: str = os.devnull) -> int:
    with open(stdout, "w") as out, open(stderr, "w") as err:  # noqa: PTH123
        command = [sys.executable, "-m", "app", *arguments]
        return subprocess.run(command, cwd=root, stdout=out, stderr=err, timeout=60).returncode


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_behind_the_output_changes_no_exit_status(root: Path, workspace: Path) -> None:
    assert run(root, "list", str(workspace / "nothing"), stderr="/dev/full") == 2
    assert run(root, "list", str(workspace), stdout="/dev/full") == 2
    assert run(root, "list", str(workspace), stdout="/dev/full", stderr="/dev/full") == 2


@pytest.mark.parametrize("arguments", [["list", "年报.nianbao"], ["export", "年报.nianbao", "--to", "pdf"]])
def test_a_command_that_is_interrupted_says_nothing(root: Path, tmp_path: Path, arguments: list[str]) -> None:
    code = (
        "import sys, app.cli\n"
        "def interrupted(*_): raise KeyboardInterrupt\n"
        "app.cli.main = interrupted\n"
        "from app.__main__ import command\n"
        "command(sys.argv[1:])"
    )
    surroundings = {**os.environ, "PYTHONPATH": str(root)}
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=tmp_path,
        env=surroundings,
        capture_output=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")
    assert list(tmp_path.iterdir()) == []


def test_a_fault_of_ours_without_a_home_is_one_line(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def no_home(*_: object, **__: object) -> str:
        raise RuntimeError("could not determine the home directory")

    fault: Callable[..., None] = lambda *_: 1 / 0  # noqa: E731
    monkeypatch.setattr(logs.platformdirs, "user_log_dir", no_home)
    monkeypatch.setattr("app.commands.checking.list_reports", fault)
    assert main(["list", str(workspace)]) == 3
    (said,) = capsys.readouterr().err.strip().splitlines()
    assert "日志也没有写成" in said


@pytest.mark.parametrize("zone", [":/dev/zero", "XXX+99:99", "XXX-24", "A\nB", "A" * 5000])
def test_an_odd_time_zone_is_taken_as_it_comes(root: Path, workspace: Path, zone: str) -> None:
    environment = {**os.environ, "TZ": zone}
    command = [sys.executable, "-m", "app", "set", str(workspace), "--unit", UNIT, "--year", "2025"]
    done = subprocess.run(
        [*command, "applications.new.enterprise=3"],
        cwd=root,
        env=environment,
        capture_output=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="a shell closes the outputs")
@pytest.mark.parametrize(("closed", "status"), [(">&-", 0), ("2>&-", 0), (">&- 2>&- <&-", 0)])
def test_closed_outputs_change_no_exit_status(root: Path, workspace: Path, closed: str, status: int) -> None:
    for target, expected in ((workspace, status), (workspace / "nothing", 2)):
        command = f'"{sys.executable}" -m app list "{target}" {closed}'
        done = subprocess.run(command, shell=True, cwd=root, capture_output=True, text=True, timeout=60)
        assert done.returncode == expected
        assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_help_text_that_can_not_be_written_is_no_success(root: Path) -> None:
    assert run(root, "--help", stdout="/dev/full") == 2
    assert run(root, "--help") == 0
