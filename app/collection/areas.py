"""Finds the area with which a body's name begins: 云岭市青溪县财政局 → 云岭市青溪县.

Characters that end the name of an area stand inside other words as well (市场, 社区, 乡村), and names of areas hold
them too (市中区). So a name is cut only where all parts of it are recognised.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_LEVELS: tuple[tuple[str, ...], ...] = (
    ("特别行政区", "自治区", "省"),
    ("自治州", "地区", "盟", "市", "州"),
    ("自治县", "自治旗", "林区", "特区", "新区", "县", "区", "旗", "市"),
    ("民族乡", "街道", "苏木", "镇", "乡"),
)
"""The endings of names of areas, from the largest areas down."""
_ENDINGS = "省市州县区旗镇乡盟"
_SINGLE = frozenset("城郊矿东南西北中新旧港江河湖海易赵磁祁成文康理朗")
"""The one character that may stand before 县 or 区: 城区, 易县."""
_WORDS = frozenset(
    re.findall(r"\S+", "城乡 城市 都市 城镇 集镇 村镇 社区 园区 景区 片区 校区 库区 港区 牧区 辖区 小区 灾区")
)
"""Words that end as areas do without naming one."""
_LONGEST, _SHORTEST = 12, 2


@dataclass(frozen=True)
class Area:
    """The areas that a name begins with, the largest first; *doubtful* when they might be cut otherwise."""

    parts: tuple[str, ...]
    doubtful: bool = False

    @property
    def name(self) -> str:
        """All parts run together, as they stand in the name."""
        return "".join(self.parts)

    @property
    def above(self) -> str:
        """What the last of the areas belongs to, as far as the name says."""
        return "".join(self.parts[:-1])


def chains(name: str) -> Iterator[Area]:
    """Yield every reading of the beginning of *name* as areas, each within the one before; the longest first."""
    yield from sorted(_chains(name, 0), key=lambda area: (-len(area.name), -len(area.parts)))


@lru_cache(maxsize=4096)
def _chains(name: str, level: int) -> tuple[Area, ...]:
    found = []
    for end in range(_SHORTEST, min(len(name), _LONGEST) + 1):
        head, tail = name[:end], name[end:]
        for at in range(level, len(_LEVELS)):
            ending = next((known for known in _LEVELS[at] if head.endswith(known)), "")
            own = head.removesuffix(ending)
            if not ending or not _is_place(own, ending):
                continue
            doubtful = len(own) == 1 and own not in _SINGLE
            found.append(Area((head,), doubtful))
            found += [
                Area((head, *below.parts), doubtful or below.doubtful) for below in _chains(tail, at + 1)
            ]
    return tuple(found)


def _is_place(own: str, ending: str) -> bool:
    """Whether the characters before *ending* can be the name of one place, which can't be cut further."""
    if (
        not own
        or own in ("自治", "民族")
        or own.endswith(("自治", "开发", "园", "景", "保税", "度假", "示范"))
    ):
        return False
    if own[-1] + ending in _WORDS:
        return False
    if len(own) == 1:
        return ending in ("县", "区")
    # An ending inside, with a place before it and more than a bare ending after it, is where the next area begins.
    return not any(own[at] in _ENDINGS and at >= 2 and len(own) - at > 1 for at in range(len(own)))
