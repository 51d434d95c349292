"""Makes the program for Linux in a chroot of Debian 11, so that it runs on systems as old as Qt does.

CPython and SQLite are built there from source (build/linux/python.sh), the wheels come from the wheelhouse, and what is
bundled is a commit: the same commit gives the same bytes. A chroot for another kind of machine does all this under QEMU.
"""

import shutil
from pathlib import Path

import chroot
import linux_fcitx
import linux_icu
from commit import size_of, unpack
from elf import too_new
from locked import ROOT
from machines import Machine
from wheelhouse import wheelhouse

SYSTEM = "bullseye-build"
PYTHON = "/opt/python/bin/python3.11"
ENVIRONMENT = "/opt/environment"
PACKAGES = f"{ENVIRONMENT}/lib/python3.11/site-packages"
LIBRARIES = (
    "libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 "
    "libxcb-xkb1 libxkbcommon-x11-0 libx11-xcb1 libice6 libsm6 libegl1 libgl1 libdbus-1-3 libfontconfig1 libglib2.0-0 libcups2"
)
"""What Qt's plugins load; PyInstaller takes from here what the bundle brings along."""


def bundle(machine: Machine, commit: str, time: int) -> tuple[Path, str]:
    """Make the frozen program of a commit; return its folder, and what it said when it tested itself.

    Raises SystemExit when this machine can't make it, or when it would not run on the oldest system.
    """
    reason = chroot.why_not() or machine.why_not()
    if reason:
        raise SystemExit(f"The packages for {machine.debian} can't be made here: {reason}.")
    wheels = wheelhouse(machine.target)
    system = machine.chroot(SYSTEM)
    chroot.make(system, "bullseye", machine.debian)
    with chroot.mounted(system):
        _prepare(system)
        _make_environment(system, wheels)
        linux_icu.compare(system, f"{ENVIRONMENT}/bin/python", PACKAGES)
        linux_fcitx.make(system, PACKAGES)
        _freeze(system, commit, time)
        said = chroot.output(system, "/source/dist/nianbao/nianbao", "selftest")
    made = ROOT / "dist" / machine.target / "nianbao"
    shutil.rmtree(made, ignore_errors=True)
    shutil.copytree(system / "source" / "dist" / "nianbao", made, symlinks=True)
    linux_fcitx.add_licence(system, made)
    newer = too_new(made, machine.oldest)
    if newer:
        raise SystemExit("Too new for the oldest system:\n" + "\n".join(newer))
    print(f"{made.relative_to(ROOT)}: {size_of(made) / 1e6:.1f} MB")
    return made, said


def _prepare(system: Path) -> None:
    """Install the libraries and build Python. Both take long and are repeated only when their inputs changed."""
    recipe, source = ROOT / "build" / "linux" / "python.sh", ROOT / "build" / "python_source.sh"
    with chroot.once(system / "root" / "libraries", LIBRARIES.encode()) as wanted:
        if wanted:
            chroot.install(system, "binutils", *LIBRARIES.split())
    with chroot.once(system / "root" / "python", recipe.read_bytes() + source.read_bytes()) as wanted:
        if wanted:
            print("Building Python and SQLite …")
            for file in (recipe, source):
                shutil.copy(file, system / "root")
            chroot.inside(system, "bash", f"/root/{recipe.name}", chroot.mirrors()[0], SOURCE_DATE_EPOCH="0")


def _make_environment(system: Path, wheels: Path) -> None:
    """Install the wheels, without a network and with their hashes verified."""
    inside = system / "wheels"
    shutil.rmtree(inside, ignore_errors=True)
    shutil.rmtree(system / ENVIRONMENT[1:], ignore_errors=True)
    shutil.copytree(wheels, inside)
    pip = next(inside.glob("pip-*.whl")).name
    chroot.inside(system, PYTHON, "-m", "venv", "--without-pip", ENVIRONMENT)
    offline = ("--no-index", "--find-links", "/wheels", "--no-deps", "--require-hashes", "--no-compile")
    quiet = ("--quiet", "--disable-pip-version-check", "--root-user-action=ignore")
    command = (
        f"{ENVIRONMENT}/bin/python",
        "-m",
        "pip",
        "install",
        *quiet,
        *offline,
        "-r",
        "/wheels/requirements.txt",
    )
    chroot.inside(system, *command, PYTHONPATH=f"/wheels/{pip}")


def _freeze(system: Path, commit: str, time: int) -> None:
    """Take the commit's files into the chroot and let PyInstaller work on them."""
    unpack(commit, system / "source")
    steady = {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": str(time), "PYTHONDONTWRITEBYTECODE": "1"}
    command = (
        "cd /source && exec nice $PYTHON -m PyInstaller --noconfirm --clean --log-level WARN installer.spec"
    )
    chroot.inside(system, "sh", "-c", command, PYTHON=f"{ENVIRONMENT}/bin/python", **steady)
