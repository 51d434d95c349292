"""Optional fonts beside the program are found when they are there, and named when they are wanted."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pdf_documents import of_blocks, text_of

from app.exports.blocks import Paragraph
from app.exports.pages import extra_fonts
from app.exports.pages.font_files import font_file
from app.exports.pages.fonts import FontRole, MissingGlyphError, bundled
from app.exports.pdf import render
from app.exports.printable_characters import can_print

RARE, OTHER = "\U0002a6a5", "\U0002ceaf"
"""A character of level 3 of GB 18030-2022, and a code that has none."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder beside the program, empty at first."""
    made = tmp_path / extra_fonts.FOLDER
    made.mkdir()
    monkeypatch.setattr(extra_fonts, "folder", lambda: made)
    bundled.cache_clear()
    yield made
    monkeypatch.undo()
    bundled.cache_clear()


def small_font() -> bytes:
    """A font in which the rare character has the outline of another one."""
    (like,) = bundled()[FontRole.SONG].glyphs("龍")
    return font_file(like.face.font, {RARE: like})


def test_without_the_fonts_the_sentence_names_them(folder: Path) -> None:
    assert list(extra_fonts.extra_fonts()) == []
    assert not can_print(RARE)
    with pytest.raises(MissingGlyphError, match=r"没有字体能印出.*（U\+2A6A5）.*装上扩展字库。"):
        render(of_blocks(Paragraph(RARE)))


@pytest.mark.parametrize("name", extra_fonts.NAMES)
def test_with_a_font_its_characters_come_out(folder: Path, name: str) -> None:
    (folder / name).write_bytes(small_font())
    bundled.cache_clear()
    assert can_print(RARE)
    assert not can_print(OTHER)
    assert text_of(render(of_blocks(Paragraph(f"姓{RARE}名")))) == f"姓{RARE}名"


@pytest.mark.parametrize("content", [b"", b"no font", bytes(1000)])
def test_a_damaged_font_is_as_good_as_none(folder: Path, content: bytes) -> None:
    (folder / extra_fonts.NAMES[0]).write_bytes(content)
    bundled.cache_clear()
    assert not can_print(RARE)
    assert can_print("㵲")


def test_they_change_nothing_for_what_the_bundled_fonts_have(folder: Path) -> None:
    text = "公开年报㐂㵲ꆈ𠅤"
    before = render(of_blocks(Paragraph(text)))
    (folder / extra_fonts.NAMES[0]).write_bytes(small_font())
    bundled.cache_clear()
    assert render(of_blocks(Paragraph(text))) == before
