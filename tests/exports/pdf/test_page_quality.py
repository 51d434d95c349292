"""What a typesetter looks for, counted on the composed pages of a corpus of reports."""

from collections.abc import Sequence

import pytest
from page_corpus import (
    body_lines,
    cut_tables,
    documents,
    lines_on_last_page,
    lone_headings,
    stretch,
)
from pdf_documents import of_blocks

from app.exports.blocks import Heading, Paragraph, Signature
from app.exports.pages.composition import compose
from app.exports.pages.fonts import bundled
from app.exports.pages.page import Composition


@pytest.fixture(scope="module")
def corpus() -> Sequence[Composition]:
    return [compose(document, bundled()) for document in documents()]


def test_no_table_is_cut(corpus: Sequence[Composition]) -> None:
    assert [cut_tables(composition) for composition in corpus] == [0] * len(corpus)


def test_no_heading_stands_alone_at_a_pages_end(corpus: Sequence[Composition]) -> None:
    assert [lone_headings(composition) for composition in corpus] == [0] * len(corpus)


def test_the_last_page_has_five_lines_or_more(corpus: Sequence[Composition]) -> None:
    assert all(lines_on_last_page(composition) >= 5 for composition in corpus)


def test_few_lines_are_spread_by_more_than_a_tenth_of_an_em(corpus: Sequence[Composition]) -> None:
    lines = [line for composition in corpus for line in body_lines(composition)]
    assert len(lines) > 5000
    assert sum(stretch(line) > 0.1 for line in lines) <= 5 * len(lines) / 1000


@pytest.mark.parametrize("lines_before", range(15, 23))
def test_a_heading_stays_with_a_line_that_stays_with_the_signature(lines_before: int) -> None:
    blocks = [
        *[Paragraph("行")] * lines_before,
        Heading(1, "六、其他"),
        Paragraph("无。"),
        Signature("某局", "2025年1月20日"),
    ]
    composition = compose(of_blocks(*blocks), bundled())
    assert lone_headings(composition) == 0
    assert lines_on_last_page(composition) >= 4


def test_a_paragraph_of_three_lines_may_part_two_and_one() -> None:
    blocks = [*[Paragraph("行")] * 20, Paragraph("公" * 70), *[Paragraph("行")] * 10]
    composition = compose(of_blocks(*blocks), bundled())
    assert sum(len(marked.items) for marked in composition.pages[0].body) == 22
