"""What requirements.lock pins, and which part of it the program for one kind of machine is made of.

Run by the project's environment: the metadata of the packages installed there say what needs what.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PYTHON = {
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
    "python_version": "3.11",
    "python_full_version": "3.11.2",
    "extra": "",
}
TARGETS: dict[str, Mapping[str, str]] = {
    "linux-x86_64": {
        **PYTHON,
        "sys_platform": "linux",
        "platform_system": "Linux",
        "platform_machine": "x86_64",
    },
    "linux-aarch64": {
        **PYTHON,
        "sys_platform": "linux",
        "platform_system": "Linux",
        "platform_machine": "aarch64",
    },
    "windows-x86_64": {
        **PYTHON,
        "sys_platform": "win32",
        "os_name": "nt",
        "platform_system": "Windows",
        "platform_machine": "AMD64",
    },
}


@dataclass(frozen=True)
class Pin:
    """One package of the lock file: its line with the hashes, as pip reads it."""

    name: str
    version: str
    marker: Marker | None
    hashes: tuple[str, ...]

    @property
    def line(self) -> str:
        """Return the requirement with its hashes and without its marker."""
        return " \\\n    ".join(
            (f"{self.name}=={self.version}", *(f"--hash=sha256:{h}" for h in self.hashes))
        )


def pins(lock: str, target: str) -> dict[str, Pin]:
    """Return the packages that a lock file pins for a target, by name."""
    found = {}
    for entry in re.split(r"\n(?=\S)", lock.strip()):
        requirement = Requirement(entry.partition(" \\")[0].partition("\n")[0])
        pin = Pin(
            canonicalize_name(requirement.name),
            str(requirement.specifier).removeprefix("=="),
            requirement.marker,
            tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})", entry)),
        )
        if pin.marker is None or pin.marker.evaluate(dict(TARGETS[target])):
            found[pin.name] = pin
    return found


def program_parts(target: str, *, building: bool) -> list[Pin]:
    """Return the pins of what the program for a target is made of; *building*: and of what makes it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = project["project"]["dependencies"] + (project["dependency-groups"]["bundle"] if building else [])
    pinned = pins((ROOT / "requirements.lock").read_text(encoding="utf-8"), target)
    names: set[str] = {"pip"} if building else set()
    waiting = _names(wanted, target)
    while waiting:
        name = waiting.pop()
        if name not in names:
            names.add(name)
            waiting += _names(_requirements_of(name), target)
    return [pinned[name] for name in sorted(names)]


def _names(requirements: Iterable[str], target: str) -> list[str]:
    parsed = [Requirement(requirement) for requirement in requirements]
    return [
        canonicalize_name(each.name)
        for each in parsed
        if each.marker is None or each.marker.evaluate(dict(TARGETS[target]))
    ]


def _requirements_of(name: str) -> list[str]:
    """Return what a package asks for; what only another system has is not installed here and asks for nothing."""
    try:
        return metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return []
