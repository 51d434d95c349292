"""The lines, fills and fonts that sheets of workbooks share."""

from typing import Literal

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side


def _around(style: Literal["thin", "hair"], colour: str) -> Border:
    side = Side(style=style, color=colour)
    return Border(left=side, right=side, top=side, bottom=side)


BLACK_LINES = _around("thin", "FF000000")
GREY_LINES = _around("thin", "FFBFBFBF")
HAIR_LINES = _around("hair", "FFBFBFBF")
LABEL_FILL = PatternFill("solid", fgColor="FFF2F2F2")
YELLOW_WHILE_BLANK = PatternFill("solid", bgColor="FFFFF2CC")
"""Of a rule for cells that are still to be filled in."""
LABEL_FONT, TEXT_FONT = Font(name="宋体", size=10), Font(name="宋体", size=11)
CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
