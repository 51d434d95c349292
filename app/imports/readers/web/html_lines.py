"""The running text of a web page: lines as a person sees them, and the texts of a table's cells with what makes them doubtful."""

import re

from lxml.html import HtmlElement

from app.imports.readers.raised_digits import lowered, raised
from app.imports.readers.unknown_signs import unknown
from app.imports.readers.web.element_look import PLAIN, ElementLook
from app.imports.readers.web.html_styles import StyleSheets

_SKIPPED = frozenset(
    ("head", "script", "style", "noscript", "noframes", "noembed", "template", "svg", "math", "iframe", "object", "embed", "select", "option", "textarea", "button", "rt", "rp", "datalist", "audio", "video", "canvas", "progress", "meter")
)  # fmt: skip
_DRAWN = frozenset(("svg", "math", "select", "textarea", "button", "object", "progress", "meter"))
"""What of them shows something: in a cell nobody can tell what figure that is."""
_BLOCKS = frozenset(
    ("p", "div", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "main", "header", "footer", "nav", "aside", "address", "blockquote", "pre", "center", "form", "fieldset", "figure", "figcaption", "hr", "body", "html", "details", "summary", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th")
)  # fmt: skip
_SPACES = re.compile(r"[ \t\r\n\f]+")
_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\u3000-\u303f“”‘’—…]"
_BETWEEN_WIDE = re.compile(rf"(?<={_WIDE})[ \t\r\f]*\n[ \t\r\n\f]*(?={_WIDE})")
_SPACER = 3
"""Pixels up to which a picture only holds room free."""


class HtmlLines:
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


class HtmlCellText(HtmlLines):
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
            words = (element.get("value") or element.get("placeholder") or "").strip()
            self._unsure = self._unsure or (shown and bool(words))
        elif element.tag == "img" and not _is_spacer(element):
            self._unsure = self._unsure or self._styles.look(element, self._look).is_seen

    def _walk(self, element: HtmlElement, tag: str) -> None:
        # The list sets a number before it that stands nowhere in the text.
        bare = tag == "li" and element.getparent().tag == "ol" and not element.text_content().strip()
        self._unsure = self._unsure or (bare and self._look.is_seen)
        over = self._look.moved and bool(element.text_content().strip())
        self._unsure = self._unsure or ((self._look.adds or over) and self._look.is_seen)
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
        # Nobody knows what such a script writes.
        self._unsure = self._unsure or (element.tag == "script" and "document.write" in (element.text or ""))
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
