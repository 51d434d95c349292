"""What a person sees counts in LibreOffice's files and in rich text too: struck, raised and hidden text is no figure."""

import re
import zipfile
from pathlib import Path

import pytest
from pages import NEW, figures
from zip_files import packed

from app.imports import Imported
from app.imports.formats import read

MADE = Path(__file__).with_name("made")
KEY = "applications.new.natural_person"
SHOWN = figures(NEW)[KEY]
RAISED, STRUCK, HIDDEN, WHITE, TINY, SIGNS = "raised", "struck", "hidden", "white", "tiny", "signs"
LOOKS = {
    RAISED: 'style:text-position="super 58%"',
    STRUCK: 'style:text-line-through-style="solid"',
    HIDDEN: 'text:display="none"',
    WHITE: 'fo:color="#ffffff"',
    TINY: 'fo:font-size="1pt"',
    SIGNS: 'style:font-name="Wingdings"',
}
WORDS = {RAISED: "\\super", STRUCK: "\\strike", HIDDEN: "\\v", WHITE: "\\cf1", TINY: "\\fs2", SIGNS: "\\f99"}


def _check(found: Imported, wanted: int | None = 12) -> None:
    assert {key: value for key, value in found.cells.items() if key != KEY} == {
        key: value for key, value in figures(NEW).items() if key != KEY
    }
    assert found.cells.get(KEY) == wanted, found.unread
    assert all(item.cells == (KEY,) for item in found.unread)
    assert found.unread or wanted is not None


def _changed(kind: str, look: str, before: str, after: str) -> bytes:
    with zipfile.ZipFile(MADE / f"report.{kind}") as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    content = members["content.xml"].decode()
    style = f'<style:style style:name="Seen" style:family="text"><style:text-properties {LOOKS[look]}/></style:style>'
    content = content.replace("</office:automatic-styles>", f"{style}</office:automatic-styles>", 1)
    marked = [
        f'<text:span text:style-name="Seen">{text}</text:span>' if text else "" for text in (before, after)
    ]
    content, count = re.subn(
        rf"(<text:p[^>]*>){SHOWN}</text:p>", rf"\g<1>{marked[0]}12{marked[1]}</text:p>", content
    )
    assert count == 1
    # A cell of a sheet whose text has looks of its own keeps a text, no number.
    content = content.replace(
        f'office:value-type="float" office:value="{SHOWN}"', 'office:value-type="string"'
    )
    members["content.xml"] = content.encode()
    return packed(members)


@pytest.mark.parametrize(
    ("look", "before", "after"),
    [
        (RAISED, "", "1"),
        (STRUCK, "9", ""),
        (STRUCK, "", "9"),
        (HIDDEN, "", "3"),
        (WHITE, "", "3"),
        (TINY, "", "3"),
        (SIGNS, "", "3"),
    ],
)
@pytest.mark.parametrize("kind", ["odt", "ods", "rtf"])
def test_the_figure_read_is_the_figure_seen(kind: str, look: str, before: str, after: str) -> None:
    if kind == "rtf":
        text = (MADE / "report.rtf").read_text(encoding="ascii")
        text = re.sub(r"\{\\colortbl[^{}]*\}", r"{\\colortbl;\\red255\\green255\\blue255;}", text, count=1)
        text = text.replace("{\\fonttbl", "{\\fonttbl{\\f99\\fnil\\fcharset2 Wingdings;}", 1)
        marked = [f"{{{WORDS[look]} {piece}}}" if piece else "" for piece in (before, after)]
        changed, count = re.subn(
            rf"(?<![0-9\\a-z]){SHOWN}(?=[^0-9])", lambda _: f"{marked[0]}12{marked[1]}", text
        )
        assert count == 1
        data = changed.encode()
    else:
        data = _changed(kind, look, before, after)
    # Of a sheet it is not known what is behind white text, so the cell is left to the user.
    wanted = None if (kind, look) == ("ods", WHITE) or look == SIGNS else 12
    _check(read(data, f"年报.{kind}", unit=None, year=None), wanted)


