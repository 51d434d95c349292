"""What shapes, notes and other figures cover of a PDF's figure is not read, nor is a figure that is half covered."""

import io
from collections.abc import Callable

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from cells_seen import judge
from drawn import SIZE, Draw, plain, report
from pages import NEW, figures
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from app.imports.formats import read

KEY = "applications.new.natural_person"
WIDTH = SIZE / 2
"""How wide a digit is drawn."""


def _shape(
    make: Callable[[PDFPathObject, float, float], None], *, white: bool = True, even_odd: bool = False
) -> Draw:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        canvas.drawString(x, y, "12")
        path = canvas.beginPath()
        make(path, x, y)
        canvas.setFillColorRGB(*((1, 1, 1) if white else (0.1, 0.2, 0.4)))
        canvas.drawPath(path, stroke=0, fill=1, fillMode=0 if even_odd else 1)

    return draw


def _over_all(path: PDFPathObject, x: float, y: float) -> None:
    path.ellipse(x - 8, y - 8, 30, 24)


def _over_the_first(path: PDFPathObject, x: float, y: float) -> None:
    path.circle(x + 0.5, y + 3, 4)


def _spot_in_the_first(path: PDFPathObject, x: float, y: float) -> None:
    path.circle(x + WIDTH / 2, y + 3, 1.8)


def _half_over_the_last(path: PDFPathObject, x: float, y: float) -> None:
    path.rect(x + WIDTH * 1.6, y - 3, 12, 14)


def _lower_half(path: PDFPathObject, x: float, y: float) -> None:
    path.rect(x - 1, y - 4, 14, 6)


def _frame(path: PDFPathObject, x: float, y: float) -> None:
    path.rect(x - 4, y - 6, 30, 20)
    path.rect(x - 2, y - 4, 26, 16)


def _apart(path: PDFPathObject, x: float, y: float) -> None:
    path.circle(x + 40, y + 3, 6)


def _triangle_beside(path: PDFPathObject, x: float, y: float) -> None:
    """Its box lies over the figure, the shape itself does not."""
    path.moveTo(x + 12, y - 4)
    path.lineTo(x + 30, y - 4)
    path.lineTo(x + 30, y + 30)
    path.close()


def _white_on_a_round_ground(canvas: Canvas, x: float, y: float) -> None:
    canvas.setFillColorRGB(0.1, 0.2, 0.4)
    canvas.roundRect(x - 3, y - 4, 24, 15, 4, stroke=0, fill=1)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(x, y, "12")


def _printed_twice(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "12")
    canvas.drawString(x + 0.3, y, "12")


def _word_over(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "12")
    canvas.drawString(x - 1, y, "无")


def _said_otherwise(canvas: Canvas, x: float, y: float) -> None:
    """The file tells those who read aloud another figure than the one that is drawn."""
    canvas._code.append("/Span <</ActualText (9)>> BDC")
    canvas.drawString(x, y, "12")
    canvas._code.append("EMC")


def _bare_field(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "1")
    canvas.acroForm.textfield(value="2", x=x + 6, y=y - 3, width=20, height=13, fontSize=9, borderWidth=0)


def _only_a_field(canvas: Canvas, x: float, y: float) -> None:
    canvas.acroForm.textfield(value="12", x=x, y=y - 3, width=30, height=14, fontSize=9, borderWidth=0)


SEEN: dict[str, tuple[Draw, str]] = {
    "an ellipse over all": (_shape(_over_all), "blank or told"),
    "a dark ellipse over all": (_shape(_over_all, white=False), "blank or told"),
    "a circle over one digit": (_shape(_over_the_first), "2 or told"),
    "a spot in a digit": (_shape(_spot_in_the_first), "told"),
    "half a digit": (_shape(_half_over_the_last), "told"),
    "the lower half": (_shape(_lower_half), "told"),
    "a frame with a hole": (_shape(_frame, even_odd=True, white=False), "12"),
    "a circle apart": (_shape(_apart), "12"),
    "a triangle beside": (_shape(_triangle_beside), "12"),
    "white on a round ground": (_white_on_a_round_ground, "12"),
    "printed twice for bold": (_printed_twice, "12"),
    "a word over it": (_word_over, "told"),
    "a character the font lacks": (plain("1\u2e992"), "told"),
    "another figure said": (_said_otherwise, "told"),
    "a field alone": (_only_a_field, "12"),
}  # fmt: skip


