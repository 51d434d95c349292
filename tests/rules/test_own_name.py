"""The body whose report it is may name itself in full or for short; a name like it is another's."""

import pytest
from written import FORM, Writer, found

from app.values import Value

_CELLS: dict[str, Value] = dict.fromkeys(FORM.cells, 0)
_CELLS |= {
    f"applications.{row}.{of}": 3 for row in ("new", "total", "granted") for of in ("total", "natural_person")
}

OWN = {
    "泉岭县医疗保障局": ("县医保局", "泉岭县医保局"),
    "国家税务总局澄江县税务局": ("澄江县税务局", "县税务局"),
    "景澜市行政审批服务局": ("市审批局",),
    "泉岭县信访局": ("县信访局",),
    "泉岭县政务服务管理局": ("县政务服务局",),
    "泉岭县档案局": ("县档案局",),
    "国家统计局泉岭调查队": ("泉岭调查队", "调查队"),
    "泉岭县自然资源和规划局": ("县自然资源局", "县自规局"),
    "岭东省消防救援总队": ("省消防救援总队", "省消防总队"),
    "泉岭县消防救援大队": ("县消防大队",),
    "景澜市人力资源和社会保障局": ("市人力社保局", "市人社局"),
    "景澜市鹿鸣区卫生健康委员会": ("区卫健委",),
}
NAMED = [(unit, name) for unit, shorts in OWN.items() for name in (unit, *shorts)]
OTHERS = (
    "县财政局", "县医保中心", "市医保局", "石岭县医保局", "县医保局医保中心", "县医保局下属单位",
)  # fmt: skip


@pytest.mark.parametrize(("unit", "name"), NAMED)
def test_what_a_body_says_of_itself_by_its_name_is_held_against_its_figures(unit: str, name: str) -> None:
    for told in (
        "2025年，{}共收到政府信息公开申请5件。",
        "{}在规定时限内办结申请5件，结转下年度2件。",
        "{}被申请行政复议2件。",
    ):
        assert found(Writer("", unit, _CELLS), told.format(name)) != [], told
    for told in ("2025年，{}共收到政府信息公开申请3件。", "{}受理信访事项9件。"):
        assert found(Writer("", unit, _CELLS), told.format(name)) == [], told


@pytest.mark.parametrize("name", OTHERS)
def test_what_another_body_did_is_not(name: str) -> None:
    sentence = f"2025年，{name}收到政府信息公开申请5件，办结5件。"
    assert found(Writer("", "泉岭县医疗保障局", _CELLS), sentence) == []
