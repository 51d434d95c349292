"""Each sentence of `verdicts` is taken for what it must be taken for."""

import pytest
from example import only_saying
from judged import narrative
from verdicts import AGREES, ASKS, CONTRADICTS, SILENT

from app.report import Report
from app.rules.claims.agreement import Agreement
from app.rules.examination import Examination
from app.rules.model import Severity


def _readings(report: Report) -> dict[str, Agreement]:
    return {statement.claim.id: statement.agreement for statement in Examination(report).statements}


def test_there_are_at_least_sixty_sentences_each_of_them_different() -> None:
    sentences = [s for s, _ in AGREES + CONTRADICTS + ASKS] + SILENT
    assert len(set(sentences)) == len(sentences) >= 60


@pytest.mark.parametrize(("sentence", "claim"), AGREES)
def test_an_agreeing_sentence_is_read_and_nothing_is_found(sentence: str, claim: str) -> None:
    report = only_saying(sentence)
    assert _readings(report).get(claim) is Agreement.AGREES
    assert set(_readings(report).values()) == {Agreement.AGREES}
    assert narrative(report) == []


@pytest.mark.parametrize(("sentence", "claim"), CONTRADICTS)
def test_a_contradicting_sentence_is_a_warning_of_its_claim(sentence: str, claim: str) -> None:
    report = only_saying(sentence)
    assert _readings(report).get(claim) is Agreement.CONTRADICTS
    found = narrative(report)
    assert [finding.severity for finding in found] == [Severity.WARNING]
    assert found[0].excerpt == sentence


@pytest.mark.parametrize(("sentence", "claim"), ASKS)
def test_an_ambiguous_sentence_is_a_question(sentence: str, claim: str) -> None:
    report = only_saying(sentence)
    assert _readings(report).get(claim) is Agreement.ASKS
    assert [finding.severity for finding in narrative(report)] == [Severity.ASK]


@pytest.mark.parametrize("sentence", SILENT)
def test_a_sentence_about_something_else_is_left_alone(sentence: str) -> None:
    report = only_saying(sentence)
    assert _readings(report) == {}
    assert narrative(report) == []
