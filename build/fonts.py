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
import bz2
import gzip
import hashlib
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "resources" / "fonts"
STANDARD_CHARACTERS = ROOT / "tests" / "exports" / "pdf" / "tongyong_8105.txt"

DEBIAN = (
    "texlive-lang-chinese=2022.20230122-1",
    "fonts-lxgw-wenkai=1.250+repack-1",
    "icc-profiles-free=2.0.1+dfsg-1.1",
    "unicode-data=15.0.0-1",
    "fonts-noto-cjk=1:20220127+repack1-1",
    "fonts-noto-core=20201225-1",
)
LEVEL_3_DEBIAN = ("fonts-noto-cjk=1:20220127+repack1-1", "fonts-hanazono=20170904-2.1")
NPM = ("@expo-google-fonts/noto-serif-sc@0.4.3", "@expo-google-fonts/noto-sans-sc@0.4.3")

NOTO_CJK = "usr/share/fonts/opentype/noto"
NOTO_CORE = "usr/share/fonts/truetype/noto"
NOTO_SANS = "expo-google-fonts-noto-sans-sc-0.4.3/package"
NOTO_SERIF = "expo-google-fonts-noto-serif-sc-0.4.3/package"
TEX = "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"
TEX_DOC = "usr/share/doc/texlive-doc/fonts/fandol"
# What is copied as it is: licences, and the profile of the colours.
COPIES = {
    "sRGB.icc": "usr/share/color/icc/sRGB.icc",
    "FandolFang-README.txt": f"{TEX_DOC}/README",
    "NianbaoKai-COPYRIGHT.txt": "usr/share/doc/fonts-lxgw-wenkai/copyright",
    "NotoSansSC-LICENSE.txt": f"{NOTO_SANS}/LICENSE_FONT",
    "NotoSerifSC-LICENSE.txt": f"{NOTO_SERIF}/LICENSE_FONT",
    "sRGB-COPYRIGHT.txt": "usr/share/doc/icc-profiles-free/copyright",
    "NianbaoRare-COPYRIGHT.txt": "usr/share/doc/fonts-noto-cjk/copyright",
    "NotoSansScripts-COPYRIGHT.txt": "usr/share/doc/fonts-noto-core/copyright",
}

# The largest distance between a cubic outline and its quadratic replacement, in units of 1/1000 em.
CURVE_ERROR = 2.0
KEPT_TABLES = ["head", "hhea", "maxp", "OS/2", "hmtx", "cmap", "loca", "glyf", "name", "post"]
COPYRIGHT, LICENCE = 0, 13


@dataclass(frozen=True)
class Source:
    """A font to make: where its outlines come from and what the result is called."""

    target: str
    path: str
    sha256: str
    family: str
    characters: str = "text"
    """Which characters are kept: those of ``text``, of the ``fallback``, the ``rare`` ones, ``level 3``, or ``all``."""
    without: str = ""
    number: int = -1
    """Which font of a collection."""


SOURCES = (
    # Its 〇 is as small as a letter o.
    Source(
        "FandolFang.ttf",
        f"{TEX}/FandolFang-Regular.otf",
        "d838ad32ce2244d8144f408c37fe71065aba6fbbc80759a4d2aa2033948d5bc9",
        "FandolFang",
        without="〇",
    ),
    # The name of the source is reserved for unmodified copies. Its quotes and middle dot have Latin widths.
    Source(
        "NianbaoKai.ttf",
        "usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf",
        "bbf534b0ca093928f94d1782855e65a19a32cde82b075d495d072025521953c8",
        "Nianbao Kai",
        without="“”‘’·",
    ),
    Source(
        "NotoSansSC-Medium.ttf",
        f"{NOTO_SANS}/500Medium/NotoSansSC_500Medium.ttf",
        "b30853d205f3ecdde938b1488c735ee15a2e870d31331b992fdc53971e23ec4a",
        "Noto Sans SC Medium",
    ),
    Source(
        "NotoSerifSC-Bold.ttf",
        f"{NOTO_SERIF}/700Bold/NotoSerifSC_700Bold.ttf",
        "9c6a2ba736e4b499c84f65ce366bd3625c0401885fd3e585ace50fb738b96ff6",
        "Noto Serif SC Bold",
    ),
    Source(
        "NotoSerifSC-Regular.ttf",
        f"{NOTO_SERIF}/400Regular/NotoSerifSC_400Regular.ttf",
        "c358a69de3df5f423a8946a7b03e3126fb6ba116f1130a463455b4e39e1f0742",
        "Noto Serif SC",
        characters="fallback",
    ),
    Source(
        "NianbaoRare.ttf",
        f"{NOTO_CJK}/NotoSerifCJK-Regular.ttc",
        "a04178ec485dffdff7cc0c0c20e1fce9202d7e2160d805e8e44a4c8841c58481",
        "Nianbao Rare",
        characters="rare",
        number=2,
    ),
    # The same in the weight of titles.
    Source(
        "NianbaoRareBold.ttf",
        f"{NOTO_CJK}/NotoSerifCJK-Bold.ttc",
        "a5d4b046c127da3d7c72f98b46c41489cd29bf52abfdf18aba920903e920d4ac",
        "Nianbao Rare Bold",
        characters="rare",
        number=2,
    ),
    # Scripts of minorities whose letters are set one beside the other as they are.
    Source(
        "NotoSansYi.ttf",
        f"{NOTO_CORE}/NotoSansYi-Regular.ttf",
        "f621f514dce105a414ef7373a36b54ccc8d760a6319ad7133695fb42a1f02552",
        "Noto Sans Yi",
        characters="all",
    ),
    Source(
        "NotoSansLisu.ttf",
        f"{NOTO_CORE}/NotoSansLisu-Regular.ttf",
        "243c09079c08619a4b11621f07027c10e5eb067b7e2e217537ae5e01be79e21b",
        "Noto Sans Lisu",
        characters="all",
    ),
    Source(
        "NotoSansNewTaiLue.ttf",
        f"{NOTO_CORE}/NotoSansNewTaiLue-Regular.ttf",
        "53005c3e1b61c5d3002510479144867a5a1370a32a78c5cf374f9a6dd576cf9b",
        "Noto Sans New Tai Lue",
        characters="all",
    ),
)

