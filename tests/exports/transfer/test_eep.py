"""Packages by DA/T 48: read here by a reader that knows the standard's names alone, and altered in many places."""

import base64
import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from xml.etree import ElementTree

import pytest
from test_transfer import HANDOVER, LAYOUTS, files_of, item, noticed, relisted, with_a_bit_turned

from app.cli import main
from app.errors import UserError
from app.exports.transfer import TransferStructure, verify_eep, verify_transfer, write_transfer
from app.report import Status

AT = "2026-02-01T09:00:00"
NS = "{http://www.saac.gov.cn/standards/ERM/encapsulation}"


@pytest.fixture(scope="module", params=LAYOUTS, ids=str)
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("移交") / "移交"
    final = replace(item(2), report=replace(item(2).report, status=Status.FINAL))
    write_transfer([item(1), final], replace(HANDOVER, packed_at=AT), request.param, folder)
    return folder


@pytest.fixture
def package(written: Path) -> Path:
    return next(iter(sorted(written.rglob("*.eep.xml"))))


def test_each_document_has_a_package_of_its_files(written: Path) -> None:
    packages = sorted(written.rglob("*.eep.xml"))
    assert [path.name for path in packages] == [f"{path.parent.name}.eep.xml" for path in packages]
    assert len(packages) == 2
    for path, manuscript in zip(packages, ("草稿", "正本"), strict=True):
        root = ElementTree.parse(path).getroot()
        assert [part.tag.removeprefix(NS) for part in root] == ["封装包格式描述", "版本", "被签名对象"]
        assert root.findtext(f"{NS}版本") == "2009"
        assert root.findtext(f".//{NS}封装包创建时间") == AT
        assert [part.tag.removeprefix(NS) for part in root.find(f".//{NS}封装内容") or ()] == [
            "文件实体块",
            "业务实体块",
            "机构人员实体块",
        ]
        entity = root.find(f".//{NS}文件实体")
        assert entity is not None
        names = [part.tag.removeprefix(NS) for part in entity]
        wanted = [
            "聚合层次",
            "来源",
            "电子文件号",
            "档号",
            "内容描述",
            "形式特征",
            "存储位置",
            "权限管理",
            "信息系统描述",
            "附注",
        ]
        assert names == [*wanted, "文件数据"]
        needed = (
            "立档单位名称",
            "年度",
            "保管期限",
            "室编件号",
            "题名",
            "责任者",
            "日期",
            "密级",
            "文件组合类型",
        )
        assert all(entity.findtext(f".//{NS}{name}") for name in needed)
        assert entity.findtext(f".//{NS}稿本") == manuscript
        held = {}
        for code in entity.iter(f"{NS}编码"):
            name = code.findtext(f".//{NS}计算机文件名") or ""
            held[name] = base64.b64decode(code.findtext(f"{NS}编码数据") or "")
            assert code.findtext(f".//{NS}计算机文件大小") == str(len(held[name]))
            assert code.findtext(f"{NS}反编码关键字") == f"base64-{name.rpartition('.')[2]}"
        assert held == {
            name: (path.parent / name).read_bytes() for name in ("报告.ofd", "报告.pdf", "报告.json")
        }


def test_a_folder_with_packages_is_whole_and_made_again_the_same(written: Path) -> None:
    found = verify_transfer(written)
    assert found.faults == []
    assert any("封装包" in line for line in found.compared)
    assert "封装包" in (written / "其他" / "核验说明.txt").read_text(encoding="utf-8")


def test_a_package_alone_is_whole(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = verify_eep(package)
    assert (found.faults, found.remarks) == ((), ())
    assert found.digests.sha256 == hashlib.sha256(package.read_bytes()).hexdigest()
    assert main(["verify", str(package)]) == 0
    assert found.digests.sha256 in capsys.readouterr().out


@pytest.mark.slow
def test_one_changed_byte_of_a_package_is_noticed_wherever_it_is(package: Path, tmp_path: Path) -> None:
    data, random = package.read_bytes(), Random(5)
    for _ in range(30):
        (tmp_path / "改.xml").write_bytes(with_a_bit_turned(data, random))
        assert noticed(tmp_path / "改.xml", verify_eep)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("青禾市第", "青苗市第"),
        lambda text: text.replace("<页数>", "<页数>9"),
        lambda text: text.replace("<稿本>草稿", "<稿本>正本"),
        lambda text: text.replace("<附注>", "<附注>多"),
        lambda text: text.replace("报告.json</计算机文件名>", "数据.json</计算机文件名>"),
        lambda text: text.replace("</封装内容>", "<多/></封装内容>"),
    ],
)
def test_a_forged_package_is_noticed(package: Path, tmp_path: Path, change: Callable[[str], str]) -> None:
    text = package.read_text(encoding="utf-8")
    assert change(text) != text
    (tmp_path / "改.xml").write_text(change(text), encoding="utf-8")
    assert noticed(tmp_path / "改.xml", verify_eep)


def test_a_signed_package_is_told_and_not_judged(package: Path, tmp_path: Path) -> None:
    text = package.read_text(encoding="utf-8")
    signed = text.replace("</被签名对象>", "</被签名对象><电子签名块/><锁定签名/>")
    (tmp_path / "签.xml").write_text(signed, encoding="utf-8")
    found = verify_eep(tmp_path / "签.xml")
    assert found.faults == ()
    assert any("签名" in remark for remark in found.remarks)


def test_a_package_of_another_document_with_new_digests_is_noticed(written: Path) -> None:
    one, other = sorted(written.rglob("*.eep.xml"))
    before = files_of(written)
    one.write_bytes(other.read_bytes())
    relisted(written)
    assert noticed(written)
    for place, data in before.items():
        (written / place).write_bytes(data)
    assert not noticed(written)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<a/>",
        b"{}",
        "<电子文件封装包/>".encode(),
        b"\x00" * 100,
        b"<?xml version='1.0' encoding='upf-8'?><a/>",
    ],
)
def test_what_is_no_package_is_refused_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "包.xml").write_bytes(content)
    with pytest.raises(UserError, match="不是电子文件封装包"):
        verify_eep(tmp_path / "包.xml")


def test_packages_are_made_only_on_wish(tmp_path: Path) -> None:
    write_transfer([item()], HANDOVER, TransferStructure.STANDARD, tmp_path / "移交")
    assert not list((tmp_path / "移交").rglob("*.eep.xml"))
