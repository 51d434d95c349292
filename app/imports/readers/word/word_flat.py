"""Word documents saved as one XML file: the flat edition of docx, and the format of Word 2003."""

from dataclasses import replace

from lxml import etree

from app.imports.bounded_files import too_large
from app.imports.raw_document import RawBlock, RawDocument, RawTable
from app.imports.readers.word import docx
from app.imports.readers.word.docx_names import W
from app.imports.readers.word.word_xml import WordTextLook, paragraph
from app.imports.readers.zip_xml import MAX_XML, OfficeParts, broken, checked, parsed

_FLAT, _OLD = "schemas.microsoft.com/office/2006/xmlPackage", "schemas.microsoft.com/office/word/2003/wordml"
_PACKAGE = f"{{http://{_FLAT}}}"
_HINTS = "{http://schemas.microsoft.com/office/word/2003/auxHint}"
_HEAD = 4096
_WRAPPERS = (_HINTS + "sect", _HINTS + "sub-section", _HINTS + "pBdrGroup")


def parse(text: str, name: str = "") -> RawDocument:
    """Turn a document into blocks. Raises `Unreadable`."""
    data = text.encode("utf-8", "replace")
    if len(data) > MAX_XML:
        raise too_large(name, "过大")
    head, mark, rest = data.partition(b"?>")
    data = rest if mark and head.lstrip().startswith(b"<?xml") else data
    checked(data, name)
    old = _OLD in text[:_HEAD]
    if old:
        data = data.replace(f"http://{_OLD}".encode(), W[1:-1].encode())
    root = parsed(data, name)
    if not old:
        return docx.parse(_parts(root, name), name)
    raw = docx.parse(OfficeParts({"word/document.xml": _as_new(root)}), name)
    return replace(raw, blocks=tuple(_loose(block) for block in raw.blocks))


def _loose(block: RawBlock) -> RawBlock:
    """A table whose rows are not equally wide lost its merged cells on the way: its cells have no columns."""
    if not isinstance(block, RawTable):
        return block
    widths = {sum(cell.column_span for cell in block.row(row)) for row in range(block.rows)}
    return block if len(widths) <= 1 else replace(block, ragged=True)


def _parts(root: etree._Element, name: str) -> OfficeParts:
    roots = {}
    for part in root.iterchildren(_PACKAGE + "part"):
        content = part.find(_PACKAGE + "xmlData")
        if content is not None and len(content):
            roots[part.get(_PACKAGE + "name", "").lstrip("/")] = content[0]
    if not roots:
        raise broken(name)
    return OfficeParts(roots)


def _as_new(root: etree._Element) -> etree._Element:
    """Give the parts of the old format the names and places that they have in the new one."""
    for wrapper in [item for item in root.iter(etree.Element) if item.tag in _WRAPPERS]:
        parent = wrapper.getparent()
        if parent is not None:
            place = parent.index(wrapper)
            parent[place : place + 1] = list(wrapper)
    for merge in root.iter(W + "vmerge"):
        merge.tag = W + "vMerge"
    for listed in [item for item in root.iter(W + "listPr") if item.find(_HINTS + "t") is not None]:
        owner = next(listed.iterancestors(W + "p"), None)
        label = listed.find(_HINTS + "t")
        if owner is not None and label is not None:
            owner.insert(1, paragraph([(label.get(_HINTS + "val", ""), WordTextLook())])[0])
    return root
