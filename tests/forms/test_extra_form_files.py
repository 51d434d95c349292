"""Reports of other series, from ``new`` through every file that leaves the program to reading it back."""

import json
import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from command_line import finalise
from extra_reports import EXTRA, UNIT, YEAR, complete, report_options, texts, typed_cells
from pages import Page
from pdf_documents import text_of

from app.cli import main
from app.exports.archive import verify
from app.exports.plain_text import plain_text
from app.exports.report_blocks import document
from app.exports.transfer import verify_transfer
from app.forms.loader import forms
from app.forms.model import YEARLY
from app.imports.formats import read
from app.store.workspace import open_workspace

pytestmark = pytest.mark.usefixtures("extra_forms")


@pytest.fixture(params=EXTRA)
def form(request: pytest.FixtureRequest, extra_forms: object) -> str:
    return str(request.param)


@pytest.fixture
def workspace(form: str, tmp_path: Path) -> Path:
    """A workspace in which the unit has a complete report of the form, and a yearly one beside it."""
    path = tmp_path / "年报.nianbao"
    complete(path, form)
    assert main(["new", str(path), "--unit", UNIT, "--year", str(YEAR)]) == 0
    return path


def _read(capsys: pytest.CaptureFixture[str], path: Path) -> dict[str, Any]:
    capsys.readouterr()
    assert main(["import", str(path), "--json"]) == 0, capsys.readouterr().err
    return dict(json.loads(capsys.readouterr().out))


def _expect_whole(form: str, back: dict[str, Any]) -> None:
    assert (back["form"], back["unit"], back["year"]) == (form, UNIT, YEAR)
    assert {key: back["cells"].get(key) for key in typed_cells(form)} == typed_cells(form)
    assert back["cells"].keys() == forms()[form].cells.keys()
    assert back["sections"] == texts(form)
    assert back["unread"] == []


def test_it_is_checked_and_nothing_of_the_yearly_report_is_asked_of_it(
    form: str, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["check", str(workspace), *report_options(form), "--json"]) == 0
    (report,) = json.loads(capsys.readouterr().out)["reports"]
    assert (report["form"], report["verdict"], report["findings"]) == (form, "ready", [])


@pytest.mark.parametrize("kind", ["pdf", "ofd", "docx", "html", "xlsx", "json"])
def test_what_is_exported_is_read_back_whole(
    form: str, kind: str, workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / f"报告.{kind}"
    assert main(["export", str(workspace), *report_options(form), "--to", kind, "-o", str(target)]) == 0
    _expect_whole(form, _read(capsys, target))


def test_its_plain_text_is_read_back_whole(
    form: str, workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(open_workspace(workspace, read_only=True)) as opened:
        report = opened.repository.find(UNIT, YEAR, forms()[form].series)
    assert report is not None
    target = tmp_path / "报告.txt"
    target.write_text(plain_text(document(report, draft=False)), encoding="utf-8")
    _expect_whole(form, _read(capsys, target))


def test_its_archive_package_and_its_transfer_folder_are_verified(
    form: str, workspace: Path, tmp_path: Path
) -> None:
    package, folder = tmp_path / "归档包.zip", tmp_path / "移交"
    of = [str(workspace), *report_options(form)]
    assert main(["export", *of, "--to", "archive", "-o", str(package)]) == 0
    assert not verify(package).faults
    finalise(workspace)
    assert main(["transfer", *of, "--fonds", "X001", "--archive", "某馆", "-o", str(folder)]) == 0
    assert not verify_transfer(folder).faults
    assert len(list(folder.rglob("报告.json"))) == 1, "the yearly report is not handed over with it"
    for paper in (*folder.rglob("*.xml"), *folder.rglob("*.XML")):
        assert "政府信息公开" not in paper.read_text("utf-8"), paper.name


def test_a_volume_of_such_reports_is_called_by_their_kind(
    form: str, workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kind, target = forms()[form].document_type, tmp_path / "汇编.pdf"
    series = ["--series", forms()[form].series]
    assert main(["volume", str(workspace), "--year", str(YEAR), *series, "-o", str(target)]) == 0
    assert f"{kind}汇编" in "".join(text_of(target.read_bytes()).split())
    assert "政府信息公开" not in "".join(text_of(target.read_bytes()).split())


def test_its_fill_in_workbook_is_read_back_and_no_other_is_overwritten(
    form: str, workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "填报表"
    ordered = ["workbook", str(folder), "--year", str(YEAR + 1), "--from", str(workspace)]
    assert main([*ordered, "--series", forms()[form].series]) == 0
    (made,) = folder.iterdir()
    assert main(ordered) == 0
    assert len(list(folder.iterdir())) == 2
    back = _read(capsys, made)
    assert (back["form"], back["unit"], back["year"]) == (form, UNIT, YEAR + 1)
    assert back["unread"] == []


DAMAGED: dict[str, Callable[[str], str]] = {
    "no title": lambda page: re.sub("<h1>.*?</h1>", "", page),
    "no headings": lambda page: re.sub(r"<p>[一二三四五六]、[^<]*</p>", "", page),
    "one table": lambda page: page[: page.index("</table>") + 8],
    "words alone": lambda page: re.sub("<table.*?</table>", "", page, flags=re.DOTALL),
    "another kind is mentioned": lambda page: page.replace(
        "<p>一的内容。</p>", "<p>另见本机关的来信办理统计表和馆藏统计年报表。</p>"
    ),
}


@pytest.mark.parametrize("damage", DAMAGED)
@pytest.mark.parametrize("form_id", ["cn-disclosure-2021", "cn-disclosure-2019"])
def test_a_damaged_yearly_report_is_still_one(form_id: str, damage: str, extra_forms: object) -> None:
    page = Page(forms()[form_id]).html()
    damaged = DAMAGED[damage](page)
    assert damaged != page
    found = read(damaged.encode(), "年报.html", unit=UNIT, year=YEAR)
    assert found.form.series == YEARLY
    if "<table" in damaged:
        assert found.form.id == form_id
        assert found.cells
