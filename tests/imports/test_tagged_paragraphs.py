"""Where a page ends with a full line, the tags of a PDF say whether its paragraph goes on overleaf."""

import pytest
from plain_pdf import file, stream

from app.imports.raw_document import RawText
from app.imports.readers.pages import pdf

_LINES = 6
_LINE = "words of a text that fills the whole width of its line, word by word"


def _text(page: int) -> str:
    lines = "".join(
        f"1 0 0 1 60 {700 - 15 * n} Tm ({chr(97 + _LINES * page + n) * 5} {_LINE}.) Tj\n"
        for n in range(_LINES)
    )
    text = f"/P <</MCID 0>> BDC BT /F 10 Tf\n{lines}ET EMC"
    return stream(text)


def _pages(structure: list[str], first: str, second: str) -> bytes:
    """Return two full pages; *first* and *second* are the numbers of the elements that their texts belong to."""
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 3 0 R>>>>/Contents {} 0 R/StructParents {}>>"
    return file(
        "<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>/StructTreeRoot 8 0 R>>",
        "<</Type/Pages/Kids[4 0 R 5 0 R]/Count 2>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Courier>>",
        page.format(6, 0),
        page.format(7, 1),
        _text(1),
        _text(2),
        f"<</Type/StructTreeRoot/K[9 0 R]/ParentTree<</Nums[0[{first} 0 R]1[{second} 0 R]]>>>>",
        *structure,
    )


def _on(page: int) -> str:
    return f"<</Type/MCR/Pg {page} 0 R/MCID 0>>"


ONE_PARAGRAPH = _pages(
    [
        "<</S/Document/P 8 0 R/K[10 0 R]>>",
        "<</S/P/P 9 0 R/K[11 0 R]>>",
        f"<</S/Span/P 10 0 R/K[{_on(4)}{_on(5)}]>>",
    ],
    "11",
    "11",
)
TWO_WORDS_OF_ONE = _pages(
    [
        "<</S/Document/P 8 0 R/K[10 0 R]>>",
        "<</S/P/P 9 0 R/K[11 0 R 12 0 R]>>",
        f"<</S/Span/P 10 0 R/K[{_on(4)}]>>",
        f"<</S/Span/P 10 0 R/K[{_on(5)}]>>",
    ],
    "11",
    "12",
)
TWO_PARAGRAPHS = _pages(
    [
        "<</S/Document/P 8 0 R/K[10 0 R 11 0 R]>>",
        f"<</S/P/P 9 0 R/K[{_on(4)}]>>",
        f"<</S/P/P 9 0 R/K[{_on(5)}]>>",
    ],
    "10",
    "11",
)
TWO_DIVISIONS = _pages(
    [
        "<</S/Document/P 8 0 R/K[10 0 R 11 0 R]>>",
        f"<</S/Div/P 9 0 R/K[{_on(4)}]>>",
        f"<</S/Div/P 9 0 R/K[{_on(5)}]>>",
    ],
    "10",
    "11",
)


@pytest.mark.parametrize(
    ("data", "paragraphs"),
    [(ONE_PARAGRAPH, 1), (TWO_WORDS_OF_ONE, 1), (TWO_PARAGRAPHS, 2), (TWO_DIVISIONS, 1)],
    ids=["one", "one in two pieces", "two", "told of no paragraphs"],
)
def test_a_full_line_at_a_pages_end_goes_on_unless_the_tags_say_otherwise(
    data: bytes, paragraphs: int
) -> None:
    texts = [block.text for block in pdf.parse(data).blocks if isinstance(block, RawText)]
    assert len(texts) == paragraphs
    assert sum(text.count(_LINE) for text in texts) == 2 * _LINES
