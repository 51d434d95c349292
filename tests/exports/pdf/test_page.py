"""The page is that of GB/T 9704-2012, as read back from the file. Lengths are in points unless they say mm."""

from dataclasses import replace

import pypdfium2
import pytest
from pdf_documents import (
    filled,
    is_marked,
    joined,
    lines_of,
    of_blocks,
    pages_of,
    report,
    text_in_tagged_order,
    text_of,
)

from app.exports.blocks import Block, Heading, Paragraph, Signature, TableBlock, Title
from app.exports.pdf import render
from app.exports.report_blocks import document

MM = 72 / 25.4
PAGE_HEIGHT = 297 * MM
LINE = 225 * MM / 22
CHARACTER = 156 * MM / 28
# The middle of an ideograph's em box is 0.38 em above its baseline.
MIDDLE = 0.38


@pytest.fixture(scope="module")
def full_pages() -> bytes:
    return render(of_blocks(Paragraph("公开透明" * 500)))


def test_page_is_a4(full_pages: bytes) -> None:
    with pypdfium2.PdfDocument(full_pages) as pdf:
        assert pdf[0].get_size() == pytest.approx((210 * MM, 297 * MM), abs=0.01)


def test_a_page_has_22_lines_in_the_middle_of_equal_parts_of_225_mm(full_pages: bytes) -> None:
    for page in pages_of(full_pages)[:3]:
        *lines, _folio = lines_of(page)
        assert len(lines) == 22
        for number, line in enumerate(lines):
            middle = PAGE_HEIGHT - line[0].y - MIDDLE * 16
            assert middle == pytest.approx(37 * MM + (number + 0.5) * LINE, abs=0.1)


def test_a_line_has_28_characters_between_28_and_184_mm(full_pages: bytes) -> None:
    for line in lines_of(pages_of(full_pages)[1])[:-1]:
        assert len(line) == 28
        for number, character in enumerate(line):
            assert character.x == pytest.approx(28 * MM + number * CHARACTER, abs=0.1)


def test_first_line_is_indented_two_characters(full_pages: bytes) -> None:
    first, second, *_ = lines_of(pages_of(full_pages)[0])
    assert first[0].x == pytest.approx(28 * MM + 2 * CHARACTER, abs=0.1)
    assert second[0].x == pytest.approx(28 * MM, abs=0.1)


def test_page_numbers_stand_outside_7_mm_below_the_text(full_pages: bytes) -> None:
    for number, page in enumerate(pages_of(full_pages), 1):
        folio = lines_of(page)[-1]
        assert "".join(c.text for c in folio) == f"— {number} —"
        if number % 2:
            assert folio[-1].x == pytest.approx(184 * MM - 14 - 14, abs=1.0)
        else:
            assert folio[0].x == pytest.approx(28 * MM + 14, abs=1.0)


def test_the_dash_beside_the_page_number_is_7_mm_below_the_text(full_pages: bytes) -> None:
    scale = 600 / 72
    with pypdfium2.PdfDocument(full_pages) as pdf:
        image = pdf[0].render(scale=scale).to_pil().convert("L")
        dash = lines_of(pages_of(full_pages)[0])[-1][0]
    column = round((dash.x + 7) * scale)
    below_text = round((37 + 225 + 1) * MM * scale)
    dark = next(row for row in range(below_text, image.height) if image.getpixel((column, row)) < 128)
    assert dark / scale == pytest.approx((37 + 225 + 7) * MM, abs=0.5 * MM)


def test_title_is_centred_and_broken_between_words() -> None:
    parts = ("示例省", "示例市", "经济技术开发区", "管理委员会", "2024年", "政府信息公开工作", "年度报告")
    page = pages_of(render(of_blocks(Title("".join(parts), parts), Paragraph("正文。"))))[0]
    lines = lines_of(page)[:2]
    assert ["".join(c.text for c in line) for line in lines] == [
        "示例省示例市经济技术开发区管理委员会",
        "2024年政府信息公开工作年度报告",
    ]
    for line in lines:
        assert (line[0].x + line[-1].x + 22) / 2 == pytest.approx((28 + 78) * MM, abs=1.0)


@pytest.mark.parametrize("unit", ["示例县教育局", "示例县人民政府", "示例市示例区发展和改革委员会"])
def test_the_year_opens_the_second_line_of_the_title(unit: str) -> None:
    page = pages_of(render(document(report({}, unit=unit), draft=False)))[0]
    assert ["".join(c.text for c in line) for line in lines_of(page)[:2]] == [
        unit,
        "2024年政府信息公开工作年度报告",
    ]


def test_a_units_name_stays_on_one_line_of_the_title() -> None:
    made = document(
        replace(
            report({}, unit="示例市人民政府办公厅"),
            title="2019年示例市人民政府办公厅政府信息公开工作年度报告",
        ),
        draft=False,
    )
    page = pages_of(render(made))[0]
    assert ["".join(c.text for c in line) for line in lines_of(page)[:2]] == [
        "2019年示例市人民政府办公厅",
        "政府信息公开工作年度报告",
    ]


def test_headings_have_their_faces() -> None:
    data = render(
        of_blocks(Heading(1, "一、总体"), Heading(2, "（一）主动"), Heading(3, "1.网站"), Paragraph("正文"))
    )
    with pypdfium2.PdfDocument(data) as pdf:
        fonts = [
            item.get_font().get_base_name().split("+")[1]
            for item in pdf[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT])
        ]
    assert fonts == ["NotoSansSCMedium", "NianbaoKai", "FandolFang", "FandolFang", "NotoSerifSC"]


