"""Makes the packages for Linux: a .deb, and a .tar.gz that a user installs without administrator rights.

.venv/bin/python build/linux_package.py [amd64] [arm64]

Both hold the program made by linux_bundle.py; the same commit gives the same bytes. They are for this kind of machine, or
for those named.
"""

import argparse
import hashlib
import sys
import tomllib
from pathlib import Path
from typing import Any

from archives import Link, Source, content, deb, tar_gz, tree_of, write_sums
from commit import last_commit
from elf import elf_files, needed_libraries
from linux_bundle import SYSTEM, bundle
from locked import ROOT
from machines import MACHINES, Machine, here
from sbom import sbom
from version import project_version

NAME = "gongkai-nianbao"
FILES = ROOT / "build" / "linux"

DEPENDS = {
    "libc6 (>= {libc})": "libc.so.6 libdl.so.2 libm.so.6 libpthread.so.0 librt.so.1 libutil.so.1 "
    "ld-linux-x86-64.so.2 ld-linux-aarch64.so.1",
    "libstdc++6 (>= {libstdcxx})": "libstdc++.so.6",
    "libgcc-s1 | libgcc1": "libgcc_s.so.1",
    "zlib1g": "libz.so.1",
    "libzstd1": "libzstd.so.1",
    "libegl1": "libEGL.so.1",
    "libgl1": "libGL.so.1",
    "libdbus-1-3": "libdbus-1.so.3",
    "libfontconfig1": "libfontconfig.so.1",
    "libfreetype6": "libfreetype.so.6",
    "libglib2.0-0 | libglib2.0-0t64": "libglib-2.0.so.0 libgthread-2.0.so.0",
    "libice6": "libICE.so.6",
    "libsm6": "libSM.so.6",
    "libx11-6": "libX11.so.6",
    "libx11-xcb1": "libX11-xcb.so.1",
    "libxcb1": "libxcb.so.1",
    "libxcb-randr0": "libxcb-randr.so.0",
    "libxcb-render0": "libxcb-render.so.0",
    "libxcb-shape0": "libxcb-shape.so.0",
    "libxcb-shm0": "libxcb-shm.so.0",
    "libxcb-sync1": "libxcb-sync.so.1",
    "libxcb-xfixes0": "libxcb-xfixes.so.0",
    "libxkbcommon0": "libxkbcommon.so.0",
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
}
"""Debian's packages with the libraries that the program takes from the system. A library in none fails the build.

The versions are those of the oldest system of each kind of machine.
"""

RECOMMENDS = {"libcups2 | libcups2t64": "libcups.so.2"}
"""The same for libraries of a plugin without which the program runs: printing through CUPS."""

PRINT_PROGRAMS = "cups-client"
"""``lp`` and its kin, through which the program prints; without them Qt's printing takes their place."""

CHINESE_FONTS = "fonts-noto-cjk | fonts-wqy-microhei | fonts-wqy-zenhei | fonts-arphic-uming"
"""For the window: the fonts that come along are for paper."""

CONTROL = """\
Package: {name}
Version: {version}
Architecture: {architecture}
Maintainer: {maintainer}
Installed-Size: {size}
Section: editors
Priority: optional
Depends: {depends}
Recommends: {recommends}
Description: 公开年报：政府信息公开工作年度报告编制程序
 Prepares the yearly report on the disclosure of government information: edits, checks and typesets it.
 Works offline and needs no Python. The reports stay where they are when this package is removed.
"""


def main() -> int:
    """Make the packages for each kind of machine that is named, or for this one."""
    parser = argparse.ArgumentParser(description="Makes the packages for Linux.")
    parser.add_argument(
        "machines", nargs="*", metavar="|".join(MACHINES), help="default: this machine's kind"
    )
    for machine in chosen(parser.parse_args().machines):
        make(machine)
    return 0


def chosen(names: list[str]) -> list[Machine]:
    """Return the kinds of machine that are named, or this one. Raises SystemExit for a name that is unknown."""
    unknown = set(names) - set(MACHINES)
    if unknown:
        raise SystemExit(f"There are no packages for {', '.join(sorted(unknown))}: {', '.join(MACHINES)}.")
    return [MACHINES[name] for name in names] or [here()]


def packages(machine: Machine) -> tuple[Path, Path]:
    """Return the paths of the .deb and the .tar.gz of this version in dist/."""
    version = project_version()
    names = (f"{NAME}_{version}_{machine.debian}.deb", f"{NAME}-{version}-{machine.target}.tar.gz")
    return ROOT / "dist" / names[0], ROOT / "dist" / names[1]


