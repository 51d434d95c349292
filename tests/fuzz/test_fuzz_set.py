"""Any arguments of ``set``: done or refused with one line, never a fault of ours."""

from pathlib import Path

import pytest
from amounts import inputs
from hypothesis import given
from hypothesis import strategies as st

from app.cli import main
from app.forms.loader import forms

KEYS = sorted({key for form in forms().values() for key in form.cells})
words = st.text(max_size=8) | st.sampled_from(
    ["甲局", "2025", "--unit", "--year", "-", "--", "=", "nan", "1e5"]
)
numbers = st.text(st.sampled_from("0123456789.,-+ 增减e０"), max_size=12)
assignments = st.builds("{}={}".format, st.sampled_from(KEYS) | words, numbers | words)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("set") / "年报.nianbao"
    assert main(["new", str(path), "--unit", "甲局", "--year", "2025"]) == 0
    return path


@inputs(1500)
@given(st.lists(assignments | words, max_size=4), st.just("甲局") | words, st.just("2025") | words)
def test_any_arguments(
    path: Path, capsys: pytest.CaptureFixture[str], given_words: list[str], unit: str, year: str
) -> None:
    try:
        status = main(["set", str(path), "--unit", unit, "--year", year, *given_words])
    except SystemExit as end:
        status = int(end.code or 0)
    printed = capsys.readouterr()
    assert status in (0, 2)
    assert "Traceback" not in printed.err
    assert status == 0 or printed.err.count("\n") == 1
    assert status == 2 or printed.out
