"""The table of contents of a volume, on as many pages as it takes; they have Roman numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.exports.pages.composition import place_number
from app.exports.pages.fonts import FontRole, FontSet
from app.exports.pages.metrics import (
    BASELINE,
    BODY_SIZE,
    LEADING,
    LEFT,
    LINES,
    PAGE_HEIGHT,
    TITLE_SIZE,
    TOP,
    WIDTH,
)
from app.exports.pages.page import Artifact, Bookmark, Composition, Page, PageLink, PlacedLine
from app.exports.pages.paragraph import Text
from app.exports.pages.spacing import SetLine, single_line
from app.exports.pages.structure_tree import Element
from app.exports.pages.title import title_lines
from app.exports.title_words import title_block

_HEADING = "目　　录"
_LEADER = "…"
_BESIDE = 0.5 * BODY_SIZE
_LEAST_LEADERS = 2
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True)
class VolumeEntry:
    """A report by the name of its unit, and the number of its first page."""

    name: str
    page: int


def contents(title: str, entries: Sequence[VolumeEntry], fonts: FontSet) -> Composition:
    """Return the pages with the volume's *title* and its *entries*."""
    placing = _ContentsPlacing(fonts)
    placing.title(title)
    for entry in entries:
        placing.entry(entry)
    placing.link()
    return Composition(
        placing.pages, placing.root, [Bookmark(0, "目录", 0, PAGE_HEIGHT - TOP)], len(placing.pages)
    )


class _ContentsPlacing:
    """Places lines one below the other on the grid of a report's page."""

    def __init__(self, fonts: FontSet) -> None:
        self.root = Element("Document")
        self.pages: list[Page] = []
        self._fonts = fonts
        self._line = LINES
        self._waiting: list[tuple[Page, Element, tuple[float, float, float, float], VolumeEntry]] = []
        self._list = self.root
        self._room(1)

    def title(self, title: str) -> None:
        """Place the title and the word 目录, each a heading."""
        block = title_block(title, ("政府信息", "公开工作", "年度报告", "汇编"), "")
        chain = self._fonts[FontRole.TITLE]
        lines = title_lines(block.parts, block.costs, chain, TITLE_SIZE, WIDTH)
        self._line += 1
        heading = self.root.add("H1")
        for line in lines:
            self._place(line, (WIDTH - line.width) / 2, heading)
        self._line += 1
        word = single_line(self._fonts[FontRole.HEI], _HEADING, BODY_SIZE)
        self._place(word, (WIDTH - word.width) / 2, self.root.add("H2"))
        self._line += 1
        self._list = self.root.add("TOC")

    def entry(self, entry: VolumeEntry) -> None:
        """Place a report's title and its page, with leaders between them."""
        chain = self._fonts[FontRole.FANG]
        number = single_line(chain, str(entry.page), BODY_SIZE)
        room = WIDTH - number.width - 2 * _BESIDE - _LEAST_LEADERS * BODY_SIZE
        lines = Text([(chain, entry.name)], BODY_SIZE).lines(room, flush=False)
        self._room(len(lines))
        words = self._list.add("TOCI").add("P").add("Link")
        for line in lines:
            baseline = self._place(line, 0.0, words)
        page = self.pages[-1]
        start = (lines[-1].width if lines else 0.0) + _BESIDE
        end = WIDTH - number.width - _BESIDE
        leaders = single_line(chain, _LEADER * int((end - start) / BODY_SIZE), BODY_SIZE)
        page.artifact(Artifact.LAYOUT).append(PlacedLine(leaders, LEFT + end - leaders.width, baseline))
        page.tagged(words).append(PlacedLine(number, LEFT + WIDTH - number.width, baseline))
        bottom = baseline - (LEADING / 2 - BASELINE * BODY_SIZE)
        box = (LEFT, bottom, LEFT + WIDTH, bottom + len(lines) * LEADING)
        self._waiting.append((page, words, box, entry))

    def link(self) -> None:
        """Make each entry lead to its page, now that it is known how many pages the contents have."""
        for page, words, box, entry in self._waiting:
            page.links.append(PageLink(words, box, len(self.pages) + entry.page - 1, entry.name))

    def _place(self, line: SetLine, left: float, element: Element) -> float:
        """Place a line *left* points from the 版心's left edge; return its baseline."""
        self._room(1)
        baseline = PAGE_HEIGHT - TOP - (self._line + 0.5) * LEADING - BASELINE * line.size
        self.pages[-1].tagged(element).append(PlacedLine(line, LEFT + left, baseline))
        self._line += 1
        return baseline

    def _room(self, lines: int) -> None:
        """Begin a new page where so many lines have no room on this one."""
        if self._line + lines > LINES:
            page = Page(len(self.pages))
            number = len(self.pages) + 1
            place_number(page, _roman(number), self._fonts, outer_left=number % 2 == 0)
            self.pages.append(page)
            self._line = 0


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        text += count * sign
    return text
