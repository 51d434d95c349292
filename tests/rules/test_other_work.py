"""Other work told in the words of the report is not taken for the report's figures."""

from itertools import product

import pytest
from example import only_saying

from app.rules.check import check

WORK = (
    "消费者投诉举报", "法律援助案件", "群众来访", "窗口业务", "涉企举报线索", "合同审核", "人民调解", "劳动仲裁案件", "信访事项", "食品抽检",
    "审批件", "市民热线工单", "网上留言", "政协提案", "人大建议", "公证事项", "不动产登记", "工伤认定", "社保经办业务", "环境监察立案",
    "纠纷", "报修", "补贴发放", "车辆年检", "档案查阅", "招标投诉", "安全隐患排查", "税务咨询", "医保报销", "专利侵权案件",
)  # fmt: skip
TOLD = (
    "全年受理{}3260件，办结3241件。", "共办理{}857件，按时答复857件，办结率100%。", "{}办结412件，答复412件。",
    "全年接到{}45件，已全部办结。", "今年以来收到{}61件，其中予以答复60件。", "本年度共收到{}1280件，办理完毕1279件。",
    "截至年底，累计答复{}733件。",
)  # fmt: skip


@pytest.mark.parametrize(("work", "told"), list(product(WORK, TOLD)))
def test_other_work_is_left_alone(work: str, told: str) -> None:
    report = only_saying(told.format(work))
    assert [f.message for f in check(report).findings if f.rule.startswith("narrative.")] == []


@pytest.mark.parametrize("told", TOLD)
def test_the_same_words_said_of_applications_are_read(told: str) -> None:
    report = only_saying(told.format("政府信息公开申请"))
    assert [f for f in check(report).findings if f.rule.startswith("narrative.")] != []


@pytest.mark.parametrize(
    "sentence",
    [
        "全年受理法律援助案件120件。办结115件。",
        "窗口全年办件5321件，均按时办结。其中网上办理4000件，答复满意率99%。",
        "收到申请（含上年结转5件），其中予以公开3件、部分公开1件、不予公开2件、无法提供1件。",
        "被申请行政复议2件、提起行政诉讼0件，其中1件维持，1件尚未审结。",
        "自2019年以来，累计受理政府信息公开申请974件。",
    ],
)
def test_what_is_inherited_through_sentences_brackets_and_lists(sentence: str) -> None:
    report = only_saying(sentence)
    loud = [f for f in check(report).findings if f.rule.startswith("narrative.") and f.severity == "warning"]
    assert [
        f.message for f in loud if "相加" in f.message or "办结" in f.message or "新收" in f.message
    ] == []


@pytest.mark.parametrize(
    ("sentence", "rules"),
    [
        ("全年共收到申请60件，比上年的80件增长25%。", {"narrative.growth"}),
        ("全年共收到申请60件，较2024年的50件增长30%。", {"narrative.growth"}),
        ("全年共收到申请60件，是上年（20件）的4倍。", {"narrative.growth"}),
        ("全年共收到申请60件。其中，通过网络提交30件，占比60%。", {"narrative.share"}),
        ("全年共收到申请60件，比上年的80件下降25%。", set()),
        ("全年共收到申请60件，是上年（20件）的3倍。", set()),
        ("全年共收到申请60件。其中，通过网络提交30件，占比50%。", set()),
    ],
)
def test_growth_times_and_shares_are_recomputed_where_both_figures_are_stated(
    sentence: str, rules: set[str]
) -> None:
    broken = {finding.rule for finding in check(only_saying(sentence)).findings}
    assert broken & {"narrative.growth", "narrative.share"} == rules
