"""Tells in which column an applicant counts, by the stated kind or by the name."""

import re
from dataclasses import dataclass
from functools import cache

from app.ledger.foreign.vocabulary import listed, longest_first, lookup, plain, words
from app.values import half_width

_AGENT = re.compile(
    r"[(（\[【][^()（）]*(?:代理|委托|受托|代为|联系人|法定代表人|负责人|代表)(?:[^()（）]|[(（][^()（）]*[)）])*[)）\]】]"
)
_AGENT_BEHIND = re.compile(r"[,，;；、\s]*(?:委托)?代理人[:：].*$")
_SEVERAL = re.compile(r"等[0-9一二三四五六七八九十两]*[人名户位个]*$|[0-9]+人$")
_BETWEEN = re.compile(r"[、,，;；/\n]|\s+和\s+")
_PERSON = re.compile(
    r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{1,8}[·•][\u3400-\u9fff·•]{1,12}|[\u3400-\u9fff](?:某{1,2}|[*×xX○]{1,3})[\u3400-\u9fff]?"
)
_NOT_PERSON = re.compile(
    "(?:组|处|会|所|部|局|院|厂|店|社|队|站|馆|公司|中心|学校|银行|集团|协会|村|办|行|室|园"
    "|超市|商城|商场|市场|药房|餐厅|酒楼|茶楼|网吧|小区|广场|大厦|公寓|影院|书城)$"
)
_NOBODY = frozenset(
    ("匿名", "不详", "未知", "无名", "佚名", "未署名", "无名氏", "不明", "同上", "同前", "待查", "保密")
)
"""Words for an applicant whose name nobody knows."""
_AS_SHORT_AS_A_PERSON = 3
_BODIES_OF_TRADE = frozenset(("enterprise", "research_institute"))
"""Kinds with whose endings persons are spoken of, too: 李公司 may be a company or somebody of that name."""
_PART_OF_A_BODY = re.compile("(?:部|店|厂|处|站|中心|所|行|队|院|车间|基地|项目)$")
_ORGANIZATIONS = (
    "公司", "集团", "律师事务所", "法律服务所", "基金会", "协会", "村民委员会", "居民委员会", "业主委员会", "研究院", "大学", "合作社",
)  # fmt: skip
"""Endings that no person's name has."""
_PLAINLY = (
    (("律师事务所", "法律服务所"), "legal_service"), (("村民委员会", "居民委员会", "业主委员会"), "other_org"),
    (("基金会", "慈善总会"), "public_welfare_org"), (("大学", "科学院"), "research_institute"), (("公司",), "enterprise"),
)  # fmt: skip
"""Endings of names that leave no doubt of the kind, whatever is stated beside them."""
_FOR_ANOTHER = re.compile(
    "[(（](?:代(?![码理表])|受[^()（）]*委托(?!人))|(?<!受)委托人[:：]|(?:律师事务所|法律服务所)(?:代(?!理)|受)"
)
"""What is said of an agent who stands where the applicant should (R6)."""


@dataclass(frozen=True)
class ReadType:
    """A column's key (or a kind that a choice decides); *why* says why nobody can tell."""

    key: str = ""
    why: str = ""


_ALSO_OTHER_NAMES = frozenset(
    ("其他", "机关", "社区", "学校", "医院", "媒体", "公司", "学生", "群众", "农民")
)
"""Words for applicants that may as well name the part of a body whose ledger a sheet is."""


def is_kind_name(text: str) -> bool:
    """Whether a text, as the name of a sheet or a section, tells the kind of its applicants."""
    return text not in _ALSO_OTHER_NAMES and (text in lookup("types") or text in listed("by_name"))


def type_of(kind: str, name: str) -> ReadType:
    """Read the kind of an applicant; where it says nothing of the columns, the name decides."""
    stated = plain(kind)
    if _FOR_ANOTHER.search(name) and lookup("types").get(stated) != "natural_person":
        return ReadType(why=f"“{_masked(name)}”是代理人，申请人的类别不能从名称看出")
    if stated and stated not in listed("no") and stated not in listed("by_name"):
        if key := lookup("types").get(stated):
            return _unless_name_differs(key, kind, name)
        short = re.sub(r"^法人(?:或|和|及|、|/)?其他组织[—\-－:：(（]*|[)）]$", "", stated)
        if key := lookup("types").get(short):
            return ReadType(key)
        if key := _with_remark(stated):
            return ReadType(key)
        if short not in listed("by_name"):
            return ReadType(why=f"申请人类别“{kind.strip()[:20]}”不能归入任何一列")
    named = by_name(name)
    if stated in listed("by_name") and named.key == "natural_person":
        return ReadType(why=f"申请人“{_masked(name)}”登记为{kind.strip()[:10]}，从名称看是自然人")
    return named


