"""Figures in the texts that are linked to cells: each has its cells, and their value is what is printed.

A cell that is not filled in shows as an empty bracket in the text, which `typography.placeholders` finds.
"""

from collections.abc import Iterator

from app.linked_figures import LEDGER, cells_of, is_known, names_of, words_of
from app.linked_text import Link, links_in
from app.report import Report
from app.rules.examination import Examination
from app.rules.model import Finding, Severity
from app.rules.rule import REGULATION, Span, rule


@rule(
    "narrative.linked",
    "引用的数",
    "文中随表更新的数，所引用的格应在表中，印出来的数应与表中相同；格未填的，由“未填的空位”指出。",
    source=f"{REGULATION}第六条：准确地公开政府信息",
    severity=Severity.ERROR,
)
def linked(examined: Examination) -> Iterator[Finding]:
    """Find linked figures without a cell, and with another value than their cells."""
    report = examined.report
    for section in report.form.text_sections:
        text = report.text(section.key)
        for link in links_in(report.marked(section.key)):
            figure = text[link.start : link.end]
            if message := _problem(report, link, figure):
                span = Span(section.key, link.start, link.length, figure)
                cells = tuple(cell for cell in cells_of(link.source) if cell in report.form.cells)
                yield linked.found(message, span=span, cells=cells)


def _problem(report: Report, link: Link, figure: str) -> str:
    if link.source.startswith(LEDGER):
        return ""
    if not is_known(report, link.source):
        return f"文中的“{figure}”引用的格，本报告的格式中没有，不再随表更新，请核对后改写，或重新插入。"
    expected = words_of(report, link.source)
    if expected != figure:
        return (
            f"文中引用的{names_of(report, link.source)}印作 {figure}，表中为 {expected}，请在此处重新插入。"
        )
    return ""
