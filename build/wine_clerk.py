"""A user of the system with wine: without rights, without a network, and with the code page of Chinese Windows."""

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import chroot
from bare_system import HOME, TITLE, BareSystem, screen
from wine import SYSTEM

PREPARE = 'export LANG=zh_CN.UTF-8 WINEDEBUG=-all WINEDLLOVERRIDES=mscoree,mshtml=\ncd "$HOME"\n'
UNSEEN = ("opt/python", "source", "setup", "root")
"""Folders with which the program was made; the user can't look into them, nor find a Python there."""


class Clerk(BareSystem):
    """The user, on whose screen programs for Windows open their windows."""

    @property
    def prefix(self) -> Path:
        """The folder of this user's Windows (wine prefix), as a path outside the system."""
        return self.home / ".wine"

    def command(self, script: str, *before: str) -> list[str]:
        """Return the command that runs a script as the user, cut off from every network.

        What it starts goes on after it: wine's programs of several commands are one Windows.
        """
        user = ("unshare", "--net", "chroot", "--userspec=clerk:clerk", str(self.folder))
        variables = (f"HOME={HOME}", "PATH=/usr/bin:/bin", f"DISPLAY={self.display}")
        return [*user, "env", "-i", *variables, *before, "sh", "-euc", PREPARE + script]

    def output(self, script: str) -> str:
        """Run a script as the user and return what it prints. Raises CalledProcessError."""
        return said(subprocess.run(self.command(script), check=True, stdout=subprocess.PIPE).stdout)

    def settle(self) -> None:
        """Wait until wine has written everything and ended."""
        self.run("wineserver --wait")

    def registry(self, key: str) -> str:
        """Return a key of the registry with its values, empty when it is not there."""
        asked = subprocess.run(self.command(f"wine reg query '{key}'"), stdout=subprocess.PIPE)
        return said(asked.stdout) if asked.returncode == 0 else ""

    def own_home(self) -> None:
        """Make the user the owner of what was put into the home from outside."""
        chroot.inside(self.folder, "chown", "-R", "clerk:clerk", HOME)

    def watch(self, script: str, picture: Path, meanwhile: Callable[[], None] = lambda: None) -> None:
        """Start the program, wait for its window, take a picture, and close the window as a user does."""
        started = time.monotonic()
        program = subprocess.Popen(self.command(script), stderr=subprocess.DEVNULL)
        try:
            self.wait_for(lambda: TITLE in self.windows(), "no window came up")
            print(f"Window after {time.monotonic() - started:.1f} s")
            time.sleep(4)
            self.take_picture(picture)
            meanwhile()
            self.output("wine taskkill /im nianbao.exe")
            self.wait_for(lambda: TITLE not in self.windows(), "the window did not close")
        finally:
            program.terminate()
            program.wait()
        self.settle()


@contextmanager
def new_clerk() -> Iterator[Clerk]:
    """Make the user with an empty home and a screen, in the system with wine."""
    for folder in UNSEEN:
        if (SYSTEM / folder).exists():
            (SYSTEM / folder).chmod(0o700)
    with chroot.mounted(SYSTEM), screen(SYSTEM) as display:
        clerk = Clerk(SYSTEM, display)
        shutil.rmtree(clerk.home, ignore_errors=True)
        if subprocess.run(["chroot", str(SYSTEM), "id", "clerk"], capture_output=True).returncode:
            chroot.inside(SYSTEM, "useradd", "--home-dir", HOME, "clerk")
        clerk.home.mkdir(parents=True)
        clerk.own_home()
        clerk.run("wineboot --init; wineserver --wait")
        try:
            yield clerk
        finally:
            subprocess.run(clerk.command("wineserver --kill --wait"), stderr=subprocess.DEVNULL)


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