def _unless_name_differs(key: str, kind: str, name: str) -> ReadType:
    """Return the stated kind; a person who is called a company, and an institute that is called 事业单位, are asked about."""
    if plain(kind) == "事业单位" and by_name(name).key == "research_institute":
        return ReadType(why=f"申请人“{_masked(name)}”登记为事业单位，从名称看是科研机构")
    parts = {part for part in _BETWEEN.split(without_agent(name)) if part.strip()}
    if key == "natural_person" and parts and all(part.endswith(_ORGANIZATIONS) for part in parts):
        return ReadType(why=f"申请人“{_masked(name)}”登记为{kind.strip()[:10]}，从名称看不是自然人")
    if any(_is_plainly_other(part, key) for part in parts):
        return ReadType(why=f"申请人“{_masked(name)}”登记为{kind.strip()[:10]}，与名称不一致")
    return ReadType(key)


def _is_plainly_other(name: str, key: str) -> bool:
    """Whether a name is plainly of another kind; a company may do research, or be one by name only."""
    if key == "natural_person" or (key == "research_institute" and re.search("研究|科学|科研|设计", name)):
        return False
    return any(name.endswith(endings) and key != plainly for endings, plainly in _PLAINLY)


def _with_remark(stated: str) -> str:
    """Return the kind of 自然人（村民）: what stands in the parentheses says the same, or nothing of the columns."""
    match = re.fullmatch(r"([^()（）]+)[(（]([^()（）]*)[)）]", stated)
    kinds = lookup("types")
    if match is None or match[1] not in kinds:
        return ""
    return kinds[match[1]] if kinds.get(match[2], kinds[match[1]]) == kinds[match[1]] else ""


def by_name(name: str) -> ReadType:
    """Tell the column from a name; of several applicants all must be of one kind (R6)."""
    text = without_agent(name)
    if not text:
        return ReadType(why="申请人和申请人类别都没有填写")
    kinds = {_one(part) for part in _BETWEEN.split(text) if part.strip()}
    if len(kinds) == 1 and (key := next(iter(kinds))):
        return ReadType(key)
    if len(kinds) > 1:
        return ReadType(why=f"申请人“{_masked(name)}”不止一类，不能归入一列")
    return ReadType(why=f"申请人“{_masked(name)}”的类别不能从名称看出")


def without_agent(name: str) -> str:
    """Return the applicant without the agent named beside (R6: an agent's law firm is not the applicant)."""
    text = _AGENT_BEHIND.sub("", _AGENT.sub("", half_width(name).replace("(", "（").replace(")", "）")))
    return _SEVERAL.sub("", re.sub(r"[ \t]+", "", text)).strip("、,，;； ")


@cache
def _suffixes() -> tuple[tuple[str, str], ...]:
    return tuple(
        longest_first((suffix, key) for key, known in words()["name_suffix"].items() for suffix in known)
    )


def _one(name: str) -> str:
    text = re.sub(r"（[^（）]*）$", "", name.strip())
    for suffix, key in _suffixes():
        if text.endswith(suffix) and text != suffix:
            return "" if len(text) <= _AS_SHORT_AS_A_PERSON and key in _BODIES_OF_TRADE else key
    for word, key in (("律师事务所", "legal_service"), ("公司", "enterprise")):
        if (place := text.rfind(word)) >= 0:
            # 某公司第二项目部 is a part of the company, 某公司李某 a person: who of the two applies is asked.
            return key if _PART_OF_A_BODY.search(text[place + len(word) :]) else ""
    if text in _NOBODY:
        return ""
    if _PERSON.fullmatch(text) and not _NOT_PERSON.search(text):
        return "natural_person"
    return ""


def _masked(name: str) -> str:
    """Return a name for a message: no more of a person's than is needed to find the row."""
    text = re.sub("[0-9Xx]{6,}", "…", name.strip())
    return text if len(text) <= 20 else text[:20] + "…"
