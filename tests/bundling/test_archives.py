"""The packages' bytes depend on their content only, and dpkg, tar and unzip read them."""

import io
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from archives import Link, Source, deb, tar, tar_gz, tree_of, write_sums, zip_archive

TIME = 1_700_000_000


@pytest.fixture
def program(tmp_path: Path) -> Path:
    folder = tmp_path / "program"
    (folder / "资源").mkdir(parents=True)
    (folder / "资源" / "示例.json").write_text("{}", encoding="utf-8")
    (folder / "nianbao").write_bytes(b"\x7fELF")
    (folder / "nianbao").chmod(0o755)
    return folder


def tree(program: Path) -> dict[str, Source]:
    return {**tree_of(program, "opt/p"), "usr/bin/nianbao": Link("/opt/p/nianbao"), "usr/share/doc": b"text"}


@pytest.mark.skipif(sys.platform == "win32", reason="file modes are those of Linux")
def test_a_tar_holds_modes_links_and_folders_of_root(program: Path) -> None:
    with tarfile.open(fileobj=io.BytesIO(tar(tree(program), TIME))) as archive:
        members = {member.name: member for member in archive}
    assert list(members) == sorted(members), "one order on every machine"
    assert members["./opt/p/nianbao"].mode == 0o755
    assert members["./opt/p/资源/示例.json"].mode == 0o644
    assert members["./usr/bin/nianbao"].linkname == "/opt/p/nianbao"
    assert members["./opt/p/资源"].isdir()
    assert {(each.uid, each.uname, each.mtime) for each in members.values()} == {(0, "root", TIME)}


def test_a_copy_made_later_gives_the_same_bytes(program: Path, tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere"
    for path in sorted(program.rglob("*"), reverse=True):
        if path.is_file():
            (copy / path.relative_to(program)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy / path.relative_to(program))
            shutil.copymode(path, copy / path.relative_to(program))
    assert tar_gz(tree(copy), TIME) == tar_gz(tree(program), TIME)
    control: dict[str, Source] = {"control": b"Package: p\n"}
    assert deb(control, tree(copy), TIME) == deb(control, tree(program), TIME)


def test_a_zip_made_later_gives_the_same_bytes(program: Path) -> None:
    first = zip_archive(tree_of(program, "公开年报"), TIME)
    for path in program.rglob("*"):
        path.touch()
    assert zip_archive(tree_of(program, "公开年报"), TIME) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["公开年报/nianbao", "公开年报/资源/示例.json"]
        assert {member.date_time for member in archive.infolist()} == {(2023, 11, 14, 22, 13, 20)}


def test_the_sums_are_as_sha256sum_reads_them(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"a")
    text = write_sums(tmp_path / "SUMS", [tmp_path / "a.zip"])
    assert (tmp_path / "SUMS").read_bytes() == text.encode()
    if shutil.which("sha256sum"):
        subprocess.run(["sha256sum", "--check", "--quiet", "SUMS"], cwd=tmp_path, check=True)


@pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="dpkg-deb is not installed")
def test_dpkg_reads_the_package(program: Path, tmp_path: Path) -> None:
    control = b"Package: p\nVersion: 1\nArchitecture: all\nMaintainer: M <m@m.invalid>\nDescription: d\n"
    package = tmp_path / "p.deb"
    package.write_bytes(deb({"control": control}, tree(program), TIME))
    fields = subprocess.run(["dpkg-deb", "--field", package], check=True, capture_output=True).stdout
    assert fields == control
    listing = subprocess.run(["dpkg-deb", "--contents", package], check=True, capture_output=True).stdout
    assert b"./usr/bin/nianbao -> /opt/p/nianbao" in listing
