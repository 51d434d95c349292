"""A year's figures of a ledger in sentences for the texts of the report (sections 一, 五 and 六)."""

from collections.abc import Iterator

from app.ledger.counting import Count
from app.ledger.due_list import YearFigures
from app.values import canonical


def year_sentences(counted: Count, figures: YearFigures, table: str) -> Iterator[str]:
    """Yield the sentences; *table* is the key of the form's table of applications."""
    cells = counted.cells

    def total(row: str) -> int:
        return cells.get(f"{table}.{row}.total", 0)

    new, before = total("new"), total("carried_in")
    yield f"本年新收政府信息公开申请{new}件，上年结转{before}件。"
    if channels := "、".join(f"{name}{count}件" for name, count in figures.by_channel):
        yield f"本年新收的政府信息公开申请，按提出方式分：{channels}。"
    yield f"本年办结政府信息公开申请{total('total')}件，结转下年度继续办理{total('carried_out')}件。"
    if figures.extended:
        yield f"延长答复期限的申请{figures.extended}件。"
    if figures.corrected:
        yield f"告知申请人补正的申请{figures.corrected}件。"
    if figures.late:
        yield f"本年答复的申请中，超过法定期限答复的{len(figures.late)}件。"
    elif figures.answered:
        yield "本年答复的申请均在法定期限内答复。"
    if figures.fees_noticed or figures.fees_paid:
        noticed, paid = canonical(figures.fees_noticed), canonical(figures.fees_paid)
        yield f"本年发出收费通知的金额{noticed}元，收取信息处理费{paid}元。"
    else:
        yield "本年未收取信息处理费。"
