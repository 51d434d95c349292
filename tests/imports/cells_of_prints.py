"""Cells of PDFs as strange programs and people leave them, each with what a person sees there (`cells_seen`).

Each is drawn by steps that go on from one another; places are told from where the figure begins, on its line.
"""

from collections.abc import Callable

from cells_seen import NONE, SAFE
from drawn import FONT, SIZE, Draw
from PIL import Image, ImageDraw
from reportlab.lib.colors import CMYKColor, CMYKColorSep
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName
from reportlab.pdfgen.canvas import Canvas

WIDTH = SIZE / 2
"""How wide a digit is drawn."""
BEHIND = 2 * WIDTH + 0.2
"""Where a digit stands behind two others."""


def steps(*draws: Draw) -> Draw:
    """Draw one after the other."""

    def draw(canvas: Canvas, x: float, y: float) -> None:
        for one in draws:
            one(canvas, x, y)

    return draw


def do(method: Callable[..., object], *arguments: object) -> Draw:
    """Change how the canvas draws from now on."""
    return lambda canvas, _x, _y: method(canvas, *arguments)


def words(text: str, across: float = 0, up: float = 0) -> Draw:
    """Draw a text."""
    return lambda canvas, x, y: canvas.drawString(x + across, y + up, text)


def box(across: float, up: float, width: float, height: float) -> Draw:
    """Fill a rectangle."""
    return lambda canvas, x, y: canvas.rect(x + across, y + up, width, height, stroke=0, fill=1)


def line(across: float, up: float, to_across: float, to_up: float) -> Draw:
    """Draw a line."""
    return lambda canvas, x, y: canvas.line(x + across, y + up, x + to_across, y + to_up)


def colour(red: float, green: float, blue: float) -> Draw:
    """Fill with a colour from now on."""
    return do(Canvas.setFillColorRGB, red, green, blue)


def turned(across: float, up: float, *changes: Draw, text: str = "12") -> Draw:
    """Draw a text in a system of its own."""

    def draw(canvas: Canvas, x: float, y: float) -> None:
        canvas.translate(x + across, y + up)
        steps(*changes, words(text))(canvas, 0, 0)

    return draw


def typed(
    text: str, across: float = 0, *, mode: int = 0, space: float = 0, scale: float = 100, raised: str = "",
    by: float = 0, size: float = SIZE,
) -> Draw:  # fmt: skip
    """Draw a text with looks that only a text object has, and what is *raised* behind it."""

    def draw(canvas: Canvas, x: float, y: float) -> None:
        written = canvas.beginText(x + across, y)
        written.setTextRenderMode(mode)
        written.setCharSpace(space)
        written.setHorizScale(scale)
        written.textOut(text)
        written.setFont(FONT, size)
        written.setRise(by)
        written.textOut(raised)
        canvas.drawText(written)

    return draw


def between(before: str, after: str, text: str = "12") -> Draw:
    """Draw a text between operators that the canvas has no methods for."""

    def draw(canvas: Canvas, x: float, y: float) -> None:
        canvas._code.append(before)
        canvas.drawString(x, y, text)
        canvas._code.append(after)

    return draw


def picture(colour: str, across: float, up: float, width: float, height: float, text: str = "") -> Draw:
    """Draw a picture of one colour, with a text in it."""
    image = Image.new("RGB", (20, 20), colour)
    ImageDraw.Draw(image).text((2, 2), text, fill="black")
    return lambda canvas, x, y: canvas.drawImage(ImageReader(image), x + across, y + up, width, height)


def stamp(canvas: Canvas, x: float, y: float) -> None:
    """Draw a red ring that can be seen through."""
    ring = Image.new("RGBA", (60, 60), (0, 0, 0, 0))
    ImageDraw.Draw(ring).ellipse((2, 2, 58, 58), outline=(220, 0, 0, 255), width=4)
    canvas.drawImage(ImageReader(ring), x - 20, y - 20, 50, 50, mask="auto")


def clip(across: float, up: float, width: float, height: float) -> Draw:
    """Show from now on only what lies in a rectangle."""

    def draw(canvas: Canvas, x: float, y: float) -> None:
        path = canvas.beginPath()
        path.rect(x + across, y + up, width, height)
        canvas.clipPath(path, stroke=0, fill=0)

    return draw


def waves(canvas: Canvas, x: float, y: float) -> None:
    """Draw a line that goes up and down through the first digit."""
    path = canvas.beginPath()
    path.moveTo(x, y + 3)
    for step in range(1, 5):
        path.lineTo(x + WIDTH * step / 4, y + 3 + (1 if step % 2 else -1))
    canvas.drawPath(path, stroke=1, fill=0)


