"""Opening and making workspace files. Whatever is wrong with a file, nothing in it is touched."""

import getpass
import sqlite3
from pathlib import Path

from sqlite_utils import Database

from app.errors import UserError
from app.store import schema
from app.store.repository import Repository

SUFFIX = ".nianbao"
_MAGIC = b"SQLite format 3\x00"


class WorkspaceError(UserError):
    """A file that can't be opened or made as a workspace."""


class Workspace:
    """An open workspace file. Close it when done; there is nothing to save."""

    def __init__(self, path: Path, database: Database, *, read_only: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        self._database = database
        self.repository = Repository(database, who=_user_name())

    def close(self) -> None:
        """Close the file. All edits are on disk already."""
        self._database.close()

    def copy_to(self, target: Path) -> None:
        """Write a complete copy of the workspace to *target*, which must not exist. Raises `WorkspaceError`."""
        if target.exists():
            raise WorkspaceError(f"文件 {target} 已存在，请换一个文件名。")
        try:
            copy = sqlite3.connect(target)
            try:
                self._database.conn.backup(copy)
            finally:
                copy.close()
        except (sqlite3.Error, OSError) as error:
            target.unlink(missing_ok=True)
            raise WorkspaceError(f"副本没有写成 {target}：{error}。请检查磁盘空间和文件夹权限。") from error


def create(path: Path) -> Workspace:
    """Make a new workspace. Raises `WorkspaceError` when the file exists or its folder can't be written."""
    if path.exists():
        raise WorkspaceError(f"文件 {path} 已存在，请换一个文件名，或直接打开它。")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        database = _connect(path)
    except (OSError, sqlite3.Error) as error:
        raise WorkspaceError(
            f"无法在 {path.parent} 中新建文件（{error}），请换一个可以写入的文件夹。"
        ) from error
    with database.atomic():
        for statement in (*schema.TABLES.values(), *schema.INDEXES.values()):
            database.execute(statement)
        database.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        database.execute(f"PRAGMA user_version = {schema.USER_VERSION}")
    return Workspace(path, database)


def open_workspace(path: Path) -> Workspace:
    """Open an existing workspace. Raises `WorkspaceError` with the reason and a way on."""
    _look_at_header(path)
    try:
        database = _connect(path)
        application = database.execute("PRAGMA application_id").fetchone()[0]
        version = database.execute("PRAGMA user_version").fetchone()[0]
        damage = database.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        raise WorkspaceError(f"{path} 无法打开（{error}），文件可能已损坏，请改用备份。") from error
    refusal = _refusal(path, application, version, damage)
    if refusal:
        database.close()
        raise WorkspaceError(refusal)
    return Workspace(path, database)


def open_or_create(path: Path) -> Workspace:
    """Open the workspace, making it when there is no such file. Raises `WorkspaceError`."""
    return open_workspace(path) if path.exists() else create(path)


def is_workspace(path: Path) -> bool:
    """Whether the file is a SQLite database, and so to be opened rather than read as a document."""
    try:
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False


def _look_at_header(path: Path) -> None:
    if not path.exists():
        raise WorkspaceError(f"找不到文件 {path}，请检查文件名和所在文件夹。")
    if path.is_dir():
        raise WorkspaceError(f"{path} 是文件夹，请选择其中的 {SUFFIX} 文件。")
    try:
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
    except OSError as error:
        raise WorkspaceError(f"没有读取 {path} 的权限，请与文件的所有者联系。") from error
    if head != _MAGIC:
        raise WorkspaceError(f"{path} 不是本程序的数据文件，请选择 {SUFFIX} 文件。")


def _refusal(path: Path, application: int, version: int, damage: str) -> str:
    if application != schema.APPLICATION_ID:
        return f"{path} 是其他程序的数据库，不是本程序的数据文件。"
    if version // 1000 > schema.MAJOR:
        return f"{path} 由更新版本的程序写成，请先升级本程序再打开。"
    if damage != "ok":
        return f"{path} 已损坏，为免扩大损失没有打开，请改用备份。"
    return ""


def _connect(path: Path) -> Database:
    connection = sqlite3.connect(path)
    database = Database(connection, execute_plugins=False)
    for pragma in ("trusted_schema = OFF", "foreign_keys = ON", "synchronous = FULL", "cell_size_check = ON"):
        database.execute(f"PRAGMA {pragma}")
    return database


def _user_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "未知用户"
