"""Cells of prints, OFD files and LibreOffice's sheets with marks drawn into them, covers, and looks by rules (`cells_seen`)."""

import re
from collections.abc import Callable

from cells_of_documents import Word, _in_paragraph
from cells_of_libreoffice import Open, _styled, _valued
from cells_of_workbooks import _SOLID, Book, _rule
from cells_seen import NONE, SAFE
from drawn import FONT, SIZE, Draw
from reportlab.pdfgen.canvas import Canvas
from test_ofd import WHITE, box, text
from test_seen_docx import run

OfdDraw = Callable[[float, float], str]
"""Draws a figure on an OFD page: where it begins, and the line it stands on."""


def _after(more: Callable[[float, float], str]) -> OfdDraw:
    return lambda x, y: text(x, y, "12") + more(x, y)


def _path(x: float, y: float, data: str, more: str = "", inside: str = "") -> str:
    return (
        f'<ofd:PathObject ID="2" Boundary="{x:.3f} {y:.3f} 12 6" {more}>{inside}'
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )


_SHADED = (
    '<ofd:FillColor><ofd:AxialShd StartPoint="0 0" EndPoint="9 0"><ofd:Segment><ofd:Color Value="255 255 255"/></ofd:Segment>'
    '<ofd:Segment><ofd:Color Value="255 255 255"/></ofd:Segment></ofd:AxialShd></ofd:FillColor>'
)
_SEVEN = "M 0 0 L 1.6 0 L 0.6 3"
OFD: dict[str, tuple[OfdDraw, str]] = {
    "white by a blend of colours": (_after(lambda x, y: text(x + 3.6, y, "3", inside=_SHADED)), SAFE),
    "a colour of a palette": (_after(lambda x, y: text(x + 3.6, y, "3", inside='<ofd:FillColor ColorSpace="9" Index="1"/>')), SAFE),
    "no ink of four": (_after(lambda x, y: text(x + 3.6, y, "3", inside='<ofd:FillColor Value="0 0 0 0"/>')), SAFE),
    "white by what its look rests on": (_after(lambda x, y: text(x + 3.6, y, "3", more='DrawParam="32"')), SAFE),
    "white by its look": (_after(lambda x, y: text(x + 3.6, y, "3", more='DrawParam="31"')), SAFE),
    "struck by a dash": (_after(lambda x, y: text(x - 0.2, y, "—")), NONE),
    "under a white block": (_after(lambda x, y: text(x - 0.1, y, "█", inside=WHITE)), NONE),
    "under a black block": (_after(lambda x, y: text(x - 0.1, y, "█")), NONE),
    "part of a drawing kept elsewhere": (lambda x, y: text(x, y, "1") + f'<ofd:CompositeObject ID="8" Boundary="{x + 1.8:.3f} {y - 3:.3f} 2 3.5" ResourceID="9"/>', "told"),
    "under a drawing kept elsewhere": (_after(lambda x, y: f'<ofd:CompositeObject ID="8" Boundary="{x - 0.5:.3f} {y - 4:.3f} 6 5" ResourceID="9"/>'), "told"),
    "raised by its step": (lambda x, y: text(x, y, "12") + text(x + 3.6, y, "3", size=1.9).replace('DeltaX=""', 'DeltaX="" DeltaY="0"').replace('Y="1.9"', 'Y="0.2"'), SAFE),
    "lowered and small": (_after(lambda x, y: text(x + 3.6, y + 0.6, "3", size=1.9)), SAFE),
    "small on the line": (_after(lambda x, y: text(x + 3.6, y, "3", size=1.9)), SAFE + " or 123"),
    "a one as a line": (_after(lambda x, y: _path(x + 4, y - 2.6, "M 0 0 L 0 2.6", 'LineWidth="0.3"')), "told"),
    "a minus as a line": (lambda x, y: text(x + 2, y, "12") + _path(x, y - 1.2, "M 0 0 L 1.4 0", 'LineWidth="0.3"'), "told"),
    "a seven as lines": (_after(lambda x, y: _path(x + 4, y - 3, _SEVEN, 'LineWidth="0.3"')), "told"),
    "a zero as a curve": (_after(lambda x, y: _path(x + 4, y - 3, "M 0 1.4 B 0 -0.5 1.8 -0.5 1.8 1.4 B 1.8 3.3 0 3.3 0 1.4", 'LineWidth="0.3"')), "told"),
    "underlined": (_after(lambda x, y: _path(x, y + 0.5, "M 0 0 L 3.5 0", 'LineWidth="0.2"')), SAFE),
    "an unseen line before it": (lambda x, y: _path(x - 0.5, y - 1.2, "M 0 0 L 6 0", 'LineWidth="0.2"', '<ofd:StrokeColor Value="255 255 255"/>') + text(x, y, "12"), SAFE),
    "a wide white line over it": (_after(lambda x, y: _path(x - 0.5, y - 1.5, "M 0 0 L 6 0", 'LineWidth="5"', '<ofd:StrokeColor Value="255 255 255"/>')), NONE),
    "a frame in its cell": (_after(lambda x, y: box(x - 0.5, y - 3.4, 5, 4.4)), SAFE),
    "patterned cover": (_after(lambda x, y: box(x - 0.5, y - 4, 12, 5, 'Fill="true" Stroke="false"', '<ofd:FillColor><ofd:Pattern Width="1" Height="1"/></ofd:FillColor>')), NONE),
    "between two rows": (lambda x, y: text(x, y + 4.2, "12"), "told"),
    "far above its row": (lambda x, y: text(x, y - 8.0, "12"), NONE),
}  # fmt: skip

