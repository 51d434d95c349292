"""The short form of the proof: the frozen program of this machine, without a network, from a folder that can't be written,
and from a package that is installed and removed.

The packages themselves are made and proven in chroots by ``build/dev.py deb`` and ``prove``, which take a quarter of an
hour on two cores: too long for every change.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from linux_package import NAME, debian_package
from machines import here

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="cuts the network with Linux's unshare")

LONGEST_BUILD = 600


def _without_network() -> list[str]:
    """Return the words that put before a command let it run without a network and without root's right to write everywhere."""
    command = ["unshare", "--map-root-user", "--net"]
    if os.geteuid() == 0:
        command = ["unshare", "--net", "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    if not shutil.which(command[0]):
        pytest.skip("unshare is not installed")
    tried = subprocess.run([*command, "true"], capture_output=True, text=True, check=False)
    if tried.returncode:
        pytest.skip(f"the network can't be cut here: {tried.stderr.strip()}")
    return command


@pytest.fixture(scope="module")
def program(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The frozen program in a folder whose name has a blank and Chinese characters."""
    pytest.importorskip("PyInstaller")
    _without_network()
    folder = tmp_path_factory.mktemp("冻结 程序")
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    command += ["--distpath", str(folder), "--workpath", str(folder / "work"), str(root / "installer.spec")]
    subprocess.run(command, check=True, cwd=root, timeout=LONGEST_BUILD)
    shutil.rmtree(folder / "work")
    _let_in(folder)
    subprocess.run(["chmod", "-R", "a-w,a+rX", str(folder / "nianbao")], check=True)
    return folder / "nianbao" / "nianbao"


def _let_in(folder: Path) -> None:
    """Let every user reach a folder below that of all temporary files."""
    for place in (folder, *folder.parents):
        if place == Path(tempfile.gettempdir()):
            return
        place.chmod(0o755)


def _run(program: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    home.mkdir(exist_ok=True)
    home.chmod(0o777)
    _let_in(home.parent)
    variables = {"HOME": str(home), "TMPDIR": str(home), "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"}
    command = [*_without_network(), str(program), *arguments]
    return subprocess.run(
        command, cwd=home, env=variables, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_the_selftest_passes_without_a_network(program: Path, tmp_path: Path) -> None:
    done = _run(program, tmp_path / "家", "selftest")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("ok\n")
    assert "qxcb" in done.stdout


def test_the_samples_pdf_is_made_and_read_back(program: Path, tmp_path: Path) -> None:
    home = tmp_path / "家"
    sample = program.parent / "_internal" / "resources" / "samples" / "青禾市人民政府2024.json"
    report = ("--unit", "青禾市人民政府", "--year", "2024")
    for arguments in (
        ("import", str(sample), "--into", "年报.nianbao"),
        ("check", "年报.nianbao"),
        ("export", "年报.nianbao", *report, "--to", "pdf", "-o", "年报.pdf"),
        ("import", "年报.pdf"),
    ):
        done = _run(program, home, *arguments)
        assert done.returncode == 0, done.stdout + done.stderr
    assert (home / "年报.pdf").read_bytes().startswith(b"%PDF-")


def test_nothing_of_the_program_is_writable_data(program: Path, tmp_path: Path) -> None:
    before = sorted(program.parent.rglob("*"))
    assert _run(program, tmp_path / "家", "selftest").returncode == 0
    assert sorted(program.parent.rglob("*")) == before


@pytest.fixture
def bare_root(tmp_path: Path) -> Path:
    """A root folder with an empty database of dpkg."""
    if os.geteuid() or not shutil.which("dpkg"):
        pytest.skip("packages are installed by dpkg, as root")
    database = tmp_path / "根" / "var" / "lib" / "dpkg"
    for folder in ("info", "updates"):
        (database / folder).mkdir(parents=True)
    (database / "status").touch()
    return tmp_path / "根"


def test_its_deb_is_installed_runs_and_is_removed(program: Path, bare_root: Path, tmp_path: Path) -> None:
    # What the libraries of a new system ask for is not the matter here: the packages are made on an old one.
    package = tmp_path / "program.deb"
    try:
        package.write_bytes(debian_package(program.parent, "0.1.0", here(), 0, preset=0))
    except SystemExit as unknown:
        pytest.skip(f"this Python has libraries of its own: {unknown}")

    def dpkg(*arguments: str) -> None:
        command = ["dpkg", f"--root={bare_root}", "--log=/dev/null", *arguments]
        # It wants the programs of the system's administration where it looks for them.
        variables = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
        subprocess.run(command, check=True, capture_output=True, env=variables)

    dpkg("--force-depends", "--install", str(package))
    assert (bare_root / "usr" / "bin" / "nianbao").readlink() == Path(f"/opt/{NAME}/nianbao")
    assert (bare_root / "usr" / "share" / "applications" / f"{NAME}.desktop").is_file()
    home = tmp_path / "家"
    done = _run(bare_root / "opt" / NAME / "nianbao", home, "selftest")
    assert done.returncode == 0, done.stdout + done.stderr
    (home / "年报.nianbao").touch()
    dpkg("--remove", NAME)
    left = [path for path in bare_root.rglob("*") if "dpkg" not in path.parts and not path.is_dir()]
    assert left == []
    assert (home / "年报.nianbao").is_file()
