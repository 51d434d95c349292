"""Makes the PDF of one run: the chosen pages in their order, with blank ones, on the paper of the job."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
import pypdfium2.raw

from app.pdfium import LOCK
from app.printing.job import Job, Run
from app.printing.printers import size_on, usual_size


def pdf_of(pdf: bytes, job: Job, run: Run) -> bytes:
    """Return *pdf* with the pages of *run*; the same bytes when these are all pages as they stand.

    It holds all copies where whole sets don't follow each other, else one copy.

    On another paper than the report's the pages are placed here, in the middle: a spooler would make them smaller by
    the margins of the printer as well, and by how much nobody could say beforehand.
    """
    sides = run if job.in_sets else job.every_side(run)
    with LOCK, pypdfium2.PdfDocument(pdf) as whole:
        if sides == tuple(range(len(whole))) and usual_size(job.paper):
            return pdf
        size = whole.get_page_size(0)
        with pypdfium2.PdfDocument.new() as chosen:
            wanted = [page for page in sides if page is not None]
            if wanted:
                chosen.import_pages(whole, wanted)
            for at, page in enumerate(sides):
                if page is None:
                    chosen.new_page(*size, at).close()
            if not usual_size(job.paper):
                _place(chosen, job)
            written = BytesIO()
            chosen.save(written)
    return written.getvalue()


def _place(document: pypdfium2.PdfDocument, job: Job) -> None:
    for page in document:
        width, height = page.get_size()
        paper, scale = size_on(job.paper, (width, height), fit=job.fit)
        move = ((paper[0] - width * scale) / 2, (paper[1] - height * scale) / 2)
        matrix = pypdfium2.raw.FS_MATRIX(scale, 0, 0, scale, *move)
        clip = pypdfium2.raw.FS_RECTF(0, paper[1], paper[0], 0)
        page.set_mediabox(0, 0, *paper)
        page.set_cropbox(0, 0, *paper)
        pypdfium2.raw.FPDFPage_TransFormWithClip(page, matrix, clip)
        page.close()
