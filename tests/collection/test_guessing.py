"""Kinds and parents told from names: right or asked, never wrong without a word."""

import pytest
from unit_names import Named, corpus

from app.collection.guessing import guess


def _outcome(named: Named) -> str:
    found = guess(named.name)
    if found.asked:
        return "asked"
    right = found.kind is not None and (found.kind.value, found.parent) == (named.kind, named.parent)
    return "right" if right else "wrong"


@pytest.mark.parametrize("half", [0, 1])
def test_a_thousand_names_are_told_right_or_asked_about(half: int) -> None:
    outcomes = {named: _outcome(named) for named in corpus(half)}
    assert [named for named, outcome in outcomes.items() if outcome == "wrong"] == []
    # Asking about everything would be no help.
    assert sum(outcome == "asked" for outcome in outcomes.values()) <= 0.1 * len(outcomes)


@pytest.mark.parametrize(
    ("name", "kind", "parent"),
    [
        ("津桥市市场监督管理局", "department", "津桥市"),
        ("津市市财政局", "department", "津市市"),
        ("云岭市沙市区民政局", "department", "云岭市沙市区"),
        ("云岭市新市区城市管理局", "department", "云岭市新市区"),
        ("乡宁县市场监督管理局", "department", "乡宁县"),
        ("云岭市镇海区人民政府", "government", "云岭市"),
        ("青溪县新市镇人民政府", "township", "青溪县"),
        ("青溪县城关镇人民政府", "township", "青溪县"),
        ("青溪县城乡规划局", "department", "青溪县"),
        ("云州区乡村振兴局", "department", "云州区"),
        ("青溪县社区建设办公室", "department", "青溪县"),
        ("云岭市城区城关街道办事处", "township", "云岭市城区"),
        ("石桥镇人民政府", "township", ""),
        ("石桥乡财政所", "department", "石桥乡"),
        ("云岭省人民政府办公厅", "department", "云岭省"),
        ("和田地区行政公署", "government", ""),
        ("云岭市人民医院", "other", "云岭市"),
        ("云岭高新技术产业开发区管理委员会", "zone", ""),
        ("云岭市经济开发区管委会", "zone", "云岭市"),
        ("财政局", "department", ""),
        ("县教育局", "department", ""),
        ("国家税务总局青溪县税务局", "department", "青溪县"),
        ("国网青溪县供电公司", "other", "青溪县"),
        ("中国移动通信集团青溪县分公司", "other", "青溪县"),
        ("东湖区解放路街道社区卫生服务中心", "other", "东湖区解放路街道"),
        ("青溪县石桥镇敬老院", "other", "青溪县石桥镇"),
    ],
)
def test_names_that_are_easily_cut_wrong(name: str, kind: str, parent: str) -> None:
    assert _outcome(Named(name, kind, parent)) in ("right", "asked"), guess(name)


def test_what_nothing_is_known_of_is_asked() -> None:
    found = guess("青溪县某某堂")
    assert found.kind is None
    assert len(found.asked) == 2


def test_names_are_read_in_their_kept_spelling() -> None:
    assert guess(" 青溪县 财政局 ") == guess("青溪县财政局")
