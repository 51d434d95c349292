"""What an archivist knows of a report and the report itself does not say."""

from dataclasses import dataclass

RETENTIONS = ("永久", "定期30年", "定期10年")
"""保管期限, after 《机关文件材料归档范围和文书档案保管期限规定》(国家档案局令第8号)."""


@dataclass(frozen=True)
class Particulars:
    """What an archivist adds to what the report itself says; empty where not given."""

    fonds_number: str = ""
    retention: str = "永久"
    office_or_matter: str = ""
    item_number: str = ""
    document_number: str = ""
    keywords: str = "政府信息公开"
    abstract: str = ""


NO_PARTICULARS = Particulars()
"""Nothing but the usual: kept for ever, found under the subject's keyword."""
