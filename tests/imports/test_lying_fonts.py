"""A font of a PDF may tell another digit than it draws: what is seen is read, or nothing is."""

from ctypes import c_void_p, cast

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from drawn import plain, report
from pages import NEW, figures
from reportlab.pdfbase import ttfonts

from app.imports.formats import read
from app.imports.readers.digit_shapes import are_others, places_of
from app.imports.readers.pdf_fonts import PdfFonts
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
    assert not PdfFonts().is_lying(font, "0123456789")
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
    assert not PdfFonts().is_lying(font, "0123456789")
    document.close()


def test_an_outline_is_judged_by_its_form() -> None:
    bar = places_of([[(0.0, 0.0), (10.0, 0.0), (10.0, 100.0), (0.0, 100.0)]])
    assert [digit for digit in "0123456789" if not are_others({digit: bar})] == ["1"]
    assert not are_others({"8": places_of([])})
    assert places_of([[(0.0, 0.0), (1.0, 0.0)]]) == 0
