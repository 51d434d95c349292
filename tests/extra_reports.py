"""Complete reports in the invented forms under ``forms/extra``, made as a clerk makes them."""

from contextlib import closing
from pathlib import Path

from app.cli import main
from app.edits import SetText
from app.forms.loader import forms
from app.store.workspace import open_workspace
from app.values import Kind

UNIT = "示例市教育局"
YEAR = 2024
EXTRA = (
    "zz-count-2019",
    "zz-labels-2019",
    "zz-law-2019",
    "zz-levels-2019",
    "zz-texts-2019",
    "zz-twin-2019",
)


def typed_cells(form_id: str) -> dict[str, str]:
    """Return a value for each cell that is typed, all different, the largest that fit among them."""
    form = forms()[form_id]
    keys = [key for key, cell in form.cells.items() if not cell.computed]
    return {key: _value(form.cells[key].kind, len(keys) - place) for place, key in enumerate(keys)}


def _value(kind: Kind, number: int) -> str:
    match kind:
        case Kind.LARGE_COUNT:
            return str(123_456_789_000 + number)
        case Kind.CHANGE:
            return str(-number)
        case Kind.AMOUNT:
            return f"{number}.25"
        case Kind.COUNT:
            return str(number)


def texts(form_id: str) -> dict[str, str]:
    """Return a text of two paragraphs for each part that is one."""
    return {
        section.key: f"这一部分写{section.tab}的情况。\n（一）分述\n下一步继续加强和改进。"
        for section in forms()[form_id].text_sections
    }


def report_options(form_id: str, year: int = YEAR) -> list[str]:
    """Return the options by which commands find the report."""
    return ["--unit", UNIT, "--year", str(year), "--series", forms()[form_id].series]


def complete(path: Path, form_id: str, year: int = YEAR) -> list[str]:
    """Add a complete report to a workspace; return the options by which commands find it."""
    options = report_options(form_id, year)
    assert main(["new", str(path), *options]) == 0
    cells = typed_cells(form_id)
    if cells:
        assert main(["set", str(path), *options, *(f"{key}={value}" for key, value in cells.items())]) == 0
    with closing(open_workspace(path)) as workspace:
        report = workspace.repository.find(UNIT, year, forms()[form_id].series)
        assert report is not None
        for section, body in texts(form_id).items():
            workspace.repository.apply(SetText(report.id, section, body))
    return options
