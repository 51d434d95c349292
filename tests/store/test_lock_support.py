"""Where a share has no locks the cause is named at opening, and a copy on this computer goes back by comparison."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from shares import NO_LOCKS, needs_shim, program, said
from tree import listing

from app.edits import SetText
from app.store import lock_support
from app.store.errors import Trouble, WorkspaceError
from app.store.local_copy import LocalCopies
from app.store.workspace import Workspace, open_workspace
from app.workspace_values import Remedy

OPEN = """
import sys
from pathlib import Path
from app.store.workspace import open_workspace, WorkspaceError
try:
    open_workspace(Path(sys.argv[1]))
    print("open")
except WorkspaceError as error:
    print(error.trouble, *error.remedies, str(error))
"""
WORK_ON_A_COPY = """
import sys
from pathlib import Path
from app.edits import SetText
from app.store.local_copy import LocalCopies
from app.store.workspace import open_workspace
copies = LocalCopies(Path(sys.argv[2]))
copy, _ = copies.take(Path(sys.argv[1]))
workspace = open_workspace(copy)
workspace.repository.apply(SetText(1, "overview", "在本机写的"))
print(copies.write_back(workspace))
workspace.close()
"""
CREATE = """
import sys
from pathlib import Path
from app.store.workspace import create, WorkspaceError
try:
    create(Path(sys.argv[1]))
except WorkspaceError as error:
    print(error.trouble)
"""


@pytest.fixture
def share(path: Path) -> Path:
    """The workspace on what is the share below."""
    folder = path.parent / "共享"
    folder.mkdir()
    return Path(shutil.move(path, folder / path.name))


@pytest.fixture
def copies(tmp_path: Path) -> LocalCopies:
    return LocalCopies(tmp_path / "本机副本")


@needs_shim
@pytest.mark.parametrize("kind", NO_LOCKS)
def test_a_share_without_locks_is_named_in_seconds(share: Path, kind: str) -> None:
    before = listing(share.parent)
    start = time.monotonic()
    with program(OPEN, share, locks=NO_LOCKS[kind], share=share.parent) as process:
        words = said(process).split(" ", 3)
    assert time.monotonic() - start < 10
    assert words[:3] == [Trouble.NO_LOCKS, Remedy.LOCAL_COPY, Remedy.RETRY]
    assert "不能锁定文件" in words[3]
    assert "稍后" not in words[3]
    assert listing(share.parent) == before


@needs_shim
@pytest.mark.parametrize("kind", NO_LOCKS)
def test_on_a_share_without_locks_a_copy_is_edited_and_goes_back(
    share: Path, tmp_path: Path, kind: str, opened: Callable[..., Workspace]
) -> None:
    arguments = share, tmp_path / "本机副本"
    with program(WORK_ON_A_COPY, *arguments, locks=NO_LOCKS[kind], share=share.parent) as process:
        assert said(process) == str(share)
    assert opened(share).repository.report(1).text("overview") == "在本机写的"


@needs_shim
def test_making_a_file_on_such_a_share_names_the_cause_too(tmp_path: Path) -> None:
    with program(CREATE, tmp_path / "新.nianbao", locks=NO_LOCKS["ENOLCK"], share=tmp_path) as process:
        assert said(process) == Trouble.NO_LOCKS


def test_an_ordinary_folder_has_locks(tmp_path: Path) -> None:
    assert lock_support.work_in(tmp_path)
    assert not list(tmp_path.iterdir())


def edited(copy: Path, text: str) -> Workspace:
    workspace = open_workspace(copy)
    workspace.repository.apply(SetText(1, "overview", text))
    return workspace


def test_what_somebody_wrote_in_between_is_never_replaced(share: Path, copies: LocalCopies) -> None:
    copy, _ = copies.take(share)
    edited(share, "别人写的").close()
    theirs = share.read_bytes()
    mine = edited(copy, "我写的")
    with pytest.raises(WorkspaceError, match="已被别人改动"):
        copies.write_back(mine)
    mine.close()
    assert share.read_bytes() == theirs
    assert copies.take(share) == (copy, True)
    assert open_and_read(copy) == "我写的"


def open_and_read(path: Path) -> str:
    workspace = open_workspace(path, read_only=True)
    try:
        return workspace.repository.report(1).text("overview")
    finally:
        workspace.close()


@pytest.mark.parametrize("ending", ["-journal", "-wal"])
def test_nothing_goes_back_while_somebody_is_writing(share: Path, copies: LocalCopies, ending: str) -> None:
    copy, _ = copies.take(share)
    mine = edited(copy, "我写的")
    Path(f"{share}{ending}").write_bytes(b"")
    before = listing(share.parent)
    with pytest.raises(WorkspaceError, match="正在修改"):
        copies.write_back(mine)
    mine.close()
    assert listing(share.parent) == before


def test_edits_from_before_are_kept_and_a_copy_without_any_is_made_anew(
    share: Path, copies: LocalCopies
) -> None:
    copy, kept = copies.take(share)
    assert not kept
    edited(share, "别人写的").close()
    assert copies.take(share) == (copy, False)
    assert open_and_read(copy) == "别人写的"
    mine = edited(copy, "我写的")
    assert copies.write_back(mine) == share
    assert copies.write_back(mine) is None
    mine.repository.apply(SetText(1, "overview", "我又写的"))
    assert copies.has_edits(copy)
    assert copies.write_back(mine) == share
    mine.close()
    assert open_and_read(share) == "我又写的"
    assert copies.take(share) == (copy, False)


def test_a_share_that_is_away_leaves_the_copy_as_it_is(share: Path, copies: LocalCopies) -> None:
    copy, _ = copies.take(share)
    mine = edited(copy, "我写的")
    share.parent.rename(share.parent.with_name("断开"))
    with pytest.raises(WorkspaceError, match="修改仍在本机副本中"):
        copies.write_back(mine)
    share.parent.with_name("断开").rename(share.parent)
    assert copies.write_back(mine) == share
    mine.close()


def test_a_record_beside_a_file_that_is_no_copy_of_ours_means_nothing(
    share: Path, copies: LocalCopies, tmp_path: Path
) -> None:
    """Else a folder that somebody sends could name any file to be written over."""
    copy, _ = copies.take(share)
    elsewhere = tmp_path / "收到的"
    shutil.copytree(copy.parent, elsewhere)
    assert copies.origin(copy) == share
    assert copies.origin(elsewhere / copy.name) is None
    within = copy.parent.parent / "别的"
    shutil.copytree(copy.parent, within)
    assert copies.origin(within / copy.name) is None
