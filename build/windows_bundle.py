"""Makes the program for Windows: natively on Windows, elsewhere under wine in a chroot of Debian 13.

Under wine CPython is put together from the signed libraries of build/windows/python.txt (build/windows/python.sh), the wheels
come from the wheelhouse, and what is bundled is a commit.
"""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import chroot
import wine
from commit import size_of, unpack
from locked import ROOT
from wheelhouse import for_target, wheelhouse
from wine import SYSTEM

TARGET = "windows-x86_64"
FILES = ROOT / "build" / "windows"
MADE = ROOT / "dist" / TARGET / "nianbao"
PYTHON = SYSTEM / "opt" / "python"

LARGEST = 104 * 2**20
"""Bytes that the program may take up."""


def bundle(commit: str, time: int) -> Path:
    """Make the frozen program, of a commit where that is under wine; return its folder.

    Raises SystemExit when this machine can't make it, or when it is too large.
    """
    shutil.rmtree(MADE, ignore_errors=True)
    if sys.platform == "win32":
        _freeze_here()
    else:
        _freeze_under_wine(commit, time)
    size = size_of(MADE)
    print(f"{MADE.relative_to(ROOT).as_posix()}: {size / 2**20:.1f} MiB")
    if size > LARGEST:
        raise SystemExit(f"The program may take up {LARGEST / 2**20:.0f} MiB.")
    return MADE


def _freeze_here() -> None:
    folders = ["--distpath", str(MADE.parent), "--workpath", str(ROOT / "dist" / "work")]
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN", *folders]
    subprocess.run([*command, "installer.spec"], cwd=ROOT, check=True)


def _freeze_under_wine(commit: str, time: int) -> None:
    wheels = wheelhouse(TARGET)
    wine.make()
    with chroot.mounted(SYSTEM):
        _make_python()
        _install(wheels)
        unpack(commit, SYSTEM / "source")
        steady = {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": str(time), "PYTHONDONTWRITEBYTECODE": "1"}
        command = ["-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "ERROR"]
        folders = ["--distpath", r"Z:\source\dist", "--workpath", r"Z:\source\work"]
        python = wine.windows_path(PYTHON / "python.exe")
        wine.run(python, *command, *folders, r"Z:\source\installer.spec", **steady)
        wine.settle()
    shutil.copytree(SYSTEM / "source" / "dist" / "nianbao", MADE)


def _make_python() -> None:
    """Put CPython together in the system, unless it is there."""
    recipes = [FILES / name for name in ("python.txt", "python.sh", "python.c")]
    recipes.append(ROOT / "build" / "python_source.sh")
    with chroot.once(SYSTEM / "root" / "python", b"".join(map(Path.read_bytes, recipes))) as wanted:
        if wanted:
            print("Putting Python for Windows together …")
            _unpack_libraries(SYSTEM / "libraries")
            for recipe in recipes:
                shutil.copy(recipe, SYSTEM / "root")
            chroot.inside(SYSTEM, "bash", "/root/python.sh", chroot.mirrors()[0])


def _unpack_libraries(folder: Path) -> None:
    """Download the wheel that has CPython's signed libraries, verify its hash, and take them out."""
    download = ROOT / "dist" / "wheelhouse" / f"{TARGET}-python"
    what = ["--only-binary=:all:", "--no-deps", "--require-hashes", "-r", str(FILES / "python.txt")]
    command = [
        sys.executable,
        "-m",
        "pip",
        "--disable-pip-version-check",
        "download",
        "-q",
        "-d",
        str(download),
    ]
    subprocess.run([*command, *for_target(TARGET), *what], check=True)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    with zipfile.ZipFile(next(download.glob("*.whl"))) as wheel:
        for member in wheel.namelist():
            if member.startswith("deploy_libs/"):
                (folder / Path(member).name).write_bytes(wheel.read(member))


def _install(wheels: Path) -> None:
    """Install the wheels, without a network and with their hashes verified."""
    packages = PYTHON / "Lib" / "site-packages"
    shutil.rmtree(packages, ignore_errors=True)
    offline = ["--no-index", "--find-links", str(wheels), "--no-deps", "--require-hashes", "--no-compile"]
    where = ["--only-binary=:all:", "--target", str(packages), *for_target(TARGET)]
    quiet = ["--quiet", "--disable-pip-version-check", "--root-user-action=ignore"]
    pip = [sys.executable, "-m", "pip", "install"]
    subprocess.run([*pip, *quiet, *offline, *where, "-r", str(wheels / "requirements.txt")], check=True)
    # Of the C library's part that comes with compilers each process has one: the newest serves Python and Qt.
    shutil.copy(packages / "shiboken6" / "vcruntime140.dll", PYTHON)


def selftest() -> str:
    """Let the program that was made test itself, and return what it says. Raises CalledProcessError."""
    if sys.platform == "win32":
        command = [str(MADE / "nianbao-cli.exe"), "selftest"]
        return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    with chroot.mounted(SYSTEM):
        said = wine.output(
            wine.windows_path(SYSTEM / "source" / "dist" / "nianbao" / "nianbao-cli.exe"), "selftest"
        )
        wine.settle()
    return said
