"""Writing an output file so that the old one survives whatever goes wrong."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

from app.errors import UserError


def replace_file(path: Path, data: bytes) -> None:
    """Write *data* beside *path* and put it in its place. Raises UserError, the old file then untouched."""
    temporary = None
    try:
        with tempfile.NamedTemporaryFile(
            dir=path.parent, prefix=".~", suffix=path.suffix, delete=False
        ) as file:
            temporary = Path(file.name)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise UserError(_reason(path, error)) from error


def _reason(path: Path, error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"磁盘空间不足，文件“{path}”没有写成，原有文件未改动，请清理磁盘后再试。"
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return f"文件夹“{path.parent}”不存在，文件“{path.name}”没有写成，请另选位置。"
    if isinstance(error, IsADirectoryError) or path.is_dir():
        # Windows only says that it may not be written.
        return f"“{path}”是一个文件夹，不能写成文件，请换一个文件名。"
    if isinstance(error, PermissionError):
        return f"文件“{path}”不能写入，原有文件未改动：可能正被其他程序打开，或者没有该文件夹的写入权限。"
    return f"文件“{path}”没有写成（{error.strerror}），原有文件未改动。"
