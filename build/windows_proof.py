"""Proves that the packages for Windows install, run and go again, under wine: there is no Windows where this was written.

.venv/bin/python build/windows_proof.py [--short]

Two users without rights and without a network, on a system whose code page is that of Chinese Windows. The first installs the
setup over an older version: the settings stay, the selftest ends well, the sample's PDF is set, the window comes up as on
a double click, the setup refuses while it is open, and after the uninstallation the report and the settings are still there. The second,
whose profile lies on D:, runs the zip's program from a folder that can't be written, with a blank and Chinese in its name.
Screenshots are put in dist/proof. ``--short`` leaves out the second user. Needs root, debootstrap, Xvfb, xwininfo and ImageMagick.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import chroot
import wine
from clean_room import DISPLAY, LONGEST_START, PROOF, TITLE, clerk, display, windows
from locked import ROOT
from windows_package import NAME, make_setup
from windows_resources import PRODUCT, project_version
from wine import SYSTEM

HOME = SYSTEM / "home" / "办事员 一"
PREFIX = HOME / ".wine"
FILES = SYSTEM / "root-files"
READ_ONLY = SYSTEM / "opt" / "只读 文件夹"
CLASSES = r"HKCU\Software\Classes"
UNINSTALL = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\GongkaiNianbao"
OLDER = "0.0.1"
NOTHING_DONE = 2
"""What the setup ends with when it refused, see setup.nsi."""

PREPARE = "export LANG=zh_CN.UTF-8 WINEDEBUG=-all WINEDLLOVERRIDES=mscoree,mshtml=\n"
MAIN_JOB = """
run() { wine "$PROGRAM/nianbao-cli.exe" "$@"; }
cd "$WORK"
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
    with chroot.mounted(SYSTEM), display(SYSTEM):
        make_older(FILES / "older.exe")
        print("== the setup, for a user with everything on C:")
        new_user()
        prove_setup(version)
        if "--short" not in sys.argv:
            settle()
            print("== the zip, read-only, for a user with everything on D:")
            new_user()
            prove_zip(archive)
        settle()
    return 0


def make_older(setup: Path) -> None:
    """Make the setup of an older version: of a program that is not there any more, with a file of its own."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "_internal").mkdir()
        (Path(folder) / "_internal" / "old.dll").write_bytes(b"old")
        (Path(folder) / "nianbao.exe").write_bytes(b"old")
        make_setup(Path(folder), setup, OLDER, 0)


def new_user() -> None:
    """Make a user with an empty home, who can't see the Python with which the program was made."""
    for folder in ("opt/python", "source", "setup", "root"):
        if (SYSTEM / folder).exists():
            (SYSTEM / folder).chmod(0o700)
    shutil.rmtree(HOME, ignore_errors=True)
    if subprocess.run(["chroot", str(SYSTEM), "id", "clerk"], capture_output=True).returncode:
        chroot.inside(SYSTEM, "useradd", "--home-dir", "/home/办事员 一", "clerk")
    HOME.mkdir(parents=True)
    chroot.inside(SYSTEM, "chown", "clerk:clerk", "/home/办事员 一")
    run("wineboot --init; wineserver --wait")


def run(script: str, **variables: str) -> str:
    """Run a script as that user and return what it prints. Raises CalledProcessError."""
    return said(subprocess.run(command(script, **variables), check=True, stdout=subprocess.PIPE).stdout)


def command(script: str, **variables: str) -> list[str]:
    """Return the command that runs a script as that user, without a network, where programs for Windows run."""
    set_variables = "".join(f"{name}='{value}'\n" for name, value in variables.items())
    return clerk(SYSTEM, PREPARE + set_variables + script)


def inside(path: Path) -> str:
    """Return what a path is called inside the system."""
    return f"/{path.relative_to(SYSTEM)}"


def said(output: bytes) -> str:
    """Return what programs printed: ours in UTF-8, those of Windows in the code page of Chinese."""
    try:
        text = output.decode("utf-8")
    except UnicodeDecodeError:
        text = output.decode("gb18030")
    return text.replace("\r\n", "\n")


