"""Gives the program mutated workspaces, journals, backup folders, packages and documents, and watches the files around.

Around the workspace lies a tree of other people's files. Whatever the program is made to do, no file but the
workspace's own, and what it was asked to write, may be made, changed or removed; nothing but a sentence for the user
may be raised; and no case may last. For the test in short, for ``tests/soak`` in full.
"""

import base64
import contextlib
import faulthandler
import json
import os
import random
import shutil
import signal
import sqlite3
import struct
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

from builders import consistent_report

from app.commands.sources import is_many, reports_in
from app.edits import AddReport, SetText
from app.errors import UserError
from app.exports.archival_details import Particulars
from app.exports.archive import verify
from app.exports.formats import FORMATS, export, export_archive, render
from app.imports import read
from app.processes import this_run
from app.rules.check import check
from app.store import backup, heartbeat, restoring, write_lock
from app.store.backup_differences import compare
from app.store.local_copy import LocalCopies
from app.store.past_states import deleted_reports
from app.store.salvage import salvage
from app.store.workspace import Workspace, create, open_workspace
from app.workspace_values import BackupReason

SLOWEST = 10.0
"""Seconds that no case may reach, on a busy machine."""
_JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")
Chance = random.Random


_MADE = Path(__file__).resolve().parent.parent / "imports" / "made"


def foreign_documents(workspace: Path) -> dict[str, bytes]:
    """A document of each kind that is read, by its file's name."""
    report = consistent_report()
    made = {f"报告.{kind}": render(report, kind, draft=False) for kind in FORMATS}
    made |= {f"别人的{path.suffix}": path.read_bytes() for path in sorted(_MADE.iterdir())}
    page = made["报告.html"]
    made["网页.mht"] = (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
        b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + base64.encodebytes(page)
        + b"\r\n--b--\r\n"
    )
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("报告.html", "报告.docx", "报告.json"):
            archive.writestr(f"各单位/{name}", made[name])
    return {**made, "各单位.zip": packed.getvalue(), "来源.nianbao": workspace.read_bytes()}


class Stage:
    """The tree: ``mine`` with the workspace, ``others`` with what must stay, ``out`` for what is asked for."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.mine, self.others, self.out = (root / name for name in ("mine", "others", "out"))
        for folder in (self.mine, self.others, self.out):
            folder.mkdir()
        self.workspace = self.mine / "年报.nianbao"
        self.folder = backup.folder_of(self.workspace)
        self.package = self.mine / "归档包.zip"
        self.temporary = root / "temporary"
        self.temporary.mkdir()
        self._make(self.workspace)
        self._make(self.others / "另一份.nianbao")
        (self.others / "重要.docx").write_bytes(b"irreplaceable" * 100)
        report = consistent_report()
        export_archive(report, check(report, None), self.package, Particulars())
        self.documents = foreign_documents(self.workspace)
        self._whole = {
            path.relative_to(self.mine): path.read_bytes() for path in self.mine.rglob("*") if path.is_file()
        }
        self.hot = self._hot_journal()

    def _make(self, path: Path) -> None:
        workspace = create(path)
        workspace.repository.apply(AddReport(consistent_report()))
        backup.back_up(path, BackupReason.OPENED, datetime(2025, 1, 1, 9).astimezone())
        workspace.repository.apply(SetText(consistent_report().id, "other", "改过一次。"))
        backup.back_up(path, BackupReason.HOURLY, datetime(2025, 1, 2, 9).astimezone())
        workspace.close()

    def _hot_journal(self) -> bytes:
        """The journal of an edit that was cut short."""
        with contextlib.closing(sqlite3.connect(self.workspace, isolation_level=None)) as connection:
            connection.execute("PRAGMA cache_size = 1")
            connection.execute("BEGIN")
            connection.execute("UPDATE figure SET value = '7'")
            journal = Path(f"{self.workspace}-journal").read_bytes()
            connection.execute("ROLLBACK")
        return journal

    def reset(self) -> None:
        """Put everything of ``mine`` back as it was."""
        for folder in (self.mine, self.out):
            shutil.rmtree(folder)
            folder.mkdir()
        for name, data in self._whole.items():
            (self.mine / name).parent.mkdir(exist_ok=True)
            (self.mine / name).write_bytes(data)

    def watched(self) -> dict[str, object]:
        """Everything but the workspace's own files and what was asked for."""
        found: dict[str, object] = {}
        for place, folders, names in os.walk(self.root):
            at = Path(place)
            if at == self.root:
                folders.remove("out")
            for name in [*folders, *names]:
                path = at / name
                if self.mine in path.parents and name.startswith(("年报.nianbao", "年报 损坏", ".~")):
                    continue
                if self.folder in path.parents:
                    continue
                looked_at = path.lstat()
                whole = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
                found[str(path)] = (looked_at.st_mode, looked_at.st_ino, whole)
        return found


