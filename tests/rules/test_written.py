"""The sentences of the invented writers are taken for what they are, and changed figures in them are noticed."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

import pytest
from written import Writer, found, is_held_back, said, writers

from app.rules.claims.table_figures import figure
from app.rules.examination import Examination
from app.rules.model import Severity

HALVES = pytest.mark.parametrize("held_back", [False, True], ids=["build", "hold"])

_FIGURE = re.compile(r"(?<![0-9.,])[0-9]{1,6}(?=[）)（]?[件份宗起例项个](?!工作日))")


def test_the_corpus_is_large_and_of_many_hands_and_halved() -> None:
    sentences = [(writer.name, sentence) for writer in writers() for _, sentence, _ in writer.sentences]
    assert len(writers()) >= 12
    assert len(set(sentences)) == len(sentences) >= 400
    held = sum(is_held_back(sentence) for _, sentence in sentences)
    assert 0.4 < held / len(sentences) < 0.6


def _hold(sentences: Iterable[tuple[Writer, str, str, str]]) -> None:
    """Assert that sentences are taken for what they are, but for the few that may be missed or asked about."""
    counts: Counter[tuple[str, str]] = Counter()
    loud = []
    for writer, verdict, sentence, where in sentences:
        severities = {finding.severity for finding in found(writer, sentence, where)}
        got = "silent" if not severities else "ask" if severities == {Severity.ASK} else "loud"
        counts[verdict, got] += 1
        if verdict != "!" and got == "loud":
            loud.append(sentence)
    agreeing = sum(n for (verdict, _), n in counts.items() if verdict == "=")
    contradicting = sum(n for (verdict, _), n in counts.items() if verdict == "!")
    assert loud == []
    assert min(agreeing, contradicting) > 100
    assert counts["=", "ask"] <= 0.02 * agreeing
    assert counts["!", "loud"] + counts["!", "ask"] >= 0.97 * contradicting
    assert counts["!", "loud"] >= 0.88 * contradicting


def _all(kind: str) -> Iterator[tuple[Writer, str, str, str]]:
    for writer in writers(kind):
        for verdict, sentence, where in writer.sentences:
            yield writer, verdict, sentence, where


@HALVES
def test_the_sentences_of_a_half_are_taken_for_what_they_are(held_back: bool) -> None:
    _hold(of_one for of_one in _all("w") if is_held_back(of_one[2]) is held_back)


def test_the_sentences_of_the_last_writers_are_taken_for_what_they_are() -> None:
    _hold(_all("z"))


def _following(writer: Writer) -> Iterator[tuple[str, str]]:
    """Yield every two agreeing sentences that follow each other, as one text."""
    agreeing = [(sentence, where) for verdict, sentence, where in writer.sentences if verdict == "="]
    for (one, where), (other, place) in pairwise(agreeing):
        if where == place:
            yield one + other, where


def test_what_an_agreeing_sentence_speaks_of_does_not_get_the_next_one_accused() -> None:
    """What is spoken of goes on from sentence to sentence: a subject that stays too long accuses the next one."""
    texts = [(writer, *text) for kind in "wxyz" for writer in writers(kind) for text in _following(writer)]
    accused = [
        text
        for writer, text, where in texts
        if any(
            f.severity is not Severity.ASK and f.rule != "narrative.twice" for f in found(writer, text, where)
        )
    ]
    assert len(texts) > 1_000
    assert accused == []


def _changed(writer: Writer) -> Iterator[tuple[str, str, str]]:
    """Yield each agreeing sentence that speaks of the tables with one of their figures a little too high."""
    report = said(writer, "")
    sums = (figure(report, claim.cells) for claim in report.form.narrative.claims)
    known = {int(sum_.value) for sum_ in sums if sum_ is not None and sum_.value}
    for verdict, sentence, where in writer.sentences:
        if verdict != "=" or not Examination(said(writer, sentence, where)).statements:
            continue
        for match in _FIGURE.finditer(sentence):
            number = int(match.group())
            if number in known:
                more = number + (1 if number < 50 else 10 if number < 1000 else 100)
                yield sentence, sentence[: match.start()] + str(more) + sentence[match.end() :], where


@pytest.mark.parametrize(
    ("kind", "held_back"),
    [("w", False), ("w", True), ("z", None)],
    ids=["build", "hold", "last"],
)
def test_a_figure_changed_a_little_is_noticed(kind: str, held_back: bool | None) -> None:
    tried, missed = 0, []
    for writer in writers(kind):
        for sentence, changed, where in _changed(writer):
            if held_back is None or is_held_back(sentence) is held_back:
                tried += 1
                if not found(writer, changed, where):
                    missed.append(changed)
    assert tried > 100
    assert len(missed) <= 0.05 * tried, missed


LATER = [
    pytest.param(writer, verdict, sentence, where, id=sentence)
    for kind in ("x", "y")
    for writer in writers(kind)
    for verdict, sentence, where in writer.sentences
]


@pytest.mark.parametrize(("writer", "verdict", "sentence", "where"), LATER)
def test_a_later_sentence_is_taken_for_what_it_is(
    writer: Writer, verdict: str, sentence: str, where: str
) -> None:
    findings = found(writer, sentence, where)
    told = [finding.message for finding in findings]
    if verdict == "?":
        assert {finding.severity for finding in findings} <= {Severity.ASK}, told
    else:
        assert bool(told) is (verdict == "!"), told
