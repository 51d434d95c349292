"""A title breaks between names, never within a place, a nationality, a bracket or an office; well shaped."""

import random
import time

import pytest
from pdf_documents import of_blocks

from app.exports.blocks import Paragraph, Title
from app.exports.docx.title_breaks import title_lines as word_lines
from app.exports.pages.fonts import FontRole, bundled
from app.exports.pages.metrics import TITLE_SIZE, WIDTH
from app.exports.pages.title import title_lines
from app.exports.title_lines import best_lines
from app.exports.title_words import places_in_name, title_block
from app.forms.loader import form_for

FORM = form_for(2024)
REPORT = "2024年政府信息公开工作年度报告"


def _lines(title: str, unit: str = "") -> list[str]:
    block = title_block(title, FORM.title_words, unit)
    made = title_lines(block.parts, block.costs, bundled()[FontRole.TITLE], TITLE_SIZE, WIDTH)
    return ["".join(glyph.character for glyph in line.glyphs) for line in made]


@pytest.mark.parametrize(
    ("unit", "lines"),
    [
        ("示例局", ["示例局" + REPORT]),
        ("示例市人民政府办公室", ["示例市人民政府办公室", REPORT]),
        ("青山保安族东乡族撒拉族自治县住房和城乡建设局", ["青山保安族东乡族撒拉族自治县", "住房和城乡建设局2024年", "政府信息公开工作年度报告"]),
        ("中国（示例）自由贸易试验区青山片区管理委员会综合服务中心",
         ["中国（示例）自由贸易试验区青山片区", "管理委员会综合服务中心2024年", "政府信息公开工作年度报告"]),
        ("示例市市场监督管理局（知识产权局）", ["示例市市场监督管理局（知识产权局）", REPORT]),
        ("示例市示例县乡村振兴局", ["示例市示例县乡村振兴局", REPORT]),
    ],
)  # fmt: skip
def test_the_yearly_title_of_a_unit(unit: str, lines: list[str]) -> None:
    assert _lines(FORM.title.format(unit=unit, year=2024), unit) == lines


@pytest.mark.parametrize(
    "unit",
    [
        "示例局",
        "示例县教育局",
        "示例市人民政府办公室",
        "示例省示例市示例区发展和改革委员会",
        "示例市公安局交通警察支队",
    ],
)
@pytest.mark.parametrize(
    "title",
    [
        "{}（2024年度）政府信息公开工作年度报告",
        "关于{}2024年政府信息公开工作情况的报告",
        "{}政府信息公开工作年度报告（2024年）",
    ],
)
def test_brackets_cling_and_no_line_begins_with_a_mark(title: str, unit: str) -> None:
    for line in _lines(title.format(unit), unit):
        assert line[-1] not in "（《“"
        assert line[0] not in "）》”、"
        assert line.count("（") == line.count("）")
        assert line != "关于"


@pytest.mark.parametrize("seed", range(60))
def test_no_name_is_parted(seed: int) -> None:
    chance = random.Random(seed)
    above = chance.choice(["", "示例省", "示例自治区示例市"])
    area = chance.choice(["青山市", "云岭县", "长河保安族东乡族撒拉族自治县"])
    office = chance.choice(["住房和城乡建设局", "人力资源和社会保障局", "市场监督管理局", "办公室"])
    unit = above + area + office
    year = chance.choice(["2024年", "（2024年度）"])
    text = "\n".join(_lines(f"{unit}{year}政府信息公开工作年度报告", unit))
    for name in (area, office.partition("和")[2] or office, year, "政府信息", "公开工作", "年度报告"):
        assert name in text
    if len(unit) <= 16:
        assert unit in text


def test_a_long_title_of_many_words_is_set_in_a_moment() -> None:
    unit = "".join(f"示例{ending}" for ending in "省市县区镇" * 12)
    start = time.process_time()
    lines = _lines(f"{unit}{REPORT}", unit)
    assert time.process_time() - start < 2
    assert "".join(lines) == f"{unit}{REPORT}"


def test_word_breaks_a_title_as_the_pages_do() -> None:
    unit = "双江拉祜族佤族布朗族傣族自治县人力资源和社会保障局"
    title = FORM.title.format(unit=unit, year=2024)
    assert word_lines(title_block(title, FORM.title_words, unit)) == _lines(title, unit)


def test_as_few_lines_as_hold_the_words_and_a_year_first() -> None:
    assert best_lines([3, 3, 3, 3], [0, 0, 0], [False] * 4, 12) == [4]
    assert best_lines([6, 6, 6], [0, 0], [False, False, True], 12) == [2, 3]
    assert best_lines([], [], [], 12) == []
    assert best_lines([20], [], [False], 12) == [1]


def test_places_in_a_name_stand_after_areas_and_offices() -> None:
    name = "云岭市青溪县公安局交通警察支队"
    assert {name[:place] for place in places_in_name(name)} == {
        "云岭市",
        "云岭市青溪县",
        "云岭市青溪县公安局",
    }


def test_a_title_without_known_words_still_fits_the_page() -> None:
    title = "关" * 70
    block = Title(title, (title,))
    lines = title_lines(block.parts, (), bundled()[FontRole.TITLE], TITLE_SIZE, WIDTH)
    assert all(line.width <= WIDTH + 0.01 for line in lines)
    assert len(lines) == 4
    assert of_blocks(block, Paragraph("正文。")).blocks
