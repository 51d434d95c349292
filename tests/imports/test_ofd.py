"""OFD files read like PDF: by what is seen and where it stands on the page."""

import io
import zipfile
from collections.abc import Callable

import pytest
from pages import NEW, UNIT, YEAR, figures

from app.errors import UserError
from app.forms.grid import grid_of
from app.imports.formats import read

KEY = "applications.new.natural_person"
SIZE, LEFT, ROW, WIDTH, HEIGHT = 3.5, 15.0, 8.0, 297.0, 480.0
NAMES = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def _number(value: float) -> str:
    return f"{value:.3f}"


def text(x: float, y: float, words: str, more: str = "", size: float = SIZE, inside: str = "") -> str:
    """A text object whose line stands at *y*; each character is as wide as the font's size, ASCII half."""
    steps = " ".join(_number(size if character > "\u2e7f" else size / 2) for character in words[:-1])
    return (
        f'<ofd:TextObject ID="1" Boundary="{_number(x)} {_number(y - size)} 200 {_number(size * 1.2)}" Font="1" Size="{size}" {more}>{inside}'
        f'<ofd:TextCode X="0" Y="{size}" DeltaX="{steps}">{words}</ofd:TextCode></ofd:TextObject>'
    )


def box(x: float, y: float, width: float, height: float, more: str = "", inside: str = "") -> str:
    """A path object: a rectangle, outlined unless told otherwise."""
    data = f"M 0 0 L {_number(width)} 0 L {_number(width)} {_number(height)} L 0 {_number(height)} C"
    return (
        f'<ofd:PathObject ID="2" Boundary="{_number(x)} {_number(y)} {_number(width)} {_number(height)}" {more}>{inside}'
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def cut(*areas: str, more: str = "") -> str:
    """Clips of an object, each of one area, drawn from the corner of the object's box."""
    paths = "".join(
        f'<ofd:Clip><ofd:Area {more}><ofd:Path Boundary="0 0 300 300"><ofd:AbbreviatedData>{data}</ofd:AbbreviatedData>'
        "</ofd:Path></ofd:Area></ofd:Clip>"
        for data in areas
    )
    return f"<ofd:Clips>{paths}</ofd:Clips>"


def oblong(left: float, top: float, right: float, bottom: float) -> str:
    return f"M {left} {top} L {right} {top} L {right} {bottom} L {left} {bottom} C"


_PATCH = 'Fill="true" Stroke="false"'
WHITE = '<ofd:FillColor Value="255 255 255"/>'
Draw = Callable[[float, float], str]


def _table(top: float, table: str, drawn: dict[str, Draw]) -> tuple[str, float]:
    grid = grid_of(NEW.tables[table])
    known = figures(NEW)
    width = (WIDTH - 2 * LEFT) / grid.columns
    parts = []
    for cell in grid.cells:
        x, y = LEFT + cell.column * width, top + cell.row * ROW
        parts.append(box(x, y, cell.column_span * width, cell.row_span * ROW))
        if cell.key in drawn:
            parts.append(drawn[cell.key](x + 1, y + 5))
            continue
        words = str(known[cell.key]) if cell.key else cell.text
        count = max(int((cell.column_span * width - 2) // 2), 1)
        size = SIZE if len(words) * SIZE < cell.column_span * width - 2 else 1.9
        lines = (
            [words]
            if size == SIZE
            else [words[place : place + count] for place in range(0, len(words), count)]
        )
        parts += [
            text(x + 1, y + size + number * size * 1.1, line, size=size) for number, line in enumerate(lines)
        ]
    return "".join(parts), top + grid.rows * ROW


def _content(drawn: dict[str, Draw]) -> str:
    parts, y = [text(LEFT, 12, f"{UNIT}{YEAR}年政府信息公开工作年度报告")], 14.0
    for section in NEW.sections[1:]:
        y += 6
        parts.append(text(LEFT, y, section.heading))
        if section.table:
            made, y = _table(y + 2, section.table, drawn)
            parts.append(made)
        else:
            y += 6
            parts.append(text(LEFT + 2 * SIZE, y, f"{section.tab}的内容。"))
    return "".join(parts)


def package(content: str, template: str = "", notes: str = "", **more: str) -> bytes:
    """An OFD file of one page; *notes* lie on it."""
    below = '<ofd:Template TemplateID="7" ZOrder="Background"/>' if template else ""
    page = (
        f"<ofd:Page {NAMES}><ofd:Area><ofd:PhysicalBox>0 0 {WIDTH} {HEIGHT}</ofd:PhysicalBox></ofd:Area>"
        f"{below}"
        f'<ofd:Content><ofd:Layer ID="3">{content}</ofd:Layer></ofd:Content></ofd:Page>'
    )
    document = (
        f"<ofd:Document {NAMES}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        '<ofd:TemplatePage ID="7" BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:CommonData>'
        '<ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages>'
        "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations></ofd:Document>"
    )
    main = (
        f"<ofd:OFD {NAMES}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    )
    members = {
        "OFD.xml": main,
        "Doc_0/Document.xml": document,
        "Doc_0/Pages/Page_0/Content.xml": page,
        **more,
    }
    if notes:
        listed = '<ofd:Page PageID="1"><ofd:FileLoc>Page_0/Annotation.xml</ofd:FileLoc></ofd:Page>'
        members["Doc_0/Annots/Annotations.xml"] = f"<ofd:Annotations {NAMES}>{listed}</ofd:Annotations>"
        members["Doc_0/Annots/Page_0/Annotation.xml"] = f"<ofd:PageAnnot {NAMES}>{notes}</ofd:PageAnnot>"
    if template:
        members["Doc_0/Tpls/Tpl_0/Content.xml"] = (
            f"<ofd:Page {NAMES}><ofd:Content><ofd:Layer>{template}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, words in members.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + words)
    return buffer.getvalue()


def test_a_report_reads_whole() -> None:
    found = read(package(_content({})), "年报.ofd", unit=None, year=None)
    assert dict(found.cells) == figures(NEW)
    assert (found.unit, found.year, found.unread) == (UNIT, YEAR, ())
    assert found.sections["other"] == f"{NEW.sections[-1].tab}的内容。"


SEEN: dict[str, Draw] = {
    "as it is": lambda x, y: text(x, y, "12"),
    "raised mark": lambda x, y: text(x, y, "12") + text(x + 3.6, y - 1.4, "1", size=2.0),
    "white": lambda x, y: text(x, y, "12") + text(x + 3.6, y, "3", inside=WHITE),
    "transparent": lambda x, y: text(x, y, "12") + text(x + 3.6, y, "3", more='Alpha="0"'),
    "not visible": lambda x, y: text(x, y, "12") + text(x + 3.6, y, "3", more='Visible="false"'),
    "tiny": lambda x, y: text(x, y, "12") + text(x + 3.6, y, "3", size=0.3),
    "struck": lambda x, y: text(x, y, "912") + box(x, y - 1.2, 1.75, 0.2, 'Fill="true" Stroke="false"'),
    "under a white box": lambda x, y: (
        text(x, y, "4321")
        + box(x - 0.5, y - 4, 12, 5, 'Fill="true" Stroke="false"', WHITE)
        + text(x, y, "12")
    ),
    "in a block": lambda x, y: f"<ofd:PageBlock>{text(x, y, '12')}</ofd:PageBlock>",
    "moved by its matrix": lambda x, y: text(x - 2, y + 1, "12", more='CTM="1 0 0 1 2 -1"'),
    "cut behind its second digit": lambda x, y: text(x, y, "123", inside=cut(oblong(0, 0, 3.6, 5))),
    "cut aslant": lambda x, y: text(x, y, "123", inside=cut("M 0 0 L 3 0 L 4.4 5 L 0 5 C")),
    "cut twice": lambda x, y: text(
        x - 1.75, y, "9123", inside=cut(oblong(1.75, 0, 99, 5), oblong(-9, 0, 5.3, 5))
    ),
    "not cut": lambda x, y: text(x, y, "12", inside=cut(oblong(-5, -5, 99, 99))),
    "cut, and moved by its matrix": lambda x, y: text(
        x - 2, y, "123", more='CTM="1 0 0 1 2 0"', inside=cut(oblong(-9, -9, 99, 99))
    ).replace("123", "12"),
    "a cut cover": lambda x, y: (
        text(x, y, "12") + box(x, y - 4, 12, 5, _PATCH, cut(oblong(6, 0, 12, 5)) + WHITE)
    ),
    "a cut line": lambda x, y: text(x, y, "12") + box(x, y - 1.2, 9, 0.2, _PATCH, cut(oblong(6, 0, 9, 1))),
    "steps in short": lambda x, y: text(x, y, "12").replace('DeltaX="1.750"', 'DeltaX="g 1 1.75"'),
}


@pytest.mark.parametrize("name", SEEN)
def test_the_figure_read_is_the_figure_seen(name: str) -> None:
    found = read(package(_content({KEY: SEEN[name]})), "年报.ofd", unit=None, year=None)
    assert dict(found.cells) == {**figures(NEW), KEY: 12}


ROUND = "M -2 1 B -2 -3 12 -3 12 1 B 12 5 -2 5 -2 1 C"
TOLD: dict[str, Draw] = {
    "two figures over each other": lambda x, y: text(x, y, "12") + text(x, y, "77"),
    "half a digit": lambda x, y: (
        text(x, y, "12") + box(x + 2.6, y - 4, 5, 5, 'Fill="true" Stroke="false"', WHITE)
    ),
    "on its head": lambda x, y: text(x + 5, y + 6, "6", more='CTM="-1 0 0 -1 0 0"'),
    "mirrored": lambda x, y: text(x + 5, y, "21", more='CTM="-1 0 0 1 0 0"'),
    "read from the right": lambda x, y: text(x, y, "21", more='ReadDirection="180"'),
}
TOLD["a picture beside a digit"] = lambda x, y: (
    text(x, y, "1")
    + f'<ofd:ImageObject ID="3" Boundary="{_number(x + 2)} {_number(y - 3)} 3 4" ResourceID="9"/>'
)
TOLD["cut by characters"] = lambda x, y: text(
    x, y, "12", inside="<ofd:Clips><ofd:Clip><ofd:Area><ofd:Text/></ofd:Area></ofd:Clip></ofd:Clips>"
)
TOLD["cut here or there"] = lambda x, y: text(
    x - 2, y, "123", more='CTM="1 0 0 1 2 0"', inside=cut(oblong(0, 0, 3.6, 5))
)
TOLD["out of its own box"] = lambda x, y: text(x, y, "12").replace(" 200 ", " 2 ", 1)
BLANK: dict[str, Draw] = {
    "cut away": lambda x, y: text(x, y, "12", inside=cut(oblong(9, 0, 12, 5))),
    "cut to nothing": lambda x, y: text(x, y, "12", inside=cut("")),
    "neither filled nor drawn": lambda x, y: text(x, y, "12", more='Fill="false"'),
    "under a round white shape": lambda x, y: (
        text(x, y, "12")
        + f'<ofd:PathObject ID="2" Boundary="{_number(x)} {_number(y - 3)} 14 8" Fill="true" Stroke="false">{WHITE}'
        f"<ofd:AbbreviatedData>{ROUND}</ofd:AbbreviatedData></ofd:PathObject>"
    ),
}


@pytest.mark.parametrize("name", TOLD)
def test_a_figure_that_is_not_clear_is_told(name: str) -> None:
    found = read(package(_content({KEY: TOLD[name]})), "年报.ofd", unit=None, year=None)
    assert dict(found.cells) == {key: value for key, value in figures(NEW).items() if key != KEY}
    assert [item.cells for item in found.unread] == [(KEY,)]


@pytest.mark.parametrize("name", BLANK)
def test_a_figure_that_nobody_sees_is_not_read(name: str) -> None:
    found = read(package(_content({KEY: BLANK[name]})), "年报.ofd", unit=None, year=None)
    assert dict(found.cells) == {key: value for key, value in figures(NEW).items() if key != KEY}


def _note(inside: str, kind: str = "Stamp", more: str = "") -> str:
    """A note that lies on the page; what is in it is placed from the corner of its own box."""
    return f'<ofd:Annot ID="50" Type="{kind}" {more}><ofd:Appearance Boundary="10 20 200 200">{inside}</ofd:Appearance></ofd:Annot>'


NOTES: dict[str, tuple[Callable[[float, float], str], int | None]] = {
    "white cover": (lambda x, y: _note(box(x, y - 4, 12, 5, _PATCH, WHITE)), None),
    "cover with a new figure": (lambda x, y: _note(box(x, y - 4, 12, 5, _PATCH, WHITE) + text(x, y, "77")), 77),
    "figure over the old one": (lambda x, y: _note(text(x, y, "77")), None),
    "figure behind the old one": (lambda x, y: _note(text(x + 3.6, y, "7")), None),
    "struck out": (lambda x, y: _note(box(x - 1, y - 1.2, 8, 0.2, _PATCH), "Path"), None),
    "struck out as a highlight": (lambda x, y: _note(box(x - 1, y - 1.2, 8, 0.2, _PATCH), "Highlight"), None),
    "highlight": (lambda x, y: _note(box(x - 1, y - 4, 12, 5, _PATCH), "Highlight"), 12),
    "cover that is not shown": (lambda x, y: _note(box(x, y - 4, 12, 5, _PATCH, WHITE), more='Visible="false"'), 12),
    "picture over it": (
        lambda x, y: _note(f'<ofd:ImageObject ID="3" Boundary="{_number(x)} {_number(y - 4)} 12 5" ResourceID="9"/>'), None,
    ),
    "seal around it": (
        lambda x, y: _note(f'<ofd:ImageObject ID="3" Boundary="{_number(x - 20)} {_number(y - 20)} 42 42" ResourceID="9"/>'), 12,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", NOTES)
def test_what_lies_on_a_page_is_part_of_what_is_seen(name: str) -> None:
    make, wanted = NOTES[name]
    placed: list[tuple[float, float]] = []

    def figure(x: float, y: float) -> str:
        placed.append((x, y))
        return text(x, y, "12")

    content = _content({KEY: figure})
    (x, y) = placed[0]
    found = read(package(content, notes=make(x - 10, y - 20)), "年报.ofd", unit=None, year=None)
    assert found.cells.get(KEY) == wanted
    assert {key: value for key, value in found.cells.items() if key != KEY} == {
        key: value for key, value in figures(NEW).items() if key != KEY
    }
    covered = wanted is None and name not in ("white cover", "struck out", "struck out as a highlight")
    assert not covered or [item.cells for item in found.unread] == [(KEY,)]


def test_what_stands_on_the_pages_template_is_read_too() -> None:
    content = _content({})
    title = text(LEFT, 12, f"{UNIT}{YEAR}年政府信息公开工作年度报告")
    found = read(package(content.replace(title, ""), title), "年报.ofd", unit=None, year=None)
    assert (found.unit, found.year, len(found.cells)) == (UNIT, YEAR, len(NEW.cells))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (package(""), "可能是扫描件"),
        (package(text(100, 400, "第 3 页 共 7 页")), "可能是扫描件"),
        (package("", **{"Encryptions.xml": "<a/>"}), "有密码保护"),
        (package("", **{"Doc_0/Document.xml": "<a/>"}), "已损坏"),
    ],
)
def test_what_can_not_be_read_is_named(data: bytes, said: str) -> None:
    with pytest.raises(UserError, match=said):
        read(data, "年报.ofd", unit=None, year=None)
