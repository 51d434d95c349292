"""Damages copies of a workspace in many ways, for the test and for longer runs."""

import random
import sqlite3
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from app.errors import UserError
from app.store.salvage import salvage
from app.store.workspace import open_workspace

PAGE = 4096


def _flip_bytes(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 5, 50, 500))):
        data[chance.randrange(len(data))] = chance.randrange(256)


def _truncate(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data)) :]


def _zero_pages(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(data) // PAGE) * PAGE
        data[start : start + PAGE] = bytes(PAGE)


def _flip_header(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 4)):
        data[chance.randrange(110)] = chance.randrange(256)


def _swap_pages(data: bytearray, chance: random.Random) -> None:
    one, two = (chance.randrange(len(data) // PAGE) * PAGE for _ in range(2))
    data[one : one + PAGE], data[two : two + PAGE] = data[two : two + PAGE], data[one : one + PAGE]


DAMAGES: tuple[Callable[[bytearray, random.Random], None], ...] = (
    _flip_bytes,
    _truncate,
    _zero_pages,
    _flip_header,
    _swap_pages,
)


def run(whole: Path, folder: Path, copies: int, seed: int) -> Counter[str]:
    """Damage *copies* copies of *whole*, open and salvage each; return how many of which outcome.

    Raises AssertionError when a damaged file was changed, and whatever is not a message for the user.
    """
    chance = random.Random(seed)
    outcomes: Counter[str] = Counter()
    for number in range(copies):
        data = bytearray(whole.read_bytes())
        chance.choice(DAMAGES)(data, chance)
        path = folder / f"{number}.nianbao"
        path.write_bytes(data)
        outcomes[_read_everything(path)] += 1
        outcomes[_salvaged(path, folder / f"{number} 救回.nianbao")] += 1
        assert path.read_bytes() == data, (seed, number)
    return outcomes


def _read_everything(path: Path) -> str:
    """Open and read all there is; every refusal must be one sentence."""
    try:
        workspace = open_workspace(path)
    except UserError as error:
        sentence = str(error).endswith("。")
        return f"refused: {getattr(error, 'trouble', '?')}" if sentence else "refused without a sentence"
    try:
        repository = workspace.repository
        for head in repository.summaries():
            try:
                repository.report(head.id)
                repository.history.entries(head.id)
            except UserError:
                return "opened, in part"
        repository.units()
        repository.history.search("1")
    except UserError:
        return "opened, in part"
    finally:
        workspace.close()
    return "opened"


def _salvaged(path: Path, target: Path) -> str:
    """Salvage; what comes out must open, and hold what was counted."""
    counts = salvage(path, target).counts
    workspace = open_workspace(target)
    try:
        assert len(workspace.repository.summaries()) == counts["report"]
        for head in workspace.repository.summaries():
            if head.readable:
                workspace.repository.report(head.id)
    finally:
        workspace.close()
    connection = sqlite3.connect(target)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    finally:
        connection.close()
    return "salvaged, something" if any(counts.values()) else "salvaged, nothing"