def settle() -> None:
    """Wait until wine has written everything and ended."""
    run("wineserver --wait")


def prove_setup(version: str) -> None:
    """Install over an older version, use, and uninstall."""
    user = PREFIX / "drive_c" / "users" / "clerk"
    program = user / "AppData" / "Local" / "Programs" / "GongkaiNianbao"
    settings = user / "AppData" / "Roaming" / "gongkai-nianbao" / "gongkai-nianbao.ini"
    shortcuts = [
        user / "Desktop" / f"{PRODUCT}.lnk",
        user / f"AppData/Roaming/Microsoft/Windows/Start Menu/Programs/{PRODUCT}.lnk",
    ]
    run("wine /root-files/older.exe /S")
    assert (program / "_internal" / "old.dll").is_file(), "the older version was not installed"
    assert OLDER in registry(UNINSTALL)
    settings.parent.mkdir()
    settings.write_text("[General]\nappearance=dark\n", encoding="utf-8")
    chroot.inside(SYSTEM, "chown", "-R", "clerk:clerk", "/home/办事员 一")

    started = time.monotonic()
    run("wine /root-files/setup.exe /S")
    size = sum(path.stat().st_size for path in program.rglob("*") if path.is_file())
    print(f"Installed in {time.monotonic() - started:.0f} s: {size / 2**20:.1f} MiB")
    assert not (program / "_internal" / "old.dll").exists(), "two versions' files are mixed"
    assert all(path.is_file() for path in shortcuts), "a shortcut is missing"
    entry = registry(UNINSTALL)
    for part in (PRODUCT, version, 'uninstall.exe" /S', "EstimatedSize"):
        assert part in entry, f"{part} is missing in:\n{entry}"
    assert "GongkaiNianbao.Workspace" in registry(rf"{CLASSES}\.nianbao")
    # wine knows no file types of one user: what a double click would run is run as it stands in the registry.
    opens = registry(rf"{CLASSES}\GongkaiNianbao.Workspace\shell\open\command").partition("REG_SZ")[2].strip()
    assert opens.endswith('nianbao.exe" "%1"'), opens

    print(run(MAIN_JOB, PROGRAM=inside(program), WORK=inside(HOME)), end="")
    report = wine.windows_path(HOME / "年报.nianbao")
    watch(f"wine {opens.replace('%1', report)}", "windows.png", lambda: refuses(program))
    assert "appearance=dark" in settings.read_text(encoding="utf-8"), "the settings are gone"
    picture_of_setup()

    run(f"wine '{inside(program)}/uninstall.exe' /S; wineserver --wait")
    left = [path for path in (program, *shortcuts) if path.exists()]
    assert not left, f"left after the uninstallation: {left}"
    for key in (UNINSTALL, rf"{CLASSES}\.nianbao", rf"{CLASSES}\GongkaiNianbao.Workspace"):
        assert not registry(key), f"{key} is left"
    assert (HOME / "年报.nianbao").is_file(), "the report is gone"
    assert (HOME / "年报.nianbao.备份").is_dir(), "the backups are gone"
    assert "appearance=dark" in settings.read_text(encoding="utf-8"), "the settings are gone"
    print("Uninstalled; the report, its backups and the settings are there.")


def registry(key: str) -> str:
    """Return a key of the registry with its values, empty when it is not there."""
    asked = subprocess.run(command(f"wine reg query '{key}'"), stdout=subprocess.PIPE)
    return said(asked.stdout) if asked.returncode == 0 else ""


def refuses(program: Path) -> None:
    """While the program runs, a setup must change nothing and say so by its status."""
    before = {path: path.stat().st_mtime_ns for path in program.rglob("*")}
    setup = subprocess.run(command("wine /root-files/older.exe /S"))
    assert setup.returncode == NOTHING_DONE, f"the setup ended with {setup.returncode} while the program ran"
    # An uninstaller goes on as another process and ends with 0 at once.
    run(f"wine '{inside(program)}/uninstall.exe' /S")
    time.sleep(3)
    after = {path: path.stat().st_mtime_ns for path in program.rglob("*")}
    assert before == after, "the program was changed while it ran"
    print("While it ran, neither another version nor the uninstaller changed it.")


