"""A mistake in what a form file says about sentences is reported with file, key and reason."""

import re
from pathlib import Path

import pytest

from app.forms.loader import FormError, forms, load
from app.forms.model import YEARLY
from app.paths import resource

SOURCE = resource("forms", "cn-disclosure-2021.toml").read_text("utf-8")


def mistake(tmp_path: Path, old: str, new: str) -> FormError:
    assert SOURCE.count(old) >= 1
    path = tmp_path / "test.toml"
    path.write_text(SOURCE.replace(old, new, 1), "utf-8")
    with pytest.raises(FormError) as caught:
        load(path)
    assert caught.value.file == "test.toml"
    return caught.value


@pytest.mark.parametrize(
    ("old", "new", "key", "reason"),
    [
        ("sum = 'applications.carried_in.total'", "sum = 'applications.moon.total'", "narrative.claims[0].sum", "applications.moon.total"),
        ("sum = 'applications.carried_in.total'", 'sum = ["moon.new.total"]', "narrative.claims[0].sum", "moon"),
        ('id = "carried_in"\n', 'id = "carried_in"\nmoon = 1\n', "narrative.claims[0].moon", "没有这样的设置项"),
        ('id = "carried_out"', 'id = "carried_in"', "narrative.claims.id", "重复"),
        ('subject = "applications"', 'subject = "moon"', "narrative.claims[0].subject", "moon"),
        ("subjects = 'both ", "subjects = 'moon ", "narrative.claims[", "moon"),
        ('person = "natural_person"', 'person = "moon"', "narrative.claims.person", "moon"),
        ("acts = 'carried_in'", "acts = 'moon'", "narrative.claims.acts", "moon"),
        ("acts = 'carried_in'", 'acts = [["carried_in"]]', "narrative.claims[0].acts", "文字的列表"),
        ("up = '''\n增长 ", "up = '''\n收到 ", "narrative.signs.up", "收到"),
        ("up = '''\n增长 ", "up = '''\n上涨\t上升 ", "narrative.signs.up", "上涨”重复"),
        ('name = "行政复议"\nrows', 'moon = "行政复议"\nrows', "narrative.subjects.review.name", "缺少"),
        ("units = 'government ", "units = 'moon ", "narrative.aspects[5].units", "moon"),
        ('section = "overview"\nwords', 'section = "moon"\nwords', "narrative.aspects[0].section", "overview"),
        ("words = '主动公开'", "words = 5", "narrative.aspects[0].words", "list"),
        ("words = '主动公开'", "words = ['主动公开', '']", "narrative.aspects[0].words", "非空文字的列表"),
        ("words = '主动公开'", "wrods = '主动公开'", "narrative.aspects[0].words", "缺少"),
        ('wrong = ["公开(?:为', 'wrong = ["公开(?为', "narrative.phrases.wrong", "正则表达式"),
        ("growth_of", "growth_off", "narrative.growth_of", "缺少"),
        ("bodies = ", "bodices = ", "narrative.looked_for.bodies", "缺少"),
        ("[narrative.times]", "[narrative.tides]", "narrative.times", "缺少"),
    ],
)  # fmt: skip
def test_a_mistake_is_named(tmp_path: Path, old: str, new: str, key: str, reason: str) -> None:
    error = mistake(tmp_path, old, new)
    assert error.key.startswith(key)
    assert reason in error.reason


def test_words_may_be_a_text_or_a_list(tmp_path: Path) -> None:
    """The words of a text stand apart by any blanks; a list may hold words that have some themselves."""

    def looked_for(words: str) -> tuple[str, ...]:
        path = tmp_path / "test.toml"
        path.write_text(re.sub(r"\nbodies = .*", f"\nbodies = {words}", SOURCE), "utf-8")
        return load(path).narrative.looked_for["bodies"]

    for words in ('["局", "办 公 室", "镇"]', "['局','办 公 室','镇']"):
        assert looked_for(words) == ("局", "办 公 室", "镇")
    for words in ("'局 厅 镇'", "' 局\t厅　镇 '", "'''\n局\n  厅  镇\n'''", '"""局 厅 \\\n镇"""'):
        assert looked_for(words) == ("局", "厅", "镇")


def test_a_form_may_say_nothing_about_its_texts(tmp_path: Path) -> None:
    path = tmp_path / "test.toml"
    path.write_text(SOURCE.partition("[narrative]")[0], "utf-8")
    assert load(path).narrative.claims == ()


def test_a_narrative_may_build_on_another_forms(tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text(SOURCE, "utf-8")
    own = SOURCE.partition("[narrative]")[0] + (
        '[narrative]\nbased_on = "base"\ndrop = ["fees"]\n[[narrative.claims]]\nid = "new"\nname = "新收"\n'
        'subject = "applications"\nacts = ["received"]\nsum = ["applications.new.total"]\n'
    )
    (tmp_path / "own.toml").write_text(own, "utf-8")
    base, form = load(tmp_path / "base.toml"), load(tmp_path / "own.toml")
    kept = [claim.id for claim in form.narrative.claims]
    assert kept == [claim.id for claim in base.narrative.claims if claim.id != "fees"]
    assert next(claim for claim in form.narrative.claims if claim.id == "new").name == "新收"


@pytest.mark.parametrize("base", ["moon", "empty"])
def test_a_base_that_is_not_there_is_named(tmp_path: Path, base: str) -> None:
    (tmp_path / "empty.toml").write_text('id = "x"\n', "utf-8")
    path = tmp_path / "own.toml"
    path.write_text(SOURCE.partition("[narrative]")[0] + f'[narrative]\nbased_on = "{base}"\n', "utf-8")
    with pytest.raises(FormError):
        load(path)


def test_the_forms_of_the_yearly_report_speak_of_every_cell_group_that_sentences_usually_state() -> None:
    for form in (form for form in forms().values() if form.series == YEARLY):
        stated = {cell for claim in form.narrative.claims for cell in claim.cells}
        totals = {key for key in form.cells if key.startswith("applications.") and key.endswith(".total")}
        assert totals <= stated
