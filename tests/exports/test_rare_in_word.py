"""Characters that no office font has come with the Word document, in a font of their own."""

import io
import re
import uuid
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import docx
import pytest
from builders import UNIT, consistent_report
from docx.oxml.ns import qn
from fontTools.ttLib import TTFont

from app.exports.formats import render

NAME = "镇远县㵲阳镇人民政府"


def made(text: str, name: str = NAME) -> bytes:
    report = consistent_report()
    texts = {**report.sections, "overview": text}
    whole = replace(report, unit=replace(UNIT, name=name), signed_by=name, sections=texts)
    return render(whole, "docx", draft=False)


def fonts_of(data: bytes) -> dict[str, TTFont]:
    """Read the embedded fonts as the standard says: the first 32 bytes of each are hidden by its key."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        table = package.read("word/fontTable.xml").decode()
        relations = _relations(package, "word/_rels/fontTable.xml.rels")
        for name, inner in re.findall(r'<w:font w:name="([^"]+)">(.*?)</w:font>', table, re.DOTALL):
            entry = re.search(r"<w:embedRegular[^>]*>", inner)
            if entry is None:
                continue
            key = re.search(r'w:fontKey="\{([0-9A-F-]+)\}"', entry.group())
            place = re.search(r'r:id="(\w+)"', entry.group())
            assert key is not None
            assert place is not None
            hidden = package.read(f"word/{relations[place.group(1)]}")
            mask = uuid.UUID(key.group(1)).bytes[::-1] * 2
            plain = bytes(a ^ b for a, b in zip(hidden[:32], mask, strict=True)) + hidden[32:]
            found[name] = TTFont(io.BytesIO(plain))
    return found


def _relations(package: zipfile.ZipFile, name: str) -> dict[str, str]:
    if name not in package.namelist():
        return {}
    root = ElementTree.fromstring(package.read(name))
    return {entry.attrib["Id"]: entry.attrib["Target"] for entry in root}


def set_in(data: bytes) -> dict[str, set[str]]:
    """Return by the font that a run names the characters of all its runs."""
    named: dict[str, set[str]] = {}
    for run in docx.Document(io.BytesIO(data)).element.body.iter(qn("w:r")):
        fonts = run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        if fonts is not None:
            assert len(set(fonts.values())) == 1
            named.setdefault(fonts.get(qn("w:eastAsia")), set()).update(run.text)
    return named


def test_each_rare_character_is_drawn_by_a_font_in_the_file() -> None:
    data = made("镇长张㐂、㵲阳ꀀꀁꓐᦀ主持工作。")
    named, fonts = set_in(data), fonts_of(data)
    assert set().union(*named.values()) == set("㐂㵲ꀀꀁꓐᦀ")
    assert set(named) == set(fonts)
    for name, characters in named.items():
        font = fonts[name]
        assert font["name"].getDebugName(1) == name
        assert font["OS/2"].fsType == 0, "embedding is allowed"
        glyphs = {character: font.getBestCmap()[ord(character)] for character in characters}
        assert all(font["glyf"][glyph].numberOfContours for glyph in glyphs.values())


def test_the_text_is_the_same_and_nothing_usual_is_set_otherwise() -> None:
    data = made("镇长张㐂\t、㵲阳〇é—①主持工作。")
    document = docx.Document(io.BytesIO(data))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert "镇长张㐂\t、㵲阳〇é—①主持工作。" in texts
    assert NAME in texts
    assert set().union(*set_in(data).values()) == set("㐂㵲")


def test_a_usual_report_brings_no_font_along_and_settings_say_which_does() -> None:
    usual, rare = made("主动公开。", UNIT.name), made("主动公开㐂。", UNIT.name)
    for data, there in ((usual, False), (rare, True)):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            assert any(name.endswith(".odttf") for name in package.namelist()) is there
            assert (b"embedTrueTypeFonts" in package.read("word/settings.xml")) is there
            assert (b"obfuscatedFont" in package.read("[Content_Types].xml")) is there
    assert len(rare) < len(usual) + 10_000
    assert made("主动公开㐂。", UNIT.name) == rare


@pytest.mark.parametrize("other", ["㵲", "㐂㵲"])
def test_fonts_with_other_characters_have_other_names(other: str) -> None:
    """A program that has both documents open would otherwise draw one with the font of the other."""
    assert not set(fonts_of(made("㐂", UNIT.name))) & set(fonts_of(made(other, UNIT.name)))


def test_a_character_that_no_font_has_is_left_as_it_is() -> None:
    data = render(
        replace(consistent_report(), sections={"overview": "这里有\U0002ebf0字。"}), "docx", draft=True
    )
    assert "\U0002ebf0" in "".join(p.text for p in docx.Document(io.BytesIO(data)).paragraphs)
    assert fonts_of(data) == {}
