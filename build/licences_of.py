"""Collects the licence texts of everything in a bundle. Used by installer.spec."""

import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

OWN = Path(__file__).resolve().parent / "licences"
LICENCE = re.compile(r"(licen[cs]e|copying|notice|copyright|authors)", re.IGNORECASE)
WITHOUT_A_TEXT = {"pyside6-essentials", "shiboken6"}
"""Packages whose wheels carry no licence text; theirs is in build/licences."""

Data = tuple[str, str]
"""A file and the folder of the bundle where it goes."""


def licences(modules: Iterable[str], libraries: Iterable[str]) -> list[Data]:
    """Return the licence files of these top-level modules' packages, of libraries of the system, and of Python and Qt.

    Raises LookupError naming the package that has none.
    """
    found = [(str(path), "licences") for path in sorted(OWN.iterdir())]
    found.append((str(_pythons()), "licences/python"))
    for package in sorted(_packages(modules) | {"pyinstaller"}):
        found += _of_package(package)
    if shutil.which("dpkg-query"):
        found += _of_system_libraries(libraries)
    return found


def _pythons() -> Path:
    """Return the text of CPython's own licence: beside the standard library, on Windows beside the program."""
    places = [Path(sysconfig.get_path("stdlib")), Path(sys.base_prefix)]
    for place in places:
        if (place / "LICENSE.txt").is_file():
            return place / "LICENSE.txt"
    raise LookupError(f"no licence text of Python in {places}")


def _packages(modules: Iterable[str]) -> set[str]:
    providers = metadata.packages_distributions()
    names = {re.sub(r"[-_.]+", "-", name).lower() for module in modules for name in providers.get(module, [])}
    # Where somebody has installed the program itself by pip; its licence is among the files of the tree.
    return names - {"gongkai-nianbao"}


def _of_package(package: str) -> Iterator[Data]:
    files = metadata.files(package) or []
    texts = [file for file in files if ".dist-info" in file.parts[0] and _is_licence(file.parts[1:])]
    if not texts and package not in WITHOUT_A_TEXT:
        raise LookupError(f"{package} has no licence text")
    for text in texts:
        inside = text.parts[1:-1]
        yield str(text.locate()), "/".join(("licences", package, *inside)).replace("/licenses", "")


def _is_licence(parts: tuple[str, ...]) -> bool:
    return parts[0] == "licenses" or LICENCE.match(parts[-1]) is not None


def _of_system_libraries(libraries: Iterable[str]) -> Iterator[Data]:
    """Debian's copyright file of each library's package; what is not from a package is our own build."""
    for library in sorted(libraries):
        owner = subprocess.run(["dpkg-query", "-S", f"*/{library}"], capture_output=True, text=True)
        for package in {line.partition(":")[0] for line in owner.stdout.splitlines()}:
            text = Path("/usr/share/doc") / package / "copyright"
            if text.is_file():
                yield str(text), f"licences/{package}"
