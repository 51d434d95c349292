"""Outputs take the place of regular files only, never of data files, and keep or get the modes a user expects."""

import os
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import UNIT as BUILDERS_UNIT
from builders import consistent_report
from tree import listing

from app import files
from app.cli import main
from app.edits import AddReport
from app.errors import UserError
from app.exports.formats import FORMATS, export
from app.store import backup
from app.store.workspace import create

UNIT = BUILDERS_UNIT.name


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    path = tmp_path / "年报.nianbao"
    made = create(path)
    made.repository.apply(AddReport(consistent_report()))
    made.close()
    backup.back_up(path, backup.BackupReason.BY_HAND)
    return path


@pytest.fixture
def umask() -> Iterator[None]:
    before = os.umask(0o077)
    yield
    os.umask(before)


@pytest.mark.parametrize("format_name", ["pdf", "docx", "html", "xlsx", "json", "archive"])
@pytest.mark.parametrize("what", ["source", "backup", "link", "damaged"])
def test_no_export_replaces_a_data_file(
    workspace: Path, tmp_path: Path, format_name: str, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    target = workspace
    if what == "backup":
        target = backup.backups(workspace)[0].path
    elif what == "link":
        target = tmp_path / "报告.pdf"
        target.symlink_to(workspace)
    elif what == "damaged":
        target = tmp_path / "坏了的.nianbao"
        target.write_bytes(b"\0" * 4096)
    before = listing(tmp_path)
    of = ("--unit", UNIT, "--year", "2024", "--to", format_name, "-o", str(target))
    assert main(["export", str(workspace), *of]) == 2
    assert listing(tmp_path) == before
    (said,) = capsys.readouterr().err.strip().splitlines()
    assert "数据文件或备份" in said


@pytest.mark.parametrize("format_name", FORMATS)
def test_a_pipe_is_refused_at_once(tmp_path: Path, format_name: str) -> None:
    pipe = tmp_path / "管道"
    os.mkfifo(pipe)
    with pytest.raises(UserError, match="管道"):
        export(consistent_report(), format_name, pipe, draft=False)


def test_a_device_is_refused() -> None:
    with pytest.raises(UserError, match="设备"):
        files.replace_file(Path("/dev/null"), b"x")


def test_a_link_is_followed_and_stays(tmp_path: Path) -> None:
    real, link = tmp_path / "真.html", tmp_path / "链接.html"
    real.write_bytes(b"old")
    link.symlink_to(real)
    files.replace_file(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_a_link_with_a_data_files_name_is_not_written_through(tmp_path: Path) -> None:
    real, link = tmp_path / "文件.docx", tmp_path / "2025-01-01 090000 打开时.nianbao"
    real.write_bytes(b"irreplaceable")
    link.symlink_to(real)
    with pytest.raises(UserError, match="数据文件或备份"):
        files.replace_file(link, b"new")
    assert real.read_bytes() == b"irreplaceable"
    real.unlink()
    with pytest.raises(UserError, match="数据文件或备份"):
        files.replace_file(link, b"new")
    assert not real.exists()


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_an_existing_file_keeps_its_mode(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "报告.pdf"
    path.write_bytes(b"old")
    path.chmod(mode)
    files.replace_file(path, b"new")
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_a_new_file_follows_the_umask(tmp_path: Path, umask: None) -> None:
    files.replace_file(tmp_path / "报告.pdf", b"new")
    assert stat.S_IMODE((tmp_path / "报告.pdf").stat().st_mode) == 0o600


def test_what_a_killed_export_left_is_removed_by_a_later_one(tmp_path: Path) -> None:
    old, young, other = (
        tmp_path / name for name in (f".~{'0' * 16}.part", f".~{'1' * 16}.part", ".~mine.part")
    )
    for path in (old, young, other):
        path.write_bytes(b"half")
    hour_ago, years_ahead = time.time() - 2 * 60 * 60, time.time() + 10**9
    os.utime(old, (hour_ago, hour_ago))
    ahead = tmp_path / f".~{'2' * 16}.part"
    ahead.write_bytes(b"half")
    os.utime(ahead, (years_ahead, years_ahead))
    os.utime(other, (hour_ago, hour_ago))
    files.replace_file(tmp_path / "报告.pdf", b"new")
    assert not old.exists()
    assert not ahead.exists()
    assert young.exists()
    assert other.exists()


_KILLED = """
import os, signal, sys
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from app.files import written_beside
with written_beside(Path(sys.argv[1])):
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(not Path("/proc/self/ns/pid").exists(), reason="no id of the computer's run")
def test_what_a_killed_program_left_is_removed_at_once_and_nothing_of_others(
    tmp_path: Path, root: Path
) -> None:
    target = tmp_path / "报告.pdf"
    subprocess.run([sys.executable, "-c", _KILLED, str(target), str(root)], check=False)
    (left,) = tmp_path.iterdir()
    folder = left.with_name(f"{left.name[:18]}{'0' * 8}.part")
    (folder / "里面").mkdir(parents=True)
    (folder / "里面" / "半份.ofd").write_bytes(b"half")
    run, pid = left.name[2:10], left.name[10:18]
    elsewhere = tmp_path / f".~{'0' * 8}{pid}{'0' * 8}.part"
    alive = tmp_path / f".~{run}{os.getpid():08x}{'0' * 8}.part"
    mine = [
        tmp_path / name for name in (".~mine.part", f".~{run}{pid}.part.txt", f"~{run}{pid}{'0' * 8}.part")
    ]
    for path in (elsewhere, alive, *mine):
        path.write_bytes(b"half")
    link = tmp_path / f".~{run}{pid}{'1' * 8}.part"
    link.symlink_to(tmp_path / "别处")
    (tmp_path / "别处").mkdir()
    files.replace_file(target, b"new")
    assert not left.exists()
    assert not folder.exists()
    assert all(path.exists() for path in (elsewhere, alive, *mine, tmp_path / "别处"))
    assert link.is_symlink()


def test_a_failure_inside_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "报告.pdf"
    path.write_bytes(b"old")

    def fail() -> None:
        with files.written_beside(path) as part:
            part.write_bytes(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert listing(tmp_path) == {"报告.pdf": b"old"}


@pytest.mark.parametrize(
    "name",
    [
        "新.nianbao",
        "新.NIANBAO",
        "年报.nianbao-journal",
        "年报.nianbao-wal",
        "年报.nianbao-shm",
        "年报.nianbao.备份/报告.html",
        "年报.nianbao.备份/request.json",
    ],
)
@pytest.mark.parametrize("through_link", [False, True])
def test_no_output_gets_a_name_that_belongs_to_a_data_file(
    workspace: Path, tmp_path: Path, name: str, through_link: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    """Beside a workspace SQLite would replay such a file into it, or the file would keep it from being opened."""
    target = tmp_path / name
    if through_link:
        (tmp_path / "链接").symlink_to(target)
        target = tmp_path / "链接"
    before = listing(tmp_path)
    of = ("--unit", UNIT, "--year", "2024", "--to", "html", "-o", str(target))
    assert main(["export", str(workspace), *of]) == 2
    assert listing(tmp_path) == before
    (said,) = capsys.readouterr().err.strip().splitlines()
    assert "备份" in said


@pytest.mark.parametrize("name", ["长" * 200, "a\0b", "循环"])
def test_a_name_that_can_not_be_is_refused_with_a_sentence(
    workspace: Path, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "循环").symlink_to("循环")
    of = ("--unit", UNIT, "--year", "2024", "--to", "html", "-o", str(tmp_path / name))
    assert main(["export", str(workspace), *of]) == 2
    (said,) = capsys.readouterr().err.strip().splitlines()
    assert "请换一个文件名" in said
    source = tmp_path / "报告.json"
    files.replace_file(source, b"{}")
    assert main(["import", str(source), "--into", str(tmp_path / name)]) == 2


def test_a_link_to_nowhere_is_refused_by_the_folder_that_it_means(tmp_path: Path) -> None:
    link = tmp_path / "链接.html"
    link.symlink_to(tmp_path / "没有这里" / "报告.html")
    with pytest.raises(UserError, match="没有这里”不存在"):
        files.replace_file(link, b"x")