@pytest.mark.parametrize("kind", ["rows", "columns"])
def test_a_hidden_row_or_column_of_a_sheet_is_not_read(kind: str) -> None:
    with zipfile.ZipFile(MADE / "report.ods") as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    content = members["content.xml"].decode()
    if kind == "rows":
        row = next(
            row
            for row in re.findall(r"<table:table-row.*?</table:table-row>", content, re.DOTALL)
            if f">{SHOWN}<" in row
        )
        content = content.replace(
            row, row.replace("<table:table-row", '<table:table-row table:visibility="collapse"', 1)
        )
        gone = {key for key in NEW.cells if key.startswith("applications.new.")}
    else:
        last = re.findall(r"<table:table-column[^>]*/>", content)
        content = content.replace(
            last[0],
            last[0].replace("<table:table-column", '<table:table-column table:visibility="collapse"'),
            1,
        )
        gone = None
    members["content.xml"] = content.encode()
    found = read(packed(members), "年报.ods", unit=None, year=None)
    wanted = figures(NEW)
    assert all(value == wanted[key] for key, value in found.cells.items())
    if gone is not None:
        assert set(wanted) - set(found.cells) == gone
    else:
        assert len(found.cells) < len(wanted)


FLAT = '<style:style style:name="Flat" style:family="table-row"><style:table-row-properties style:row-height="0.02cm"/></style:style>'


@pytest.mark.parametrize("kind", ["odt", "ods", "rtf"])
def test_a_row_too_low_to_be_seen_is_not_read(kind: str) -> None:
    """A second row of the same name, with other figures, stands above the one that is seen."""
    if kind == "rtf":
        text = (MADE / "report.rtf").read_text(encoding="ascii")
        row = next(
            part
            for part in re.findall(r"\\trowd.*?\\row\b", text, re.DOTALL)
            if re.search(rf"(?<![0-9]){SHOWN}(?![0-9])", part)
        )
        dead = re.sub(rf"(?<![0-9\\a-z]){SHOWN}(?=[^0-9])", "999", row).replace(
            "\\trowd", "\\trowd\\trrh-1 ", 1
        )
        assert "999" in dead
        data = text.replace(row, dead + row, 1).encode()
    else:
        with zipfile.ZipFile(MADE / f"report.{kind}") as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        content = members["content.xml"].decode()
        rows = re.findall(r"<table:table-row.*?</table:table-row>", content, re.DOTALL)
        row = next(row for row in rows if f">{SHOWN}<" in row)
        dead = re.sub(r' table:style-name="[^"]*"', "", row.split(">", 1)[0]) + ' table:style-name="Flat">'
        dead += row.split(">", 1)[1].replace(f">{SHOWN}<", ">999<").replace(f'"{SHOWN}"', '"999"')
        content = content.replace("</office:automatic-styles>", f"{FLAT}</office:automatic-styles>", 1)
        members["content.xml"] = content.replace(row, dead + row, 1).encode()
        data = packed(members)
    found = read(data, f"年报.{kind}", unit=None, year=None)
    assert (dict(found.cells), found.unread) == (figures(NEW), ())


@pytest.mark.parametrize(
    "field",
    [
        '<text:variable-set text:name="v" text:display="none">9</text:variable-set>',
        '<text:conditional-text/><text:hidden-text text:is-hidden="true">9</text:hidden-text>',
        '<text:user-field-get text:name="v" text:display="none">9</text:user-field-get>',
    ],
)
def test_a_field_that_is_not_shown_is_not_read(field: str) -> None:
    _check(read(_with_content(f"12{field}"), "年报.odt", unit=None, year=None))


def test_a_paragraph_that_is_not_shown_is_not_read() -> None:
    content = '12</text:p><text:p><text:hidden-paragraph text:is-hidden="true"/>9'
    _check(read(_with_content(content), "年报.odt", unit=None, year=None))


def _with_content(inside: str) -> bytes:
    with zipfile.ZipFile(MADE / "report.odt") as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    old, new = f">{SHOWN}</text:p>", f">{inside}</text:p>"
    assert members["content.xml"].decode().count(old) == 1
    members["content.xml"] = members["content.xml"].decode().replace(old, new).encode()
    return packed(members)


@pytest.mark.parametrize("hidden", ["{\\*\\blob\\bin3 9}9}", "{\\*\\blip\\bin5 }9{9}}", "{\\*\\other 9}"])
def test_data_within_rich_text_are_no_figure(hidden: str) -> None:
    text = (MADE / "report.rtf").read_text(encoding="ascii")
    changed, count = re.subn(rf"(?<![0-9\\a-z]){SHOWN}(?=[^0-9])", lambda _: f"1{hidden}2", text)
    assert count == 1
    _check(read(changed.encode(), "年报.rtf", unit=None, year=None))
