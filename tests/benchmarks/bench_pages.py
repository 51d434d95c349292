"""Counts typographic faults on the pages of a corpus, ours beside typst's, in one run.

    python tests/benchmarks/bench_pages.py [REPORTS]

Needs the dependency group `bench`, and pdftotext. Both sets of PDF files are measured by the same means: where each
character stands. Prints a line per fault, our count and typst's; the status is 1 where ours is over its goal.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pypdfium2.raw as raw

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(Path(__file__).parent)]

from bench_pdf import FONTS, STANDARDS, typst_source  # noqa: E402
from page_corpus import documents  # noqa: E402

from app.exports.blocks import Document, Heading, Paragraph, Signature, TableBlock, Title  # noqa: E402
from app.exports.pages.fonts import visible  # noqa: E402
from app.exports.pages.metrics import BODY_SIZE, LEFT, PAGE_HEIGHT, PITCH, TITLE_SIZE, TOP, WIDTH  # noqa: E402
from app.exports.pages.metrics import HEIGHT as TYPE_HEIGHT  # noqa: E402
from app.exports.pdf import render  # noqa: E402
from app.exports.title_words import places_in_title  # noqa: E402
from app.forms.grid import CellRole  # noqa: E402
from app.forms.loader import forms  # noqa: E402

MARKS = "，。、；：）》”’】〕"
LEAST_LINES = 5
GOALS = {
    "tables on two pages": 0,
    "headings alone at a page's end": 0,
    f"last pages of fewer than {LEAST_LINES} lines": 0,
    "lines spread by more than a tenth of an em, per 1,000": 5,
    "marks at line ends that take a whole em, per 100": 0,
    "title lines that part a word": 0,
    "paragraphs that pdftotext takes apart": 0,
    "paragraphs that pdftotext -raw takes apart": 0,
    "pages": 10**9,
    "lines": 10**9,
}


@dataclass(frozen=True)
class Character:
    """A character on a page: where it begins and what it stands on, in points from the lower left corner."""

    text: str
    x: float
    y: float
    size: float


Lines = list[list[Character]]


def lines_of(page: pypdfium2.PdfPage) -> Lines:
    """Return the lines of a page from the top down, each from left to right."""
    text = page.get_textpage()
    rows: dict[tuple[int, int], list[Character]] = defaultdict(list)
    x, y = raw.c_double(), raw.c_double()
    for place in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text.raw, place)
        if code < 0x21 or raw.FPDFText_IsGenerated(text.raw, place) == 1:
            continue
        raw.FPDFText_GetCharOrigin(text.raw, place, x, y)
        size = raw.FPDFText_GetFontSize(text.raw, place)
        found = Character(chr(code), x.value, y.value, size)
        rows[round(y.value), round(size)].append(found)
    return [sorted(row, key=lambda one: one.x) for _, row in sorted(rows.items(), reverse=True)]


def said(line: Sequence[Character]) -> str:
    return "".join(one.text for one in line)


def plain(text: str) -> str:
    return "".join(visible(text).split())


class Measured:
    """The counts of one set of PDF files."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter(dict.fromkeys(GOALS, 0))
        self.full = self.ends = 0

    def add(self, document: Document, data: bytes, path: Path) -> None:
        """Count the faults of one document."""
        with pypdfium2.PdfDocument(data) as opened:
            pages = [[line for line in lines_of(page) if not self._folio(line)] for page in opened]
        self.counts["pages"] += len(pages)
        for name, count in (
            ("tables on two pages", sum(self._cut(block, document, pages) for block in document.blocks)),
            ("headings alone at a page's end", self._lone(document, pages)),
            (
                f"last pages of fewer than {LEAST_LINES} lines",
                len(pages) > 1 and len(pages[-1]) < LEAST_LINES,
            ),
            ("title lines that part a word", self._parted(document, pages[0])),
        ):
            self.counts[name] += count
        self._body(pages)
        path.write_bytes(data)
        for name, mode in (("pdftotext", []), ("pdftotext -raw", ["-raw"])):
            run = subprocess.run(
                ["pdftotext", *mode, str(path), "-"], capture_output=True, text=True, check=True
            )
            self.counts[f"paragraphs that {name} takes apart"] += self._apart(document, run.stdout)

    @staticmethod
    def _folio(line: Sequence[Character]) -> bool:
        return line[0].y < PAGE_HEIGHT - TOP - TYPE_HEIGHT - 4

    @staticmethod
    def _cut(block: object, document: Document, pages: Sequence[Lines]) -> bool:
        """Whether the first and the last row of a table stand on different pages."""
        if not isinstance(block, TableBlock):
            return False
        labels = [
            cell.text for cell in block.grid.cells if cell.role is CellRole.ROW_HEADER and cell.row_span == 1
        ]
        if not labels:
            return False
        ends = [plain(label)[:6] for label in (labels[0], labels[-1])]
        found = [
            [
                number
                for number, page in enumerate(pages)
                for line in page
                if end in said(line) and line[0].size < BODY_SIZE - 1
            ]
            for end in ends
        ]
        return bool(found[0] and found[1]) and found[0][0] != found[1][-1]

    @staticmethod
    def _lone(document: Document, pages: Sequence[Lines]) -> int:
        headings = {plain(block.text) for block in document.blocks if isinstance(block, Heading)}
        return sum(bool(page) and said(page[-1]) in headings for page in pages[:-1])

    @staticmethod
    def _parted(document: Document, page: Lines) -> int:
        (title,) = (block.text for block in document.blocks if isinstance(block, Title))
        form = next(iter(forms().values()))
        allowed = places_in_title(title, form.title_words, document.unit)
        place, wrong = 0, 0
        for line in [line for line in page if abs(line[0].size - TITLE_SIZE) < 0.5][:-1]:
            place += len(said(line))
            wrong += place not in allowed
        return wrong

    def _body(self, pages: Sequence[Lines]) -> None:
        """Look at the lines of paragraphs that go on in the next line."""
        right = LEFT + WIDTH
        for line, after in ((line, after) for page in pages for line, after in pairwise(page)):
            last = line[-1]
            goes_on = abs(after[0].size - BODY_SIZE) < 0.5 and after[0].x < LEFT + BODY_SIZE
            if abs(line[0].size - BODY_SIZE) >= 0.5 or not goes_on or last.x < right - 1.3 * BODY_SIZE:
                continue
            self.full += 1
            gaps = [b.x - a.x - PITCH for a, b in pairwise(line) if wide(a.text) and wide(b.text)]
            self.counts["lines spread by more than a tenth of an em, per 1,000"] += (
                max(gaps, default=0) > 0.1 * BODY_SIZE
            )
            if last.text in MARKS:
                self.ends += 1
                self.counts["marks at line ends that take a whole em, per 100"] += (
                    last.x < right - 0.75 * BODY_SIZE
                )

    @staticmethod
    def _apart(document: Document, text: str) -> int:
        without = re.sub(r"^\s*[—\-–]\s*\d+\s*[—\-–]\s*$", "", text.replace("\f", "\n"), flags=re.MULTILINE)
        whole = plain(without)
        wanted = [plain(f"{b.lead}{b.text}") for b in document.blocks if isinstance(b, Paragraph)]
        wanted += [
            plain(part) for b in document.blocks if isinstance(b, Signature) for part in (b.unit, b.date)
        ]
        return sum(paragraph not in whole for paragraph in wanted)

    def finished(self) -> Counter[str]:
        """Return the counts, those of lines by the number of lines."""
        self.counts["lines"] = self.full
        for name, of in (("per 1,000", self.full), ("per 100", self.ends)):
            for key in [key for key in self.counts if key.endswith(name)]:
                per = 1000 if name.endswith("1,000") else 100
                self.counts[key] = round(self.counts[key] * per / max(of, 1))
        return self.counts


