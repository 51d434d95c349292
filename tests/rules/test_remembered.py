"""What has been read is remembered: after any edit the same is found as by somebody who reads the text for the first time."""

import random

import pytest
from written import YEAR, Writer, said, writers

from app.report import Unit
from app.rules.claims.quantities import ProseReader
from app.rules.sentences.line_search import LineSearch
from app.rules.sentences.readings import Quantity, Reading


def _told(quantity: Quantity) -> tuple[object, ...]:
    q = quantity
    words = [(token.start, token.text) for token in q.frame.words]
    return (
        q.sentence,
        q.at,
        q.end,
        q.value,
        q.subject,
        q.acts,
        q.time,
        q.scope,
        q.part,
        q.bounds,
        q.others,
        words,
    )


def _all_told(readings: list[Reading]) -> list[tuple[object, ...]]:
    return [
        (
            reading.sentence,
            [_told(quantity) for quantity in reading.quantities],
            [
                (c.sentence, c.end, c.subject, c.time, c.scope, c.before and _told(c.before))
                for c in reading.clauses
            ],
            [(_told(quantity), claim.id) for quantity, claim in reading.claims],
            reading.absolute,
        )
        for reading in readings
    ]


@pytest.mark.parametrize("writer", writers()[::3], ids=lambda writer: writer.name)
def test_a_reader_who_remembers_reads_what_a_new_one_does(writer: Writer) -> None:
    form, unit = said(writer, "").form, Unit(1, writer.unit)
    remembering = ProseReader(form, unit, YEAR)
    shuffled = random.Random(writer.name)
    lines = ["（二）依申请公开情况。", "（三）其他。", "三、行政复议情况"]
    lines += [sentence for _, sentence, _ in writer.sentences[:30]]
    for _ in range(12):
        at = shuffled.randrange(len(lines))
        lines.insert(shuffled.randrange(len(lines)), lines.pop(at))
        cut = shuffled.randrange(len(lines))
        text = "\n".join(lines[:cut]) + "".join(lines[cut:])
        texts = [("preface", "根据条例编制。"), ("overview", text), ("other", lines[at])]
        told = _all_told(list(remembering.read(texts)))
        assert told == _all_told(list(ProseReader(form, unit, YEAR).read(texts)))
        assert any(quantities for _, quantities, *_ in told)


def test_a_search_by_lines_finds_what_a_search_of_the_text_finds() -> None:
    text = "第一行12件\n\n第二行（３４件）\n" + "长" * 1500 + "56件\n78"
    search = LineSearch("[0-9]+", narrow=True)
    for _ in range(2):
        assert [text[start:end] for start, end, _ in search.finditer(text)] == ["12", "３４", "56", "78"]
