"""Tells from a name what kind of body it is and to which area it belongs; doubtful cases are asked about."""

import re
from dataclasses import dataclass

from app.collection import body_words
from app.collection.areas import Area, chains
from app.report import UnitKind
from app.unit_names import unit_name

_TOWN_ENDINGS = ("民族乡", "街道", "苏木", "镇", "乡")
_ZONE = re.compile(
    r"(?P<own>[^省市县区旗镇乡盟]{0,8}?(?:经济(?:技术)?|高新(?:技术)?(?:产业)?|工业|产业|化工|科技|旅游|生态|物流|农业|"
    r"保税|综合保税|风景名胜|度假|示范|试验|合作|循环经济|临港|空港|临空|航空港|现代|国际|文化|创新|台商|先进|制造|集聚|新|农高|"
    r"自由贸易|自贸|出口加工|边境|跨境){1,6}(?:开发区|园区|新区|新城|保税区|度假区|示范区|试验区|合作区|名胜区|景区|管理区|集聚区|"
    r"高新区|产业园|加工区|片区|港区|园|区))(?P<office>管理委员会|管委会|管理办公室)"
)
_WHOLE_ZONE = re.compile(
    r"(?P<own>[^省市县区旗镇乡盟]{0,10}(?:开发区|高新区|园区|新区))(?P<office>管理委员会|管委会|管理办公室)"
)


@dataclass(frozen=True)
class Guess:
    """What a name says. *kind* is ``None`` when it says nothing, *asked* what a person has to be asked, in words.

    *parent* is the area exactly as the name has it; empty when it names none.
    """

    kind: UnitKind | None
    parent: str
    asked: tuple[str, ...] = ()


_OF_A_CHAIN = re.compile("国网|国家|南方电网|中国|中华|中[石电铁移联国建]|全国|华[能电润]|大唐|邮政")
"""How enterprises of the whole country begin their name, before the area's: 国网青溪县供电公司."""
_ASK_KIND = "看不出是哪一类单位，请选择类别"
_ASK_PARENT = "看不准属于哪个地方，请选择上级"


def guess(name: str) -> Guess:
    """Say what *name* says by itself."""
    name = unit_name(name)
    for told in (_national, _government, _town_office, _zone, _office):
        found = told(name)
        if found is not None:
            return found
    return _unsure(name)


def _government(name: str) -> Guess | None:
    """人民政府 of a province, city, county, township; 行政公署 of an area between."""
    ending = next((known for known in ("人民政府", "行政公署") if name.endswith(known)), "")
    if not ending:
        return None
    area = next((area for area in chains(name) if area.name + ending == name), None)
    if area is None:
        return Guess(None, "", (_ASK_KIND, _ASK_PARENT))
    is_town = area.parts[-1].endswith(_TOWN_ENDINGS)
    return _told(UnitKind.TOWNSHIP if is_town else UnitKind.GOVERNMENT, area.above, area)


def _town_office(name: str) -> Guess | None:
    if not name.endswith(("街道办事处", "街道办")):
        return None
    stem = name[: name.rindex("街道") + 2]
    area = next((area for area in chains(stem) if area.name == stem), None)
    if area is None or not area.parts[-1].endswith("街道"):
        return Guess(UnitKind.TOWNSHIP, "", (_ASK_PARENT,))
    return _told(UnitKind.TOWNSHIP, area.above, area)


def _zone(name: str) -> Guess | None:
    if not name.endswith(("管理委员会", "管委会", "管理办公室")):
        return None
    for area in (*chains(name), Area(())):
        rest = name.removeprefix(area.name)
        if _ZONE.fullmatch(rest) or _WHOLE_ZONE.fullmatch(rest):
            # A zone may lie in several counties: one whose name states no area is asked about.
            return _told(UnitKind.ZONE, area.name, area)
    return None


def _office(name: str) -> Guess | None:
    readings = [*chains(name), Area(())]
    for sure, kind in (
        (body_words.is_other, UnitKind.OTHER),
        (body_words.is_department, UnitKind.DEPARTMENT),
    ):
        found = [area for area in readings if sure(_body(name, area))]
        if not found:
            continue
        if kind is UnitKind.OTHER:
            # Any words may stand before 医院 or 公司, so these do not confirm that the name was cut rightly.
            area = next((area for area in found if area.parts), found[0])
            if _OF_A_CHAIN.match(name):
                return Guess(kind, "", (_ASK_PARENT,))
            return _told(kind, area.name, area)
        cuts = {area.name for area in found}
        doubtful = len(cuts) > 1 or all(area.doubtful for area in found)
        return Guess(kind, found[0].name, (_ASK_PARENT,) if doubtful else ())
    return None


def _body(name: str, area: Area) -> str:
    """Return the name without its area; a short name may begin with a level: 县财政局."""
    body = name.removeprefix(area.name)
    return body if area.parts else body.lstrip("省市州县区旗镇乡")


_NATIONAL = re.compile(r"国家(?:税务总局|统计局)(?P<area>.+?)(?:税务局|调查(?:总)?队)")


def _national(name: str) -> Guess | None:
    """Bodies of the state in an area: 国家税务总局青溪县税务局."""
    match = _NATIONAL.fullmatch(name)
    if match is None:
        return None
    area = next((area for area in chains(match["area"]) if area.name == match["area"]), None)
    if area is None:
        return Guess(UnitKind.DEPARTMENT, "", (_ASK_PARENT,))
    return _told(UnitKind.DEPARTMENT, area.name, area)


def _told(kind: UnitKind, parent: str, area: Area) -> Guess:
    return Guess(kind, parent, (_ASK_PARENT,) if area.doubtful else ())


def _unsure(name: str) -> Guess:
    if body_words.is_other(name):
        return Guess(UnitKind.OTHER, "", (_ASK_PARENT,))
    return Guess(None, "", (_ASK_KIND, _ASK_PARENT))
