"""Make the bundled fonts under resources/fonts from freely licensed packages.

    python3 build/fonts.py [--work FOLDER]
    python3 build/fonts.py --level-3 FOLDER [--work FOLDER]

The second makes the optional fonts of GB 18030-2022 level 3, which are not bundled, as a zip in a folder.

Run by a developer, on a Debian system with npm, when the character set or a source changes; users never need
it. The sources are pinned by version and SHA-256, tables that a printed page doesn't need are dropped and time
stamps are those of the sources: the same sources and the same fontTools (dependency group `fonts`) give the
same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

from font_characters import kept_characters, level_3_characters, standard_characters
from font_making import make
from font_sources import (
    COPIES,
    DEBIAN,
    FONTS,
    LEVEL_3_COPIES,
    LEVEL_3_DEBIAN,
    LEVEL_3_FOLDER,
    LEVEL_3_NOTE,
    LEVEL_3_SOURCES,
    LEVEL_3_ZIP,
    NPM,
    SOURCES,
    TEX_DOC,
)
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
STANDARD_CHARACTERS = ROOT / "tests" / "exports" / "pdf" / "tongyong_8105.txt"


def obtain(work: Path, debian: Iterable[str], npm: Iterable[str]) -> None:
    """Download the packages into `work` and unpack all of them into one folder there."""
    subprocess.run(["apt-get", "download", *debian], cwd=work, check=True)
    if npm:
        subprocess.run(["npm", "pack", "--silent", *npm], cwd=work, check=True)
    for package in work.glob("*.deb"):
        subprocess.run(["dpkg-deb", "-x", package.name, "."], cwd=work, check=True)
    for package in work.glob("*.tgz"):
        shutil.unpack_archive(package, work / package.stem)


def make_level_3(work: Path, target: Path) -> None:
    """Write the zip of the optional fonts to the folder *target*."""
    left = level_3_characters()
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made, zipfile.ZipFile(target / LEVEL_3_ZIP, "w") as archive:
        folder = Path(made)
        for source in LEVEL_3_SOURCES:
            make(source, work, left, folder)
            left -= set(TTFont(folder / source.target).getBestCmap())
        for name, path in LEVEL_3_COPIES.items():
            shutil.copyfile(work / path, folder / name)
        (folder / "README.txt").write_text(LEVEL_3_NOTE, encoding="utf-8")
        for path in sorted(folder.iterdir()):
            entry = zipfile.ZipInfo(f"{LEVEL_3_FOLDER}/{path.name}", (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, path.read_bytes())
    print(
        f"{target / LEVEL_3_ZIP}: {(target / LEVEL_3_ZIP).stat().st_size} bytes; {len(left)} characters have no font"
    )


def make_bundle(work: Path) -> None:
    """Write the fonts under resources/fonts."""
    standard = standard_characters(work)
    FONTS.mkdir(parents=True, exist_ok=True)
    for source in SOURCES:
        font = TTFont(work / source.path, fontNumber=source.number)
        make(source, work, kept_characters(source, font, standard))
    for target, path in COPIES.items():
        shutil.copyfile(work / path, FONTS / target)
    (FONTS / "FandolFang-COPYING.txt").write_bytes(
        gzip.decompress((work / TEX_DOC / "COPYING.gz").read_bytes())
    )
    STANDARD_CHARACTERS.parent.mkdir(parents=True, exist_ok=True)
    STANDARD_CHARACTERS.write_text(standard + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--work", type=Path, help="a folder with the packages of an earlier run, kept")
    parser.add_argument(
        "--level-3", type=Path, metavar="FOLDER", help="make the optional fonts, into this folder"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = options.work or Path(temporary)
        if not (work / "usr").exists():
            work.mkdir(parents=True, exist_ok=True)
            obtain(work, *((LEVEL_3_DEBIAN, ()) if options.level_3 else (DEBIAN, NPM)))
        if options.level_3:
            make_level_3(work, options.level_3)
        else:
            make_bundle(work)


if __name__ == "__main__":
    main()