def form(name: str, text: str, at: float, across: float, *bounds: float) -> Draw:
    """Draw a text as a form of the PDF, which shows what lies in its bounds."""

    def draw(canvas: Canvas, x: float, y: float) -> None:
        canvas.beginForm(name, *bounds)
        canvas.setFont(FONT, SIZE)
        canvas.drawString(at, 0, text)
        canvas.endForm()
        canvas.translate(x + across, y)
        canvas.doForm(name)

    return draw


def watermark(text: str) -> Draw:
    """Draw large grey words askew."""
    return turned(-20, -30, do(Canvas.setFillGray, 0.8), do(Canvas.rotate, 45), do(Canvas.setFont, FONT, 40), text=text)  # fmt: skip


def shading(canvas: Canvas, x: float, y: float) -> None:
    """Fill a part of the cell with a shading from white to white."""
    clip(11, -2, 12, 12)(canvas, x, y)
    canvas.linearGradient(x + 11, y - 2, x + 23, y + 10, [(1, 1, 1), (1, 1, 1)])


def typewriter(text: str, across: float) -> Draw:
    """Write a note that is shown on the page."""
    return lambda canvas, x, y: canvas.freeTextAnnotation(
        text, "/Helv 9 Tf 0 g", (x + across, y - 2, x + 30, y + 10), relative=1
    )


def entry(value: str, across: float, width: float) -> Draw:
    """Draw a field of a form that holds a value."""
    look = {"height": 13, "fontSize": 9, "borderWidth": 0}
    return lambda canvas, x, y: canvas.acroForm.textfield(value=value, x=x + across, y=y - 3, width=width, **look)  # fmt: skip


def noted(kind: str) -> Draw:
    """Draw a figure, and a mark of a reviewer's over it."""

    def draw(canvas: Canvas, x: float, y: float) -> None:
        canvas.drawString(x, y, "12")
        corners = [x - 1, y + 9, x + 14, y + 9, x - 1, y - 2, x + 14, y - 2]
        note = {
            "Type": PDFName("Annot"),
            "Subtype": PDFName(kind),
            "Rect": PDFArray([x - 1, y - 2, x + 14, y + 9]),
            "QuadPoints": PDFArray(corners),
            "C": PDFArray([1, 0, 0]),
            "IC": PDFArray([1, 1, 1]),
            "F": 4,
        }
        canvas._addAnnotation(PDFDictionary(note))

    return draw


def without_ink(colour: object) -> Draw:
    """Draw a digit in a colour that is none, and a figure behind it."""
    return steps(do(Canvas.setFillColor, colour), words("9"), BLACK, words("12", WIDTH))


BLACK, WHITE, BLUE = colour(0, 0, 0), colour(1, 1, 1), colour(0.1, 0.2, 0.4)
TWELVE, STRUCK = words("12"), words("912")
THIRD = words("3", BEHIND)

