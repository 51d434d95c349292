"""Proves that the packages work where nothing is installed: on bare Debian systems, without Python and without a network.

.venv/bin/python build/clean_room.py [amd64|arm64] [--short]

On each system an older .deb is installed, used and replaced by the new one: settings and files stay. A user without rights
runs the selftest, sets the sample's PDF and opens the window, cut off from every network; runs the .tar.gz from a folder
that can't be written and whose name has a blank and Chinese characters; and types Chinese through the system's input
methods. The package is removed, and the user's files must still be there. After that the .tar.gz is installed into a home
of such a name and removed. Screenshots are put in dist/proof. ``--short`` takes one system.
The packages are those for this kind of machine, or for the one named, whose programs QEMU runs.
Needs root, debootstrap, Xvfb, xwininfo, xdotool and ImageMagick.
"""

import argparse
import shutil
import sys
import time
from pathlib import Path

import chroot
from bare_system import PACKAGES, TITLE, TOOLS, BareSystem, bare_system
from clean_room_typing import METHODS, Method, type_chinese
from linux_package import NAME, debian_package, packages
from locked import ROOT
from machines import MACHINES, Machine, here

SUITES = ("bullseye", "bookworm", "trixie")
"""Debian 11 is the nearest that is still served to the glibc of Kylin V10 and UOS 20; 12 and 13 are newer."""

OLDER = "0.0.1"
PROOF = ROOT / "dist" / "proof"
UNIT = "青禾市人民政府"

FIRST_USE = f"""
sample=$(ls /opt/{NAME}/_internal/resources/samples/*2024.json)
nianbao import "$sample" --into 年报.nianbao
"""
MAIN_JOB = f"""
nianbao selftest
nianbao check 年报.nianbao
nianbao export 年报.nianbao --unit {UNIT} --year 2024 --to pdf -o 年报.pdf
[ "$(head -c 5 年报.pdf)" = %PDF- ]
cp /{PACKAGES}/schema-1.0.nianbao 旧.nianbao
nianbao list 旧.nianbao
ls 旧.nianbao.备份/*升级前.nianbao
"""
READ_ONLY = f"""
tar -xzf /{PACKAGES}/{NAME}-*.tar.gz
mv {NAME}-* '年报 程序'
chmod -R a-w '年报 程序'
'./年报 程序/program/nianbao' selftest
'./年报 程序/program/nianbao' check 年报.nianbao
"""
USER_INSTALL = f"""
'./年报 程序/install.sh'
"$HOME/.local/bin/nianbao" selftest
grep -q "Exec=\\"$HOME/.local/share/{NAME}/nianbao\\" %f" .local/share/applications/{NAME}.desktop
'./年报 程序/install.sh'
'./年报 程序/install.sh' --remove
[ ! -e .local/share/{NAME} ] && [ ! -e .local/bin/nianbao ] && [ -s 年报.nianbao ]
"""


def main() -> int:
    """Prove on every system, or on one; return 0, or 1 when something is missing."""
    parser = argparse.ArgumentParser(description="Proves the packages for Linux on bare systems.")
    parser.add_argument("machine", nargs="?", choices=MACHINES, help="default: this machine's kind")
    parser.add_argument("--short", action="store_true", help="on one system")
    options = parser.parse_args()
    machine = MACHINES[options.machine] if options.machine else here()
    debian, archive = packages(machine)
    reason = why_not(machine, debian, archive)
    if reason:
        print(f"Nothing was proven: {reason}.", file=sys.stderr)
        return 1
    PROOF.mkdir(parents=True, exist_ok=True)
    older = _older(machine)
    old_file = ROOT / "tests" / "old_files" / "schema-1.0.nianbao"
    for suite in SUITES[1:2] if options.short else SUITES:
        print(f"== {suite}, {machine.debian}")
        with bare_system(machine, suite, [debian, archive, older, old_file]) as system:
            picture = PROOF / f"{machine.chroot(suite).name}.png"
            prove(system, METHODS[suite], debian.name, older.name, picture)
    return 0


def why_not(machine: Machine, *made: Path) -> str:
    """Return what is missing for the proof; empty when nothing is."""
    lacking = [tool for tool in TOOLS if not shutil.which(tool)]
    if lacking:
        return f"{', '.join(lacking)} not installed"
    missing = [path.name for path in made if not path.exists()]
    if missing:
        return f"{', '.join(missing)} not in dist (build/dev.py deb {machine.debian} makes them)"
    return chroot.why_not() or machine.why_not()


def _older(machine: Machine) -> Path:
    """Make a package of the same program with the number of an older version, lightly compressed."""
    package = PROOF / f"{NAME}_{OLDER}_{machine.debian}.deb"
    program = ROOT / "dist" / machine.target / "nianbao"
    package.write_bytes(debian_package(program, OLDER, machine, 0, preset=0))
    return package


def prove(system: BareSystem, methods: tuple[Method, ...], package: str, older: str, picture: Path) -> None:
    """Install, run and remove on one bare system. Raises CalledProcessError or AssertionError at the first failure."""
    chroot.install(system.folder, f"/{PACKAGES}/{older}")
    assert not list((system.folder / "usr" / "bin").glob("python3*")), "the system has a Python"
    upgrade(system, f"/{PACKAGES}/{package}", picture)
    system.run(MAIN_JOB + READ_ONLY)
    for method in methods:
        type_chinese(system, method)
    settings = _settings(system).read_bytes()
    chroot.inside(system.folder, "apt-get", "remove", "-y", "-qq", NAME)
    left = list((system.folder / "opt").rglob("*")) + list((system.folder / "usr").rglob(f"{NAME}*"))
    assert not left, f"left after removal: {left}"
    assert _settings(system).read_bytes() == settings, "the settings were touched"
    system.run(USER_INSTALL)


def upgrade(system: BareSystem, package: str, picture: Path) -> None:
    """Use the older version, put the new one in its place, and find everything as it was."""
    system.run(FIRST_USE)
    with system.window("exec nianbao 年报.nianbao") as program:
        system.wait_for(lambda: UNIT in system.windows(), "the report is not shown")
        system.use(("click", "1"), ("key", "F4"), ("key", "ctrl+q"))
        system.wait_for(lambda: program.poll() is not None, "the program did not end")
    settings = _settings(system).read_text(encoding="utf-8")
    assert "show_reports=no" in settings, "the setting was not kept"
    chroot.install(system.folder, package)
    assert _settings(system).read_text(encoding="utf-8") == settings, "the upgrade touched the settings"
    started = time.monotonic()
    with system.window("dpkg-query -W -f '${Package} ${Version}\\n' 'gongkai*'; exec nianbao"):
        print(f"{TITLE} after {time.monotonic() - started:.1f} s")
        system.wait_for(lambda: f"{UNIT} 2024" in system.windows(), "the last file was not opened")
        system.pause(2)
        system.take_picture(picture)
        system.use(("click", "1"), ("key", "ctrl+q"))
    assert "show_reports=no" in _settings(system).read_text(encoding="utf-8"), "the setting is gone"
    print(f"Upgraded from {OLDER}: settings and files as they were")


def _settings(system: BareSystem) -> Path:
    return system.home / ".config" / NAME / f"{NAME}.ini"


if __name__ == "__main__":
    sys.exit(main())
