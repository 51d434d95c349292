"""Makes ICU's data, the largest file of Qt for Linux, smaller: build/linux/icu.sh leaves out names in other languages.

What it is there for, the order of Chinese texts, is compared before and after.
"""

import shutil
from pathlib import Path

import chroot

RECIPE = Path(__file__).with_name("linux") / "icu.sh"
MADE = "/opt/icu"
ORDER = """
from functools import cmp_to_key
from PySide6.QtCore import QCollator, QLocale
signs = "".join(bytes((row, cell)).decode("gb2312", "ignore") for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
for language in ("zh_CN", "zh_TW", "en_US", "de_DE"):
    print("".join(sorted(signs, key=cmp_to_key(QCollator(QLocale(language)).compare))))
"""
"""Prints the signs of GB 2312 as four languages order them."""


def make(system: Path, python: str, packages: str) -> None:
    """Replace the library among those of the PySide6 in *packages*, a folder inside the system that is mounted.

    *python* is the program inside that has those packages. Raises SystemExit when texts are no longer ordered as before.
    """
    library = next((system / packages.lstrip("/") / "PySide6" / "Qt" / "lib").glob("libicudata.so.*"))
    made = f"{MADE}/{library.name}"
    with chroot.once(system / "root" / "icu", RECIPE.read_bytes() + library.read_bytes()) as wanted:
        if wanted:
            print("Making ICU's data smaller …")
            shutil.copy(RECIPE, system / "root")
            chroot.inside(system, "bash", f"/root/{RECIPE.name}", f"/{library.relative_to(system)}")
            before = chroot.output(system, python, "-c", ORDER)
            after = chroot.output(system, "env", f"LD_PRELOAD={made}", python, "-c", ORDER)
            if before != after:
                raise SystemExit("With the smaller data of ICU, texts are ordered otherwise.")
    shutil.copy(system / made[1:], library)
