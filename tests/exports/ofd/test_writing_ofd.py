"""The OFD-A file: nothing wrong with it by an independent reading, and it says what the pages say."""

import io
import re
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from builders import consistent_report
from ofd_judge import Judge
from page_corpus import documents
from pdf_documents import of_blocks

from app.exports.blocks import Document, Heading, Paragraph, Signature, TableBlock, Title
from app.exports.formats import render as render_report
from app.exports.ofd import render
from app.exports.pages.composition import compose
from app.exports.pages.fonts import MissingGlyphError, bundled, visible
from app.exports.pages.page import PlacedLine
from app.exports.pages.structure_tree import Element
from app.exports.pdf import render as render_pdf
from app.imports.formats import read

SHARED = Path(__file__).resolve().parents[4] / "shared" / "ofd" / "validate_ofd.py"


@pytest.fixture(scope="module")
def corpus() -> list[Document]:
    return list(documents(12))


def _characters(text: str) -> str:
    return "".join(visible(text).split())


def _of_blocks(document: Document) -> Counter[str]:
    """What the blocks say, in characters."""
    said: Counter[str] = Counter()
    for block in document.blocks:
        match block:
            case TableBlock():
                for cell in block.grid.cells:
                    said.update(_characters(block.values.get(cell.key or "", "") if cell.key else cell.text))
            case Title() | Heading():
                said.update(_characters(block.text))
            case Paragraph():
                said.update(_characters(block.lead + block.text))
            case Signature():
                said.update(_characters(block.unit + block.date))
    return said


def test_nothing_is_wrong_with_any_report(corpus: list[Document]) -> None:
    for document in corpus:
        judge = Judge(render(document))
        assert judge.faults == []
        assert judge.pages == len(compose(document, bundled()).pages)


def test_the_text_is_that_of_the_pages_and_of_the_blocks(corpus: list[Document]) -> None:
    for document in corpus:
        composed = compose(document, bundled())
        placed = "".join(
            glyph.character
            for page in composed.pages
            for marked in page.body
            if isinstance(marked.owner, Element)
            for item in marked.items
            if isinstance(item, PlacedLine)
            for glyph in item.line.glyphs
        )
        text = _characters(Judge(render(document)).text)
        assert text == _characters(placed)
        assert Counter(text) == _of_blocks(document)


def test_the_same_report_gives_the_same_bytes_and_another_another(corpus: list[Document]) -> None:
    assert render(corpus[0]) == render(corpus[0])
    assert len({render(document) for document in corpus}) == len(corpus)


@pytest.mark.parametrize("draft", [False, True])
def test_the_mark_of_a_draft_is_drawn_and_is_no_text(draft: bool) -> None:
    data = render(next(documents(1))._replace(draft=draft, final=not draft))
    judge = Judge(data)
    assert judge.faults == []
    assert "草稿" not in judge.text
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        pages = [archive.read(name).decode() for name in archive.namelist() if name.endswith("Content.xml")]
        info = archive.read("OFD.xml").decode()
    assert all(('Type="Background"' in page) is draft for page in pages)
    assert ("草稿" in info) is draft


@pytest.mark.parametrize("form", ["cn-disclosure-2021", "cn-disclosure-2019"])
def test_a_report_is_read_back(form: str) -> None:
    report = consistent_report(form)
    back = read(render_report(report, "ofd", draft=False), "年报.ofd", unit=None, year=None)
    assert (back.unit, back.year, back.cells) == (report.unit.name, report.year, report.cells)


def test_marks_of_xml_stay_text() -> None:
    text = 'a<b>&amp; "引" \' <!--x--> ]]>'
    judge = Judge(render(of_blocks(Title(text, (text,)), Heading(1, text), Paragraph(text, text, 2))))
    assert judge.faults == []
    assert _characters(judge.text) == _characters(text * 4)


def test_a_character_that_no_font_has_is_refused_by_name() -> None:
    with pytest.raises(MissingGlyphError, match="U\\+2EBF0"):
        render(of_blocks(Paragraph("\U0002ebf0")))


def test_outline_and_structure_are_those_of_the_pages(corpus: list[Document]) -> None:
    with zipfile.ZipFile(io.BytesIO(render(corpus[0]))) as archive:
        outline = re.findall(r'OutlineElem Title="([^"]*)"', archive.read("Doc_0/Document.xml").decode())
        structure = archive.read("Doc_0/Tags/Structure.xml").decode()
    composed = compose(corpus[0], bundled())
    assert outline == [bookmark.title for bookmark in composed.bookmarks]
    assert structure.count("<TD") + structure.count("<TH") == sum(
        element.tag in ("TD", "TH") for element in composed.root.walk()
    )


def test_it_takes_no_more_room_than_the_pdf(corpus: list[Document]) -> None:
    for document in corpus:
        assert len(render(document)) <= 1.3 * len(render_pdf(document))


Files = dict[str, bytes]


def _swap(name: str, old: str, new: str, count: int = 1) -> Callable[[Files], None]:
    def plant(files: Files) -> None:
        assert old.encode() in files[name], old
        files[name] = files[name].replace(old.encode(), new.encode(), count)

    return plant


def _regex(name: str, old: str, new: str) -> Callable[[Files], None]:
    def plant(files: Files) -> None:
        files[name], count = re.subn(old.encode(), new.encode(), files[name], count=1)
        assert count

    return plant


def _drop(name: str) -> Callable[[Files], None]:
    def plant(files: Files) -> None:
        del files[name]

    return plant


