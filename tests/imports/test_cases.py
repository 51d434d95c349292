"""The invented inputs that lie beside the project on its owner's machines, each with what must come out."""

import json
from pathlib import Path

import pytest

from app.errors import UserError
from app.imports import read

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases" / "imports"
READ = sorted(path for path in CASES.glob("*.*") if not path.name.endswith(".expected.json"))


@pytest.mark.beside(
    twin=(
        "tests/imports/test_invented_documents.py::test_invented_figures_are_exact",
        "tests/imports/test_texts_kept.py::test_nothing_is_lost_however_a_report_is_worded",
        "tests/imports/test_corpus.py::test_cells",
        "tests/imports/test_corpus.py::test_labels",
        "tests/imports/test_joined_pages.py::test_a_table_may_be_cut_above_any_row",
        "tests/imports/test_office_files.py::test_what_can_not_be_read_is_named",
    )
)
@pytest.mark.parametrize("path", READ, ids=lambda path: path.stem)
def test_what_must_come_out(path: Path) -> None:
    wanted = json.loads(path.with_name(f"{path.stem}.expected.json").read_text(encoding="utf-8"))
    if wanted["exit"]:
        with pytest.raises(UserError, match=wanted["stderr_says"]):
            read(path)
        return
    found = read(path)
    told = found.as_json()
    keys = wanted.keys() - {"exit", "why"}
    assert {key: told[key] for key in keys} == {key: wanted[key] for key in keys}
