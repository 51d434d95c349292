"""Room for a seal: GB/T 9704-2012, 7.3.5.1, the same on the pages and in Word."""

import io
from collections.abc import Sequence
from dataclasses import replace

import docx
import pytest
from builders import consistent_report
from page_corpus import documents, lines_on_last_page, lone_headings

from app.exports.blocks import Document, Signature
from app.exports.docx import render as render_docx
from app.exports.docx import styles
from app.exports.pages.composition import compose
from app.exports.pages.fonts import bundled
from app.exports.pages.metrics import HEIGHT, LEADING, LEFT, MM, PAGE_HEIGHT, PITCH, TOP, WIDTH
from app.exports.pages.page import Composition, PlacedLine
from app.exports.report_blocks import document
from app.exports.signature_position import lefts

SEAL = 42 * MM
"""The diameter of an office's seal."""


def sealed(made: Document) -> Document:
    return made._replace(
        blocks=tuple(b._replace(sealed=True) if isinstance(b, Signature) else b for b in made.blocks)
    )


def last_lines(composition: Composition) -> list[PlacedLine]:
    lines = [
        item for marked in composition.pages[-1].body for item in marked.items if isinstance(item, PlacedLine)
    ]
    return sorted(lines, key=lambda line: -line.baseline)


def text(line: PlacedLine) -> str:
    return "".join(glyph.character for glyph in line.line.glyphs)


@pytest.mark.parametrize("unit", ["示例局", "示例市人民政府办公室", "示例市自然资源和规划局云门区分局办公室"])
def test_the_date_is_four_characters_from_the_margin_and_the_name_centred_above(unit: str) -> None:
    made = document(
        replace(consistent_report(), signed_by=unit, signed_on="2025年1月20日"), draft=False, sealed=True
    )
    name, date = last_lines(compose(made, bundled()))[-2:]
    assert (text(name), text(date)) == (unit, "2025年1月20日")
    right = LEFT + WIDTH
    middles = [line.left + line.line.width / 2 for line in (name, date)]
    assert middles[0] == pytest.approx(middles[1], abs=0.2)
    free = (right - date.left - date.line.width) / PITCH
    long = len(unit) * PITCH > date.line.width + 4 * PITCH
    assert free == pytest.approx(4, abs=0.1) or (long and free > 4)
    assert (right - name.left - name.line.width) / PITCH > 1.9


def test_a_seal_has_room_between_the_text_and_the_papers_edge() -> None:
    """Its upper edge is within a line of the text; name and date stand a little below its middle (7.3.5.1)."""
    for made in documents(24):
        composition = compose(sealed(made), bundled())
        *body, name, date = last_lines(composition)
        foot = PAGE_HEIGHT - TOP - HEIGHT
        assert body, "no seal on a page without text"
        assert body[-1].baseline - name.baseline == pytest.approx(3 * LEADING, abs=0.5)
        assert date.baseline - foot > LEADING * 0.9
        middle = (name.baseline + date.baseline) / 2 + LEADING * 0.5
        top = middle + SEAL / 2
        assert 0 < body[-1].baseline - top < 1.2 * LEADING
        assert middle - SEAL / 2 > foot - LEADING


def test_pages_stay_as_good_as_without_a_seal() -> None:
    made = [compose(sealed(one), bundled()) for one in documents(24)]
    assert sum(map(lone_headings, made)) == 0
    assert all(lines_on_last_page(one) >= 5 for one in made if len(one.pages) > 1)


@pytest.mark.parametrize(
    ("units", "date", "expected"),
    [
        ([5.0], 6.5, [9.75, 10.5]),
        ([20.0], 6.5, [22.0, 15.25]),
        ([], 6.5, [10.5]),
        ([5.0], None, [7.0]),
    ],
)
def test_places_in_characters(units: Sequence[float], date: float | None, expected: list[float]) -> None:
    assert lefts(units, date, sealed=True) == pytest.approx(expected)


def test_word_has_the_same_places_and_blank_lines() -> None:
    made = document(
        replace(consistent_report(), signed_by="示例局", signed_on="2025年1月20日"), draft=False, sealed=True
    )
    name, date = docx.Document(io.BytesIO(render_docx(made))).paragraphs[-2:]
    assert name.paragraph_format.space_before is not None
    assert name.paragraph_format.space_before.twips == 2 * styles.LINE
    rights = [line.paragraph_format.right_indent for line in (name, date)]
    assert [right.twips / styles.CHARACTER for right in rights if right] == pytest.approx(
        [5.75, 4.0], abs=0.01
    )


def test_without_the_wish_nothing_changes() -> None:
    made = consistent_report()
    assert document(made, draft=False) == document(made, draft=False, sealed=False)
    assert document(made, draft=False) != document(made, draft=False, sealed=True)
