"""The scoring sheet of a group: who reported on time, how often, and with how many errors and blanks at first, as xlsx."""

from collections.abc import Sequence

from app.collection.overview import Score
from app.exports.list_workbook import ListSheet, render
from app.report import Unit
from app.values import Value

SCORE_HEADS = (
    "序号",
    "单位",
    "首次报送时间",
    "是否按时",
    "报送次数",
    "是否退回过",
    "首次报送未读出处数",
    "首次报送错误数",
    "首次报送待填处数",
    "现有错误数",
    "现有待填处数",
    "得分",
    "备注",
)


def score_sheet(group: Unit, year: int, scores: Sequence[Score]) -> bytes:
    """Return the workbook; 得分 and 备注 are the office's to fill in."""
    rows = [_row(number, one) for number, one in enumerate(scores, start=1)]
    title = f"{group.name}{year}年年报报送质量情况"
    return render([ListSheet("报送质量", title, SCORE_HEADS, rows)], unit=group.name, year=year)


def _row(number: int, one: Score) -> list[str | Value | None]:
    if one.late is None:
        on_time = "未报" if one.errors is None else "不是以文件报送"
    else:
        on_time = f"逾期 {one.late} 天" if one.late else "按时"
    came = one.late is not None
    return [
        number,
        one.unit.name,
        one.first_at[:16].replace("T", " "),
        on_time,
        one.returns if came else None,
        ("是" if one.sent_back else "否") if came else "",
        one.unread if came else None,
        one.first_errors,
        one.first_lacks,
        one.errors,
        one.lacks,
        None,
        None,
    ]
