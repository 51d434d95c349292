"""Notes, heads and feet of a document's pages: a person sees them, so they are told, and never read into a text."""

import pytest
from zip_files import packed

from app.imports.formats import read
from app.imports.imported import Imported

LINES = ("甲县乙局2024年政府信息公开工作年度报告", "一、总体情况", "公开12条。", "五、存在的主要问题及改进情况", "有两个方面。", "六、其他需要报告的事项", "没有。")  # fmt: skip
NOTE, HEAD, FOOT = "数据截至十二月底。", "甲县乙局内部资料", "联系电话见封底"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OPEN = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{part}:1.0"'
    for name, part in (("o", "office"), ("t", "text"), ("s", "style"))
)


def word(kind: str) -> bytes:
    def paragraph(text: str) -> str:
        return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"

    body = "".join(map(paragraph, LINES))
    beside = {
        f"{kind}s": (f'<w:{kind} w:id="2">{paragraph(NOTE)}</w:{kind}>', f"{kind}s"),
        "header": (paragraph(HEAD), "hdr"),
        "footer": (paragraph(FOOT) + paragraph("— 3 —"), "ftr"),
    }
    relations = "".join(
        f'<Relationship Id="r{name}" Type="http://x/{name}" Target="{name}1.xml"/>' for name in beside
    )
    parts = {
        f"word/{name}1.xml": f"<w:{root} {W}>{inner}</w:{root}>" for name, (inner, root) in beside.items()
    }
    parts["word/document.xml"] = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    parts["word/_rels/document.xml.rels"] = f'<Relationships xmlns="{RELATIONS}">{relations}</Relationships>'
    return packed(parts)


def open_document() -> bytes:
    note = f'<t:note t:note-class="footnote"><t:note-citation>1</t:note-citation><t:note-body><t:p>{NOTE}</t:p></t:note-body></t:note>'
    lines = [*LINES[:-1], LINES[-1] + note]
    body = "".join(f"<t:p>{line}</t:p>" for line in lines)
    pages = f"<s:master-page><s:header><t:p>{HEAD}</t:p></s:header><s:footer><t:p>{FOOT}</t:p></s:footer></s:master-page>"
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<o:document-content {OPEN}><o:body><o:text>{body}</o:text></o:body></o:document-content>",
            "styles.xml": f"<o:document-styles {OPEN}>{pages}</o:document-styles>",
        }
    )


def rich_text() -> bytes:
    def coded(text: str) -> str:
        return "".join(f"\\'{byte:02x}" for byte in text.encode("gb18030"))

    *lines, last = LINES
    body = "".join(f"{coded(line)}\\par " for line in lines)
    note = f"{{\\super\\chftn{{\\footnote\\pard\\chftn {coded(NOTE)}}}}}"
    head = f"{{\\header\\pard {coded(HEAD)}\\par}}{{\\footerr {coded(FOOT)}\\par}}"
    return f"{{\\rtf1\\ansi\\ansicpg936{head}{body}{coded(last)}{note}\\par}}".encode()


def told(found: Imported, *, harmless: bool) -> str:
    return " ".join(item.text for item in found.unread if item.harmless is harmless)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (word("footnote"), "年报.docx"),
        (word("endnote"), "年报.docx"),
        (open_document(), "年报.odt"),
        (rich_text(), "年报.rtf"),
    ],
    ids=["footnote.docx", "endnote.docx", "odt", "rtf"],
)
def test_notes_heads_and_feet_are_told_and_in_no_text(data: bytes, name: str) -> None:
    found = read(data, name, unit=None, year=None)
    assert found.unit == "甲县乙局"
    assert found.sections == {"overview": "公开12条。", "problems": "有两个方面。", "other": "没有。"}
    assert NOTE in told(found, harmless=False)
    assert HEAD in told(found, harmless=True)
    assert FOOT in told(found, harmless=True)
    assert "3" not in told(found, harmless=True)
