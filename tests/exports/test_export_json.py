"""A report written as json comes back equal."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from report_strategies import reports

from app.errors import UserError
from app.exports import json as export
from app.forms.loader import forms
from app.imports import read
from app.imports.formats import read as read_bytes
from app.report import Report, Totals, Unit
from app.totals import computed_totals


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(reports())
def test_report_comes_back_equal(report: Report) -> None:
    back = read_bytes(export.render(report), "报告.json", unit=None, year=None)
    assert (back.form, back.unit, back.year) == (report.form, report.unit.name, report.year)
    assert back.cells == report.cells
    assert back.sections == report.sections
    assert (back.title, back.signed_by, back.signed_on) == (report.title, report.signed_by, report.signed_on)
    then = computed_totals(report.form, report.cells)
    wrong = any(report.cells[key] != total for key, total in then.items() if key in report.cells)
    assert back.totals is (Totals.TYPED if wrong else report.totals)
    assert back.unread == ()


def test_numbers_are_decimal_strings_and_untouched_cells_absent() -> None:
    form = forms()["cn-disclosure-2021"]
    cells = {"disclosure.fees.amount": Decimal("96171.60"), "applications.new.total": 0}
    data = json.loads(export.render(Report(1, Unit(1, "示例局"), 2025, form, cells=cells)))
    assert data["cells"] == {"disclosure.fees.amount": "96171.6", "applications.new.total": "0"}


def _write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "报告.json"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_decimal_number_never_passes_through_a_float(tmp_path: Path) -> None:
    path = _write(
        tmp_path, '{"form": "cn-disclosure-2021", "cells": {"disclosure.fees.amount": 12345678.100001}}'
    )
    assert read(path).cells == {"disclosure.fees.amount": Decimal("12345678.100001")}


@pytest.mark.parametrize(
    ("value", "kept"),
    [("5", 5), ('"5"', 5), ("null", None), ('""', None), ("5.5", None), ("-1", None), ('"x"', None), ("true", None),
     ("[1]", None), ("1000000000000", None)],
)  # fmt: skip
def test_what_a_count_may_be(tmp_path: Path, value: str, kept: int | None) -> None:
    report = read(_write(tmp_path, f'{{"cells": {{"applications.new.total": {value}}}, "year": 2025}}'))
    assert report.cells.get("applications.new.total") == kept
    assert bool(report.unread) == (kept is None and value not in ("null", '""'))


def test_unknown_cells_and_sections_are_listed(tmp_path: Path) -> None:
    report = read(_write(tmp_path, '{"year": 2025, "cells": {"a.b.c": 1}, "sections": {"preamble": "x"}}'))
    assert [item.where for item in report.unread] == ["cells.a.b.c", "sections.preamble"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"cells": {}', "第 1 行"),
        ("{}", "cells"),
        ('{"cells": []}', "cells"),
        ('{"cells": {}, "year": "x"}', "year"),
        ('{"cells": {}, "form": "cn-1999"}', "cn-1999"),
        ('{"cells": {"a": NaN}}', "NaN"),
        ('{"cells": {"a": 1, "a": 2}}', "重复"),
        ('{"schema": {"name": "gongkai-nianbao/report", "version": 99}, "cells": {}}', "升级"),
        ('{"schema": {"name": "other"}, "cells": {}}', "schema"),
        ('{"cells": ' + "[" * 100_000 + "]" * 100_000 + "}", "嵌套"),
        ('{"cells": {"a": ' + "9" * 100_000 + "}}", "过长"),
    ],
)
def test_bad_json_is_refused_with_one_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UserError, match=said) as caught:
        read(_write(tmp_path, text))
    assert "\n" not in str(caught.value)
    assert "报告.json" in str(caught.value)
