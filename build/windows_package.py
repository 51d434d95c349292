"""Makes the packages for Windows: a setup that needs no administrator rights, and a zip to be used as it is.

.venv/bin/python build/windows_package.py

Both hold the program made by windows_bundle.py. Off Windows it is made under wine, from the last commit; the same commit
gives the same bytes.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import chroot
import wine
from archives import Source, tree_of, write_sums, zip_archive
from commit import last_commit, size_of
from locked import ROOT
from sbom import sbom
from version import project_version
from windows_bundle import FILES, TARGET, bundle, selftest
from windows_resources import four_numbers

NAME = "gongkai-nianbao"
LARGEST_SETUP = 47 * 2**20
"""Bytes that the setup may have."""


def main() -> int:
    """Make the packages, their list of parts and their checksums in dist/."""
    commit, time = last_commit()
    program = bundle(commit, time)
    version = project_version()
    stem = f"{NAME}-{version}"
    archive = ROOT / "dist" / f"{stem}-{TARGET}.zip"
    parts = ROOT / "dist" / f"{stem}-{TARGET}.cdx.json"
    shutil.copy(ROOT / "LICENSE", program / "LICENSE.txt")
    archive.write_bytes(zip_archive(archive_tree(program, stem), time))
    said = selftest()
    parts.write_text(sbom(TARGET, version, program, said, time), encoding="utf-8")
    setup = make_setup(program, ROOT / "dist" / f"{stem}-setup.exe", version, time)
    made = [archive, parts, *([setup] if setup else [])]
    for path in made:
        print(f"dist/{path.name}: {path.stat().st_size / 2**20:.1f} MiB")
    print(write_sums(ROOT / "dist" / f"SHA256SUMS-{TARGET}", made), end="")
    if setup and setup.stat().st_size > LARGEST_SETUP:
        raise SystemExit(f"The setup may have {LARGEST_SETUP / 2**20:.0f} MiB.")
    return 0


def archive_tree(program: Path, top: str) -> dict[str, Source]:
    """Return what the zip holds in its one folder: the program, ready to run."""
    return tree_of(program, top)


def make_setup(program: Path, setup: Path, version: str, time: int) -> Path | None:
    """Make the setup; return None, having said so, when this is a Windows without NSIS."""
    here = sys.platform == "win32"
    if here and not shutil.which("makensis"):
        print("No setup was made: makensis is not installed.")
        return None
    work = ROOT / "dist" / "setup" if here else wine.SYSTEM / "setup"
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(program, work / "program")
    shutil.copy(FILES / "setup.nsi", work)
    shutil.copy(ROOT / "resources" / "icons" / "nianbao.ico", work)
    for path in work.rglob("*"):
        # The setup keeps the files' times: one time for all, so that the same commit gives the same files.
        os.utime(path, (time, time))
    inside = PureWindowsPath(work) if here else PurePosixPath("/", work.relative_to(wine.SYSTEM))
    names = [path.relative_to(work / "program").as_posix() for path in program_files(work / "program")]
    (work / "files.nsh").write_text(file_list(names, inside / "program"), encoding="utf-8")
    values = {
        "VERSION": version,
        "NUMBERS": ".".join(map(str, four_numbers(version))),
        "SIZE": size_of(program) // 1024,
        "FILES": inside / "files.nsh",
        "ICON": inside / "nianbao.ico",
        "OUTPUT": inside / setup.name,
    }
    command = [
        "makensis",
        "-V2",
        "-INPUTCHARSET",
        "UTF8",
        *(f"-D{name}={value}" for name, value in values.items()),
    ]
    command.append(str(inside / "setup.nsi"))
    if here:
        subprocess.run(command, check=True)
    else:
        chroot.inside(wine.SYSTEM, "nice", *command, SOURCE_DATE_EPOCH=str(time))
    return Path(shutil.copy(work / setup.name, setup))


def program_files(program: Path) -> list[Path]:
    """Return the files of the program, similar ones next to each other, which compresses best."""
    return sorted(
        (path for path in program.rglob("*") if path.is_file()), key=lambda path: (path.suffix, path)
    )


def file_list(names: Iterable[str], folder: PurePath) -> str:
    """Return the files as NSIS reads them: where each is to lie, and what it is a copy of."""
    lines = []
    for name in names:
        below = PureWindowsPath(name).parent
        lines.append(f'SetOutPath "{quoted(str(PureWindowsPath("$INSTDIR") / below))}"')
        lines.append(f'File "{quoted(str(folder / name))}"')
    return "\n".join(lines) + "\n"


def quoted(path: str) -> str:
    """Return a path for a string of NSIS, in which a dollar begins a variable."""
    return path.replace("$", "$$").replace("$$INSTDIR", "$INSTDIR")


if __name__ == "__main__":
    sys.exit(main())
