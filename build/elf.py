"""What shared objects on Linux need of the system: read by binutils' readelf."""

import re
import subprocess
from pathlib import Path


def is_elf(path: Path) -> bool:
    """Whether a file is a program or a shared library."""
    if not path.is_file() or path.is_symlink():
        return False
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def elf_files(folder: Path) -> list[Path]:
    """Return the programs and shared libraries in a folder and its subfolders."""
    return [path for path in sorted(folder.rglob("*")) if is_elf(path)]


def needed_libraries(path: Path | str) -> list[str]:
    """Return the names of the libraries that a file itself asks for."""
    return re.findall(r"\(NEEDED\)[^\[]*\[([^\]]+)\]", _readelf("--dynamic", path))


def needed_version(path: Path, family: str) -> tuple[int, ...]:
    """Return the highest version of a family, such as GLIBC or GLIBCXX, that a file needs; () for none."""
    needs = _readelf("--version-info", path).partition("Version needs section")[2]
    versions = re.findall(rf"Name: {family}_([0-9.]+)", needs)
    return max((tuple(map(int, version.split("."))) for version in versions), default=())


def too_new(folder: Path, limits: dict[str, tuple[int, ...]]) -> list[str]:
    """Return a line for each file in a folder that needs a newer version of a family than the limit."""
    found = [(path, family, needed_version(path, family)) for path in elf_files(folder) for family in limits]
    return [
        f"{path.relative_to(folder)} needs {family}_{'.'.join(map(str, version))}"
        for path, family, version in found
        if version > limits[family]
    ]


def _readelf(what: str, path: Path | str) -> str:
    done = subprocess.run(["readelf", what, "--wide", str(path)], capture_output=True, text=True, check=True)
    return done.stdout
