"""Which part of a report stands where on its pages, both ways."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.exports.pages.page_text import PageWords
from app.exports.report_blocks import block_sections
from app.report import Report
from ui.views.part_of_report import ReportPlace
from ui.views.preview.page_text_layer import PageTextLayer


class PreviewPlaces:
    """The places of one report on the pages made of it."""

    def __init__(self, report: Report, texts: Sequence[PageWords]) -> None:
        self._texts = texts
        self._layer = PageTextLayer(texts)
        self._starts = dict(_starts(report, texts))
        """The place at which each line begins, by its page and number."""

    def place_at(self, page: int, x: float, y: float) -> ReportPlace | None:
        """Return what stands at a point of a page; None where a page has nothing."""
        for cell in self._texts[page].cells if page < len(self._texts) else ():
            if cell.left <= x <= cell.right and cell.bottom <= y <= cell.top:
                return ReportPlace(cell.key.partition(".")[0], cell.key)
        caret = self._layer.caret_at(page, x, y)
        begins = self._starts.get((page, caret.line)) if caret is not None else None
        if caret is None or begins is None:
            return None
        return ReportPlace(begins.section, start=begins.start + caret.column)

    def spot_of(self, place: ReportPlace) -> tuple[int, float, float] | None:
        """Return where a part of the report stands: page, lower and upper edge; None where it does not."""
        for number, page in enumerate(self._texts):
            for cell in page.cells:
                if cell.key == place.cell:
                    return number, cell.bottom, cell.top
        lines = [(at, begins) for at, begins in self._starts.items() if begins.section == place.section]
        if not lines:
            return None
        before = [at for at, begins in lines if begins.start <= place.start]
        page_number, line_number = before[-1] if before and place.start else lines[0][0]
        line = self._texts[page_number].lines[line_number]
        return page_number, line.baseline - line.size, line.baseline + line.size


def _starts(report: Report, texts: Sequence[PageWords]) -> Iterator[tuple[tuple[int, int], ReportPlace]]:
    """Yield where each line begins in its section; words at which lines break may have lost their blanks."""
    sections, headings = block_sections(report), {one.key for one in report.form.sections if one.heading}
    first_block = {section: number for number, section in reversed(list(enumerate(sections)))}
    reached: dict[str, int] = {}
    for page_number, page in enumerate(texts):
        for line_number, line in enumerate(page.lines):
            section = sections[line.block] if 0 <= line.block < len(sections) else ""
            start = 0
            is_heading = section in headings and first_block[section] == line.block
            if section and not is_heading:
                body, words = report.text(section), line.text.strip()
                start = body.find(words, reached.get(section, 0))
                start = reached.get(section, 0) if start < 0 else start
                reached[section] = start + len(words)
            yield (page_number, line_number), ReportPlace(section, start=start)
