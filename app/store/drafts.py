"""New reports for a workspace: with ids and units of its own, not yet stored."""

from app.edits import EditRefused
from app.forms.loader import form_for, forms
from app.forms.model import Form
from app.report import Report, Unit, UnitKind
from app.store.repository import Repository


def unit_named(repository: Repository, name: str) -> Unit:
    """Return the workspace's unit of this full name, or a new one. Raises `EditRefused` for an empty name."""
    name = name.strip()
    if not name:
        raise EditRefused("单位名称不能为空，请填写单位全称。")
    return repository.unit_named(name) or Unit(repository.new_unit_id(), name, kind=likely_kind(name))


def likely_kind(name: str) -> UnitKind:
    """Guess a unit's kind from its name; the user may change it."""
    return UnitKind.GOVERNMENT if name.endswith("人民政府") else UnitKind.DEPARTMENT


def new_report(repository: Repository, unit: str, year: int, form: str | None = None) -> Report:
    """Return an empty report, in the official format of its year unless *form* names another.

    Raises `EditRefused` for a form that is not known.
    """
    return Report(repository.new_report_id(), unit_named(repository, unit), year, _form(form, year))


def _form(form: str | None, year: int) -> Form:
    if form is None:
        return form_for(year)
    if form not in forms():
        raise EditRefused(f"没有编号为“{form}”的格式，可用的有 {'、'.join(forms())}。")
    return forms()[form]