def wide(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def typeset(corpus: Sequence[Document], folder: Path) -> Iterator[bytes]:
    """Yield typst's PDF of each document."""
    import typst

    source = folder / "report.typ"
    source.write_text(typst_source(corpus[0]), "utf-8")
    compiler = typst.Compiler(str(source), font_paths=[str(FONTS)], ignore_system_fonts=True)
    for document in corpus:
        text = typst_source(document).encode()
        yield compiler.compile(text, format="pdf", pdf_standards=STANDARDS)


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    corpus = list(documents(count))
    ours, theirs = Measured(), Measured()
    with tempfile.TemporaryDirectory() as name:
        for document, data in zip(corpus, typeset(corpus, Path(name)), strict=True):
            ours.add(document, render(document), Path(name) / "ours.pdf")
            theirs.add(document, data, Path(name) / "theirs.pdf")
    mine, others = ours.finished(), theirs.finished()
    over = False
    print(f"{count} reports: ours, typst")
    for fault, goal in GOALS.items():
        verdict = "" if goal > 10**6 else "ok" if mine[fault] <= goal else "OVER"
        over = over or verdict == "OVER"
        print(f"{fault}: {mine[fault]}, {others[fault]} {verdict}".rstrip())
    return int(over)


if __name__ == "__main__":
    raise SystemExit(main())
