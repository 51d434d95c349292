"""What makes the program known to a Linux desktop, and the script that installs it for one user."""

import configparser
import platform
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import chroot
import elf
import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux only")


def files(root: Path) -> Path:
    return root / "build" / "linux"


def test_the_desktop_entry_opens_the_type_that_the_mime_file_defines(root: Path) -> None:
    entry = configparser.ConfigParser(interpolation=None, delimiters="=")
    entry.optionxform = str  # type: ignore[assignment, method-assign]
    entry.read(files(root) / "gongkai-nianbao.desktop", encoding="utf-8")
    mime = ET.parse(files(root) / "gongkai-nianbao.xml").getroot()
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    kind = mime.find(f"{space}mime-type")
    assert kind is not None
    assert entry["Desktop Entry"]["MimeType"] == f"{kind.get('type')};"
    assert [glob.get("pattern") for glob in kind.findall(f"{space}glob")] == ["*.nianbao"]


@pytest.mark.parametrize("home", ["clerk", "办事员 一", "a&b|c"])
def test_the_script_installs_over_an_older_version_and_removes(root: Path, tmp_path: Path, home: str) -> None:
    unpacked, user = tmp_path / "unpacked", tmp_path / home
    icons = unpacked / "program" / "_internal" / "resources" / "icons"
    icons.mkdir(parents=True)
    for name in ("nianbao.png", "nianbao.svg"):
        shutil.copy(root / "resources" / "icons" / name, icons)
    (unpacked / "program" / "nianbao").write_text("#!/bin/sh\necho runs\n")
    (unpacked / "program" / "nianbao").chmod(0o755)
    for name in ("install.sh", "gongkai-nianbao.desktop", "gongkai-nianbao.xml"):
        shutil.copy(files(root) / name, unpacked)
    subprocess.run(["chmod", "-R", "a-w", str(unpacked)], check=True)
    installed = user / ".local" / "share" / "gongkai-nianbao"
    (installed / "old").mkdir(parents=True)
    settings = user / ".config" / "gongkai-nianbao"
    settings.mkdir(parents=True)

    def script(*arguments: str) -> None:
        environment = {"HOME": str(user), "PATH": "/usr/bin:/bin"}
        subprocess.run(["sh", unpacked / "install.sh", *arguments], check=True, env=environment)

    script()
    assert not (installed / "old").exists(), "two versions' files never mix"
    for path in (installed, *installed.rglob("*")):
        assert path.stat().st_mode & 0o200, "what came from a read-only medium can be removed again"
    ran = subprocess.run([user / ".local" / "bin" / "nianbao"], check=True, capture_output=True, text=True)
    assert ran.stdout == "runs\n"
    desktop = (user / ".local" / "share" / "applications" / "gongkai-nianbao.desktop").read_text(
        encoding="utf-8"
    )
    assert f'Exec="{installed / "nianbao"}" %f\n' in desktop
    script("--remove")
    subprocess.run(["chmod", "-R", "u+w", str(unpacked)], check=True)
    left = [path for path in (user / ".local").rglob("*nianbao*") if not path.is_dir()]
    assert left == []
    assert settings.is_dir()


def test_the_mirrors_are_those_of_apt(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "sources.list.d").mkdir()
    (tmp_path / "sources.list.d" / "a.sources").write_text(
        "Types: deb\nURIs: http://mirror.invalid/debian-security\n"
    )
    (tmp_path / "sources.list").write_text("deb [arch=amd64] http://mirror.invalid/debian bookworm main\n")
    monkeypatch.setattr(chroot, "SOURCES", tmp_path)
    assert chroot.mirrors() == ("http://mirror.invalid/debian", "http://mirror.invalid/debian-security")
    (tmp_path / "sources.list").unlink()
    with pytest.raises(LookupError):
        chroot.mirrors()


@pytest.mark.skipif(not shutil.which("readelf"), reason="readelf is not installed")
def test_what_needs_a_newer_c_library_is_found(tmp_path: Path) -> None:
    program = tmp_path / "program"
    shutil.copy(shutil.which("true") or "/bin/true", program)
    assert elf.elf_files(tmp_path) == [program]
    assert elf.too_new(tmp_path, {"GLIBC": (99,)}) == []
    if platform.libc_ver()[0] == "glibc":
        assert "program needs GLIBC_" in elf.too_new(tmp_path, {"GLIBC": (1,)})[0]


def test_the_maintainer_has_an_address_only_where_there_is_one() -> None:
    import linux_package

    assert linux_package.maintainer([{"name": "A"}, {"name": "B"}]) == "A"
    assert linux_package.maintainer([{"name": "A", "email": "a@example.org"}]) == "A <a@example.org>"
    assert linux_package.maintainer(linux_package.project()["authors"])
