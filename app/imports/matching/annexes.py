"""Leaves out the charts that an export of ours has behind the report: their figures are no text of its last part."""

from collections.abc import Sequence

from app.imports.imported import Unread
from app.imports.matching.headings import LEVEL_ONE
from app.imports.matching.labels import squeeze
from app.imports.raw_document import RawBlock, RawTable, RawText
from app.own_formats import ANNEX_HEADING

_HEADING = squeeze(ANNEX_HEADING)


def before_annex(blocks: Sequence[RawBlock]) -> tuple[Sequence[RawBlock], list[Unread]]:
    """Return the blocks above the annex, and what is said of it; all of them where there is none.

    An annex stands below the tables, and no numbered part of a report follows it.
    """
    for index, block in enumerate(blocks):
        if not isinstance(block, RawText) or squeeze(block.text) != _HEADING:
            continue
        follow = [squeeze(one.text) for one in blocks[index:] if isinstance(one, RawText)]
        below_tables = any(isinstance(one, RawTable) for one in blocks[:index])
        if below_tables and not any(LEVEL_ONE.match(text) for text in follow):
            why = "报告之后所附的数据分析，没有读入"
            return blocks[:index], [Unread(block.where, ANNEX_HEADING, why, harmless=True)]
    return blocks, []
