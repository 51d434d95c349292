"""Says what is wrong with an OFD-A file: an independent reading of the package, with nothing of the writer's code.

After GB/T 33190-2016 and GB/T 42133-2022; each fault is a word that names its kind, with the place.
"""

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator

from fontTools.ttLib import TTFont, TTLibError
from lxml import etree

NS = "{http://www.ofdspec.org/2016}"
TABLES = {"cmap", "glyf", "loca", "head", "hhea", "hmtx", "maxp", "name", "OS/2", "post"}
FORBIDDEN = ("Permissions", "VPreferences", "Extensions", "Annotations", "Attachments")
OPERANDS = {"M": 2, "L": 2, "Q": 4, "B": 6, "C": 0}
STROKE = ("LineWidth", "Cap", "Join", "DashPattern")


class Judge:
    """One package; `faults` lists what is wrong, `text` is what its body layers say."""

    def __init__(self, data: bytes) -> None:
        self.faults: list[str] = []
        self.text = ""
        self.pages = 0
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        self._used: set[str] = set()
        self._ids: Counter[str] = Counter()
        self._objects: dict[str, str] = {}
        self._fonts: dict[str, TTFont] = {}
        self._page_ids: list[str] = []
        self._container()
        try:
            self._root()
        except (KeyError, AttributeError, etree.XMLSyntaxError, ValueError, TypeError) as error:
            self.faults.append(f"unreadable {error!r:.80}")
        for name in set(self._zip.namelist()) - self._used:
            self.faults.append(f"stowaway {name}")

    def _fault(self, kind: str, place: object = "") -> None:
        self.faults.append(f"{kind} {place}".strip())

    def _container(self) -> None:
        names = self._zip.namelist()
        for name, times in Counter(names).items():
            if times > 1:
                self._fault("twice", name)
        for entry in self._zip.infolist():
            if entry.flag_bits & 1:
                self._fault("encrypted", entry.filename)
            if entry.flag_bits & 8:
                self._fault("descriptor", entry.filename)
            if entry.compress_type not in (0, 8):
                self._fault("method", entry.filename)
            if not entry.filename.isascii() or entry.filename.startswith("/") or ".." in entry.filename:
                self._fault("name", entry.filename)

    def _read(self, base: str, loc: str | None) -> tuple[str, bytes]:
        path = (loc or "").strip()
        name = path.lstrip("/") if path.startswith("/") else posixpath.join(posixpath.dirname(base), path)
        name = posixpath.normpath(name)
        self._used.add(name)
        return name, self._zip.read(name)

    def _tree(self, base: str, loc: str | None, root: str = "") -> tuple[str, etree._Element]:
        name, data = self._read(base, loc)
        tree = etree.fromstring(data)
        if b"<!DOCTYPE" in data:
            self._fault("doctype", name)
        if root and tree.tag != NS + root:
            self._fault("root", name)
        if root and tree.prefix != "ofd":
            self._fault("prefix", name)
        return name, tree

    def _id(self, element: etree._Element) -> str:
        value = element.get("ID", "")
        self._ids[value] += 1
        if not value.isdigit() or value == "0":
            self._fault("id", value)
        return value

    def _root(self) -> None:
        _, ofd = self._tree("", "OFD.xml", "OFD")
        if ofd.get("DocType") != "OFD-A" or ofd.get("Version") != "1.0":
            self._fault("type")
        bodies = ofd.findall(NS + "DocBody")
        if len(bodies) != 1:
            self._fault("documents", len(bodies))
        info = bodies[0].find(NS + "DocInfo")
        if not re.fullmatch("[0-9a-f]{32}", info.findtext(NS + "DocID") or ""):
            self._fault("identity")
        if not info.findall(f"{NS}CustomDatas/{NS}CustomData"):
            self._fault("metadata")
        self._document(*self._tree("OFD.xml", bodies[0].findtext(NS + "DocRoot"), "Document"))

    def _document(self, name: str, doc: etree._Element) -> None:
        for tag in FORBIDDEN:
            if doc.find(NS + tag) is not None:
                self._fault("forbidden", tag)
        common = doc.find(NS + "CommonData")
        box = [float(value) for value in common.findtext(f"{NS}PageArea/{NS}PhysicalBox").split()]
        self._resources(*self._tree(name, common.findtext(NS + "PublicRes"), "Res"))
        pages = doc.findall(f"{NS}Pages/{NS}Page")
        self._page_ids = [self._id(page) for page in pages]
        self.pages = len(pages)
        for number, page in enumerate(pages):
            if page.get("BaseLoc") != f"Pages/Page_{number}/Content.xml":
                self._fault("page name", page.get("BaseLoc"))
            self._page(*self._tree(name, page.get("BaseLoc"), "Page"), page.get("ID", ""), box)
        for action in doc.iter(NS + "Action"):
            if [child.tag for child in action] != [NS + "Goto"]:
                self._fault("action")
        for dest in doc.iter(NS + "Dest"):
            if dest.get("PageID") not in self._page_ids:
                self._fault("target", dest.get("PageID"))
        tags = doc.findtext(NS + "CustomTags")
        if tags is None:
            self._fault("structure")
        else:
            self._tags(*self._tree(name, tags, "CustomTags"))
        for value, times in self._ids.items():
            if times > 1:
                self._fault("id twice", value)
            if value.isdigit() and int(value) > int(common.findtext(NS + "MaxUnitID")):
                self._fault("id too large", value)

    def _resources(self, name: str, res: etree._Element) -> None:
        folder = posixpath.join(posixpath.dirname(name), res.get("BaseLoc", "")) + "/x"
        for space in res.iter(NS + "ColorSpace"):
            self._id(space)
            if space.get("Type") not in ("GRAY", "RGB", "CMYK"):
                self._fault("colour space")
            if self._read(folder, space.get("Profile"))[1][36:40] != b"acsp":
                self._fault("profile")
        for font in res.iter(NS + "Font"):
            identity = self._id(font)
            if re.search(r"[+;:,'\"{}]", font.get("FontName", "")) or not font.get("FamilyName"):
                self._fault("font name", font.get("FontName"))
            loc = font.findtext(NS + "FontFile")
            if loc is None:
                self._fault("font not embedded", identity)
                continue
            try:
                program = TTFont(io.BytesIO(self._read(folder, loc)[1]), checkChecksums=2, lazy=False)
                if missing := TABLES - set(program.keys()):
                    self._fault("font tables", sorted(missing))
                    continue
                if program["glyf"][program.getGlyphOrder()[0]].numberOfContours:
                    self._fault("notdef", identity)
                self._fonts[identity] = program
            except (TTLibError, AssertionError, KeyError) as error:
                self._fault("font program", error)

    def _page(self, name: str, page: etree._Element, page_id: str, size: list[float]) -> None:
        if page.find(NS + "Area") is not None:
            self._fault("area", name)
        for layer in page.iter(NS + "Layer"):
            self._id(layer)
            for item in layer:
                self._objects[self._id(item)] = page_id
                left, top, width, height = (float(value) for value in item.get("Boundary", "").split())
                if min(left, top) < 0 or left + width > size[2] or top + height > size[3]:
                    self._fault("off the page", item.get("ID"))
                if item.find(NS + "Actions") is not None:
                    self._fault("object action", item.get("ID"))
                if item.tag == NS + "TextObject":
                    text = self._text(item, width, height)
                    self.text += text if layer.get("Type") == "Body" else ""
                elif item.tag == NS + "PathObject":
                    self._path(item, width, height)
                else:
                    self._fault("object", item.tag)

    def _text(self, item: etree._Element, width: float, height: float) -> str:
        place, font = item.get("ID"), self._fonts.get(item.get("Font", ""))
        code = item.find(NS + "TextCode")
        text, size = code.text or "", float(item.get("Size", "nan"))
        deltas = [float(value) for value in (code.get("DeltaX") or "").split()]
        if size != size:
            self._fault("size", place)
        if not text or text != text.strip():
            self._fault("blank end", place)
        if len(deltas) != max(len(text) - 1, 0):
            self._fault("advances", place)
        astral = any(ord(character) > 0xFFFF for character in text)
        if astral and (len(text) > 1 or item.find(NS + "CGTransform") is None):
            self._fault("rare character", place)
        if font is None:
            self._fault("font", place)
            return text
        x, y, scale = float(code.get("X")), float(code.get("Y")), size / font["head"].unitsPerEm
        cmap = font.getBestCmap()
        for index, character in enumerate(text):
            x += deltas[index - 1] if 0 < index <= len(deltas) else 0
            if ord(character) not in cmap:
                self._fault("glyph", f"{place} {character}")
                continue
            glyph = font["glyf"][cmap[ord(character)]]
            if not glyph.numberOfContours:
                if not character.isspace():
                    self._fault("empty glyph", character)
                continue
            ink = (x + glyph.xMin * scale, y - glyph.yMax * scale)
            end = (x + glyph.xMax * scale, y - glyph.yMin * scale)
            if min(ink) < 0 or end[0] > width or end[1] > height:
                self._fault("ink", place)
        return text

    def _path(self, item: etree._Element, width: float, height: float) -> None:
        stroked = item.get("Stroke") != "false"
        if stroked and item.get("LineWidth") is None:
            self._fault("line width", item.get("ID"))
        if not stroked and any(item.get(name) for name in STROKE):
            self._fault("stroke", item.get("ID"))
        half = float(item.get("LineWidth") or 0) / 2
        for x, y in _points(item.findtext(NS + "AbbreviatedData") or ""):
            if not half <= x <= width - half or not half <= y <= height - half:
                self._fault("path", item.get("ID"))
                break

    def _tags(self, name: str, tags: etree._Element) -> None:
        for tag in tags.iter(NS + "CustomTag"):
            _, tree = self._tree(name, tag.findtext(NS + "FileLoc"))
            for ref in tree.iter(NS + "ObjectRef"):
                if self._objects.get(ref.text or "") != ref.get("PageRef"):
                    self._fault("reference", ref.text)


def _points(data: str) -> Iterator[tuple[float, float]]:
    words = data.split()
    place = 0
    while place < len(words):
        count = OPERANDS[words[place]]
        values = [float(word) for word in words[place + 1 : place + 1 + count]]
        yield from zip(values[::2], values[1::2], strict=True)
        place += 1 + count
