"""Where a title, or a long name in a signature, may end a line: between words, best between names.

Each place has a cost: 0 for the best, more where words are parted that belong together. Where no place is given, no
line ends: within a place's or a nationality's name, a bracket's words, the name of an office.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from app.chinese_numerals import YEAR
from app.exports.blocks import Title
from app.lazy_pattern import pattern

Places = dict[int, int]
"""Where a line may end, as a count of characters before it, to what that costs."""

BETWEEN_NAMES = 0
AFTER_YEAR = 1
BETWEEN_WORDS = 4
AFTER_ABOUT = 12
WITHIN_NAME = 2
BEFORE_BRACKET = 2
BEFORE_AND = 4
WITHIN_SHORT_NAME = 9
"""Inside a unit's name that a line holds whole."""

_WHOLE_NAME = 16
"""A unit's name of so many characters fits a line of the title, also beside a year."""
_NATIONALITIES = pattern(
    "|".join(
        sorted(
            re.findall(
                r"\S+",
                "蒙古族 回族 藏族 维吾尔 维吾尔族 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 哈萨克族 哈萨克 "
                "傣族 黎族 傈僳族 佤族 畲族 高山族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜族 柯尔克孜 土族 达斡尔族 仫佬族 羌族 "
                "布朗族 撒拉族 毛南族 仡佬族 锡伯族 锡伯 阿昌族 普米族 塔吉克族 塔吉克 怒族 乌孜别克族 俄罗斯族 鄂温克族 德昂族 "
                "保安族 裕固族 京族 塔塔尔族 独龙族 鄂伦春族 赫哲族 门巴族 珞巴族 基诺族 各族 汉族",
            ),
            key=len,
            reverse=True,
        )
    )
)
"""The 56 nationalities as names of autonomous areas have them: 东乡 in 东乡族 ends no 乡."""
_NO_AREA = pattern(
    "市场|市政|市容|市域|社区|乡村|城乡|城市|都市|区域|区块|县域|园区|景区|片区|校区|库区|辖区|小区|灾区|地区|城镇|集镇|村镇|"
    "州际|旗舰|省际|市民|县级|区级|市级|省级|镇级"
)
"""Words that hold a character that ends the names of areas."""
_AREA = pattern(
    r"[^省市县区旗州盟镇乡()（）]{1,14}?(?:特别行政区|自治区|自治州|自治县|自治旗|开发区|试验区|示范区|管理区|新区|林区|"
    r"省|市|县|区|旗|州|盟|镇|乡|街道)"
)
_OFFICE_END = pattern(
    r"人民政府|人民代表大会|常务委员会|管理委员会|委员会|办事处|办公室|办公厅|管理局|监督局|局|厅|总队|支队|大队|中心|研究院|"
    r"医院|学院|大学|学校|公司"
)
_AND = pattern(r"[和与及](?=[^\W\d_A-Za-z]{2})")
_YEAR = f"(?:[0-9０-９]{{4}}|{YEAR})年(?:度)?"
_BRACKETS = ("（）", "()", "〔〕", "《》", "“”", "「」", "【】")
_LONG_BRACKET = 14
"""What stands in a bracket may be parted from so many characters on."""
_NEVER_FIRST, _NEVER_LAST = "，。、；：！？）》”’」』】〕)]}·—…%％", "（《“‘「『【〔([{"


_AFTER = {"unit": BETWEEN_NAMES, "year": AFTER_YEAR, "word": BETWEEN_WORDS, "about": AFTER_ABOUT}


def title_block(title: str, words: tuple[str, ...], unit: str) -> Title:
    """Return a title with the places where its lines may end; *words* are those of its form."""
    places = places_in_title(title, words, unit)
    return Title(title, parts_between(title, places), tuple(places.values()))


