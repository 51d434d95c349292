"""Types Chinese into the program through the input methods of Kylin and UOS, on the bare systems of clean_room.py."""

import contextlib
import sqlite3
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import chroot

FCITX = {
    "bullseye": (
        "fcitx -D",
        ("fcitx-bin", "fcitx-pinyin", "fcitx-data", "fcitx-module-dbus", "fcitx-modules", "dbus", "dbus-x11"),
    ),
    "bookworm": ("fcitx5", ("fcitx5", "fcitx5-chinese-addons", "dbus", "dbus-x11")),
}
"""How fcitx 4 and fcitx 5 are started, and the packages that have them. Neither is in all of the systems."""

SCRIPT = r"""
cd "$HOME"
export QT_IM_MODULE=fcitx
mkdir -p .config/fcitx .config/fcitx5
printf '[Profile]\nIMName=pinyin\nEnabledIMList=fcitx-keyboard-us:True,pinyin:True\n' > .config/fcitx/profile
printf '[Program]\nDelayStart=0\n[Hotkey]\nTriggerKey=CTRL_SPACE\n' > .config/fcitx/config
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
FCITX > fcitx.log 2>&1 &
sleep 4
exec nianbao 年报.nianbao
"""


def types_chinese(
    system: Path,
    suite: str,
    as_user: Callable[[Path, str], list[str]],
    display: str,
    opened: Callable[[], bool],
) -> str:
    """Type pinyin at the end of the preface; return the end of what is then in the user's file, "" without fcitx."""
    if suite not in FCITX:
        return ""
    start, packages = FCITX[suite]
    chroot.install(system, *packages)
    command = as_user(system, SCRIPT.replace("FCITX >", f"{start} >"))
    shell = command.index("sh")
    program = subprocess.Popen([*command[:shell], "dbus-run-session", "--", *command[shell:]])
    try:
        until = time.monotonic() + 40
        while not opened() and time.monotonic() < until:
            time.sleep(0.1)
        time.sleep(2)
        for pause, *keys in (
            (0.5, "mousemove", "600", "400", "click", "1"),
            (0.5, "key", "ctrl+End"),
            (1, "key", "ctrl+space"),
            (1, "type", "--delay", "150", "nihao"),
            (2, "key", "space"),
        ):
            subprocess.run(["xdotool", *keys], check=True, env={"DISPLAY": display, "PATH": "/usr/bin:/bin"})
            time.sleep(pause)
        workspace = next((system / "home").glob("*/年报.nianbao"))
        with contextlib.closing(sqlite3.connect(f"file:{workspace}?mode=ro", uri=True)) as file:
            rows = file.execute("SELECT body FROM section WHERE section = 'preface'").fetchall()
        return str(rows[0][0])[-12:]
    finally:
        program.terminate()
        program.wait()
