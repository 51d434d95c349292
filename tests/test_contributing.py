"""The plan in CONTRIBUTING.md and README.md names what is there: files, folders, modules, marks and numbered rules."""

import re
from pathlib import Path

import pytest

_PATH = re.compile(r"`((?:app|ui|tests|resources|build)/[\w./*-]*)`")
_NAME = re.compile(r"`([a-z_]+)`")
_CONSTANT = re.compile(r"`(_?[A-Z]{3,}[A-Z_]*)` (?:of|in) `((?:app|tests|ui)/[\w/]+\.py)`")
_QUOTED_RULES = re.compile(r"\b[Rr]ules? ((?:[0-9]+(?:, | and | to )?)+) of the (?:project's )?list")


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "README.md"])
def test_every_path_that_is_named_is_there(root: Path, page: str) -> None:
    paths = set(_PATH.findall((root / page).read_text("utf-8")))
    assert len(paths) >= 5
    assert [path for path in paths if not list(root.glob(path.rstrip("/")))] == []


def test_every_module_of_the_map_is_in_its_room(root: Path) -> None:
    rows = re.findall(
        r"^\| (`(?:app|ui)/[^|]*) \| (.*) \|$", (root / "CONTRIBUTING.md").read_text("utf-8"), re.M
    )
    assert len(rows) >= 12
    for rooms, words in rows:
        folders = [root / room.rstrip("/") for room in re.findall(r"`([\w/.]+)`", rooms)]
        for name in _NAME.findall(words):
            there = [
                path for folder in folders for path in (folder / name, folder / f"{name}.py") if path.exists()
            ]
            assert there, f"{rooms}: {name}"


def test_every_module_that_lies_in_no_room_is_on_the_map(root: Path) -> None:
    rooms = re.findall(r"^\| (`app/[^|]*) \|", (root / "CONTRIBUTING.md").read_text("utf-8"), re.M)
    named = {path for row in rooms for path in re.findall(r"`app/(\w+)\.py`", row)}
    there = {path.stem for path in (root / "app").glob("*.py")} - {"__init__", "__main__"}
    assert there
    assert there - named == set()


def test_every_constant_that_is_named_is_in_its_module(root: Path) -> None:
    named = _CONSTANT.findall((root / "CONTRIBUTING.md").read_text("utf-8"))
    assert len(named) >= 6
    for name, path in named:
        assert re.search(rf"^{name}\b", (root / path).read_text("utf-8"), re.M), f"{path}: {name}"


def test_every_rule_that_a_module_quotes_by_number_is_in_the_list(root: Path) -> None:
    listed = set(re.findall(r"^\| ([0-9]+) \|", (root / "CONTRIBUTING.md").read_text("utf-8"), re.M))
    assert listed == {str(number) for number in range(1, len(listed) + 1)}
    quoted = {
        number
        for path in (root / "app").rglob("*.py")
        for numbers in _QUOTED_RULES.findall(path.read_text("utf-8"))
        for number in re.findall("[0-9]+", numbers)
    }
    assert quoted
    assert quoted <= listed
