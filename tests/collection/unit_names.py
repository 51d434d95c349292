"""Invented names of public bodies, each with its kind and the area it belongs to, in two halves.

Areas are put together from characters that real names of places use. The bodies are split as well: no body of the
second half occurs in the first, so that the second half asks about names nobody has looked at.
"""

import random
from dataclasses import dataclass

FIRST = "青云石清安永宁平长新龙金玉白高大东西南北临江海河湖山林松柳梅竹桃花泉溪桥太兴和文武康乐昌盛福寿德"
SECOND = "溪岭桥州阳阴城山水江河源泉川谷原平安宁丰乐兴义仁和口关店堡沟湾塘塬坪坝岗台寨港浦陵泽峰屏"


@dataclass(frozen=True)
class Named:
    """One name with what a careful person would conclude from it; *parent* is the area's name without its body, "" for none."""

    name: str
    kind: str
    parent: str


DEPARTMENTS = [
    [
        "财政局",
        "教育局",
        "教育和体育局",
        "教育体育局",
        "科学技术局",
        "科技和工业信息化局",
        "公安局",
        "民政局",
        "司法局",
        "人力资源和社会保障局",
        "自然资源局",
        "自然资源和规划局",
        "住房和城乡建设局",
        "交通运输局",
        "水利局",
        "农业农村局",
        "商务局",
        "文化和旅游局",
        "文化广电和旅游局",
        "卫生健康委员会",
        "退役军人事务局",
        "应急管理局",
        "审计局",
        "市场监督管理局",
        "统计局",
        "医疗保障局",
        "信访局",
        "城市管理局",
        "行政审批服务局",
        "林业局",
        "人民政府办公室",
        "发展和改革委员会",
        "民族宗教事务局",
        "国有资产监督管理委员会",
        "粮食和物资储备局",
        "人民防空办公室",
        "机关事务管理局",
        "档案馆",
        "地方金融监督管理局",
        "乡村振兴局",
        "气象局",
        "供销合作社联合社",
        "公安局交通警察支队",
        "住房公积金管理中心",
        "政务服务管理办公室",
        "大数据管理局",
        "城市管理综合行政执法局",
        "生态环境局",
        "国家税务总局{area}税务局",
        "国家统计局{area}调查队",
        "市容环境卫生管理中心",
        "社会保险事业管理中心",
        "消防救援大队",
    ],
    [
        "教育委员会",
        "发展和改革局",
        "经济和信息化局",
        "工业和信息化局",
        "科技局",
        "住房保障和房产管理局",
        "水务局",
        "园林绿化局",
        "文化体育和旅游局",
        "文化广播电视体育和旅游局",
        "卫生健康局",
        "国防动员办公室",
        "行政审批局",
        "政务服务和数据管理局",
        "数据局",
        "综合行政执法局",
        "城市管理委员会",
        "农业农村和水利局",
        "海洋与渔业局",
        "林业和草原局",
        "民族事务委员会",
        "外事办公室",
        "人民政府外事办公室",
        "国有资产监督管理局",
        "医疗保障事务中心",
        "公共资源交易中心",
        "地震局",
        "史志办公室",
        "投资促进局",
        "口岸办公室",
        "港航管理局",
        "公路管理局",
        "残疾人联合会",
        "归国华侨联合会",
        "人民政府研究室",
        "市政管理局",
        "扶贫开发办公室",
        "畜牧兽医局",
        "水库移民管理局",
        "煤炭工业局",
        "烟草专卖局",
        "邮政管理局",
        "生态环境局{place}分局",
        "自然资源局{place}分局",
        "市场监督管理局{place}分局",
        "公安局{place}分局",
        "消防救援支队",
        "区域经济合作办公室",
        "县域经济发展局",
        "乡镇企业管理局",
        "城乡规划局",
        "社区建设办公室",
    ],
]
OTHERS = [
    ["第一中学", "人民医院", "自来水有限责任公司", "图书馆", "实验小学", "中医院", "公共交通集团有限公司", "人民法院", "总工会"],
    ["第三高级中学", "中心医院", "供水集团有限公司", "博物馆", "职业技术学院", "妇幼保健院", "燃气有限公司", "人民检察院",
     "妇女联合会", "疾病预防控制中心"],
]  # fmt: skip
ZONES = [
    ["经济技术开发区管理委员会", "高新技术产业开发区管理委员会", "{place}新区管理委员会", "{place}工业园区管理委员会",
     "{place}风景名胜区管理委员会"],
    ["经济开发区管委会", "高新区管委会", "{place}产业园区管理委员会", "{place}旅游度假区管理委员会", "综合保税区管理委员会",
     "{place}生态示范区管理委员会", "化工园区管理办公室", "{place}经济合作区管理委员会"],
]  # fmt: skip
TOWNSHIPS = [
    ["{place}镇人民政府", "{place}乡人民政府", "{place}街道办事处"],
    ["{place}镇人民政府", "{place}乡人民政府", "{place}回族乡人民政府", "{place}苏木人民政府"],
]
GOVERNMENTS = ["人民政府"]


