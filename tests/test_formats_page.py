"""The guide's page about the file formats names everything that the files hold."""

import re
from pathlib import Path

import pytest
from builders import consistent_report

from app.exports.archive.zip_format import CONTENTS, HASHES
from app.exports.json import SCHEMA, VERSION, as_data
from app.forms.loader import forms
from app.rules.as_json import check_json
from app.rules.check import Verdict, check
from app.rules.model import Severity
from app.store.schema import APPLICATION_ID, TABLES
from app.values import Kind


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / "resources" / "guide" / "formats.md").read_text(encoding="utf-8")


def _named(page: str) -> set[str]:
    return set(re.findall(r"`([^`]+)`", page))


@pytest.mark.parametrize("table", TABLES)
def test_every_table_of_a_workspace_and_every_column(page: str, table: str) -> None:
    row = next(line for line in page.splitlines() if line.startswith(f"| `{table}` |"))
    columns = set(re.findall(r"^ {12}([a-z_]+) (?:TEXT|INTEGER)", TABLES[table], re.MULTILINE)) - {"id"}
    assert columns
    assert columns - _named(row) == set()


def test_the_number_by_which_a_workspace_is_known(page: str) -> None:
    assert f"0x{APPLICATION_ID:X}" in page


def test_every_key_of_a_report_and_of_a_check(page: str) -> None:
    report = consistent_report(cells={"disputes.review.total": 5})
    data = check_json(report, check(report, None))
    assert data["findings"]
    keys = {*as_data(report), *data, *data["findings"][0], *(verdict.value for verdict in Verdict)}
    assert (keys | {SCHEMA, *(severity.value for severity in Severity)}) - _named(page) == set()
    assert f"`version` 为 {VERSION}" in page


def test_every_file_of_a_package(page: str) -> None:
    assert {*CONTENTS, HASHES} - _named(page) == set()


def test_every_key_of_a_form_file(page: str, root: Path) -> None:
    tops = {
        match
        for form in forms()
        for match in re.findall(
            r"^\[*([a-z_]+)",
            (root / "resources" / "forms" / f"{form}.toml").read_text("utf-8").split("[tables")[0],
            re.MULTILINE,
        )
    }
    wanted = (tops - {"guidance", "guidance_by_kind", "required", "shortest"}) | {
        "tables",
        "equations",
        "narrative",
    }
    assert {"series", "sections"} <= wanted
    assert (wanted | {kind.value for kind in Kind}) - _named(page) == set()
