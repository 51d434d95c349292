"""What our own files call their parts: the exports write these names, and the imports recognise them.

The keys of a report's JSON stand in `app.report_data`, the names in a fill-in workbook in `app.workbook_names`.
"""

from enum import StrEnum


class TextRole(StrEnum):
    """What a text is by the source's own marking; only files of this program mark it reliably."""

    UNKNOWN = ""
    TITLE = "title"
    HEADING = "heading"
    BODY = "body"
    SIGNED_BY = "signed_by"
    SIGNED_ON = "signed_on"


CLASS_PREFIX = "nianbao-"
"""Before the role in the class of an element of a web page: ``nianbao-title``."""
DRAFT = "draft"
"""In the place of a role: the mark of a draft, which is no part of the report."""

WORD_TITLE, WORD_BODY = "年报标题", "年报正文"
WORD_HEADINGS = ("年报一级标题", "年报二级标题", "年报三级标题", "年报四级标题")
WORD_SIGNED_BY, WORD_SIGNED_ON = "年报落款单位", "年报落款日期"
"""The styles of a Word document's texts."""

ANNEX_HEADING = "附：数据分析"
"""Above charts behind a report's text: what follows is no part of the report."""

REPORT_PDF, REPORT_OFD, REPORT_DATA, METADATA = "报告.pdf", "报告.ofd", "报告.json", "元数据.xml"
"""The members of an archive package, and of the folder of one document in a transfer."""
