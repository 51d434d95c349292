"""Web pages, as saved from a site or from the clipboard. Nothing is fetched, no script is looked at."""

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from app.imports.bounded_files import Unreadable, too_large
from app.imports.raw_document import RawBlock, RawCell, RawDocument, RawTable, RawText, is_layout
from app.imports.readers.web.element_look import ElementLook
from app.imports.readers.web.html_lines import HtmlCellText, HtmlLines
from app.imports.readers.web.html_styles import StyleSheets
from app.own_formats import CLASS_PREFIX, DRAFT, TextRole

_DRAFT = CLASS_PREFIX + DRAFT
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_MAX_SPAN = 200
_MAX_CELLS = 20_000
_MAX_TAGS = 300_000
_LONGEST_TITLE = 200
_FOLDED = "这一列在网页上可能不显示，请核对后填写。"
_LONGEST_IN_A_CELL = 60
"""How many characters a table in another's cell may have that is no more than that cell's frame."""


def parse(text: str, name: str = "") -> RawDocument:
    """Turn a page into a document. Raises `Unreadable`."""
    parser = HTMLParser(
        no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    if text.count("<") > _MAX_TAGS:
        raise too_large(name, "内容过多")
    plain = _DECLARATION.sub("", text).replace("\0", "")
    try:
        root = document_fromstring(plain.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise Unreadable(f"“{name}”不是完整的网页，无法读取，请重新保存网页后再读入。") from error
    if any("depth" in entry.message for entry in parser.error_log):
        raise Unreadable(f"“{name}”的内容嵌套过深，无法读取，请核对后另选文件。")
    page = _HtmlPage(name, StyleSheets.of_page(root))
    page.walk(root)
    page.flush()
    return RawDocument(tuple(page.blocks), name, _title(root))


def _title(root: HtmlElement) -> str:
    """Return what the page is called in its head: the site's name may stand in it too."""
    return " ".join((root.findtext("head/title") or "").split())[:_LONGEST_TITLE]


class _HtmlPage(HtmlLines):
    """The blocks of a whole page."""

    def __init__(self, name: str, styles: StyleSheets) -> None:
        super().__init__(styles)
        self.blocks: list[RawBlock] = []
        self._name = name
        self._tables = 0
        self._role = TextRole.UNKNOWN
        self._texts = 0

    def block(self, element: HtmlElement) -> None:
        if _DRAFT in (element.get("class") or "").split():
            return
        outer, self._role = self._role, _role(element) or self._role
        self.keeps_blanks = self._role is not TextRole.UNKNOWN
        self.children(element)
        self.flush()
        self._role = outer
        self.keeps_blanks = outer is not TextRole.UNKNOWN

    def line(self, text: str) -> None:
        self._texts += 1
        self.blocks.append(RawText(text, f"第 {self._texts} 段", self._role))

    def table(self, element: HtmlElement) -> None:
        if _holds_tables(element):
            self.children(element)
            return
        cells = _Grid(self._styles, self._look, self._name).cells(element)
        if is_layout(cells):
            self.children(element)
            return
        for caption in element.iterchildren("caption"):
            self.walk(caption)
        self._tables += 1
        rows = max((cell.row + 1 for cell in cells), default=0)
        self.blocks.append(RawTable(rows, tuple(cells), f"第 {self._tables} 张表"))


def _holds_tables(table: HtmlElement) -> bool:
    """Whether a table holds other tables; one that holds no more than figures or words does not count."""
    inner = [item for item in table.iter("table") if item is not table]
    if not inner:
        return False
    own = sum(1 for cell in table.iter("td", "th") if next(cell.iterancestors("table")) is table)
    return own <= len(inner) or any(len(item.text_content()) > _LONGEST_IN_A_CELL for item in inner)


def _role(element: HtmlElement) -> TextRole | None:
    for word in (element.get("class") or "").split():
        role = word.removeprefix(CLASS_PREFIX)
        if role != word and role in [member.value for member in TextRole]:
            return TextRole(role)
    return None


class _Grid:
    """Lays the cells of a table out, without rows and cells that are not displayed."""

    def __init__(self, styles: StyleSheets, look: ElementLook, name: str) -> None:
        self._styles, self._name = styles, name
        self._looks: dict[HtmlElement, ElementLook] = {}
        self._outer = look

    def cells(self, table: HtmlElement) -> list[RawCell]:
        """Return the cells as the HTML standard says: each takes the first free place of its row."""
        cells: list[RawCell] = []
        hanging: dict[int, int] = {}
        self._looks[table] = self._outer
        rows = [
            line
            for line in table.iter("tr")
            if not self._look(line).gone and next(line.iterancestors("table")) is table
        ]
        folded = self._folded(table)
        for row, line in enumerate(rows):
            column = 0
            for item in line.iterchildren("td", "th"):
                look = self._look(item)
                if look.gone:
                    continue
                while hanging.get(column, 0) > row:
                    column += 1
                text = HtmlCellText(self._styles, look)
                if look.shown:
                    text.children(item)
                    text.flush()
                spans = _span(item, "rowspan"), _span(item, "colspan")
                doubt = text.doubt or (_FOLDED if text.lines and column in folded else "")
                cell = RawCell(row, column, "\n".join(text.lines), *spans, doubt)
                cells.append(cell)
                if len(cells) > _MAX_CELLS:
                    raise too_large(self._name, "中的表格过大")
                hanging.update(dict.fromkeys(range(column, cell.end), row + cell.row_span))
                column = cell.end
        return cells

    def _folded(self, table: HtmlElement) -> set[int]:
        """Return the columns of which the page says that they are not to be seen."""
        columns: set[int] = set()
        at = 0
        for column in table.iterfind(".//col"):
            span = _span(column, "span")
            columns |= set() if self._look(column).visible else set(range(at, at + span))
            at += span
        return columns

    def _look(self, element: HtmlElement) -> ElementLook:
        """Return how a row or cell looks, what stands around it inside the table considered."""
        known = self._looks.get(element)
        if known is None:
            parent = element.getparent()
            outer = self._outer if parent is None else self._look(parent)
            known = self._looks[element] = self._styles.look(element, outer)
        return known


def _span(element: HtmlElement, attribute: str) -> int:
    text = (element.get(attribute) or "1").strip()
    return min(max(int(text), 1), _MAX_SPAN) if text.isdecimal() and len(text) < 9 else 1


def tables_of(text: str) -> Iterator[RawTable]:
    """Yield the tables of a piece of html, as the clipboard holds it. Raises `Unreadable`."""
    return (block for block in parse(text, "剪贴板").blocks if isinstance(block, RawTable))