def places_in_title(title: str, words: tuple[str, ...], unit: str) -> Places:
    """Return where *title* may end a line: around the *unit*'s name and years, and between the *words* of its form."""
    places: Places = {}
    found = list(_spans(title, words, unit))
    for start, end, what in found:
        _offer(places, start, BETWEEN_WORDS if what == "word" else BETWEEN_NAMES)
        _offer(places, end, _AFTER[what])
    for start, end, what in _with_gaps(title, found):
        if what in ("unit", "gap"):
            least = WITHIN_SHORT_NAME if what == "unit" and end - start <= _WHOLE_NAME else WITHIN_NAME
            for place, cost in _in_name(title[start:end]).items():
                _offer(places, start + place, max(cost, least))
    places |= {end: AFTER_ABOUT for _, end, what in found if what == "about"}
    return _allowed(title, places)


def places_in_name(name: str) -> Places:
    """Return where the name of a body may end a line."""
    return _allowed(name, _in_name(name))


def parts_between(text: str, places: Places) -> tuple[str, ...]:
    """Cut *text* at *places*, which are in their order."""
    return tuple(text[start:end] for start, end in pairwise((0, *places, len(text))) if end > start)


def _offer(places: Places, place: int, cost: int) -> None:
    places[place] = min(cost, places.get(place, cost))


def _spans(title: str, words: tuple[str, ...], unit: str) -> Iterator[tuple[int, int, str]]:
    """Yield what is known in a title, from left to right: start, end, and which of `_AFTER` it is."""
    known = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or r"(?!)"
    name = re.escape(unit) if unit else r"(?!)"
    spans = re.compile(rf"(?P<unit>{name})|(?P<year>{_YEAR})|(?P<about>关于)|(?P<word>{known})")
    for match in spans.finditer(title):
        yield match.start(), match.end(), match.lastgroup or ""


def _with_gaps(title: str, found: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Yield the known spans and, as gaps, what lies between them."""
    place = 0
    for start, end, what in (*found, (len(title), len(title), "")):
        if start > place:
            yield place, start, "gap"
        yield start, end, what
        place = end


def _in_name(name: str) -> Places:
    """Return where a body's name may end a line: after areas and offices, and before 和."""
    masked = _masked(name)
    places: Places = {}
    at = 0
    while (area := _AREA.match(masked, at)) and area.end() < len(name):
        at = area.end()
        places[at] = WITHIN_NAME
    for office in _OFFICE_END.finditer(masked, at):
        if office.end() < len(name):
            _offer(places, office.end(), WITHIN_NAME)
        if office.start() > at and len(office.group()) > 2 and office.group() not in ("管理局", "监督局"):
            _offer(places, office.start(), BEFORE_AND)
    for word in _AND.finditer(masked, at + 2):
        _offer(places, word.start(), BEFORE_AND)
    return places


def _masked(name: str) -> str:
    """Return *name* with what must not be taken for the end of an area made unknown, of the same length."""
    for unknown in (_NATIONALITIES, _NO_AREA):
        name = unknown.sub(lambda match: "\ue000" * len(match.group()), name)
    return name


def _allowed(text: str, places: Places) -> Places:
    """Drop places at which no line may end: inside a bracket at its edge, or anywhere in a short one."""
    closed = set(_within_brackets(text))
    kept = {}
    for place, cost in sorted(places.items()):
        if not 0 < place < len(text) or place in closed:
            continue
        before, after = text[place - 1], text[place]
        if after in _NEVER_FIRST or before in _NEVER_LAST:
            continue
        kept[place] = max(cost, BEFORE_BRACKET) if after in _NEVER_LAST else cost
    return kept


def _within_brackets(text: str) -> Iterator[int]:
    for pair in _BRACKETS:
        start = text.find(pair[0])
        while start >= 0:
            end = text.find(pair[1], start)
            if end < 0:
                break
            if end - start <= _LONG_BRACKET:
                yield from range(start + 1, end + 1)
            start = text.find(pair[0], start + 1)
