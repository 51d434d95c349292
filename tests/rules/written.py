"""The invented writers of `corpus/`: reports that hold their figures and one of their sentences each."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from app.forms.loader import forms
from app.report import Report, Totals, Unit, UnitKind
from app.rules.check import check
from app.rules.model import Finding
from app.values import Value

YEAR = 2025
CORPUS = Path(__file__).parent / "corpus"
FORM = forms()["cn-disclosure-2021"]
_DOCUMENTS = ("issued", "repealed", "in_force")
_KINDS = ("enterprise", "research_institute", "public_welfare_org", "legal_service")
_RESULTS = ("upheld", "corrected", "other", "pending")
_BEFORE = "全年做好相关工作。"


@dataclass
class Writer:
    """One invented writer: whose report it is, its figures, last year's, and the sentences with their verdicts."""

    name: str
    unit: str = ""
    cells: dict[str, Value] = field(default_factory=dict)
    previous: dict[str, Value] = field(default_factory=dict)
    sentences: list[tuple[str, str, str]] = field(default_factory=list)


def writers(kind: str = "w") -> list[Writer]:
    """Return the writers of the corpus, or with ``x`` those who came after the mechanism was there."""
    return [_read(path) for path in sorted(CORPUS.glob(f"{kind}*.txt"))]


def is_held_back(sentence: str) -> bool:
    """Whether a sentence is of the half that was kept back while the mechanism was built."""
    return hashlib.sha256(sentence.encode()).digest()[0] % 2 == 1


def said(writer: Writer, sentence: str, where: str = "applications") -> Report:
    """Return the writer's report with one sentence on the figures."""
    unit_kind = UnitKind.GOVERNMENT if writer.unit.endswith("人民政府") else UnitKind.DEPARTMENT
    paragraphs = {"disclosure": "（一）主动公开情况。", "applications": "（二）依申请公开情况。"}
    overview = "\n".join(head + (sentence if key == where else _BEFORE) for key, head in paragraphs.items())
    texts = {"overview": overview, "other": sentence if where == "other" else "无。"}
    unit = Unit(1, writer.unit, kind=unit_kind)
    return Report(1, unit, YEAR, FORM, cells=dict(writer.cells), sections=texts, totals=Totals.TYPED)


def found(writer: Writer, sentence: str, where: str = "applications") -> list[Finding]:
    """Return what the rules on figures in sentences find in one sentence of a writer."""
    report = said(writer, sentence, where)
    previous = None
    if writer.previous:
        previous = replace(report, id=2, year=YEAR - 1, cells=dict(writer.previous), sections={})
    return [f for f in check(report, previous).findings if f.rule.startswith("narrative.")]


def _read(path: Path) -> Writer:
    writer, where = Writer(path.stem), "applications"
    for line in path.read_text("utf-8").splitlines():
        word, _, rest = line.partition(" ")
        if word in ("=", "!", "?"):
            writer.sentences.append((word, rest, where))
        elif word == "in":
            where = rest
        elif word == "unit":
            writer.unit = rest
        elif word == "facts":
            writer.cells |= dict(_applications(rest))
        elif word == "previous":
            figures = _applications(rest)
            writer.previous = {key: value for key, value in figures if key.startswith("applications.")}
        elif word == "previous_disputes":
            zeros = {key: 0 for key in FORM.cells if key.startswith("disputes.")}
            writer.previous |= zeros | dict(_disputes(rest))
        elif word == "previous_disclosure":
            writer.previous |= dict(_disclosure(rest))
        elif word == "disputes":
            writer.cells |= dict(_disputes(rest))
        elif word == "disclosure":
            writer.cells |= dict(_disclosure(rest))
        elif line.strip():
            raise ValueError(f"{path.name}: {line}")
    return writer


def _pairs(words: str) -> Iterator[tuple[str, str]]:
    for pair in words.split():
        key, _, value = pair.partition("=")
        yield key, value


def _applications(words: str) -> Iterator[tuple[str, Value]]:
    yield from ((key, 0) for key in FORM.cells if key.startswith(("applications.", "disputes.")))
    counts = {key: int(value) for key, value in _pairs(words)}
    others = {key: counts.pop(key) for key in _KINDS if key in counts}
    for row, count in counts.items():
        left = count
        for column, most in others.items():
            part = min(most, left) if row in ("new", "total") else 0
            left -= part
            yield f"applications.{row}.{column}", part
        yield f"applications.{row}.natural_person", left
        yield f"applications.{row}.total", count


def _disputes(words: str) -> Iterator[tuple[str, Value]]:
    for row, values in _pairs(words):
        counts = [int(value) for value in values.split(",")]
        yield from ((f"disputes.{row}.{key}", n) for key, n in zip(_RESULTS, counts, strict=True))
        yield f"disputes.{row}.total", sum(counts)


def _disclosure(words: str) -> Iterator[tuple[str, Value]]:
    for row, values in _pairs(words):
        if row in ("rules", "normative_documents"):
            for key, value in zip(_DOCUMENTS, values.split(","), strict=True):
                yield f"disclosure.{row}.{key}", int(value)
        elif row == "fees":
            yield "disclosure.fees.amount", Decimal(values)
        else:
            yield f"disclosure.{row}.decisions", int(values)
