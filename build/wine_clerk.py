"""A user of the system with wine: without rights, without a network, and with the code page of Chinese Windows."""

import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import chroot
from clean_room import DISPLAY, LONGEST_START, PROOF, TITLE, clerk, windows
from wine import SYSTEM

HOME = SYSTEM / "home" / "办事员 一"
PREFIX = HOME / ".wine"

PREPARE = "export LANG=zh_CN.UTF-8 WINEDEBUG=-all WINEDLLOVERRIDES=mscoree,mshtml=\n"


def new_user() -> None:
    """Make a user with an empty home, who can't see the Python with which the program was made."""
    for folder in ("opt/python", "source", "setup", "root"):
        if (SYSTEM / folder).exists():
            (SYSTEM / folder).chmod(0o700)
    shutil.rmtree(HOME, ignore_errors=True)
    if subprocess.run(["chroot", str(SYSTEM), "id", "clerk"], capture_output=True).returncode:
        chroot.inside(SYSTEM, "useradd", "--home-dir", "/home/办事员 一", "clerk")
    HOME.mkdir(parents=True)
    chroot.inside(SYSTEM, "chown", "clerk:clerk", "/home/办事员 一")
    run("wineboot --init; wineserver --wait")


def run(script: str, **variables: str) -> str:
    """Run a script as that user and return what it prints. Raises CalledProcessError."""
    return said(subprocess.run(command(script, **variables), check=True, stdout=subprocess.PIPE).stdout)


def command(script: str, **variables: str) -> list[str]:
    """Return the command that runs a script as that user, without a network, where programs for Windows run."""
    set_variables = "".join(f"{name}='{value}'\n" for name, value in variables.items())
    return clerk(SYSTEM, PREPARE + set_variables + script)


def inside(path: Path) -> str:
    """Return what a path is called inside the system."""
    return f"/{path.relative_to(SYSTEM)}"


def said(output: bytes) -> str:
    """Return what programs printed: ours in UTF-8, those of Windows in the code page of Chinese."""
    try:
        text = output.decode("utf-8")
    except UnicodeDecodeError:
        text = output.decode("gb18030")
    return text.replace("\r\n", "\n")


def settle() -> None:
    """Wait until wine has written everything and ended."""
    run("wineserver --wait")


def registry(key: str) -> str:
    """Return a key of the registry with its values, empty when it is not there."""
    asked = subprocess.run(command(f"wine reg query '{key}'"), stdout=subprocess.PIPE)
    return said(asked.stdout) if asked.returncode == 0 else ""


def watch(script: str, picture: str, meanwhile: Callable[[], None] = lambda: None) -> None:
    """Start the program, wait for its window, take a screenshot, and close the window as a user does."""
    started = time.monotonic()
    program = subprocess.Popen(command(f'cd "$HOME"; {script}'), stderr=subprocess.DEVNULL)
    try:
        while TITLE not in windows():
            assert time.monotonic() - started < LONGEST_START, "no window came up"
            time.sleep(0.05)
        print(f"Window after {time.monotonic() - started:.1f} s")
        time.sleep(4)
        shoot(picture)
        meanwhile()
        run("wine taskkill /im nianbao.exe; sleep 3")
        assert TITLE not in windows(), "the window did not close"
    finally:
        program.terminate()
        program.wait()
    settle()


def shoot(picture: str) -> None:
    """Take a screenshot."""
    subprocess.run(["import", "-display", DISPLAY, "-window", "root", str(PROOF / picture)], check=True)