# The rest of level 3, where it is in the design of the bundled 宋体 first.
LEVEL_3_SOURCES = (
    Source(
        "NianbaoLevel3A.ttf",
        f"{NOTO_CJK}/NotoSerifCJK-Regular.ttc",
        "a04178ec485dffdff7cc0c0c20e1fce9202d7e2160d805e8e44a4c8841c58481",
        "Nianbao Level 3 A",
        characters="level 3",
        number=2,
    ),
    # The name of the source is reserved.
    Source(
        "NianbaoLevel3B.ttf",
        "usr/share/fonts/truetype/hanazono/HanaMinB.ttf",
        "829543436cdf7b4c6730e2af5806fa406f8ddf0d4b656e0cd49c58d4db1c8d3c",
        "Nianbao Level 3 B",
        characters="level 3",
    ),
)
LEVEL_3_COPIES = {
    "NianbaoLevel3A-COPYRIGHT.txt": "usr/share/doc/fonts-noto-cjk/copyright",
    "NianbaoLevel3B-COPYRIGHT.txt": "usr/share/doc/fonts-hanazono/copyright",
}
LEVEL_3_ZIP = "nianbao-extra-fonts.zip"
LEVEL_3_FOLDER = "extra-fonts"
LEVEL_3_NOTE = """公开年报扩展字库（GB 18030-2022 实现级别 3 的汉字）

把 extra-fonts 文件夹放到程序所在的文件夹里，重新启动程序，扩展 B 至扩展 F 的汉字就能印出。
字库由 Noto Serif CJK（SIL OFL 1.1）和花园明朝（自有自由许可证或 SIL OFL 1.1）裁剪、改名而成，许可证在同一文件夹中。
"""


def obtain(work: Path, debian: Iterable[str], npm: Iterable[str]) -> None:
    """Download the packages into `work` and unpack all of them into one folder there."""
    subprocess.run(["apt-get", "download", *debian], cwd=work, check=True)
    if npm:
        subprocess.run(["npm", "pack", "--silent", *npm], cwd=work, check=True)
    for package in work.glob("*.deb"):
        subprocess.run(["dpkg-deb", "-x", package.name, "."], cwd=work, check=True)
    for package in work.glob("*.tgz"):
        shutil.unpack_archive(package, work / package.stem)


def checked(path: Path, sha256: str) -> Path:
    """Return `path` if the file has the pinned hash."""
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != sha256:
        raise SystemExit(f"{path}: SHA-256 is {found}, expected {sha256}")
    return path


def standard_characters(work: Path) -> str:
    """The 8,105 characters of 通用规范汉字表 (2013) in its order; Unihan's field kTGH holds their numbers."""
    numbered: dict[int, str] = {}
    for path in (work / "usr/share/unicode").glob("Unihan_*.txt.bz2"):
        for line in bz2.decompress(path.read_bytes()).decode().splitlines():
            if "\tkTGH\t" in line and not line.startswith("#"):
                code, _, value = line.split()
                numbered[int(value.removeprefix("2013:"))] = chr(int(code.removeprefix("U+"), 16))
    if sorted(numbered) != list(range(1, 8106)):
        raise SystemExit("Unihan does not list all of 通用规范汉字表")
    return "".join(numbered[number] for number in sorted(numbered))


