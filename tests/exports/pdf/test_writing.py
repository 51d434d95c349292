"""Whatever goes wrong while a file is written, the old one is untouched and the message is clear."""

import errno
import os
from pathlib import Path

import pytest
from pdf_documents import of_blocks

from app.errors import UserError
from app.exports.blocks import Paragraph
from app.exports.pdf import render, write
from app.files import replace_file


def test_writes_the_file(tmp_path: Path) -> None:
    made = of_blocks(Paragraph("正文。"))
    write(made, tmp_path / "报告.pdf")
    assert (tmp_path / "报告.pdf").read_bytes() == render(made)
    assert [path.name for path in tmp_path.iterdir()] == ["报告.pdf"]


@pytest.mark.parametrize(
    ("number", "words"), [(errno.ENOSPC, "磁盘空间不足"), (errno.EACCES, "不能写入"), (errno.EIO, "没有写成")]
)
def test_a_failed_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    path = tmp_path / "报告.pdf"
    path.write_bytes(b"old")

    def fail(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(UserError, match=words):
        replace_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert [item.name for item in tmp_path.iterdir()] == ["报告.pdf"]


def test_a_file_that_may_not_be_replaced_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "报告.pdf"
    path.write_bytes(b"old")

    def fail(_self: Path, _target: Path) -> Path:
        raise PermissionError(errno.EACCES, "used by another process")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(UserError, match="可能正被其他程序打开"):
        replace_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_folder_in_the_way_is_named_on_windows_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_self: Path, _target: Path) -> Path:
        raise PermissionError(errno.EACCES, "access denied")

    monkeypatch.setattr(Path, "replace", fail)
    (tmp_path / "夹.pdf").mkdir()
    with pytest.raises(UserError, match="是一个文件夹"):
        replace_file(tmp_path / "夹.pdf", b"new")


def test_a_missing_folder_and_a_folder_in_the_way_are_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="不存在"):
        replace_file(tmp_path / "无" / "报告.pdf", b"new")
    (tmp_path / "夹.pdf").mkdir()
    with pytest.raises(UserError, match="是一个文件夹"):
        replace_file(tmp_path / "夹.pdf", b"new")
