"""Corrections of a text where only one is possible, each at its place in the text as it is written."""

import re
from collections.abc import Iterable
from dataclasses import replace

from app.chinese_numerals import TO_TEN, chinese_numeral
from app.linked_text import replaced
from app.report import Report
from app.rules.model import Finding, Replacement
from app.rules.sentences.prose import Sentence

_NUMBER = re.compile("[0-9]+(?:[.][0-9]+)?")
_LARGEST_NUMERAL = 100
_ROUND = ("万", "亿", "余", "多")


def number_replaced(sentence: Sentence, at: int, new: str) -> tuple[Replacement, ...]:
    """Return the replacement of the number at position *at* of the plain sentence, in the way it is written.

    None where that can't be told for certain: two ways in one number, or the same number twice in another way.
    """
    match = _NUMBER.match(sentence.plain, at)
    if match is None or (
        sentence.plain.startswith(_ROUND, match.end()) and not sentence.plain.startswith("万元", match.end())
    ):
        return ()
    written = re.compile(rf"(?<![0-9.,]){re.escape(match.group())}(?![0-9.,])")
    before = len(written.findall(sentence.plain, 0, at))
    places = [found.start() for found in written.finditer(sentence.text)]
    if before >= len(places) or len(places) != len(written.findall(sentence.plain)):
        return _otherwise_written(sentence, match.group(), new)
    return (Replacement(sentence.section, sentence.start + places[before], match.group(), new),)


def _otherwise_written(sentence: Sentence, old: str, new: str) -> tuple[Replacement, ...]:
    """Return the replacement of a number in full-width digits, with separators or in Chinese numerals."""
    for style in (_full_width, _grouped, _numeral):
        written = style(old)
        if written and written != old and written in sentence.text:
            places = [
                m.start()
                for m in re.finditer(f"(?<!{_DIGIT}){re.escape(written)}(?!{_DIGIT})", sentence.text)
            ]
            if len(places) == 1 and sentence.plain.count(old) == 1 and style(new):
                return (Replacement(sentence.section, sentence.start + places[0], written, style(new)),)
    return ()


_DIGIT = f"[0-9０-９.,，．零〇{TO_TEN}百千万]"
_FULL_WIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")


def _full_width(number: str) -> str:
    return number.translate(_FULL_WIDTH)


def _grouped(number: str) -> str:
    return f"{int(number):,}" if number.isdigit() else ""


def _numeral(number: str) -> str:
    return chinese_numeral(int(number)) if number.isdigit() and 0 < int(number) < _LARGEST_NUMERAL else ""


def words_replaced(sentence: Sentence, old: str, new: str) -> tuple[Replacement, ...]:
    """Return the replacement of words that stand in a sentence once."""
    if sentence.text.count(old) != 1:
        return ()
    return (Replacement(sentence.section, sentence.start + sentence.text.index(old), old, new),)


def doubted(findings: Iterable[Finding], broken: Iterable[Finding]) -> list[Finding]:
    """Return *findings* without corrections of texts that come from tables whose equations are *broken*.

    Any figure of such a table may be the wrong one, also one that is in no broken equation: the slip in a part shows
    in the balance alone where the program adds up the totals. The text may be the one that is right.
    """
    tables = {_table(cell) for finding in broken for cell in finding.cells}
    return [
        replace(f, replacements=()) if f.replacements and tables.intersection(map(_table, f.cells)) else f
        for f in findings
    ]


def _table(cell: str) -> str:
    """Return the table of a cell, by its key."""
    return cell.partition(".")[0]


def mended(report: Report, findings: Iterable[Finding]) -> dict[str, str] | None:
    """Return the sections' texts with all replacements of *findings* made; None when a text has changed since.

    The figures beside them stay linked.
    """
    changes: dict[str, list[tuple[int, int, str]]] = {}
    replacements = dict.fromkeys(r for finding in findings for r in finding.replacements)
    for replacement in sorted(replacements, key=lambda r: (r.section, r.start)):
        made, length = changes.setdefault(replacement.section, []), len(replacement.old)
        text = report.text(replacement.section)
        overlaps = made and made[-1][0] + made[-1][1] > replacement.start
        if overlaps or text[replacement.start : replacement.start + length] != replacement.old:
            return None
        made.append((replacement.start, length, replacement.new))
    return {section: replaced(report.marked(section), made) for section, made in changes.items()}
