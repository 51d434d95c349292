"""A process that edits a workspace and says of each edit what became of it; meant to be killed.

    python writer.py WORKSPACE SEED COUNT

Prints ``closed TROUBLE REASON`` when the workspace can't be opened, ``saved N`` once edit number N is on disk, ``refused N REASON`` when the disk did not take it, and
``torn N`` should memory and disk ever differ after a refusal. The edits follow from the seed alone.
"""

import random
import sys
from pathlib import Path

from random_edits import REPORTS, typing

from app.errors import UserError
from app.store.errors import WorkspaceError, WriteFailed
from app.store.repository import Repository
from app.store.workspace import open_workspace

LANDED = "已写入文件"


def write(path: Path, seed: int, count: int) -> None:
    """Make *count* edits, going on after each refusal."""
    try:
        workspace = open_workspace(path)
    except WorkspaceError as error:
        print("closed", error.trouble, error, flush=True)
        return
    print("open", workspace.read_only, flush=True)
    chance = random.Random(seed)
    for number in range(count):
        edit = typing(chance)
        try:
            workspace.repository.apply(edit)
        except WriteFailed as error:
            print("refused", number, error, flush=True)
            if _torn(workspace.repository, path):
                print("torn", number, flush=True)
        else:
            print("saved", number, flush=True)
    workspace.close()


def _torn(repository: Repository, path: Path) -> bool:
    """Compare memory with what another reader finds on disk; where nobody can read, nothing is torn."""
    try:
        other = open_workspace(path, read_only=True)
    except UserError:
        return False
    try:
        return any(repository.report(number) != other.repository.report(number) for number in REPORTS)
    except UserError:
        return False
    finally:
        other.close()


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
