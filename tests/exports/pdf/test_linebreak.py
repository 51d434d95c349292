"""No line starts or ends with a forbidden mark, and lines are flush."""

import random

import pytest

from app.exports.pages.fonts import FontRole, FontSet, bundled
from app.exports.pages.linebreak import CharacterKind, kind_of
from app.exports.pages.metrics import BODY_SIZE, PITCH, WIDTH
from app.exports.pages.paragraph import Text
from app.exports.pages.spacing import SetLine

PIECES = (
    "公开", "政府信息", "为民服务", "《示例办法》", "“一网通办”", "（试行）", "——", "……", "，", "。", "、", "；", "：", "！", "？",
    "2024年", "3119件", "12.5万元", "15.6%", "1,234条", "第20条", "〔2024〕30号", "A4", "WPS", "18～25岁", "‘引号’", "【注】",
    "a@b.gov.cn", "〇", "①", "阿不都·买买提", "和", "的", "了",
)  # fmt: skip


@pytest.fixture(scope="module")
def fonts() -> FontSet:
    return bundled()


def set_text(fonts: FontSet, text: str, width: float = WIDTH, indent: float = 2 * PITCH) -> list[SetLine]:
    return Text([(fonts[FontRole.FANG], text)], BODY_SIZE, PITCH - BODY_SIZE).lines(width, indent)


def written(line: SetLine) -> str:
    return "".join(glyph.character for glyph in line.glyphs)


def right_edge(line: SetLine) -> float:
    """Where the last glyph's cell ends; a mark's blank half counts."""
    last = line.glyphs[-1]
    return line.places[-1] - last.shift * line.size + last.width * line.size


def corpus(seed: int, length: int = 60) -> str:
    chosen = random.Random(seed)
    return "".join(chosen.choice(PIECES) for _ in range(length))


NEVER_FIRST = {
    CharacterKind.CLOSE,
    CharacterKind.STOP,
    CharacterKind.MARK,
    CharacterKind.LEADER,
    CharacterKind.LATIN_STOP,
}
NEVER_LAST = {CharacterKind.OPEN, CharacterKind.PREFIX, CharacterKind.LATIN_OPEN}


@pytest.mark.parametrize("seed", range(300))
def test_no_line_starts_or_ends_with_a_forbidden_mark(fonts: FontSet, seed: int) -> None:
    text = "文" + corpus(seed)
    lines = set_text(fonts, text, WIDTH - seed % 28 * PITCH / 2)
    assert "".join(map(written, lines)) == text
    for line in lines[1:]:
        assert kind_of(written(line)[0]) not in NEVER_FIRST
    for line in lines[:-1]:
        assert kind_of(written(line)[-1]) not in NEVER_LAST


@pytest.mark.parametrize("seed", range(100))
def test_pairs_numbers_and_units_are_not_split(fonts: FontSet, seed: int) -> None:
    text = "文" + corpus(seed + 1000)
    for before, after in zip(
        lines := [written(line) for line in set_text(fonts, text)], lines[1:], strict=False
    ):
        assert not (before[-1] == after[0] and after[0] in "—…")
        number_goes_on = kind_of(after[0]) in (CharacterKind.WIDE, CharacterKind.DIGIT)
        assert not (before[-1].isascii() and before[-1].isdigit() and number_goes_on), (before, after)


@pytest.mark.parametrize("seed", range(100))
def test_all_lines_but_the_last_are_flush(fonts: FontSet, seed: int) -> None:
    lines = set_text(fonts, "文" + corpus(seed + 2000))
    for number, line in enumerate(lines[:-1]):
        room = WIDTH - (0 if number else 2 * PITCH)
        edge = right_edge(line)
        mark = line.glyphs[-1]
        # The cell of a last mark reaches over the edge by its blank half.
        assert room - 0.5 < edge + (0 if mark.after else PITCH - BODY_SIZE) or mark.after
        assert edge < room + (BODY_SIZE / 2 + 0.5 if mark.after else 0.5)


