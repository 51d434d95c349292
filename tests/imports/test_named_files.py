"""Whatever lies in a folder of returns is read or named, never passed over."""

import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
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


def _mail() -> bytes:
    """Return a mail as mail programs save it, with the report attached and a page as its text."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.cn", "b@example.cn", "报送年报"
    mail.set_content("请查收")
    mail.add_alternative("<html><body><p>请查收附件</p></body></html>", subtype="html")
    mail.add_attachment(filled(), maintype="application", subtype="octet-stream", filename="年报.xlsx")
    return mail.as_bytes()


def _old_mail() -> bytes:
    """Return the beginning of a mail as Outlook saves it: a directory with an entry that only such files have."""
    name = "__properties_version1.0".encode("utf-16-le") + b"\0\0"
    entry = name.ljust(64, b"\0") + len(name).to_bytes(2, "little") + b"\x02"
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + entry.ljust(128, b"\0")


_SENT = {
    "报送.eml": (_mail(), "是邮件"),
    "报送.msg": (_old_mail(), "是邮件"),
    "winmail.dat": (b"\x78\x9f\x3e\x22" + bytes(60), "是邮件"),
    "年报.lnk": (b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(60), "是快捷方式"),
    "年报.pptx": (b"PK\x03\x04" + bytes(60), "年报.pptx"),
    "年报": (bytes(200), "年报"),
    "年报.nianbao": (b"SQLite format 3\0" + bytes(84), "年报.nianbao"),
}


@pytest.mark.parametrize("pack", [False, True], ids=["folder", "archive"])
def test_whatever_a_unit_sent_in_place_of_its_report_is_named(tmp_path: Path, pack: bool) -> None:
    """Seven folders deep; what systems and open programs leave in folders is not what somebody sent."""
    deep = tmp_path.joinpath("报来", *"一二三四五六七")
    deep.mkdir(parents=True)
    for name, (data, _) in _SENT.items():
        (deep / name).write_bytes(data)
    for name in ("Thumbs.db", "desktop.ini", ".DS_Store", "~$年报.docx", ".~lock.年报.xlsx#"):
        (deep / name).write_bytes(b"x")
    backups = deep / "年报.nianbao.备份"
    source = tmp_path / "报来"
    if pack:
        source = tmp_path / "报来.zip"
        with zipfile.ZipFile(source, "w") as archive:
            for path in deep.iterdir():
                archive.write(path, str(path.relative_to(tmp_path)))
    else:
        backups.mkdir()
        (backups / "2026-01-05 打开时.nianbao").write_bytes(b"SQLite format 3\0")
    documents = documents_in(source)
    said = {documents[number].name: str(outcome) for number, outcome in read_each(documents)}
    assert set(said) == set(_SENT)
    for name, (_, words) in _SENT.items():
        assert words in said[name], name
