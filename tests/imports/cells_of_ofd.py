"""Cells of OFD files as strange programs leave them, each with what a person sees there (`cells_seen`)."""

from collections.abc import Callable

from cells_seen import NONE, SAFE
from test_ofd import box, text


def _line(points: str, more: str = "") -> Callable[[float, float], str]:
    return lambda x, y: (
        text(x, y, "12")
        + f'<ofd:PathObject ID="2" Boundary="{x - 1:.3f} {y - 4:.3f} 12 6" {more}>'
        + f"<ofd:AbbreviatedData>{points}</ofd:AbbreviatedData></ofd:PathObject>"
    )


OFD: dict[str, tuple[Callable[[float, float], str], str]] = {
    "crossed out": (_line("M 0.5 5 L 5 0.5", 'LineWidth="0.3"'), NONE),
    "crossed out twice": (_line("M 0.5 5 L 5 0.5 M 0.5 0.5 L 5 5", 'LineWidth="0.3"'), NONE),
    "struck by a line": (_line("M 0.5 2.7 L 6 2.7", 'LineWidth="0.3"'), NONE),
    "struck by a thick line": (_line("M 0.5 2.7 L 6 2.7", 'LineWidth="4"'), NONE),
    "an unseen line": (_line("M 0.5 2.7 L 6 2.7", 'Stroke="false"'), SAFE),
    "a clear line": (_line("M 0.5 2.7 L 6 2.7", 'Alpha="0"'), SAFE),
    "squeezed to nothing": (lambda x, y: text(x, y, "12") + text(x + 3.6, y, "3", more='HScale="0.01"'), SAFE),
    "from the right by its steps": (lambda x, y: text(x + 1.75, y, "12").replace('DeltaX="1.750"', 'DeltaX="-1.75"'), "21 or told"),
    "two codes in another order": (lambda x, y: text(x, y, "2").replace("</ofd:TextObject>", '<ofd:TextCode X="-1.75" Y="3.5">1</ofd:TextCode></ofd:TextObject>'), SAFE),
    "small by its matrix": (lambda x, y: text(x, y, "12") + text(x + 3.6, y, "3", more='CTM="0.05 0 0 0.05 0 0"'), SAFE),
    "only a white outline": (lambda x, y: text(x, y, "12") + text(x + 3.6, y, "3", more='Fill="false" Stroke="true"', inside='<ofd:StrokeColor Value="255 255 255"/>'), SAFE),
    "clear paint": (lambda x, y: text(x, y, "12") + text(x + 3.6, y, "3", inside='<ofd:FillColor Value="0 0 0" Alpha="0"/>'), SAFE),
    "under a dark box": (lambda x, y: text(x, y, "12") + box(x - 0.5, y - 4, 12, 5, 'Fill="true"', '<ofd:FillColor Value="20 20 20"/>'), NONE),
    "other glyphs than told": (lambda x, y: text(x, y, "12").replace("<ofd:TextCode", '<ofd:CGTransform CodePosition="0" CodeCount="2" GlyphCount="2"><ofd:Glyphs>28 28</ofd:Glyphs></ofd:CGTransform><ofd:TextCode'), "told"),
}  # fmt: skip