def _add(name: str) -> Callable[[Files], None]:
    return lambda files: files.update({name: b"x"})


def _font_bytes(files: Files) -> None:
    data = bytearray(files["Doc_0/Res/font_0.ttf"])
    data[len(data) // 2] ^= 0xFF
    files["Doc_0/Res/font_0.ttf"] = bytes(data)


def _first_page_renamed(files: Files) -> None:
    files[DOC] = files[DOC].replace(b"Page_0", b"First")
    files["Doc_0/Pages/First/Content.xml"] = files.pop(PAGE)


def _another_prefix(files: Files) -> None:
    files[PAGE] = files[PAGE].replace(b"ofd:", b"o:").replace(b"xmlns:ofd", b"xmlns:o")


def _other_letter(files: Files) -> None:
    text = files[PAGE].decode()
    place = text.index("</ofd:TextCode>") - 1
    files[PAGE] = (text[:place] + "Ѫ" + text[place + 1 :]).encode()


ROOT, DOC, RES, PAGE = (
    "OFD.xml",
    "Doc_0/Document.xml",
    "Doc_0/PublicRes.xml",
    "Doc_0/Pages/Page_0/Content.xml",
)
PLANTED: Mapping[str, tuple[str, Callable[[Files], None]]] = {
    "ordinary OFD": ("type", _swap(ROOT, "OFD-A", "OFD")),
    "no identity": ("identity", _regex(ROOT, "<ofd:DocID>[0-9a-f]{32}", "<ofd:DocID>")),
    "no metadata": ("metadata", _regex(ROOT, "<ofd:CustomDatas>.*</ofd:CustomDatas>", "")),
    "another prefix": ("prefix", _another_prefix),
    "stowaway": ("stowaway", _add("Doc_0/extra.txt")),
    "page missing": ("unreadable", _drop(PAGE)),
    "font missing": ("font program", _drop("Doc_0/Res/font_0.ttf")),
    "permissions": ("forbidden", _swap(DOC, "<ofd:CustomTags>", "<ofd:Permissions/><ofd:CustomTags>")),
    "extensions": ("forbidden", _swap(DOC, "</ofd:Document>", "<ofd:Extensions>x</ofd:Extensions></ofd:Document>")),
    "no structure": ("structure", _regex(DOC, "<ofd:CustomTags>.*</ofd:CustomTags>", "")),
    "id too large": ("id too large", _regex(DOC, "<ofd:MaxUnitID>[0-9]+", "<ofd:MaxUnitID>3")),
    "id twice": ("id twice", _regex(PAGE, r'TextObject ID="[0-9]+"', 'TextObject ID="1"')),
    "no such page": ("target", _regex(DOC, r'PageID="[0-9]+"', 'PageID="99999"')),
    "other action": ("action", _regex(DOC, "<ofd:Goto>.*?</ofd:Goto>", '<ofd:URI URI="x"/>')),
    "pages named otherwise": ("page name", _first_page_renamed),
    "font not embedded": ("font not embedded", _regex(RES, "<ofd:FontFile>font_0.ttf</ofd:FontFile>", "")),
    "font of a style sheet": ("font name", _swap(RES, 'FontName="', 'FontName="ABCDEF+')),
    "damaged font": ("font program", _font_bytes),
    "colour space": ("colour space", _swap(RES, 'Type="RGB"', 'Type="LAB"')),
    "advance lost": ("advances", _regex(PAGE, r'DeltaX="[0-9.]+ ', 'DeltaX="')),
    "letter the font lacks": ("glyph", _other_letter),
    "blank at an end": ("blank end", _regex(PAGE, "</ofd:TextCode>", " </ofd:TextCode>")),
    "box too small": ("ink", _regex(PAGE, r'(TextObject ID="[0-9]+" Boundary="[0-9.]+ [0-9.]+) [0-9.]+', r"\1 0.5")),
    "off the page": ("off the page", _regex(PAGE, r'(TextObject ID="[0-9]+" Boundary=")[0-9.]+', r"\g<1>900")),
    "area of its own": ("area", _swap(PAGE, "<ofd:Content>", "<ofd:Area><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:Area><ofd:Content>")),
    "dangling structure": ("reference", _regex("Doc_0/Tags/Structure.xml", r'(ObjectRef PageRef="[0-9]+">)[0-9]+', r"\g<1>99999")),
}  # fmt: skip


def _packed(files: Files) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return buffer.getvalue()


@pytest.mark.parametrize("planted", PLANTED)
def test_the_reading_sees_what_is_planted(planted: str, corpus: list[Document]) -> None:
    with zipfile.ZipFile(io.BytesIO(render(corpus[0]))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert Judge(_packed(files)).faults == []
    kind, plant = PLANTED[planted]
    plant(files)
    assert any(fault.startswith(kind) for fault in Judge(_packed(files)).faults), planted


@pytest.mark.beside(twin="tests/exports/ofd/test_writing_ofd.py::test_nothing_is_wrong_with_any_report")
def test_the_validator_beside_the_repository_finds_nothing(corpus: list[Document], tmp_path: Path) -> None:
    for number, document in enumerate(corpus[:4]):
        path = tmp_path / f"{number}.ofd"
        path.write_bytes(render(document))
        done = subprocess.run(
            [sys.executable, str(SHARED), str(path), "--ofda", "--quiet"], capture_output=True, text=True
        )
        assert "RESULT 0 errors, 0 warnings" in done.stdout, done.stdout
