"""What the tests of the commands start from."""

from collections.abc import Callable
from pathlib import Path

import pytest
from builders import consistent_report
from command_line import Outcome, Run

from app.cli import main
from app.exports.formats import export


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    def run_once(*arguments: object) -> Outcome:
        status = main([str(argument) for argument in arguments])
        return Outcome(status, *capsys.readouterr())

    return run_once


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "年报.nianbao"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A json file of a complete and consistent report."""
    target = tmp_path / "报告.json"
    export(consistent_report(), "json", target, draft=False)
    return target


@pytest.fixture
def filled_path(path: Path, source: Path, run: Run) -> Path:
    """A workspace with that report, its totals typed."""
    assert run("import", source, "--into", path).status == 0
    return path
