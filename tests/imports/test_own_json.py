"""Our own json, written by hand or changed: what stands in the file is what is read."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from builders import YEARS, HeldReports

from app.edit_effects import perform
from app.edits import AddReport
from app.exports.json import render
from app.imports.json import parse
from app.imports.merging import MergeChoice, merge
from app.report import Report, Totals

Filled = Callable[..., Report]
TOTAL = "applications.granted.total"


@pytest.fixture
def changed(filled: Filled) -> tuple[Report, str]:
    """A report whose totals are computed, and its file, in which one of them was changed."""
    report = replace(filled("cn-disclosure-2021"), totals=Totals.COMPUTED)
    data = json.loads(render(report))
    data["cells"][TOTAL] = str(report.cells[TOTAL] + 1)
    return report, json.dumps(data, ensure_ascii=False)


@pytest.mark.parametrize("form", sorted(YEARS))
def test_totals_that_follow_from_their_parts_go_on_following_them(filled: Filled, form: str) -> None:
    report = replace(filled(form), totals=Totals.COMPUTED)
    assert parse(render(report).decode(), "a.json").totals is Totals.COMPUTED


def test_no_total_is_needed_for_totals_to_be_computed() -> None:
    bare = {
        "unit": "示例县教育局",
        "year": 2025,
        "totals": "computed",
        "cells": {"disputes.review.upheld": "3"},
    }
    assert parse(json.dumps(bare), "a.json").totals is Totals.COMPUTED


def test_a_total_that_does_not_follow_from_its_parts_is_kept_for_the_checks(
    changed: tuple[Report, str],
) -> None:
    report, text = changed
    found = parse(text, "a.json")
    added = perform(AddReport(found.report(report.id, report.unit)), HeldReports())[-1].after
    assert added is not None
    assert added.cells[TOTAL] == report.cells[TOTAL] + 1
    replaced = perform(merge(report, found, MergeChoice.REPLACE), HeldReports(report))[-1].after
    assert replaced is not None
    assert replaced.cells[TOTAL] == report.cells[TOTAL] + 1
    assert replaced.totals is Totals.TYPED
