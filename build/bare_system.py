"""A bare Debian system with an ordinary user and a screen, in which clean_room.py proves the packages."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import chroot
from machines import Machine

HOME = "/home/办事员 一"
PACKAGES = "root-files"
"""The folder of the system that the packages are put in."""

TITLE = "公开年报"
TOOLS = ("Xvfb", "xwininfo", "import", "xdotool")
LONGEST_WAIT = 40
"""Seconds for what is to happen on the screen, on a machine that may be busy."""


@dataclass(frozen=True)
class BareSystem:
    """The system in *folder*; *display* is the name of its screen.

    *patience* is how many times longer than usual everything may take.
    """

    folder: Path
    display: str
    patience: int = 1

    @property
    def home(self) -> Path:
        """The user's home, as a path outside the system."""
        return self.folder / HOME[1:]

    def command(self, script: str, *before: str) -> list[str]:
        """Return the command that runs a script as the user, cut off from every network.

        *before* comes before the shell. Whatever the script has started ends with it.
        """
        alone = ("unshare", "--net", "--pid", "--fork", f"--mount-proc={self.folder}/proc")
        user = ("chroot", "--userspec=clerk:clerk", str(self.folder))
        variables = (f"HOME={HOME}", "PATH=/usr/bin:/bin", "LANG=C.UTF-8", f"DISPLAY={self.display}")
        return [*alone, *user, "env", "-i", *variables, *before, "sh", "-euc", f'cd "$HOME"\n{script}']

    def run(self, script: str) -> None:
        """Run a script as the user; its output is shown. Raises CalledProcessError."""
        subprocess.run(self.command(script), check=True)

    @contextmanager
    def window(self, script: str, *before: str) -> Iterator[subprocess.Popen[bytes]]:
        """Run a script that opens the window, wait until it is there, and end it all afterwards."""
        program = subprocess.Popen(self.command(script, *before))
        try:
            self.wait_for(lambda: TITLE in self.windows() or program.poll() is not None, "no window came up")
            assert program.poll() is None, "the program ended"
            yield program
        finally:
            _end(program)
        self.wait_for(lambda: TITLE not in self.windows(), "the window stayed")

    def windows(self) -> str:
        """Return the tree of the screen's windows with their titles."""
        command = ["xwininfo", "-root", "-tree", "-display", self.display]
        return subprocess.run(command, capture_output=True).stdout.decode("utf-8", errors="replace")

    def use(self, *steps: tuple[str, ...]) -> None:
        """Use mouse and keyboard: each step is a command of xdotool; between them the program has time to follow.

        Without a window manager the keyboard is where the mouse is.
        """
        for step in (("mousemove", "600", "400"), *steps):
            subprocess.run(["xdotool", *step], check=True, env={"DISPLAY": self.display, "PATH": chroot.PATH})
            self.pause(1)

    def pause(self, seconds: float) -> None:
        """Give the program time."""
        time.sleep(seconds * self.patience)

    def take_picture(self, path: Path) -> None:
        """Write a picture of the whole screen."""
        subprocess.run(["import", "-display", self.display, "-window", "root", str(path)], check=True)

    def wait_for(self, there: Callable[[], bool], otherwise: str) -> None:
        """Wait for something to happen. Raises AssertionError when it does not."""
        until = time.monotonic() + LONGEST_WAIT * self.patience
        while not there():
            assert time.monotonic() < until, otherwise
            time.sleep(0.05)


def _end(program: subprocess.Popen[bytes]) -> None:
    """End the first process of the command's process namespace, which ends all others; unshare itself passes no signal on."""
    children = Path(f"/proc/{program.pid}/task/{program.pid}/children")
    for child in children.read_text(encoding="ascii").split() if children.exists() else ():
        os.kill(int(child), signal.SIGKILL)
    program.wait()


@contextmanager
def bare_system(machine: Machine, suite: str, packages: list[Path]) -> Iterator[BareSystem]:
    """Make a system of a Debian release with nothing but a user and the package files; remove it afterwards."""
    bare, system = machine.chroot(suite), machine.chroot(f"{suite}-clean")
    chroot.make(bare, suite, machine.debian)
    chroot.remove(system)
    subprocess.run(["cp", "--archive", str(bare), str(system)], check=True)
    (system / PACKAGES).mkdir()
    for package in packages:
        shutil.copy(package, system / PACKAGES)
    with chroot.mounted(system), screen(system) as display:
        chroot.inside(system, "useradd", "--create-home", "--home-dir", HOME, "clerk")
        yield BareSystem(system, display, machine.patience)
    chroot.remove(system)


@contextmanager
def screen(system: Path) -> Iterator[str]:
    """Run an X server whose socket lies inside the system; yield the name of its display."""
    options = ["-screen", "0", "1366x768x24", "-nolisten", "tcp", "-noreset", "-displayfd", "1"]
    server = subprocess.Popen(["Xvfb", *options], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        assert server.stdout is not None
        number = server.stdout.readline().decode().strip()
        inside = system / "tmp" / ".X11-unix" / f"X{number}"
        inside.parent.mkdir(exist_ok=True)
        inside.touch()
        subprocess.run(["mount", "--bind", f"/tmp/.X11-unix/X{number}", str(inside)], check=True)
        try:
            yield f":{number}"
        finally:
            subprocess.run(["umount", "--lazy", str(inside)], check=True)
    finally:
        server.terminate()
        server.wait()
