"""A Debian 13 with wine, in a chroot: where a machine without Windows makes the program for Windows, and tries it."""

import subprocess
from pathlib import Path

import chroot
from locked import ROOT

SYSTEM = ROOT / "dist" / "chroots" / "trixie-windows"
PACKAGES = ("wine", "wine64", "nsis", "gcc-mingw-w64-x86-64", "fonts-noto-cjk", "locales")
"""NSIS makes the setup; the compiler makes python.exe; the fonts and the locale make it a Chinese Windows."""

QUIET = {"WINEDEBUG": "-all", "WINEDLLOVERRIDES": "mscoree,mshtml="}
"""No messages of wine's own, and no question whether to download .NET and a browser."""


def make() -> None:
    """Make the system, unless it is there. Raises SystemExit when this machine can't."""
    reason = chroot.why_not()
    if reason:
        raise SystemExit(f"The program for Windows can't be made here: {reason}.")
    chroot.make(SYSTEM, "trixie")
    with (
        chroot.mounted(SYSTEM),
        chroot.once(SYSTEM / "root" / "packages", " ".join(PACKAGES).encode()) as wanted,
    ):
        if wanted:
            print("Installing wine …")
            chroot.install(SYSTEM, *PACKAGES)
            chroot.inside(SYSTEM, "localedef", "-i", "zh_CN", "-f", "UTF-8", "zh_CN.UTF-8")


def run(*command: str, **variables: str) -> None:
    """Run a Windows program as root, without a window; its output is shown.

    Raises CalledProcessError when it fails.
    """
    chroot.inside(SYSTEM, "nice", "wine", *command, **QUIET, **variables)


def output(*command: str) -> str:
    """Run a Windows program as root, without a window, and return what it prints.

    Raises CalledProcessError when it fails.
    """
    inside = ["chroot", str(SYSTEM), "nice", "wine", *command]
    ran = subprocess.run(inside, check=True, stdout=subprocess.PIPE, env={**chroot.ENVIRONMENT, **QUIET})
    return ran.stdout.decode("utf-8").replace("\r\n", "\n")


def windows_path(path: Path) -> str:
    """Return what a path inside the system is called by a program in wine."""
    return "Z:\\" + "\\".join(path.relative_to(SYSTEM).parts)


def settle() -> None:
    """Wait until wine's own processes have ended: what they hold can then be copied."""
    subprocess.run(["chroot", str(SYSTEM), "wineserver", "--wait"], env={**chroot.ENVIRONMENT, **QUIET})