LAYERS: dict[str, tuple[str, str]] = {
    # The cover in a layer of its own, before and behind the page's, by the layer's kind.
    "cover in the foreground": ('Type="Foreground"', NONE),
    "cover in the background": ('Type="Background"', "12"),
    "cover in the body, before": ("", "12"),
}


def _line(canvas: Canvas, *points: float, width: float = 0.8, grey: float = 0.0) -> None:
    canvas.saveState()
    canvas.setLineWidth(width)
    canvas.setStrokeGray(grey)
    canvas.line(*points)
    canvas.restoreState()


def _with(
    words: str, drawn: Callable[[Canvas, float, float], None], *, before: bool = False, dx: float = 0
) -> Draw:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        if before:
            drawn(canvas, x, y)
        if words:
            canvas.drawString(x + dx, y, words)
        if not before:
            drawn(canvas, x, y)

    return draw


def _curve(canvas: Canvas, x: float, y: float, *, fill: int = 0, stroke: int = 1) -> None:
    path = canvas.beginPath()
    path.moveTo(x, y + 4)
    path.curveTo(x, y - 1.5, x + 5, y - 1.5, x + 5, y + 4)
    path.curveTo(x + 5, y + 9, x, y + 9, x, y + 4)
    canvas.drawPath(path, stroke=stroke, fill=fill)


def _outlined_one(canvas: Canvas, x: float, y: float) -> None:
    """The outline of a 1, as programs write it that turn letters into shapes."""
    path = canvas.beginPath()
    path.moveTo(x, y)
    for dx, dy in ((0.9, 0), (0.9, 7), (0.2, 7), (-1.2, 5.6), (-0.8, 5.2), (0, 5.9)):
        path.lineTo(x + dx, y + dy)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def _seven(canvas: Canvas, x: float, y: float) -> None:
    _line(canvas, x, y + 7, x + 4.5, y + 7)
    _line(canvas, x + 4.5, y + 7, x + 1.5, y)


def _words(
    more: str, *, grey: float = 0.0, size: float = SIZE, dx: float = 0, dy: float = 0
) -> Callable[[Canvas, float, float], None]:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        canvas.saveState()
        canvas.setFont(FONT, size)
        canvas.setFillGray(grey)
        canvas.drawString(x + dx, y + dy, more)
        canvas.restoreState()

    return draw


