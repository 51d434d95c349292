"""What the program for each kind of machine is made of."""

from pathlib import Path

import pytest
from locked import TARGETS, pins, program_parts


@pytest.mark.parametrize(("target", "qt"), [("linux-x86_64", "6.8.3"), ("linux-aarch64", "6.8.0.2")])
def test_each_machine_gets_its_version_of_qt(root: Path, target: str, qt: str) -> None:
    found = pins((root / "requirements.lock").read_text(encoding="utf-8"), target)
    assert found["pyside6-essentials"].version == found["shiboken6"].version == qt
    assert "pefile" not in found


def test_what_only_windows_needs_is_there_for_it() -> None:
    names = {pin.name for pin in program_parts("windows-x86_64", building=True)}
    assert {"pefile", "pywin32-ctypes", "pip", "pyinstaller"} <= names


@pytest.mark.parametrize("target", TARGETS)
def test_the_program_has_no_developers_tools_in_it(target: str) -> None:
    names = {pin.name for pin in program_parts(target, building=False)}
    assert {"pyside6-essentials", "reportlab", "sqlite-utils", "lxml"} <= names
    assert not names & {"pytest", "ruff", "pyinstaller", "hypothesis", "mypy"}


def test_every_pin_has_hashes_for_pip() -> None:
    for pin in program_parts("linux-x86_64", building=True):
        assert "--hash=sha256:" in pin.line
        assert pin.line.startswith(f"{pin.name}=={pin.version} ")
