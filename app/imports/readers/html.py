"""Web pages, as saved from a site or from the clipboard. Nothing is fetched, no script is looked at."""

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from app.imports.bounded_files import Unreadable, too_large
from app.imports.raw_document import RawBlock, RawCell, RawDocument, RawTable, RawText, is_layout
from app.imports.readers.html_styles import PLAIN, ElementLook, StyleSheets
from app.imports.readers.raised_digits import lowered, raised
from app.imports.readers.unknown_signs import unknown
from app.own_formats import CLASS_PREFIX, DRAFT, TextRole

_DRAFT = CLASS_PREFIX + DRAFT
_SKIPPED = frozenset(
    ("head", "script", "style", "noscript", "noframes", "noembed", "template", "svg", "math", "iframe", "object", "embed", "select", "option", "textarea", "button", "rt", "rp", "datalist", "audio", "video", "canvas", "progress", "meter")
)  # fmt: skip
_DRAWN = frozenset(("svg", "math", "select", "textarea", "button", "object", "progress", "meter"))
"""What of them shows something: in a cell nobody can tell what figure that is."""
_BLOCKS = frozenset(
    ("p", "div", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "main", "header", "footer", "nav", "aside", "address", "blockquote", "pre", "center", "form", "fieldset", "figure", "figcaption", "hr", "body", "html", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th")
)  # fmt: skip
_SPACES = re.compile(r"[ \t\r\n\f]+")
_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\u3000-\u303f“”‘’—…]"
_BETWEEN_WIDE = re.compile(rf"(?<={_WIDE})[ \t\r\f]*\n[ \t\r\n\f]*(?={_WIDE})")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_MAX_SPAN = 200
_MAX_CELLS = 20_000
_MAX_TAGS = 300_000
_LONGEST_TITLE = 200
_SPACER = 3
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


class _HtmlLines:
    """Collects running text into lines: a block element or <br> ends a line, other white space is one blank."""

    keeps_blanks = False
    """Whether white space stands as written: so in the elements of our own pages."""

    def __init__(self, styles: StyleSheets, look: ElementLook = PLAIN) -> None:
        self._styles = styles
        self._look = look
        self._buffer: list[str] = []

    def walk(self, element: HtmlElement) -> None:
        """Take in an element and what it contains, as far as a person sees it."""
        tag = element.tag
        if not isinstance(tag, str):
            return
        if tag in _SKIPPED:
            self.skipped(element)
            return
        outer, self._look = self._look, self._styles.look(element, self._look)
        if self._look.shown:
            self._walk(element, tag)
        self._look = outer

    def _walk(self, element: HtmlElement, tag: str) -> None:
        if tag == "br":
            self.flush()
        elif tag == "table":
            self.flush()
            self.table(element)
        elif tag in _BLOCKS:
            self.flush()
            self.block(element)
            self.flush()
        else:
            self.children(element)

    def children(self, element: HtmlElement) -> None:
        """Take in an element's texts and children; of a folded one, its summary alone."""
        folded = element.tag == "details" and element.get("open") is None
        if not folded:
            self.text(element.text or "")
        for child in element:
            if not folded or child.tag == "summary":
                self.walk(child)
            if not folded:
                self.text(child.tail or "")

    def text(self, text: str) -> None:
        """Take in a text in the look of its element."""
        if self._look.is_seen and not self._look.struck:
            if self._look.raised:
                text = raised(text)
            elif self._look.lowered:
                text = lowered(text, "".join(self._buffer[-2:]).rstrip())
            self._buffer.append(unknown(text) if self._look.signs else text)

    def skipped(self, element: HtmlElement) -> None:
        """Pass over an element whose content is no text of the page."""

    def block(self, element: HtmlElement) -> None:
        self.children(element)

    def table(self, element: HtmlElement) -> None:
        self.children(element)

    def flush(self) -> None:
        text = "".join(self._buffer)
        self._buffer.clear()
        if not self.keeps_blanks:
            text = _SPACES.sub(" ", _BETWEEN_WIDE.sub("", text))
        text = text.strip(" \t\r\n\u00a0\u3000")
        if text:
            self.line(text)

    def line(self, text: str) -> None:
        raise NotImplementedError


