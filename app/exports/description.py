"""The facts of a report by their names in DA/T 46-2009, once for the OFD file and for the metadata beside it."""

from app.exports.blocks import Document, Signature
from app.report import Status

_FAIR_COPY, _MANUSCRIPT = "正本", "草稿"


def described(document: Document, pages: int) -> dict[str, str]:
    """Return the elements with their values, an unknown one empty; *pages* is the number of the document's pages.

    Only what was finalised is 正本, the text that counts: anything else may still change.
    """
    signature = next((block for block in document.blocks if isinstance(block, Signature)), Signature("", ""))
    return {
        "聚合层次": "文件",
        "题名": document.title,
        "责任者": signature.unit or document.unit,
        "年度": str(document.year),
        "日期": f"{document.dated:%Y%m%d}" if document.dated else signature.date,
        "文种": document.subject,
        "稿本": _MANUSCRIPT if document.draft or not document.final else _FAIR_COPY,
        "语种": "汉语",
        "页数": str(pages),
    }


def status_said(manuscript: str) -> Status:
    """Return the status of the report for which `described` gave this 稿本. Raises KeyError for another one."""
    return {_FAIR_COPY: Status.FINAL, _MANUSCRIPT: Status.DRAFT}[manuscript]
