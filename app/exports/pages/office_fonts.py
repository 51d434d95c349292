"""The office fonts of official documents, where they are installed and may be embedded."""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from app.exports.pages.fonts import Face, FontRole, FontSet, bundled
from app.exports.pages.sfnt import FontError, Sfnt, count_fonts

# The names under which a font may be installed, the best first.
OFFICE_NAMES: Mapping[FontRole, tuple[str, ...]] = {
    FontRole.TITLE: ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05"),
    FontRole.FANG: ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong"),
    FontRole.KAI: ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi"),
    FontRole.HEI: ("黑体", "SimHei"),
    FontRole.SONG: ("宋体", "SimSun"),
}
_SUFFIXES = frozenset({".ttf", ".ttc"})


def font_folders() -> list[Path]:
    """Return the folders where this system keeps fonts, its own before the user's."""
    if sys.platform == "win32":
        systems = [Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"]
        users = ("AppData/Local/Microsoft/Windows/Fonts",)
    else:
        systems = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts")]
        users = (".local/share/fonts", ".fonts")
    try:
        home = Path.home()
    except RuntimeError:
        # A service has no home folder.
        return systems
    return [*systems, *(home / folder for folder in users)]


@lru_cache(maxsize=1)
def office() -> FontSet:
    """Return the office fonts at hand, bundled ones in place of the others; the folders are searched once."""
    return office_fonts(font_folders(), OFFICE_NAMES)


def office_fonts(folders: Sequence[Path], wanted: Mapping[FontRole, tuple[str, ...]]) -> FontSet:
    """Return the *wanted* fonts found in *folders*; `FontSet.substitutions` says which were not."""
    found = _named_fonts(folders, {name for names in wanted.values() for name in names})
    faces = dict(bundled().faces)
    substitutions = []
    for role, names in wanted.items():
        fonts = [found[name] for name in names if name in found]
        usable = next((font for font in fonts if font.may_be_embedded), None)
        if usable:
            faces[role] = Face(role, usable)
        else:
            reason = "不允许嵌入" if fonts else "没有安装"
            substitutions.append(f"本机的{names[0]}{reason}，{role}改用程序自带的字体。")
    own = bundled()
    return FontSet(faces, [own.faces[FontRole.SONG], *own.further], tuple(substitutions), own.bold)


def _named_fonts(folders: Sequence[Path], names: set[str]) -> dict[str, Sfnt]:
    """Find the fonts that have one of *names*; of several, the first in order of folder and path."""
    found: dict[str, Sfnt] = {}
    for font in _fonts(folders):
        for name in font.family_names & names:
            found.setdefault(name, font)
    return found


def _fonts(folders: Sequence[Path]) -> Iterator[Sfnt]:
    for folder in folders:
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.suffix.lower() not in _SUFFIXES:
                continue
            try:
                for index in range(count_fonts(path)):
                    font = Sfnt(path, index)
                    if font.glyph(ord("永")):
                        yield font
            except (OSError, FontError, struct.error):
                # A font that can't be read is as good as not installed.
                continue
