"""Drawn through Qt's printer where there is no CUPS: every side in its order and size, without loss, in little memory."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from cups_server import CupsServer
from page_pictures import Picture, pictures
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from app.errors import UserError
from app.printing import gdi
from app.printing.gdi import Drawn, Paper
from app.printing.job import Job, Run, Sides
from app.report import Report
from ui.printing.outlets import WindowsOutlet, draw_run, place_on, printer_for
from ui.printing.page_pictures import ReportPdf, draw, draw_strip, make
from ui.printing.strips import inked, strips

_MOST_BYTES = 60_000_000


@pytest.fixture(scope="module")
def made(filled: Callable[..., Report]) -> ReportPdf:
    return make(filled("cn-disclosure-2021", 1), draft=False, installed_fonts=False)


def _paper(job: Job, target: Path, resolution: int = 150) -> QPrinter:
    """Return the printer the job gets, printing to a file."""
    printer = printer_for(job)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    printer.setResolution(resolution)
    printer.setCopyCount(1)
    return printer


def _likest(page: Picture, meant: list[Picture]) -> int | None:
    if page.blank:
        return None
    return min(range(len(meant)), key=lambda number: page.strays(meant[number]) + meant[number].strays(page))


def _nothing(*_arguments: object) -> bool:
    return False


@pytest.mark.parametrize(
    ("choice", "copies"),
    [
        ({"sides": Sides.ONE}, 1),
        ({"sides": Sides.BOTH, "pages": (0, 1, 2)}, 2),
        ({"sides": Sides.ONE, "backwards": True}, 1),
        ({"sides": Sides.ONE, "collated": False, "pages": (2, 0)}, 2),
        ({"sides": Sides.MANUAL}, 1),
    ],
)
def test_the_sides_come_in_the_jobs_order_and_look_like_the_exported_pages(
    qtbot: QtBot, made: ReportPdf, tmp_path: Path, choice: dict[str, object], copies: int
) -> None:
    every = tuple(range(len(made.sizes)))
    job = Job("报告", "", **{"pages": every, "copies": copies, **choice})
    meant = pictures(made.pdf, 150)
    for number, run in enumerate(job.runs()):
        target = tmp_path / f"{number}.pdf"
        draw_run(_paper(job, target), job, run, made, _nothing, _nothing)
        came = tuple(_likest(page, meant) for page in pictures(target.read_bytes(), 150))
        assert came == job.every_side(run)


def test_a_drawn_page_is_the_exported_one_within_a_fifth_of_a_millimetre(
    qtbot: QtBot, made: ReportPdf, tmp_path: Path
) -> None:
    every = tuple(range(len(made.sizes)))
    target = tmp_path / "a.pdf"
    job = Job("报告", "", every, sides=Sides.ONE)
    draw_run(_paper(job, target, 600), job, every, made, _nothing, _nothing)
    for came, page in zip(pictures(target.read_bytes(), 150), pictures(made.pdf, 150), strict=True):
        assert came.strays(page) < 0.001
        assert page.strays(came) < 0.001
    assert b"/DCTDecode" not in target.read_bytes()


@pytest.mark.parametrize(("width", "rows"), [(600, 100), (1241, 333), (500, 10_000)])
def test_strips_make_up_the_whole_page(qtbot: QtBot, made: ReportPdf, width: int, rows: int) -> None:
    whole = draw(made, 0, width)
    top = 0
    while top < whole.height():
        strip = draw_strip(made, 0, width, top, rows)
        assert strip.width() == width
        assert strip.height() == min(rows, whole.height() - top)
        for y in (0, strip.height() // 2, strip.height() - 1):
            ours, theirs = (
                bytes(image.constScanLine(line))[:width] for image, line in ((strip, y), (whole, top + y))
            )
            assert sum(abs(a - b) for a, b in zip(ours, theirs, strict=True)) <= width * 3
        top += strip.height()


def _taken(how: str, five_pages: bytes, target: str, folder: Path) -> int:
    """Print five pages in a process of its own; return how much memory that took."""
    source = folder / "five.pdf"
    source.write_bytes(five_pages)
    child = Path(__file__).with_name("printing_child.py")
    environment = {**os.environ, "PYTHONPATH": str(child.parents[2])}
    ran = subprocess.run(
        [sys.executable, str(child), how, str(source), target],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return int(ran.stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from Linux")
def test_drawing_five_pages_takes_little_memory(five_pages: bytes, tmp_path: Path) -> None:
    target = tmp_path / "drawn.pdf"
    assert _taken("drawn", five_pages, str(target), tmp_path) < _MOST_BYTES
    with pypdfium2.PdfDocument(target) as opened:
        assert len(opened) == 5


@pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from Linux")
def test_spooling_five_pages_takes_little_memory(
    five_pages: bytes, tmp_path: Path, spooler: CupsServer
) -> None:
    assert _taken("spooled", five_pages, "first", tmp_path) < _MOST_BYTES
    assert len(pictures(spooler.arrived("first", 1).pdf, 20)) == 5


def test_what_is_drawn_is_grey_and_of_the_printers_resolution_at_most_600(
    qtbot: QtBot, made: ReportPdf, tmp_path: Path
) -> None:
    for resolution, expected in ((300, 300), (600, 600), (1200, 600)):
        target = tmp_path / f"{resolution}.pdf"
        job = Job("报告", "", (0,), sides=Sides.ONE)
        printer = _paper(job, target, resolution)
        assert printer.colorMode() is QPrinter.ColorMode.GrayScale
        draw_run(printer, job, (0,), made, _nothing, _nothing)
        with pypdfium2.PdfDocument(target) as opened:
            images = [one for one in opened[0].get_objects() if isinstance(one, pypdfium2.PdfImage)]
            facts = [image.get_metadata() for image in images]
        assert facts
        assert {fact.colorspace for fact in facts} == {pypdfium2.raw.FPDF_COLORSPACE_DEVICEGRAY}
        assert {round(fact.horizontal_dpi) for fact in facts} == {expected}


def test_drawing_stops_when_asked(qtbot: QtBot, made: ReportPdf, tmp_path: Path) -> None:
    job = Job("报告", "", tuple(range(len(made.sizes))), sides=Sides.ONE)
    told: list[int] = []
    draw_run(
        _paper(job, tmp_path / "a.pdf"),
        job,
        job.pages,
        made,
        lambda at, _count: told.append(at),
        lambda: len(told) > 0,
    )
    assert told == [1]


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_does_not_begin_is_said(qtbot: QtBot, made: ReportPdf, tmp_path: Path) -> None:
    job = Job("报告", "二楼", (0,), sides=Sides.ONE)
    printer = _paper(job, tmp_path)
    with pytest.raises(UserError, match="打印机“二楼”不能打印，没有打印"):
        draw_run(printer, job, (0,), made, _nothing, _nothing)


def test_a_page_lies_in_the_middle_in_its_own_size_unless_asked() -> None:
    a4 = (595.276, 841.89)
    assert place_on(QRect(0, 0, 4961, 7016), a4, 600) == QRect(0, 0, 4961, 7016)
    on_a3 = place_on(QRect(0, 0, 7016, 9921), a4, 600)
    assert on_a3.size() == QRect(0, 0, 4961, 7016).size()
    assert on_a3.center() == QRect(0, 0, 7016, 9921).center()
    assert place_on(QRect(0, 0, 3496, 4961), a4, 600).size() == on_a3.size()
    on_a5 = place_on(QRect(0, 0, 3496, 4961), a4, 600, fit=True)
    assert on_a5.width() <= 3496
    assert on_a5.height() <= 4961


def test_the_page_count_of_what_is_drawn_is_that_of_the_job(
    qtbot: QtBot, made: ReportPdf, tmp_path: Path
) -> None:
    job = Job("报告", "", (0,), sides=Sides.BOTH, copies=2)
    target = tmp_path / "a.pdf"
    draw_run(_paper(job, target), job, job.runs()[0], made, _nothing, _nothing)
    with pypdfium2.PdfDocument(target) as opened:
        assert len(opened) == 4


def test_strips_are_the_page_without_the_white_around_it(qtbot: QtBot, made: ReportPdf) -> None:
    """Put together from the lowest row of each strip on, they are the page."""
    width = 1240
    whole = draw(made, 0, width)
    page = bytearray(b"\xff" * (width * whole.height()))
    count = 0
    for strip in strips(made, 0, width):
        count += len(strip.dots)
        stride = len(strip.dots) // strip.rows
        assert stride % 4 == 0
        assert strip.width <= stride < strip.width + 4
        for row in range(strip.rows):
            from_bottom = strip.rows - 1 - row
            dots = strip.dots[from_bottom * stride : from_bottom * stride + strip.width]
            place = (strip.top + row) * width + strip.left
            page[place : place + strip.width] = dots
    assert count < len(page) * 0.75
    stray = sum(
        abs(ours - theirs) > 100
        for y in range(whole.height())
        for ours, theirs in zip(
            page[y * width : (y + 1) * width], bytes(whole.constScanLine(y))[:width], strict=True
        )
    )
    assert stray < len(page) * 0.001


def test_a_white_picture_has_nothing_to_print(qtbot: QtBot) -> None:
    picture = QImage(9, 4, QImage.Format.Format_Grayscale8)
    picture.fill(255)
    assert inked(picture).isEmpty()
    picture.setPixel(3, 2, 0xFF101010)
    picture.setPixel(8, 3, 0xFFFEFEFE)
    assert inked(picture) == QRect(3, 2, 6, 2)


def test_windows_prints_a_page_in_the_middle_of_its_paper(
    qtbot: QtBot, made: ReportPdf, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[tuple[int, int]] = []

    def draw_run(job: Job, run: Run, page: Drawn, *_more: object) -> None:
        for dpi in (600, 1200):
            paper = Paper((dpi, dpi), (round(8.268 * dpi), round(11.693 * dpi)), (0, 0))
            corner, parts = page(run[0], paper)
            first = next(parts)
            drawn.append(corner)
            assert first.width <= 4961

    monkeypatch.setattr(gdi, "draw_run", draw_run)
    WindowsOutlet().send(Job("报告", "二楼", (0,)), (0,), made, _nothing, _nothing)
    assert drawn == [(0, 0), (0, 0)]
