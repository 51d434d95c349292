"""A transfer folder holds what its regulation asks for, and shows every alteration; read here by a reader of its own."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any
from xml.etree import ElementTree

import pytest
from builders import consistent_report

from app.errors import UserError
from app.exports.archival_details import CODE_RULE, Particulars, composed_code, faults
from app.exports.archive.digests import sm3
from app.exports.transfer import (
    Handover,
    Item,
    TransferStructure,
    verification,
    verify_transfer,
    write_transfer,
)
from app.exports.transfer import folder as writing
from app.report import Unit

HANDOVER = Handover("青禾市人民政府办公室", "青禾市档案馆", carrier_number="X001-2026-01")
LAYOUTS = list(TransferStructure)


def item(number: int = 1, year: int = 2024) -> Item:
    known = Particulars(fonds_number="X001", item_number=f"{number:04}", office_or_matter="政务公开科")
    made = replace(
        consistent_report(), year=year, unit=Unit(0, f"青禾市第{number}局"), signed_on="2025年1月20日"
    )
    return Item(made, known._replace(code=composed_code(CODE_RULE, known, year, "BGS")))


@pytest.fixture(scope="module", params=LAYOUTS, ids=str)
def written(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[TransferStructure, Path]:
    folder = tmp_path_factory.mktemp("移交") / "移交"
    write_transfer([item(1), item(2)], HANDOVER, request.param, folder)
    return request.param, folder


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_a_reader_of_the_regulations_finds_everything(written: tuple[TransferStructure, Path]) -> None:
    structure, folder = written
    files = files_of(folder)
    directive = structure is TransferStructure.DIRECTIVE
    columns = ["顺序号", "档号", "责任者", "题名", "日期"] + (
        ["密级", "电子档案名称", "备注"] if directive else ["保管期限", "密级", "页数", "备注"]
    )
    rows = list(ElementTree.fromstring(files["文件目录.XML" if directive else "目录文件.XML"]))
    assert [[part.tag for part in row] for row in rows] == [columns, columns]
    note = dict(line.split("：", 1) for line in files["说明文件.TXT"].decode().split("\r\n") if line)
    assert note["档案数量"] == str(len(rows)) == "2"
    assert note["起止档号"] == "X001-WS·2024-Y-BGS-0001—X001-WS·2024-Y-BGS-0002"
    assert all(note[name] for name in ("移交单位", "内容描述", "软硬件环境"))
    folders = set()
    for number, row in enumerate(rows, 1):
        code = row.findtext("档号") or ""
        place = f"电子档案/2024/WS/{code}" if directive else f"X001/WS/2024/{code}"
        folders.add(place)
        assert row.findtext("顺序号") == str(number)
        assert row.findtext("日期") == "20250120"
        if directive:
            assert row.findtext("电子档案名称") == f"{place}/报告.ofd"
        metadata = ElementTree.fromstring(
            files[f"{place}/{'元数据.xml' if directive else '电子档案元数据.XML'}"]
        )
        assert metadata.findtext("档号") == code
        for described in metadata.iter("电子属性"):
            data = files[f"{place}/{described.findtext('计算机文件名')}"]
            assert described.findtext("计算机文件大小") == str(len(data))
            stated = {part.get("算法"): part.text for part in described.iter("数字摘要")}
            assert stated == {"SHA-256": hashlib.sha256(data).hexdigest(), "SM3": sm3(data)}
    listed: dict[str, list[str]] = {}
    for line in files["其他/数字摘要.txt"].decode().splitlines():
        method, digest, place = line.replace("  ", " ", 1).split(" ", 2)
        data = files[place]
        assert digest == (hashlib.sha256(data).hexdigest() if method == "SHA-256" else sm3(data))
        listed.setdefault(place, []).append(method)
    assert listed.keys() == files.keys() - {"其他/数字摘要.txt"}
    assert set(map(tuple, listed.values())) == {("SHA-256", "SM3")}
    assert {place.rpartition("/")[0] for place in files} == folders | {"", "其他"}
    register = ElementTree.fromstring(files["其他/电子档案移交与接收登记表.xml"])
    shown = {part.get("名称"): part.text or "" for part in register}
    assert shown["移交电子档案数量"] == "2 件，8 个文件"
    assert all(text in files["其他/电子档案移交与接收登记表.html"].decode() for text in shown.values())


def test_a_whole_folder_has_no_fault_and_each_check_says_what_it_compared(
    written: tuple[TransferStructure, Path],
) -> None:
    found = verify_transfer(written[1])
    assert found.faults == []
    assert [line[:3] for line in found.compared] == ["完整性", "真实性", "可用性", "安全性"]
    assert all("未发现问题" in line for line in found.compared)


def test_it_says_of_no_file_that_it_was_compared_when_it_was_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "移交"
    write_transfer([item()], HANDOVER, TransferStructure.STANDARD, folder)
    with monkeypatch.context() as later:
        # A later version sets reports otherwise: it can't make the files again.
        later.setattr(verification, "PROGRAM", "公开年报 9.9.9")
        found = verify_transfer(folder)
    assert (found.faults, found.left_out) == ([], ["真实性"])
    assert "没有逐字节比对" in found.compared[1]
    assert "未发现问题" not in found.compared[1]
    next(folder.rglob("报告.ofd")).write_bytes(b"PK")
    assert "与数字摘要不符的 1 个文件除外" in verify_transfer(folder).compared[1]


@pytest.mark.parametrize("structure", LAYOUTS, ids=str)
def test_the_catalogue_goes_from_the_first_code_to_the_last(
    structure: TransferStructure, tmp_path: Path
) -> None:
    folder = tmp_path / "移交"
    other = item(1)
    known = other.particulars._replace(fonds_number="X000")
    other = Item(other.report, known._replace(code=composed_code(CODE_RULE, known, 2024, "BGS")))
    write_transfer([item(3), item(1), item(2), other], HANDOVER, structure, folder)
    codes = [row.findtext("档号") for row in ElementTree.parse(folder / structure.catalogue).getroot()]
    assert codes == sorted(codes)
    assert codes[0] is not None
    assert codes[0].startswith("X000")
    note = (folder / "说明文件.TXT").read_text("utf-8")
    assert f"起止档号：{codes[0]}—{codes[-1]}" in note
    assert verify_transfer(folder).faults == []


def test_the_same_reports_give_the_same_bytes(
    written: tuple[TransferStructure, Path], tmp_path: Path
) -> None:
    write_transfer([item(1), item(2)], HANDOVER, written[0], tmp_path / "又一次")
    assert files_of(tmp_path / "又一次") == files_of(written[1])


def relisted(folder: Path) -> None:
    """Write the list of digests anew, as a forger would."""
    place = folder / "其他" / "数字摘要.txt"
    lines = []
    for line in place.read_text(encoding="utf-8").splitlines()[::2]:
        path = line.partition("  ")[2]
        data = (folder / path).read_bytes()
        lines += [f"SHA-256 {hashlib.sha256(data).hexdigest()}  {path}\n", f"SM3 {sm3(data)}  {path}\n"]
    place.write_text("".join(lines), encoding="utf-8")


def noticed(place: Path, verify: Callable[[Path], Any] = verify_transfer) -> bool:
    """Say whether *verify* finds that a folder or a package is not as it was written."""
    try:
        return bool(verify(place).faults)
    except UserError:
        return True


def with_a_bit_turned(data: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    changed[random.randrange(len(data))] ^= 1 << random.randrange(8)
    return bytes(changed)


@pytest.mark.slow
@pytest.mark.parametrize("structure", LAYOUTS, ids=str)
def test_one_changed_byte_is_noticed_wherever_it_is(structure: TransferStructure, tmp_path: Path) -> None:
    folder = tmp_path / "移交"
    write_transfer([item()], HANDOVER, structure, folder)
    random = Random(3)
    for place, data in files_of(folder).items():
        for _ in range(8):
            (folder / place).write_bytes(with_a_bit_turned(data, random))
            assert noticed(folder), place
        (folder / place).write_bytes(data)
    assert not noticed(folder)


@pytest.mark.parametrize(
    "name",
    [
        "报告.ofd",
        "报告.pdf",
        "报告.json",
        "目录文件.XML",
        "电子档案元数据.XML",
        "登记表.xml",
        "登记表.html",
        "核验说明.txt",
    ],
)
def test_a_forged_file_with_new_digests_is_noticed(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "移交"
    write_transfer([item()], HANDOVER, TransferStructure.STANDARD, folder)
    path = next(path for path in folder.rglob("*") if path.name.endswith(name))
    path.write_bytes(path.read_bytes().replace("青禾".encode(), "青苗".encode(), 1) + b"\n")
    relisted(folder)
    assert noticed(folder)


@pytest.mark.parametrize("name", ["目录文件.XML", "电子档案元数据.XML"])
@pytest.mark.parametrize("encoding", ["upf-8", "utf-16", "cp037"])
def test_an_encoding_that_nobody_knows_is_noticed(tmp_path: Path, name: str, encoding: str) -> None:
    folder = tmp_path / "移交"
    write_transfer([item()], HANDOVER, TransferStructure.STANDARD, folder)
    path = next(path for path in folder.rglob("*") if path.name == name)
    path.write_bytes(path.read_bytes().replace(b"utf-8", encoding.encode(), 1))
    relisted(folder)
    assert noticed(folder)


def test_what_is_missing_added_or_odd_is_noticed(tmp_path: Path) -> None:
    folder = tmp_path / "移交"
    write_transfer([item()], HANDOVER, TransferStructure.STANDARD, folder)
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        data = path.read_bytes()
        path.unlink()
        assert noticed(folder), path
        path.write_bytes(data)
    for name in ("多.txt", "病毒.exe"):
        (folder / name).write_bytes(b"x")
        assert noticed(folder)
        (folder / name).unlink()
    (folder / "空").mkdir()
    assert noticed(folder)
    (folder / "空").rmdir()
    if hasattr(os, "symlink"):
        (folder / "链接.txt").symlink_to(folder / "说明文件.TXT")
        assert noticed(folder)
        (folder / "链接.txt").unlink()
    assert not noticed(folder)


def test_what_breaks_off_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[Path] = []

    def full(path: Path, data: bytes) -> None:
        if len(written) == 5:
            raise OSError(28, "No space left on device")
        written.append(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    monkeypatch.setattr(writing, "_write", full)
    with pytest.raises(UserError, match="没有写成：磁盘空间不足"):
        write_transfer([item()], HANDOVER, TransferStructure.STANDARD, tmp_path / "移交")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("place", "why"),
    [
        ("没有/移交", "“.*没有”不存在"),
        ("甲" * 100, "过长"),
        ("年报.nianbao", "数据文件"),
        ("新.nianbao.备份", "备份文件夹"),
        ("年报.nianbao.备份/移交", "备份文件夹"),
        *(
            (name, "不能用作移交文件夹的名称")
            for name in ("a\x00b", "移交\n1", "CON", "nul.1", "移:交", "移交.", "移交 ", ".移交")
        ),
    ],
)
def test_a_place_that_can_not_be_is_refused_in_one_sentence(tmp_path: Path, place: str, why: str) -> None:
    (tmp_path / "年报.nianbao.备份").mkdir()
    (tmp_path / "环").symlink_to("环")
    with pytest.raises(UserError, match=why) as refused:
        write_transfer([item()], HANDOVER, TransferStructure.STANDARD, tmp_path / place)
    assert not re.search("[A-Za-z]{4,} [a-z]", str(refused.value).replace(str(tmp_path), ""))
    assert {path.name for path in tmp_path.rglob("*")} == {"年报.nianbao.备份", "环"}


_ENDLESS = """
import sys
sys.path[:0] = sys.argv[2:]
from test_transfer import HANDOVER, TransferStructure, Path, item, write_transfer
write_transfer([item(n) for n in range(1, 500)], HANDOVER, TransferStructure.STANDARD, Path(sys.argv[1]), print)
"""


@pytest.mark.slow
def test_what_is_killed_halfway_leaves_nothing_under_the_name(tmp_path: Path, root: Path) -> None:
    folder = tmp_path / "移交"
    paths = [str(Path(__file__).parent), str(root / "tests"), str(root)]
    command = [sys.executable, "-u", "-c", _ENDLESS, str(folder), *paths]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        for _ in range(6):
            assert process.stdout.readline()
        process.kill()
    left = list(tmp_path.iterdir())
    assert [path.name[:2] for path in left] == [".~"]
    write_transfer([item()], HANDOVER, TransferStructure.STANDARD, folder)
    assert {path.name for path in tmp_path.iterdir()} == {"移交"}, "left by a process that has ended"
    assert not noticed(folder)


def test_what_can_not_be_handed_over_is_refused(tmp_path: Path) -> None:
    (tmp_path / "有").mkdir()
    with pytest.raises(UserError, match="已经存在"):
        write_transfer([item()], HANDOVER, TransferStructure.STANDARD, tmp_path / "有")
    for items, why in (
        ([], "没有可以移交的报告"),
        ([item(), item()], "不止一次"),
        ([replace(item(), particulars=Particulars(code="X"))], "必须有全宗号"),
        *(
            ([replace(item(), particulars=item().particulars._replace(**{part: name}))], f"{said}“.*不能用作")
            for part, said in (("code", "档号"), ("fonds_number", "全宗号"), ("category", "门类代码"))
            for name in ("a/b", "../..", "..", "a b", "a.", "nul", "Com1.x", "甲" * 61, "a\u2028b", "a:b")
        ),
        ([replace(item(), particulars=item().particulars._replace(category=""))], "必须有门类代码"),
    ):
        with pytest.raises(UserError, match=why):
            write_transfer(items, HANDOVER, TransferStructure.STANDARD, tmp_path / "移交")
    with pytest.raises(UserError, match="控制字符"):
        write_transfer(
            [item()], replace(HANDOVER, unit="甲\n乙"), TransferStructure.STANDARD, tmp_path / "移交"
        )
    assert [path.name for path in tmp_path.iterdir()] == ["有"]
    with pytest.raises(UserError, match="不是本程序写出的移交文件夹"):
        verify_transfer(tmp_path)


def test_a_code_is_composed_by_the_rule_of_the_office() -> None:
    known = Particulars(fonds_number="0101", item_number="7", retention="定期30年")
    assert composed_code(CODE_RULE, known, 2025, "BGS") == "0101-WS·2025-D30-BGS-7"
    assert composed_code("全宗号-年度-件号", known, 2025) == "0101-2025-7"
    assert composed_code(CODE_RULE, known, 2025) == ""
    assert composed_code("没有部分", known, 2025) == ""
    assert list(faults(known)) == []
    assert list(faults(known._replace(item_number="七"))) != []
    assert list(faults(known._replace(retention="长期"))) != []
    told = list(faults(known._replace(fonds_number="X/1", code="X/1-2025-7")))
    assert len(told) == 1, "one cause is told once"


def test_a_copy_elsewhere_is_as_good(written: tuple[TransferStructure, Path], tmp_path: Path) -> None:
    shutil.copytree(written[1], tmp_path / "副本")
    assert not noticed(tmp_path / "副本")
