"""The page of charts shows the figures of the tables, in three kinds of file that say the same."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree

import pypdfium2
import pytest
from builders import consistent_report
from definitions import SIX
from pdf_documents import filled, report
from pdf_validators import failures

from app.errors import UserError
from app.exports.infographic import ENDINGS, render
from app.exports.infographic.figures import infographic_of
from app.exports.pages.metrics import PAGE_WIDTH
from app.forms.loader import forms
from app.report import Report, Unit

SVG = "{http://www.w3.org/2000/svg}"


def numbered(form: str = "cn-disclosure-2021", year: int = 2024, start: int = 1) -> Report:
    """A report in which every cell has a figure of its own."""
    cells = {key: number for number, key in enumerate(forms()[form].cells, start)}
    return report(cells, form=form, year=year)


def test_every_figure_is_that_of_its_cells() -> None:
    made = numbered()
    told = infographic_of(made, None)
    sources, results, disputes, outcomes = told.charts
    assert [row.values for row in sources.rows] == [
        [made.cells[f"applications.new.{column}"]] for column in SIX
    ]
    applicants = [key.rpartition(".")[2] for key in made.cells if key.startswith("applications.new.")][:-1]
    refused = [key for key in made.cells if ".refused_" in key and key.rpartition(".")[2] in applicants]
    shown = {row.label: row.values[0] for row in results.rows}
    assert shown["不予公开"] == sum(made.cells[key] for key in refused)
    assert shown["予以公开"] == sum(made.cells[f"applications.granted.{column}"] for column in applicants)
    assert shown["结转下年"] == sum(made.cells[f"applications.carried_out.{column}"] for column in applicants)
    assert [row.label for row in results.rows][-2:] == ["其他处理", "结转下年"]
    kinds = [key for key in made.cells if key.startswith("disputes.") and not key.endswith(".total")]
    assert sum(row.values[0] or 0 for row in disputes.rows) == sum(made.cells[key] for key in kinds)
    assert sum(row.values[0] or 0 for row in outcomes.rows) == told.tiles[3].values[0]
    assert told.tiles[0].values == [sum(row.values[0] or 0 for row in sources.rows)]


def test_last_year_stands_beside_also_in_the_earlier_form() -> None:
    told = infographic_of(numbered(), numbered("cn-disclosure-2019", 2020))
    assert list(told.series) == ["2024年", "2020年"]
    shown = {row.label: row.values for row in told.charts[1].rows}
    assert all(len(values) == 2 for values in shown.values())
    assert shown["予以公开"][1] is not None
    before = numbered("cn-disclosure-2019", 2020)
    assert shown["其他处理"][1] == sum(
        before.cells[f"applications.other_handling.{column}"] for column in SIX
    ), "one row of the earlier form, three of this one"
    assert "2020年" in told.words()


def test_what_was_not_filled_in_is_not_zero() -> None:
    told = infographic_of(report({"applications.new.natural_person": 0}), None)
    assert [row.values for row in told.charts[0].rows] == [[0], *[[None]] * 5]
    assert told.tiles[1].values == [None]
    assert "办理结果，2024年 —" in told.words()


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_reports_give_the_same_bytes(ending: str) -> None:
    made = consistent_report()
    assert render(made, None, ending, draft=False) == render(made, None, ending, draft=False)


@pytest.mark.parametrize("draft", [False, True])
@pytest.mark.parametrize("previous", [None, numbered(year=2023, start=1000)])
def test_the_pdf_is_valid_one_page_and_has_all_words(previous: Report | None, draft: bool) -> None:
    made = numbered()
    data = render(made, previous, "pdf", draft=draft)
    assert failures(data) == []
    with pypdfium2.PdfDocument(data) as opened:
        assert len(opened) == 1
        text = "".join(opened[0].get_textpage().get_text_range().split())
    told = infographic_of(made, previous)
    for chart in told.charts:
        assert "".join(chart.name.split()) in text
        for row in chart.rows:
            assert all(str(value) in text for value in row.values)
    assert "草稿" not in text


def test_the_svg_is_an_image_with_words_and_draws_every_glyph_it_names() -> None:
    made = numbered()
    root = ElementTree.fromstring(render(made, None, "svg", draft=True))
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "示例市人民政府2024年政府信息公开图解"
    assert root.findtext(f"{SVG}desc") == infographic_of(made, None).words()
    names = {path.get("id") for path in root.iter(f"{SVG}path") if path.get("id")}
    used = {str(use.get("href"))[1:] for use in root.iter(f"{SVG}use")}
    assert used == names
    assert not any("http" in value for part in root.iter() for value in part.attrib.values()), (
        "nothing is fetched"
    )
    bars = [rect for rect in root.iter(f"{SVG}rect") if rect.get("fill") == "#1f4f8c"]
    assert len(bars) > 20
    assert all(float(rect.get("x", "0")) + float(rect.get("width", "0")) <= PAGE_WIDTH for rect in bars)


def chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 8
    while place < len(png):
        (length,) = struct.unpack_from(">I", png, place)
        kind, data = png[place + 4 : place + 8], png[place + 8 : place + 8 + length]
        assert struct.unpack_from(">I", png, place + 8 + length) == (zlib.crc32(kind + data),)
        yield kind, data
        place += 12 + length


def test_the_png_is_whole_and_says_what_it_shows() -> None:
    made = numbered()
    data = render(made, None, "png", draft=False)
    found = list(chunks(data))
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert [kind for kind, _ in found] == [b"IHDR", b"sRGB", b"pHYs", b"iTXt", b"iTXt", b"IDAT", b"IEND"]
    width, height = struct.unpack_from(">2I", found[0][1])
    assert (width, height) == (1654, 2339)
    pixels = zlib.decompress(found[5][1])
    assert len(pixels) == height * (1 + 3 * width)
    assert bytes((31, 79, 140)) in pixels, "the bars' colour, red before blue"
    assert infographic_of(made, None).words().encode() in found[4][1]


def test_a_name_as_long_as_can_be_leaves_the_charts_on_the_page() -> None:
    made = replace(numbered(), unit=Unit(1, "示例省特别长的名字自治州" * 12))
    with pypdfium2.PdfDocument(render(made, numbered(year=2023), "pdf", draft=False)) as opened:
        assert "数据取自" in opened[0].get_textpage().get_text_range()
        left, bottom, _, _ = opened[0].get_bbox()
        assert (left, bottom) >= (0, 0)


def test_a_form_without_applications_has_no_charts() -> None:
    made = report(filled())
    without = replace(made, form=replace(made.form, ledger=None))
    with pytest.raises(UserError, match="不能制作图解"):
        render(without, None, "svg", draft=False)
