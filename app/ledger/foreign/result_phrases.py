"""Finds the known phrases of a result's words, and leaves out those that the words deny or only consider."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from app.ledger.foreign.vocabulary import listed, longest_first, lookup, plain
from app.ledger.outcomes import OUTCOMES

VOID, PASSED_ON = "void", "passed_on"
GENERAL = ("不予公开", "不于公开", "无法提供", "不予处理", "其他处理", "不予提供", "其他")
"""Words of the form that stand above several rows of it and say none of them."""
REFUSED = "refused"
"""The key of a refusal that names no ground."""
_REFUSALS = (
    "不予公开", "不于公开", "未予公开", "不同意公开", "不公开", "不宜公开", "不应公开", "不得公开", "不能公开",
    "不便公开", "拒绝公开", "无法公开", "不予提供", "不同意提供", "拒绝提供",
)  # fmt: skip
_WITHHELD = re.compile("(?:不予?|未予|不宜|不应|不得|拒绝|不同意)公开")
_WEAK = frozenset(
    ("其他", "第三方", "依申请公开", "公开", "已公开", "主动公开", "咨询", "不存在", "已撤销", "已撤消")
)
"""Words that mean a result when they stand alone in their cell, and little within a sentence."""
_WEAK_BUT_FOUND = frozenset(("第三方", "已公开", "主动公开", "咨询", "不存在"))
"""Those of them that are still looked for within a sentence, after all others."""

_PATTERNS = (
    (r"(?:到期|逾期|超期|期满|届满)[^，。；]{0,6}(?:没有?|未)[^，。；]{0,3}补正", "other_not_corrected"),
    (r"补正后[^，。；]{0,6}(?:仍|还是|依然|依旧)[^，。；]{0,4}不(?:明确|清楚|清晰)", "unavailable_unclear"),
    (r"未(?:在|按|于)[^，。；]{0,12}补正(?=$|[，。；)])|(?<![尚暂还])未(?:作|做|予|进行|提交)?补正(?=$|[，。；)])", "other_not_corrected"),
    (r"(?:数量|频次)[^。；]{0,12}超过合理范围[^。；]{0,10}(?:不(?:予|再)处理|理由不(?:合理|成立|充分))", "declined_excessive"),
    (r"要求(?:行政机关|本机关)?(?:重新)?(?:确认|出具)[^，。；]{0,4}已获取", "declined_reconfirmation"),
    (r"要求(?:获取|提供)[^，。；]{0,8}(?:公报|报刊|书籍)", "declined_publication"),
    (r"(?:非|不是|不属于?)\(?(?:条例)?\)?所?[指称规定的]{0,3}政府信息(?!公开)", "not_government_information"),
    (r"(?:非|不是|不属于?|不归)(?:本|我)(?:行政|职能)?(?:单位|机关|部门|[局委办厅署县区市镇乡]|街道|中心)", "unavailable_not_held"),
    (r"(?:没有|未能?)(?:检索|查找|查询|搜索|查|找)(?:到|见)", "unavailable_not_held"),
    (r"(?:没有|并?无)(?:该|此|这|相关|有关|上述|所?申请(?:公开)?的?)[份件项条类个]?(?:政府)?(?:信息|文件|材料|资料|档案|记录|数据)(?![需须可应的要])|查无此(?:件|档|文)", "unavailable_not_held"),
    (r"(?<![^，。；：])(?:可以|可|准予|予|依法|(?:经)?(?:补正|延期|缴费|交费|审查|审核|征求意见)后|[0-9一二两三四五六七八九十]{1,3}[项条份件])?公开(?=$|[，。；]|[0-9一二两三四五六七八九十]{1,3}[项条份件页](?:$|[，。；])|\((?![^)]*[不否未部拟待半]))", "granted"),
    (r"(?:其余|其他|剩余)(?:的|部分|内容|信息)*(?:均|已|全部|予以|可以|同意)*公开", "partly_granted"),
    (r"不(?:予|再)*重复(?:公开|提供|答复|处理|受理)", "declined_duplicate"),
    (r"已(?:经)?(?:在|于|通过)[^，。；申]{0,16}公开", "granted"),
)  # fmt: skip
"""What is said in too many ways for a list of words: looked for before them."""
_WAYS = (
    (r"告知(?:申请人)?(?:其|应)?(?:向|到|找)[^，。；]{2,14}(?:局|委|办|厅|府|镇|乡|街道|部门|机关|单位)(?:提出)?申请(?!(?:行政)?复议|(?:行政)?诉讼)", "unavailable_not_held"),
    (r"告知[^，。；]{0,6}(?:在|到|于|通过|登录)[^，。；]{0,10}(?:网站|官网|网|公众号)[^，。；]{0,4}(?:查询|查阅|查看|获取|下载)", "granted"),
    (r"提供(?:了)?(?:全部)?(?:复印件|复制件|纸质件|纸质材料|电子版|电子件|扫描件)|当场(?:复印|打印)(?:后)?提供|(?:予以|给予|同意|准予|安排|现场)查阅|(?:全文|完全)公开|公开全(?:部|文)(?:内容|信息)?|全部提供", "granted"),
)  # fmt: skip
"""What was done for the applicant, by which an answer is told where nothing else is said of it."""
_ARTICLES = (
    ("第?三十六条(?:第一款)?第?[(]?[一二][)]?项", "granted"), ("第?三十六条(?:第一款)?第?[(]?[四五][)]?项", "unavailable_not_held"),
    ("第?三十六条(?:第一款)?第?[(]?六[)]?项", "declined_duplicate"), ("第?三十六条(?:第一款)?第?[(]?七[)]?项", "refused_administrative_query"),
    ("第?三十七条", "partly_granted"), ("第?三十八条", "unavailable_needs_compiling"),
    ("第?三十九条第?一款", "declined_petition"), ("第?三十九条第?二款", "declined_publication"), ("第?十五条", "refused_third_party"),
)  # fmt: skip
"""Articles of the regulation that lead to one row each; of the others several rows come."""

_NOT = re.compile(
    r"(?:不|未|没有|没|无|非|不于|不予|未予|无法|不能|不宜|并非|不是|不属于|不作为|不同意|拒绝|不存在|不涉及|没有涉及)(?:相关|任何|所谓)?$"
)
_CONSIDERED = re.compile(r"(?:拟|建议|待|能否|可否|应否|是否|打算|准备|如果?|若|倘若|一旦)$")
"""What stands before a phrase that is not decided yet."""
_DENIES = re.compile("不属于?|不涉及|未涉及|不包含|不含|不是|并非|没有|未发现|并无|不构成|未见|不存在")
"""Words that deny all that follows them in their clause."""
_PAUSE = re.compile("[，；。：()\n]|而是|但")
_AGREES = re.compile("第三方(?:(?:已|均|表示)*同意|(?:未|没有|无|不)(?:表示|提出|书面)*(?:反对|异议|意见))")
"""A third party that has nothing against it is no ground for a refusal."""


@dataclass(frozen=True)
class ResultPhrases:
    """What the words say: results by their keys in order of places, whether they refuse, and what is left unread.

    *considered*: one of the results is only proposed or asked for. *withheld*: they say 不予公开 and not only 不予提供.
    """

    keys: tuple[str, ...]
    refused: bool
    left: str
    considered: bool = False
    withheld: bool = False


@cache
def known() -> dict[str, str]:
    """Return every known phrase with its result."""
    passed = dict.fromkeys(listed("transferred"), PASSED_ON)
    return {**passed, **lookup("results"), **lookup("matters"), **dict.fromkeys(listed("void"), VOID)}


def is_result_name(text: str) -> bool:
    """Whether a text is the name of a result or of a group of results, and not of a whole ledger (依申请公开)."""
    return text not in _WEAK and (text in known() or text in GENERAL)


def ground_in(note: str) -> str:
    """Return a note that is nothing but the ground of a result, as the words for it: 涉及个人隐私; empty for any other."""
    words = re.sub("^(?:涉及|涉|属于|属|因|系|为)", "", plain(note))
    return words if words not in _WEAK and known().get(words) in OUTCOMES else ""


@cache
def _ordered() -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    strong = {word: key for word, key in known().items() if word not in _WEAK and len(word) > 1}
    strong = {**dict.fromkeys(_REFUSALS, REFUSED), **strong}
    weak = [(word, key) for word, key in known().items() if word in _WEAK_BUT_FOUND]
    return tuple(longest_first(strong.items())), tuple(longest_first(weak))


@lru_cache(4096)
def phrases_in(words: str) -> ResultPhrases:
    """Find the phrases; a longer one hides the shorter in it."""
    strong, weak = _ordered()
    found: list[tuple[int, int, str]] = []
    left = _AGREES.sub(lambda match: "\0" * len(match[0]), words)
    left = _take_patterns(_take(left, strong, found), found)
    denied = _denied(words, left, found)
    left = "".join("\0" if place in denied.deniers else sign for place, sign in enumerate(left))
    more: list[tuple[int, int, str]] = []
    left = _take(left, weak, more)
    stand = [
        (place, key)
        for place, end, key in sorted(found + more)
        if place not in denied.places and not _NOT.search(words[:place])
    ]
    considered = any(_CONSIDERED.search(words[:place]) for place, _, _ in found + more)
    keys = tuple(dict.fromkeys(key for _, key in stand if key != REFUSED))
    refused = any(key == REFUSED for _, key in stand)
    return ResultPhrases(keys, refused, left, considered, refused and _WITHHELD.search(words) is not None)


def _take(left: str, phrases: tuple[tuple[str, str], ...], found: list[tuple[int, int, str]]) -> str:
    """Add the phrases in a text to *found*; return the text without them."""
    for phrase, key in phrases:
        while (place := left.find(phrase)) >= 0:
            end = place + len(phrase)
            found.append((place, end, key))
            left = left[:place] + "\0" * len(phrase) + left[end:]
    return left


def _take_patterns(left: str, found: list[tuple[int, int, str]]) -> str:
    """Take what is said in many ways, as `_take` does with what is said in one."""
    for pattern, key in _PATTERNS:
        for match in re.finditer(pattern, left):
            found.append((match.start(), match.end(), key))
        left = re.sub(pattern, lambda match: "\0" * len(match[0]), left)
    return left


def by_article(words: str) -> str:
    """Return the result of the one article that an answer is based on; empty where none or several are named."""
    keys = {key for pattern, key in _ARTICLES if re.search(pattern, words)}
    return keys.pop() if len(keys) == 1 and len(re.findall("[一二三四五六七八九十]条", words)) == 1 else ""


def by_way(words: str) -> str:
    """Return the result of what was done for the applicant; empty where nothing or several are told, or it is denied."""
    told = [(key, match.start()) for pattern, key in _WAYS for match in re.finditer(pattern, words)]
    if any(_NOT.search(words[:place]) or _CONSIDERED.search(words[:place]) for _, place in told):
        return ""
    keys = {key for key, _ in told}
    return keys.pop() if len(keys) == 1 else ""


@dataclass
class _Denied:
    """The places at which denied phrases begin, and the places of the signs that deny."""

    places: set[int]
    deniers: set[int]


def _denied(words: str, left: str, found: list[tuple[int, int, str]]) -> _Denied:
    """Find what is denied: 不存在不予公开情形 refuses nothing, and 信息不存在 is a result of its own."""
    denied = _Denied(set(), set())
    deniers = [(match.start(), match.end()) for match in _DENIES.finditer(left)]
    # A phrase such as 信息不存在 denies, too, when the sentence goes on after it.
    ending = [(place, end) for place, end, _ in found if words[:end].endswith("不存在")]
    for start, end in (*deniers, *ending):
        pause = _PAUSE.search(words, end)
        until = pause.start() if pause else len(words)
        hit = {place for place, _, _ in found if end <= place < until}
        if hit:
            denied.places |= hit
            denied.deniers |= set(range(start, end))
            if (start, end) in ending:
                denied.places.add(start)
    return denied