def watch(script: str, picture: str, meanwhile: Callable[[], None] = lambda: None) -> None:
    """Start the program, wait for its window, take a screenshot, and close the window as a user does."""
    started = time.monotonic()
    program = subprocess.Popen(command(f'cd "$HOME"; {script}'), stderr=subprocess.DEVNULL)
    try:
        while TITLE not in windows():
            assert time.monotonic() - started < LONGEST_START, "no window came up"
            time.sleep(0.05)
        print(f"Window after {time.monotonic() - started:.1f} s")
        time.sleep(4)
        shoot(picture)
        meanwhile()
        run("wine taskkill /im nianbao.exe; sleep 3")
        assert TITLE not in windows(), "the window did not close"
    finally:
        program.terminate()
        program.wait()
    settle()


def shoot(picture: str) -> None:
    """Take a screenshot."""
    subprocess.run(["import", "-display", DISPLAY, "-window", "root", str(PROOF / picture)], check=True)


def picture_of_setup() -> None:
    """Show what the setup asks."""
    setup = subprocess.Popen(command("wine /root-files/setup.exe"), stderr=subprocess.DEVNULL)
    time.sleep(8)
    shoot("windows-setup.png")
    run("wine taskkill /f /im setup.exe")
    setup.wait()
    settle()


def prove_zip(archive: Path) -> None:
    """Run the program where it was unpacked, which can't be written, for a user who has nothing on C:."""
    subprocess.run(["chmod", "-R", "u+w", str(READ_ONLY)], stderr=subprocess.DEVNULL)
    shutil.rmtree(READ_ONLY, ignore_errors=True)
    shutil.unpack_archive(archive, READ_ONLY)
    subprocess.run(["chmod", "-R", "a-w,a+rX", str(READ_ONLY)], check=True)
    program = next(READ_ONLY.iterdir())
    second = HOME / "D盘"
    profile = second / "用户" / "办事员 一"
    for folder in SECOND_PROFILE.values():
        (profile / folder.replace("\\", "/")).mkdir(parents=True)
    (PREFIX / "dosdevices" / "d:").symlink_to(inside(second))
    chroot.inside(SYSTEM, "chown", "-R", "clerk:clerk", "/home/办事员 一")
    shell = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer"
    windows_profile = r"D:\用户\办事员 一"
    for name, folder in SECOND_PROFILE.items():
        for key in ("Shell Folders", "User Shell Folders"):
            run(f"wine reg add '{shell}\\{key}' /f /v '{name}' /d '{windows_profile}\\{folder}'")
    variables = {
        "USERPROFILE": "",
        "APPDATA": r"\AppData\Roaming",
        "LOCALAPPDATA": r"\AppData\Local",
        "TEMP": r"\AppData\Local",
        "TMP": r"\AppData\Local",
    }
    for name, folder in variables.items():
        run(f"wine reg add 'HKCU\\Environment' /f /v {name} /d '{windows_profile}{folder}'")
    settle()
    drive_c = PREFIX / "drive_c" / "users"
    before = set(drive_c.rglob("*"))
    print(run(MAIN_JOB, PROGRAM=inside(program), WORK=inside(profile)), end="")
    report = rf"{windows_profile}\年报.nianbao"
    watch(f"wine '{inside(program)}/nianbao.exe' '{report}'", "windows-zip.png")
    assert list((profile / "AppData").rglob("gongkai-nianbao.ini")), "the settings are not on D:"
    new = set(drive_c.rglob("*")) - before
    assert not new, f"written on C:: {new}"
    print("Nothing was written on C: or beside the program.")


if __name__ == "__main__":
    sys.exit(main())
