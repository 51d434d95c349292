"""Every character that the program puts on screen is in the bundled font, for systems that have no other."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from app.paths import resource

NEVER_SHOWN = {"\u2028", "\u2029", "\ufeff", "\uffff"}
"""Separators and the like, which are looked for in what users type."""


@pytest.fixture(scope="module")
def known() -> set[str]:
    with TTFont(resource("fonts", "NotoSansSC-Medium.ttf")) as font:
        return {chr(code) for code in font.getBestCmap()}


def _texts(path: Path) -> Iterator[str]:
    source = path.read_text("utf-8")
    if path.suffix != ".py":
        yield source
        return
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


@pytest.mark.parametrize("pattern", ["ui/**/*.py", "resources/forms/*.toml", "resources/guide/*.md"])
def test_the_bundled_font_has_every_character(root: Path, known: set[str], pattern: str) -> None:
    paths = sorted(root.glob(pattern))
    assert paths
    used = {
        character: path.name
        for path in paths
        for text in _texts(path)
        for character in text
        if character >= " " and character not in NEVER_SHOWN
    }
    assert {character: name for character, name in used.items() if character not in known} == {}