def _places(chance: random.Random) -> list[str]:
    names = [a + b for a in FIRST for b in SECOND if a != b and b not in "州城"]
    chance.shuffle(names)
    return names


def corpus(half: int, count: int = 1000) -> list[Named]:
    """Return *count* names of one half, 0 or 1; the same ones each time."""
    chance = random.Random(f"names {half}")
    places = iter(_places(chance))
    provinces = [f"{next(places)}省" for _ in range(2)] + [f"{next(places)}壮族自治区"]
    cities = [
        (next(places) + suffix, chance.choice(provinces))
        for suffix in ("市", "市", "市", "市", "市", "市", "彝族自治州", "盟", "地区")
    ]
    counties = [
        (
            next(places) + chance.choice(("县", "县", "区", "区", "市", "回族自治县", "旗")),
            chance.choice(cities)[0],
        )
        for _ in range(40)
    ]
    counties += [
        ("市中区", cities[0][0]),
        ("市北区", cities[1][0]),
        ("城区", cities[2][0]),
        ("郊区", cities[3][0]),
    ]
    found: dict[str, Named] = {}
    while len(found) < count:
        named = _named(chance, half, places_of=places, provinces=provinces, cities=cities, counties=counties)
        found.setdefault(named.name, named)
    return list(found.values())


def _named(chance, half, *, places_of, provinces, cities, counties) -> Named:  # type: ignore[no-untyped-def]
    county, city = chance.choice(counties)
    place = chance.choice(FIRST) + chance.choice("溪岭桥阳山水江河源泉川谷湾塘坪坝岗台寨港陵")
    # A name may begin with the city or with the county; "城区" alone is nobody's name.
    county_area = chance.choice((county, city + county)) if len(county) > 3 else city + county
    area = chance.choice((county_area, county_area, city, chance.choice(provinces)))
    which = chance.random()
    if which < 0.55:
        body = chance.choice(DEPARTMENTS[half])
        kind = "department"
        if body.endswith("联合会") or body in ("档案馆",):
            kind = "other" if body.endswith("联合会") else "department"
        if "{area}" in body:
            return Named(body.replace("{area}", area), kind, area)
        return Named(area + body.replace("{place}", place), kind, area)
    if which < 0.65:
        return Named(area + chance.choice(OTHERS[half]), "other", area)
    if which < 0.73:
        town_area = chance.choice((county_area, city))
        return Named(town_area + chance.choice(ZONES[half]).replace("{place}", place), "zone", town_area)
    if which < 0.93:
        body = chance.choice(TOWNSHIPS[half]).replace("{place}", place)
        parent = chance.choice((county_area, ""))
        return Named(parent + body, "township", parent)
    above = {county: "", city + county: city, city: ""}
    if area in provinces:
        return Named(area + "人民政府", "government", "")
    chosen = chance.choice((county_area, city))
    if chosen == city and chosen.endswith("地区"):
        return Named(chosen + "行政公署", "government", "")
    return Named(chosen + "人民政府", "government", above[chosen])
