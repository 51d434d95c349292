"""A folder, an archive or another workspace is a source of many reports; a bad one among them costs no other."""

import json
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pages import NEW, UNIT, YEAR, figures

from app.cli import main
from app.edits import AddReport
from app.errors import UserError
from app.exports.formats import render
from app.imports import Imported
from app.imports.documents import SourceFile, documents_in, read_each
from app.report import Report, Unit
from app.store.new_reports import unit_named
from app.store.workspace import open_or_create


def _report(unit: str, year: int = YEAR) -> Report:
    return Report(1, Unit(1, unit), year, NEW, cells=figures(NEW), sections={"other": "没有。"})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "报送"
    (folder / "2024" / ".隐藏").mkdir(parents=True)
    (folder / "甲局.docx").write_bytes(render(_report("甲局"), "docx", draft=False))
    (folder / "2024" / "乙局.pdf").write_bytes(render(_report("乙局"), "pdf", draft=False))
    (folder / "2024" / "坏.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    (folder / "丁局_files").mkdir()
    for name in ("~$甲局.docx", "2024/.隐藏/丙局.docx", "丁局_files/标志.jpg", "2024/Thumbs.db"):
        (folder / name).write_bytes(b"x")
    return folder


def _packed(folder: Path, path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                archive.write(file, str(file.relative_to(folder)))
    return path


def _names(path: Path) -> list[str]:
    return [document.name for document in documents_in(path)]


def test_a_folder_and_its_folders(folder: Path) -> None:
    assert _names(folder) == ["甲局.docx", "乙局.pdf", "坏.doc"]


@pytest.mark.parametrize("pack", [False, True])
def test_a_picture_among_them_is_named(folder: Path, tmp_path: Path, pack: bool) -> None:
    """A unit that sent a scan must not be missing without a word."""
    (folder / "戊局.JPG").write_bytes(b"\xff\xd8\xff\xe0" + bytes(200))
    documents = documents_in(_packed(folder, tmp_path / "报送.zip") if pack else folder)
    said = {documents[number].name: outcome for number, outcome in read_each(documents)}
    assert "是图片" in str(said["戊局.JPG"])


def test_an_archive(folder: Path, tmp_path: Path) -> None:
    assert sorted(_names(_packed(folder, tmp_path / "报送.zip"))) == [
        "丙局.docx",
        "乙局.pdf",
        "坏.doc",
        "甲局.docx",
    ]


def test_names_in_the_code_page_of_chinese_windows() -> None:
    inside = "各单位/甲局.docx".encode("gb18030").decode("cp437")
    assert SourceFile(Path("报送.zip"), inside).name == "甲局.docx"


def test_a_single_document_in_a_zip_container_is_no_archive(folder: Path) -> None:
    assert documents_in(folder / "甲局.docx") == [SourceFile(folder / "甲局.docx")]


def test_each_is_read_and_a_bad_one_costs_no_other(folder: Path) -> None:
    documents = documents_in(folder)
    outcomes: dict[str, object] = {
        documents[number].name: outcome for number, outcome in read_each(documents)
    }
    assert isinstance(outcomes["坏.doc"], UserError)
    for name in ("甲局.docx", "乙局.pdf"):
        found = outcomes[name]
        assert isinstance(found, Imported)
        assert (found.unit, dict(found.cells)) == (name[:2], figures(NEW))


def test_reading_ends_when_it_is_stopped(folder: Path) -> None:
    assert list(read_each(documents_in(folder), stopped=lambda: True)) == []


@pytest.fixture
def sources(folder: Path, tmp_path: Path) -> dict[str, Path]:
    workspace = open_or_create(tmp_path / "别处.nianbao")
    for unit in ("甲局", "乙局"):
        repository = workspace.repository
        report = _report(unit)
        repository.apply(
            AddReport(
                Report(
                    repository.new_report_id(),
                    unit_named(repository, unit),
                    YEAR,
                    NEW,
                    cells=report.cells,
                    sections=report.sections,
                )
            )
        )
    workspace.close()
    (folder / "2024" / ".隐藏" / "丙局.docx").unlink()
    return {
        "folder": folder,
        "archive": _packed(folder, tmp_path / "报送.zip"),
        "workspace": tmp_path / "别处.nianbao",
    }


@pytest.mark.parametrize("kind", ["folder", "archive", "workspace"])
def test_the_command_reads_and_stores_them_all(
    sources: dict[str, Path], kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    into = tmp_path / "年报.nianbao"
    assert main(["import", str(sources[kind]), "--into", str(into), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert sorted(report["unit"] for report in told["reports"]) == ["乙局", "甲局"]
    assert len(told["refused"]) == (0 if kind == "workspace" else 1)
    assert main(["list", str(into), "--json"]) == 0
    stored = json.loads(capsys.readouterr().out)["reports"]
    assert sorted((report["unit"], report["year"]) for report in stored) == [("乙局", YEAR), ("甲局", YEAR)]
    assert main(["import", str(sources[kind]), "--into", str(into)]) == 0
    assert capsys.readouterr().out.count("没有改动") == 2
    assert main(["check", str(sources[kind]), "--json"]) in (0, 1)
    assert len(json.loads(capsys.readouterr().out)["reports"]) == 2


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"Rar!\x1a\x07\x01\x00" + bytes(50), "压缩包"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(50), "压缩包"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "图片"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "图片"),
        (b"MZ\x90\x00" + bytes(50), "是程序"),
    ],
)
def test_what_is_no_document_is_named(
    tmp_path: Path, data: bytes, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "年报.doc"
    path.write_bytes(data)
    assert main(["import", str(path)]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_an_archive_with_nothing_in_it_to_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "空.zip", "w") as archive:
        archive.writestr("Thumbs.db", b"x")
    with pytest.raises(UserError, match="没有可以读入的文件"):
        documents_in(tmp_path / "空.zip")


def test_far_too_much_in_an_archive_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "大.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(501):
            archive.writestr(f"{number}.txt", b"x")
    with pytest.raises(UserError, match="一次最多读入 500 个"):
        documents_in(path)
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("甲.txt", "w", force_zip64=True) as member,
    ):
        for _ in range(70):
            member.write(bytes(1024 * 1024))
    with pytest.raises(UserError, match="超过 64 MB"):
        documents_in(path)[0].load()


def test_our_own_package_is_one_report(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "归档.zip", "w") as archive:
        for name in ("报告.json", "报告.pdf", "元数据.xml", "检查结果.json"):
            archive.writestr(name, render(_report(UNIT), "json", draft=False))
    assert [document.inside for document in documents_in(tmp_path / "归档.zip")] == ["报告.json"]


def test_an_archive_that_can_not_be_opened_costs_no_other_document_of_its_folder(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, flag in (("无关.zip", 0), ("密码.zip", 1)):
        with zipfile.ZipFile(folder / name, "w") as archive:
            archive.writestr("甲.docx" if flag else "x.exe", b"MZ")
        data = bytearray((folder / name).read_bytes())
        for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            data[data.index(mark) + offset] |= flag
        (folder / name).write_bytes(data)
    assert main(["import", str(folder), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {"甲局", "乙局"} <= {report["unit"] for report in told["reports"]}
    assert {"无关.zip：x.exe", "密码.zip"} <= {Path(one["source"]).name for one in told["refused"]}


def test_a_folder_without_end_is_refused_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(_folder: Path) -> Iterator[tuple[str, list[str], list[str]]]:
        while True:
            yield str(tmp_path), [], ["别的.bin"] * 1000

    monkeypatch.setattr(os, "walk", endless)
    with pytest.raises(UserError, match="超过 20000 个"):
        documents_in(tmp_path)
