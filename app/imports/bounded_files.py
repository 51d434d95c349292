"""Reads a file's bytes within bounds, and tells text from other content."""

import os
from pathlib import Path

from app.errors import UserError

MAX_TEXT_BYTES = 16 * 1024 * 1024
MAX_FILE_BYTES = 64 * 1024 * 1024
_ENCODINGS = ("utf-8-sig", "gb18030")
_CONTROLS = tuple(bytes([code]) for code in range(1, 32) if code not in (9, 10, 11, 12, 13))
_MOST_CONTROLS = 0.01
_CLEANED = {code: None for code in (*range(32), 0x7F) if code not in (9, 10, 12, 13)} | {11: "\n"}
_LOOKED_AT = 65536
_FEW_DAMAGED = 3
_COMMON = frozenset(
    "\t\r\n 　，。、；：？！“”‘’《》（）〔〕【】—…·－．％" + "".join(map(chr, range(33, 127)))
)
_MOST_COMMON = 0.9


class Unreadable(UserError):
    """A file that can't be read as a report; the message says why and what to do."""


def too_large(name: str, what: str) -> Unreadable:
    """The refusal for a file that is far larger than a report; *what* says in which way."""
    return Unreadable(f"“{name}”{what}，不像一份年度报告，请核对后另选文件。")


def locked(name: str) -> Unreadable:
    """The refusal for a file with a password."""
    return Unreadable(f"“{name}”有密码保护，无法读取，请去掉密码后再读入。")


def load(path: Path, limit: int = MAX_FILE_BYTES) -> bytes:
    """Return the file's bytes, at most *limit*. Raises `Unreadable`."""
    try:
        if path.exists() and not path.is_file():
            what = "文件夹" if path.is_dir() else "设备或管道"
            raise Unreadable(f"无法打开“{path.name}”：它是{what}，不是文件，请另选文件。")
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
    """Return the text of *data* (UTF-8, UTF-16 or GB 18030, with or without a byte order mark). Raises `Unreadable`.

    A byte or two that are damaged become U+FFFD, which no figure can have in it; control characters go.
    """
    start = data[:_LOOKED_AT]
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings: tuple[str, ...] = ("utf-16",)
    elif (wide := _wide_encoding(start)) is not None:
        encodings = (wide,)
    elif b"\0" in start or sum(map(start.count, _CONTROLS)) > _MOST_CONTROLS * len(start):
        raise Unreadable(
            f"“{name}”不是文本文件，无法读取；请选择 txt、csv、html、doc、docx、xls、xlsx、rtf、odt、ods、ofd、pdf 或 json 文件。"
        )
    else:
        encodings = _ENCODINGS
    for errors in ("strict", "replace"):
        for encoding in encodings:
            try:
                text = data.decode(encoding, errors)
            except UnicodeDecodeError:
                continue
            if errors == "strict" or text.count("\ufffd") <= max(_FEW_DAMAGED, len(text) // 2000):
                return text.translate(_CLEANED)
    raise Unreadable(f"“{name}”的文字编码无法识别，请另存为 UTF-8 文本后再读入。")


def _wide_encoding(start: bytes) -> str | None:
    """Return the UTF-16 encoding of bytes without a byte order mark: in it they are all common characters."""
    even = start[: len(start) // 2 * 2]
    if b"\0" not in even:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        text = even.decode(encoding, "replace")
        common = sum("\u4e00" <= character <= "\u9fff" or character in _COMMON for character in text)
        if common >= _MOST_COMMON * len(text):
            return encoding
    return None
