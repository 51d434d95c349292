"""An archive package is whole, says what it holds, and shows every alteration."""

import io
import json
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pdf_documents import filled, report

from app.errors import UserError
from app.exports.archive import (
    CHECK,
    CONTENTS,
    DATA,
    HASHES,
    METADATA,
    PDF,
    package,
    verify,
    write_package,
)
from app.exports.blocks import document
from app.exports.json import render as render_json
from app.exports.particulars import Particulars
from app.exports.pdf import render
from app.rules.check import check

REPORT = report(filled())


@pytest.fixture(scope="module")
def packed() -> bytes:
    return package(
        REPORT, check(REPORT), Particulars(fonds_number="X001", document_number="示政公开〔2025〕1号")
    )


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def test_holds_the_report_its_metadata_and_its_check(packed: bytes) -> None:
    files = unpacked(packed)
    assert tuple(files) == (*CONTENTS, HASHES)
    assert files[PDF] == render(document(REPORT, draft=False))
    assert files[DATA] == render_json(REPORT)
    assert json.loads(files[CHECK])["verdict"] == "errors"


def test_metadata_have_the_elements_of_the_standard(packed: bytes) -> None:
    metadata = {item.tag: item.text for item in ElementTree.fromstring(unpacked(packed)[METADATA])}
    assert list(metadata)[:13] == [
        "立档单位名称", "全宗号", "年度", "保管期限", "机构或问题", "件号", "题名", "责任者", "日期", "文种", "文件编号", "主题词", "摘要",
    ]  # fmt: skip
    assert metadata["立档单位名称"] == "示例市人民政府"
    assert metadata["全宗号"] == "X001"
    assert metadata["年度"] == "2024"
    assert metadata["题名"] == "示例市人民政府2024年政府信息公开工作年度报告"
    assert metadata["日期"] == "2025年1月20日"
    assert metadata["文件编号"] == "示政公开〔2025〕1号"
    assert int(metadata["页数"] or 0) >= 4


def test_a_whole_package_has_no_fault_and_is_the_same_each_time(packed: bytes, tmp_path: Path) -> None:
    path = tmp_path / "包.zip"
    particulars = Particulars(fonds_number="X001", document_number="示政公开〔2025〕1号")
    write_package(REPORT, check(REPORT), particulars, path)
    assert path.read_bytes() == packed
    assert verify(path) == []


@pytest.mark.parametrize("name", CONTENTS)
def test_every_altered_file_is_named(packed: bytes, tmp_path: Path, name: str) -> None:
    files = unpacked(packed)
    files[name] += b" "
    assert verify(repacked(tmp_path / "包.zip", files)) == [f"“{name}”被改动过，校验和与封装时不同。"]


@pytest.mark.parametrize("name", CONTENTS)
def test_every_missing_file_is_named(packed: bytes, tmp_path: Path, name: str) -> None:
    files = unpacked(packed)
    del files[name]
    assert verify(repacked(tmp_path / "包.zip", files)) == [f"缺少“{name}”。"]


def test_an_added_file_and_a_changed_list_are_named(packed: bytes, tmp_path: Path) -> None:
    files = unpacked(packed)
    files["别的.txt"] = b"?"
    assert verify(repacked(tmp_path / "包.zip", files)) == ["多出“别的.txt”，封装时没有这个文件。"]
    del files["别的.txt"]
    files[HASHES] = b"\n".join(files[HASHES].splitlines()[1:])
    assert verify(repacked(tmp_path / "包.zip", files)) == [f"“{HASHES}”里没有登记“{PDF}”。"]


def test_metadata_that_fit_another_report_are_found_even_with_a_new_hash(
    packed: bytes, tmp_path: Path
) -> None:
    other = report(filled(), unit="别的单位", texts={})
    files = unpacked(packed)
    strange = unpacked(package(other, check(other), Particulars()))
    files[METADATA] = strange[METADATA]
    lines = {line.partition("  ")[2]: line for line in strange[HASHES].decode().splitlines()}
    own = files[HASHES].decode().splitlines()
    files[HASHES] = "\n".join(lines[METADATA] if METADATA in line else line for line in own).encode()
    assert verify(repacked(tmp_path / "包.zip", files)) == [
        f"“{METADATA}”所记页数与“{PDF}”不符，或者“{PDF}”无法打开。",
        f"“{METADATA}”所记单位、年度与“{DATA}”不符。",
    ]


def faults(path: Path) -> list[str]:
    try:
        return verify(path)
    except UserError as error:
        return [str(error)]


@pytest.mark.parametrize("tenth", range(1, 10))
def test_a_damaged_byte_is_found(packed: bytes, tmp_path: Path, tenth: int) -> None:
    path = tmp_path / "包.zip"
    place = len(packed) * tenth // 10
    path.write_bytes(packed[:place] + bytes([packed[place] ^ 1]) + packed[place + 1 :])
    assert "损坏" in "".join(faults(path))


@pytest.mark.parametrize("data", [b"", b"not a zip", b"PK\x03\x04"])
def test_what_is_no_package_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "包.zip"
    path.write_bytes(data)
    with pytest.raises(UserError, match="不是归档包"):
        verify(path)
    with pytest.raises(UserError, match="不是本程序的归档包"):
        verify(repacked(path, {"a": b"b"}))
    with pytest.raises(UserError, match="无法读取"):
        verify(tmp_path / "没有.zip")
