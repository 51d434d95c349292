"""Proves that the packages work where nothing is installed: on bare Debian systems, without Python and without a network.

.venv/bin/python build/clean_room.py [--short]

On each system the .deb is installed and a user without rights runs the selftest, sets the sample's PDF and opens the
window, cut off from every network; Chinese is typed through fcitx 4 and 5 where the system has them. Then the package is
removed, and the user's file must still be there. After that the .tar.gz is installed into a home whose name has a blank
and Chinese characters, run, and removed. Screenshots are put in dist/proof. ``--short`` takes one system.
Needs root, debootstrap, Xvfb, xwininfo, xdotool and ImageMagick.
"""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import chroot
from clean_room_typing import FCITX, types_chinese
from locked import ROOT

SUITES = ("bullseye", "bookworm", "trixie")
"""Debian 11 is the nearest that is still served to the glibc of Kylin V10 and UOS 20; 12 and 13 are newer."""

NAME = "gongkai-nianbao"
DISPLAY = ":94"
SOCKETS = Path("/tmp/.X11-unix")
TITLE = "公开年报"
HOME = "/home/办事员 一"
PROOF = ROOT / "dist" / "proof"
LONGEST_START = 30
"""Seconds for the window to appear, on a machine that may be busy."""

MAIN_JOB = """
cd "$HOME"
nianbao selftest
sample=$(ls /opt/gongkai-nianbao/_internal/resources/samples/*2024.json)
nianbao import "$sample" --into 年报.nianbao
nianbao check 年报.nianbao
nianbao export 年报.nianbao --unit 青禾市人民政府 --year 2024 --to pdf -o 年报.pdf
[ "$(head -c 5 年报.pdf)" = %PDF- ]
"""
USER_INSTALL = """
cd "$HOME"
tar -xzf /root-files/gongkai-nianbao-*.tar.gz
./gongkai-nianbao-*/install.sh
"$HOME/.local/bin/nianbao" selftest
grep -q 'Exec="/home/办事员 一/.local/share/gongkai-nianbao/nianbao" %f' .local/share/applications/gongkai-nianbao.desktop
./gongkai-nianbao-*/install.sh --remove
[ ! -e .local/share/gongkai-nianbao ] && [ ! -e .local/bin/nianbao ] && [ -s 年报.nianbao ]
"""


def main() -> int:
    """Prove on every system, or on one; return 0, or 1 when something is missing."""
    lacking = [tool for tool in ("Xvfb", "xwininfo", "import", "xdotool") if not shutil.which(tool)]
    reason = chroot.why_not() or (f"{', '.join(lacking)} not installed" if lacking else "")
    packages = [*(ROOT / "dist").glob(f"{NAME}_*.deb"), *(ROOT / "dist").glob(f"{NAME}-*.tar.gz")]
    if len(packages) < 2:
        reason = reason or "no packages in dist (build/dev.py deb makes them)"
    if reason:
        print(f"Nothing was proven: {reason}.", file=sys.stderr)
        return 1
    PROOF.mkdir(parents=True, exist_ok=True)
    for suite in SUITES[1:2] if "--short" in sys.argv else SUITES:
        print(f"== {suite}")
        prove(suite, packages)
    return 0


def prove(suite: str, packages: list[Path]) -> None:
    """Install, run and remove on one bare system. Raises CalledProcessError or AssertionError at the first failure."""
    bare, system = ROOT / "dist" / "chroots" / suite, ROOT / "dist" / "chroots" / f"{suite}-clean"
    chroot.make(bare, suite)
    shutil.rmtree(system, ignore_errors=True)
    subprocess.run(["cp", "--archive", str(bare), str(system)], check=True)
    (system / "root-files").mkdir()
    for package in packages:
        shutil.copy(package, system / "root-files")
    debian = next(package.name for package in packages if package.suffix == ".deb")
    with chroot.mounted(system), display(system):
        chroot.install(system, f"/root-files/{debian}")
        chroot.inside(system, "useradd", "--create-home", "--home-dir", HOME, "clerk")
        assert not list((system / "usr" / "bin").glob("python3*")), "the system has a Python"
        as_clerk(system, MAIN_JOB)
        open_window(system, PROOF / f"{suite}.png")
        typed = types_chinese(system, suite, clerk, DISPLAY, lambda: TITLE in windows())
        assert suite not in FCITX or typed.endswith("你好"), f"typing Chinese gave {typed}"
        print(f"Typed through {FCITX[suite][0]}: {typed}" if typed else "No input method here")
        chroot.inside(system, "apt-get", "remove", "-y", "-qq", NAME)
        left = list((system / "opt").rglob("*")) + list((system / "usr").rglob(f"{NAME}*"))
        assert not left, f"left after removal: {left}"
        as_clerk(system, USER_INSTALL)
    shutil.rmtree(system)


def clerk(system: Path, script: str) -> list[str]:
    """Return the command that runs a script as a user without rights and without a network."""
    user = ["unshare", "--net", "chroot", "--userspec=clerk:clerk", str(system)]
    variables = [f"HOME={HOME}", "PATH=/usr/bin:/bin", "LANG=C.UTF-8", f"DISPLAY={DISPLAY}"]
    return [*user, "env", "-i", *variables, "sh", "-euc", script]


def as_clerk(system: Path, script: str) -> None:
    """Run a script as that user; its output is shown."""
    subprocess.run(clerk(system, script), check=True)


@contextmanager
def display(system: Path) -> Iterator[None]:
    """Run an X server whose socket is to be found inside the system."""
    sockets = system / "tmp" / ".X11-unix"
    for folder in (SOCKETS, sockets):
        folder.mkdir(exist_ok=True)
        folder.chmod(0o1777)
    options = ["-screen", "0", "1366x768x24", "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(["Xvfb", DISPLAY, *options], stderr=subprocess.DEVNULL)
    subprocess.run(["mount", "--bind", str(SOCKETS), str(sockets)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(sockets)], check=True)
        server.terminate()
        server.wait()


def open_window(system: Path, picture: Path) -> None:
    """Open the workspace in the window, wait until it is there, and take a screenshot."""
    started = time.monotonic()
    program = subprocess.Popen(clerk(system, 'cd "$HOME"; exec nianbao 年报.nianbao'))
    try:
        while TITLE not in windows():
            assert program.poll() is None, "the program ended"
            assert time.monotonic() - started < LONGEST_START, "no window came up"
            time.sleep(0.05)
        print(f"Window after {time.monotonic() - started:.1f} s")
        time.sleep(3)
        subprocess.run(["import", "-display", DISPLAY, "-window", "root", str(picture)], check=True)
        assert program.poll() is None, "the program ended"
    finally:
        program.terminate()
        program.wait()


def windows() -> str:
    """Return the tree of the display's windows with their titles."""
    listing = subprocess.run(["xwininfo", "-root", "-tree", "-display", DISPLAY], capture_output=True)
    return listing.stdout.decode("utf-8", errors="replace")


if __name__ == "__main__":
    sys.exit(main())
