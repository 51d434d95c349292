"""Whatever is written, the checks answer, and point into the text."""

from dataclasses import replace

from example import TEXTS, filled, with_text
from hypothesis import given, settings
from hypothesis import strategies as st
from verdicts import AGREES, ASKS, CONTRADICTS, SILENT

from app.carry_over import carry_over
from app.forms.loader import forms
from app.report import Report, Totals
from app.rules.check import check
from app.rules.registry import rule_of
from app.values import Value

_SENTENCES = [sentence for sentence, _ in AGREES + CONTRADICTS + ASKS] + SILENT
_PIECES = st.one_of(
    st.sampled_from(_SENTENCES),
    st.sampled_from(list(TEXTS.values())),
    st.sampled_from(["其中", "共", "（", "）", "、", "，", "；", "。", "\n", "　", "5%", "２０２４年", "占", "较上年增长", "1.", "（三）", "\r\n"]),
    st.text(max_size=12),
)  # fmt: skip
_TEXT = st.lists(_PIECES, max_size=12).map("".join)


@settings(max_examples=150, deadline=None)
@given(overview=_TEXT, problems=_TEXT, last=_TEXT)
def test_every_finding_points_at_words_that_are_there(overview: str, problems: str, last: str) -> None:
    report = with_text(filled(), overview=overview, problems=problems)
    previous = with_text(replace(filled(), id=2, year=report.year - 1), overview=last)
    for finding in check(report, previous).findings:
        assert rule_of(finding.rule)
        if finding.length:
            assert finding.section is not None
            body = report.text(finding.section)
            assert body[finding.start : finding.start + finding.length] == finding.excerpt


@settings(max_examples=100, deadline=None)
@given(
    form=st.sampled_from(["cn-disclosure-2021", "cn-disclosure-2019"]),
    totals=st.sampled_from(Totals),
    data=st.data(),
)
def test_any_figures_in_any_mode_can_be_checked(form: str, totals: Totals, data: st.DataObject) -> None:
    known = forms()[form].cells
    keys = data.draw(st.lists(st.sampled_from(sorted(known)), unique=True, max_size=60))
    cells: dict[str, Value] = {key: data.draw(st.integers(0, 40)) for key in keys}
    report: Report = replace(filled(), form=forms()[form], totals=totals, cells=cells)
    result = check(report, replace(report, year=report.year - 1))
    assert result.untouched == len(known) - len(cells)
    carry_over(report, report.year + 1)
