"""No figure that nobody sees is read from cells as strange programs and people leave them, in every kind of file."""

import pytest
from cells_of_documents import DOCX, document
from cells_of_libreoffice import ODS, ODT, opened
from cells_of_ofd import OFD
from cells_of_pages import HTML
from cells_of_prints import PDF
from cells_of_texts import RTF, TEXTS, put, typed
from cells_of_workbooks import XLSX, workbook
from cells_seen import PRINT_KEY, judge_file
from drawn import report
from test_ofd import KEY as OFD_KEY
from test_ofd import _content, package
from test_seen_docx import KEY as WORD_KEY
from test_seen_html import KEY as PAGE_KEY
from test_seen_html import page
from test_seen_xlsx import KEY as SHEET_KEY


@pytest.mark.parametrize("content", HTML)
def test_of_a_page(content: str) -> None:
    judge_file(page(content), "html", PAGE_KEY, HTML[content])


@pytest.mark.parametrize("name", DOCX)
def test_of_a_document(name: str) -> None:
    judge_file(document(DOCX[name]), "docx", WORD_KEY, DOCX[name].seen)


@pytest.mark.parametrize("name", XLSX)
def test_of_a_workbook(name: str) -> None:
    judge_file(workbook(XLSX[name]), "xlsx", SHEET_KEY, XLSX[name].seen)


@pytest.mark.parametrize("name", PDF)
def test_of_a_print(name: str) -> None:
    draw, seen = PDF[name]
    judge_file(report(PRINT_KEY, draw), "pdf", PRINT_KEY, seen)


@pytest.mark.parametrize("name", OFD)
def test_of_an_ofd_file(name: str) -> None:
    drawn, seen = OFD[name]
    judge_file(package(_content({OFD_KEY: drawn})), "ofd", OFD_KEY, seen)


@pytest.mark.parametrize("name", ODT)
def test_of_a_document_of_libreoffice(name: str) -> None:
    judge_file(opened("odt", ODT[name]), "odt", PRINT_KEY, ODT[name].seen)


@pytest.mark.parametrize("name", ODS)
def test_of_a_workbook_of_libreoffice(name: str) -> None:
    judge_file(opened("ods", ODS[name]), "ods", PRINT_KEY, ODS[name].seen)


@pytest.mark.parametrize("name", RTF)
def test_of_rich_text(name: str) -> None:
    content, seen = RTF[name]
    judge_file(put("rtf", content), "rtf", PRINT_KEY, seen)


@pytest.mark.parametrize("kind", ["csv", "txt", "rtf", "odt"])
@pytest.mark.parametrize("text", TEXTS)
def test_of_a_text(kind: str, text: str) -> None:
    judge_file(typed(kind, text), kind, PRINT_KEY, TEXTS[text])
