"""Adds to the pages of a copy for review (送审稿) a line at the foot, and numbers of lines."""

from __future__ import annotations

from app import __version__
from app.exports.blocks import ReviewCopy
from app.exports.pages.fonts import FaceChain
from app.exports.pages.metrics import BASELINE, HEIGHT, LEADING, LEFT, LINES, MM, PAGE_HEIGHT, TOP, WIDTH
from app.exports.pages.page import Page, PlacedLine
from app.exports.pages.spacing import single_line

_FOOT_SIZE = 9.0
_FOOT_DROP = 15 * MM
"""From the text's lower edge to the line: below the page number."""
_NUMBER_SIZE = 7.5
_BESIDE = 4 * MM


def place_review(page: Page, pages: int, review: ReviewCopy, chain: FaceChain) -> None:
    """Put the foot line on a page and, where asked for, a number beside each line of its grid."""
    text = (
        f"送审稿　{review.made_at}　程序版本 {__version__}　校验码 {review.code}"
        f"　第 {page.index + 1} 页，共 {pages} 页"
    )
    line = single_line(chain, text, _FOOT_SIZE)
    foot = PAGE_HEIGHT - TOP - HEIGHT - _FOOT_DROP
    page.in_margin(PlacedLine(line, LEFT + (WIDTH - line.width) / 2, foot))
    for number in range(1, LINES + 1) if review.numbered else ():
        beside = single_line(chain, str(number), _NUMBER_SIZE)
        middle = PAGE_HEIGHT - TOP - (number - 0.5) * LEADING
        page.in_margin(PlacedLine(beside, LEFT - _BESIDE - beside.width, middle - BASELINE * _NUMBER_SIZE))