PDF: dict[str, tuple[Draw, str]] = {
    "a minus as a line": (_with("12", lambda c, x, y: _line(c, x, y + 3, x + 5, y + 3), dx=7), "told"),
    "a short minus as a line": (_with("12", lambda c, x, y: _line(c, x, y + 3, x + 3, y + 3), dx=5), "told"),
    "a minus as a box": (_with("12", lambda c, x, y: c.rect(x, y + 3, 4, 0.8, stroke=0, fill=1), dx=6), "told"),
    "a one as a line": (_with("12", lambda c, x, y: _line(c, x + 14, y, x + 14, y + 7)), "told"),
    "a one as a box": (_with("12", lambda c, x, y: c.rect(x + 14, y, 0.9, 7, stroke=0, fill=1)), "told"),
    "a one as a shape": (_with("12", lambda c, x, y: _outlined_one(c, x + 15, y)), "told"),
    "a seven as lines": (_with("12", lambda c, x, y: _seven(c, x + 14, y)), "told"),
    "a zero as a curve": (_with("12", lambda c, x, y: _curve(c, x + 14, y)), "told"),
    "only a one as a line": (_with("", lambda c, x, y: _line(c, x + 3, y, x + 3, y + 7)), "told"),
    "only a dash as a line": (_with("", lambda c, x, y: _line(c, x, y + 3, x + 8, y + 3)), "told"),
    "a dark box beside it": (_with("12", lambda c, x, y: c.rect(x + 14, y - 1, 9, 9, stroke=0, fill=1)), "told"),
    "underlined": (_with("12", lambda c, x, y: _line(c, x, y - 1.5, x + 10, y - 1.5)), "12"),
    "on a line to fill in": (_with("12", lambda c, x, y: _line(c, x - 2, y - 1.5, x + 30, y - 1.5)), SAFE),
    "a white line before it": (_with("12", lambda c, x, y: _line(c, x - 1, y + 3, x + 12, y + 3, grey=1), before=True), SAFE),
    "a white line over it": (_with("12", lambda c, x, y: _line(c, x - 1, y + 3, x + 12, y + 3, grey=1)), SAFE),
    "a wide white line over it": (_with("12", lambda c, x, y: _line(c, x - 1, y + 3.5, x + 12, y + 3.5, grey=1, width=11)), NONE),
    "a wide white line over a digit": (_with("123", lambda c, x, y: _line(c, x + 10.2, y + 3.5, x + 16, y + 3.5, grey=1, width=11)), SAFE),
    "a line through it": (_with("12", lambda c, x, y: _line(c, x - 1, y + 3, x + 12, y + 3)), NONE),
    "a digit struck from its cell's side": (_with("912", lambda c, x, y: _line(c, x - 4, y + 3, x + 5, y + 3)), "12"),
    "between two rows": (lambda canvas, x, y: canvas.drawString(x, y - 10.5, "12"), "told"),
    "between two rows, lower": (lambda canvas, x, y: canvas.drawString(x, y - 13, "12"), NONE),
    "between two rows, higher": (lambda canvas, x, y: canvas.drawString(x, y + 13, "12"), "told"),
    "between two columns": (lambda canvas, x, y: canvas.drawString(x - 9, y, "12"), "told"),
    "struck by a dash": (_with("12", _words("—")), NONE),
    "struck by hyphens": (_with("12", _words("--")), NONE),
    "struck by an underscore": (_with("12", _words("__", dy=4)), NONE),
    "a stroke of the font over it": (_with("12", _words("／")), NONE),
    "a cross of the font over it": (_with("12", _words("×", size=14, dx=-1)), NONE),
}  # fmt: skip


def _ruled(font: str, ground: str) -> str:
    """A cell's style that gets another by a condition."""
    return (
        f'<style:style style:name="Rl" style:family="table-cell"><style:table-cell-properties fo:background-color="{ground}"/>'
        f'<style:text-properties fo:color="{font}"/></style:style>'
        '<style:style style:name="Cd" style:family="table-cell"><style:text-properties fo:color="#336699"/>'
        '<style:map style:condition="cell-content()&gt;1" style:apply-style-name="Rl" style:base-cell-address="A.A1"/></style:style>'
    )


_GROUND = (
    '<style:style style:name="Rg" style:family="table-cell"><style:table-cell-properties fo:background-color="{}"/></style:style>'
    '<style:style style:name="Cg" style:family="table-cell"><style:text-properties fo:color="{}"/>'
    '<style:map style:condition="cell-content()&gt;1" style:apply-style-name="Rg" style:base-cell-address="A.A1"/></style:style>'
)


