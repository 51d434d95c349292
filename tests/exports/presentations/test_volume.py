"""A volume is its reports one after another, whose pages the contents and the bookmarks find."""

import io
import re
import zipfile

import pypdfium2
import pypdfium2.raw as raw
import pytest
from ofd_judge import Judge
from page_corpus import documents
from pdf_validators import failures

from app.exports.blocks import Document
from app.exports.pdf import render as render_pdf
from app.exports.volume import ENDINGS, render

TITLE, BODY = "青禾市2024年政府信息公开工作年度报告汇编", "青禾市人民政府办公室"
REPORTS = list(documents(8))


def plain(text: str) -> str:
    return "".join(text.split())


def pages_of(data: bytes) -> list[str]:
    with pypdfium2.PdfDocument(data) as opened:
        return [plain(page.get_textpage().get_text_range()) for page in opened]


@pytest.fixture(scope="module")
def volume() -> bytes:
    return render(REPORTS, TITLE, BODY, "pdf")


def test_its_pages_are_those_of_the_reports_with_running_numbers(volume: bytes) -> None:
    alone = [pages_of(render_pdf(made)) for made in REPORTS]
    bound = pages_of(volume)
    front = len(bound) - sum(map(len, alone))
    assert front == 1
    running = [page for pages in alone for page in pages]
    number = re.compile("—[0-9ivxlc]+—")
    for place, (page, single) in enumerate(zip(bound[front:], running, strict=True), 1):
        assert f"—{place}—" in page
        assert number.sub("", page) == number.sub("", single)


def test_the_contents_and_bookmarks_lead_to_each_report(volume: bytes) -> None:
    front, *bound = pages_of(volume)
    assert front.startswith(plain(TITLE))
    assert "—i—" in front
    entries = re.findall(r"([^…\d]+(?:\d{4}年)?)…+(\d+)", front.partition("目录")[2])
    assert len(entries) == len(REPORTS)
    for (name, page), made in zip(entries, REPORTS, strict=True):
        assert name == f"{made.unit}{made.year}年"
        assert bound[int(page) - 1].startswith(plain(made.title))
    with pypdfium2.PdfDocument(volume) as opened:
        assert [opened.get_page_label(n) for n in range(4)] == ["i", "1", "2", "3"]
        marks = [(mark.level, mark.get_title(), mark.get_dest().get_index()) for mark in opened.get_toc()]
    top = [(title, page) for level, title, page in marks if level == 0]
    assert top[0] == ("目录", 0)
    assert top[1:] == [(made.title, int(page)) for made, (_, page) in zip(REPORTS, entries, strict=True)]


def test_each_entry_of_the_contents_leads_to_its_report(volume: bytes) -> None:
    with pypdfium2.PdfDocument(volume) as opened:
        front = opened[0]
        found, place = [], raw.FPDF_LINK()
        start = raw.c_int(0)
        while raw.FPDFLink_Enumerate(front.raw, start, place):
            box = raw.FS_RECTF()
            assert raw.FPDFLink_GetAnnotRect(place, box)
            target = raw.FPDFDest_GetDestPageIndex(opened.raw, raw.FPDFLink_GetDest(opened.raw, place))
            text = front.get_textpage().get_text_bounded(box.left, box.bottom, box.right, box.top)
            found.append((plain(text), plain(opened[target].get_textpage().get_text_range())))
    assert len(found) == len(REPORTS)
    for (entry, page), made in zip(found, REPORTS, strict=True):
        assert entry.startswith(made.unit)
        assert page.startswith(plain(made.title))


def test_it_is_valid_and_the_same_each_time(volume: bytes) -> None:
    assert failures(volume) == []
    assert render(REPORTS, TITLE, BODY, "pdf") == volume


def test_the_ofd_is_whole_and_reads_the_same(volume: bytes) -> None:
    data = render(REPORTS, TITLE, BODY, "ofd")
    judge = Judge(data)
    assert judge.faults == []
    assert plain(judge.text).count("目录") >= 1
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert sum(name.endswith("Content.xml") for name in archive.namelist()) == len(pages_of(volume))


def test_many_reports_have_contents_of_several_pages() -> None:
    short = [
        REPORTS[0]._replace(blocks=REPORTS[0].blocks[:1], unit=f"示例县第{n}局", year=2024) for n in range(60)
    ]
    data = render(short, TITLE, BODY, "pdf")
    pages = pages_of(data)
    assert len(pages) == 60 + 3
    assert [page[-3:] for page in pages[:2]] == ["—i—", "ii—"]
    assert "示例县第59局" in pages[2]
    assert "2024年" not in pages[1], "where all are of one year, the names suffice"


@pytest.mark.parametrize("ending", ENDINGS)
def test_drafts_keep_their_mark_and_others_have_none(ending: str) -> None:
    pair: list[Document] = [
        made._replace(draft=draft) for made, draft in zip(REPORTS[:2], (True, False), strict=True)
    ]
    marked, plain_only = (
        render(pair, TITLE, "", ending),
        render([made._replace(draft=False) for made in pair], TITLE, "", ending),
    )
    assert len(marked) != len(plain_only)


def test_each_report_is_told_when_it_is_set() -> None:
    told: list[int] = []
    render(REPORTS[:3], TITLE, BODY, "pdf", told=lambda: told.append(1))
    assert len(told) == 3
