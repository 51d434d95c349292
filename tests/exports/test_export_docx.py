"""The Word document: styles carry the looks, tables have spans, widths and repeated heads."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from math import ceil

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from page_corpus import documents

from app.exports.blocks import Paragraph, TableBlock, Title
from app.exports.docx import render, styles
from app.exports.docx.as_on_pages import blanks_above, laid_out_blocks
from app.exports.docx.title_breaks import title_lines
from app.exports.pages.block_layout import count_unsqueezed, set_block
from app.exports.pages.fonts import bundled
from app.exports.pages.metrics import LEADING
from app.exports.pages.pagination import best_plan, count_pages
from app.exports.pages.table_layout import TableLayout
from app.exports.report_blocks import document
from app.forms.grid import grid_of
from app.forms.loader import forms
from app.report import Report, Unit

FORM = forms()["cn-disclosure-2021"]
REPORT = Report(
    1,
    Unit(1, "示例市人民政府办公室"),
    2025,
    FORM,
    cells=dict.fromkeys(FORM.cells, 3),
    sections={
        "overview": "（一）主动公开情况。做了工作。\n（二）其他\n1.小标题\n（1）更小的标题\n正文一段。"
    },
    signed_by="示例市人民政府办公室",
    signed_on="2026年1月20日",
)


@pytest.fixture(scope="module")
def word() -> docx.document.Document:
    return docx.Document(io.BytesIO(render(document(REPORT, draft=False))))


def _rows(table: etree._Element) -> list[etree._Element]:
    return table.findall(qn("w:tr"))


def _spans(row: etree._Element) -> Iterator[int]:
    for cell in row.findall(qn("w:tc")):
        span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        yield 1 if span is None else int(span.get(qn("w:val")))


def test_every_paragraph_has_a_style_of_its_kind_and_no_looks_of_its_own(
    word: docx.document.Document,
) -> None:
    names = [paragraph.style.name for paragraph in word.paragraphs]
    assert set(names) == {
        "年报标题", "年报一级标题", "年报二级标题", "年报三级标题", "年报四级标题", "年报正文", "年报落款单位", "年报落款日期",
    }  # fmt: skip
    for paragraph in word.element.body.iter(qn("w:pPr")):
        # Where the lines of a 落款 stand depends on their widths, what stays with it on what comes before it, and how
        # far below a table a heading stands on where the table ends.
        by_place = (qn("w:ind"), qn("w:keepNext"), qn("w:spacing"))
        assert [child.tag for child in paragraph if child.tag not in by_place] == [qn("w:pStyle")]
    for run in word.element.body.iter(qn("w:rPr")):
        assert [child.tag for child in run] == [qn("w:rStyle")]


def test_every_style_names_all_font_slots_and_an_exact_line_pitch(word: docx.document.Document) -> None:
    ours = [
        style
        for style in word.styles.element.findall(qn("w:style"))
        if style.get(qn("w:styleId")).startswith("Nianbao")
    ]
    fonts = [
        style.find(f"{qn('w:rPr')}/{qn('w:rFonts')}") for style in ours if style.get(qn("w:type")) != "table"
    ]
    assert fonts
    for font in fonts:
        assert {etree.QName(name).localname for name in font.attrib} == {"ascii", "hAnsi", "eastAsia", "cs"}
    body = next(style for style in ours if style.get(qn("w:styleId")) == "NianbaoBody")
    spacing = body.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
    assert spacing.get(qn("w:lineRule")) == "exact"
    assert 22 * int(spacing.get(qn("w:line"))) <= 225 / 25.4 * 72 * 20
    indent = body.find(f"{qn('w:pPr')}/{qn('w:ind')}")
    assert (indent.get(qn("w:firstLineChars")), indent.get(qn("w:firstLine"))) == ("200", "640")


def test_tables_have_the_grids_rows_spans_and_widths(word: docx.document.Document) -> None:
    for table, key in zip(word.tables, ("disclosure", "applications", "disputes"), strict=True):
        grid = grid_of(FORM.tables[key])
        rows = _rows(table._tbl)
        assert len(rows) == grid.rows
        assert all(sum(_spans(row)) == grid.columns for row in rows)
        widths = [int(column.get(qn("w:w"))) for column in table._tbl.iter(qn("w:gridCol"))]
        assert len(widths) == grid.columns
        for row in rows:
            cells = [int(width.get(qn("w:w"))) for width in row.iter(qn("w:tcW"))]
            assert sum(cells) == sum(widths)


def test_header_rows_repeat_and_no_row_breaks(word: docx.document.Document) -> None:
    rows = _rows(word.tables[1]._tbl)
    repeated = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows]
    assert repeated == [True] * 3 + [False] * 25
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)


def test_sheet_and_page_numbers_follow_the_standard(word: docx.document.Document) -> None:
    section = word.sections[0]
    sizes = (
        section.page_width,
        section.page_height,
        section.top_margin,
        section.left_margin,
        section.right_margin,
    )
    assert [round(size.mm) for size in sizes] == [210, 297, 37, 28, 26]
    assert word.settings.odd_and_even_pages_header_footer
    for footer, style in ((section.footer, "年报单页页码"), (section.even_page_footer, "年报双页页码")):
        assert footer.paragraphs[0].style.name == style
        field = footer.paragraphs[0]._p.find(qn("w:fldSimple"))
        assert field.get(qn("w:instr")) == "PAGE"


def test_properties_name_the_body_and_no_program(word: docx.document.Document) -> None:
    properties = word.core_properties
    assert (properties.author, properties.last_modified_by) == ("示例市人民政府办公室",) * 2
    assert properties.title == REPORT.full_title
    assert properties.comments == ""


def test_every_member_is_well_formed_and_names_no_program() -> None:
    with zipfile.ZipFile(io.BytesIO(render(document(REPORT, draft=True)))) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))
        assert b"python-docx" not in archive.read("docProps/core.xml")


@pytest.mark.parametrize(("draft", "text"), [(True, "草　稿"), (False, "")])
def test_a_draft_says_so_on_odd_and_even_pages(draft: bool, text: str) -> None:
    section = docx.Document(io.BytesIO(render(document(REPORT, draft=draft)))).sections[0]
    for header in (section.header, section.even_page_header):
        assert [paragraph.text for paragraph in header.paragraphs] == [text]


@pytest.mark.parametrize(
    ("parts", "lines"),
    [
        (("示例局", "2025年", "政府信息", "公开工作", "年度报告"), ["示例局2025年政府信息公开工作年度报告"]),
        (
            ("示例市", "人民政府", "办公室", "2025年", "政府信息", "公开工作", "年度报告"),
            ["示例市人民政府办公室", "2025年政府信息公开工作年度报告"],
        ),
    ],
)
def test_a_title_breaks_between_its_parts(parts: tuple[str, ...], lines: list[str]) -> None:
    assert title_lines(Title("".join(parts), parts)) == lines


def _signed(unit: str, date: str) -> list[tuple[str, int]]:
    """The lines of a 落款 as a docx has them, each with its right indent in twips."""
    data = render(document(replace(REPORT, signed_by=unit, signed_on=date), draft=False))
    paragraphs = docx.Document(io.BytesIO(data)).paragraphs
    return [
        (paragraph.text, int(paragraph._p.pPr.ind.get(qn("w:right"))))
        for paragraph in paragraphs
        if paragraph.style.name.startswith("年报落款")
    ]


@pytest.mark.parametrize(
    ("unit", "date", "right"),
    [
        # The date is 6.5 characters wide and begins two further right than the unit (GB/T 9704-2012, 7.3.5.2).
        ("示例市人民政府办公室", "2025年1月20日", [2, 3.5]),
        ("示例局", "2025年1月20日", [7.5, 2]),
        ("示例局", "", [2]),
        ("", "2025年1月20日", [2]),
    ],
)
def test_unit_and_date_stand_as_on_the_pages(unit: str, date: str, right: list[float]) -> None:
    found = _signed(unit, date)
    assert [text for text, _ in found] == [text for text in (unit, date) if text]
    assert [twips / styles.CHARACTER for _, twips in found] == pytest.approx(right, abs=0.01)


def test_the_last_paragraph_stays_with_the_signature() -> None:
    sections = {"other": "无其他事项。\n以上。"}
    data = render(document(replace(REPORT, sections=sections, signed_by="示例局", signed_on=""), draft=False))
    paragraphs = docx.Document(io.BytesIO(data)).paragraphs
    signed = next(n for n, paragraph in enumerate(paragraphs) if paragraph.style.name == styles.SIGNED_BY)
    assert paragraphs[signed - 1].paragraph_format.keep_with_next
    assert not paragraphs[signed - 2].paragraph_format.keep_with_next


def test_word_squeezes_marks_as_in_chinese_text(word: docx.document.Document) -> None:
    settings = word.settings.element
    assert settings.find(qn("w:characterSpacingControl")).get(qn("w:val")) == "compressPunctuation"
    assert settings.find(qn("w:themeFontLang")).get(qn("w:eastAsia")) == "zh-CN"
    modes = [
        s.get(qn("w:val"))
        for s in settings.iter(qn("w:compatSetting"))
        if s.get(qn("w:name")) == "compatibilityMode"
    ]
    assert modes == ["15"]


@pytest.mark.parametrize("digits", [1, 6])
def test_tables_have_the_widths_and_heights_of_the_pages(digits: int) -> None:
    made = document(replace(REPORT, cells=dict.fromkeys(FORM.cells, 10**digits - 1)), draft=False)
    layouts = [
        b
        for b in best_plan(made.blocks, [set_block(b, bundled()) for b in made.blocks]).blocks
        if isinstance(b, TableLayout)
    ]
    tables = docx.Document(io.BytesIO(render(made))).tables
    for table, layout in zip(tables, layouts, strict=True):
        widths = [int(column.get(qn("w:w"))) / 20 for column in table._tbl.iter(qn("w:gridCol"))]
        assert widths == pytest.approx([right - left for left, right in pairwise(layout.edges)], abs=0.1)
        heights = [int(height.get(qn("w:val"))) / 20 for height in table._tbl.iter(qn("w:trHeight"))]
        assert heights == pytest.approx(layout.heights(0, layout.grid.rows), abs=0.1)
        sizes = {
            paragraph.style.font.size.pt
            for row in table.rows
            for cell in row.cells
            for paragraph in cell.paragraphs
        }
        assert sizes == {layout.size, layout.figure_size}


def test_a_table_that_fits_a_page_is_not_parted(word: docx.document.Document) -> None:
    for table in word.tables:
        rows = _rows(table._tbl)
        kept = [
            all(p.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for p in row.iter(qn("w:p")))
            for row in rows
        ]
        assert kept == [True] * (len(rows) - 1) + [False]


def test_a_character_that_no_bundled_font_has_does_not_keep_word_from_it() -> None:
    data = render(document(replace(REPORT, sections={"overview": "前言\U0002ebf0。"}), draft=False))
    assert "\U0002ebf0" in "".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)


@pytest.mark.parametrize(
    "name", ["示例局", "示例市人民政府办公室", "示例省示例自治州示例县人民政府政务服务管理办公室"]
)
def test_a_title_takes_the_room_that_it_has_on_the_pages(name: str) -> None:
    made = document(replace(REPORT, unit=Unit(1, name)), draft=False)
    word = docx.Document(io.BytesIO(render(made)))
    lines = len(word.paragraphs[0].text.split("\n"))
    looks = word.styles["年报标题"].paragraph_format
    room = looks.space_before.pt + lines * looks.line_spacing.pt + looks.space_after.pt
    assert room == pytest.approx((2 + ceil(1.2 * lines)) * LEADING, abs=1)


def test_what_follows_a_table_stands_as_far_below_it_as_on_the_pages(word: docx.document.Document) -> None:
    blocks = document(REPORT, draft=False).blocks
    blanks = blanks_above(blocks, best_plan(blocks, [set_block(block, bundled()) for block in blocks]))
    below = [
        blank for before, blank in zip(blocks, blanks[1:], strict=False) if isinstance(before, TableBlock)
    ]
    headings = [
        child.getnext().find(f"{qn('w:pPr')}/{qn('w:spacing')}")
        for child in word.element.body.iterchildren(qn("w:tbl"))
    ]
    found = [0.0 if spacing is None else int(spacing.get(qn("w:before"))) / 20 for spacing in headings]
    assert found == pytest.approx(below, abs=0.05)
    assert max(found) > 5


def test_a_program_that_squeezes_no_line_needs_no_more_pages() -> None:
    """Lines stand closer where a paragraph that is a line longer would begin another page."""
    closer = 0
    for made in documents(60):
        laid_out, spacing = laid_out_blocks(made)
        fonts = bundled()
        plan = best_plan(made.blocks, [set_block(block, fonts) for block in made.blocks], made.most_lines)
        longer = [
            [*lines, *lines[-1:] * (count_unsqueezed(block, fonts, styles.TIGHTER / 20) - len(lines))]
            if isinstance(block, Paragraph) and isinstance(lines, list)
            else lines
            for block, lines in zip(made.blocks, plan.blocks, strict=True)
        ]
        assert count_pages(made.blocks, longer, spacing.closeness * LEADING) <= plan.pages
        assert 0.85 < spacing.closeness <= 1
        closer += spacing.closeness < plan.leading / LEADING
        parted = [
            isinstance(block, Paragraph) and len(lines) == 3 and len(places) > 1  # type: ignore[arg-type]
            for block, lines, places in zip(made.blocks, plan.blocks, plan.places, strict=True)
        ]
        assert [one.parted for one in laid_out] == parted
    assert 0 < closer < 15


def test_a_paragraph_is_parted_in_word_as_on_the_pages() -> None:
    """Two lines at a page's end and at the next one's top; one of three where the pages have it."""
    made = next(made for made in documents(60) if any(block.parted for block in laid_out_blocks(made)[0]))
    word = docx.Document(io.BytesIO(render(made)))
    assert word.styles["年报正文"].paragraph_format.widow_control
    loose = [p.text for p in word.paragraphs if p.paragraph_format.widow_control is False]
    parted = [block.block for block in laid_out_blocks(made)[0] if block.parted]
    assert loose == [block.lead + block.text for block in parted if isinstance(block, Paragraph)]
