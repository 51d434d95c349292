"""That a file bears a seal or a signature is told when it is read; whether it is valid is not judged."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from builders import consistent_report
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString
from reportlab.pdfgen.canvas import Canvas

from app.cli import main
from app.exports.formats import render
from app.imports.formats import read
from app.imports.readers.pages.pdf import parse

TOLD = "真伪请用专门软件验证"
SIGNATURES = "<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>"


def sealed(ofd: bytes, names: str = SIGNATURES) -> bytes:
    """The file as a seal leaves it: its root names the list of signatures (GB/T 33190, 18)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(ofd)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "OFD.xml":
                data = re.sub(rb"(</ofd:DocRoot>)", rb"\1" + names.encode(), data)
            new.writestr(name, data)
        new.writestr(
            "Doc_0/Signs/Signatures.xml", '<ofd:Signatures xmlns:ofd="http://www.ofdspec.org/2016"/>'
        )
    return buffer.getvalue()


def signed_pdf(*, signed: bool) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for row in range(5):
        canvas.drawString(100, 700 - 20 * row, f"Report {row} of the office")
    canvas.showPage()
    if signed:
        signature = PDFDictionary({"Type": PDFName("Sig"), "Filter": PDFName("Adobe.PPKLite")})
        field = PDFDictionary({"FT": PDFName("Sig"), "T": PDFString("seal"), "V": signature})
        canvas._doc.Catalog.AcroForm = PDFDictionary({"Fields": PDFArray([field]), "SigFlags": 3})
        canvas._doc.Catalog.__NoDefault__ = [*canvas._doc.Catalog.__NoDefault__, "AcroForm"]
    canvas.save()
    return buffer.getvalue()


def test_a_sealed_ofd_is_read_and_told() -> None:
    plain = render(consistent_report(), "ofd", draft=False)
    before, found = (read(data, "年报.ofd", unit=None, year=None) for data in (plain, sealed(plain)))
    assert (found.cells, found.sections) == (before.cells, before.sections)
    (told,) = [item for item in found.unread if TOLD in item.why]
    assert told.harmless
    assert "电子签章" in str(told)
    assert not [item for item in before.unread if TOLD in item.why]


def test_an_empty_place_for_signatures_is_none() -> None:
    plain = render(consistent_report(), "ofd", draft=False)
    found = read(sealed(plain, "<ofd:Signatures/>"), "年报.ofd", unit=None, year=None)
    assert not [item for item in found.unread if TOLD in item.why]


@pytest.mark.parametrize("signed", [True, False])
def test_a_signed_pdf_is_told(signed: bool) -> None:
    asides = parse(signed_pdf(signed=signed), "年报.pdf").asides
    assert [TOLD in aside.why for aside in asides] == ([True] if signed else [])


def test_the_command_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "年报.ofd"
    source.write_bytes(sealed(render(consistent_report(), "ofd", draft=False)))
    assert main(["import", str(source), "--into", str(tmp_path / "年报.nianbao")]) == 0
    (line,) = [line for line in capsys.readouterr().out.splitlines() if TOLD in line]
    assert line.startswith("说明：")
