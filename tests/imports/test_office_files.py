"""Files of other programs: the same report, saved as each of them saves it, reads the same."""

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from lxml import etree
from pages import NEW, UNIT, YEAR, figures
from zip_files import packed

from app.errors import UserError
from app.exports.formats import render
from app.imports import read
from app.imports.formats import read as read_bytes
from app.report import Report, Totals, Unit

MADE = Path(__file__).with_name("made")
"""Made by LibreOffice 7.4 from the page that `pages.Page` builds."""
KINDS = ("doc", "xls", "txt", "csv", "odt", "ods", "rtf")
TEXTS = {section.key: f"{section.tab}的内容。" for section in NEW.sections if section.table is None}


@pytest.mark.parametrize("kind", KINDS)
def test_the_report_reads_the_same(kind: str) -> None:
    found = read(MADE / f"report.{kind}")
    assert dict(found.cells) == figures(NEW)
    assert dict(found.sections) == TEXTS
    assert (found.unit, found.year, found.unread) == (UNIT, YEAR, ())


@pytest.mark.parametrize("kind", ["doc", "xls", "odt", "rtf"])
def test_damage_ends_in_a_refusal_or_a_reading_without_a_wrong_figure(kind: str) -> None:
    data = (MADE / f"report.{kind}").read_bytes()
    told = []
    for end in range(600, len(data), len(data) // 25):
        cut = data[:end]
        torn = data[:end] + bytes(len(data) - end)
        for piece in (cut, torn, data[:512] + data[end:]):
            try:
                found = read_bytes(piece, f"年报.{kind}", unit=None, year=None)
            except UserError as error:
                told.append(str(error))
            else:
                assert found.cells.items() <= figures(NEW).items()
    assert len(told) >= 20
    assert not any("\n" in words for words in told)


def test_boxes_that_the_old_format_does_not_give_up_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    import doc2docx

    convert = doc2docx.convert

    def without_boxes(old: Path, new: Path) -> doc2docx.ConversionResult:
        made = convert(old, new)
        made.report.warning("MAIN_TEXTBOX_TABLE_MALFORMED", "omitted")
        return made

    monkeypatch.setattr(doc2docx, "convert", without_boxes)
    found = read_bytes((MADE / "report.doc").read_bytes(), "年报.doc", unit=None, year=None)
    assert dict(found.cells) == figures(NEW)
    assert [(item.text, item.harmless) for item in found.unread] == [("文本框", False)]


def _compound(stream: str) -> bytes:
    """A compound file with one directory entry, as far as its kind goes by it."""
    name = stream.encode("utf-16-le")
    entry = name.ljust(64, b"\0") + (len(name) + 2).to_bytes(2, "little") + b"\x02"
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entry.ljust(1024, b"\0")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (_compound("EncryptedPackage"), "有密码保护"),
        (_compound("PowerPoint Document"), "不是 Word 或 Excel 文件"),
        (_compound("WordDocument"), "已损坏"),
        (_compound("Workbook"), "已损坏"),
    ],
)
def test_what_can_not_be_read_is_named(data: bytes, said: str) -> None:
    with pytest.raises(UserError, match=said):
        read_bytes(data, "年报.doc", unit=None, year=None)


REPORT = Report(
    1,
    Unit(1, UNIT),
    YEAR,
    NEW,
    totals=Totals.TYPED,
    cells=figures(NEW),
    sections={"overview": "甲段。", "problems": "乙段。", "other": "丙段。"},
)


def _members(kind: str) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(render(REPORT, kind, draft=False))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _whole(data: bytes, name: str) -> None:
    found = read_bytes(data, name, unit=None, year=None)
    assert dict(found.cells) == figures(NEW)
    assert dict(found.sections) == dict(REPORT.sections)
    assert (found.unit, found.year, found.unread) == (UNIT, YEAR, ())


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_the_strict_edition_of_the_format(kind: str) -> None:
    usual, strict = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    names = {
        usual + b"wordprocessingml/2006/main": strict + b"wordprocessingml/main",
        usual + b"spreadsheetml/2006/main": strict + b"spreadsheetml/main",
        usual + b"officeDocument/2006/": strict + b"officeDocument/",
    }
    members = _members(kind)
    for member, content in members.items():
        for old, new in names.items():
            content = content.replace(old, new)
        members[member] = content
    _whole(packed(members), f"年报.{kind}")


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("docx", "word/document.xml", "word/document2.xml"),
        ("docx", "word/styles.xml", "word/looks.xml"),
        ("xlsx", "xl/workbook.xml", "xl/book.xml"),
    ],
)
def test_a_part_is_found_by_its_relation_whatever_its_name(kind: str, old: str, new: str) -> None:
    members = _members(kind)
    folder, file = old.split("/")
    beside = f"{folder}/_rels/{file}.rels"
    if beside in members:
        members[f"{folder}/_rels/{new.split('/')[1]}.rels"] = members.pop(beside)
    members[new] = members.pop(old)
    for name in [name for name in members if name.endswith(".rels")]:
        members[name] = members[name].replace(f'{file}"'.encode(), f'{new.split("/")[1]}"'.encode())
    _whole(packed(members), f"年报.{kind}")


def test_the_shared_strings_of_a_workbook_are_found_by_their_relation() -> None:
    members, strings = _members("xlsx"), []

    def shared(match: re.Match[str]) -> str:
        strings.append(f"<si>{match[2]}</si>")
        return f'{match[1]} t="s"><v>{len(strings) - 1}</v></c>'

    for name, content in members.items():
        if name.startswith("xl/worksheets/sheet"):
            members[name] = re.sub(
                r'(<c [^>]*?) t="inlineStr"[^>]*><is>(.*?)</is></c>',
                shared,
                content.decode(),
                flags=re.DOTALL,
            ).encode()
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    members["xl/strings2.xml"] = f'<sst xmlns="{space}">{"".join(strings)}</sst>'.encode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    relations = "xl/_rels/workbook.xml.rels"
    added = f'<Relationship Id="rIdS" Type="{kind}" Target="strings2.xml"/></Relationships>'
    members[relations] = members[relations].replace(b"</Relationships>", added.encode())
    assert strings
    _whole(packed(members), "年报.xlsx")


