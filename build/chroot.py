"""Debian systems in a folder: to build on an old one, and to prove on bare ones. Needs root and debootstrap."""

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SOURCES = Path("/etc/apt")
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
ENVIRONMENT = {"PATH": PATH, "LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive", "HOME": "/root"}


def why_not() -> str:
    """Return what this machine lacks to make a chroot; empty when it lacks nothing."""
    if not shutil.which("debootstrap"):
        return "debootstrap is not installed (apt-get install debootstrap)"
    if os.geteuid() != 0:
        return "a chroot needs root"
    return ""


def mirrors() -> tuple[str, str]:
    """Return the Debian mirror of this machine's own apt sources, and that of the security updates.

    Raises LookupError when apt has no Debian source.
    """
    files = [SOURCES / "sources.list", *sorted((SOURCES / "sources.list.d").glob("*"))]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files if path.is_file())
    addresses = re.findall(r"^(?:URIs:|deb\s(?:\[[^\]]*\]\s*)?)\s*(\S+)", text, re.MULTILINE)
    main = [address for address in addresses if re.search(r"/debian/?$", address)]
    security = [address for address in addresses if re.search(r"/debian-security/?$", address)]
    if not main:
        raise LookupError("apt has no Debian source on this machine")
    return main[0], (security or [main[0].rstrip("/") + "-security"])[0]


def make(folder: Path, suite: str, architecture: str = "") -> None:
    """Make a minimal system of a Debian release in the folder, with its security updates, unless it is there.

    *architecture* is Debian's name of another kind of machine than this one.
    """
    ready = folder / "etc" / "apt" / "sources.list.d" / "security.list"
    if ready.exists():
        return
    main, security = mirrors()
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    print(f"Making {folder.name} from {suite} …")
    options = ["--variant=minbase", *([f"--arch={architecture}"] if architecture else [])]
    command = ["debootstrap", *options, suite, str(folder), main]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    source = f"deb {security} {suite}-security main\n"
    offered = folder / "etc" / "apt" / "sources.list.d" / "offered.list"
    offered.write_text(source, encoding="utf-8")
    updates = _has_updates(folder)
    offered.unlink()
    if not updates:
        print(f"{folder.name} stays without security updates: the mirror lists them and does not have them.")
    ready.write_text(source if updates else f"# not on the mirror: {source}", encoding="utf-8")


def _has_updates(folder: Path) -> bool:
    """Whether the mirror has the security updates: for some architectures it keeps only the list."""
    inside(folder, "apt-get", "update", "-qq")
    command = ["chroot", str(folder), "apt-get", "upgrade", "-y", "-qq", "--download-only"]
    tried = subprocess.run(command, env=ENVIRONMENT, capture_output=True)
    inside(folder, "apt-get", "clean")
    return tried.returncode == 0


def remove(folder: Path) -> None:
    """Remove a system. What a killed run left mounted in it is unmounted first, so that nothing else is removed."""
    mounts = [line.split()[1] for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines()]
    for place in reversed(mounts):
        if Path(place).is_relative_to(folder):
            subprocess.run(["umount", place], check=True)
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def mounted(folder: Path) -> Iterator[None]:
    """Mount /proc and the machine's name resolution into the system while it is in use."""
    shutil.copy("/etc/resolv.conf", folder / "etc" / "resolv.conf")
    subprocess.run(["mount", "-t", "proc", "proc", str(folder / "proc")], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder / "proc")], check=True)


@contextmanager
def once(stamp: Path, recipe: bytes) -> Iterator[bool]:
    """Yield whether a recipe has to run; when the block ends without an error, note in *stamp* that it has run."""
    wanted = hashlib.sha256(recipe).hexdigest()
    yield not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted
    stamp.write_text(wanted, encoding="utf-8")


def inside(folder: Path, *command: str, **variables: str) -> None:
    """Run a command inside; its output is shown.

    Raises CalledProcessError when it fails.
    """
    subprocess.run(["chroot", str(folder), *command], check=True, env={**ENVIRONMENT, **variables})


def output(folder: Path, *command: str) -> str:
    """Run a command inside and return what it prints.

    Raises CalledProcessError when it fails; what it printed is shown then.
    """
    whole = ["chroot", str(folder), *command]
    done = subprocess.run(whole, env=ENVIRONMENT, stdout=subprocess.PIPE, encoding="utf-8")
    if done.returncode:
        print(done.stdout)
    done.check_returncode()
    return done.stdout


def install(folder: Path, *packages: str) -> None:
    """Install Debian packages inside, without what they only recommend."""
    inside(folder, "apt-get", "update", "-qq")
    inside(folder, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages)
