"""The web page: one file, valid markup, user text never markup."""

from html.parser import HTMLParser

from app.exports.html import fragment, render
from app.exports.report_blocks import document
from app.forms.grid import CellRole, grid_of
from app.forms.loader import forms
from app.report import Report, Unit

FORM = forms()["cn-disclosure-2021"]
HOSTILE = '<script>alert(1)</script> <img src=x onerror=y> & "双引号" &amp;'
REPORT = Report(
    1,
    Unit(1, '示例局"><b>'),
    2025,
    FORM,
    cells=dict.fromkeys(FORM.cells, 7),
    sections={"preface": HOSTILE, "overview": "（一）小标题\n正文。"},
    signed_by="示例局",
)
VOID = {"meta", "col"}


class _Page(HTMLParser):
    """Checks that elements nest, and notes them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def _page(text: str) -> _Page:
    page = _Page()
    page.feed(text)
    page.close()
    assert page.open == []
    return page


def test_elements_nest_and_nothing_comes_from_outside() -> None:
    page = _page(render(document(REPORT, draft=True)).decode())
    tags = {tag for tag, _ in page.elements}
    assert tags <= {
        "html", "head", "meta", "title", "body", "article", "h1", "h2", "h3", "p", "span", "table", "thead", "tbody", "tr",
        "th", "td", "div", "style", "colgroup", "col",
    }  # fmt: skip
    assert all({"src", "href", "onerror"}.isdisjoint(attributes) for _, attributes in page.elements)


def test_user_text_stays_text() -> None:
    page = _page(render(document(REPORT, draft=False)).decode())
    assert HOSTILE in page.text
    assert '示例局"><b>' in page.text


def test_every_label_is_a_heading_cell_with_a_scope() -> None:
    page = _page(fragment(document(REPORT, draft=False)))
    heads = [attributes for tag, attributes in page.elements if tag == "th"]
    labels = sum(
        cell.role in (CellRole.BAND, CellRole.COLUMN_HEADER, CellRole.ROW_HEADER)
        for table in FORM.tables.values()
        for cell in grid_of(table).cells
    )
    assert len(heads) == labels
    assert {head["scope"] for head in heads} == {"col", "colgroup", "row", "rowgroup"}
    cells = [attributes for tag, attributes in page.elements if tag in ("td", "th")]
    assert all("border:1px solid" in (cell["style"] or "") for cell in cells)


def test_the_fragment_is_the_pages_article() -> None:
    made = document(REPORT, draft=False)
    assert fragment(made) in render(made).decode()
    assert fragment(made).startswith("<article>")


def test_text_has_its_background_and_tables_their_columns() -> None:
    page = _page(render(document(REPORT, draft=True)).decode())
    for tag, attributes in page.elements:
        style = attributes.get("style") or ""
        assert ("color:#000" in style) == ("background:#fff" in style), tag
    tables = [n for n, (tag, _) in enumerate(page.elements) if tag == "table"]
    for number in tables:
        assert page.elements[number - 1][0] == "div"
        assert "overflow-x:auto" in (page.elements[number - 1][1]["style"] or "")
        assert page.elements[number + 1][0] == "colgroup"
    groups = [attributes for tag, attributes in page.elements if tag == "col"]
    widths = [sum(int(attributes["span"] or 1) for attributes in groups)]
    assert widths == [sum(grid_of(table).columns for table in FORM.tables.values())]
    assert "@page{size:A4" in render(document(REPORT, draft=False)).decode()
