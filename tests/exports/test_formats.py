"""Files get their usual names, and a file that can't be written leaves the old one as it was."""

import errno
import io
import json
import os
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from builders import UNIT, consistent_report
from openpyxl import load_workbook
from pdf_documents import is_marked

from app import files
from app.errors import UserError
from app.exports.formats import FORMATS, default_name, export, render
from app.imports.formats import read
from app.report import Report


def named(unit: str) -> Report:
    return consistent_report(unit=replace(UNIT, name=unit))


@pytest.mark.parametrize("format_name", FORMATS)
def test_a_file_is_named_after_unit_year_and_kind_of_document(format_name: str) -> None:
    name = default_name(consistent_report(), format_name)
    assert name == f"示例市教育局2024年政府信息公开工作年度报告.{format_name}"


def test_what_file_systems_forbid_is_replaced_in_a_name() -> None:
    name = default_name(named('示\\例/市:*?"<>|\n局'), "pdf")
    assert name == "示＼例／市：＊？＂＜＞｜_局2024年政府信息公开工作年度报告.pdf"


@pytest.mark.parametrize(
    "unit", ["示例" * 60, "a" * 500, "𠮷" * 100], ids=["three bytes", "one byte", "four bytes"]
)
def test_the_longest_name_fits_a_file_system_and_keeps_year_kind_and_format(
    tmp_path: Path, unit: str
) -> None:
    name = default_name(named(unit), "docx")
    assert len(name.encode()) <= 255
    assert name.startswith(unit[:10])
    assert name.endswith("2024年政府信息公开工作年度报告.docx")
    (tmp_path / name).write_bytes(b"")


@pytest.mark.parametrize("unit", [".", "..", " ", "示例局 "])
def test_no_name_is_hidden_or_leads_elsewhere(tmp_path: Path, unit: str) -> None:
    name = default_name(named(unit), "pdf")
    assert (tmp_path / name).parent == tmp_path
    assert not name.startswith((".", " "))


def test_an_export_writes_what_was_rendered(tmp_path: Path) -> None:
    path = tmp_path / "报告.json"
    export(consistent_report(), "json", path, draft=False)
    assert path.read_bytes() == render(consistent_report(), "json", draft=False)
    assert json.loads(path.read_text(encoding="utf-8"))["unit"] == UNIT.name


def test_a_pdf_is_a_pdf(tmp_path: Path) -> None:
    path = tmp_path / "报告.pdf"
    export(consistent_report(), "pdf", path, draft=False)
    assert path.read_bytes().startswith(b"%PDF-")


def test_an_unknown_format_is_a_key_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="wps"):
        export(consistent_report(), "wps", tmp_path / "报告.wps", draft=False)
    assert list(tmp_path.iterdir()) == []


def test_an_old_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "报告.json"
    path.write_text("旧" * 100_000, encoding="utf-8")
    export(consistent_report(), "json", path, draft=False)
    assert "旧" not in path.read_text(encoding="utf-8")
    assert list(tmp_path.iterdir()) == [path]


def test_a_character_that_no_font_has_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "报告.pdf"
    path.write_bytes(b"old")
    report = consistent_report(sections={**consistent_report().sections, "other": "示例\U0010fffd字"})
    with pytest.raises(UserError):
        export(report, "pdf", path, draft=False)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize(
    ("number", "said"), [(errno.ENOSPC, "磁盘空间不足"), (errno.EACCES, "不能写入"), (errno.EIO, "没有写成")]
)
def test_a_disk_that_fails_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int, said: str
) -> None:
    path = tmp_path / "报告.json"
    path.write_bytes(b"old")

    def fail(*arguments: object) -> None:
        raise OSError(number, os.strerror(number))

    if step == "fsync":
        monkeypatch.setattr(files.os, "fsync", fail)
    else:
        monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(UserError, match=said):
        export(consistent_report(), "json", path, draft=False)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"没有的.*不存在"):
        export(consistent_report(), "json", tmp_path / "没有的" / "报告.json", draft=False)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "报告.json").mkdir()
    with pytest.raises(UserError, match="文件夹"):
        export(consistent_report(), "json", tmp_path / "报告.json", draft=False)
    assert [path.name for path in tmp_path.iterdir()] == ["报告.json"]


def _says_draft(data: bytes, kind: str) -> bool:
    if kind in ("docx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "草稿" in archive.read("docProps/core.xml").decode()
    if kind == "pdf":
        return is_marked(data)
    if kind == "ofd":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return b'Type="Background"' in archive.read("Doc_0/Pages/Page_0/Content.xml")
    return ("草稿" in data.decode()) or (kind == "json" and json.loads(data).get("draft") is True)


@pytest.mark.parametrize("kind", FORMATS)
def test_a_draft_says_so_in_every_format_and_is_read_back_all_the_same(kind: str) -> None:
    report = consistent_report()
    draft, clean = (render(report, kind, draft=draft) for draft in (True, False))
    assert _says_draft(draft, kind)
    assert not _says_draft(clean, kind)
    back = [read(data, f"年报.{kind}", unit=None, year=None) for data in (draft, clean)]
    assert back[0].cells == back[1].cells == report.cells
    assert back[0].sections == back[1].sections


def test_a_sheet_says_on_paper_what_it_is_of() -> None:
    report = replace(consistent_report(), title="甲&乙局2024年报告")
    for draft in (True, False):
        book = load_workbook(io.BytesIO(render(report, "xlsx", draft=draft)))
        for sheet in book.worksheets:
            assert sheet.oddHeader.center.text == "甲&&乙局2024年报告" + ("　草稿" if draft else "")
            assert "&P" in sheet.oddFooter.center.text
            assert sheet.page_setup.blackAndWhite
        wide = [sheet for sheet in book.worksheets if sheet.max_column > 6]
        assert wide
        assert all(sheet.page_setup.orientation == "landscape" for sheet in wide)
        assert all(sheet.print_title_rows for sheet in wide)
