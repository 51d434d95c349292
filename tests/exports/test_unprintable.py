"""What no font has: a draft prints a mark for it and says so, a finished report is refused by name of script."""

import io
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from builders import UNIT, consistent_report
from ofd_judge import Judge
from pdf_validators import failures

from app.exports.formats import export, render
from app.exports.pages.fonts import FontRole, MissingGlyphError, bundled
from app.exports.presentations import present, write_volume
from app.exports.printable_characters import can_print
from app.report import Report
from app.rules.check import check
from app.rules.release import release
from app.writing_systems import STAND_IN, script_of

ODD = "😀\U0002ebf0བ"
SCRIPTS = {
    "བོད་ཡིག": "藏文",
    "ئۇيغۇرچە": "维吾尔文",
    "ᠮᠣᠩᠭᠣᠯ": "蒙古文",
    "ᥖᥭᥰ": "德宏傣文",
    "한국어": "朝鲜文",
    "😀": "图形符号",
}


def report_with(text: str) -> Report:
    made = consistent_report()
    return replace(
        made,
        unit=replace(UNIT, name=f"示例{text}局"),
        signed_by=f"示例{text}局",
        sections={**made.sections, "overview": f"主动公开{text}工作。\n（一）依申请{text}公开\n规范办理。"},
    )


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as opened:
        return "".join(page.get_textpage().get_text_range() for page in opened)


def test_a_draft_prints_a_mark_in_its_place_everywhere() -> None:
    report = report_with(ODD)
    pdf, ofd = render(report, "pdf", draft=True), render(report, "ofd", draft=True)
    judge = Judge(ofd)
    assert judge.faults == []
    assert failures(pdf) == []
    for text in (text_of(pdf), judge.text):
        plain = "".join(text.split())
        # The title breaks with its parts; name, signature, text and heading have three marks each.
        assert plain.count(STAND_IN) == 4 * len(ODD)
        assert not set(ODD) & set(plain)


def test_presentations_and_volumes_of_drafts_print_it_too(tmp_path: Path) -> None:
    report = report_with(ODD)
    last = replace(report, year=report.year - 1)
    for name in ("chart-pdf", "chart-svg", "chart-png", "comparison-pdf"):
        present(report, last, name, tmp_path / name, draft=True)
    for ending in ("pdf", "ofd"):
        write_volume([(report, True), (consistent_report(), False)], "汇编", "", tmp_path / f"汇编.{ending}")
    assert STAND_IN in text_of((tmp_path / "汇编.pdf").read_bytes())
    with pytest.raises(MissingGlyphError):
        write_volume([(report, False)], "汇编", "", tmp_path / "又.pdf")


@pytest.mark.parametrize("format_name", ["pdf", "ofd"])
@pytest.mark.parametrize("text", SCRIPTS)
def test_a_finished_report_is_refused_by_the_name_of_the_script(format_name: str, text: str) -> None:
    with pytest.raises(MissingGlyphError, match=f"印不出{SCRIPTS[text]}.*请") as refused:
        render(report_with(text), format_name, draft=False)
    assert str(refused.value).count("。") == 1
    assert script_of(text[0]) in str(refused.value)


def test_the_draft_says_so_and_a_finished_report_does_not() -> None:
    found = release(report_with(ODD), check(report_with(ODD), has_glyph=can_print))
    assert STAND_IN in found.draft_notice
    plain = consistent_report()
    assert STAND_IN not in release(plain, check(plain, has_glyph=can_print)).draft_notice
    lacking = replace(plain, sections={})
    notice = release(lacking, check(lacking, has_glyph=can_print)).draft_notice
    assert notice
    assert STAND_IN not in notice


@pytest.mark.parametrize("text", [text for text in SCRIPTS if text != "😀"])
def test_words_of_a_script_are_quoted_as_the_draft_prints_them(text: str) -> None:
    made = consistent_report()
    report = replace(made, sections={**made.sections, "overview": f"办事用{text}公开。"})
    (found,) = [one for one in check(report, has_glyph=can_print).findings if one.rule == "text.glyph"]
    assert f"“办事用{STAND_IN * min(len(text), 6)}" in found.message
    assert not set(text) & set(found.message)


def test_formats_without_fonts_of_their_own_keep_the_characters(tmp_path: Path) -> None:
    for format_name in ("html", "json"):
        export(report_with(ODD), format_name, tmp_path / format_name, draft=True)
        assert "\U0002ebf0" in (tmp_path / format_name).read_text("utf-8")


def test_what_a_font_has_is_never_replaced() -> None:
    for role in FontRole:
        plain, lenient = bundled()[role], bundled().for_drafts[role]
        for one, other in zip(plain.glyphs("张㐂〓永A"), lenient.glyphs("张㐂〓永A"), strict=True):
            assert (one.character, one.face, one.number) == (other.character, other.face, other.number)
        with pytest.raises(MissingGlyphError):
            plain.glyphs("😀")
