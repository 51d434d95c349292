"""Chooses which of the files that PyInstaller finds go into the frozen program. Used by installer.spec.

PyInstaller takes every plugin of a Qt module and every library such a plugin needs, GTK among them. Here are the plugins
that a form with tables needs, the libraries of the build machine that another desktop may lack, and the sweep of what
nothing needs any more.
"""

import os
import sys
from collections.abc import Iterable
from fnmatch import fnmatch
from pathlib import Path

from elf import needed_libraries
from icu_data import smaller

Entry = tuple[str, str, str]
"""PyInstaller's entry of its table of contents: name in the bundle, source file, kind."""

LARGEST = 140 * 10**6
"""Bytes that the program may take up, installed. One that is larger is not made."""

PLUGINS = {
    "platforms": ("qxcb", "qoffscreen", "qwindows"),
    "platforminputcontexts": ("compose*", "ibus*", "fcitx*"),
    "imageformats": ("qico",),
    "printsupport": ("*",),
    "styles": ("*",),
}
"""Qt's plugins, by folder, that stay. No GTK theme: it brings 30 MB of libraries. No OpenGL: nothing draws with it.

Pictures are PNG, which Qt reads itself.
"""

TRANSLATIONS = ("qtbase_zh_CN.qm",)

SYSTEM_LIBRARIES = (
    "libpython3*",
    "libsqlite3.*",
    "libffi.*",
    "libbz2.*",
    "liblzma.*",
    "libxcb-cursor.*",
    "libxcb-icccm.*",
    "libxcb-image.*",
    "libxcb-keysyms.*",
    "libxcb-render-util.*",
    "libxcb-util.*",
    "libxcb-xkb.*",
)
"""Libraries of the build machine that go into the bundle on Linux: a desktop may lack them or have another version.

Everything else is the desktop's own: a second libstdc++, X11, GLib, fontconfig or CUPS beside it breaks its drivers.
"""

WINDOWS_LIBRARIES = (
    *(
        "api-ms-win-*",
        "advapi32",
        "authz",
        "bcrypt",
        "comctl32",
        "comdlg32",
        "d3d9",
        "d3d11",
        "d3d12",
        "dwmapi",
        "dwrite",
    ),
    *(
        "dxgi",
        "gdi32",
        "imm32",
        "iphlpapi",
        "kernel32",
        "mpr",
        "netapi32",
        "ole32",
        "oleaut32",
        "setupapi",
        "shell32",
    ),
    *(
        "shcore",
        "shlwapi",
        "uiautomationcore",
        "user32",
        "userenv",
        "uxtheme",
        "version",
        "winmm",
        "winspool",
        "ws2_32",
    ),
    "wtsapi32",
)
"""Windows' own libraries, without their endings: those that every Windows 10 has, and no others, may be outside the bundle."""

UNUSED_DATA = (
    "docx/templates/default-docx-template/*",
    "reportlab/fonts/*.pfb",
    "PySide6/Qt/qml/*",
    "PySide6/qml/*",
    "tzdata/zoneinfo/*",
)
"""No time zones either: the program's times are the computer's own."""

UNUSED_BINARIES = ("*/opengl32sw.dll", "*/d3dcompiler_47.dll", "opengl32sw.dll", "d3dcompiler_47.dll")


def chosen(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries without the plugins, translations, libraries and data that the lists above leave out."""
    return [entry for entry in entries if _wanted(entry)]


def _wanted(entry: Entry) -> bool:
    name, kind = _slashes(entry[0]), entry[2]
    folder, _, file = name.rpartition("/")
    if "/plugins/" in name:
        stem = file.partition(".")[0].removeprefix("lib")
        patterns = PLUGINS.get(folder.rpartition("/plugins/")[2], ())
        return any(fnmatch(stem, pattern) for pattern in patterns)
    if "/translations/" in name:
        return file in TRANSLATIONS
    if any(fnmatch(name, pattern) for pattern in UNUSED_DATA + UNUSED_BINARIES):
        return False
    if sys.platform == "linux" and kind == "BINARY" and _from_the_system(entry):
        return any(fnmatch(file, pattern) for pattern in SYSTEM_LIBRARIES)
    return True


def _from_the_system(entry: Entry) -> bool:
    return "/" not in _slashes(entry[0]) and "site-packages" not in entry[1]


def swept(binaries: list[Entry], data: list[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Return binaries and data without the libraries that no extension module and no plugin needs, directly or not."""
    by_file: dict[str, list[Entry]] = {}
    for entry in binaries:
        by_file.setdefault(_file(entry), []).append(entry)
    needed: set[str] = set()
    waiting = [entry for entry in binaries if _is_root(entry)]
    while waiting:
        entry = waiting.pop()
        if entry[0] not in needed:
            needed.add(entry[0])
            waiting += [other for library in _needs(entry[1]) for other in by_file.get(library.lower(), [])]
    kept = [entry for entry in binaries if entry[0] in needed]
    files = {_file(entry) for entry in kept}
    return kept, [entry for entry in data if entry[2] != "SYMLINK" or _file(entry) in files]


def _is_root(entry: Entry) -> bool:
    """Whether the program itself loads a file: an extension module, a plugin, Python, or a library of a package."""
    name = _slashes(entry[0])
    return (
        entry[2] == "EXTENSION"
        or "/plugins/" in name
        or "python3" in _file(entry)
        or "pypdfium2_raw/" in name
    )


def _needs(path: str) -> list[str]:
    """Return the names of the libraries that a file names itself (PyInstaller's own answer is transitive)."""
    if sys.platform == "linux":
        return needed_libraries(path)
    from PyInstaller.depend.bindepend import get_imports

    return [os.path.basename(name) for name, _path in get_imports(path)]  # noqa: PTH119 -- a DLL's name


def outside(binaries: list[Entry]) -> list[str]:
    """Return the libraries that binaries for Windows need and neither the bundle nor Windows has.

    Where the bundle is made may have more than a clerk's Windows: wine has the C library of Microsoft's compiler.
    """
    inside = {_file(entry) for entry in binaries}
    needed = {library.lower() for entry in binaries for library in _needs(entry[1])} - inside
    return sorted(
        library
        for library in needed
        if not any(fnmatch(library.rpartition(".")[0], pattern) for pattern in WINDOWS_LIBRARIES)
    )


def with_smaller_icu(binaries: list[Entry], work: Path) -> list[Entry]:
    """Return the binaries with a smaller library of ICU's data, which is written into *work*."""
    return [
        (name, str(smaller(Path(source), work / _file((name, source, kind)))), kind)
        if fnmatch(_file((name, source, kind)), "libicudata.so.*")
        else (name, source, kind)
        for name, source, kind in binaries
    ]


def top_level(name: str) -> str:
    """Return the package, or else the module or library, that an entry's name begins with."""
    return _slashes(name).split("/")[0].split(".")[0]


def missing(wanted: Iterable[str], entries: Iterable[Entry]) -> list[str]:
    """Return the wanted names that no entry has. Case is ignored, as Windows ignores it."""
    names = [_slashes(entry[0]).lower() for entry in entries]
    return [part for part in wanted if not any(part.lower() in name for name in names)]


def _file(entry: Entry) -> str:
    return _slashes(entry[0]).rpartition("/")[2].lower()


def _slashes(name: str) -> str:
    return name.replace("\\", "/")
