"""The names of a fill-in workbook's parts: sheets, named cells and properties.

The export writes these names and the import reads them back; neither knows the other.
"""

from dataclasses import dataclass

VERSION = 2
"""The version of the workbook's layout; version 1 had neither names nor properties."""

COVER, TEXTS, CHECKS, CODES = "封面", "文字部分", "核对", "校验码"
"""The sheets beside those of the form's tables, which bear the tables' names."""
OWN_SHEETS = (COVER, CHECKS, CODES)
"""The sheets that hold nothing of the report itself."""

TEXTS_HEAD = ("栏目", "内容")
TITLE, PREFACE, SIGNED_BY, SIGNED_ON = "标题", "前言", "落款单位", "落款日期"
"""The words in the first column of the texts besides the form's own headings."""

LAST_YEAR = "上年数"
"""The first word above last year's figures, which stand beside a table for comparison."""
UNIT_LINE = "单位："
"""How the line with unit and year above a table begins."""
YES, NO = "是", "否"

PREFIX = "NB_"
UNIT, YEAR, FORM, LAYOUT, ID = (f"{PREFIX}{word}" for word in ("unit", "year", "form", "version", "id"))
"""The names of the identity, of its cells on the cover and of the file's properties alike."""
FILLED_BY, TELEPHONE, NIL, CODE = (f"{PREFIX}{word}" for word in ("filled_by", "telephone", "nil", "code"))
HEADLINE, BY, ON = (f"{PREFIX}{word}" for word in ("title", "signed_by", "signed_on"))


def cell_name(key: str) -> str:
    """Return the name of the cell with this key, made of letters, digits and underscores, which all programs keep."""
    return PREFIX + "cell_" + key.replace(".", "_")


def text_name(section: str) -> str:
    """Return the name of the lines for a section's text."""
    return f"{PREFIX}text_{section}"


@dataclass(frozen=True)
class Identity:
    """Whose report a workbook was made for, as its properties state it."""

    unit: str
    year: int
    form: str
    version: int
    id: str
