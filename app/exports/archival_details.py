"""Details of a report that only an archivist knows, and how 档号 is composed of them."""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from typing import NamedTuple

from app.lazy_pattern import pattern

SUBJECT = "政府信息公开"
"""主题词 of the yearly report."""
RETENTIONS = ("永久", "定期30年", "定期10年")
"""保管期限, after 《机关文件材料归档范围和文书档案保管期限规定》(国家档案局令第8号)."""
RETENTION_CODES = {"永久": "Y", "定期30年": "D30", "定期10年": "D10"}
"""Their codes in 档号 (DA/T 22-2015)."""
CODE_RULE = "全宗号-门类·年度-保管期限-机构代码-件号"
"""How DA/T 22-2015 composes 档号; an office sets another one by leaving out or moving its parts."""

_PARTS = pattern("全宗号|门类|年度|保管期限|机构代码|件号")
_NOT_IN_NAMES = pattern(
    r'[\\/:*?"<>|\s\x00-\x1f\x7f]|^\.|\.$|^(?:CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])(?:\.|$)', re.IGNORECASE
)
"""What a folder can't be called on one system or another: on Windows also the names of devices."""
_LONGEST_CODE = 60


class Particulars(NamedTuple):
    """What an archivist adds to what the report itself says; empty where not given.

    *code* is 档号, by itself or by `composed_code`; *category* is 门类, as WS; *carrier* is 脱机载体编号.
    """

    fonds_number: str = ""
    retention: str = "永久"
    office_or_matter: str = ""
    item_number: str = ""
    document_number: str = ""
    keywords: str = SUBJECT
    abstract: str = ""
    archive_name: str = ""
    category: str = "WS"
    secrecy: str = "公开"
    carrier: str = ""
    code: str = ""


NO_PARTICULARS = Particulars()
"""The usual particulars: kept for ever, found under the subject's keyword."""


def item_numbers(series: Iterable[Hashable], first: int) -> list[str]:
    """Return 件号 of documents in their order, counted from *first* within each series (全宗号 and year) by itself."""
    counted: Counter[Hashable] = Counter()
    numbers = []
    for one in series:
        numbers.append(f"{counted[one] + first:04}")
        counted[one] += 1
    return numbers


def composed_code(rule: str, particulars: Particulars, year: int, office_code: str = "") -> str:
    """Return the 档号 that *rule* makes of the particulars; empty where a part that it names is not known."""
    values = {
        "全宗号": particulars.fonds_number,
        "门类": particulars.category,
        "年度": str(year),
        "保管期限": RETENTION_CODES.get(particulars.retention, ""),
        "机构代码": office_code,
        "件号": particulars.item_number,
    }
    named = _PARTS.findall(rule)
    if not named or not all(values[name] for name in named):
        return ""
    return _PARTS.sub(lambda found: values[found.group()], rule)


def faults(particulars: Particulars, *, complete: bool = False) -> Iterator[str]:
    """Say what in the particulars can't be written; *complete* asks for all that a transfer must have."""
    for name, text in (
        ("全宗号", particulars.fonds_number),
        ("门类代码", particulars.category),
        ("档号", particulars.code),
    ):
        if _NOT_IN_NAMES.search(text) or len(text) > _LONGEST_CODE:
            yield f'{name}“{text}”不能用作文件夹名：不能有空格和 \\ / : * ? " < > |，不能以点开头或结尾，不能是 CON、NUL 等系统的设备名，不超过 {_LONGEST_CODE} 字。'
            # 档号 is composed of the others.
            break
    if particulars.item_number and not re.fullmatch(r"[0-9]{1,6}", particulars.item_number):
        yield f"件号“{particulars.item_number}”应当是不超过 6 位的数字。"
    if particulars.retention not in RETENTIONS:
        yield f"保管期限“{particulars.retention}”应当是{'、'.join(RETENTIONS)}之一。"
    if complete:
        for value, name in (
            (particulars.fonds_number, "全宗号"),
            (particulars.category, "门类代码"),
            (particulars.code, "档号"),
        ):
            if not value:
                yield f"移交时必须有{name}，请补填。"
