"""Names of units in one spelling, so that two names that look alike are one.

A name copied from a web page or typed by somebody else brings characters that nobody sees, which turn the
direction of writing, break a line or only differ in width. They would make twins in lists and forge lines.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from app.errors import UserError
from app.lazy_pattern import pattern

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af"
"""The Chinese characters, for a class in a pattern: names of places have rare ones, too."""
LONGEST_NAME = 200
"""Characters of a unit's name; the longest official ones have about sixty."""
PATH_MARK = "/"
"""What stands between the name of the unit above and a unit's own, where units of one name are told apart."""
BELOW_A_COUNTY = ("乡人民政府", "镇人民政府", "街道办事处")
"""How the names of governments below a county end; reviews are decided from the county upwards (行政复议法 23, 24)."""
_BRACKETS = str.maketrans("()", "（）")
_UNSEEN = ("Cc", "Cf", "Zl", "Zp")
_IGNORED = pattern(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u2800\ufdd0-\ufdef\ufe00-\ufe0f\ufff0-\ufffc\ufffe\uffff"
    "\U00016fe4\U000e0000-\U000e0fff]"
)
"""Characters that show nothing by themselves though their category does not say so, and code points that are not characters."""
_ACCENTS = pattern(
    "(?<![A-Za-z\u00c0-\u024f])[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
"""Accents that stand on no Latin letter: a Chinese name has none, they only make a twin of it."""
_BLANK = pattern("(?<![A-Za-z0-9]) | (?![A-Za-z0-9])")
_RADICALS = dict(
    zip(
        map(
            chr,
            (
                0x2E81,
                0x2E82,
                0x2E84,
                0x2E85,
                0x2E86,
                0x2E88,
                0x2E89,
                0x2E8B,
                0x2E8C,
                0x2E8D,
                0x2E8E,
                0x2E8F,
                0x2E92,
                0x2E93,
                0x2E95,
                0x2E96,
                0x2E97,
                0x2E98,
                0x2E99,
                0x2E9B,
                0x2E9C,
                0x2E9D,
                0x2E9E,
                0x2E9F,
                0x2EA0,
                0x2EA1,
                0x2EA2,
                0x2EA3,
                0x2EA4,
                0x2EA5,
                0x2EA6,
                0x2EA7,
                0x2EA8,
                0x2EA9,
                0x2EAA,
                0x2EAB,
                0x2EAC,
                0x2EAD,
                0x2EAE,
                0x2EAF,
                0x2EB0,
                0x2EB1,
                0x2EB2,
                0x2EB3,
                0x2EB6,
                0x2EB7,
                0x2EB8,
                0x2EB9,
                0x2EBA,
                0x2EBB,
                0x2EBC,
                0x2EBD,
                0x2EBE,
                0x2EBF,
                0x2EC0,
                0x2EC1,
                0x2EC2,
                0x2EC3,
                0x2EC4,
                0x2EC5,
                0x2EC6,
                0x2EC7,
                0x2EC8,
                0x2EC9,
                0x2ECA,
                0x2ECB,
                0x2ECC,
                0x2ECD,
                0x2ECE,
                0x2ECF,
                0x2ED0,
                0x2ED1,
                0x2ED2,
                0x2ED3,
                0x2ED4,
                0x2ED6,
                0x2ED7,
                0x2ED8,
                0x2ED9,
                0x2EDA,
                0x2EDB,
                0x2EDC,
                0x2EDD,
                0x2EDE,
                0x2EDF,
                0x2EE0,
                0x2EE2,
                0x2EE3,
                0x2EE4,
                0x2EE5,
                0x2EE6,
                0x2EE7,
                0x2EE8,
                0x2EE9,
                0x2EEA,
                0x2EEB,
                0x2EEC,
                0x2EED,
                0x2EEE,
                0x2EEF,
                0x2EF0,
                0x2EF2,
                0x2EF3,
            ),
        ),
        "厂乛乙亻冂刀刂卩小小兀尣巳幺彐忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王疋目示礻竹纟纟罓罒罓羊羊羊耂聿聿肉臼艹艹艹虎衤覀西见角角讠贝足车辶辶辶阝钅長镸长门阝雨青韦页风飞食食飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙亀龟",
        strict=True,
    )
)
"""The characters for the radicals of U+2E80 to U+2EFF, for which Unicode names none."""
_COMPATIBLE = pattern("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
_REPLACEMENT = "\ufffd"


def ordinary(text: str) -> str:
    """Return a text with the ordinary characters for radicals and compatibility forms (⾏ → 行).

    Browsers and other makers of PDF write them for characters that look the same; all others stay as they are.
    """
    return text if text.isascii() else _COMPATIBLE.sub(_ordinary, text)


def _ordinary(match: re.Match[str]) -> str:
    character = match.group()
    return _RADICALS.get(character) or unicodedata.normalize("NFKC", character)


def unit_name(text: str) -> str:
    """Return a unit's name as it is kept: compatibility forms resolved (NFKC), nothing unseen, brackets full-width.

    Blanks stay, one at a time, between Latin letters or digits only: no Chinese name has any.
    """
    return _known_name(text) if len(text) <= LONGEST_NAME else _unit_name(text)


def _unit_name(text: str) -> str:
    seen = "".join(_blank(character) for character in unicodedata.normalize("NFKC", ordinary(text)))
    # What was taken out may have stood between a letter and its accent.
    plain = unicodedata.normalize("NFKC", _IGNORED.sub("", seen)).translate(_BRACKETS)
    return _BLANK.sub("", " ".join(_ACCENTS.sub("", plain).split()))


_known_name = lru_cache(maxsize=1024)(_unit_name)
"""One name is asked for many times over; texts too long for one would fill the memory."""


def refuse_long_name(name: str) -> None:
    """Raise UserError for a text that is too long for a unit's name."""
    if len(name) > LONGEST_NAME:
        raise UserError(f"单位名称“{name[:20]}……”有 {len(name)} 字，不像单位名称，请填写单位全称。")


def one_line(text: str) -> str:
    """Return a title or a signature as one line, without what nobody sees."""
    return " ".join(_IGNORED.sub("", "".join(map(_blank, text))).split())


def _blank(character: str) -> str:
    if character.isspace():
        return " "
    return "" if unicodedata.category(character) in _UNSEEN else character


def visible(text: str) -> str:
    """Return *text* with a replacement character for each one that nobody sees, as foreign files may hold them."""
    return "".join(
        _REPLACEMENT if unicodedata.category(character) in _UNSEEN or _IGNORED.match(character) else character
        for character in text
    )


def split_paths(name: str) -> Iterator[tuple[str, str]]:
    """Yield what ``上级/名称`` may mean: what stands before and after each mark, as a name may hold marks itself."""
    for place, character in enumerate(name):
        if character == PATH_MARK:
            yield name[:place], name[place + 1 :]
