"""Tells what a row of a foreign ledger is: a request, a dispute, or neither, and why."""

import re
from dataclasses import dataclass

from app.ledger.foreign.header import Header, begins_header
from app.ledger.foreign.tables import SourceRow
from app.ledger.foreign.vocabulary import listed, plain
from app.values import half_width

_SUM = re.compile(
    r"^(?:(?:第?[一二三四1-4]季度?|[上下]半年|全年|[0-9]{1,2}月份?)?本?[年月季页期表]?度?(?:累计|合计|总计|小计|共计|总数|总件数)|累计|合计|总计|小计|共计|共[0-9]+[件条]|其中[:]?.{0,20}[0-9]+[件条]$)"
)
_SUBTOTAL = re.compile("小计|本季|本月|本页")
_SIGNED = re.compile(
    r"^(?:填[表报]人|填[表报]单位|填[表报](?:日期|时间)|制表|审核人?|负责人|单位负责人|复核|经办人[:：]|联系电话[:：]|联系人[:：]|统计人|报送)"
)
_NOTE = re.compile(r"^(?:注|备注|说明|附注|填表说明|注意)[:：0-9]?|^[※*]")
_SECTION = re.compile(
    r"上年(?:度)?结转|本年(?:度)?新收|上季(?:度)?结转|本季(?:度)?新收|上期结转|本期新收|去年结转|结转件|新收件|新收(?:申请)?$"
)
_END = re.compile(r"[(]?(?:以下|此页|本页)(?:无正文|空白|无内容)[)]?")
_EXAMPLE = re.compile(r"[(]?(?:填[写报表])?(?:示例|样例|范例|举例|例)[0-9一二三]?[)]?[:]?")
_VOID_SHORT = 12
_VOID_REASON = re.compile("$|[，。；、：(（—-]|处理|件|号|申请|登记|(?:系|因)?重[复号]")
_VOID_LAST = re.compile("(?<![未不没非])作废$")


@dataclass(frozen=True)
class RowKind:
    """What a row is: ``request``, ``skip`` with *why*, or ``context`` for a title or a section's name."""

    name: str
    why: str = ""
    text: str = ""


REQUEST = RowKind("request")


def kind_of(row: SourceRow, header: Header) -> RowKind:
    """Tell what a row is."""
    filled = [cell for cell in row.cells if cell.text.strip()]
    if not filled:
        return RowKind("skip", "blank")
    if begins_header(row) or _repeats(row, header):
        return RowKind("skip", "repeated head")
    first = half_width(filled[0].text).strip()
    compact = re.sub(r"\s+", "", first)
    lead = _leading(row, header)
    if any(_SUM.match(re.sub(r"\s+", "", half_width(text))) for text in (compact, *lead)):
        words = "".join(cell.text for cell in filled[:3])
        return RowKind("skip", "subtotal" if _SUBTOTAL.search(words) else "total")
    if any(_EXAMPLE.fullmatch(re.sub(r"\s+", "", half_width(text))) for text in (compact, *lead)):
        return RowKind("skip", "example")
    if _END.fullmatch(compact) and len(filled) == 1:
        return RowKind("skip", "note")
    if _SIGNED.match(compact):
        return RowKind("skip", "signature")
    texts = list(dict.fromkeys(cell.text.strip() for cell in filled))
    if len(texts) == 1 and (len(filled) > 1 or _is_alone(row, header)):
        return _alone(texts[0], filled[0].column, header)
    if _NOTE.match(compact) and len(filled) <= 2:
        return RowKind("skip", "note")
    if _is_void(row, header):
        return RowKind("skip", "void")
    if not _says_something(row, header):
        return RowKind("skip", "blank")
    return REQUEST


def _leading(row: SourceRow, header: Header) -> list[str]:
    """Return the texts that show whether a row is a sum: its number, its name and what stands before."""
    places = (*header.of("seq"), *header.of("id"), *header.of("applicant"))
    return [row.text(place) for place in places]


def _repeats(row: SourceRow, header: Header) -> bool:
    """Whether a row says again what stands in the headings, the second row of them among it."""
    filled = [(cell.column, plain(cell.text)) for cell in row.cells if cell.text.strip()]
    same = sum(pair in header.leaves for pair in filled)
    return same >= 2 and 2 * same > len(filled)


def is_same_row(row: SourceRow, header: Header) -> bool:
    """Whether all that a row says stands in the headings at the same places."""
    return all((cell.column, plain(cell.text)) in header.leaves for cell in row.cells if cell.text.strip())


def _is_alone(row: SourceRow, header: Header) -> bool:
    cell = next(cell for cell in row.cells if cell.text.strip())
    if cell.end - cell.column >= 3:
        return True
    held = next((column.field for column in header.columns if column.place == cell.column), "")
    return held in ("seq", "id", "") and not re.fullmatch(
        r"[0-9A-Za-z〔〕()\-—]{1,30}号?", half_width(cell.text).strip()
    )


def _alone(text: str, column: int, header: Header) -> RowKind:
    """Tell what a single text in a row is: a section's name, a title or a note."""
    compact = re.sub(r"\s+", "", half_width(text))
    if _SECTION.search(compact):
        return RowKind("context", "section", text)
    if _NOTE.match(compact):
        return RowKind("skip", "note")
    if re.search("台账|登记表|统计表|情况表|汇总表", compact):
        return RowKind("context", "title", text)
    return RowKind("context", "section", text)


def _is_void(row: SourceRow, header: Header) -> bool:
    void = listed("void")
    for name in ("result", "detail", "state", "note", "applicant", "content", "received", "kind"):
        for place in header.of(name):
            text = plain(row.text(place))
            if text in void or (name in ("result", "state", "note") and _tells_void(text)):
                return True
    return False


def _tells_void(text: str) -> bool:
    """Whether words say 作废, with a reason or without: 作废，与前件重复登记. What of an answer is void is another matter."""
    word = next((word for word in listed("void") if text.startswith(word)), "")
    if word and _VOID_REASON.match(text, len(word)):
        return True
    return len(text) <= _VOID_SHORT and _VOID_LAST.search(text) is not None


def _says_something(row: SourceRow, header: Header) -> bool:
    """Whether the row has more than its serial number: a number alone is no request."""
    held = {column.place: column.field for column in header.columns}
    idle = ("seq", "id", "dept", "handler", "", "due", "extended", "year")
    begun = [cell for cell in row.cells if cell.text.strip()]
    return any(held.get(cell.column, "") not in idle for cell in begun)
