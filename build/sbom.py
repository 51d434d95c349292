"""The list of parts of a package, in CycloneDX 1.5: what a security office asks for."""

import hashlib
import json
import re
import subprocess
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from licences_of import WITHOUT_A_TEXT
from locked import ROOT, Pin, program_parts

Part = dict[str, Any]

OTHER_PARTS = (
    ("third-party code in Qt (licences/Qt-6.8-*.txt)", "6.8", ""),
    ("libxml2 and libxslt (in lxml)", "", "MIT"),
)
LINUX_PARTS = (
    ("ICU (in Qt)", "73", "Unicode-3.0"),
    ("fcitx-qt5, the input method plugin", "1.2.7", "BSD-3-Clause"),
)
WINDOWS_PARTS = (
    ("expat (in CPython)", "", "MIT"),
    ("libffi (in CPython)", "", "MIT"),
    ("Microsoft Visual C++ runtime", "14", ""),
    ("zlib (in CPython)", "", "Zlib"),
)
FONTS = (
    ("FandolFang Regular (subset, converted)", "GPL-3.0-only WITH Font-exception-2.0"),
    ("LXGW WenKai Regular (subset, renamed NianbaoKai)", "OFL-1.1"),
    ("Noto Sans SC Medium (subset)", "OFL-1.1"),
    ("Noto Serif SC Regular and Bold (subset)", "OFL-1.1"),
)


def sbom(target: str, version: str, program: Path, said: str, time: int, system: Path | None = None) -> str:
    """Return the list as JSON, from the lock file, what the program's selftest *said*, and the system it was made on.

    A package is in the program when its licence is: some that others ask for are left out, PyInstaller's part is in.
    The same commit gives the same bytes, so the serial number is made from the version and the commit's time.
    """
    bundled = {path.name for path in (program / "_internal" / "licences").iterdir()} | WITHOUT_A_TEXT
    pins = program_parts(target, building=True)
    parts = [_package(pin, target) for pin in pins if pin.name in bundled]
    parts += _interpreter(said)
    others = OTHER_PARTS + (LINUX_PARTS if target.startswith("linux") else WINDOWS_PARTS)
    parts += [_part("library", name, part_version, licence) for name, part_version, licence in others]
    parts += [_part("data", name, "", licence) for name, licence in FONTS]
    if system:
        parts += _debian_libraries(program, system)
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, f'gongkai-nianbao {version} {target} {time}')}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(time, UTC).isoformat().replace("+00:00", "Z"),
            "component": _part("application", "gongkai-nianbao", version, "MIT"),
        },
        "components": parts,
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _part(kind: str, name: str, version: str, licence: str) -> Part:
    part: Part = {"type": kind, "name": name}
    if version:
        part["version"] = version
    if licence:
        part["licenses"] = [{"expression": licence}]
    return part


def _package(pin: Pin, target: str) -> Part:
    """Return a Python package, with the checksum of the wheel that was taken."""
    sums = {_sum(wheel) for wheel in (ROOT / "dist" / "wheelhouse" / target).glob("*.whl")}
    return {
        **_part("library", pin.name, pin.version, ""),
        "purl": f"pkg:pypi/{pin.name}@{pin.version}",
        "hashes": [{"alg": "SHA-256", "content": each} for each in pin.hashes if each in sums],
    }


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _interpreter(said: str) -> list[Part]:
    """Return what the program says about Python, SQLite and PDFium."""
    patterns = (
        ("CPython", r"Python (\S+),", "PSF-2.0"),
        ("SQLite", r"SQLite (\S+)", "blessing"),
        ("PDFium", r"pdfium ([^，\s]+)", "BSD-3-Clause AND Apache-2.0"),
    )
    return [
        _part("library", name, re.findall(pattern, said)[0], licence) for name, pattern, licence in patterns
    ]


def _debian_libraries(program: Path, system: Path) -> list[Part]:
    """Return the Debian packages of the libraries that were taken from the system the program was made on."""
    query = ["chroot", str(system), "dpkg-query"]
    names = [path.name for path in (program / "_internal").glob("lib*.so.*") if not path.is_symlink()]
    found = subprocess.run(
        [*query, "-S", *(f"*/{name}" for name in names)], capture_output=True, text=True
    ).stdout
    packages = sorted({line.partition(":")[0] for line in found.splitlines()})
    form = "-f=${Package} ${Version}\\n"
    versions = subprocess.run(
        [*query, "-W", form, *packages], check=True, capture_output=True, text=True
    ).stdout
    return [
        {**_part("library", name, version, ""), "purl": f"pkg:deb/debian/{name}@{version}"}
        for name, version in (line.split() for line in versions.splitlines())
    ]
