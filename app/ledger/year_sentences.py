"""A year's figures of a ledger in sentences for the texts of the report (sections 一, 五 and 六).

The figures are linked: to the report's cell where that has what the ledger counts, else to the ledger; what has no
source of its own is plain.
"""

from collections.abc import Iterator

from app.ledger.counting import Count
from app.ledger.due_list import YearFigures
from app.ledger.text_figures import channel_source, source_of
from app.linked_text import Link, marked
from app.report import Report
from app.values import Value, canonical


def year_sentences(counted: Count, figures: YearFigures, report: Report) -> Iterator[str]:
    """Yield the sentences for a report that the ledger fills, as texts are kept."""
    assert report.form.ledger is not None
    table = report.form.ledger.applications

    def total(row: str) -> str:
        cell = f"{table}.{row}.total"
        count = counted.cells.get(cell, 0)
        return _linked(count, cell) if report.cells.get(cell) == count else str(count)

    yield f"本年新收政府信息公开申请{total('new')}件，上年结转{total('carried_in')}件。"
    if channels := "、".join(f"{n}{_linked(count, channel_source(n))}件" for n, count in figures.by_channel):
        yield f"本年新收的政府信息公开申请，按提出方式分：{channels}。"
    yield f"本年办结政府信息公开申请{total('total')}件，结转下年度继续办理{total('carried_out')}件。"
    if figures.extended:
        yield f"延长答复期限的申请{_linked(figures.extended, source_of('extended'))}件。"
    if figures.corrected:
        yield f"告知申请人补正的申请{_linked(figures.corrected, source_of('corrected'))}件。"
    if figures.late:
        late = _linked(len(figures.late), source_of("late"))
        yield f"本年答复的申请中，超过法定期限答复的{late}件。"
    elif figures.answered:
        yield "本年答复的申请均在法定期限内答复。"
    if figures.fees_noticed or figures.fees_paid:
        noticed = _linked(figures.fees_noticed, source_of("fees_noticed"))
        paid = _linked(figures.fees_paid, source_of("fees_paid"))
        yield f"本年发出收费通知的金额{noticed}元，收取信息处理费{paid}元。"
    else:
        yield "本年未收取信息处理费。"


def _linked(value: Value, source: str) -> str:
    words = canonical(value)
    return marked(words, [Link(0, len(words), source)])
