"""Random reports for round trips."""

from decimal import Decimal

from hypothesis import strategies as st

from app.forms.loader import forms
from app.report import Report, Totals, Unit
from app.values import LARGE_DIGITS, MAX_DIGITS, MAX_PLACES, Kind, Value

_LARGEST = 10**MAX_DIGITS - 1
_COUNTS = st.one_of(st.integers(0, 30), st.integers(0, _LARGEST))
_VALUES: dict[Kind, st.SearchStrategy[Value]] = {
    Kind.COUNT: _COUNTS,
    Kind.LARGE_COUNT: st.one_of(_COUNTS, st.integers(0, 10**LARGE_DIGITS - 1)),
    Kind.CHANGE: st.one_of(_COUNTS, _COUNTS.map(lambda count: -count)),
    Kind.AMOUNT: st.tuples(_COUNTS, st.integers(0, 10**MAX_PLACES - 1)).map(
        lambda pair: (Decimal(pair[0]) + Decimal(pair[1]).scaleb(-MAX_PLACES)).normalize() + 0
    ),
}
_CHARACTERS = st.characters(exclude_categories=("C", "Z"), include_characters="　 ")
FIRST_HEADING = "一、总体情况"
"""As a line of the preface it can't be told from the heading; in any other text it can."""
_TYPICAL = st.sampled_from(
    [
        "（一）主动公开情况",
        "全年共收到申请5件，其中自然人3件。",
        FIRST_HEADING,
        "=1+1",
        "+86",
        "@附注",
        "<b>不是标记</b> & \"引号\" 'x'",
        "二〇二二年一月二十日",
        "某某市某某局",
        "附件：一览表.docx",
        "{unit}%s\\n${x}",
        "1.自然人",
        "- 4 -",
        "来源：本局",
    ]
)
LINES = st.one_of(_TYPICAL, st.text(_CHARACTERS, min_size=1, max_size=60)).map(str.strip).filter(bool)
"""Paragraphs: anything a person may type, without blanks around it."""


@st.composite
def reports(draw: st.DrawFn, texts: st.SearchStrategy[str] = LINES) -> Report:
    """Any report of any form, most of its cells touched."""
    form = draw(st.sampled_from(list(forms().values())))
    touched = draw(st.sets(st.sampled_from(sorted(form.cells)))) if form.cells else set()
    cells = {key: draw(_VALUES[form.cells[key].kind]) for key in sorted(touched)}
    preface = texts.filter(lambda line: line != FIRST_HEADING)
    sections = {
        section.key: "\n".join(lines)
        for section in form.text_sections
        if (lines := draw(st.lists(texts if section.heading else preface, max_size=4)))
    }
    unit = Unit(1, draw(st.sampled_from(["示例市人民政府办公室", "示例县教育局", "示例镇人民政府"])))
    signed = draw(st.booleans())
    return Report(
        1,
        unit,
        draw(st.integers(2019, 2035)),
        form,
        totals=draw(st.sampled_from(Totals)),
        cells=cells,
        sections=sections,
        signed_by=unit.name if signed else "",
        signed_on="2026年1月20日" if signed else "",
    )
