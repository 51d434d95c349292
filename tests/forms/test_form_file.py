"""What a form file says is the same wherever its narrative stands; a mistake in it is named by its line."""

import random
import tomllib
from pathlib import Path

import pytest

from app.forms.form_file import FormFile
from app.forms.loader import FormError
from app.paths import resource

FRONT = 'id = "made-up"\n\n[[sections]]\nguidance = """\n填写说明\n"""\n'
NARRATIVE = '[narrative]\nwords = [\n  "甲",\n  "乙",\n]\n\n[[ narrative . claims ]] # 说明\nid = "one"\n[narrative.signs]\nup = "增"\n'
BUNDLED = sorted(resource("forms").glob("*.toml")) + sorted((Path(__file__).parent / "extra").glob("*.toml"))

PLACES = {
    "at the end": FRONT + NARRATIVE,
    "at the beginning": NARRATIVE + "[ledger]\nkey = 1\n",
    "in the middle": FRONT + NARRATIVE + '\n[ledger]\nresults = ["a"]\n',
    "parted": FRONT + NARRATIVE + "[ledger]\nkey = 1\n[narrative.acts]\nup = 1\n",
    "in quotes": FRONT + NARRATIVE.replace("[narrative]", '["narrative"]'),
    "with a quoted part": FRONT + NARRATIVE.replace("[narrative.signs]", "['narrative'.signs]"),
    "with a dotted key before it": FRONT.replace("\n\n", "\nnarrative.first = 1\n\n")
    + "[narrative.acts]\nup = 1\n",
    "as a value": 'narrative = { words = ["甲"] }\n' + FRONT,
    "indented": FRONT + NARRATIVE.replace("[narrative.signs]", "\t  [narrative.signs]"),
    "absent": FRONT,
    "no table": "narrative = 5\n" + FRONT,
    "named in a text": FRONT.replace("填写说明", "[narrative]") + "[ledger]\nkey = 1\n",
    "named in a text and at the end": FRONT.replace("填写说明", "[narrative]") + NARRATIVE,
    "named in a text of its own": FRONT + NARRATIVE + 'text = """\n[ledger]\nkey = 1\n"""\n',
    "a name that only begins so": FRONT + "[narratives]\nx = 1\n" + NARRATIVE,
    "lists within lists": FRONT + NARRATIVE + 'pairs = [\n["a", "b"],\n["c"]\n]\n',
    "a list like a header": FRONT + NARRATIVE + "pairs = [\n[narrative]\n]\n",
}


def _read(tmp_path: Path, text: str) -> FormFile:
    path = tmp_path / "made-up.toml"
    path.write_text(text, encoding="utf-8")
    return FormFile(path)


def _same(tmp_path: Path, text: str) -> None:
    whole, mistake = _parsed(text)
    if mistake:
        with pytest.raises(FormError) as refused:
            _read(tmp_path, text).narrative()
        assert mistake in str(refused.value), "file and line are those of the whole"
        return
    narrative = whole.pop("narrative", None)
    file = _read(tmp_path, text)
    assert (file.data, file.has_narrative, file.narrative()) == (whole, narrative is not None, narrative)


def _parsed(text: str) -> tuple[dict[str, object], str]:
    """Return what a file says, or the mistake in it."""
    try:
        return tomllib.loads(text), ""
    except tomllib.TOMLDecodeError as error:
        return {}, str(error)


@pytest.mark.parametrize("text", PLACES.values(), ids=PLACES)
def test_the_narrative_is_found_wherever_it_stands(tmp_path: Path, text: str) -> None:
    _same(tmp_path, text)


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.stem)
def test_a_form_says_what_it_says_as_a_whole(tmp_path: Path, path: Path) -> None:
    _same(tmp_path, path.read_text(encoding="utf-8"))


def test_pieces_in_any_order_and_any_place_say_the_same(tmp_path: Path) -> None:
    chance = random.Random(21)
    pieces = [
        *PLACES.values(),
        '"""',
        "[narrative",
        "]\n",
        "key = 1\n",
        '[ledger."narrative"]\n',
        "# [narrative]\n",
        "[a.narrative]\n",
    ]
    for _ in range(600):
        _same(tmp_path, "".join(chance.sample(pieces, chance.randrange(1, 4))))


def test_a_bundled_form_is_parsed_without_its_narrative(monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes most of the time waits until texts are checked."""
    parsed: list[str] = []
    loads = tomllib.loads
    monkeypatch.setattr(tomllib, "loads", lambda text: parsed.append(text) or loads(text))
    path = resource("forms") / "cn-disclosure-2021.toml"
    file = FormFile(path)
    assert [len(one) * 3 < len(path.read_text(encoding="utf-8")) for one in parsed] == [True]
    assert isinstance(file.narrative(), dict)


def test_a_mistake_in_the_narrative_is_told_when_it_is_asked_for(tmp_path: Path) -> None:
    file = _read(tmp_path, FRONT + NARRATIVE + "up = 增\n")
    line = (FRONT + NARRATIVE).count("\n") + 1
    with pytest.raises(FormError, match=rf"made-up\.toml 的 文件 有误：不是正确的 TOML（.*line {line},"):
        file.narrative()
