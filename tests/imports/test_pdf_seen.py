"""A figure of a PDF is what a person sees on the page, not what lies in the file."""

from collections.abc import Callable

import pytest
from drawn import FONT, SIZE, Draw, plain, report, turned
from pages import NEW, UNIT, YEAR, figures
from reportlab.pdfgen.canvas import Canvas

from app.imports.formats import read

KEY = "applications.new.natural_person"


def _raised(text: str, mark: str, size: float, rise: float) -> Draw:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        canvas.drawString(x, y, text)
        canvas.setFont(FONT, size)
        canvas.drawString(x + canvas.stringWidth(text, FONT, SIZE) + 0.3, y + rise, mark)

    return draw


def _struck(struck: str, text: str, at: float, thin: bool) -> Draw:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        canvas.drawString(x, y, struck + text)
        width = canvas.stringWidth(struck, FONT, SIZE)
        if thin:
            canvas.rect(x, y + at * SIZE, width, 0.6, stroke=0, fill=1)
        else:
            canvas.line(x, y + at * SIZE, x + width, y + at * SIZE)

    return draw


def _hidden(text: str, more: str, how: Callable[[Canvas], None]) -> Draw:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        canvas.drawString(x, y, text)
        x += canvas.stringWidth(text, FONT, SIZE)
        how(canvas)
        if "invisible" in getattr(how, "__name__", ""):
            piece = canvas.beginText(x, y)
            piece.setTextRenderMode(3)
            piece.textOut(more)
            canvas.drawText(piece)
        else:
            canvas.drawString(x, y, more)

    return draw


def _invisible(_: Canvas) -> None:
    """The text itself says so."""


def _white(canvas: Canvas) -> None:
    canvas.setFillColorRGB(1, 1, 1)


def _nearly_white(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0.96, 0.96, 0.97)


def _clear(canvas: Canvas) -> None:
    canvas.setFillAlpha(0)


def _tiny(canvas: Canvas) -> None:
    canvas.setFont(FONT, 1)


def _clipped(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.rect(0, 0, 5, 5)
    canvas.clipPath(path, stroke=0, fill=0)


def _boxed(colour: tuple[float, float, float], below: str, above: str) -> Draw:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        canvas.drawString(x, y, below)
        canvas.setFillColorRGB(*colour)
        canvas.rect(x - 1, y - 3, 40, 13, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        canvas.drawString(x, y, above)

    return draw


def _light_on_dark(canvas: Canvas, x: float, y: float) -> None:
    canvas.setFillColorRGB(0.1, 0.2, 0.5)
    canvas.rect(x - 2, y - 4, 40, 15, stroke=0, fill=1)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(x, y, "12")


def _under_a_veil(canvas: Canvas, x: float, y: float) -> None:
    """A highlighter's mark over the figure, which stays visible."""
    canvas.drawString(x, y, "12")
    canvas.setFillColorRGB(1, 1, 0)
    canvas.setFillAlpha(0.4)
    canvas.rect(x - 1, y - 3, 40, 13, stroke=0, fill=1)


def _underlined(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "12")
    canvas.line(x, y - 1.2, x + 12, y - 1.2)


SEEN: dict[str, Draw] = {
    "as it is": plain("12"),
    "small raised mark": _raised("12", "1", 6, 4),
    "small raised mark in brackets": _raised("12", "[1]", 5.5, 4.5),
    "raised mark of the same size": _raised("12", "1", SIZE, 4),
    "small mark at the top only": _raised("12", "①", 5, 5),
    "lowered mark": _raised("12", "2", 6, -2),
    "struck by a line": _struck("9", "12", 0.3, thin=False),
    "struck by a thin box": _struck("9", "12", 0.35, thin=True),
    "struck low": _struck("34", "12", 0.22, thin=True),
    "underlined": _underlined,
    "invisible": _hidden("12", "3", _invisible),
    "white": _hidden("12", "3", _white),
    "nearly white": _hidden("12", "3", _nearly_white),
    "transparent": _hidden("12", "3", _clear),
    "tiny": _hidden("12", "3", _tiny),
    "clipped": _hidden("12", "3", _clipped),
    "under a white box": _boxed((1, 1, 1), "4321", "12"),
    "under a grey box": _boxed((0.9, 0.9, 0.9), "4321", "12"),
    "light on dark": _light_on_dark,
    "under a veil": _under_a_veil,
}  # fmt: skip
_invisible.__name__ = "invisible"


@pytest.mark.parametrize("name", SEEN)
def test_the_figure_read_is_the_figure_seen(name: str) -> None:
    report_read = read(report(KEY, SEEN[name]), "年报.pdf", unit=None, year=None)
    assert dict(report_read.cells) == {**figures(NEW), KEY: 12}


def test_a_box_with_nothing_over_it_leaves_the_cell_blank() -> None:
    found = read(report(KEY, _boxed((1, 1, 1), "4321", "")), "年报.pdf", unit=None, year=None)
    assert dict(found.cells) == {key: value for key, value in figures(NEW).items() if key != KEY}


@pytest.mark.parametrize("sideways", [False, True])
@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_page_turned_in_any_way_reads_the_same(degrees: int, sideways: bool) -> None:
    data = turned(report(KEY, plain("12"), sideways=sideways), degrees)
    found = read(data, "年报.pdf", unit=None, year=None)
    assert dict(found.cells) == {**figures(NEW), KEY: 12}
    assert (found.unit, found.year, found.unread) == (UNIT, YEAR, ())