def _worth(style: str) -> Callable[[str, int], str]:
    """Give a cell a look and the value 12."""
    return lambda text, at: _valued('office:value-type="float" office:value="12"')(
        _styled(style)(text, at), at
    )


def _by_condition(style: str, own: str) -> Callable[[str, int], str]:
    """Give a cell a look and the value 12, and another look by a condition as LibreOffice writes it."""

    def change(text: str, at: int) -> str:
        text = _worth(own)(text, at)
        end = text.index("</table:table>", at)
        rules = (
            '<calcext:conditional-formats xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
            '<calcext:conditional-format calcext:target-range-address="A.A1:A.Z99">'
            f'<calcext:condition calcext:apply-style-name="{style}" calcext:value="&gt;1" calcext:base-cell-address="A.A1"/>'
            "</calcext:conditional-format></calcext:conditional-formats>"
        )
        return text[:end] + rules + text[end:]

    return change


def _plain_style(name: str, font: str, ground: str = "") -> str:
    behind = f'<style:table-cell-properties fo:background-color="{ground}"/>' if ground else ""
    return f'<style:style style:name="{name}" style:family="table-cell">{behind}<style:text-properties fo:color="{font}"/></style:style>'


ODS: dict[str, Open] = {
    "filled in the font's colour by a rule": Open("12", "told", _GROUND.format("#336699", "#336699"), _worth("Cg")),
    "filled in black by a rule": Open("12", "told", _GROUND.format("#000000", "#000000"), _worth("Cg")),
    "filled in another colour by a rule": Open("12", "12", _GROUND.format("#ffff00", "#336699"), _worth("Cg")),
    "font and ground by a rule": Open("12", "told", _ruled("#336699", "#336699"), _worth("Cd")),
    "in the font's colour by LibreOffice's rule": Open("12", "told", _GROUND.format("#336699", "#336699") + _plain_style("Own", "#336699"), _by_condition("Rg", "Own")),
    "in the ground's colour by LibreOffice's rule": Open("12", "told", '<style:style style:name="Rf" style:family="table-cell"><style:text-properties fo:color="#336699"/></style:style>' + _plain_style("Own", "#000000", "#336699"), _by_condition("Rf", "Own")),
    "in another colour by LibreOffice's rule": Open("12", "12", _GROUND.format("#ffff00", "#336699") + _plain_style("Own", "#336699"), _by_condition("Rg", "Own")),
    "white on a dark ground of its own by a rule": Open("12", SAFE, '<style:style style:name="Rw" style:family="table-cell"><style:text-properties fo:color="#ffffff"/></style:style>' + _plain_style("Own", "#000000", "#336699"), _by_condition("Rw", "Own")),
    "a value without its text": Open("", "told or 12", "", lambda text, at: _valued('office:value-type="float" office:value="12"')(text, at)),
    "a text that is empty before a value": Open('<text:span/>', "told or 12", "", _valued('office:value-type="float" office:value="12"')),
}  # fmt: skip

_DARK = _SOLID.format("FF336699")
_TO = _rule("cellIs", "1")


def _wide(width: float) -> Callable[[str, str], str]:
    """Make the three columns of the figure's cell so wide together."""

    def change(text: str, place: str) -> str:
        columns = f'<cols><col min="2" max="4" width="{width / 3:.3f}" customWidth="1"/></cols>'
        return re.sub(r"<cols>.*?</cols>", "", text).replace("<sheetData", columns + "<sheetData", 1)

    return change