def test_a_sheet_that_does_not_say_where_its_cells_are() -> None:
    members = _members("xlsx")
    for name, content in members.items():
        if name.startswith("xl/worksheets/sheet"):
            text = re.sub(r'(<c[^>]*?) r="[A-Z]+[0-9]+"', r"\1", content.decode())
            members[name] = re.sub(r'(<row[^>]*?) r="[0-9]+"', r"\1", text).encode()
    _whole(packed(members), "年报.xlsx")


def test_the_flat_edition_of_docx() -> None:
    parts = "".join(
        f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{content.decode().partition("?>")[2]}</pkg:xmlData></pkg:part>'
        for name, content in _members("docx").items()
        if name.endswith((".xml", ".rels"))
    )
    head = '<?xml version="1.0" encoding="UTF-8"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
    _whole(f"{head}{parts}</pkg:package>".encode(), "年报.xml")


def test_the_format_of_word_2003() -> None:
    document = docx.Document(io.BytesIO(render(REPORT, "docx", draft=False)))
    body = etree.tostring(document.element.body, encoding="unicode")
    body = body.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://schemas.microsoft.com/office/word/2003/wordml",
    )
    body = body.replace("w:vMerge", "w:vmerge")
    head = '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>'
    text = (
        f'{head}<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" '
        f'xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint">{body}</w:wordDocument>'
    )
    found = read_bytes(text.encode(), "年报.xml", unit=None, year=None)
    assert dict(found.cells) == figures(NEW)
    assert dict(found.sections) == dict(REPORT.sections)


def test_xml_with_entities_is_refused() -> None:
    text = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"/>'
    with pytest.raises(UserError, match="外部定义"):
        read_bytes(text.encode(), "年报.xml", unit=None, year=None)


def _odt(body: str, styles: str = "") -> bytes:
    base = "urn:oasis:names:tc:opendocument:xmlns"
    names = "".join(f' xmlns:{part}="{base}:{part}:1.0"' for part in ("office", "text", "table", "style"))
    content = (
        f"<office:document-content{names}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode()})


def test_numbers_that_libreoffice_sets_by_itself_are_read() -> None:
    styles = (
        '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-prefix="（" '
        'style:num-format="一, 二, 三, ..." style:num-suffix="）"/></text:list-style>'
    )
    items = "".join(
        f"<text:list-item><text:p>第{number}项<text:s/>工作。</text:p></text:list-item>"
        for number in range(1, 13)
    )
    body = (
        f"<text:p>{UNIT}{YEAR}年政府信息公开工作年度报告</text:p><text:p>一、总体情况</text:p>"
        f'<text:list text:style-name="L1">{items}</text:list><text:p>五、存在的主要问题及改进情况</text:p><text:p>无。</text:p>'
    )
    report = read_bytes(_odt(body, styles), "年报.odt", unit=None, year=None)
    lines = report.sections["overview"].split("\n")
    assert (lines[0], lines[9], lines[11]) == (
        "（一）第1项 工作。",
        "（十）第10项 工作。",
        "（十二）第12项 工作。",
    )


def test_what_was_deleted_and_notes_are_no_part_of_a_text() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>已删的话。</text:p></text:deletion>"
        f"</text:changed-region></text:tracked-changes><text:p>{UNIT}{YEAR}年政府信息公开工作年度报告</text:p>"
        "<text:p>一、总体情况</text:p><text:p>公开<text:note><text:note-body><text:p>注</text:p></text:note-body></text:note>"
        "<office:annotation><text:p>批注</text:p></office:annotation>12条。</text:p><text:p>五、存在的主要问题及改进情况</text:p><text:p>无。</text:p>"
    )
    assert read_bytes(_odt(body), "年报.odt", unit=None, year=None).sections["overview"] == "公开12条。"


def _rtf(text: str) -> bytes:
    title = f"{UNIT}{YEAR}年政府信息公开工作年度报告"
    body = "".join(f"\\'{byte:02x}" for byte in f"{title}".encode("gb18030"))
    return (
        "{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0\\fcharset134 SimSun;}{\\f1\\fcharset0 Arial;}}"
        f"{{\\info{{\\title x}}}}{{\\header y\\par}}\\pard {body}\\par "
        f"{_unicode('一、总体情况')}\\par {text}\\par {_unicode('五、存在的主要问题及改进情况')}\\par {_unicode('无。')}\\par}}"
    ).encode()


def _unicode(text: str) -> str:
    return "".join(character if character.isascii() else f"\\u{ord(character)}?" for character in text)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        (_unicode("公开12条。"), "公开12条。"),
        ("\\f1 " + "".join(f"\\'{byte:02x}" for byte in "公开".encode("gb18030")) + " 12", "公开 12"),
        (
            _unicode("公开")
            + "{\\*\\bkmkstart a}{\\pict 0102}{\\field{\\*\\fldinst PAGE}{\\fldrslt 12}}"
            + _unicode("条。"),
            "公开12条。",
        ),
        ("\\uc2\\u20844 ab\\u24320 cd12", "公开12"),
        ("a\\tab b\\{c\\}", "a\tb{c}"),
    ],
)
def test_rich_text(text: str, seen: str) -> None:
    assert read_bytes(_rtf(text), "年报.rtf", unit=None, year=None).sections["overview"] == seen
