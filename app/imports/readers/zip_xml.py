"""docx and xlsx files are zip archives of XML; this opens them within bounds.

A member is only ever read into memory, never written to disk, so its name can't lead anywhere; what could do harm
is its size, its number and the entities in its XML.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from app.imports.files import Unreadable, locked, too_large

MAX_MEMBERS = 2000
MAX_EXPANDED = 128 * 1024 * 1024
MAX_XML = 12 * 1024 * 1024
MAX_TAGS = 500_000
_CHUNK = 1024 * 1024
_OVERLAP = 64
_XML_SUFFIXES = (".xml", ".rels", ".vml")
_ENCRYPTED = 0x1
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    EOFError,
)


def broken(name: str) -> Unreadable:
    """The refusal for a file that can't be opened."""
    return Unreadable(f"“{name}”已损坏或不完整，无法读取，请用 WPS 或 Office 打开并另存后再读入。")


class Archive:
    """The members of an office file. Raises `Unreadable` for one that would not be a report's."""

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGE as error:
            raise broken(name) from error
        self.members = {member.filename: member for member in self._zip.infolist()}
        self._check()

    def _check(self) -> None:
        if any(member.flag_bits & _ENCRYPTED for member in self.members.values()):
            raise locked(self._name)
        total = sum(member.file_size for member in self.members.values())
        xml = sum(member.file_size for member in self.members.values() if _is_xml(member))
        if len(self._zip.infolist()) > MAX_MEMBERS or total > MAX_EXPANDED or xml > MAX_XML:
            raise too_large(self._name, "解开后过大")

    def xml(self, path: str) -> etree._Element | None:
        """Return the root of an XML member, ``None`` when there is no such member."""
        if path not in self.members:
            return None
        data = b"".join(self._chunks(self.members[path]))
        if data.count(b"<") > MAX_TAGS:
            raise too_large(self._name, "内容过多")
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
        )
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise broken(self._name) from error

    def _chunks(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        """Yield a member's bytes. Office never writes a document type; one is there only to smuggle entities in."""
        tail = b""
        try:
            with self._zip.open(member) as file:
                while chunk := file.read(_CHUNK):
                    plain = (tail + chunk).replace(b"\0", b"").upper()
                    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
                        raise Unreadable(f"“{self._name}”含有不该有的外部定义，已拒绝读取，请核对文件来源。")
                    tail = chunk[-_OVERLAP:]
                    yield chunk
        except _DAMAGE as error:
            raise broken(self._name) from error


def _is_xml(member: zipfile.ZipInfo) -> bool:
    return member.filename.lower().endswith(_XML_SUFFIXES)
