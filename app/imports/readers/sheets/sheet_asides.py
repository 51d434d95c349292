"""How what lies on a sheet beside its cells is told, whatever format it comes from."""

from app.imports.raw_document import Aside

_COMMENT, _BOX = "这是批注，没有读入", "这是文本框中的文字，没有读入；属于报告的，请写到单元格中"
_PICTURE = "这是图片，其中的内容没有读入；有报告的数字、文字的，请填到单元格中"
MOST, _LONGEST = 200, 2000


def comment(sheet: str, text: str) -> Aside:
    """Return what is told of a comment."""
    return Aside(f"工作表“{sheet}”批注", text[:_LONGEST], _COMMENT, harmless=True)


def text_box(sheet: str, text: str) -> Aside:
    """Return what is told of a text box."""
    return Aside(f"工作表“{sheet}”文本框", text[:_LONGEST], _BOX)


def pictures(sheet: str, count: int) -> Aside:
    """Return what is told of the pictures on a sheet: a seal is no part of the report, a table may be."""
    return Aside(f"工作表“{sheet}”图片", f"{count} 张", _PICTURE, harmless=True)
