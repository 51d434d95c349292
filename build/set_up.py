"""Sets up what the commands of ``dev.py`` need: the system's packages and the virtual environment. Standard library only.

The virtual environment is made from requirements.lock, whose hashes pip verifies, and made anew when that changes.
"""

import ctypes
import hashlib
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
WINDOWS = sys.platform == "win32"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")

QT_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
"""What PySide6's wheel needs from the system on Linux, and the Debian packages that have it."""

TEST_TOOLS = {
    "/usr/bin/strace": "strace",
    "/usr/sbin/cupsd": "cups-daemon",
    "/usr/bin/lp": "cups-client",
    "/usr/lib/cups/filter/pdftopdf": "cups-filters",
}
"""Programs without which some tests are skipped, and their Debian packages: one makes system calls fail, the others
are a print server that the tests start for themselves."""

QEMU_RULE = Path("/usr/lib/binfmt.d/qemu-aarch64.conf")
"""What lets another kind of machine run programs for arm64 (build/emulation.py)."""


def fail(message: str) -> int:
    """Print why the command stops; return 1."""
    print(message, file=sys.stderr)
    return 1


def set_up(command: str, arguments: list[str]) -> int:
    """Install what the system lacks for a command and make the virtual environment; 0 when all is there."""
    if not sys.platform.startswith("linux"):
        return make_environment()
    missing = [package for library, package in QT_LIBRARIES.items() if not loads(library)]
    if command in ("test", "soak") and may_install():
        missing += [package for program, package in TEST_TOOLS.items() if not Path(program).exists()]
    if "arm64" in arguments and platform.machine() != "aarch64" and may_install():
        missing += [] if QEMU_RULE.exists() else ["qemu-user-static"]
    return install(missing) or make_environment()


def may_install() -> bool:
    """Whether system packages can be installed here and now: Debian's family, as root."""
    return bool(shutil.which("apt-get")) and os.geteuid() == 0


def install(missing: list[str]) -> int:
    """Install Debian packages where that may be done; otherwise print the command that does it."""
    if not missing:
        return 0
    command = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if may_install():
        print("Installing system packages:", *missing)
        quiet = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
        subprocess.run(["apt-get", "update"], check=True, **quiet)
        subprocess.run(command, check=True, **quiet)
        return 0
    if shutil.which("apt-get"):
        return fail(f"Qt needs system libraries that are missing. Run:\n  sudo {' '.join(command)}")
    return fail(
        f"Qt needs system libraries that are missing; install the packages that have them: {', '.join(missing)}"
    )


def loads(library: str) -> bool:
    """Whether the system has a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def make_environment() -> int:
    """Make the virtual environment from the lock file, unless it was made from this same file."""
    stamp = VENV / "made-from"
    wanted = f"{hashlib.sha256(LOCK.read_bytes()).hexdigest()} {sys.version}"
    if PYTHON.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return 0
    print(f"Making the virtual environment {VENV.name} from {LOCK.name} …")
    shutil.rmtree(VENV, ignore_errors=True)
    made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True)
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        return fail(f"{made.stdout}{made.stderr}\nOn Debian: sudo apt-get install -y python3-venv")
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--require-hashes"]
    installed = subprocess.run([*pip, "-r", str(LOCK)]).returncode
    if installed == 0:
        stamp.write_text(wanted, encoding="utf-8")
    return installed
