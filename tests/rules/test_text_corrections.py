"""Findings with one certain answer say what should stand where, and making it so is the end of them."""

import pytest
from example import TEXTS, changed, filled, with_text

from app.report import Report
from app.rules.check import check
from app.rules.text_corrections import mended


def saying(words: str) -> Report:
    return with_text(filled(), overview=f"{TEXTS['overview']}\n{words}")


@pytest.mark.parametrize(
    ("rule", "wrong", "right"),
    [
        ("narrative.claim", "予以公开28件。", "予以公开27件。"),
        ("narrative.claim", "收到申请60件，办结申请59件，部分公开6件。", "收到申请60件，办结申请58件，部分公开6件。"),
        ("narrative.claim", "行政事业性收费13.5万元。", "行政事业性收费12.5万元。"),
        ("text.year", "2024年，公开栏目按月更新。", "2025年，公开栏目按月更新。"),
        ("text.period", "数据统计期限为2024年1月1日至2024年12月31日。", "数据统计期限为2025年1月1日至2025年12月31日。"),
        ("text.punctuation", "公开及时,准确(含解读)。", "公开及时，准确（含解读）。"),
        ("text.double_mark", "运行平稳。。", "运行平稳。"),
        ("text.citation", "依据政府信息公开条例（国务院令第492号）。", "依据政府信息公开条例（国务院令第711号）。"),
        ("text.doubled", "认真做好公开的的工作。", "认真做好公开的工作。"),
        ("text.set_phrase", "做好政信府息公开。", "做好政府信息公开。"),
        ("text.set_phrase", "坚持公开为常态，公开为例外。", "坚持公开为常态，不公开为例外。"),
        ("text.doubled", "制发规范性性文件。", "制发规范性文件。"),
        ("text.citation", "本报告按国办公开办函〔2019〕60号编制。", "本报告按国办公开办函〔2021〕30号编制。"),
        ("text.other_body", "我镇认真做好公开。", "我局认真做好公开。"),
        ("narrative.claim", "予以公开二十八件。", "予以公开二十七件。"),
        ("narrative.claim", "予以公开２８件。", "予以公开２７件。"),
        ("narrative.claim", "行政许可3,200件。", "行政许可320件。"),
        ("narrative.share", "予以公开27件，占76.55%。", "予以公开27件，占46.55%。"),
    ],
)  # fmt: skip
def test_the_one_answer_mends_it(rule: str, wrong: str, right: str) -> None:
    report = saying(wrong)
    found = [f for f in check(report).findings if f.rule == rule or f.rule.startswith(f"{rule}.")]
    assert len(found) == 1
    bodies = mended(report, found)
    assert bodies is not None
    assert bodies["overview"] == saying(right).text("overview")
    left = check(with_text(report, **bodies)).findings
    assert not [f for f in left if f.rule == found[0].rule]


@pytest.mark.parametrize(
    "words",
    ["予以公开2８件。", "予以公开二十八件，部分公开二十八件。", "办结申请60件。", "收到申请五千余件。", "2022年，公开栏目按月更新。"],
)  # fmt: skip
def test_what_is_written_otherwise_or_only_asked_has_no_answer(words: str) -> None:
    found = [f for f in check(saying(words)).findings if f.rule.startswith(("narrative.claim", "text.year"))]
    assert found
    assert not any(finding.replacements for finding in found)


def test_a_text_that_has_changed_since_is_left_alone() -> None:
    report = saying("予以公开28件。")
    found = check(report).findings
    assert mended(saying("已予以公开28件。"), found) is None


def test_a_figure_of_a_table_that_does_not_add_up_is_no_answer() -> None:
    report = changed(saying("办结申请58件。"), applications__granted__natural_person=21)
    found = [f for f in check(report).findings if f.rule == "narrative.claim.total"]
    assert found
    assert not any(finding.replacements for finding in found)
