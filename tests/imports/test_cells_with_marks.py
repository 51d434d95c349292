"""No figure is read that marks drawn into its cell, covers or rules of looks make another one."""

import io
import zipfile

import pytest
from cells_of_documents import document
from cells_of_libreoffice import opened
from cells_of_workbooks import workbook
from cells_seen import PRINT_KEY, judge_file
from cells_with_marks import DOCX, LAYERS, ODS, OFD, PDF, XLSX, OfdDraw
from drawn import report
from pages import NEW, figures
from test_ofd import KEY as OFD_KEY
from test_ofd import WHITE, _content, box, package
from test_ofd import text as line
from test_seen_docx import KEY as WORD_KEY
from test_seen_elsewhere import MADE
from test_seen_xlsx import KEY as SHEET_KEY

from app.imports.formats import read

_LOOKS = (
    '<ofd:Res xmlns:ofd="http://www.ofdspec.org/2016"><ofd:DrawParams><ofd:DrawParam ID="31"><ofd:FillColor Value="255 255 255"/></ofd:DrawParam>'
    '<ofd:DrawParam ID="32" Relative="31" LineWidth="1"/></ofd:DrawParams></ofd:Res>'
)


def _ofd(drawn: OfdDraw, layers: str = "") -> bytes:
    """Return an OFD file with a strange cell; *layers* stand before the page's own one."""
    data = package(_content({OFD_KEY: drawn}), **{"Doc_0/Res.xml": _LOOKS})
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            words = old.read(name).decode()
            words = words.replace(
                "<ofd:TemplatePage", "<ofd:DocumentRes>Res.xml</ofd:DocumentRes><ofd:TemplatePage", 1
            )
            new.writestr(name, words.replace("<ofd:Content>", f"<ofd:Content>{layers}", 1))
    return buffer.getvalue()


@pytest.mark.parametrize("name", OFD)
def test_of_an_ofd(name: str) -> None:
    drawn, wanted = OFD[name]
    judge_file(_ofd(drawn), "ofd", OFD_KEY, wanted)


@pytest.mark.parametrize("name", LAYERS)
def test_of_an_ofd_in_layers(name: str) -> None:
    """Layers are painted by their kind, whatever their order in the file."""
    look, wanted = LAYERS[name]
    layers = ""

    def figure(x: float, y: float) -> str:
        nonlocal layers
        cover = box(x - 0.5, y - 4, 12, 5, 'Fill="true" Stroke="false"', WHITE)
        layers = f'<ofd:Layer ID="90" {look}>{cover}</ofd:Layer>'
        return line(x, y, "12")

    _content({OFD_KEY: figure})
    judge_file(_ofd(figure, layers), "ofd", OFD_KEY, wanted)


@pytest.mark.parametrize("name", PDF)
def test_of_a_print(name: str) -> None:
    draw, wanted = PDF[name]
    judge_file(report(PRINT_KEY, draw), "pdf", PRINT_KEY, wanted)


@pytest.mark.parametrize("name", ODS)
def test_of_a_sheet_of_libreoffice(name: str) -> None:
    cell = ODS[name]
    judge_file(opened("ods", cell), "ods", PRINT_KEY, cell.seen)


def test_of_an_old_workbook() -> None:
    """`made/ruled.xls`: rules that whiten, strike and cover a figure, one that holds for 0, one that makes it red; a box with
    words, a frame, and a white box over cells; a comment. LibreOffice saved it.
    """
    found = read((MADE / "ruled.xls").read_bytes(), "年报.xls", unit=None, year=None)
    unseen = (
        "disclosure.rules.issued",
        "disclosure.rules.repealed",
        "disclosure.rules.in_force",
        "disclosure.licensing.decisions",
        "disclosure.coercion.decisions",
    )
    assert dict(found.cells) == {key: value for key, value in figures(NEW).items() if key not in unseen}
    assert {key for item in found.lost for key in item.cells} == set(unseen)


@pytest.mark.parametrize("name", XLSX)
def test_of_a_workbook(name: str) -> None:
    judge_file(workbook(XLSX[name]), "xlsx", SHEET_KEY, XLSX[name].seen)


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_of_a_column_too_narrow_for_its_figure(kind: str) -> None:
    """`made/narrow.*`: 12345678 in a column for four characters, which shows #### in place of it. LibreOffice saved them."""
    found = read((MADE / f"narrow.{kind}").read_bytes(), f"年报.{kind}", unit=None, year=None)
    assert dict(found.cells) == {
        key: value for key, value in figures(NEW).items() if key != "disclosure.rules.issued"
    }
    assert [item.cells for item in found.lost] == [("disclosure.rules.issued",)]


@pytest.mark.parametrize("name", DOCX)
def test_of_a_document(name: str) -> None:
    judge_file(document(DOCX[name]), "docx", WORD_KEY, DOCX[name].seen)


def test_of_an_old_document_with_a_box_in_a_cell() -> None:
    """`made/boxed.doc`: a text box hangs in a figure's cell, of which the document keeps no more than its place."""
    found = read((MADE / "boxed.doc").read_bytes(), "年报.doc", unit=None, year=None)
    assert WORD_KEY not in found.cells
    assert any(WORD_KEY in item.cells for item in found.lost)
    assert len(found.cells) == len(NEW.cells) - 1
