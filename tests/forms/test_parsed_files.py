"""What stands beside a form file as JSON is what the form file says, and is not believed once it is of another one."""

import json
import shutil
import tomllib
from pathlib import Path

import pytest

from app.forms.loader import load
from app.forms.parsed_files import as_json, parsed
from app.paths import resource

BUNDLED = sorted(resource("forms").glob("*.toml"))


@pytest.mark.parametrize("form", BUNDLED, ids=lambda form: form.stem)
def test_what_is_bundled_beside_a_form_is_made_of_it(form: Path) -> None:
    beside = form.with_suffix(".json").read_text("utf-8")
    assert beside == as_json(form.read_bytes()), "run python -m app.forms.parsed_files"
    assert json.loads(beside)["form"] == tomllib.loads(form.read_text("utf-8"))


def copied(folder: Path) -> tuple[Path, Path]:
    form = BUNDLED[-1]
    shutil.copy(form, folder)
    shutil.copy(form.with_suffix(".json"), folder)
    return folder / form.name, folder / form.with_suffix(".json").name


def test_it_is_read_in_place_of_the_form_file(tmp_path: Path) -> None:
    form, beside = copied(tmp_path)
    made = json.loads(beside.read_text("utf-8"))
    made["form"]["name"] = "另一名称"
    beside.write_text(json.dumps(made), "utf-8")
    assert load(form).name == "另一名称"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_form_that_is_changed_is_read_itself(tmp_path: Path, end: str) -> None:
    form, _ = copied(tmp_path)
    said = form.read_text("utf-8").replace(f'id = "{form.stem}"', 'id = "changed"', 1)
    form.write_bytes(said.replace("\n", end).encode())
    assert load(form).id == "changed"


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"of": 0}', "\ud800", '{"of": "x", "form": {}}'])
def test_what_can_not_be_read_beside_a_form_does_no_harm(tmp_path: Path, content: str) -> None:
    form, beside = copied(tmp_path)
    beside.write_bytes(content.encode("utf-16-le", "surrogatepass"))
    assert parsed(form) == tomllib.loads(form.read_text("utf-8"))
    beside.write_bytes(content.encode("utf-8", "surrogatepass"))
    assert parsed(form) == tomllib.loads(form.read_text("utf-8"))
    beside.unlink()
    assert parsed(form) == tomllib.loads(form.read_text("utf-8"))
