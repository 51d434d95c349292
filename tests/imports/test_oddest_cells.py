"""No figure that nobody sees is read from a sixth set of strange cells."""

import io
import zipfile

import oddest_cells as oddest
import pytest
from drawn import report
from test_ofd import KEY as OFD_KEY
from test_ofd import WHITE, _content, box, package
from test_ofd import text as line
from test_strange_cells import PDF_KEY, judge
from test_unseen_cells import opened

from app.imports.formats import read

_LOOKS = (
    '<ofd:Res xmlns:ofd="http://www.ofdspec.org/2016"><ofd:DrawParams><ofd:DrawParam ID="31"><ofd:FillColor Value="255 255 255"/></ofd:DrawParam>'
    '<ofd:DrawParam ID="32" Relative="31" LineWidth="1"/></ofd:DrawParams></ofd:Res>'
)


def _ofd(drawn: oddest.OfdDraw, layers: str = "") -> bytes:
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


@pytest.mark.parametrize("name", oddest.OFD)
def test_of_an_ofd(name: str) -> None:
    drawn, wanted = oddest.OFD[name]
    judge(read(_ofd(drawn), "年报.ofd", unit=None, year=None), OFD_KEY, wanted)


@pytest.mark.parametrize("name", oddest.LAYERS)
def test_of_an_ofd_in_layers(name: str) -> None:
    """Layers are painted by their kind, whatever their order in the file."""
    look, wanted = oddest.LAYERS[name]
    layers = ""

    def figure(x: float, y: float) -> str:
        nonlocal layers
        cover = box(x - 0.5, y - 4, 12, 5, 'Fill="true" Stroke="false"', WHITE)
        layers = f'<ofd:Layer ID="90" {look}>{cover}</ofd:Layer>'
        return line(x, y, "12")

    _content({OFD_KEY: figure})
    judge(read(_ofd(figure, layers), "年报.ofd", unit=None, year=None), OFD_KEY, wanted)


@pytest.mark.parametrize("name", oddest.PDF)
def test_of_a_print(name: str) -> None:
    draw, wanted = oddest.PDF[name]
    judge(read(report(PDF_KEY, draw), "年报.pdf", unit=None, year=None), PDF_KEY, wanted)


@pytest.mark.parametrize("name", oddest.ODS)
def test_of_a_sheet_of_libreoffice(name: str) -> None:
    cell = oddest.ODS[name]
    judge(read(opened("ods", cell), "年报.ods", unit=None, year=None), PDF_KEY, cell.seen)
