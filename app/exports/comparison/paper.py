"""A comparison as blocks, so that it is set on pages as a report is."""

from __future__ import annotations

from collections.abc import Iterator

from app.exports.blocks import Block, Document, Heading, Paragraph, TableBlock
from app.exports.comparison.differences import Compared, Figure, FigureTable, TextChange
from app.exports.title_words import title_block
from app.forms.grid import grid_of
from app.forms.tables import Band, Node, Table
from app.report import Report
from app.values import Value, canonical

SUBJECT = "两年对照"
NOTHING = ""


def paper(found: Compared, report: Report, *, draft: bool) -> Document:
    """Return the comparison of *report* as a document."""
    now, before = found.years
    title = f"{report.unit.name}{now}年与{before}年{report.form.document_type}对照"
    blocks: list[Block] = [
        title_block(title, (*report.form.title_words, "对照"), report.unit.name),
        Paragraph(
            f"本对照按两年的报告生成，{now}年在前，{before}年在后，增减为{now}年减{before}年；没有填写的留空。"
            "文字逐句比较：除数字外相同的算仅数字不同，其余与上年各句都不同的算新写。"
        ),
    ]
    for heading, part in found.parts:
        blocks.append(Heading(1, heading))
        if isinstance(part, TextChange):
            blocks += _text(part)
        else:
            for table in part:
                blocks += _table(table, found.years)
    return Document(tuple(blocks), title, report.unit.name, report.year, SUBJECT, draft)


def _table(table: FigureTable, years: tuple[int, int]) -> Iterator[Block]:
    if table.figures:
        rows = tuple(
            Node(f"r{number}", figure.label, figure.label) for number, figure in enumerate(table.figures)
        )
        labels = (f"{years[0]}年", f"{years[1]}年", "增减")
        columns = tuple(
            Node(key, label, label) for key, label in zip(("now", "before", "more"), labels, strict=True)
        )
        made = Table("compared", table.name, (Band(rows, columns, corner=table.name),))
        values = {
            f"compared.r{number}.{key}": text
            for number, figure in enumerate(table.figures)
            for key, text in zip(("now", "before", "more"), printed(figure), strict=True)
        }
        yield TableBlock(made, grid_of(made), values)
    if table.left_out:
        yield Paragraph(table.left_out_words)


def printed(figure: Figure) -> tuple[str, str, str]:
    """Return this year's figure, last year's and the difference as they are printed."""
    more = figure.difference
    return _plain(figure.now), _plain(figure.before), NOTHING if more is None else _signed(more)


def _signed(more: Value) -> str:
    text = canonical(more)
    return f"+{text}" if more > 0 else text.replace("-", "−")


def _plain(value: Value | None) -> str:
    return NOTHING if value is None else canonical(value)


def summary(change: TextChange) -> str:
    """Say in one sentence how a section's text stands to last year's."""
    if not change.sentences and not change.gone:
        return "两年都没有文字。"
    return (
        f"本年 {change.sentences} 句：与上年相同 {change.same} 句，仅数字不同 {change.refigured} 句，"
        f"新写 {len(change.new)} 句；上年有而本年没有的 {len(change.gone)} 句。"
    )


def _text(change: TextChange) -> Iterator[Block]:
    yield Paragraph(summary(change))
    for heading, sentences in (("（一）新写的", change.new), ("（二）上年有而本年没有的", change.gone)):
        if sentences:
            yield Heading(2, heading)
            yield from (Paragraph(sentence) for sentence in sentences)
