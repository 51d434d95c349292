"""The kinds of machine that the packages for Linux are for. Standard library only."""

import platform
from dataclasses import dataclass
from pathlib import Path

import emulation

Versions = dict[str, tuple[int, ...]]
"""The highest version of each family of symbols, such as GLIBC, that may be asked of a system's libraries."""

CHROOTS = Path(__file__).resolve().parent.parent / "dist" / "chroots"


@dataclass(frozen=True)
class Machine:
    """One kind: what the kernel calls its processor, what Debian calls it, and what its oldest system has.

    *libstdcxx* is the version of Debian's package that has as much; that of the C library is its own.
    """

    name: str
    debian: str
    oldest: Versions
    libstdcxx: str

    @property
    def target(self) -> str:
        """The name of this kind among the targets of the lock file and the files in dist/."""
        return f"linux-{self.name}"

    @property
    def libc(self) -> str:
        """The version of the oldest C library."""
        return ".".join(map(str, self.oldest["GLIBC"]))

    @property
    def patience(self) -> int:
        """How many times longer than usual its programs may take here."""
        return 1 if self.is_here else 4

    @property
    def is_here(self) -> bool:
        """Whether this machine is of this kind."""
        return platform.machine() == self.name

    def chroot(self, name: str) -> Path:
        """Return the folder of the system of that name for this kind of machine."""
        return CHROOTS / (name if self.debian == "amd64" else f"{name}-{self.debian}")

    def why_not(self) -> str:
        """Return what this machine lacks to run programs of this kind; empty when it lacks nothing."""
        return "" if self.is_here else emulation.why_not(self.name)


MACHINES = {
    machine.debian: machine
    for machine in (
        Machine("x86_64", "amd64", {"GLIBC": (2, 28), "GLIBCXX": (3, 4, 25), "CXXABI": (1, 3, 11)}, "8"),
        Machine("aarch64", "arm64", {"GLIBC": (2, 31), "GLIBCXX": (3, 4, 28), "CXXABI": (1, 3, 12)}, "9.3"),
    )
}
"""By Debian's name. The oldest for x86-64 are UOS 20 and Kylin V10, with the libstdc++ of GCC 8. Qt's wheel for arm64 asks
for more: the oldest there have what Debian 11 has."""


def here() -> Machine:
    """Return this machine's kind. Raises SystemExit when no packages are for it."""
    for machine in MACHINES.values():
        if machine.is_here:
            return machine
    raise SystemExit(f"There are no packages for Linux on {platform.machine()}.")
