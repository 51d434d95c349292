"""The sentences that lie beside the project, where they are at hand, are taken for what they are."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from written import FORM, YEAR

from app.report import Report, Totals, Unit, UnitKind
from app.rules.check import check
from app.rules.model import Severity
from app.values import Value

HANDED = Path(__file__).resolve().parents[3] / "shared" / "cases" / "sentences.json"
_ROWS = {
    "new": "new",
    "carried_in": "carried_in",
    "granted": "granted",
    "partly": "partly_granted",
    "unavailable": "unavailable_not_held",
    "declined": "declined_petition",
    "other": "other_misc",
    "total": "total",
    "carried_out": "carried_out",
}
_RESULTS = ("upheld", "corrected", "other", "pending")


def _cells(case: dict[str, Any]) -> Iterator[tuple[str, Value]]:
    facts = case["facts"]
    yield from ((key, 0) for key in FORM.cells if key.startswith(("applications.", "disputes.")))
    rows = {row: facts.get(key, 0) for key, row in _ROWS.items()}
    if "refused_row" in facts:
        rows[facts["refused_row"]] = facts["refused"]
    for row, count in rows.items():
        companies = min(case.get("org", 0), count) if row in ("new", "total") else 0
        yield f"applications.{row}.enterprise", companies
        yield f"applications.{row}.natural_person", count - companies
        yield f"applications.{row}.total", count
    for row, parts in (("review", "review_parts"), ("direct_suit", "suit_parts")):
        counts = facts.get(parts, [0, 0, 0, 0])
        yield from ((f"disputes.{row}.{key}", n) for key, n in zip(_RESULTS, counts, strict=True))
        yield f"disputes.{row}.total", sum(counts)
    for key, value in case.get("cells", {}).items():
        yield key, Decimal(value) if isinstance(value, str) else value


def _cases() -> list[Any]:
    found = json.loads(HANDED.read_text("utf-8")) if HANDED.exists() else []
    return [pytest.param(case, id=case["id"]) for case in found]


@pytest.mark.beside(
    twin="tests/rules/test_written.py::test_the_sentences_of_a_half_are_taken_for_what_they_are"
)
@pytest.mark.parametrize("case", _cases())
def test_a_handed_sentence_is_taken_for_what_it_is(case: dict[str, Any]) -> None:
    name = case.get("unit", "某市人民政府办公室")
    kind = UnitKind.GOVERNMENT if name.endswith("人民政府") else UnitKind.DEPARTMENT
    texts = {"overview": f"（一）主动公开情况。全年做好工作。\n（二）依申请公开情况。\n{case['text']}"}
    report = Report(
        1, Unit(1, name, kind=kind), YEAR, FORM, cells=dict(_cells(case)), sections=texts, totals=Totals.TYPED
    )
    found = [finding for finding in check(report).findings if finding.rule.startswith("narrative.")]
    told = [finding.message for finding in found]
    if case["expect"] == "agree":
        assert found == [], told
    else:
        assert any(finding.severity is not Severity.ASK for finding in found), told
