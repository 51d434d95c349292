"""The parts of an OFD file: its pages, templates, notes and colours, and what is written in their elements."""

import posixpath
from collections.abc import Iterator

from lxml import etree

from app.imports.readers.pages.ofd_paths import numbers_of
from app.imports.readers.pages.painted_shapes import Colour
from app.imports.readers.zip_xml import Archive

BLACK: Colour = (0, 0, 0)
_A4 = (0.0, 0.0, 210.0, 297.0)
_LONGEST_CHAIN = 8


def name_of(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def children(element: etree._Element | None, *names: str) -> Iterator[etree._Element]:
    for child in () if element is None else element:
        if not names or name_of(child) in names:
            yield child


def find(element: etree._Element | None, *path: str) -> etree._Element | None:
    for name in path:
        element = next(children(element, name), None)
    return element


class OfdPackage:
    """The parts of the file by their places, which are told from the part that names them."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        bodies = children(archive.xml("OFD.xml"), "DocBody")
        self.is_signed = any(text_of(find(body, "Signatures")) for body in bodies)
        """Whether it names signatures or seals (GB/T 33190, 18); whether they are valid is not judged."""
        self.box = _A4
        self.looks = DrawParams()
        self.templates: dict[str, etree._Element] = {}
        self._notes_at = "", ""

    def pages(self) -> list[tuple[str, etree._Element]]:
        """Return the pages of the first document with their ids, in order."""
        place = text_of(find(self._archive.xml("OFD.xml"), "DocBody", "DocRoot"))
        document = self._part("", place)
        folder = posixpath.dirname(place.lstrip("/"))
        common = find(document, "CommonData")
        self.box = box_of(text_of(find(common, "PageArea", "PhysicalBox"))) or self.box
        for resource in children(common, "PublicRes", "DocumentRes"):
            self.looks.take(self._part(folder, text_of(resource)))
        for template in children(common, "TemplatePage"):
            root = self._part(folder, template.get("BaseLoc", ""))
            if root is not None:
                self.templates[template.get("ID", "")] = root
        parts = [
            (page.get("ID", ""), self._part(folder, page.get("BaseLoc", "")))
            for page in children(find(document, "Pages"), "Page")
        ]
        self._notes_at = folder, text_of(find(document, "Annotations"))
        return [(key, part) for key, part in parts if part is not None]

    def notes(self) -> dict[str, list[etree._Element]]:
        """Return the notes and stamps that lie on the pages, by the pages' ids (GB/T 33190, 15)."""
        folder, place = self._notes_at
        listed = self._part(folder, place)
        inner = posixpath.join(folder, posixpath.dirname(place))
        found: dict[str, list[etree._Element]] = {}
        for page in children(listed, "Page"):
            root = self._part(inner, text_of(find(page, "FileLoc")))
            found.setdefault(page.get("PageID", ""), []).extend(children(root, "Annot"))
        return found

    def _part(self, folder: str, place: str) -> etree._Element | None:
        path = posixpath.normpath(posixpath.join("/", folder, place)).lstrip("/")
        return self._archive.xml(path) if place else None


class DrawParams:
    """The drawing parameters that objects name; one takes from another what it does not say (GB/T 33190, 8.2)."""

    def __init__(self) -> None:
        self._params: dict[str, etree._Element] = {}

    def take(self, root: etree._Element | None) -> None:
        """Take in those of a resource file."""
        for param in () if root is None else root.iter(etree.Element):
            if name_of(param) == "DrawParam":
                self._params[param.get("ID", "")] = param

    def _chain(self, name: str) -> Iterator[etree._Element]:
        for _ in range(_LONGEST_CHAIN):
            if (param := self._params.get(name)) is None:
                return
            yield param
            name = param.get("Relative", "")

    def colour(self, kind: str, name: str) -> Colour:
        """Return a colour, FillColor or StrokeColor, as the parameters *name* give it; black where they don't."""
        found = next((one for param in self._chain(name) if (one := find(param, kind)) is not None), None)
        return BLACK if found is None else colour_of(found)

    def width(self, name: str) -> float:
        """Return how wide lines are in millimetres; 0 where that is not said."""
        widths = (numbers_of(param.get("LineWidth")) for param in self._chain(name))
        return next((width[0] for width in widths if width), 0.0)


def text_of(element: etree._Element | None) -> str:
    return "" if element is None else (element.text or "").strip()


def box_of(text: str | None) -> tuple[float, float, float, float] | None:
    numbers = numbers_of(text)
    return (numbers[0], numbers[1], numbers[2], numbers[3]) if len(numbers) == 4 else None


def colour_of(element: etree._Element | None) -> Colour:
    numbers = [
        max(0, min(int(number), 255))
        for number in numbers_of(element.get("Value") if element is not None else "")
    ]
    if len(numbers) == 1:
        return numbers[0], numbers[0], numbers[0]
    if len(numbers) == 4:
        cyan, magenta, yellow, black = (255 - number for number in numbers)
        return cyan * black // 255, magenta * black // 255, yellow * black // 255
    return (numbers[0], numbers[1], numbers[2]) if len(numbers) == 3 else BLACK


def is_unclear(colour: etree._Element | None) -> bool:
    """Whether a colour is one of a palette, a pattern or a blend, so that nobody knows here what is seen of it."""
    return (
        colour is not None
        and not numbers_of(colour.get("Value"))
        and (len(colour) > 0 or "Index" in colour.attrib)
    )
