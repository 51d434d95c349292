"""A figure read from a web page is the figure a person sees there; what is not seen is not read."""

from dataclasses import replace

import pytest
from builders import consistent_report

from app.exports.formats import render
from app.imports.formats import read

KEY = "disclosure.licensing.decisions"
MARK = 987654

SHEET = """
<style>
.gone { display: none } .shown .gone { display: inline } td.ghost { visibility: hidden }
.sup { vertical-align: super; font-size: 8pt } #one { text-decoration: line-through }
.kept { text-decoration: none } .zero { font-size: 0 } .away { position: absolute; left: -9999px } .clear { color: transparent }
@media print { .paper { display: none } } @media screen { .inner { display: none } }
/* .comment { display: none } */ .a > .child { display: none } .sr { overflow: hidden; width: 1px; height: 0 }
</style>
"""

SEEN: dict[str, str] = {
    '12<sup>1</sup>': "12", "12<sup>[1]</sup>": "12", "12<sup>①</sup>": "12", '12<span class="sup">3</span>': "12",
    '12<span style="vertical-align:super">3</span>': "12", "12<sup><a href='#n'>2</a></sup>": "12",
    "<del>9</del>12": "12", "<s>9</s>12": "12", "<strike>9</strike>12": "12", '<span id="one">9</span>12': "12",
    '<span style="text-decoration: line-through red">9</span>12': "12", "<del>1<b>0</b></del><ins>12</ins>": "12",
    '12<span style="display:none">3</span>': "12", "12<span hidden>3</span>": "12", '12<i class="gone">3</i>': "12",
    '12<span style="visibility: hidden">3</span>': "12", '12<span class="zero">3</span>': "12",
    '12<span style="font-size:0px">3</span>': "12", '12<span class="away">3</span>': "12",
    '12<span class="inner">3</span>': "12", '12<span style="opacity:0">3</span>': "12",
    '12<span class="clear">3</span>': "12", '<span class="a">12<b class="child">3</b></span>': "12",
    '12<span style="text-indent:-9999px">3</span>': "12", '12<span class="sr">3</span>': "12",
    "<ruby>12<rt>34</rt></ruby>": "12", "<ruby>12<rp>(</rp><rt>34</rt><rp>)</rp></ruby>": "12",
    "<details><summary>12</summary>3</details>": "12", "12<script>3</script><style>4</style>": "12",
    "1<b>2</b>": "12", "<span>1</span><span>2</span>": "12", "1<wbr>2": "12", "1&#8203;2": "12", "12&#65279;": "12",
    '<span class="shown">1<i class="gone">2</i></span>': "12", '1<span class="paper">2</span>': "12",
    '1<span class="comment">2</span>': "12", '<span style="visibility:hidden">3<b style="visibility:visible">12</b></span>': "12",
    '<span style="font-size:0">3<b style="font-size:12pt">12</b></span>': "12",
    '<s class="kept">1</s>2': "12", '<del style="text-decoration:none">12</del>': "12",
    '<del>9<b style="text-decoration:none">8</b></del>12': "12", '1<span style="vertical-align:text-top">2</span>': "12",
    '1<sup style="vertical-align:baseline">2</sup>': "12",
    '<span style="background:#036"><b style="color:#fff">12</b></span>': "12", "12.0": "12", "１２": "12", "12件": "12",
}  # fmt: skip
"""What stands in the cell, and what is read."""

NOT_CERTAIN = (
    "<del>12</del>", '<span style="text-decoration:line-through">12</span>', '<font color="white">12</font>',
    '1<span style="color:#ffffff">2</span>', "1<sup>2</sup>3", "<sup>12</sup>",
)  # fmt: skip
"""What leaves the cell blank and is told."""


def page(content: str) -> bytes:
    report = consistent_report()
    report = replace(report, cells={**report.cells, KEY: MARK})
    text = render(report, "html", draft=False).decode()
    assert text.count(str(MARK)) == 1
    return text.replace(str(MARK), content).replace("</head>", f"{SHEET}</head>").encode()


@pytest.mark.parametrize("content", SEEN)
def test_what_is_seen_is_read(content: str) -> None:
    found = read(page(content), "报告.html", unit=None, year=None)
    assert found.as_json()["cells"][KEY] == SEEN[content]
    assert len(found.cells) == 200


@pytest.mark.parametrize("content", NOT_CERTAIN)
def test_what_is_not_certain_is_left_blank_and_told(content: str) -> None:
    found = read(page(content), "报告.html", unit=None, year=None)
    assert KEY not in found.cells
    assert [item for item in found.unread if KEY in item.cells]


@pytest.mark.parametrize("hide", ['style="display:none"', "hidden", 'class="gone"'])
@pytest.mark.parametrize("what", ["table", "rows"])
def test_a_hidden_copy_is_not_read(hide: str, what: str) -> None:
    """Another version of a table, or of its rows, stands hidden before the one that is shown."""
    text = page("12").decode()
    start = text.index("<table")
    end = text.index("</table>") + len("</table>")
    table = text[start:end]
    stale = table.replace(">12<", ">77<")
    assert stale != table
    if what == "table":
        text = text[:start] + stale.replace("<table", f"<table {hide}", 1) + text[start:]
    else:
        rows = stale[stale.index("<tr") : stale.rindex("</tr>") + 5].replace("<tr", f"<tr {hide}")
        first = table.index("<tr")
        text = text[:start] + table[:first] + rows + table[first:] + text[end:]
    found = read(text.replace("</head>", f"{SHEET}</head>").encode(), "报告.html", unit=None, year=None)
    assert found.as_json()["cells"][KEY] == "12"
    assert len(found.cells) == 200


def test_a_style_sheet_without_end_keeps_nobody_waiting() -> None:
    sheet = "<style>" + ".a,.b>.c{display:none}" * 30_000 + "@media screen {" * 1000 + "</style>"
    found = read(
        page("12").replace(b"</head>", f"{sheet}</head>".encode()), "报告.html", unit=None, year=None
    )
    assert found.as_json()["cells"][KEY] == "12"


@pytest.mark.parametrize(
    "hides", ["text-indent:-9999px", "opacity:0", "visibility:hidden", "clip-path:inset(50%)"]
)
def test_a_cell_whose_text_is_hidden_keeps_its_place(hides: str) -> None:
    data = page("12").decode()
    at = data.rindex("<td", 0, data.index("12", data.index("<table")))
    changed = data[:at] + f'<td style="{hides}"' + data[at + 3 :]
    found = read(changed.encode(), "报告.html", unit=None, year=None)
    whole = read(page("12"), "报告.html", unit=None, year=None)
    wanted = {key: value for key, value in whole.cells.items() if key != KEY}
    assert dict(found.cells) == wanted
