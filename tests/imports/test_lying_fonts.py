"""A font of a PDF may tell another digit than it draws: what is seen is read, or nothing is."""

from ctypes import c_void_p, cast

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from drawn import plain, report
from pages import NEW, figures
from plain_pdf import drawn_by_the_page
from reportlab.pdfbase import ttfonts

from app.imports.formats import read
from app.imports.raw_document import UNKNOWN, RawText
from app.imports.readers.pages import pdf
from app.imports.readers.pages.digit_shapes import are_others, places_of
from app.imports.readers.pages.pdf_fonts import PdfFonts
from app.paths import resource

KEY = "applications.new.natural_person"
WITH_DIGITS = ("FandolFang", "NianbaoKai", "NotoSansSC-Medium", "NotoSerifSC-Bold", "NotoSerifSC-Regular")
STANDARD = (
    "Helvetica",
    "Times-Roman",
    "Courier",
    "Times-Italic",
    "Helvetica-Bold",
    "Times-Bold",
    "Courier-Bold",
    "Helvetica-Oblique",
)


@pytest.mark.parametrize(("one", "other"), ["17", "38", "69", "45", "02", "58"])
def test_no_figure_is_read_where_the_font_tells_another_digit(
    one: str, other: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    swapped = {ord(one): ord(other), ord(other): ord(one)}
    told = ttfonts.makeToUnicodeCMap
    monkeypatch.setattr(
        ttfonts,
        "makeToUnicodeCMap",
        lambda name, codes: told(name, [swapped.get(code, code) for code in codes]),
    )
    data = report(KEY, plain(one + other))
    found = read(data, "年报.pdf", unit=None, year=None)
    assert found.cells == {}
    assert len({key for item in found.unread for key in item.cells}) > len(NEW.cells) / 2


def test_a_font_that_tells_the_truth_is_believed() -> None:
    found = read(report(KEY, plain("17")), "年报.pdf", unit=None, year=None)
    assert found.cells == {**figures(NEW), KEY: 17}


@pytest.mark.parametrize("name", STANDARD)
def test_digits_of_usual_fonts_are_those_that_they_tell(name: str) -> None:
    document = pypdfium2.PdfDocument.new()
    font = cast(pdfium.FPDFText_LoadStandardFont(document, name.encode()), c_void_p).value or 0
    assert font
    assert not PdfFonts().is_lying(font, dict.fromkeys("0123456789", 0))
    document.close()


@pytest.mark.parametrize("name", WITH_DIGITS)
def test_digits_of_the_bundled_fonts_are_those_that_they_tell(name: str) -> None:
    document, data = pypdfium2.PdfDocument.new(), (resource("fonts") / f"{name}.ttf").read_bytes()
    buffer = (pdfium.c_uint8 * len(data)).from_buffer_copy(data)
    font = (
        cast(
            pdfium.FPDFText_LoadFont(document, buffer, len(data), pdfium.FPDF_FONT_TRUETYPE, 1), c_void_p
        ).value
        or 0
    )
    assert font
    assert not PdfFonts().is_lying(font, dict.fromkeys("0123456789", 0))
    document.close()


ONE, SEVEN = "220 0 100 700 re f", "50 600 450 100 re f 350 0 m 450 0 l 500 650 l 400 650 l f"
ZERO = "50 0 m 450 0 l 450 700 l 50 700 l h 150 100 m 150 600 l 350 600 l 350 100 l h f*"
DRAWN: dict[str, tuple[dict[str, str], dict[str, str], str]] = {
    "the truth": ({"1": ONE, "7": SEVEN, "0": ZERO}, {"1": "1", "7": "7", "0": "0"}, "17071"),
    "each other": ({"1": ONE, "7": SEVEN}, {"1": "7", "7": "1"}, UNKNOWN * 4),
    "another": ({"0": ZERO}, {"0": "1"}, UNKNOWN * 4),
    "one that is not drawn": ({"1": ONE, "7": ""}, {"1": "1", "7": "7"}, "1 1"),
    "none that is drawn": ({"1": "", "7": ""}, {"1": "1", "7": "7"}, ""),
}


@pytest.mark.parametrize("name", DRAWN)
def test_a_font_that_the_page_draws_is_read_as_it_is_seen(name: str) -> None:
    shapes, told, seen = DRAWN[name]
    text = {"the truth": "17071", "another": "0000", "none that is drawn": "17"}.get(name, "1771")
    blocks = pdf.parse(drawn_by_the_page(text, shapes, told)).blocks
    assert "".join(block.text for block in blocks if isinstance(block, RawText)) == f"{seen} words".strip()


def test_an_outline_is_judged_by_its_form() -> None:
    bar = places_of([[(0.0, 0.0), (10.0, 0.0), (10.0, 100.0), (0.0, 100.0)]])
    assert [digit for digit in "0123456789" if not are_others({digit: bar})] == ["1"]
    assert not are_others({"8": places_of([])})
    assert places_of([[(0.0, 0.0), (1.0, 0.0)]]) == 0