def make(machine: Machine) -> None:
    """Make both packages, their list of parts and their checksums in dist/."""
    commit, time = last_commit()
    program, said = bundle(machine, commit, time)
    version = project_version()
    debian, archive = packages(machine)
    parts = ROOT / "dist" / f"{NAME}-{version}-{machine.target}.cdx.json"
    debian.write_bytes(debian_package(program, version, machine, time))
    archive.write_bytes(tar_gz(archive_tree(program, archive.name.removesuffix(".tar.gz")), time))
    system = machine.chroot(SYSTEM)
    parts.write_text(sbom(machine.target, version, program, said, time, system), encoding="utf-8")
    made = (debian, archive, parts)
    for path in made:
        print(f"dist/{path.name}: {path.stat().st_size / 1e6:.1f} MB")
    print(write_sums(ROOT / "dist" / f"SHA256SUMS-{machine.target}", made), end="")


def project() -> dict[str, Any]:
    """Return what pyproject.toml says about the project."""
    content: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return content


def maintainer(authors: list[dict[str, str]]) -> str:
    """Return Debian's field of the first author: the address only where there is one."""
    name, address = authors[0]["name"], authors[0].get("email")
    return f"{name} <{address}>" if address else name


def debian_package(program: Path, version: str, machine: Machine, time: int, preset: int = 9) -> bytes:
    """Return the .deb. It has no scripts: dpkg's triggers of the desktop's own packages register what lies in it."""
    tree = debian_tree(program)
    files = {path: content(source) for path, source in tree.items() if not isinstance(source, Link)}
    depends, recommends = dependencies(program, machine)
    control = CONTROL.format(
        name=NAME,
        version=version,
        architecture=machine.debian,
        maintainer=maintainer(project()["authors"]),
        size=sum(map(len, files.values())) // 1024,
        depends=", ".join(depends),
        recommends=", ".join([*recommends, PRINT_PROGRAMS, CHINESE_FONTS]),
    )
    sums = "".join(f"{hashlib.md5(data).hexdigest()}  {path}\n" for path, data in sorted(files.items()))
    return deb({"control": control.encode(), "md5sums": sums.encode()}, tree, time, preset)


def debian_tree(program: Path) -> dict[str, Source]:
    """Return what the .deb installs: the program in /opt, and what makes it known to the desktop."""
    icons = ROOT / "resources" / "icons"
    return {
        **tree_of(program, f"opt/{NAME}"),
        "usr/bin/nianbao": Link(f"/opt/{NAME}/nianbao"),
        f"usr/share/applications/{NAME}.desktop": FILES / f"{NAME}.desktop",
        f"usr/share/mime/packages/{NAME}.xml": FILES / f"{NAME}.xml",
        f"usr/share/icons/hicolor/128x128/apps/{NAME}.png": icons / "nianbao.png",
        f"usr/share/icons/hicolor/scalable/apps/{NAME}.svg": icons / "nianbao.svg",
        f"usr/share/doc/{NAME}/copyright": (ROOT / "LICENSE").read_bytes()
        + f"\nThe licences of everything it is bundled with: /opt/{NAME}/_internal/licences\n".encode(),
    }


def archive_tree(program: Path, top: str) -> dict[str, Source]:
    """Return what the .tar.gz holds in its one folder: the program beside the script that installs it."""
    files = {
        f"{top}/{path.name}": path
        for path in (FILES / f"{NAME}.desktop", FILES / f"{NAME}.xml", FILES / "install.sh")
    }
    return {**tree_of(program, f"{top}/program"), **files, f"{top}/LICENSE": ROOT / "LICENSE"}


def dependencies(program: Path, machine: Machine) -> tuple[list[str], list[str]]:
    """Return the Debian packages that the program needs, and those it can use.

    Raises SystemExit naming a library that is neither in the program nor in one of them.
    """
    own = {path.name for path in program.rglob("*.so*")}
    wanted = {library for path in elf_files(program) for library in needed_libraries(path)} - own
    needs, uses = _packages(DEPENDS, wanted), _packages(RECOMMENDS, wanted)
    unknown = wanted - {library for libraries in (needs | uses).values() for library in libraries.split()}
    if unknown:
        raise SystemExit(f"No package is known with {', '.join(sorted(unknown))}")
    versions = {"libc": machine.libc, "libstdcxx": machine.libstdcxx}
    return [package.format_map(versions) for package in needs], list(uses)


def _packages(known: dict[str, str], wanted: set[str]) -> dict[str, str]:
    return {package: libraries for package, libraries in known.items() if wanted & set(libraries.split())}


if __name__ == "__main__":
    sys.exit(main())
