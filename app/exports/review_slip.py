"""A slip (审核意见) as a document: what has to be put right, what has to be looked at, and what to do."""

from datetime import date

from app.clock import written
from app.collection.slips import Slip, SlipNote
from app.errors import UserError
from app.exports.blocks import Block, Document, Heading, Paragraph, Signature
from app.exports.title_words import title_block

SLIP_FORMATS = {"docx": "Word 文档", "pdf": "PDF 文件", "txt": "文本文件"}
_KIND = "审核意见"


def slip_document(slip: Slip, called: str) -> Document:
    """Return the document; *called* is the kind of report: 政府信息公开工作年度报告."""
    title = f"关于{slip.unit}{slip.year}年{called}的{_KIND}"
    blocks: list[Block] = [title_block(title, (called, _KIND), slip.unit)]
    blocks.append(Paragraph(f"{slip.unit}："))
    opening = f"报来的{slip.year}年{called}已经审核（所审核的数的校验码为 {slip.code}）。"
    asked = "请按以下意见核对、改正后重新报送。" if slip.notes or slip.remark else "没有发现问题。"
    blocks.append(Paragraph(opening + asked))
    errors = [note for note in slip.notes if note.is_error]
    others = [note for note in slip.notes if not note.is_error]
    remarks = [SlipNote(line) for line in slip.remark.splitlines() if line.strip()]
    heads = (
        (errors, f"必须改正的（{len(errors)} 处）"),
        (others, f"请核对的（{len(others)} 项）"),
        (remarks, "其他意见"),
    )
    number = 0
    for notes, words in heads:
        if notes:
            blocks.append(Heading(1, f"{'一二三'[number]}、{words}"))
            blocks += [Paragraph(f"{place}. {note.words}") for place, note in enumerate(notes, start=1)]
            number += 1
    day = date.fromisoformat(slip.at[:10])
    blocks.append(Signature(slip.office, written(day)))
    return Document(tuple(blocks), title, slip.office, slip.year, _KIND, draft=False, dated=day)


def render(slip: Slip, called: str, format_name: str) -> bytes:
    """Return the slip in one of `SLIP_FORMATS`. Raises UserError for a character that no font has."""
    document = slip_document(slip, called)
    match format_name:
        case "docx":
            from app.exports.docx import render as render_docx

            return render_docx(document)
        case "pdf":
            from app.exports.pdf import render as render_pdf

            return render_pdf(document)
        case "txt":
            from app.exports.plain_text import plain_text

            return plain_text(document).encode("utf-8-sig")
    raise UserError(f"审核意见不能写成“{format_name}”格式。")
