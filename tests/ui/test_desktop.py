"""Where the program looks for files on the user's desktop."""

from pathlib import Path

import pytest

from ui.base import desktop
from ui.base.desktop import folder_to_begin_in


def test_a_dialog_for_files_begins_in_a_folder_that_is_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A stick that was pulled out, a computer without a documents folder."""
    documents = tmp_path / "文档"
    monkeypatch.setattr(desktop, "documents_folder", lambda: documents)
    assert folder_to_begin_in(str(tmp_path / "U 盘")) == Path.home()
    documents.mkdir()
    assert folder_to_begin_in(str(tmp_path / "U 盘")) == documents
    assert folder_to_begin_in("") == documents
    assert folder_to_begin_in(str(tmp_path)) == tmp_path
