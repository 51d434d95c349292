"""Types Chinese into the program through the input methods of Kylin, UOS and Debian, on clean_room.py's bare systems."""

import contextlib
import sqlite3
from dataclasses import dataclass

import chroot
from bare_system import BareSystem

PINYIN, CHINESE = "nihao", "你好"
PREPARING_SECONDS = 4


@dataclass(frozen=True)
class Method:
    """An input method: the Debian packages that have it, and a script that sets it up and starts it.

    *module* is its name for Qt; *switch* is the key that goes over to Chinese, empty where that is on already.
    """

    name: str
    module: str
    packages: tuple[str, ...]
    start: str
    switch: str = ""


FCITX_4 = Method(
    "fcitx 4",
    "fcitx",
    ("fcitx-bin", "fcitx-pinyin", "fcitx-data", "fcitx-module-dbus", "fcitx-modules", "dbus", "dbus-x11"),
    r"""
mkdir -p .config/fcitx
printf '[Profile]\nIMName=pinyin\nEnabledIMList=fcitx-keyboard-us:True,pinyin:True\n' > .config/fcitx/profile
printf '[Program]\nDelayStart=0\n[Hotkey]\nTriggerKey=CTRL_SPACE\n' > .config/fcitx/config
fcitx -D > fcitx.log 2>&1 &
""",
    "ctrl+space",
)
FCITX_5 = Method(
    "fcitx 5",
    "fcitx",
    ("fcitx5", "fcitx5-chinese-addons", "dbus", "dbus-x11"),
    r"""
mkdir -p .config/fcitx5
cat > .config/fcitx5/profile <<PROFILE
[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin
[Groups/0/Items/0]
Name=keyboard-us
[Groups/0/Items/1]
Name=pinyin
[GroupOrder]
0=Default
PROFILE
fcitx5 > fcitx.log 2>&1 &
# Until it has read its dictionary, for which it may need most of a minute under QEMU, what is typed stays latin.
until grep -qs 'addon pinyin$' fcitx.log; do sleep 1; done
""",
    "ctrl+space",
)
IBUS = Method(
    "IBus",
    "ibus",
    ("ibus", "ibus-libpinyin", "dbus", "dbus-x11"),
    r"""
export GSETTINGS_BACKEND=memory
ibus-daemon --daemonize --panel disable > ibus.log 2>&1
for _ in 1 2 3 4 5 6; do
    sleep 1
    ibus engine libpinyin || true
    if [ "$(ibus engine)" = libpinyin ]; then break; fi
done
""",
)
METHODS = {"bullseye": (FCITX_4,), "bookworm": (FCITX_5, IBUS), "trixie": (FCITX_5, IBUS)}
"""What is tried on which release; fcitx 4 is in the oldest alone."""


def type_chinese(system: BareSystem, method: Method) -> None:
    """Type at the end of the preface, until Chinese is in the user's file. Raises AssertionError when it does not come."""
    chroot.install(system.folder, *method.packages)
    before = _preface(system)
    preparing = (
        f"export QT_IM_MODULE={method.module}\n{method.start}\nsleep {PREPARING_SECONDS * system.patience}"
    )
    script = f"{preparing}\nexec nianbao 年报.nianbao"
    with system.window(script, "dbus-run-session", "--"):
        system.pause(2)
        system.use(("click", "1"), ("key", "ctrl+End"))
        if method.switch:
            system.use(("key", method.switch))
        system.use(("type", "--delay", "150", PINYIN), ("key", "space"))
        system.wait_for(
            lambda: _preface(system) == before + CHINESE, f"{method.name} gave {_preface(system)[-12:]}"
        )
    print(f"Typed through {method.name}: {CHINESE}")


def _preface(system: BareSystem) -> str:
    """Return the text on disk."""
    file = f"file:{system.home}/年报.nianbao?mode=ro"
    with contextlib.closing(sqlite3.connect(file, uri=True)) as workspace:
        rows = workspace.execute("SELECT body FROM section WHERE section = 'preface'").fetchall()
    return str(rows[0][0])
