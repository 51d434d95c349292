"""A figure read from a Word document is the figure a person sees there; what is not seen is not read."""

import io
import re
import zipfile
from dataclasses import replace

import docx
import pytest
from builders import consistent_report
from zip_files import packed

from app.exports.formats import render
from app.imports.formats import read

KEY = "disclosure.licensing.decisions"
MARK = 987654


def run(text: str, properties: str = "") -> str:
    """Return a run of Word's."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def choice(requires: str, inside: str, fallback: str) -> str:
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    return (
        f'<mc:AlternateContent {mc}><mc:Choice Requires="{requires}">{inside}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    )


MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
NUMBER = "<m:r><m:t>{}</m:t></m:r>"

SEEN: dict[str, tuple[str, str]] = {
    "superscript": (run("12") + run("1", '<w:vertAlign w:val="superscript"/>'), "12"),
    "raised": (run("12") + run("1", '<w:position w:val="10"/><w:sz w:val="12"/>'), "12"),
    "strike": (run("9", "<w:strike/>") + run("12"), "12"),
    "dstrike": (run("9", '<w:dstrike w:val="1"/>') + run("12"), "12"),
    "strike switched off": (run("1", '<w:strike w:val="0"/>') + run("2", '<w:strike w:val="false"/>'), "12"),
    "vanish": (run("12") + run("3", "<w:vanish/>"), "12"),
    "webHidden": (run("12") + run("3", "<w:webHidden/>"), "12"),
    "hidden by a style": (run("12") + run("3", '<w:rStyle w:val="Hidden"/>'), "12"),
    "hidden by a style based on one": (run("12") + run("3", '<w:rStyle w:val="Deeper"/>'), "12"),
    "shown in spite of its style": (run("1") + run("2", '<w:rStyle w:val="Hidden"/><w:vanish w:val="0"/>'), "12"),
    "tiny": (run("12") + run("3", '<w:sz w:val="2"/>'), "12"),
    "dir": (run("1") + f'<w:dir w:val="ltr">{run("2")}</w:dir>', "12"),
    "bdo": (run("1") + f'<w:bdo w:val="ltr">{run("2")}</w:bdo>', "12"),
    "sym": (run("1") + '<w:r><w:sym w:font="Arial" w:char="0032"/></w:r>', "12"),
    "sym in the private range": (run("1") + '<w:r><w:sym w:font="Times" w:char="F032"/></w:r>', "12"),
    "formula": (run("1") + f'<m:oMath {MATH}>{NUMBER.format("2")}</m:oMath>', "12"),
    "unknown choice": (choice("zz9", run("31"), run("12")), "12"),
    "known choice": (choice("wps", run("12"), run("13")), "12"),
    "choice in a run": (f"<w:r>{choice('zz9', '<w:t>31</w:t>', '<w:t>12</w:t>')}</w:r>", "12"),
    "ruby": (
        "<w:r><w:ruby><w:rt>" + run("34") + "</w:rt><w:rubyBase>" + run("12") + "</w:rubyBase></w:ruby></w:r>",
        "12",
    ),
    "inserted": (run("1") + f'<w:ins w:id="1" w:author="a">{run("2")}</w:ins>', "12"),
    "deleted": (
        run("12") + '<w:del w:id="1" w:author="a"><w:r><w:delText>3</w:delText></w:r></w:del>', "12",
    ),
    "moved away": (run("12") + f'<w:moveFrom w:id="1" w:author="a">{run("3")}</w:moveFrom>', "12"),
    "field": (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>=7*5</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("12") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        "12",
    ),
    "footnote": (run("12") + '<w:r><w:footnoteReference w:id="2"/></w:r>', "12"),
    "content control": (f"<w:sdt><w:sdtContent>{run('12')}</w:sdtContent></w:sdt>", "12"),
    "white": (run("12") + run("3", '<w:color w:val="FFFFFF"/>'), "12"),
    "nearly white": (run("12") + run("3", '<w:color w:val="FEFEFE"/>'), "12"),
    "white by a style": (run("12") + run("3", '<w:rStyle w:val="White"/>'), "12"),
    "white on a dark field": (run("12", '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F3864"/>'), "12"),
    "white under a marker": (run("12", '<w:color w:val="FFFFFF"/><w:highlight w:val="blue"/>'), "12"),
    "grey on the same grey": (run("12") + run("3", '<w:color w:val="808080"/><w:shd w:val="clear" w:fill="808080"/>'), "12"),
    "light grey": (run("1") + run("2", '<w:color w:val="BFBFBF"/>'), "12"),
    "zero width": (run("1\u200b2\ufeff"), "12"),
    "decimals": (run("12.00"), "12"),
}  # fmt: skip

NOT_CERTAIN = {
    "all struck": run("12", "<w:strike/>"),
    "sign of a symbol font": run("1") + '<w:r><w:sym w:font="Wingdings" w:char="F032"/></w:r>',
    "fraction": f"<m:oMath {MATH}><m:f><m:num>{NUMBER.format(1)}</m:num><m:den>{NUMBER.format(2)}</m:den></m:f></m:oMath>",
    "power": f"<m:oMath {MATH}><m:sSup><m:e>{NUMBER.format(1)}</m:e><m:sup>{NUMBER.format(2)}</m:sup></m:sSup></m:oMath>",
    "raised in the middle": run("1") + run("2", '<w:vertAlign w:val="superscript"/>') + run("3"),
    "text box": run("1")
    + "<w:r><w:pict><w:txbxContent><w:p>"
    + run("2")
    + "</w:p></w:txbxContent></w:pict></w:r>",
}

STYLES = (
    '<w:style w:type="character" w:styleId="White"><w:name w:val="White"/><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Hidden"><w:name w:val="Hidden"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Deeper"><w:name w:val="Deeper"/><w:basedOn w:val="Hidden"/></w:style>'
)
RUN = re.compile(rf"<w:r>(?:(?!<w:r>).)*?<w:t[^>]*>{MARK}</w:t></w:r>", re.DOTALL)


def parts() -> dict[str, str]:
    report = consistent_report()
    data = render(replace(report, cells={**report.cells, KEY: MARK}), "docx", draft=False)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {
            name: archive.read(name).decode()
            for name in archive.namelist()
            if name.endswith((".xml", ".rels"))
        }
    files["word/styles.xml"] = files["word/styles.xml"].replace("</w:styles>", f"{STYLES}</w:styles>")
    return files


def document(content: str) -> bytes:
    files = parts()
    text, count = RUN.subn(lambda _: content, files["word/document.xml"])
    assert count == 1
    return packed(files | {"word/document.xml": text})


@pytest.mark.parametrize("kind", SEEN)
def test_what_is_seen_is_read(kind: str) -> None:
    content, value = SEEN[kind]
    found = read(document(content), "报告.docx", unit=None, year=None)
    assert found.as_json()["cells"].get(KEY) == value
    assert len(found.cells) == 200


@pytest.mark.parametrize("kind", NOT_CERTAIN)
def test_what_is_not_certain_is_left_blank_and_told(kind: str) -> None:
    found = read(document(NOT_CERTAIN[kind]), "报告.docx", unit=None, year=None)
    assert KEY not in found.cells
    assert [item for item in found.unread if KEY in item.cells]


@pytest.mark.parametrize("mark", ['<w:del w:id="9" w:author="a"/>', "<w:hidden/>"])
def test_a_row_deleted_under_tracking_or_hidden_is_not_read(mark: str) -> None:
    files = parts()
    text = files["word/document.xml"]
    end = text.index("</w:tr>", text.index(str(MARK))) + len("</w:tr>")
    start = text.rindex("<w:tr>", 0, end) if "<w:tr>" in text else text.rindex("<w:tr ", 0, end)
    row = text[start:end]
    dead = re.sub(
        r"<w:tr( [^>]*)?>(<w:trPr>)?",
        lambda m: f"<w:tr><w:trPr>{mark}" + ("" if m[2] else "</w:trPr>"),
        row,
        count=1,
    )
    live = row.replace(str(MARK), "12")
    _twelve_alone_is_read(files, text[:start] + dead + live + text[end:])


def test_a_hidden_copy_of_a_table_is_not_read() -> None:
    files = parts()
    text = files["word/document.xml"]
    start = text.rindex("<w:tbl>", 0, text.index(str(MARK)))
    end = text.index("</w:tbl>", start) + len("</w:tbl>")
    hidden = re.sub(
        r"<w:r>(<w:rPr>)?",
        lambda m: "<w:r><w:rPr><w:vanish/>" + ("" if m[1] else "</w:rPr>"),
        text[start:end],
    )
    live = text[start:end].replace(str(MARK), "12")
    _twelve_alone_is_read(files, text[:start] + hidden + live + text[end:])


def _twelve_alone_is_read(files: dict[str, str], document: str) -> None:
    found = read(packed(files | {"word/document.xml": document}), "报告.docx", unit=None, year=None)
    assert found.as_json()["cells"][KEY] == "12"
    assert len(found.cells) == 200


@pytest.mark.parametrize("nested", [False, True])
def test_numbers_within_a_table_that_only_arranges_the_page_are_those_seen(nested: bool) -> None:
    word = docx.Document()
    for text in ("丙局2024年政府信息公开工作年度报告", "一、总体情况"):
        word.add_paragraph(text)
    cell = word.add_table(1, 1).cell(0, 0)
    if nested:
        cell = cell.add_table(1, 1).cell(0, 0)
    for name in ("甲", "乙"):
        cell.add_paragraph(name, style="List Number")
    word.add_paragraph("丙", style="List Number")
    for text in ("五、存在的主要问题及改进情况", "有。", "六、其他需要报告的事项", "无。"):
        word.add_paragraph(text)
    buffer = io.BytesIO()
    word.save(buffer)
    found = read(buffer.getvalue(), "年报.docx", unit=None, year=None)
    assert found.sections["overview"] == "1.甲\n2.乙\n3.丙"


def test_a_row_too_low_to_be_seen_is_not_read() -> None:
    files = parts()
    text = files["word/document.xml"]
    at = text.index(str(MARK))
    start, end = text.rindex("<w:tr>", 0, at), text.index("</w:tr>", at) + len("</w:tr>")
    row = text[start:end]
    dead = row.replace(str(MARK), "999").replace(
        "<w:tr>", '<w:tr><w:trPr><w:trHeight w:val="1" w:hRule="exact"/></w:trPr>', 1
    )
    files["word/document.xml"] = text[:start] + dead + text[start:]
    found = read(packed(files), "报告.docx", unit=None, year=None)
    assert found.cells[KEY] == MARK
    assert found.unread == ()
