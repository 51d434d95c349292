"""Skeletons of texts: they hold what the checks ask for, and their figures follow the tables."""

from dataclasses import replace

import pytest
from builders import HeldReports, consistent_report

from app.edit_effects import perform
from app.edits import SetCells
from app.errors import UserError
from app.forms.form_reader import form_of
from app.forms.loader import forms
from app.linked_text import links_in, plain
from app.paths import resource
from app.report import Report, UnitKind
from app.rules.check import check
from app.skeletons import skeleton


def written(report: Report) -> Report:
    """The report with nothing but skeletons, their gaps filled in."""
    bodies = {section.key: skeleton(report, section.key) for section in report.form.text_sections}
    return replace(report, sections={key: body.replace("【　】", "若干事项") for key, body in bodies.items()})


@pytest.mark.parametrize("kind", UnitKind)
@pytest.mark.parametrize("form", ["cn-disclosure-2021", "cn-disclosure-2019"])
def test_a_skeleton_treats_all_that_is_asked_and_contradicts_nothing(form: str, kind: UnitKind) -> None:
    report = consistent_report(form)
    report = written(replace(report, unit=replace(report.unit, kind=kind)))
    wrong = {f.rule for f in check(report).findings if f.section and not f.rule.startswith("text.fee")}
    # That words are doubled comes from the test's own filling.
    assert wrong - {"text.doubled", "text.length"} == set()
    assert report.text("preface").count(str(report.year)) == 2
    assert all(plain(body).strip() for body in report.sections.values())


def test_the_gaps_are_found() -> None:
    report = consistent_report()
    report = replace(report, sections={"overview": skeleton(report, "overview")})
    gaps = [f for f in check(report).findings if f.rule == "text.placeholder"]
    assert len(gaps) == report.text("overview").count("【　】") > 3


def test_its_figures_follow_sums_too() -> None:
    report = written(consistent_report())
    assert len(links_in(report.marked("overview"))) >= 10
    cell = "applications.refused_third_party.total"
    (step,) = perform(SetCells(report.id, {cell: 100_000}), HeldReports(report))
    assert step.after is not None
    refused = sum(v for k, v in step.after.cells.items() if ".refused_" in k and k.endswith(".total"))  # type: ignore[union-attr]
    assert f"不予公开{refused}件" in step.after.text("overview")  # type: ignore[union-attr]


def test_untouched_cells_show_as_gaps() -> None:
    report = Report(1, consistent_report().unit, 2025, forms()["cn-disclosure-2021"])
    assert "本年新收政府信息公开申请〔　〕件" in plain(skeleton(report, "overview"))


@pytest.mark.parametrize("name", ["{applications.nowhere.total}", "{x}", "{year!r}", "{", "{year:04}"])
def test_a_skeleton_that_names_what_is_not_there_is_refused(name: str, tmp_path: object) -> None:
    text = (resource("forms") / "cn-disclosure-2021.toml").read_text("utf-8")
    path = tmp_path / "zz.toml"  # type: ignore[operator]
    path.write_text(text.replace("【　】元", f"{name}元", 1), "utf-8")
    with pytest.raises(UserError, match="skeleton"):
        form_of(path)
