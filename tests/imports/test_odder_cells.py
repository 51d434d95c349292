"""No figure that nobody sees is read from a fifth set of strange cells."""

import odder_cells as odder
import pytest
from drawn import report
from test_ofd import KEY as OFD_KEY
from test_ofd import _content, package
from test_seen_docx import KEY as WORD_KEY
from test_seen_html import KEY as PAGE_KEY
from test_seen_html import page
from test_seen_xlsx import KEY as SHEET_KEY
from test_strange_cells import PDF_KEY, judge
from test_stranger_cells import workbook
from test_unseen_cells import document, opened, rich

from app.imports.formats import read

CASES = [
    *(("html", name, PAGE_KEY) for name in odder.HTML),
    *(("docx", name, WORD_KEY) for name in odder.DOCX),
    *(("xlsx", name, SHEET_KEY) for name in odder.XLSX),
    *(("pdf", name, PDF_KEY) for name in odder.PDF),
    *(("ods", name, PDF_KEY) for name in odder.ODS),
    *(("rtf", name, PDF_KEY) for name in odder.RTF),
    *(("ofd", name, OFD_KEY) for name in odder.OFD),
]


def _made(kind: str, name: str) -> tuple[bytes, str]:
    """Return a file with a strange cell, and what may come out of it."""
    match kind:
        case "html":
            return page(name), odder.HTML[name]
        case "docx":
            return document(odder.DOCX[name]), odder.DOCX[name].seen
        case "xlsx":
            return workbook(odder.XLSX[name]), odder.XLSX[name].seen
        case "pdf":
            draw, wanted = odder.PDF[name]
            return report(PDF_KEY, draw), wanted
        case "ods":
            return opened("ods", odder.ODS[name]), odder.ODS[name].seen
        case "rtf":
            content, wanted = odder.RTF[name]
            return rich(content), wanted
    drawn, wanted = odder.OFD[name]
    return package(_content({OFD_KEY: drawn})), wanted


@pytest.mark.parametrize(("kind", "name", "key"), CASES)
def test_the_figure_read_is_the_figure_seen(kind: str, name: str, key: str) -> None:
    data, wanted = _made(kind, name)
    judge(read(data, f"年报.{kind}", unit=None, year=None), key, wanted)
