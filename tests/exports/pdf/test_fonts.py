"""Every standard character comes out; a character without a glyph stops the export with its name and place."""

from pathlib import Path

import pytest
from pdf_documents import of_blocks, report, text_of

from app.errors import UserError
from app.exports.blocks import Heading, Paragraph, Signature, Title
from app.exports.pages import fonts
from app.exports.pages.fonts import FontRole, MissingGlyphError, bundled
from app.exports.pages.sfnt import FontError, Sfnt
from app.exports.pdf import render
from app.exports.printable_characters import can_print, is_usual
from app.exports.report_blocks import document
from app.paths import resource

STANDARD = (Path(__file__).parent / "tongyong_8105.txt").read_text("utf-8").strip()
GB2312 = "".join(
    bytes([row, cell]).decode("gb2312", "ignore") for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF)
)


def test_the_lists_are_whole() -> None:
    assert len(STANDARD) == len(set(STANDARD)) == 8105
    assert len(GB2312) == 7445


@pytest.mark.parametrize("role", FontRole)
def test_every_face_has_all_standard_characters_of_its_own_or_from_its_stand_in(role: FontRole) -> None:
    assert bundled()[role].missing(STANDARD + GB2312) == []


def test_the_whole_uro_is_there() -> None:
    assert bundled()[FontRole.SONG].missing("".join(map(chr, range(0x4E00, 0x9FA6)))) == []


@pytest.mark.parametrize("role", FontRole)
def test_what_is_usual_is_there_whatever_the_face(role: FontRole) -> None:
    """The check of a report asks no font about these."""
    usual = [character for character in map(chr, range(0x20, 0x30000)) if is_usual(character)]
    assert len(usual) > 20_902 + 600
    assert bundled()[role].missing("".join(usual)) == []


def test_an_ordinary_text_is_checked_without_a_font(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "bundled", lambda: pytest.fail("a font was opened"))
    assert all(map(can_print, "二〇二四年——“示例”·埇桥区（甪直）：①完成12.5％，①…℃"))


def test_all_standard_characters_come_out_as_themselves() -> None:
    # The reader takes these marks of GB 2312 apart or turns them to others; they are drawn like the rest.
    text = "".join(dict.fromkeys(c for c in GB2312 + STANDARD if c not in "　‖"))
    assert text_of(render(of_blocks(Paragraph(text)))) == text


def test_rare_characters_come_from_the_stand_in() -> None:
    assert text_of(render(of_blocks(Paragraph("䶮㙍𠅤镕喆堃玥珺昇〇")))) == "䶮㙍𠅤镕喆堃玥珺昇〇"


@pytest.mark.parametrize(
    ("block", "place"),
    [
        (Paragraph("前面的字🀄后面的字"), "前面的字🀄后面的字"),
        (Heading(1, "一、标题🀄"), "一、标题🀄"),
        (Title("标题🀄", ("标题🀄",)), "标题"),
        (Signature("单位🀄", ""), "落款"),
    ],
)
def test_a_character_without_a_glyph_stops_the_export(
    block: Paragraph | Heading | Title | Signature, place: str
) -> None:
    with pytest.raises(MissingGlyphError, match=r"“🀄”（U\+1F004）") as caught:
        render(of_blocks(block))
    assert place in str(caught.value)
    assert isinstance(caught.value, UserError)


def test_invisible_characters_need_no_glyph() -> None:
    assert text_of(render(of_blocks(Paragraph("公\u200b开\ufeff信\tA\ufe0f\x0b\x01文")))) == "公开信 A 文"


@pytest.mark.parametrize("name", ["FandolFang.ttf", "NianbaoKai.ttf", "NotoSerifSC-Regular.ttf"])
def test_a_subset_keeps_outlines_and_widths(name: str, tmp_path: Path) -> None:
    font = Sfnt(resource("fonts", name))
    glyphs = [font.glyph(ord(c)) for c in "永A开。"]
    assert all(glyphs)
    program, count = font.subset(glyphs, [0, 0, 125, 0])
    (tmp_path / "part.ttf").write_bytes(program)
    part = Sfnt(tmp_path / "part.ttf")
    assert part.glyph_count == count
    for number, glyph in enumerate(glyphs, 1):
        assert part.advance(number) == font.advance(glyph) + (125 if number == 3 else 0)
        assert part.outline(number).rstrip(b"\0") == font.outline(glyph).rstrip(b"\0")


def test_a_damaged_font_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "broken.ttf"
    path.write_bytes(resource("fonts", "FandolFang.ttf").read_bytes()[:50])
    with pytest.raises(FontError):
        Sfnt(path)


def test_licences_lie_beside_the_fonts() -> None:
    notice = resource("fonts", "NOTICE.md").read_text("utf-8")
    for path in resource("fonts").iterdir():
        assert path.name in notice or path.name == "NOTICE.md"


def test_reports_print_the_missing_characters_place_in_a_table() -> None:
    made = document(report({}), draft=False)
    assert bundled().missing(block.table.name for block in made.blocks if hasattr(block, "table")) == []


def test_every_character_of_gb_18030_levels_1_and_2_is_there() -> None:
    """Extension A and the URO, as GB 18030-2022 asks of every printing system at levels 1 and 2."""
    for start, end in ((0x3400, 0x4DB6), (0x4E00, 0x9FF0)):
        assert bundled()[FontRole.FANG].missing("".join(map(chr, range(start, end)))) == []


@pytest.mark.parametrize("text", ["张㐂", "镇远县㵲阳镇人民政府", "ꆈꌠꉙ", "ꓡꓲꓢꓴ", "ᦺᦑᦟᦹᧉ"])
def test_rare_names_and_scripts_set_as_they_are_come_out(text: str) -> None:
    assert text_of(render(of_blocks(Paragraph(text)))).replace("\n", "") == text


@pytest.mark.parametrize("character", "埇甪堃")
def test_what_the_text_face_lacks_comes_from_the_one_as_light(character: str) -> None:
    (glyph,) = bundled()[FontRole.FANG].glyphs(character)
    assert glyph.face is bundled().faces[FontRole.KAI]


def test_a_rare_character_in_the_title_is_as_bold_as_its_neighbours() -> None:
    glyphs = bundled()[FontRole.TITLE].glyphs("镇远县㵲阳镇")
    assert [glyph.face.font.path.name for glyph in glyphs] == [
        *["NotoSerifSC-Bold.ttf"] * 3,
        "NianbaoRareBold.ttf",
        *["NotoSerifSC-Bold.ttf"] * 2,
    ]
    (plain,) = bundled()[FontRole.SONG].glyphs("㵲")
    assert plain.face.font.path.name == "NianbaoRare.ttf"


def test_every_rare_character_has_both_weights() -> None:
    song = bundled().faces[FontRole.SONG].font
    rare = "".join(
        character for character in map(chr, range(0x3400, 0x4DB6)) if not song.glyph(ord(character))
    )
    assert len(rare) > 6000
    assert {glyph.face for glyph in bundled()[FontRole.TITLE].glyphs(rare)} == {bundled().bold}
