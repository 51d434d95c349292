"""Proves that the packages for Windows install, run and go again, under wine, for lack of a Windows.

.venv/bin/python build/windows_proof.py [--short]

Two users. The first installs the setup over an older version: the settings stay, the selftest ends well, the sample's PDF
is set, the window comes up as on a double click, the setup refuses while it is open, and after the uninstallation the report
and the settings are still there. It is then installed once more, into a folder with a blank and Chinese in its name. The
second, whose profile lies on D:, runs the zip's program from such a folder that can't be written. Screenshots are put in
dist/proof. ``--short`` leaves out the second user. Needs root, debootstrap, Xvfb, xwininfo and ImageMagick.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import chroot
import wine
from clean_room import PROOF
from locked import ROOT
from version import project_version
from windows_package import NAME, make_setup
from windows_resources import PRODUCT
from wine import SYSTEM
from wine_clerk import Clerk, inside, new_clerk

FILES = SYSTEM / "root-files"
READ_ONLY = SYSTEM / "opt" / "只读 文件夹"
CLASSES = r"HKCU\Software\Classes"
UNINSTALL = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\GongkaiNianbao"
OLDER = "0.0.1"
NOTHING_DONE = 2
"""What the setup ends with when it refused, see setup.nsi."""

MAIN_JOB = """
run() { wine "$PROGRAM/nianbao-cli.exe" "$@"; }
run selftest | tee selftest.txt
tail -n 1 selftest.txt | grep -q '^ok'
sample=$(ls "$PROGRAM"/_internal/resources/samples/*2024.json)
run import "$(winepath -w "$sample")" --into 年报.nianbao
run check 年报.nianbao
run export 年报.nianbao --unit 青禾市人民政府 --year 2024 --to pdf -o 年报.pdf
[ "$(head -c 5 年报.pdf)" = %PDF- ]
"""
SECOND_PROFILE = {
    "AppData": r"AppData\Roaming",
    "Local AppData": r"AppData\Local",
    "Personal": "Documents",
    "Desktop": "Desktop",
}


def main() -> int:
    """Prove; return 0, or 1 when something is missing. Raises AssertionError or CalledProcessError at the first failure."""
    version = project_version()
    setup = ROOT / "dist" / f"{NAME}-{version}-setup.exe"
    archive = ROOT / "dist" / f"{NAME}-{version}-windows-x86_64.zip"
    lacking = [tool for tool in ("Xvfb", "xwininfo", "import") if not shutil.which(tool)]
    lacking += [path.name for path in (setup, archive) if not path.is_file()]
    reason = chroot.why_not() or (f"there is no {', '.join(lacking)}" if lacking else "")
    if reason:
        print(f"Nothing was proven: {reason} (build/dev.py windows makes the packages).", file=sys.stderr)
        return 1
    PROOF.mkdir(parents=True, exist_ok=True)
    wine.make()
    shutil.rmtree(FILES, ignore_errors=True)
    FILES.mkdir()
    shutil.copy(setup, FILES / "setup.exe")
    with chroot.mounted(SYSTEM):
        make_older(FILES / "older.exe")
    print("== the setup, for a user with everything on C:")
    with new_clerk() as clerk:
        prove_setup(clerk, version)
        prove_other_folder(clerk)
    if "--short" not in sys.argv:
        print("== the zip, read-only, for a user with everything on D:")
        with new_clerk() as clerk:
            prove_zip(clerk, archive)
    return 0


def make_older(setup: Path) -> None:
    """Make the setup of an older version, with a file that the new version no longer has."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "_internal").mkdir()
        (Path(folder) / "_internal" / "old.dll").write_bytes(b"old")
        (Path(folder) / "nianbao.exe").write_bytes(b"old")
        make_setup(Path(folder), setup, OLDER, 0)


def prove_setup(clerk: Clerk, version: str) -> None:
    """Install over an older version, use, and uninstall."""
    user = clerk.prefix / "drive_c" / "users" / "clerk"
    program = user / "AppData" / "Local" / "Programs" / "GongkaiNianbao"
    settings = user / "AppData" / "Roaming" / "gongkai-nianbao" / "gongkai-nianbao.ini"
    shortcuts = [
        user / "Desktop" / f"{PRODUCT}.lnk",
        user / f"AppData/Roaming/Microsoft/Windows/Start Menu/Programs/{PRODUCT}.lnk",
    ]
    clerk.run("wine /root-files/older.exe /S")
    assert (program / "_internal" / "old.dll").is_file(), "the older version was not installed"
    assert OLDER in clerk.registry(UNINSTALL)
    settings.parent.mkdir()
    settings.write_text("[General]\nappearance=dark\n", encoding="utf-8")
    clerk.own_home()

    started = time.monotonic()
    clerk.run("wine /root-files/setup.exe /S")
    size = sum(path.stat().st_size for path in program.rglob("*") if path.is_file())
    print(f"Installed in {time.monotonic() - started:.0f} s: {size / 2**20:.1f} MiB")
    assert not (program / "_internal" / "old.dll").exists(), "two versions' files are mixed"
    assert all(path.is_file() for path in shortcuts), "a shortcut is missing"
    entry = clerk.registry(UNINSTALL)
    for part in (PRODUCT, version, 'uninstall.exe" /S', "EstimatedSize"):
        assert part in entry, f"{part} is missing in:\n{entry}"
    assert "GongkaiNianbao.Workspace" in clerk.registry(rf"{CLASSES}\.nianbao")
    # wine knows no file types of one user: what a double click would run is run as it stands in the registry.
    opens = (
        clerk.registry(rf"{CLASSES}\GongkaiNianbao.Workspace\shell\open\command")
        .partition("REG_SZ")[2]
        .strip()
    )
    assert opens.endswith('nianbao.exe" "%1"'), opens

    main_job(clerk, program, clerk.home)
    report = wine.windows_path(clerk.home / "年报.nianbao")
    clerk.watch(f"wine {opens.replace('%1', report)}", PROOF / "windows.png", lambda: refuses(clerk, program))
    assert "appearance=dark" in settings.read_text(encoding="utf-8"), "the settings are gone"
    picture_of_setup(clerk)

    clerk.run(f"wine '{inside(program)}/uninstall.exe' /S; wineserver --wait")
    left = [path for path in (program, *shortcuts) if path.exists()]
    assert not left, f"left after the uninstallation: {left}"
    for key in (UNINSTALL, rf"{CLASSES}\.nianbao", rf"{CLASSES}\GongkaiNianbao.Workspace"):
        assert not clerk.registry(key), f"{key} is left"
    assert (clerk.home / "年报.nianbao").is_file(), "the report is gone"
    assert (clerk.home / "年报.nianbao.备份").is_dir(), "the backups are gone"
    assert "appearance=dark" in settings.read_text(encoding="utf-8"), "the settings are gone"
    print("Uninstalled; the report, its backups and the settings are there.")


def prove_other_folder(clerk: Clerk) -> None:
    """Install into a folder that the administrator chooses; the next version goes there without being told."""
    program = clerk.prefix / "drive_c" / "users" / "clerk" / "程序 文件夹"
    # NSIS wants the folder unquoted, as it is written in a batch file.
    folder = rf"C:\users\clerk\{program.name}"
    clerk.run(rf"wine cmd /c 'Z:\root-files\older.exe /S /D={folder}'")
    clerk.run("wine /root-files/setup.exe /S")
    assert not (program / "_internal" / "old.dll").exists(), "two versions' files are mixed"
    print(clerk.output(f"wine '{inside(program)}/nianbao-cli.exe' selftest").splitlines()[-1])
    clerk.run(f"wine '{inside(program)}/uninstall.exe' /S; wineserver --wait")
    assert not program.exists(), "left after the uninstallation"
    print(f"Installed in {folder} and uninstalled.")


def main_job(clerk: Clerk, program: Path, work: Path) -> None:
    """Let the program test itself, and make the sample's PDF in the folder *work*."""
    clerk.run(f"PROGRAM='{inside(program)}'\ncd '{inside(work)}'\n{MAIN_JOB}")


def refuses(clerk: Clerk, program: Path) -> None:
    """While the program runs, a setup must change nothing and say so by its status."""
    before = {path: path.stat().st_mtime_ns for path in program.rglob("*")}
    setup = subprocess.run(clerk.command("wine /root-files/older.exe /S"))
    assert setup.returncode == NOTHING_DONE, f"the setup ended with {setup.returncode} while the program ran"
    # An uninstaller goes on as another process and ends with 0 at once.
    clerk.run(f"wine '{inside(program)}/uninstall.exe' /S")
    time.sleep(3)
    after = {path: path.stat().st_mtime_ns for path in program.rglob("*")}
    assert before == after, "the program was changed while it ran"
    print("While it ran, neither another version nor the uninstaller changed it.")


def picture_of_setup(clerk: Clerk) -> None:
    """Show what the setup asks."""
    setup = subprocess.Popen(clerk.command("wine /root-files/setup.exe"), stderr=subprocess.DEVNULL)
    time.sleep(8)
    clerk.take_picture(PROOF / "windows-setup.png")
    clerk.run("wine taskkill /f /im setup.exe")
    setup.wait()
    clerk.settle()


def prove_zip(clerk: Clerk, archive: Path) -> None:
    """Run the program where it was unpacked, which can't be written, for a user who has nothing on C:."""
    subprocess.run(["chmod", "-R", "u+w", str(READ_ONLY)], stderr=subprocess.DEVNULL)
    shutil.rmtree(READ_ONLY, ignore_errors=True)
    shutil.unpack_archive(archive, READ_ONLY)
    subprocess.run(["chmod", "-R", "a-w,a+rX", str(READ_ONLY)], check=True)
    program = next(READ_ONLY.iterdir())
    second = clerk.home / "D盘"
    profile = second / "用户" / "办事员 一"
    for folder in SECOND_PROFILE.values():
        (profile / folder.replace("\\", "/")).mkdir(parents=True)
    (clerk.prefix / "dosdevices" / "d:").symlink_to(inside(second))
    clerk.own_home()
    shell = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer"
    windows_profile = r"D:\用户\办事员 一"
    for name, folder in SECOND_PROFILE.items():
        for key in ("Shell Folders", "User Shell Folders"):
            clerk.run(f"wine reg add '{shell}\\{key}' /f /v '{name}' /d '{windows_profile}\\{folder}'")
    variables = {
        "USERPROFILE": "",
        "APPDATA": r"\AppData\Roaming",
        "LOCALAPPDATA": r"\AppData\Local",
        "TEMP": r"\AppData\Local",
        "TMP": r"\AppData\Local",
    }
    for name, folder in variables.items():
        clerk.run(f"wine reg add 'HKCU\\Environment' /f /v {name} /d '{windows_profile}{folder}'")
    clerk.settle()
    drive_c = clerk.prefix / "drive_c" / "users"
    before = set(drive_c.rglob("*"))
    main_job(clerk, program, profile)
    report = rf"{windows_profile}\年报.nianbao"
    clerk.watch(f"wine '{inside(program)}/nianbao.exe' '{report}'", PROOF / "windows-zip.png")
    assert list((profile / "AppData").rglob("gongkai-nianbao.ini")), "the settings are not on D:"
    new = set(drive_c.rglob("*")) - before
    assert not new, f"written on C:: {new}"
    print("Nothing was written on C: or beside the program.")


if __name__ == "__main__":
    sys.exit(main())