XLSX: dict[str, Book] = {
    "in its ground's colour by a rule": Book("told", fill=_DARK, sheet=_TO, dxf='<dxf><font><color rgb="FF336699"/></font></dxf>'),
    "on a ground of its colour by a rule": Book("told", font='<font><color rgb="FF336699"/></font>', sheet=_TO, dxf='<dxf><fill><patternFill><bgColor rgb="FF336699"/></patternFill></fill></dxf>'),
    "too wide for its column": Book("told", cell='<c r="PLACE"><v>1234567</v></c>', sheet=_wide(3)),
    "three digits in a column for two": Book("told", cell='<c r="PLACE"><v>123</v></c>', sheet=_wide(2.1)),
    "fits its column": Book("123", cell='<c r="PLACE"><v>123</v></c>', sheet=_wide(3.8)),
    "made to fit its column": Book("1234567", cell='<c r="PLACE" s="STYLE"><v>1234567</v></c>', align='<alignment shrinkToFit="1"/>', sheet=_wide(3)),
    "large in its column": Book("told", cell='<c r="PLACE" s="STYLE"><v>12345</v></c>', font='<font><sz val="22"/></font>', sheet=_wide(8)),
    "white on its own dark ground by a rule": Book(SAFE, fill=_DARK, sheet=_TO, dxf='<dxf><font><color rgb="FFFFFFFF"/></font></dxf>'),
    "red on its own dark ground by a rule": Book("12", fill=_DARK, sheet=_TO, dxf='<dxf><font><color rgb="FFFF0000"/></font></dxf>'),
}  # fmt: skip

_WPS = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)


def _anchored(
    down: float,
    *,
    across: float = 0,
    wide: float = 600,
    look: str = "<a:solidFill/>",
    behind: int = 0,
    by: str = "paragraph",
) -> str:
    """A run with a shape that hangs on its paragraph, so many points below the paragraph's top, 60 high."""
    return (
        f'<w:r><w:drawing {_WPS}><wp:anchor behindDoc="{behind}"><wp:positionH relativeFrom="column"><wp:posOffset>{across * 12700:.0f}</wp:posOffset>'
        f'</wp:positionH><wp:positionV relativeFrom="{by}"><wp:posOffset>{down * 12700:.0f}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{wide * 12700:.0f}" cy="{60 * 12700}"/><a:graphic><a:graphicData><wps:wsp><wps:spPr>{look}</wps:spPr></wps:wsp>'
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
    )


def _old_shape(down: float, look: str = "") -> str:
    """The same in the older kind."""
    style = f"position:absolute;margin-left:0;margin-top:{down}pt;width:500pt;height:60pt;z-index:5"
    return f'<w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml" style="{style}" {look}/></w:pict></w:r>'


def _above(shape: str) -> Callable[[str, int], str]:
    """Hang a shape on the last paragraph above the table."""

    def change(text: str, at: int) -> str:
        table = text.rindex("<w:tbl>", 0, at)
        end = text.rindex("</w:p>", 0, table)
        return text[:end] + shape + text[end:]

    return change


_TWELVE = run("12")
DOCX: dict[str, Word] = {
    "a box from above it": Word(_TWELVE, "told", _above(_anchored(130))),
    "a box of the older kind from above it": Word(_TWELVE, "told", _above(_old_shape(130))),
    "a box above the table": Word(_TWELVE, "12", _above(_anchored(-80))),
    "a box far beside it": Word(_TWELVE, "12", _above(_anchored(130, across=900, wide=20))),
    "a box behind the text": Word(_TWELVE, "12", _above(_anchored(130, behind=1))),
    "a frame from above it": Word(_TWELVE, "12", _above(_anchored(130, look="<a:noFill/>"))),
    "a line from above it": Word(_TWELVE, "told", _above(_anchored(130, look='<a:prstGeom prst="line"/><a:noFill/>'))),
    "a frame of the older kind": Word(_TWELVE, "12", _above(_old_shape(130, 'filled="f"'))),
    "moved to the left of the page": Word(_TWELVE, "told", _in_paragraph('<w:ind w:left="-20000"/>')),
    "first line moved to the left": Word(_TWELVE, "told", _in_paragraph('<w:ind w:firstLine="-9000"/>')),
    "hanging out of its cell": Word(_TWELVE, "told", _in_paragraph('<w:ind w:hanging="9000"/>')),
    "hanging in its indent": Word(_TWELVE, "12", _in_paragraph('<w:ind w:left="420" w:hanging="420"/>')),
    "a line of no height": Word(_TWELVE, "told", _in_paragraph('<w:spacing w:line="20" w:lineRule="exact"/>')),
    "a line of its height": Word(_TWELVE, "12", _in_paragraph('<w:spacing w:line="280" w:lineRule="exact"/>')),
}  # fmt: skip