PDF: dict[str, tuple[Draw, str]] = {
    # Over each other, beside each other.
    "drawn twice": (steps(TWELVE, words("12", 0.3)), "12"),
    "shadow": (steps(do(Canvas.setFillGray, 0.7), words("12", 0.7, -0.7), BLACK, TWELVE), "12"),
    "near shadow": (steps(do(Canvas.setFillGray, 0.7), words("12", 0.5, -0.5), BLACK, TWELVE), SAFE),
    "last digit first": (steps(words("2", WIDTH), words("1")), "12"),
    "pieces": (steps(typed("1"), typed("2", WIDTH)), "12"),
    "kerned": (steps(words("1"), words("2", 5.2)), "12"),
    "wide apart": (steps(words("1"), words("2", 16)), SAFE),
    "twice apart": (steps(TWELVE, words("12", 20)), "told"),
    "half over": (steps(words("1"), words("2", 2.5)), SAFE),
    "other over": (steps(TWELVE, words("77")), "told"),
    "over two lines": (steps(words("1", 0, 4), words("2", 0, -5)), "told"),
    "out of page": (steps(TWELVE, words("3", -1000)), "12"),
    # Modes and spaces of a text.
    "outlined": (typed("12", mode=1), "12"),
    "filled and outlined": (typed("12", mode=2), "12"),
    "only clips": (typed("12", mode=7), "blank or told"),
    "all invisible": (typed("12", mode=3), NONE),
    "invisible behind": (steps(TWELVE, typed("3", 11, mode=3)), "12"),
    "outlined in white": (steps(TWELVE, do(Canvas.setStrokeColorRGB, 1, 1, 1), typed("3", 11, mode=1)), SAFE),
    "white with a black edge": (steps(TWELVE, do(Canvas.setStrokeColorRGB, 0, 0, 0), WHITE, typed("3", 11, mode=2)), "told or 123"),
    "spaced": (typed("12", space=3), SAFE),
    "squeezed": (typed("912", space=-5.5), "told"),
    "narrow": (typed("12", scale=50), "12"),
    "as nothing": (steps(TWELVE, typed("3", 12, scale=1)), SAFE),
    "far apart": (between("60 Tc", "0 Tc"), "told or 12"),
    "over each other": (between("-5 Tc", "0 Tc"), "told or blank"),
    "mirrored by its width": (between("-100 Tz", "100 Tz"), "told or blank"),
    "raised by its rise": (typed("12", raised="3", by=5), SAFE),
    "small and raised by its rise": (typed("12", raised="3", by=4, size=6), "12"),
    # Sizes and directions.
    "scaled": (turned(0, 0, do(Canvas.scale, 10, 10), do(Canvas.setFont, FONT, 1)), "12"),
    "upright": (turned(8, -2, do(Canvas.rotate, 90)), SAFE),
    "mirrored": (turned(20, 0, do(Canvas.scale, -1, 1), text="21"), "told"),
    "head down": (turned(20, 7, do(Canvas.rotate, 180), text="21"), "told"),
    "slanted": (turned(0, 0, do(Canvas.skew, 0, 12)), SAFE),
    "small by its matrix": (steps(TWELVE, turned(12, 0, do(Canvas.scale, 0.02, 0.02), text="3")), SAFE),
    "flat by its matrix": (steps(TWELVE, turned(12, 0, do(Canvas.scale, 1, 0.01), text="3")), SAFE),
    "tiny": (steps(TWELVE, do(Canvas.setFont, FONT, 0.5), THIRD), "12"),
    "raised": (steps(TWELVE, do(Canvas.setFont, FONT, 5), words("3", 11.5, 4)), "12"),
    "lowered": (steps(TWELVE, do(Canvas.setFont, FONT, 5), words("3", 11.5, -2)), SAFE),
    "a little lower": (steps(TWELVE, do(Canvas.setFont, FONT, SIZE * 0.58), words("3", 2 * WIDTH, -SIZE * 0.08)), SAFE),
    # Colours.
    "grey": (steps(do(Canvas.setFillGray, 0.6), TWELVE), "12"),
    "faint": (steps(TWELVE, do(Canvas.setFillAlpha, 0.02), words("3", 11)), SAFE),
    "pale": (steps(TWELVE, colour(0.985, 0.985, 0.985), THIRD), SAFE),
    "white cmyk": (steps(TWELVE, do(Canvas.setFillColorCMYK, 0, 0, 0, 0), THIRD), SAFE),
    "no ink": (without_ink(CMYKColor(0, 0, 0, 0)), SAFE),
    "no spot ink": (without_ink(CMYKColorSep(0, 0, 0, 1, spotName="Ink", density=0)), SAFE),
    "black on black": (steps(box(0, -1, WIDTH, 9), words("9"), words("12", WIDTH + 1)), SAFE),
    "on a ground": (steps(colour(0.9, 0.9, 0.6), box(-2, -3, 40, 13), BLACK, TWELVE), "12"),
    "white on dark": (steps(BLUE, box(-2, -3, 40, 13), WHITE, TWELVE), SAFE),
    # What covers it.
    "white beside": (steps(TWELVE, WHITE, box(12, -2, 20, 12)), "12"),
    "partly covered": (steps(words("123"), WHITE, box(2 * WIDTH, -3, 8, 13)), "12"),
    "covered": (steps(TWELVE, WHITE, box(-1, -3, 30, 13)), NONE),
    "blacked": (steps(TWELVE, box(-1, -2, 14, 12)), NONE),
    "glass": (steps(TWELVE, colour(1, 1, 0), do(Canvas.setFillAlpha, 0.3), box(-1, -3, 30, 13)), "12"),
    "covered by a path": (steps(TWELVE, THIRD, WHITE, lambda canvas, x, y: canvas.circle(x + 15, y + 3, 5, stroke=0, fill=1)), SAFE),
    "thick line": (steps(words("123"), do(Canvas.setStrokeColorRGB, 1, 1, 1), do(Canvas.setLineWidth, 12), line(BEHIND + 0.1, 3, 2 * WIDTH + 8, 3)), SAFE),
    "covered by strips": (steps(words("9"), WHITE, *(box(-1, up, 8, 4) for up in (-2, 2, 6)), BLACK, words("12", 8)), SAFE),
    "the same digit printed anew": (steps(TWELVE, WHITE, box(-1, -2, 2 * SIZE, SIZE + 2), BLACK, words("32")), "told or 32"),
    "clipped": (steps(clip(-1, -3, 2 * WIDTH + 1, 14), words("123")), "12"),
    "clipped away": (steps(clip(-30, -30, 5, 5), TWELVE), NONE),
    "outside of its form": (steps(TWELVE, form("cut", "3", 20, -6, 0, 0, 5, 5)), "12"),
    "form": (form("figure", "12", 0, 0), "12"),
    "under a shading": (steps(TWELVE, THIRD, shading), SAFE),
    "under an image": (steps(words("4321"), picture("white", -1, -3, 40, 13), TWELVE), "12"),
    "under a stamp": (steps(TWELVE, stamp), "12"),
    "watermark of words": (steps(TWELVE, watermark("内部资料")), SAFE),
    "watermark of digits": (steps(TWELVE, watermark("2024")), SAFE),
    # What strikes it.
    "line drawn first": (steps(line(0, 3, WIDTH, 3), STRUCK), "12"),
    "crossed": (steps(words("9"), line(0, 0, WIDTH, 7), line(0, 7, WIDTH, 0), words("12", WIDTH)), SAFE),
    "one stroke": (steps(STRUCK, line(-1, -1, WIDTH + 1, 8)), SAFE),
    "struck by two lines": (steps(STRUCK, line(0, 2.5, WIDTH, 2.5), line(0, 4.5, WIDTH, 4.5)), "12"),
    "struck by a box": (steps(STRUCK, box(0, 3, WIDTH, 0.8)), "12"),
    "struck by a picture": (steps(STRUCK, picture("black", 0, 3, WIDTH, 0.8)), SAFE),
    "struck by strokes": (steps(STRUCK, line(0, 3.5, 2.1, 3.5), line(WIDTH / 2, 3.5, WIDTH / 2 + 2.1, 3.5)), SAFE),
    "struck by dashes": (steps(STRUCK, do(Canvas.setDash, 1, 1), line(0, 3.5, WIDTH, 3.5)), SAFE),
    "struck by a sign": (steps(STRUCK, words("-")), "told"),
    "waved": (steps(STRUCK, waves), SAFE),
    "underlined": (steps(TWELVE, box(0, -1.4, 2 * WIDTH, 0.7)), "12"),
    "between rules": (steps(TWELVE, line(-2, -2, 30, -2), line(-2, 9, 30, 9)), "12"),
    # What is no text.
    "as lines": (steps(do(Canvas.setLineWidth, 1), line(2, 0, 2, 7), line(5, 0, 9, 0), line(9, 0, 5, 7)), NONE),
    "a line beside it": (steps(TWELVE, do(Canvas.setLineWidth, 1), line(14, 0, 14, 7)), SAFE),
    "as a picture": (picture("white", 0, -3, 14, 13, "12"), NONE),
    "picture beside it": (steps(TWELVE, picture("white", 12, -3, 14, 13, "12")), SAFE),
    # What a program says of it.
    "said to be other text": (between("/Span <</ActualText (99)>> BDC", "EMC"), SAFE),
    "said to be nothing": (between("/Span <</ActualText ()>> BDC", "EMC"), SAFE),
    "marked as furniture": (between("/Artifact BMC", "EMC"), SAFE),
    "alternative text": (between("/Figure <</Alt (99)>> BDC", "EMC"), SAFE),
    # Fields and notes.
    "field": (entry("12", 0, 30), SAFE),
    "field behind": (steps(words("1"), entry("2", 6, 20)), "told"),
    "check box": (steps(TWELVE, lambda canvas, x, y: canvas.acroForm.checkbox(x=x + 14, y=y - 1, size=8, checked=True)), SAFE),
    "note": (steps(TWELVE, lambda canvas, x, y: canvas.textAnnotation("9", (x + 12, y, x + 20, y + 8), relative=1)), "12"),
    "typewriter": (typewriter("12", 0), SAFE + " or blank"),
    "typewriter behind": (steps(TWELVE, typewriter("3", 11)), "told"),
    "struck by a note": (noted("StrikeOut"), NONE),
    "covered by a note": (noted("Square"), NONE),
    "to be blacked": (noted("Redact"), SAFE + " or blank"),
    "underlined by a note": (noted("Underline"), SAFE),
    # Other signs.
    "full width": (words("１２"), "12"),
    "full stop": (words("12."), SAFE),
    "blanks between": (words("1  2"), "told"),
    "blank behind": (words("12 "), "12"),
    "unit": (words("12件"), "12"),
    "circled": (words("12①"), SAFE),
    "ligature": (words("12ﬁ"), SAFE),
    "superscript digit": (words("12²"), SAFE),
    "two lines of thousands": (words("1,200"), "1200"),
    "roman": (words("Ⅻ"), "told"),
    "stroke": (words("1/2"), "told"),
    "minus": (words("−12"), "told"),
    "percent": (words("12%"), "told"),
}  # fmt: skip
