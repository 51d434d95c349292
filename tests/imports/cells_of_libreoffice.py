"""Cells of LibreOffice's as strange programs and people leave them, each with what a person sees there (`cells_seen`)."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field

from cells_seen import NONE, SAFE, SHOWN
from test_seen_elsewhere import MADE


@dataclass(frozen=True)
class Open:
    """The inside of a cell of LibreOffice's files, what is seen there, its styles, and a change around it."""

    content: str
    seen: str
    styles: str = ""
    around: Callable[[str, int], str] = field(default=lambda text, at: text)


def opened(kind: str, cell: Open) -> bytes:
    """Return a file of LibreOffice's with a strange cell in a figure's place."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(MADE / f"report.{kind}") as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "content.xml":
                text = data.decode()
                mark = f">{SHOWN}</text:p>"
                assert text.count(mark) == 1
                text = cell.around(text, text.index(mark)).replace(mark, f">{cell.content}</text:p>")
                data = text.replace(
                    "</office:automatic-styles>", f"{cell.styles}</office:automatic-styles>", 1
                ).encode()
            new.writestr(name, data)
    return buffer.getvalue()


def _style(look: str, name: str = "Fx", kind: str = "text") -> str:
    return f'<style:style style:name="{name}" style:family="{kind}"><style:text-properties {look}/></style:style>'


def _fx(text: str) -> str:
    return f'<text:span text:style-name="Fx">{text}</text:span>'


def _tagged(more: str, instead_of: str = "(?!)") -> Callable[[str, int], str]:
    """Add attributes to the cell that holds the place, instead of those that a pattern finds."""

    def change(text: str, at: int) -> str:
        start = text.rindex("<table:table-cell", 0, at)
        end = text.index(">", start)
        return f"{text[:start]}{re.sub(instead_of, '', text[start:end])} {more}{text[end:]}"

    return change


def _styled(name: str) -> Callable[[str, int], str]:
    return _tagged(f'table:style-name="{name}"', r' table:style-name="[^"]*"')


def _valued(value: str) -> Callable[[str, int], str]:
    return _tagged(value, r' (office:value(-type)?|calcext:value-type)="[^"]*"')


def _other_cell(text: str, at: int) -> str:
    start = text.rindex("<table:table-cell", 0, at)
    end = text.index("</table:table-cell>", at)
    return (
        text[:start]
        + text[start : end + len("</table:table-cell>")].replace(
            "table:table-cell", "table:covered-table-cell"
        )
        + text[end + len("</table:table-cell>") :]
    )


def _map(condition: str = "value()&gt;1") -> str:
    return (
        '<style:style style:name="Pale" style:family="table-cell"><style:text-properties fo:color="#ffffff"/></style:style>'
        f'<style:style style:name="Mapped" style:family="table-cell"><style:map style:condition="{condition}" style:apply-style-name="Pale"/></style:style>'
    )


_NUMBER = '<number:number-style style:name="Nf">{}</number:number-style><style:style style:name="Cf" style:family="table-cell" style:data-style-name="Nf"/>'
_FLOAT = 'office:value-type="float" office:value="12"'
ODT: dict[str, Open] = {
    "raised by points": Open("12" + _fx("3"), SAFE, _style('style:text-position="40% 60%"')),
    "lowered": Open("12" + _fx("3"), SAFE, _style('style:text-position="sub 58%"')),
    "struck double": Open(_fx("9") + "12", "12", _style('style:text-line-through-type="double"')),
    "struck by a sign": Open(_fx("9") + "12", SAFE, _style('style:text-line-through-style="solid" style:text-line-through-text="X"')),
    "struck by nothing": Open(_fx("12"), "12", _style('style:text-line-through-style="none"')),
    "struck by its parent": Open(_fx("9") + "12", "12", _style('style:text-line-through-style="solid"', "Base") + '<style:style style:name="Fx" style:family="text" style:parent-style-name="Base"/>'),
    "colour of its ground": Open("12" + _fx("3"), SAFE, _style('fo:color="#345678" fo:background-color="#345678"')),
    "see-through": Open("12" + _fx("3"), SAFE, _style('fo:color="#112233" loext:opacity="0%"')),
    "thin as nothing": Open("12" + _fx("3"), SAFE, _style('style:text-scale="1%"')),
    "hidden on a condition": Open("12" + _fx("3"), SAFE, _style('text:display="condition"') ),
    "note": Open('12<text:note text:id="f" text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>9</text:p></text:note-body></text:note>', "12"),
    "annotation": Open("12<office:annotation><text:p>9</text:p></office:annotation>", "12"),
    "ruby": Open("<text:ruby><text:ruby-base>12</text:ruby-base><text:ruby-text>3</text:ruby-text></text:ruby>", "12"),
    "text box": Open('12<draw:frame text:anchor-type="as-char"><draw:text-box><text:p>3</text:p></draw:text-box></draw:frame>', "told"),
    "picture": Open('12<draw:frame text:anchor-type="as-char"><draw:image xlink:href="Pictures/a.png"/></draw:frame>', SAFE),
    "shape over it": Open('12<draw:rect text:anchor-type="char" svg:width="3cm" svg:height="1cm" draw:z-index="5"/>', "told or 12"),
    "shape with words": Open('12<draw:custom-shape text:anchor-type="as-char"><text:p>3</text:p></draw:custom-shape>', "told"),
    "blanks": Open('1<text:s text:c="3"/>2', "told"),
    "tab": Open("1<text:tab/>2", "told"),
    "break": Open("1<text:line-break/>2", "told"),
    "soft break": Open("1<text:soft-page-break/>2", "12"),
    "placeholder": Open('<text:placeholder text:placeholder-type="text">&lt;12&gt;</text:placeholder>', "told or 12"),
    "list to choose from": Open('<text:drop-down text:name="a"><text:label text:value="9"/><text:label text:value="12" text:current-selected="true"/>12</text:drop-down>', SAFE),
    "stale expression": Open('<text:expression text:formula="ooow:10+2" office:value-type="float" office:value="9">9</text:expression>', "told or 9"),
    "number of pages": Open('1<text:page-number text:select-page="current">2</text:page-number>', SAFE),
    "deleted under tracking": Open('12<text:change text:change-id="ct1"/>', "12"),
    "inserted under tracking": Open('1<text:change-start text:change-id="ct2"/>2<text:change-end text:change-id="ct2"/>', "12"),
    "bookmark": Open('1<text:bookmark text:name="a"/>2', "12"),
    "list": Open("</text:p><text:list><text:list-item><text:p>12</text:p></text:list-item></text:list><text:p>", SAFE),
    "numbered list": Open('</text:p><text:list text:style-name="Nx"><text:list-item><text:p>2</text:p></text:list-item></text:list><text:p>', "told or 2", '<text:list-style style:name="Nx"><text:list-level-style-number text:level="1" style:num-format="1"/></text:list-style>'),
    "hidden section": Open("12</text:p><text:section text:name=\"s\" text:display=\"none\"><text:p>9</text:p></text:section><text:p>", "12"),
    "section on a condition": Open("12</text:p><text:section text:name=\"s\" text:display=\"condition\" text:condition=\"ooow:1==1\"><text:p>9</text:p></text:section><text:p>", SAFE),
    "covered": Open("12", NONE, around=_other_cell),
    "value beside its text": Open("12", SAFE, around=_valued('office:value-type="float" office:value="9"')),
    "stale formula": Open("9", "told or 9", around=_valued('table:formula="ooow:10+2" office:value-type="float" office:value="9"')),
    "small capitals": Open(_fx("12"), "12", _style('fo:font-variant="small-caps"')),
    "font of signs by family": Open(_fx("12"), "told", _style("fo:font-family=\"Wingdings\"")),
    "signs in the private range": Open("1\uf032", "told or 12"),
    "object": Open('12<draw:frame text:anchor-type="as-char"><draw:object><math xmlns="http://www.w3.org/1998/Math/MathML"><mn>3</mn></math></draw:object></draw:frame>', "told"),
    "meta field": Open('<text:meta-field xml:id="m">12</text:meta-field>', "12"),
    "content control": Open('<loext:content-control loext:showing-place-holder="true">12</loext:content-control>', "told"),
    "content control filled": Open("<loext:content-control>12</loext:content-control>", SAFE),
    "toned to white": Open("12" + _fx("3"), SAFE, _style('fo:color="#fdfdfd"')),
    "auto colour": Open(_fx("12"), "12", _style('style:use-window-font-color="true" fo:color="#ffffff"') ),
    "right to left mark": Open("1\u202e2", "told"),
    "conditional text": Open('12<text:conditional-text text:condition="ooow:1" text:string-value-if-true="" text:string-value-if-false="9"></text:conditional-text>', "12"),
    "script": Open('12<text:script script:language="JavaScript">9</text:script>', "12"),
    "white on its cell's ground": Open('<text:span text:style-name="Wt">12</text:span>', "12", _style('fo:color="#ffffff"', "Wt") + '<style:style style:name="Bl" style:family="table-cell"><style:table-cell-properties fo:background-color="#000080"/></style:style>', _styled("Bl")),
    "in the colour of its cell": Open('<text:span text:style-name="Wt">9</text:span>12', SAFE, _style('fo:color="#000080"', "Wt") + '<style:style style:name="Bl" style:family="table-cell"><style:table-cell-properties fo:background-color="#000080"/></style:style>', _styled("Bl")),
    "sheet put in": Open("<draw:frame><draw:object/></draw:frame>", "told"),
    "box to tick": Open('<field:fieldmark xmlns:field="urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0" field:type="vnd.oasis.opendocument.field.FORMCHECKBOX"/>', "told"),
}  # fmt: skip

ODS: dict[str, Open] = {
    "value other than its text": Open("9", "told or 12", around=_valued(_FLOAT)),
    "text other than its value": Open("12", "told or 12", around=_valued('office:value-type="string" office:string-value="9"')),
    "percent": Open("12%", "told", around=_valued('office:value-type="percentage" office:value="0.12"')),
    "percent as a number": Open("12", "told", around=_valued('office:value-type="percentage" office:value="0.12"')),
    "money": Open("¥12", "told or 12", around=_valued('office:value-type="currency" office:currency="CNY" office:value="12"')),
    "date": Open("12", "told", around=_valued('office:value-type="date" office:date-value="2025-01-12"')),
    "time": Open("12:00", "told", around=_valued('office:value-type="time" office:time-value="PT12H"')),
    "truth": Open("TRUE", "told", around=_valued('office:value-type="boolean" office:boolean-value="true"')),
    "stale sum": Open("9", "told", around=_valued('table:formula="of:=10+2" office:value-type="float" office:value="9"')),
    "stale sum of cells": Open("9", "told", around=_valued('table:formula="of:=SUM([.ZZ1:.ZZ9])+12" office:value-type="float" office:value="9"')),
    "fresh sum": Open("12", "12", around=_valued('table:formula="of:=10+2" ' + _FLOAT)),
    "formula with an error": Open("#REF!", "told", around=_valued('table:formula="of:=[.#REF!]" office:value-type="string" office:string-value=""')),
    "white by a condition": Open("12", SAFE, _map(), _styled("Mapped")),
    "struck cell": Open("12", "told", '<style:style style:name="Sx" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style>', _styled("Sx")),
    "shown with a digit behind": Open("123", "told", _NUMBER.format("<number:number number:min-integer-digits=\"1\"/><number:text>3</number:text>"), _styled("Cf")),
    "shown with a unit": Open("12件", SAFE, _NUMBER.format("<number:number number:min-integer-digits=\"1\"/><number:text>件</number:text>"), lambda text, at: _valued(_FLOAT)(_styled("Cf")(text, at), at)),
    "shown by thousands": Open("12", "told", _NUMBER.format('<number:number number:min-integer-digits="1" number:display-factor="1000"/>'), lambda text, at: _valued('office:value-type="float" office:value="12000"')(_styled("Cf")(text, at), at)),
    "shown as nothing": Open("", NONE, _NUMBER.format("<number:text></number:text>"), lambda text, at: _valued(_FLOAT)(_styled("Cf")(text, at), at)),
    "shown rounded": Open("12", "told", _NUMBER.format('<number:number number:min-integer-digits="1" number:decimal-places="0"/>'), lambda text, at: _valued('office:value-type="float" office:value="12.4"')(_styled("Cf")(text, at), at)),
    "covered": Open("12", NONE, around=_other_cell),
    "only an annotation": Open("</text:p><office:annotation><text:p>12</text:p></office:annotation><text:p>", NONE, around=_valued("")),
    "annotation shown": Open('12</text:p><office:annotation office:display="true"><text:p>9</text:p></office:annotation><text:p>', "12 or told"),
    "two paragraphs": Open("1</text:p><text:p>2", "told", around=_valued('office:value-type="string"')),
    "a shape in the cell": Open('12</text:p><draw:custom-shape><text:p>3</text:p></draw:custom-shape><text:p>', "told or 12"),
    "a white shape in the cell": Open('12</text:p><draw:rect svg:width="3cm" svg:height="1cm"/><text:p>', "told or 12"),
    "twice": Open("12", "told or 12", around=_tagged('table:number-columns-spanned="2"')),
    "raised piece": Open("12" + _fx("3"), "12", _style('style:text-position="super 58%"'), _valued('office:value-type="string"')),
    "hidden contents": Open("12", NONE + " or 12", '<style:style style:name="Hx" style:family="table-cell"><style:table-cell-properties style:cell-protect="hidden-and-protected" style:print-content="false"/></style:style>', _styled("Hx")),
    "repeated over the cell": Open("12", "told or 12", '<style:style style:name="Rx" style:family="table-cell"><style:table-cell-properties style:repeat-content="true"/></style:style>', lambda text, at: _valued('office:value-type="string"')(_styled("Rx")(text, at), at)),
    "number in a text": Open("'12", "12 or told", around=_valued('office:value-type="string"')),
    "wide": Open("１２", "12", around=_valued('office:value-type="string"')),
    "blanks between": Open('1<text:s text:c="1"/>2', "told", around=_valued('office:value-type="string"')),
    "a tab between": Open("1<text:tab/>2", "told", around=_valued('office:value-type="string"')),
    "page number": Open("12<text:page-number>3</text:page-number>", "told or 123", around=_valued('office:value-type="string"')),
    "upside down": Open("6", "told or 6", '<style:style style:name="Ud" style:family="table-cell"><style:table-cell-properties style:rotation-angle="180"/></style:style>', _styled("Ud")),
    "white on its own ground": Open("12", "told or blank", '<style:style style:name="Wg" style:family="table-cell"><style:table-cell-properties fo:background-color="#336699"/><style:text-properties fo:color="#336699"/></style:style>', _styled("Wg")),
    "one point": Open("12", "told or blank", '<style:style style:name="Pt" style:family="table-cell"><style:text-properties fo:font-size="1pt"/></style:style>', _styled("Pt")),
    "hidden piece": Open(_fx("9") + "12", SAFE, _style('text:display="none"'), _valued('office:value-type="string"')),
    "bookmark between": Open('1<text:bookmark text:name="a"/>2', SAFE, around=_valued('office:value-type="string"')),
    "letters over each other": Open("12", "told", _style('fo:letter-spacing="-1cm"', "Cr", "table-cell"), _styled("Cr")),
    "five per cent": Open('<text:span text:style-name="Fx">9</text:span>12', SAFE, _style('fo:font-size="5%"'), _valued('office:value-type="string"')),
    "hidden text that is shown": Open('<text:hidden-text text:is-hidden="false">1</text:hidden-text>2', SAFE, around=_valued('office:value-type="string"')),
    "white on a condition": Open("12", "told", '<style:style style:name="Mp" style:family="table-cell"><style:map style:condition="cell-content()&gt;5" style:apply-style-name="Wh"/></style:style><style:style style:name="Wh" style:family="table-cell"><style:text-properties fo:color="#ffffff"/></style:style>', _styled("Mp")),
    "one digit repeated over the cell": Open("1", "told", '<style:style style:name="Rp" style:family="table-cell"><style:table-cell-properties style:repeat-content="true"/></style:style>', _styled("Rp")),
    "picture beside": Open('12<draw:frame><draw:image/></draw:frame>', "told", around=_valued('office:value-type="string"')),
}  # fmt: skip
