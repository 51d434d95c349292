"""What is due in a unit's ledger, as a page to print."""

from collections.abc import Sequence
from datetime import date

from app.clock import written
from app.exports.blocks import Block, Document, Heading, Paragraph, Signature
from app.exports.title_words import title_block
from app.ledger.due_list import Due
from app.report import Unit

_TITLE = "政府信息公开申请办理期限表"


def due_paper(unit: Unit, dues: Sequence[Due], today: date) -> Document:
    """Return the page: what is overdue, what is due by its days, and what waits for the applicant."""
    groups = (
        ("一、已超期", [due for due in dues if (due.clock.days_left or 0) < 0]),
        ("二、待答复", [due for due in dues if due.clock.days_left is not None and due.clock.days_left >= 0]),
        ("三、等待申请人补正", [due for due in dues if due.clock.days_left is None]),
    )
    title = f"{unit.name}{_TITLE}"
    blocks: list[Block] = [title_block(title, (_TITLE,), unit.name)]
    for heading, group in groups:
        blocks.append(Heading(1, heading))
        if not group:
            blocks.append(Paragraph("无。"))
        blocks += [Paragraph(f"{number}. {_line(due)}") for number, due in enumerate(group, start=1)]
    blocks.append(Signature("", written(today)))
    return Document(tuple(blocks), title, unit.name, today.year, "办理期限表", draft=False, dated=today)


def _line(due: Due) -> str:
    request = due.request
    content = " ".join(request.content.split()).rstrip("。．.；;，,、 ")
    content = f"，{content[:40]}{'……' if len(content) > 40 else ''}" if content else ""
    until = f"{written(due.day)}前" if due.day else ""
    received = f"，{written(request.received)}收到" if request.received else ""
    return f"{until}{due.what}：{request.number or '（无编号）'}，{request.applicant or '（未填申请人）'}{received}{content}。{due.words}。"
