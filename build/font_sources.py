"""Where the bundled and the optional fonts come from: packages by their versions, files by their hashes, licences."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"

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
