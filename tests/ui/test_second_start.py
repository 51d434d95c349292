"""The program is started a second time while something is typed, on the same file or on another: nothing is lost."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from long_forms import some
from places import ALL_PLACES, Place
from ways import let_run, typing_program, workspace_with_request

place_by_place = pytest.mark.parametrize("place", some(ALL_PLACES, 6, lambda place: place.name))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A workspace with one empty report, and one request in the unit's ledger."""
    return workspace_with_request(tmp_path)


@pytest.fixture
def start(root: Path) -> Callable[[Path], subprocess.CompletedProcess[str]]:
    def run(path: Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "ui", str(path)]
        environment = os.environ | {"PYTHONPATH": str(root)}
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=30)

    return run


@place_by_place
def test_on_the_same_file_it_brings_the_window_forward_with_what_is_typed(
    root: Path,
    path: Path,
    start: Callable[[Path], subprocess.CompletedProcess[str]],
    place: Place,
) -> None:
    with typing_program(root, path, place) as child:
        assert start(path).returncode == 0
        assert child.stdout.readline() == "called\n"
        let_run(child, 0.6)
        child.send_signal(signal.SIGKILL)
        child.wait(10)
    assert place.on_disk(path) == place.wanted


@place_by_place
def test_on_another_file_both_keep_what_is_typed(root: Path, path: Path, place: Place) -> None:
    other = path.with_name("另一个.nianbao")
    shutil.copy(path, other)
    with typing_program(root, path, place) as first, typing_program(root, other, place) as second:
        for child in (first, second):
            child.send_signal(signal.SIGTERM)
        assert [child.wait(20) for child in (first, second)] == [0, 0]
    assert [place.on_disk(each) for each in (path, other)] == [place.wanted] * 2
