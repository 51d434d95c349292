"""Office files are zip archives of XML; this opens them within bounds and finds their parts.

A member is only ever read into memory, never written to disk, so its name can't lead anywhere; harm could come from
its size, from the number of members, and from entities in XML.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from functools import cached_property

from lxml import etree

from app.imports.bounded_files import Unreadable, locked, too_large

MAX_MEMBERS = 2000
MAX_EXPANDED = 128 * 1024 * 1024
MAX_XML = 12 * 1024 * 1024
MAX_TAGS = 500_000
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
EXCEL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
"""The namespaces of documents and workbooks."""
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
"""That of drawings in both, before the names of its parts."""
_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAMES = (
    (_STRICT + b"wordprocessingml/main", WORD.encode()),
    (_STRICT + b"spreadsheetml/main", EXCEL.encode()),
    (_STRICT + b"officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
    (_STRICT + b"drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)
"""The names of the strict edition of the format, which few programs write, and the usual ones."""
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
_WORD_RELATIONS = "word/_rels/document.xml.rels"


def broken(name: str) -> Unreadable:
    """The refusal for a file that can't be opened."""
    return Unreadable(f"“{name}”已损坏或不完整，无法读取，请用 WPS 或 Office 打开并另存后再读入。")


class OfficeParts:
    """The XML parts of an office file, by the names that Office gives them whatever theirs are.

    Office's own name for a part and the one in the file differ where another program wrote it.
    """

    def __init__(self, roots: Mapping[str, etree._Element] | None = None) -> None:
        self._roots = dict(roots or {})

    def xml(self, path: str) -> etree._Element | None:
        """Return the root of a part, ``None`` when there is no such part. Raises `Unreadable`."""
        return self._root(self._names.get(path, path))

    def _root(self, path: str) -> etree._Element | None:
        return self._roots.get(path)

    def related(self, relations: str, key: str) -> bytes:
        """Return the bytes of the part that a relation leads to; none where there is no such part or it lies outside."""
        root = self.xml(relations)
        folder = posixpath.dirname(posixpath.dirname(self._names.get(relations, relations)))
        for item in () if root is None else root.iterchildren(etree.Element):
            if item.get("Id") == key and item.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, item.get("Target", "")))
                return self._bytes(target.lstrip("/"))
        return b""

    def beside(self, kind: str) -> Iterator[etree._Element]:
        """Yield the roots of the parts of a *kind* (footnotes, header …) that the Word document relates to."""
        relations = self._names.get(_WORD_RELATIONS, _WORD_RELATIONS)
        folder = posixpath.dirname(posixpath.dirname(relations))
        targets = [target for named, target in _relations(self._root(relations), folder) if named == kind]
        yield from (root for target in targets if (root := self._root(target)) is not None)

    def _bytes(self, path: str) -> bytes:
        return b""

    @cached_property
    def main(self) -> str:
        """The kind of the main part: word, xl, or nothing."""
        if "word/document.xml" in self._names or self._root("word/document.xml") is not None:
            return "word"
        return "xl" if "xl/workbook.xml" in self._names or self._root("xl/workbook.xml") is not None else ""

    @cached_property
    def _names(self) -> dict[str, str]:
        """The real name of each part by the name that Office gives it; parts are found by their relations."""
        names: dict[str, str] = {}
        root = self._root("_rels/.rels")
        main = next((target for kind, target in _relations(root, "") if kind == "officeDocument"), "")
        element = self._root(main) if main else None
        if element is None:
            return names
        folder = {WORD: "word", EXCEL: "xl"}.get(etree.QName(element).namespace or "", "")
        if not folder:
            return names
        place, file = posixpath.split(main)
        names["word/document.xml" if folder == "word" else "xl/workbook.xml"] = main
        relations = posixpath.join(place, "_rels", f"{file}.rels")
        names[f"{folder}/_rels/{'document' if folder == 'word' else 'workbook'}.xml.rels"] = relations
        for kind, target in _relations(self._root(relations), place):
            if kind in ("styles", "numbering", "sharedStrings"):
                names[f"{folder}/{kind}.xml"] = target
        return names


def _relations(root: etree._Element | None, folder: str) -> Iterator[tuple[str, str]]:
    """Yield the last word of each relation's type, and what it points to."""
    for item in () if root is None else root.iterchildren(etree.Element):
        target = posixpath.normpath(posixpath.join("/", folder, item.get("Target", "")))
        yield item.get("Type", "").rpartition("/")[2], target.lstrip("/")


def parsed(data: bytes, name: str) -> etree._Element:
    """Return the root of an XML text of an office file, in the names of the usual edition. Raises `Unreadable`."""
    if data.count(b"<") > MAX_TAGS:
        raise too_large(name, "内容过多")
    if _STRICT in data:
        for strict, usual in _STRICT_NAMES:
            data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise broken(name) from error


def checked(data: bytes, name: str) -> None:
    """Refuse XML that declares a document type: Office never writes one. Raises `Unreadable`."""
    plain = data.replace(b"\0", b"").upper()
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise Unreadable(f"“{name}”含有不该有的外部定义，已拒绝读取，请核对文件来源。")


class Archive(OfficeParts):
    """The members of a zip archive. Raises `Unreadable` for one that would not be a report's."""

    def __init__(self, data: bytes, name: str) -> None:
        super().__init__()
        self._name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGE as error:
            raise broken(name) from error
        self.members = {member.filename.replace("\\", "/"): member for member in self._zip.infolist()}
        self._check()

    def _check(self) -> None:
        if any(member.flag_bits & _ENCRYPTED for member in self.members.values()):
            raise locked(self._name)
        total = sum(member.file_size for member in self.members.values())
        xml = sum(member.file_size for member in self.members.values() if _is_xml(member))
        if len(self._zip.infolist()) > MAX_MEMBERS or total > MAX_EXPANDED or xml > MAX_XML:
            raise too_large(self._name, "解开后过大")

    def _root(self, path: str) -> etree._Element | None:
        if path not in self.members:
            return None
        if path not in self._roots:
            self._roots[path] = parsed(b"".join(self._chunks(self.members[path])), self._name)
        return self._roots[path]

    def _bytes(self, path: str) -> bytes:
        member = self.members.get(path)
        if member is None or member.file_size > MAX_XML:
            return b""
        try:
            return self._zip.read(member)
        except _DAMAGE as error:
            raise broken(self._name) from error

    def text(self, path: str) -> bytes:
        """Return a member's bytes, none when there is no such member. Raises `Unreadable`."""
        return b"".join(self._chunks(self.members[path])) if path in self.members else b""

    def _chunks(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        """Yield a member's bytes. Office never writes a document type; one is there only to smuggle entities in."""
        tail = b""
        try:
            with self._zip.open(member) as file:
                while chunk := file.read(_CHUNK):
                    checked(tail + chunk, self._name)
                    tail = chunk[-_OVERLAP:]
                    yield chunk
        except _DAMAGE as error:
            raise broken(self._name) from error


def _is_xml(member: zipfile.ZipInfo) -> bool:
    return member.filename.lower().endswith(_XML_SUFFIXES)
