"""Whatever lies in a folder of returns is read or named, never passed over."""

from pathlib import Path

from fill_in_books import UNIT, figures, filled

from app.errors import UserError
from app.imports.documents import documents_in, read_each
from app.imports.imported import Imported


def test_a_workbook_with_macros_in_a_subfolder_is_read_and_an_unknown_archive_is_named(
    tmp_path: Path,
) -> None:
    below = tmp_path / "二批" / "补报"
    below.mkdir(parents=True)
    (below / "年报.xlsm").write_bytes(filled())
    (below / "年报.rar").write_bytes(b"Rar!\x1a\x07\x01\x00" + bytes(40))
    (tmp_path / "旧.xlsb").write_bytes(b"PK\x03\x04" + bytes(40))
    documents = documents_in(tmp_path)
    found = {documents[number].name: outcome for number, outcome in read_each(documents)}
    assert set(found) == {"年报.xlsm", "年报.rar", "旧.xlsb"}
    read = found["年报.xlsm"]
    assert isinstance(read, Imported)
    assert (read.unit, dict(read.cells)) == (UNIT, figures())
    for name in ("年报.rar", "旧.xlsb"):
        assert isinstance(found[name], UserError)
        assert name in str(found[name])
