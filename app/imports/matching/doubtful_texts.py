"""Says what is wrong with the texts of a document: illegible characters, a second report, labels without their figures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from app.forms.model import Form
from app.imports.imported import Unread
from app.imports.matching import titles
from app.imports.matching.headings import section_of
from app.imports.matching.rows import Alignment
from app.imports.raw_document import UNKNOWN, RawBlock, RawDocument, RawTable, RawText

_FEWEST_SECTIONS = 2
_LONGEST_TITLE_LINE = 80
_ILLEGIBLE = "有认不出的字符，请对照原文核对后补上"
_LABEL = "这一行的数没有读到，请核对后填写"
_SECOND = "从这里起像是另一份报告，它的文字可能混入了前面的各部分，请核对各部分文字"


def illegible(form: Form, title: str, sections: Mapping[str, Sequence[str]]) -> Iterator[Unread]:
    """Say in which texts characters can't be made out: those of a damaged file or of a font without letters."""
    if UNKNOWN in title:
        yield Unread("标题", title, _ILLEGIBLE)
    for section in form.text_sections:
        lines = [line for line in sections.get(section.key, ()) if UNKNOWN in line]
        if lines:
            yield Unread(section.heading or section.tab, " ".join(lines), _ILLEGIBLE)


def second_reports(form: Form, blocks: Sequence[RawBlock], first: titles.FoundTitle) -> Iterator[Unread]:
    """Say where another report begins: at a title with sections below it that stood above it, too.

    A title that is the *first* one's again stands below a table of contents as well; two reports have their tables.
    """
    texts = [(place, block) for place, block in enumerate(blocks) if isinstance(block, RawText)]
    lines = [block.text for _, block in texts]
    known = [section_of(form, line) for line in lines]
    tables = [place for place, block in enumerate(blocks) if isinstance(block, RawTable)]
    for index, (place, block) in enumerate(texts):
        above = {section.key for section in known[:index] if section}
        if len(above) < _FEWEST_SECTIONS or len(block.text) > _LONGEST_TITLE_LINE:
            continue
        title = _whole_title(lines, index)
        if title is None or _whole_title(
            lines, index + 1
        ):  # What stands above a title may look like its begin.
            continue
        again = above.intersection(section.key for section in known[index:] if section)
        differs = (title.unit, title.year) != (first.unit, first.year)
        between = bool(tables) and tables[0] < place < tables[-1]
        if len(again) >= _FEWEST_SECTIONS and (differs or between):
            yield Unread(block.where, title.text, _SECOND)
            return


def _whole_title(lines: Sequence[str], index: int) -> titles.FoundTitle | None:
    title = titles.title_at(lines, index)
    return title if title and title.unit and title.year else None


def with_rows(unread: Sequence[Unread], alignment: Alignment) -> Iterator[Unread]:
    """Name the cells that a line concerns which is the label of a row of which nothing was found."""
    for item in unread:
        row = None if item.cells or item.harmless else alignment.layout.rows.exact(item.text)
        lost = row is not None and not alignment.found.intersection(row.cells)
        yield replace(item, cells=row.cells, why=_LABEL) if row is not None and lost else item


def way_on(raw: RawDocument) -> str:
    """Say what to do with a document in which nothing of a report was found."""
    if raw.pictured:
        return "；其中的图片或扫描的页无法读取，请改用 Word、网页或文字版 PDF。"
    return "，请核对后另选文件。"
