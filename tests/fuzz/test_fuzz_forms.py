"""A form file with mistakes of every kind: a form, or a message that names file and key."""

import random
import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from amounts import inputs, is_sentence
from hypothesis import given
from hypothesis import strategies as st

from app.forms.compiled import cell_equations, total_definitions
from app.forms.grid import grid_of
from app.forms.loader import FormError, load
from app.paths import resource

SOURCES = {path.name: path.read_text("utf-8") for path in sorted(resource("forms").glob("*.toml"))}
"""The text of each bundled form by its file's name, which is what a report of a failure can show."""
VALUES = (
    0,
    -1,
    True,
    1.5,
    "",
    "x",
    "column",
    "error",
    "{unit",
    "{0.a}",
    [],
    [[]],
    {},
    [{}],
    ["a"],
    {"key": "a"},
)


def _places(data: Any) -> list[tuple[Any, Any]]:
    """Return every container with each of its keys or indexes."""
    keys = list(data) if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else []
    return [place for key in keys for place in ((data, key), *_places(data[key]))]


def _remove(container: Any, key: Any, chance: random.Random) -> None:
    del container[key]


def _replace(container: Any, key: Any, chance: random.Random) -> None:
    container[key] = chance.choice(VALUES)


def _rename(container: Any, key: Any, chance: random.Random) -> None:
    if isinstance(container, dict):
        container[chance.choice(("key", "label", "rows", "columns", "kind", "ab c", "表"))] = container.pop(
            key
        )


def _double(container: Any, key: Any, chance: random.Random) -> None:
    if isinstance(container, list):
        container.append(container[key])


def _exchange(container: Any, key: Any, chance: random.Random) -> None:
    other = chance.choice(list(container) if isinstance(container, dict) else range(len(container)))
    container[key], container[other] = container[other], container[key]


MISTAKES: tuple[Callable[[Any, Any, random.Random], None], ...] = (
    _remove,
    _replace,
    _rename,
    _double,
    _exchange,
)


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_toml(str(key))} = {_toml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, str):
        return (
            '"'
            + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\0", "\\u0000")
            + '"'
        )
    return repr(value)


def _use(path: Path) -> None:
    """Load a form and lay it out, as the program does with it."""
    try:
        form = load(path)
    except FormError as error:
        told = is_sentence(error) and error.file.endswith(".toml") and error.key
        assert told
        return
    for table in form.tables.values():
        grid = grid_of(table)
        assert set(grid.inputs) == {key for key, cell in form.cells.items() if cell.table == table.key}
    cell_equations(form)
    total_definitions(form)
    form.title.format(unit="甲", year=2025)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file to write a form into, beside the bundled ones, which it may be based on."""
    for source in resource("forms").glob("*.toml"):
        shutil.copy(source, tmp_path)
    return tmp_path / "form.toml"


@inputs(1000)
@given(st.sampled_from(list(SOURCES)), st.integers(0, 2**32), st.integers(1, 4))
def test_mistakes_in_the_structure(file: Path, source: str, seed: int, mistakes: int) -> None:
    chance = random.Random(seed)
    data = tomllib.loads(SOURCES[source])
    for _ in range(mistakes):
        if places := _places(data):
            chance.choice(MISTAKES)(*chance.choice(places), chance)
    file.write_text("\n".join(f"{_toml(key)} = {_toml(value)}" for key, value in data.items()), "utf-8")
    _use(file)


@inputs(1000)
@given(st.sampled_from(list(SOURCES)), st.integers(0, 2**32), st.text(max_size=6))
def test_mistakes_in_the_text(file: Path, source: str, seed: int, inserted: str) -> None:
    chance = random.Random(seed)
    text = SOURCES[source]
    start = chance.randrange(len(text))
    stop = start + chance.choice((0, 1, 1, 10, 300))
    file.write_bytes((text[:start] + inserted + text[stop:]).encode("utf-8", "surrogatepass"))
    _use(file)


@inputs(500)
@given(st.binary(max_size=200))
def test_any_bytes(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    _use(file)