# what is put in the way


def _damaged(data: bytes, chance: Chance) -> bytes:
    """Flip, cut, double, move, insert: a byte, some bytes, or a page."""
    raw = bytearray(data or b"\0")
    for _ in range(chance.choice((1, 1, 3, 30))):
        at, length = chance.randrange(len(raw)), chance.choice((1, 2, 4, 16, 4096))
        match chance.randrange(7):
            case 0:
                raw[at] ^= 1 << chance.randrange(8)
            case 1:
                raw[at : at + length] = chance.randbytes(min(length, len(raw) - at))
            case 2:
                raw[at : at + length] = bytes([chance.choice((0, 0xFF, 0x7F))]) * min(length, len(raw) - at)
            case 3:
                del raw[at:]
                raw = raw or bytearray(b"\0")
            case 4:
                raw[at:at] = raw[chance.randrange(len(raw)) :][:length]
            case 5:
                raw[at] = chance.choice((0, 1, 2, 0x7F, 0x80, 0xFE, 0xFF))
            case 6 if len(raw) > 110:
                raw[chance.randrange(110)] = chance.randrange(256)
    return bytes(raw)


def _naming(stage: Stage, chance: Chance) -> bytes:
    """A journal, real or made up, that names a file of somebody else's."""
    victim = chance.choice((stage.others / "重要.docx", stage.others / "另一份.nianbao", stage.package))
    name = os.fsencode(victim) + bytes(chance.choice((0, 0, 1)))
    checksum = sum(byte - 256 if byte > 127 else byte for byte in name) & 0xFFFFFFFF
    size = chance.choice((4096, 4096, 512, 0))
    trailer = struct.pack(">I", size) + name + struct.pack(">II", len(name), checksum) + _JOURNAL_MAGIC
    header = _JOURNAL_MAGIC + struct.pack(">IIIII", 0, 1, chance.choice((0, 5, 20)), 512, 4096)
    return chance.choice((header.ljust(512, b"\0"), stage.hot)) + trailer


def _put(stage: Stage, path: Path, data: bytes, chance: Chance) -> None:
    """Put something into a place: these bytes, damaged ones, a link, a pipe, a folder, something huge."""
    if path.is_dir() and not path.is_symlink():
        return
    path.unlink(missing_ok=True)
    victims = [stage.others, *sorted(stage.others.iterdir()), Path("/dev/zero"), stage.root / "nothing"]
    match chance.randrange(20):
        case 0:
            path.symlink_to(chance.choice(victims))
        case 1:
            os.link(stage.others / "重要.docx", path)
        case 2:
            os.mkfifo(path)
        case 3:
            path.mkdir()
        case 4:
            path.touch()
            os.truncate(path, chance.choice((0, 1, 2**31)))
        case 5 | 6 | 7 | 8:
            path.write_bytes(data)
        case _:
            path.write_bytes(_damaged(data, chance))


def _beside(stage: Stage, path: Path, chance: Chance) -> None:
    ending = chance.choice(("-journal", "-journal", "-wal", "-shm"))
    data = chance.choice((_naming(stage, chance), stage.hot, chance.randbytes(600)))
    _put(stage, Path(f"{path}{ending}"), data, chance)


def _workspace(stage: Stage, chance: Chance) -> None:
    stage.workspace.write_bytes(_damaged(stage.workspace.read_bytes(), chance))
    if chance.random() < 0.3:
        _beside(stage, stage.workspace, chance)


def _journal(stage: Stage, chance: Chance) -> None:
    _beside(stage, stage.workspace, chance)


_ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n"
_STATEMENTS = (
    f"CREATE VIEW v AS {_ENDLESS}",
    "CREATE TRIGGER t AFTER INSERT ON change BEGIN DELETE FROM figure; END",
    f"CREATE TRIGGER t AFTER UPDATE ON report BEGIN INSERT INTO figure {_ENDLESS}; END",
    "CREATE TABLE extra (x CHECK (x > 1))",
    f"DROP TABLE rule_setting; CREATE VIEW rule_setting AS {_ENDLESS}",
    "UPDATE report SET id = 9223372036854775807",
    "UPDATE report SET year = 1000000000000000000",
    "UPDATE report SET year = -1, form = 'x', status = 'x'",
    "UPDATE unit SET name = '丙局' || char(10) || char(8238), id = 9223372036854775807",
    "UPDATE change SET edit = 9223372036854775807, id = id + 9223372036854770000",
    "UPDATE change SET before = printf('%.*c', 100000, '['), after = printf('%.*c', 100000, '[')",
    "UPDATE change SET report_id = -9223372036854775808, at = 'x', target = 'report'",
    "UPDATE figure SET value = printf('%.*c', 100000, '9')",
    "UPDATE figure SET value = '1e999999999'",
    "UPDATE cell_name SET cell = 'a.b.c' || id",
    "UPDATE cell_name SET id = id + 9223372036854775000",
    "UPDATE figure SET cell_id = cell_id - 9223372036854775000",
    "DELETE FROM cell_name",
    'UPDATE received SET content = \'{{"figures":"9223372036854775807:1;x:2;3"}}\'',
    "UPDATE change SET after = '{{\"figures\":\"1:' || printf('%.*c', 1000000, ',') || '\"}}' WHERE target = 'report'",
    "UPDATE section SET body = printf('%.*c', 3000000, 'x')",
    "UPDATE section SET section = char(0) || section, body = char(55296)",
    "INSERT INTO waiver VALUES (1, 'x', char(10), '', '', 'never')",
    "INSERT INTO rule_setting (rule, enabled, severity, parameter) VALUES ('x', 9, 'y', '1e999')",
    "DELETE FROM unit",
    "PRAGMA user_version = {}",
    "PRAGMA application_id = {}",
    "PRAGMA journal_mode = WAL",
)


