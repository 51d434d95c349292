"""Downloads the wheels that the program for a target is made of, hashes verified: to build or run without a network.

.venv/bin/python build/wheelhouse.py [linux-x86_64 linux-aarch64 windows-x86_64]
"""

import subprocess
import sys
from pathlib import Path

from locked import ROOT, TARGETS, program_parts

WHEEL_TAGS = {
    "linux-x86_64": [
        f"manylinux{tag}_x86_64" for tag in ("_2_28", "_2_27", "_2_26", "_2_24", "_2_17", "2014", "_2_5", "1")
    ],
    "linux-aarch64": [
        f"manylinux{tag}_aarch64" for tag in ("_2_31", "_2_28", "_2_27", "_2_26", "_2_24", "_2_17", "2014")
    ],
    "windows-x86_64": ["win_amd64"],
}
"""The newest C library a wheel may ask for is that of the oldest system the program is for."""


def wheelhouse(target: str) -> Path:
    """Fill dist/wheelhouse/TARGET with the wheels and the requirements file that pins them; return the folder."""
    folder = ROOT / "dist" / "wheelhouse" / target
    folder.mkdir(parents=True, exist_ok=True)
    requirements = folder / "requirements.txt"
    requirements.write_text(
        "".join(f"{pin.line}\n" for pin in program_parts(target, building=True)), encoding="utf-8"
    )
    what = [
        "--only-binary=:all:",
        "--no-deps",
        "--require-hashes",
        "-r",
        str(requirements),
        "-d",
        str(folder),
    ]
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "-q"]
    subprocess.run([*command, *for_target(target), *what], check=True)
    return folder


def for_target(target: str) -> list[str]:
    """Return pip's options that make it choose what CPython 3.11 on the target takes."""
    platforms = [option for tag in WHEEL_TAGS[target] for option in ("--platform", tag)]
    abis = [option for abi in ("cp311", "abi3", "none") for option in ("--abi", abi)]
    return [*platforms, "--python-version", "3.11", "--implementation", "cp", *abis]


def main() -> int:
    """Fill the wheelhouses of the targets named, or of all."""
    for target in sys.argv[1:] or TARGETS:
        wheels = list(wheelhouse(target).glob("*.whl"))
        size = sum(wheel.stat().st_size for wheel in wheels)
        print(f"dist/wheelhouse/{target}: {len(wheels)} wheels, {size / 1e6:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
