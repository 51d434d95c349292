"""Prints a PDF in a process of its own and tells how much memory that took: ``drawn|spooled PDF TARGET``.

The process first does what the window has done by then: it has loaded what printing needs and drawn a page for the screen.
``drawn`` prints through Qt's printer into the file TARGET, ``spooled`` through CUPS to the queue TARGET.
"""

import sys
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from app.printing import cups
from app.printing.job import Job, Sides
from app.printing.pages import pdf_of
from ui.printing.outlets import draw_run, printer_for
from ui.printing.page_pictures import ReportPdf, draw, made_of


def peak() -> int:
    """Return the most memory that the process has had, in bytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) * 1024


def drawn(made: ReportPdf, target: str) -> None:
    job = Job("报告", "", tuple(range(len(made.sizes))), sides=Sides.BOTH)
    printer = printer_for(job)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(target)
    printer.setResolution(1200)
    draw_run(printer, job, job.runs()[0], made, lambda _at, _count: None, lambda: False)


def spooled(made: ReportPdf, target: str) -> None:
    job = Job("报告", target, tuple(range(len(made.sizes))), paper="A3")
    cups.send(job, pdf_of(made.pdf, job, job.runs()[0]), cups.abilities(target))


def main() -> None:
    how, source, target = sys.argv[1:]
    application = QApplication([])
    made = made_of(Path(source).read_bytes())
    draw(made, 0, 600)
    before = peak()
    {"drawn": drawn, "spooled": spooled}[how](made, target)
    print(peak() - before)
    del application


if __name__ == "__main__":
    main()
