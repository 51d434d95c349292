"""A report becomes blocks in the order of its form; every word and every figure is in them, once."""

import time
from dataclasses import replace
from decimal import Decimal

import definitions
import pytest
from builders import UNIT, consistent_report, texts
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserError
from app.exports.blocks import Block, Heading, Paragraph, Signature, TableBlock, Title
from app.exports.formats import render
from app.exports.report_blocks import document, text_blocks
from app.exports.title_words import title_block
from app.forms.grid import grid_of
from app.forms.loader import forms
from app.report import Report

BOTH = pytest.mark.parametrize("form_id", definitions.FORM_IDS)
WORDS = forms()["cn-disclosure-2021"].title_words


def blocks(report: Report) -> list[Block]:
    return list(document(report, draft=False).blocks)


@BOTH
def test_blocks_stand_in_the_order_of_the_official_form(form_id: str) -> None:
    made = blocks(consistent_report(form_id))
    assert isinstance(made[0], Title)
    assert isinstance(made[-1], Signature)
    assert (
        tuple(b.text for b in made if isinstance(b, Heading) and b.level == 1)
        == definitions.HEADINGS[form_id]
    )
    tables = [block.table.key for block in made if isinstance(block, TableBlock)]
    assert tables == ["disclosure", "applications", "disputes"]
    for number, table in enumerate(tables, start=1):
        place = next(i for i, b in enumerate(made) if isinstance(b, TableBlock) and b.table.key == table)
        heading = made[place - 1]
        assert isinstance(heading, Heading)
        assert heading.text == definitions.HEADINGS[form_id][number]


@BOTH
def test_the_preface_stands_between_the_title_and_the_first_heading(form_id: str) -> None:
    report = consistent_report(form_id)
    first, *rest = blocks(report)
    assert isinstance(first, Title)
    assert first.text == report.full_title
    paragraphs = [Paragraph(line) for line in report.text("preface").split("\n")]
    assert rest[: len(paragraphs)] == paragraphs
    assert rest[len(paragraphs)] == Heading(1, "一、总体情况")


def test_every_paragraph_is_there_once_and_in_order() -> None:
    report = consistent_report()
    wanted = [line for section in report.form.text_sections for line in report.text(section.key).split("\n")]
    headings = set(definitions.HEADINGS[report.form.id])
    made = [
        block.text if isinstance(block, Heading) else block.lead + block.text
        for block in blocks(report)
        if isinstance(block, Heading | Paragraph)
    ]
    assert [text for text in made if text not in headings] == wanted


def test_headings_of_a_text_keep_their_level() -> None:
    made = text_blocks("导语。\n（一）主动公开\n1.网站\n（1）栏目\n（二）监督保障。明确专人负责。\n")
    assert made == [
        Paragraph("导语。"),
        Heading(2, "（一）主动公开"),
        Heading(3, "1.网站"),
        Heading(4, "（1）栏目"),
        Paragraph("明确专人负责。", "（二）监督保障。", 2),
    ]


@BOTH
def test_a_table_holds_the_values_as_printed(form_id: str) -> None:
    report = consistent_report(form_id)
    found: dict[str, str] = {}
    for block in blocks(report):
        if isinstance(block, TableBlock):
            assert block.grid is grid_of(block.table)
            assert set(block.values) == set(block.grid.inputs)
            found |= block.values
    for key, value in report.cells.items():
        sign = "+" if key.endswith(f".{definitions.SIGNED}") and value > 0 else ""
        plain = f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
        assert found[key] == sign + plain


def test_an_untouched_cell_is_blank_and_zero_is_printed() -> None:
    report = consistent_report().with_cells({"disputes.review.upheld": None, "disputes.review.other": 0})
    (table,) = [b for b in blocks(report) if isinstance(b, TableBlock) and b.table.key == "disputes"]
    assert "disputes.review.upheld" not in table.values
    assert table.values["disputes.review.other"] == "0"


def test_a_change_is_printed_with_its_sign() -> None:
    values = {
        "disclosure.licensing.change": 2,
        "disclosure.penalties.change": -1,
        "disclosure.coercion.change": 0,
    }
    report = consistent_report("cn-disclosure-2019").with_cells(values)
    (table,) = [b for b in blocks(report) if isinstance(b, TableBlock) and b.table.key == "disclosure"]
    assert [table.values[key] for key in values] == ["+2", "-1", "0"]


def test_an_empty_report_still_has_its_title_its_headings_and_its_tables() -> None:
    made = blocks(consistent_report(cells={}, sections={}, signed_by="", signed_on=""))
    assert [type(block) for block in made] == [Title, Heading, *([Heading, TableBlock] * 3), Heading, Heading]
    assert all(block.values == {} for block in made if isinstance(block, TableBlock))


