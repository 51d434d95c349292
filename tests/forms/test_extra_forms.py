"""Forms of other series beside the yearly report: they work from end to end, and the yearly report doesn't notice."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import consistent_report
from form_text import GOOD

from app.cli import main
from app.commands.common import looking_at
from app.exports.formats import render
from app.exports.presentations import default_ending
from app.forms.compiled import cell_equations
from app.forms.loader import FormError, form_for, forms, load, refuse_confusable
from app.forms.model import YEARLY
from app.imports.formats import read
from app.report import Report, Unit
from app.rules import registry

UNIT = "示例市教育局"
CELLS = {
    "zz-law-2019": {"cases.simple.opened": "3", "cases.ordinary.opened": "4", "cases.simple.closed": "5"},
    "zz-count-2019": {"holdings.paper.pages": "123456789012", "holdings.digital.pages": "1"},
    "zz-levels-2019": {"items.a_online.done": "7", "items.a_slow.left": "2", "items.b.done": "1"},
}
TOTALS = {
    "zz-law-2019": {"cases.all.opened": "7"},
    "zz-count-2019": {"holdings.sum.pages": "123456789013"},
    "zz-levels-2019": {"items.total.done": "8"},
}


pytestmark = pytest.mark.usefixtures("extra_forms")


def _run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    capsys.readouterr()
    status = main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    assert status in (0, 1), err
    return status, out


def _workspace(tmp_path: Path, form: str, capsys: pytest.CaptureFixture[str]) -> tuple[Path, list[str]]:
    path = tmp_path / "年报.nianbao"
    report = ["--unit", UNIT, "--year", "2024"]
    _run(capsys, "new", path, *report, "--form", form)
    report += ["--series", forms()[form].series]
    _run(capsys, "set", path, *report, *(f"{key}={value}" for key, value in CELLS[form].items()))
    return path, report


def test_the_year_picks_within_the_series() -> None:
    assert form_for(2024).id == "cn-disclosure-2021"
    assert form_for(2020).id == "cn-disclosure-2019"
    assert form_for(2010).id == "cn-disclosure-2019"
    assert form_for(2024, "rule_of_law").id == "zz-law-2019"
    with pytest.raises(KeyError):
        form_for(2024, "unknown")


@pytest.mark.parametrize("form", CELLS)
def test_a_report_is_listed_and_its_sums_hold(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, _ = _workspace(tmp_path, form, capsys)
    _, out = _run(capsys, "check", path, "--json")
    (report,) = json.loads(out)["reports"]
    assert (report["unit"], report["year"], report["form"]) == (UNIT, 2024, form)
    own = tuple(f"{table}." for table in forms()[form].tables)
    assert [item["rule"] for item in report["findings"] if item["rule"].startswith(own)] == []


def test_an_equation_over_single_cells_is_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, report = _workspace(tmp_path, "zz-law-2019", capsys)
    _run(capsys, "set", path, *report, "cases.simple.closed=9", "cases.ordinary.closed=0")
    status, out = _run(capsys, "check", path, "--json")
    (checked,) = json.loads(out)["reports"]
    found = {item["rule"]: item for item in checked["findings"]}["cases.closed_at_most"]
    assert (status, found["left"], found["right"], found["difference"]) == (1, "7", "9", "2")
    assert found["cells"] == ["cases.all.opened", "cases.all.closed"]


@pytest.mark.parametrize("kind", ["pdf", "docx", "html", "xlsx", "json"])
@pytest.mark.parametrize("form", CELLS)
def test_new_set_export_and_read_back(
    form: str, kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, report = _workspace(tmp_path, form, capsys)
    target = tmp_path / f"报告.{kind}"
    _run(capsys, "export", path, *report, "--to", kind, "-o", target, "--draft")
    _, out = _run(capsys, "import", target, "--json")
    back = json.loads(out)
    assert (back["form"], back["unit"], back["year"]) == (form, UNIT, 2024)
    assert {key: back["cells"].get(key) for key in CELLS[form]} == CELLS[form]
    assert TOTALS[form].items() <= back["cells"].items()


@pytest.mark.parametrize("kind", ["docx", "html", "xlsx"])
@pytest.mark.parametrize("form", ["cn-disclosure-2021", "cn-disclosure-2019"])
def test_a_yearly_report_is_read_as_one(form: str, kind: str) -> None:
    report = consistent_report(form)
    back = read(render(report, kind, draft=False), f"报告.{kind}", unit=None, year=None)
    assert (back.form.id, back.cells) == (form, report.cells)


def test_one_equation_id_in_two_series_is_refused(
    tmp_path: Path, extra_forms: Callable[[Path], None]
) -> None:
    for series, form_id in (("first", "aa-one"), ("second", "aa-two")):
        text = GOOD.replace('id = "made-up"', f'id = "{form_id}"\nseries = "{series}"')
        path = tmp_path / f"{form_id}.toml"
        path.write_text(text, encoding="utf-8")
        extra_forms(path)
    with pytest.raises(FormError, match="已用于另一种报告"):
        registry.all_rules()


def test_forms_belong_to_the_yearly_series_unless_they_say_otherwise(tmp_path: Path) -> None:
    path = tmp_path / "made-up.toml"
    path.write_text(GOOD, encoding="utf-8")
    assert load(path).series == YEARLY


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        ('left = ["sum.nobody"]', "equations[1].left"),
        ('left = ["nothing.people"]', "equations[1].left"),
        ('left = ["sum"]', "equations[1].left"),
        ('left = ["sum.people"]\nover = ["people"]', "equations[1].over"),
    ],
)
def test_terms_of_single_cells_must_name_row_and_column(tmp_path: Path, changed: str, key: str) -> None:
    text = GOOD.replace('each = "column"\nleft = ["new"]', f'each = ""\n{changed}')
    text = text.replace('right = ["sum"]', 'right = ["done.bodies"]')
    path = tmp_path / "made-up.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FormError) as caught:
        load(path)
    assert caught.value.key == key


def test_a_term_may_be_groups_of_rows_and_columns(tmp_path: Path) -> None:
    text = GOOD.replace('each = "column"\nleft = ["new"]', 'each = ""\nleft = ["sum.total"]')
    path = tmp_path / "made-up.toml"
    path.write_text(text.replace('right = ["sum"]', 'right = ["done.bodies"]'), encoding="utf-8")
    equation = cell_equations(load(path))[-1]
    assert (equation.id, [term.cell for term in equation.right]) == (
        "main.balance",
        ["main.granted.firms", "main.granted.others", "main.refused.firms", "main.refused.others"],
    )


def test_carry_over_keeps_to_the_chosen_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, of = tmp_path / "年报.nianbao", ["--unit", UNIT, "--year"]
    form = ["--form", "cn-disclosure-2019"]
    _run(capsys, "new", path, *of, "2022", *form)
    licensing = "disclosure.licensing"
    _run(capsys, "set", path, *of, "2022", f"{licensing}.previous_items=10", f"{licensing}.change=+2")
    _run(capsys, "new", path, *of, "2023", *form, "--from-previous")
    target = tmp_path / "2023.json"
    _run(capsys, "export", path, *of, "2023", "--to", "json", "-o", target, "--draft")
    assert json.loads(target.read_text(encoding="utf-8"))["cells"][f"{licensing}.previous_items"] == "12"


def _beside_the_yearly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[Path, list[str]]:
    """A workspace in which a unit has the yearly report and one of another series for 2024 and 2025."""
    path = tmp_path / "年报.nianbao"
    unit = ["--unit", UNIT]
    for year in ("2024", "2025"):
        _run(capsys, "new", path, *unit, "--year", year)
        _run(capsys, "new", path, *unit, "--year", year, "--form", "zz-law-2019")
    return path, unit


def test_a_unit_has_one_report_per_year_and_series(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, unit = _beside_the_yearly(tmp_path, capsys)
    _, out = _run(capsys, "list", path, "--json")
    assert [(row["year"], row["form"]) for row in json.loads(out)["reports"]] == [
        (2025, "cn-disclosure-2021"),
        (2025, "zz-law-2019"),
        (2024, "cn-disclosure-2021"),
        (2024, "zz-law-2019"),
    ]
    again = main(["new", str(path), *unit, "--year", "2024", "--form", "zz-law-2019"])
    assert (again, "已有 2024 年的法治建设情况报告" in capsys.readouterr().err) == (2, True)


def test_the_yearly_report_is_meant_unless_a_series_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, unit = _beside_the_yearly(tmp_path, capsys)
    _run(capsys, "set", path, *unit, "--year", "2024", "applications.new.natural_person=3")
    law = [*unit, "--year", "2024", "--series", "rule_of_law"]
    _run(capsys, "set", path, *law, "cases.simple.opened=4")
    target = tmp_path / "报告.json"
    _run(capsys, "export", path, *law, "--to", "json", "-o", target, "--draft")
    assert json.loads(target.read_text(encoding="utf-8"))["cells"]["cases.simple.opened"] == "4"
    _, out = _run(capsys, "check", path, *law, "--json")
    assert [report["form"] for report in json.loads(out)["reports"]] == ["zz-law-2019"]
    assert main(["check", str(path), "--series", "nobody"]) == 2
    assert "可用的有" in capsys.readouterr().err


def test_last_years_report_is_of_the_same_series(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, _ = _beside_the_yearly(tmp_path, capsys)
    with looking_at(path) as repository:
        for series in (YEARLY, "rule_of_law"):
            report = repository.find(UNIT, 2025, series)
            assert report is not None
            previous = repository.previous(report)
            assert previous is not None
            assert (previous.year, previous.series) == (2024, series)


def test_a_comparison_of_another_series_is_not_called_one_of_the_yearly_report() -> None:
    form = form_for(2024, "rule_of_law")
    ending = default_ending(Report(1, Unit(1, UNIT), 2024, form), "comparison-pdf")
    assert ending == "2024年法治建设情况报告两年对照.pdf"


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ({"first_year": "2022"}, {}, "aa-two.toml.*last_year.*重叠"),
        ({"first_year": "2030"}, {}, "aa-two.toml.*last_year.*重叠"),
        ({"series": '"first"'}, {"series": '"second"'}, "title.*分不清"),
    ],
)
def test_forms_that_nothing_tells_apart_are_refused(
    tmp_path: Path, extra_forms: Callable[[Path], None], one: dict[str, str], other: dict[str, str], told: str
) -> None:
    refuse_confusable()
    for form_id, changes in (("aa-one", one), ("aa-two", other)):
        lines = {
            "id": f'"{form_id}"',
            "series": '"made_up"',
            "first_year": "2020",
            "last_year": "2030",
        } | changes
        head, sections = GOOD.split("[[sections]]", 1)
        kept = [line for line in head.splitlines() if line.split(" ")[0] not in lines]
        text = "\n".join([*kept, *(f"{key} = {value}" for key, value in lines.items())])
        path = tmp_path / f"{form_id}.toml"
        path.write_text(f"{text}\n[[sections]]{sections}", encoding="utf-8")
        extra_forms(path)
    with pytest.raises(FormError, match=told):
        refuse_confusable()