@pytest.mark.parametrize("lines_before", range(18, 23))
@pytest.mark.parametrize("lines_after", [1, 2, 3, 4])
def test_no_heading_ends_a_page_and_no_line_is_left_alone(lines_before: int, lines_after: int) -> None:
    blocks = [Paragraph("行")] * lines_before + [
        Heading(1, "一、标题"),
        Paragraph("字" * (28 * lines_after - 4)),
    ]
    first, *rest = pages_of(render(of_blocks(*blocks)))
    lines = ["".join(c.text for c in line) for line in lines_of(first)[:-1]]
    assert lines[-1] != "一、标题"
    below = sum(line.startswith("字") for line in lines)
    assert below != 1 or lines_after == 1
    assert not rest or lines_after - below != 1 or below == 0


def test_signature_follows_the_standard() -> None:
    page = pages_of(
        render(of_blocks(Paragraph("正文。"), Signature("示例市人民政府办公室", "2025年1月20日")))
    )[0]
    _, unit, date, _ = lines_of(page)
    text_end = 184 * MM
    assert date[0].x == pytest.approx(unit[0].x + 2 * CHARACTER, abs=0.1)
    assert unit[-1].x + CHARACTER == pytest.approx(text_end - 2 * CHARACTER, abs=0.5)


def test_a_date_longer_than_the_unit_stands_two_characters_in() -> None:
    page = pages_of(render(of_blocks(Paragraph("正文。"), Signature("某局", "2025年12月20日"))))[0]
    _, unit, date, _ = lines_of(page)
    assert date[-1].x + CHARACTER == pytest.approx(184 * MM - 2 * CHARACTER, abs=0.5)
    assert date[0].x == pytest.approx(unit[0].x + 2 * CHARACTER, abs=0.1)


@pytest.mark.parametrize("lines", range(15, 24))
def test_a_signature_never_stands_on_a_page_without_text(lines: int) -> None:
    paragraph = Paragraph("正文" * (14 * lines - 2))
    pages = pages_of(render(of_blocks(paragraph, Signature("示例市人民政府办公室", "2025年1月20日"))))
    *text, unit, date, _folio = lines_of(pages[-1])
    assert joined(unit) + joined(date) == "示例市人民政府办公室2025年1月20日"
    assert len(text) >= 2


def test_extracted_text_is_the_reports() -> None:
    text = "全年收到申请3119件，答复 3050 件（含结转34件）：A4纸、“引号”——破折号……《办法》〔2024〕30号 end."
    assert (
        text_of(render(of_blocks(Paragraph(text * 9, "（一）依申请公开情况。", 2))))
        == "（一）依申请公开情况。" + text * 9
    )


@pytest.mark.parametrize(
    "text", ["<b>粗</b>", "&amp; & &lt;", '<img src="x">', "<para>", "(a\\b)", "%s {0} $x", "</para><br/>"]
)
def test_markup_is_printed_as_typed(text: str) -> None:
    made = report(filled(), unit=f"示例{text}", texts={"preface": text, "overview": f"（一）{text}。{text}"})
    printed = text_of(render(document(made, draft=False)))
    assert printed.count(text) == 4


def test_a_screen_reader_meets_all_of_the_report_in_its_order() -> None:
    made = document(report(filled(54321)), draft=True)
    assert text_in_tagged_order(render(made)) == "".join(map(text_of_block, made.blocks))


def text_of_block(block: Block) -> str:
    match block:
        case Title() | Heading():
            return block.text
        case Paragraph():
            return block.lead + block.text
        case Signature():
            return block.unit + block.date
        case TableBlock():
            return "".join(block.values[cell.key] if cell.key else cell.text for cell in block.grid.cells)


def test_a_draft_says_so_behind_the_text_on_every_page() -> None:
    """The mark is drawn as outlines: it is seen, and is no text that a search or a copy would find."""
    data, clean = (render(of_blocks(Paragraph("公开透明" * 300), draft=draft)) for draft in (True, False))
    assert len(pages_of(data)) > 1
    assert is_marked(data)
    assert not is_marked(clean)
    for page in pages_of(data):
        assert "草" not in "".join(c.text for c in page)


def test_a_long_name_that_signs_is_broken_between_names_and_the_date_starts_two_characters_in() -> None:
    unit = "青山保安族东乡族撒拉族自治县人力资源和社会保障局劳动保障监察大队"
    page = pages_of(render(of_blocks(Paragraph("正文。"), Signature(unit, "2025年1月20日"))))[0]
    _, first, second, date, _ = lines_of(page)
    assert [joined(first), joined(second)] == [
        "青山保安族东乡族撒拉族自治县",
        "人力资源和社会保障局劳动保障监察大队",
    ]
    assert date[0].x == pytest.approx(min(first[0].x, second[0].x) + 2 * CHARACTER, abs=0.1)
    middles = [(line[0].x + line[-1].x) / 2 for line in (first, second)]
    assert middles[0] == pytest.approx(middles[1], abs=0.5)
    assert max(line[-1].x for line in (first, second)) + CHARACTER == pytest.approx(
        184 * MM - 2 * CHARACTER, abs=0.5
    )


@pytest.mark.parametrize(
    ("unit", "date", "lines"), [("示例局", "", 1), ("", "2025年1月20日", 1), ("示例局", "2025年1月20日", 2), ("局", "于示例市", 2)]
)  # fmt: skip
def test_either_part_of_a_signature_may_be_missing(unit: str, date: str, lines: int) -> None:
    page = pages_of(render(of_blocks(Paragraph("正文。"), Signature(unit, date))))[0]
    _, *signed, _folio = lines_of(page)
    assert len(signed) == lines
    assert joined(signed[-1]) == (date or unit)
    rightmost = max(line[-1].x for line in signed) + CHARACTER
    assert rightmost <= 184 * MM - 2 * CHARACTER + 8.5
