"""Reading a file's bytes within bounds, and telling text from what is not text."""

import os
from pathlib import Path

from app.errors import UserError

MAX_TEXT_BYTES = 16 * 1024 * 1024
MAX_FILE_BYTES = 64 * 1024 * 1024
_ENCODINGS = ("utf-8-sig", "gb18030")
_CONTROLS = frozenset(range(32)) - {9, 10, 12, 13}


class Unreadable(UserError):
    """A file that can't be read as a report; the message says why and what to do."""


def too_large(name: str, what: str) -> Unreadable:
    """The refusal for a file with far more in it than a report has; *what* says of what."""
    return Unreadable(f"“{name}”{what}，不像一份年度报告，请核对后另选文件。")


def locked(name: str) -> Unreadable:
    """The refusal for a file with a password."""
    return Unreadable(f"“{name}”有密码保护，无法读取，请去掉密码后再读入。")


def load(path: Path, limit: int = MAX_FILE_BYTES) -> bytes:
    """Return the file's bytes, at most *limit*. Raises `Unreadable`."""
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            data = file.read(limit + 1) if size <= limit else b""
    except OSError as error:
        reason = "文件不存在" if isinstance(error, FileNotFoundError) else error.strerror or "系统错误"
        raise Unreadable(f"无法打开“{path.name}”：{reason}，请核对路径和权限。") from error
    if size > limit or len(data) > limit:
        raise too_large(path.name, f"超过 {limit // 1024 // 1024} MB")
    if not data.strip():
        raise Unreadable(f"“{path.name}”是空文件，请另选文件。")
    return data


def decode(data: bytes, name: str) -> str:
    """Return the text of *data* (UTF-8 with or without BOM, UTF-16 with BOM, GB 18030). Raises `Unreadable`."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings: tuple[str, ...] = ("utf-16",)
    elif _CONTROLS.intersection(data[:65536]):
        raise Unreadable(f"“{name}”不是文本文件，无法读取；请选择 txt、html、docx、xlsx、pdf 或 json 文件。")
    else:
        encodings = _ENCODINGS
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(f"“{name}”的文字编码无法识别，请另存为 UTF-8 文本后再读入。")
