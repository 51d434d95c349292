"""The file of an open workspace: notices when another program writes to it or replaces it, and writes to it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from app.errors import UserError
from app.store.database import Database
from app.store.errors import FAILURES, ChangedElsewhere, ReadOnly, WriteFailed
from app.store.replaced_file import same_content, stamp
from app.store.rows_to_reports import LoadedReport

_CHANGED_ELSEWHERE = "刚才的修改没有存上：文件已被另一个程序改动，现已重新读取，请核对后再改。"


class OpenFile:
    """The connection to an open file, and the state in which the file was last seen.

    *refusal* says why nothing may be written, empty when writing is allowed. *path* is the file and *reopen* gives
    another connection to it, checked anew, in place of the one in use.
    """

    def __init__(
        self, database: Database, path: Path | None, reopen: Callable[[], Database] | None, refusal: str
    ) -> None:
        self._path, self._reopen = path, reopen
        self.before_writing: Callable[[], object] = lambda: None
        """Called before each edit; may set `refusal`."""
        self.use(database, refusal=refusal)

    def _forget(self) -> None:
        """Forget what was read from the file."""

    def _known(self) -> list[LoadedReport]:
        """Return the reports that were read and are still known."""
        return []

    @property
    def path(self) -> Path | None:
        """Where the file lies."""
        return self._path

    @property
    def database(self) -> Database:
        """The connection, for the other modules of the store."""
        return self._db

    def use(self, database: Database, *, refusal: str = "") -> None:
        """Go on with another connection to the same file, forgetting what was read before."""
        self._db = database
        self.refusal = refusal
        self.reload()

    def reload(self) -> None:
        """Forget what was read: another program wrote to the file."""
        self._forget()
        self._note_written()
        try:
            self._data_version = self._data_version_now()
        except FAILURES:
            # No file has version -1, so the next edit is refused until the file has been read again.
            self._data_version = -1

    def _note_written(self) -> None:
        """Remember the file as it is now, after this program has written to it."""
        self._stamp = stamp(self._path)

    def answers(self) -> bool:
        """Whether the file can be read at all; it can't once its stick or share was taken away."""
        try:
            self._data_version_now()
        except FAILURES:
            return False
        return True

    def refresh(self) -> bool:
        """Forget what was read if another program wrote to the file since; return whether it did."""
        try:
            changed = self._data_version_now() != self._data_version
            if not changed:
                return self._was_replaced()
            self._read_anew()
        except (UserError, *FAILURES):
            return False
        return True

    def _read_anew(self) -> None:
        """Read what another program wrote, once the file is checked as at its opening: it may be any file by now.

        Raises UserError when it can't be used; it then is not used until it is opened again.
        """
        if self._reopen is None:
            self.reload()
            return
        before = self._db
        try:
            after = self._reopen()
        except UserError as error:
            before.refuse(str(error).rstrip("。"))
            raise
        before.close()
        self.use(after, refusal=self.refusal)

    def _was_replaced(self) -> bool:
        """Whether another file was put over this one that SQLite takes for the same; it is then read afresh.

        Raises UserError when what is there now can't be used.
        """
        now = stamp(self._path)
        if self._reopen is None or now is None or now == self._stamp:
            return False
        if self._data_version_now() != self._data_version:
            # SQLite has noticed by itself.
            return False
        if not self.refusal and self._stamp and now[:2] != self._stamp[:2]:
            # Another file under this name: SQLite refuses to write, and the lock may have gone with the former one.
            return False
        before, known = self._db, self._known()
        after = self._reopen()
        same = same_content(before, after, known)
        before.close()
        self.use(after, refusal=self.refusal)
        return not same

    def _data_version_now(self) -> int:
        """Return a number that changes when anybody but this connection commits."""
        return int(self._db.execute("PRAGMA data_version").fetchone()[0])

    def _refuse_unwritable(self) -> None:
        """Refuse an edit where nothing may be written, or the file is another by now. Raises `WriteFailed`."""
        self.before_writing()
        if self.refusal:
            raise ReadOnly(f"刚才的修改没有存上：{self.refusal}。")
        try:
            replaced = self._data_version_now() != self._data_version
            if replaced:
                self._read_anew()
            else:
                replaced = self._was_replaced()
        except FAILURES:
            # The transaction will say what is wrong with the disk.
            return
        except UserError as error:
            raise WriteFailed(f"刚才的修改没有存上：{error}") from error
        if replaced:
            raise ChangedElsewhere(_CHANGED_ELSEWHERE)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """Write everything inside in one transaction, unless another program wrote to the file before."""
        try:
            with self._db.atomic():
                self._refuse_changed_elsewhere()
                yield
        except ChangedElsewhere:
            try:
                self._read_anew()
            except UserError as error:
                raise WriteFailed(f"刚才的修改没有存上：{error}") from error
            raise

    def _refuse_changed_elsewhere(self) -> None:
        """Raise inside the transaction that keeps others from writing; what they wrote is read after it."""
        if self._data_version_now() != self._data_version:
            self._data_version = -1
            raise ChangedElsewhere(_CHANGED_ELSEWHERE)