@pytest.mark.parametrize("name", SEEN)
def test_a_figure_is_read_as_far_as_it_is_seen(name: str) -> None:
    draw, wanted = SEEN[name]
    found = read(report(KEY, draw), "年报.pdf", unit=None, year=None)
    judge(found, KEY, wanted)
    rest = {key: value for key, value in figures(NEW).items() if key != KEY}
    assert {key: value for key, value in found.cells.items() if key != KEY} == rest


def _without_looks(data: bytes) -> bytes:
    """Take the looks of the fields away, as programs leave them that have the reader's make them."""
    assert b"/AP <<" in data
    return data.replace(b"/AP <<", b"/XX <<")


@pytest.mark.parametrize("draw", [_bare_field, _only_a_field])
def test_a_field_without_a_look_is_told(draw: Draw) -> None:
    judge(read(_without_looks(report(KEY, draw)), "年报.pdf", unit=None, year=None), KEY, "told")


def test_a_line_drawn_by_hand_over_a_figure_is_told() -> None:
    document = pypdfium2.PdfDocument(report(KEY, plain("12")))
    page = document[0]
    text = page.get_textpage()
    note = pdfium.FPDFPage_CreateAnnot(page, pdfium.FPDF_ANNOT_INK)
    place = text.search("12", match_whole_word=True).get_next()
    assert place is not None
    left, bottom, right, top = next(
        box
        for index in range(text.count_chars())
        if text.get_text_range(index, 3) == "12\r" or text.get_text_range(index, 2) == "12"
        for box in [text.get_charbox(index)]
        if 270 < box[0] < 275
    )
    pdfium.FPDFAnnot_SetRect(note, pdfium.FS_RECTF(left - 1, top + 1, right + 6, bottom - 1))
    pdfium.FPDFPage_CloseAnnot(note)
    buffer = io.BytesIO()
    document.save(buffer)
    judge(read(buffer.getvalue(), "年报.pdf", unit=None, year=None), KEY, "told")


def test_the_reason_shows_a_box_for_what_is_not_read() -> None:
    found = read(report(KEY, plain("−12")), "年报.pdf", unit=None, year=None)
    (item,) = found.unread
    assert item.text == "□12"
    assert item.why.startswith("这一格里有认不出的字符")
    assert item.cells == (KEY,)


def _with_a_picture(canvas: Canvas, x: float, y: float, text: str = "1") -> None:
    canvas.drawString(x, y, text)
    picture = ImageReader(Image.new("RGB", (20, 30), (0, 0, 0)))
    canvas.drawImage(picture, x + 7, y - 1, 6, 9)


def _only_a_picture(canvas: Canvas, x: float, y: float) -> None:
    _with_a_picture(canvas, x, y, "")


def _drawn_digit(canvas: Canvas, x: float, y: float) -> None:
    """The digit 0 as a shape, as programs write that turn letters into curves."""
    canvas.drawString(x, y, "1")
    path = canvas.beginPath()
    path.ellipse(x + 6, y, 5, 7)
    path.ellipse(x + 7, y + 1, 3, 5)
    canvas.drawPath(path, stroke=0, fill=1, fillMode=0)


def _ground(canvas: Canvas, x: float, y: float) -> None:
    """A picture as the ground of the cell."""
    picture = ImageReader(Image.new("RGB", (20, 30), (240, 250, 240)))
    canvas.drawImage(picture, x - 3, y - 6, 74, 18)
    canvas.drawString(x, y, "12")


@pytest.mark.parametrize("draw", [_with_a_picture, _only_a_picture, _drawn_digit])
def test_what_is_drawn_in_a_figures_cell_is_told(draw: Draw) -> None:
    judge(read(report(KEY, draw), "年报.pdf", unit=None, year=None), KEY, "told")


def test_a_picture_behind_a_figure_changes_nothing() -> None:
    found = read(report(KEY, _ground), "年报.pdf", unit=None, year=None)
    assert (dict(found.cells), found.unread) == ({**figures(NEW), KEY: 12}, ())
