"""Everything a developer or a build machine does with this project, from a fresh clone. Standard library only.

    python3 build/dev.py run       set up and open the program (without a display: do its main job)
    python3 build/dev.py test      set up, check style, types and layers, and run the tests (--quick: without the slow ones)
    python3 build/dev.py bench     the benchmarks
    python3 build/dev.py soak      the long robustness runs
    python3 build/dev.py bundle    make the program for this kind of machine and test it
    python3 build/dev.py deb [amd64] [arm64]   make the packages for Linux, for old systems too (as root, with debootstrap)
    python3 build/dev.py windows   make the packages for Windows; off Windows under wine (as root, with debootstrap)
    python3 build/dev.py all       make every package that can be made here
    python3 build/dev.py prove [linux [arm64]|windows]   install and run the packages on bare systems without a network
    python3 build/dev.py wheelhouse [TARGET …]   download the wheels for a machine without a network
    python3 build/dev.py pictures  make the pictures of the user guide anew

The virtual environment is made from requirements.lock, whose hashes pip verifies, and made anew when that changes.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

from set_up import PYTHON, ROOT, VENV, WINDOWS, fail, set_up

OLDEST = (3, 11)


def main() -> int:
    """Run one command; return its exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=sorted(COMMANDS))
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help="passed on, e.g. to pytest")
    options = parser.parse_args()
    if sys.version_info < OLDEST:
        return fail(
            f"Python {'.'.join(map(str, OLDEST))} or newer is needed, this is {sys.version.split()[0]}."
        )
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", line_buffering=True)
    os.chdir(ROOT)
    return set_up(options.command, options.arguments) or COMMANDS[options.command](options.arguments)


def run(arguments: list[str]) -> int:
    """Open the window, or do the main job where there is no display."""
    if WINDOWS or sys.platform == "darwin" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        return call("-m", "ui", *arguments)
    print("There is no display: doing the main job without a window.")
    folder = Path(tempfile.mkdtemp(prefix="gongkai-nianbao-"))
    workspace = folder / "sample.nianbao"
    status = 0
    for sample in sorted((ROOT / "resources" / "samples").glob("*.json")):
        status |= call("-m", "app", "import", str(sample), "--into", str(workspace))
    checked = call("-m", "app", "check", str(workspace))
    sample_report = ("--unit", "青禾市人民政府", "--year", "2024")
    pdf = folder / "sample.pdf"
    status |= call("-m", "app", "export", str(workspace), *sample_report, "--to", "pdf", "-o", str(pdf))
    print(f"Workspace: {workspace}\nPDF:       {pdf}")
    found_the_planted_mistake = checked == 1
    return status or (0 if found_the_planted_mistake else 1)


def test(arguments: list[str]) -> int:
    """Style, types, layers, tests; every one runs even when one before it fails.

    All tests run in three processes, a file in one of them: on two processors, as they wait for windows and programs half
    of the time. Those that are named run in one, as they are looked at.
    """
    chosen = [argument for argument in arguments if argument != "--quick"]
    options = ["-m", "not slow"] if "--quick" in arguments else []
    if chosen:
        return call("-m", "pytest", *options, *chosen)
    return style() | call("-m", "pytest", "-q", *options, "-n", "3", "--dist", "loadfile")


def style() -> int:
    """Check style, types and layers."""
    status = 0
    tools = VENV / ("Scripts" if WINDOWS else "bin")
    for check in (
        [str(PYTHON), "-m", "ruff", "check", "."],
        [str(PYTHON), "-m", "ruff", "format", "--check", "."],
        [str(PYTHON), "-m", "mypy"],
        [str(tools / "lint-imports")],
    ):
        print("$", Path(check[0]).name, *check[1:])
        status |= subprocess.run(check).returncode
    return status


def bench(arguments: list[str]) -> int:
    """Run all benchmarks, or those named."""
    status = 0
    for path in sorted((ROOT / "tests" / "benchmarks").glob("bench_*.py")):
        if not arguments or path.stem.removeprefix("bench_") in arguments:
            print(f"== {path.stem.removeprefix('bench_')}")
            status |= call(str(path))
    return status


def soak(arguments: list[str]) -> int:
    """Run the long robustness runs; ``--short`` for the form that the tests run."""
    status = 0
    for path in sorted((ROOT / "tests" / "soak").glob("soak_*.py")):
        print(f"== {path.stem.removeprefix('soak_')}")
        status |= call(str(path), *arguments)
    return status


def bundle(arguments: list[str]) -> int:
    """Make the frozen program in dist/nianbao and let it test itself."""
    dist = ROOT / "dist"
    work = ("--distpath", str(dist), "--workpath", str(dist / "work"))
    status = call(
        "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *work, *arguments, "installer.spec"
    )
    if status:
        return status
    program = dist / "nianbao" / ("nianbao-cli.exe" if WINDOWS else "nianbao")
    size = sum(
        path.stat().st_size for path in program.parent.rglob("*") if path.is_file() and not path.is_symlink()
    )
    print(f"{program.parent}: {size / 1e6:.0f} MB")
    return subprocess.run([str(program), "selftest"]).returncode


def deb(arguments: list[str]) -> int:
    """Make the packages for Linux in dist/: those for this kind of machine, or for the kinds that are named."""
    return call("build/linux_package.py", *arguments)


def windows(arguments: list[str]) -> int:
    """Make the packages for Windows in dist/."""
    return call("build/windows_package.py", *arguments)


def make_all(arguments: list[str]) -> int:
    """Make every package that can be made on this machine; each has its checksums beside it."""
    status = 0 if WINDOWS else deb(arguments)
    # wine runs programs for its own kind of processor only.
    return status | (windows(arguments) if platform.machine() in ("x86_64", "AMD64") else 0)


def prove(arguments: list[str]) -> int:
    """Install and run the packages in dist/ on bare Debian systems and under wine, or on one of both."""
    proofs = {"linux": "build/clean_room.py", "windows": "build/windows_proof.py"}
    chosen = [name for name in proofs if name in arguments] or list(proofs)
    options = [argument for argument in arguments if argument not in proofs]
    status = 0
    for name in chosen:
        status |= call(proofs[name], *options)
    return status


def wheelhouse(arguments: list[str]) -> int:
    """Download the wheels that the program is made of."""
    return call("build/wheelhouse.py", *arguments)


def pictures(arguments: list[str]) -> int:
    """Make the pictures of the user guide, in its folder or in another."""
    return call("build/guide_pictures.py", *arguments)


def call(*arguments: str) -> int:
    """Run Python of the virtual environment in the project's folder."""
    return subprocess.run([str(PYTHON), *arguments], env=environment()).returncode


def environment() -> dict[str, str]:
    """Return the environment in which the project's own modules are found first."""
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1"}


COMMANDS = {
    "run": run,
    "test": test,
    "bench": bench,
    "soak": soak,
    "bundle": bundle,
    "deb": deb,
    "windows": windows,
    "all": make_all,
    "prove": prove,
    "wheelhouse": wheelhouse,
    "pictures": pictures,
}

if __name__ == "__main__":
    sys.exit(main())