@pytest.mark.parametrize(
    ("signed_by", "signed_on", "there"),
    [
        ("示例市教育局", "2025年1月20日", True),
        ("示例市教育局", "", True),
        ("", "2025年1月20日", True),
        ("", "", False),
    ],
)
def test_a_signature_is_there_when_anything_of_it_is(signed_by: str, signed_on: str, there: bool) -> None:
    made = blocks(consistent_report(signed_by=signed_by, signed_on=signed_on))
    assert (Signature(signed_by, signed_on) in made) == there
    assert isinstance(made[-1], Signature) == there


def test_a_document_says_what_archives_ask_for() -> None:
    report = consistent_report()
    made = document(report, draft=True)
    assert (made.title, made.unit, made.year) == (
        "示例市教育局2024年政府信息公开工作年度报告",
        "示例市教育局",
        2024,
    )
    assert (made.subject, made.draft) == ("政府信息公开工作年度报告", True)
    assert not document(report, draft=False).draft


def test_a_typed_title_takes_the_place_of_the_forms() -> None:
    made = document(consistent_report(title="关于2024年度政府信息公开情况的报告"), draft=False)
    first = made.blocks[0]
    assert isinstance(first, Title)
    assert first.text == made.title == "关于2024年度政府信息公开情况的报告"


def test_braces_in_a_units_name_are_plain_text() -> None:
    report = consistent_report(unit=replace(UNIT, name="{示例}市教育局"), sections=texts(2024))
    assert document(report, draft=False).title == "{示例}市教育局2024年政府信息公开工作年度报告"


TITLES = st.lists(
    st.sampled_from(["示例", "市", "县", "人民政府", "办公室", "2024", "年", "年度", "政府信息", "公开工作", "年度报告", "关于", "的", "报告", "（", "a"]),
    max_size=12,
).map("".join)  # fmt: skip


@given(TITLES | st.text(max_size=40))
def test_the_parts_of_a_title_join_to_the_title(title: str) -> None:
    parts = title_block(title, WORDS, "示例县人民政府办公室").parts
    assert "".join(parts) == title
    assert all(parts)


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("示例市教育局2024年政府信息公开工作年度报告", ("示例市", "教育局", "2024年", "政府信息", "公开工作", "年度报告")),
        ("示例省示例市人民政府办公室2024年度政府信息公开工作年度报告",
         ("示例省", "示例市", "人民政府", "办公室", "2024年度", "政府信息", "公开工作", "年度报告")),
        ("2024年示例县人民政府办公室政府信息公开工作年度报告",
         ("2024年", "示例县", "人民政府", "办公室", "政府信息", "公开工作", "年度报告")),
        ("", ()),
    ],
)  # fmt: skip
def test_a_title_may_break_only_where_no_word_is_split(title: str, parts: tuple[str, ...]) -> None:
    assert title_block(title, WORDS, "示例县人民政府办公室").parts == parts


@pytest.mark.parametrize("name", ["", "示例省示例市示例经济技术开发区管理委员会办公室"])
def test_a_units_name_that_fits_no_line_is_cut_like_the_rest(name: str) -> None:
    assert title_block(f"{name}2024年报告", WORDS, name).parts[-2:] == ("2024年", "报告")
    assert len(title_block(name, WORDS, name).parts) != 1


ENDLESS = {
    "a word": "x" * 190_000,
    "figures": "1" * 190_000,
    "brackets": "（" * 190_000,
    "headings": "一、总体\n" * 4_900,
    "deep headings": "一、总体\n（一）甲\n1.乙\n" * 1_600,
    "paragraphs": "收到申请5件。\n" * 4_900,
}


@pytest.mark.parametrize("kind", ENDLESS)
def test_a_text_that_nobody_wrote_is_set_in_seconds(kind: str) -> None:
    start = time.monotonic()
    render(replace(consistent_report(), sections={"overview": ENDLESS[kind]}), "pdf", draft=True)
    assert time.monotonic() - start < 10


@pytest.mark.parametrize("format_name", ["pdf", "docx", "html", "xlsx"])
@pytest.mark.parametrize("body", ["x" * 5_000_000, "一\n" * 300_000], ids=["word", "lines"])
def test_an_endless_text_is_not_set_at_all(format_name: str, body: str) -> None:
    start = time.monotonic()
    with pytest.raises(UserError, match="不像一份年度报告"):
        render(replace(consistent_report(), sections={"overview": body}), format_name, draft=True)
    assert time.monotonic() - start < 5


@pytest.mark.parametrize("field", ["title", "signed_by", "signed_on"])
@pytest.mark.parametrize("word", ["州和", "题", "1", "（"])
def test_an_endless_title_or_signature_is_not_set(field: str, word: str) -> None:
    start = time.monotonic()
    with pytest.raises(UserError, match="标题或落款"):
        render(replace(consistent_report(), **{field: word * 1000}), "pdf", draft=True)  # type: ignore[arg-type]
    render(replace(consistent_report(), **{field: (word * 300)[:300]}), "pdf", draft=True)  # type: ignore[arg-type]
    assert time.monotonic() - start < 5
