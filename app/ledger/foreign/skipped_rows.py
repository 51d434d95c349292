"""Says to a person why a row of a foreign ledger is no request of its own."""

_WHY = {
    "blank": "空行", "repeated head": "重复的表头", "subtotal": "小计", "total": "合计", "signature": "填表人、日期等",
    "note": "说明", "example": "填写的示例",
    "sheet of examples": "示例、模板，这张表没有读入", "void": "作废、空号", "title": "标题", "section": "分段标题", "no dispute": "没有复议、诉讼的内容",
    "same number, second dispute": "与上面的编号相同，并入同一件", "co-defendant as 复议机关": "仅作为复议机关，不计入",
    "same number, carried to a later sheet": "同一编号在后面的表中再次出现，按后面的为准",
    "no heading found, sheet not read": "没有找到表头，这张表没有读入",
}  # fmt: skip
_NOT_COUNTED = ", not counted"


def not_counted(matter: str) -> str:
    """Say that a request of this matter is left out by a choice about counting, as the command line's JSON tells it."""
    return f"{matter.replace('_', ' ')}{_NOT_COUNTED}"


def is_left_to_a_choice(why: str) -> bool:
    """Whether the row left out was a request: these are shown where the choices are made."""
    return why.endswith(_NOT_COUNTED)


def why_skipped(why: str) -> str:
    """Return in Chinese the reason that the command line's JSON calls *why*."""
    return _WHY.get(why, why)