@pytest.mark.parametrize("seed", range(100))
def test_glyphs_do_not_run_into_each_other(fonts: FontSet, seed: int) -> None:
    for line in set_text(fonts, "文" + corpus(seed + 3000)):
        for first, second, here, there in zip(
            line.glyphs, line.glyphs[1:], line.places, line.places[1:], strict=False
        ):
            ink_end = here + (first.drawn_width - first.after) * line.size
            ink_start = there + second.before * line.size
            assert ink_start > ink_end - 0.3, (first.character, second.character)


def test_plain_lines_keep_the_grid(fonts: FontSet) -> None:
    lines = set_text(fonts, "公开透明" * 40)
    second = lines[1]
    assert len(second.glyphs) == 28
    for before, after in zip(second.places, second.places[1:], strict=False):
        assert after - before == pytest.approx(15.79, abs=0.005)


def test_a_mark_that_would_start_a_line_takes_a_character_along(fonts: FontSet) -> None:
    first, second = set_text(fonts, "公" * 28 + "，" + "开" * 26, indent=0)
    assert written(first) == "公" * 27
    assert right_edge(first) == pytest.approx(WIDTH, abs=0.5)
    assert written(second) == "公，" + "开" * 26


def test_a_mark_at_a_lines_end_takes_half_an_em(fonts: FontSet) -> None:
    first, _ = set_text(fonts, "公" * 27 + "，" + "开" * 26, indent=0)
    assert written(first) == "公" * 27 + "，"
    ends = [
        line
        for seed in range(100)
        for line in set_text(fonts, "文" + corpus(seed + 4000), indent=0)[:-1]
        if line.glyphs[-1].after
    ]
    assert len(ends) > 100
    for line in ends:
        assert right_edge(line) - line.glyphs[-1].after * line.size == pytest.approx(WIDTH, abs=0.5)


@pytest.mark.parametrize("before", range(16, 23))
def test_a_date_is_parted_only_where_its_line_would_be_spread_too_much(fonts: FontSet, before: int) -> None:
    flexible = set_text(fonts, ("公，开、" * 6)[:before] + "2025年1月20日" + "开" * 30, indent=0)
    assert any("2025年1月20日" in written(line) for line in flexible)


@pytest.mark.parametrize("whole", ["〔2025〕77号", "（2024）5号"])
def test_numbers_of_documents_are_kept_whole(fonts: FontSet, whole: str) -> None:
    for before in range(40):
        lines = [written(line) for line in set_text(fonts, "公" * before + whole + "开" * 30)]
        assert any(whole in line for line in lines)


def test_a_paragraph_does_not_end_with_one_character_alone(fonts: FontSet) -> None:
    lines = set_text(fonts, "公" * 28 + "开。", indent=0)
    assert len(written(lines[-1])) > 2


def test_a_word_longer_than_a_line_is_cut(fonts: FontSet) -> None:
    text = "x" * 200
    lines = set_text(fonts, text)
    assert "".join(map(written, lines)) == text
    assert all(right_edge(line) <= WIDTH + 0.5 for line in lines)


def test_an_address_breaks_at_its_joints_rather_than_leave_a_gap(fonts: FontSet) -> None:
    lines = [written(line) for line in set_text(fonts, "请发至" * 6 + "information-office@example.gov.cn。")]
    assert lines[0].endswith("information-")


def test_a_long_address_is_spaced_out_rather_than_the_few_characters_beside_it(fonts: FontSet) -> None:
    text = "网址http://www.example.gov.cn/zwgk/2024/01/content_12345.html可以查询。"
    first, *_ = set_text(fonts, text)
    assert first.places[1] - first.places[0] < 1.2 * PITCH
    assert right_edge(first) == pytest.approx(WIDTH - 2 * PITCH, abs=0.5)


def test_lines_of_any_narrow_width_lose_nothing(fonts: FontSet) -> None:
    text = corpus(7)
    for characters in range(1, 12):
        lines = set_text(fonts, text, characters * BODY_SIZE, 0)
        assert "".join(map(written, lines)) == text