class _CellText(_HtmlLines):
    """The text of one table cell, and what makes it doubtful."""

    def __init__(self, styles: StyleSheets, look: ElementLook) -> None:
        super().__init__(styles, look)
        self.lines: list[str] = []
        self._struck = self._white = False
        self._unsure = look.adds

    def walk(self, element: HtmlElement) -> None:
        super().walk(element)
        if element.tag == "input" and element.get("type", "text").lower() != "hidden":
            shown = self._styles.look(element, self._look).is_seen
            self._unsure = self._unsure or (shown and bool((element.get("value") or "").strip()))
        elif element.tag == "img" and not _is_spacer(element):
            self._unsure = self._unsure or self._styles.look(element, self._look).is_seen

    def _walk(self, element: HtmlElement, tag: str) -> None:
        self._unsure = self._unsure or (self._look.adds and self._look.is_seen)
        own_line = self._look.own_line and tag not in ("br", "table")
        if own_line:
            self.flush()
        super()._walk(element, tag)
        if own_line:
            self.flush()

    def skipped(self, element: HtmlElement) -> None:
        shown = element.tag in _DRAWN and self._styles.look(element, self._look).is_seen
        inside = "".join(element.itertext()).strip() or (element.tag == "svg" and len(element))
        self._unsure = self._unsure or (shown and bool(inside))
        # What such a template holds is shown in place of what stands beside it.
        self._unsure = self._unsure or element.get("shadowrootmode") is not None

    def text(self, text: str) -> None:
        super().text(text)
        if text.strip():
            self._unsure = self._unsure or (self._look.turned and self._look.is_seen)
            self._struck = self._struck or self._look.struck
            self._white = self._white or (
                self._look.shown and self._look.white and not self._look.coloured_ground
            )

    @property
    def doubt(self) -> str:
        """Why nothing is read although something may be meant."""
        if self._unsure:
            return "这一格里有图形、输入框或转了方向的文字，不能确定看到的是什么数，请核对后填写。"
        if self._white:
            return "有白色的文字，不能确定是否看得见，请核对后填写。"
        return "这一格的内容被划去，没有读入，请核对后填写。" if self._struck and not self.lines else ""

    def line(self, text: str) -> None:
        self.lines.append(text)


def _is_spacer(image: HtmlElement) -> bool:
    """Whether a picture only holds room free, as old pages do."""
    sizes = [image.get(name, "") for name in ("width", "height")]
    return any(size.isdecimal() and len(size) < 6 and int(size) <= _SPACER for size in sizes)


class _HtmlPage(_HtmlLines):
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
    """Whether a table holds other tables; one whose only cell holds a figure or a word does not count."""
    inner = [item for item in table.iter("table") if item is not table]
    if not inner:
        return False
    cells = sum(1 for _ in table.iter("td", "th")) - len(inner)
    return cells <= len(inner) or any(
        sum(1 for _ in item.iter("td", "th")) != 1 or len(item.text_content()) > _LONGEST_IN_A_CELL
        for item in inner
    )


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
        for row, line in enumerate(rows):
            column = 0
            for item in line.iterchildren("td", "th"):
                look = self._look(item)
                if look.gone:
                    continue
                while hanging.get(column, 0) > row:
                    column += 1
                text = _CellText(self._styles, look)
                if look.shown:
                    text.children(item)
                    text.flush()
                spans = _span(item, "rowspan"), _span(item, "colspan")
                cell = RawCell(row, column, "\n".join(text.lines), *spans, text.doubt)
                cells.append(cell)
                if len(cells) > _MAX_CELLS:
                    raise too_large(self._name, "中的表格过大")
                hanging.update(dict.fromkeys(range(column, cell.end), row + cell.row_span))
                column = cell.end
        return cells

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
