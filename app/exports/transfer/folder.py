"""Writes a transfer folder, whole under its name or not at all."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from app.errors import UserError
from app.exports.archival_details import faults
from app.exports.archive.digests import Digests, digests
from app.exports.transfer.folder_contents import DIGESTS, Item, TransferStructure, contents
from app.exports.transfer.papers import Handover
from app.files import is_portable, refuse_data_place, remove_leftovers, unfinished
from app.unit_names import visible


def write_transfer(
    items: Sequence[Item],
    handover: Handover,
    structure: TransferStructure,
    folder: Path,
    told: Callable[[str], None] = lambda _path: None,
) -> Digests:
    """Write the transfer of *items* to *folder*, which must not be there yet; return the digests of its list of digests.

    *told* hears of each file. Raises UserError, and then there is no such folder; what a killed program leaves has
    another name, which begins with a dot, and is removed by a later call.
    """
    for sentence in _obstacles(items, handover):
        raise UserError(sentence)
    if not is_portable(folder.name):
        raise UserError(
            f'“{visible(folder.name)}”不能用作移交文件夹的名称：不能有控制字符和 \\ / : * ? " < > |，'
            "不能以点开头，不能以点或空格结尾，不能是 CON、NUL 等系统的设备名，也不能过长，请换一个名称。"
        )
    if os.path.lexists(folder):
        raise UserError(f"“{folder}”已经存在，移交文件夹不能写入已有的位置，请换一个名称。")
    try:
        refuse_data_place(folder, folder.resolve())
        remove_leftovers(folder.parent)
        part = unfinished(folder)
    except (OSError, RuntimeError, ValueError) as error:
        raise UserError(f"“{folder}”不能作移交文件夹的位置，请另选位置。") from error
    try:
        part.mkdir()
        last = b""
        # The catalogue goes from the first 档号 to the last one, as its note says.
        for path, data in contents(sorted(items, key=_place_in_catalogue), handover, structure):
            _write(part / path, data)
            told(path)
            last = data if path == DIGESTS else last
        part.rename(folder)
    except OSError as error:
        raise UserError(f"移交文件夹“{folder}”没有写成：{_why(folder, error)}") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return digests(last)


def _place_in_catalogue(item: Item) -> tuple[str, str]:
    return item.particulars.fonds_number, item.particulars.code


def _why(folder: Path, error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "磁盘空间不足，请清理磁盘或换一个磁盘后再试。"
    if error.errno == errno.ENAMETOOLONG:
        return "文件夹名过长，请换一个短些的名称。"
    if error.errno in (errno.EPERM, errno.EACCES, errno.EROFS):
        return f"没有“{folder.parent}”的写入权限，请另选位置。"
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return f"文件夹“{folder.parent}”不存在，请另选位置。"
    if isinstance(error, FileExistsError) or error.errno == errno.ENOTEMPTY:
        return "写出时那里有了同名的文件夹，请换一个名称。"
    return f"写盘出错（{error.strerror}），请检查磁盘和位置后再试。"


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _obstacles(items: Sequence[Item], handover: Handover) -> Iterator[str]:
    if not items:
        yield "没有可以移交的报告。"
    for item in items:
        for sentence in faults(item.particulars, complete=True):
            yield f"{item.report.called}：{sentence}"
    twice = _repeated(item.particulars.code.casefold() for item in items)
    if twice:
        yield f"档号“{twice}”用了不止一次，请调整件号或档号规则。"
    for text in (handover.unit, handover.archive, handover.carrier, handover.carrier_number):
        if not text.isprintable():
            yield "移交单位、接收单位和载体的名称中不能有换行等控制字符。"


def _repeated(codes: Iterable[str]) -> str:
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            return code
        seen.add(code)
    return ""