def _tables(stage: Stage, chance: Chance) -> None:
    """Change the tables in ways that another program, or an attacker, could."""
    target = stage.workspace if chance.random() < 0.7 else chance.choice([*backup_files(stage)])
    with contextlib.closing(sqlite3.connect(target, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for statement in chance.sample(_STATEMENTS, chance.choice((1, 1, 2))):
            with contextlib.suppress(sqlite3.Error):
                connection.executescript(statement.format(chance.choice((0, 1000, 1001, 1002, 2000, -1))))


def backup_files(stage: Stage) -> list[Path]:
    return sorted(stage.folder.glob("*.nianbao")) or [stage.workspace]


_BESIDE_LOCK = (
    "lock",
    "lock-journal",
    "lock-wal",
    "request.json",
    "presence.json",
    "presence.ask",
    "回收",
    "2099-01-01 000000 打开时.nianbao",
)


def _backups_folder(stage: Stage, chance: Chance) -> None:
    if chance.random() < 0.05:
        shutil.rmtree(stage.folder)
        stage.folder.symlink_to(
            chance.choice((stage.others, stage.others / "另一份.nianbao.备份", stage.out))
        )
        return
    claim = {
        "token": "1",
        "holder": "{}",
        "boot": this_run(),
        "pid": chance.choice((1, 2**70, os.getpid())),
    }
    asked = {
        **write_lock.myself()._asdict(),
        "since": chance.choice(("2099-01-01T00:00:00+08:00", "0001-01-01", "x")),
    }
    for _ in range(chance.choice((1, 2, 4))):
        name = chance.choice((*_BESIDE_LOCK, *(path.name for path in backup_files(stage))))
        if name.endswith(".nianbao") and chance.random() < 0.3:
            _beside(stage, stage.folder / name, chance)
            continue
        data = {
            "lock-journal": _naming(stage, chance),
            "request.json": json.dumps(asked).encode(),
            "presence.json": json.dumps(claim).encode(),
        }.get(name, stage.workspace.read_bytes())
        _put(stage, stage.folder / name, data, chance)
    for day in range(chance.choice((0, 0, 40))):
        at = datetime(2025, 2, 1) + timedelta(hours=day)
        shutil.copyfile(stage.workspace, stage.folder / f"{at:%Y-%m-%d %H%M%S} 每小时.nianbao")


def _package(stage: Stage, chance: Chance) -> None:
    data = stage.package.read_bytes()
    if chance.random() < 0.5:
        stage.package.write_bytes(_damaged(data, chance))
        return
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        infos = old.infolist()
        target = chance.choice(infos)
        for info in infos:
            content = old.read(info)
            new.writestr(info, _damaged(content, chance) if info is target else content)
        if chance.random() < 0.3:
            name = chance.choice(("../逃.txt", "x.exe", "/绝对", "深/" * 50, target.filename + " "))
            new.writestr(name, b"x" * chance.choice((0, 10, 100_000)))
    stage.package.write_bytes(
        chance.choice((b"", b"", b"MZ")) + made.getvalue() + chance.choice((b"", b"", b"x"))
    )


def _document(stage: Stage, chance: Chance) -> None:
    name = chance.choice([*stage.documents])
    data = stage.documents[name]
    packed = data.startswith(b"PK")
    data = _damaged_within(data, chance) if packed and chance.random() < 0.7 else _damaged(data, chance)
    (stage.mine / name).write_bytes(data)


def _damaged_within(data: bytes, chance: Chance) -> bytes:
    """Damage one file in a zip and keep the zip's checksums right, so that the reader meets the damage itself."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        infos = old.infolist()
        target = chance.choice(infos)
        for info in infos:
            content = old.read(info)
            new.writestr(info.filename, _damaged(content, chance) if info is target else content)
    return made.getvalue()


# what the program is made to do


def _read_all(workspace: Workspace) -> None:
    repository = workspace.repository
    for head in repository.summaries():
        with contextlib.suppress(UserError):
            repository.report(head.id)
            repository.damage(head.id)
            repository.history.entries(head.id)
    deleted_reports(repository.history)
    repository.history.search("1")
    assert repository.rule_settings


@contextlib.contextmanager
def _opened(path: Path, **options: bool) -> Iterator[Workspace]:
    workspace = open_workspace(path, **options)
    try:
        yield workspace
    finally:
        workspace.close()


def _look(stage: Stage, chance: Chance) -> None:
    with _opened(stage.workspace, read_only=True) as workspace:
        _read_all(workspace)


def _edit(stage: Stage, chance: Chance) -> None:
    with _opened(stage.workspace) as workspace:
        workspace.asked_by()
        for head in workspace.repository.summaries()[:1]:
            workspace.repository.apply(SetText(head.id, "other", f"第{chance.randrange(99)}次"))


def _export(stage: Stage, chance: Chance) -> None:
    target = chance.choice(
        (stage.out / "报告.json", stage.workspace, *backup_files(stage), stage.out / "链接")
    )
    if target.name == "链接":
        target.symlink_to(stage.workspace)
    with _opened(stage.workspace, read_only=True) as workspace:
        for head in workspace.repository.summaries()[:1]:
            before = _content(target)
            try:
                export(workspace.repository.report(head.id), "json", target, draft=True)
            finally:
                if target.name != "报告.json":
                    assert _content(target) == before


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _back_up(stage: Stage, chance: Chance) -> None:
    now = datetime.now().astimezone() + timedelta(days=chance.choice((0, 0, 40_000, -9000)))
    chance.choice((backup.back_up_hourly, lambda path, at: backup.back_up(path, BackupReason.OPENED, at)))(
        stage.workspace, now
    )


def _restore(stage: Stage, chance: Chance) -> None:
    made = backup.backups(stage.workspace)
    if not made:
        return
    chosen = chance.choice(made)
    match chance.randrange(3):
        case 0:
            restoring.restore_damaged(stage.workspace, chosen)
        case 1:
            with _opened(stage.workspace) as workspace:
                compare(workspace.repository, chosen.path)
        case _:
            with _opened(stage.workspace) as workspace:
                workspace.restore(chosen)


def _salvage(stage: Stage, chance: Chance) -> None:
    salvage(chance.choice((stage.workspace, *backup_files(stage))), stage.out / "救回.nianbao")


def _two(stage: Stage, chance: Chance) -> None:
    with _opened(stage.workspace) as first, _opened(stage.workspace) as second:
        second.ask_for_it()
        first.asked_by()
        first.yield_to_another()
        second.take_over()


def _local(stage: Stage, chance: Chance) -> None:
    copies = LocalCopies(stage.out / "副本")
    copy, _ = copies.take(stage.workspace)
    with _opened(copy) as workspace:
        for head in workspace.repository.summaries()[:1]:
            workspace.repository.apply(SetText(head.id, "other", "在本机"))
        copies.write_back(workspace)


def _verify(stage: Stage, chance: Chance) -> None:
    whole = stage._whole[stage.package.relative_to(stage.mine)]
    faults = verify(stage.package).faults
    assert faults or stage.package.read_bytes() == whole, "an altered package passed"


def _import(stage: Stage, chance: Chance) -> None:
    """Read the document that was put there as the program does, in a separate process."""
    (source,) = [stage.mine / name for name in stage.documents if (stage.mine / name).exists()]
    if is_many(source):
        assert reports_in(source) is not None
        return
    check(read(source).report(1, consistent_report().unit))


Act = Callable[[Stage, Chance], None]
_USES: tuple[Act, ...] = (_look, _edit, _edit, _export, _back_up, _restore, _restore, _salvage, _two, _local)
KINDS: dict[str, tuple[Act, tuple[Act, ...], int]] = {
    "workspaces": (_workspace, _USES, 6),
    "journals": (_journal, _USES, 4),
    "tables": (_tables, _USES, 4),
    "backups folders": (_backups_folder, _USES, 5),
    "packages": (_package, (_verify,), 1),
    "documents": (_document, (_import,), 8),
}
"""What is mutated, what is done with it, and its weight."""


def _too_long(*_: object) -> None:
    raise TimeoutError("a case that does not end")


def run(root: Path, cases: int, seed: int, first: int = 0) -> Counter[str]:
    """Run so many cases of a seed, from the *first* on; return how many of each kind were done or refused. Raises whatever should not be raised."""
    stage = Stage(root)
    counts: Counter[str] = Counter()
    patience, heartbeat.PATIENCE = heartbeat.PATIENCE, 0.05
    temporary, tempfile.tempdir = tempfile.tempdir, str(stage.temporary)
    signal.signal(signal.SIGALRM, _too_long)
    try:
        for number in range(first, first + cases):
            # Each case by itself, so that it can be done again without those before it.
            chance = random.Random(f"{seed} {number}")
            kind = chance.choices([*KINDS], [weight for _, _, weight in KINDS.values()])[0]
            mutate, uses, _ = KINDS[kind]
            stage.reset()
            mutate(stage, chance)
            act = chance.choice(uses)
            counts[f"{kind}: {_outcome(stage, act, chance, (seed, number, kind, act.__name__))}"] += 1
    finally:
        signal.alarm(0)
        heartbeat.PATIENCE, tempfile.tempdir = patience, temporary
    return counts


def _outcome(stage: Stage, act: Act, chance: Chance, where: tuple[object, ...]) -> str:
    before, start, refusal = stage.watched(), time.monotonic(), None
    signal.alarm(2 * int(SLOWEST))
    # What hangs within SQLite hears no signal: the whole run ends then, and says where.
    faulthandler.dump_traceback_later(4 * SLOWEST, exit=True)
    try:
        act(stage, chance)
    except UserError as error:
        refusal = str(error)
    except Exception as error:
        raise AssertionError(f"{where}: {type(error).__name__} {error}") from error
    signal.alarm(0)
    faulthandler.cancel_dump_traceback_later()
    assert refusal is None or refusal.strip(), where
    assert time.monotonic() - start < SLOWEST, where
    after = stage.watched()
    changed = {name for name in {**before, **after} if before.get(name) != after.get(name)}
    assert not changed, (where, changed)
    return "done" if refusal is None else "refused"
