"""What stays in the bundle and what is left out."""

import sys
from pathlib import Path

import bundle_parts
import pytest
from bundle_parts import Entry, chosen, missing, swept

QT = "PySide6/Qt"
LIBRARY, MODULE, DATA = "BINARY", "EXTENSION", "DATA"


def names(entries: list[Entry]) -> list[str]:
    return [entry[0] for entry in entries]


def test_plugins_and_translations_that_a_form_needs_stay() -> None:
    entries: list[Entry] = [
        (f"{QT}/plugins/platforms/libqxcb.so", "x", LIBRARY),
        (f"{QT}/plugins/platforms/libqvnc.so", "x", LIBRARY),
        (f"{QT}/plugins/platformthemes/libqgtk3.so", "x", LIBRARY),
        (f"{QT}/plugins/platforminputcontexts/libfcitxplatforminputcontextplugin.so", "x", LIBRARY),
        ("PySide6\\plugins\\platforms\\qwindows.dll", "x", LIBRARY),
        (f"{QT}/translations/qtbase_zh_CN.qm", "x", DATA),
        (f"{QT}/translations/qtbase_de.qm", "x", DATA),
    ]
    kept = names(chosen(entries))
    assert [Path(name.replace("\\", "/")).name for name in kept] == [
        "libqxcb.so",
        "libfcitxplatforminputcontextplugin.so",
        "qwindows.dll",
        "qtbase_zh_CN.qm",
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="libraries of a Linux desktop")
def test_the_desktops_own_libraries_are_not_brought_along() -> None:
    entries: list[Entry] = [
        (name, f"/usr/lib/{name}", LIBRARY)
        for name in ("libstdc++.so.6", "libX11.so.6", "libxcb.so.1", "libxcb-cursor.so.0", "libsqlite3.so.0")
    ]
    wheel: Entry = ("libzstd-40ad5e7e.so.1", "/venv/site-packages/x.libs/libzstd-40ad5e7e.so.1", LIBRARY)
    assert names(chosen([*entries, wheel])) == ["libxcb-cursor.so.0", "libsqlite3.so.0", wheel[0]]


def test_what_nothing_needs_is_swept_with_its_links(monkeypatch: pytest.MonkeyPatch) -> None:
    needs = {"QtGui": ["libQt6Gui.so.6"], "libQt6Gui": ["libicu.so.1"], "libQt6Qml": ["libQt6Gui.so.6"]}
    monkeypatch.setattr(bundle_parts, "_needs", lambda path: needs.get(path, []))
    binaries: list[Entry] = [
        ("PySide6/QtGui.abi3.so", "QtGui", MODULE),
        (f"{QT}/lib/libQt6Gui.so.6", "libQt6Gui", LIBRARY),
        (f"{QT}/lib/libQt6Qml.so.6", "libQt6Qml", LIBRARY),
        (f"{QT}/lib/libicu.so.1", "icu", LIBRARY),
    ]
    links: list[Entry] = [
        ("libQt6Qml.so.6", "x", "SYMLINK"),
        ("libicu.so.1", "x", "SYMLINK"),
        ("a.txt", "x", DATA),
    ]
    kept, data = swept(binaries, links)
    assert names(kept) == ["PySide6/QtGui.abi3.so", f"{QT}/lib/libQt6Gui.so.6", f"{QT}/lib/libicu.so.1"]
    assert names(data) == ["libicu.so.1", "a.txt"]


def test_what_is_missing_is_named() -> None:
    assert missing(["_sqlite3", "app.cli"], [("app.cli", "x", "PYMODULE")]) == ["_sqlite3"]
    assert missing(["VCRUNTIME140.dll"], [("vcruntime140.dll", "x", LIBRARY)]) == []


def test_windows_gets_no_time_zones_and_no_drawing_by_software() -> None:
    entries: list[Entry] = [
        ("tzdata\\zoneinfo\\Asia\\Shanghai", "x", DATA),
        ("PySide6\\opengl32sw.dll", "x", LIBRARY),
        ("PySide6\\plugins\\styles\\qmodernwindowsstyle.dll", "x", LIBRARY),
    ]
    assert names(chosen(entries)) == [entries[2][0]]