def gb2312() -> set[int]:
    """Every character of GB 2312-1980, symbols included."""
    pairs = (bytes([row, cell]) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return {ord(text) for pair in pairs if (text := pair.decode("gb2312", "ignore"))}


def text_characters(standard: str) -> set[int]:
    """Return the characters of a text face: GB 2312, the standard characters, Latin, punctuation, ① …."""
    ranges = ((0x20, 0x180), (0x2010, 0x205F), (0x2460, 0x2500), (0x3000, 0x3040), (0xFF00, 0xFFF0))
    return gb2312() | set(map(ord, standard)) | {code for start, end in ranges for code in range(start, end)}


def fallback_characters() -> set[int]:
    """Return the further characters of the fallback: the URO, the double-byte part of GB 18030, signs, rare ideographs."""
    double_byte = {code for code in range(0x3400, 0x4DC0) if len(chr(code).encode("gb18030")) == 2}
    ranges = ((0x2100, 0x2600), (0x3200, 0x3400), (0x4E00, 0xA000), (0xFE10, 0xFE70), (0x20000, 0x32000))
    return double_byte | {code for start, end in ranges for code in range(start, end)}


def rare_characters() -> set[int]:
    """The rest of GB 18030-2022, levels 1 and 2: Extension A, without what the fallback has."""
    return set(range(0x3400, 0x4DC0)) - fallback_characters()


def level_3_characters() -> set[int]:
    """Extensions B to F of Unicode, as GB 18030-2022 has them at level 3, without what the bundled fonts have."""
    bundled: set[int] = set()
    for source in SOURCES:
        bundled |= set(TTFont(FONTS / source.target).getBestCmap())
    return (set(range(0x20000, 0x2A6E0)) | set(range(0x2A700, 0x2EBE1))) - bundled


def kept_characters(source: Source, font: TTFont, standard: str) -> set[int]:
    """The characters that the made font is to have, as far as its source has them."""
    match source.characters:
        case "all":
            return set(font.getBestCmap())
        case "rare":
            return rare_characters()
        case "fallback":
            return text_characters(standard) | fallback_characters()
    return text_characters(standard)


def subset(font: TTFont, codes: Iterable[int]) -> None:
    """Keep the glyphs of `codes` and the tables that setting them needs."""
    options = Options()
    options.hinting = False
    options.layout_features = []
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = [COPYRIGHT, LICENCE]
    options.drop_tables = [tag for tag in font.reader.tables if tag not in (*KEPT_TABLES, "CFF ")]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)


def to_quadratic(font: TTFont) -> None:
    """Replace the CFF outlines by TrueType ones: PDF viewers and Qt handle those everywhere."""
    glyphs = font.getGlyphSet()
    outlines = {}
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(None)
        glyphs[name].draw(Cu2QuPen(pen, CURVE_ERROR, reverse_direction=True))
        outlines[name] = pen.glyph()
    font["loca"] = newTable("loca")
    font["glyf"] = glyf = newTable("glyf")
    glyf.glyphOrder = font.getGlyphOrder()
    glyf.glyphs = outlines
    for name, (advance, _) in font["hmtx"].metrics.items():
        outlines[name].recalcBounds(glyf)
        font["hmtx"].metrics[name] = (advance, getattr(outlines[name], "xMin", 0))
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    for field in ("Zones", "TwilightPoints", "Storage", "FunctionDefs", "InstructionDefs", "StackElements"):
        setattr(maxp, f"max{field}", 1 if field == "Zones" else 0)
    maxp.maxSizeOfInstructions = maxp.maxComponentElements = 0
    del font["CFF "]
    font.sfntVersion = "\x00\x01\x00\x00"


def rename(font: TTFont, family: str) -> None:
    """Give the font its own name, in English alone; the notices of copyright and licence stay."""
    for name_id, value in {1: family, 2: "Regular", 4: family, 6: family.replace(" ", "")}.items():
        font["name"].setName(value, name_id, 3, 1, 0x409)
    font["post"].formatType = 3.0


def make(source: Source, work: Path, characters: set[int], folder: Path = FONTS) -> None:
    """Write one font with these characters, as far as its source has them."""
    path = checked(work / source.path, source.sha256)
    font = TTFont(path, recalcTimestamp=False, fontNumber=source.number)
    subset(font, characters - set(map(ord, source.without)))
    if "CFF " in font:
        to_quadratic(font)
    rename(font, source.family)
    font.save(folder / source.target)


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
