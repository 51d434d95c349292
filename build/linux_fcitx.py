"""Makes fcitx's input method plugin for the Qt of PySide6, which has a plugin for ibus only.

Kylin and UOS type Chinese through fcitx. Debian's own package of the plugin needs a newer libstdc++ than theirs, so it is
compiled from the same source (under the BSD licence) on the old system, against the headers of Debian 13's Qt 6.8: a plugin
must be of Qt's minor version. The headers serve every kind of machine: apart from which instructions Qt's own code uses,
they are the same.
"""

import shutil
from pathlib import Path

import chroot
from locked import ROOT

QT_SYSTEM = ROOT / "dist" / "chroots" / "trixie-qt"
GENERATE = ROOT / "build" / "linux" / "fcitx_generate.sh"
COMPILE = ROOT / "build" / "linux" / "fcitx.sh"
MADE = "opt/fcitx"
PLUGIN = "libfcitxplatforminputcontextplugin.so"
LICENCE = "COPYING.BSD"


def make(system: Path, packages: str) -> None:
    """Put the plugin among those of the PySide6 in *packages*, a folder inside the system that is mounted."""
    recipe = GENERATE.read_bytes() + COMPILE.read_bytes()
    with chroot.once(system / "root" / "fcitx", recipe) as wanted:
        if wanted:
            print("Building fcitx's plugin …")
            _generate()
            shutil.rmtree(system / "fcitx", ignore_errors=True)
            shutil.copytree(QT_SYSTEM / "fcitx", system / "fcitx", symlinks=True)
            shutil.copy(COMPILE, system / "root")
            chroot.inside(system, "bash", f"/root/{COMPILE.name}", packages)
    plugins = system / packages.lstrip("/") / "PySide6" / "Qt" / "plugins" / "platforminputcontexts"
    shutil.copy(system / MADE / PLUGIN, plugins)


def _generate() -> None:
    chroot.make(QT_SYSTEM, "trixie")
    with chroot.mounted(QT_SYSTEM):
        shutil.copy(GENERATE, QT_SYSTEM / "root")
        chroot.inside(QT_SYSTEM, "bash", f"/root/{GENERATE.name}", chroot.mirrors()[0])


def add_licence(system: Path, program: Path) -> None:
    """Put the plugin's licence among those of the frozen program.

    Raises FileNotFoundError when the plugin itself is not in it.
    """
    inside = program / "_internal"
    (inside / "PySide6" / "Qt" / "plugins" / "platforminputcontexts" / PLUGIN).stat()
    folder = inside / "licences" / "fcitx-qt5"
    folder.mkdir()
    shutil.copy(system / MADE / LICENCE, folder)
