"""Compares the order of texts with all of ICU's data and with what build/icu_data.py leaves of them."""

import shutil
from pathlib import Path

import chroot

RECIPE = Path(__file__).with_name("icu_data.py")
MADE = "/opt/icu"
ORDER = """
from functools import cmp_to_key
from PySide6.QtCore import QCollator, QLocale
signs = "".join(bytes((row, cell)).decode("gb2312", "ignore") for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
for language in ("zh_CN", "zh_TW", "en_US", "de_DE"):
    print("".join(sorted(signs, key=cmp_to_key(QCollator(QLocale(language)).compare))))
"""
"""Prints the signs of GB 2312 as four languages order them."""


def compare(system: Path, python: str, packages: str) -> None:
    """Compare with the PySide6 in *packages*, a folder inside the system that is mounted.

    *python* is the program inside that has those packages. Raises SystemExit when texts would no longer be ordered as before.
    """
    library = next((system / packages.lstrip("/") / "PySide6" / "Qt" / "lib").glob("libicudata.so.*"))
    made = f"{MADE}/{library.name}"
    with chroot.once(system / "root" / "icu", RECIPE.read_bytes() + library.read_bytes()) as wanted:
        if wanted:
            shutil.copy(RECIPE, system / "root")
            chroot.inside(system, "mkdir", "-p", MADE)
            chroot.inside(system, python, f"/root/{RECIPE.name}", f"/{library.relative_to(system)}", made)
            before = chroot.output(system, python, "-c", ORDER)
            after = chroot.output(system, "env", f"LD_PRELOAD={made}", python, "-c", ORDER)
            if before != after:
                raise SystemExit("With the smaller data of ICU, texts are ordered otherwise.")
