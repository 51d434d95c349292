"""Rules for slips of writing (15 and 18 of the project's list): what a proof-reader marks without knowing the figures."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from app.lazy_pattern import pattern
from app.rules.completeness import section_name
from app.rules.examination import Examination, Glyphs
from app.rules.model import Finding, Replacement, Severity
from app.rules.rule import remembered, rule
from app.rules.sentences.line_search import LineSearch
from app.rules.sentences.prose import sentence_around
from app.text_outline import OutlineLine, outline
from app.writing_systems import STAND_IN, script_of, way_out

_NO_WORD = r"(?<![A-Za-z0-9._/@:-])"
_SIGNS = (
    "XX", "xx", "Xx", "xX", "×", "✕", "某某", "待填", "待补充", "待确认", "此处", "请填写", "TODO", "__", "**", "□",
    "【】", "〔〕", "()", "《》", "“”", "共条", "共件", "共篇", "共场次",
)  # fmt: skip


def _may_be_unfilled(line: str) -> bool:
    """Whether a line has a blank inside, or one of the signs of something left to be filled in."""
    return len(line.split()) > 1 or any(sign in line for sign in _SIGNS)


_PLACEHOLDERS = LineSearch(
    rf"{_NO_WORD}[Xx×✕]{{2,}}(?![A-Za-z0-9._/@-])|某某|待填写?|待补充|待确认|此处(?:填|补|插)写?|请填写|TODO|_{{2,}}|\*{{2,}}|□+"
    r"|【\s{0,9}】|〔\s{0,9}〕|\(\s{0,9}\)|《\s{0,9}》|“\s{0,9}”"
    r"|(?:共|公开|发布|收到|办理|答复|受理|开展|举办|召开|信息|申请)(?:[^\S\n]{1,9}|(?<=共))(?:条(?![例款文目线])|件(?!事)|篇|场次)"
    r"|年[^\S\n]{1,9}月[^\S\n]{0,9}日",
    narrow=True,
    may_hold=_may_be_unfilled,
)


@rule("text.placeholder", "未填的空位", "XX、某某、空括号、待填，以及漏填的数字。", source="校对常规", of_texts=True)  # fmt: skip
def placeholders(examined: Examination) -> Iterator[Finding]:
    """Yield a finding for each mark of something still to be filled in, a figure left out among them."""
    for section, text in examined.texts.items():
        for start, end, _ in _PLACEHOLDERS.finditer(text):
            message = f"{quoted(text, start, end)}像是还没有填写。"
            yield placeholders.at_words(message, section, text, start, end)


_BESIDE = 6
_LONGEST_QUOTE = 12


def quoted(text: str, start: int, end: int) -> str:
    """Quote the words and what stands beside them in their line, so that each of several XX is told from the others."""
    words = " ".join(text[start:end].split())[:_LONGEST_QUOTE]
    before = text[max(0, start - _BESIDE) : start].rpartition("\n")[2]
    after = text[end : end + _BESIDE].partition("\n")[0]
    around = f"{before}{words}{after}".strip()
    return f"“{words}”" if around == words else f"“{around}”中的“{words}”"


_MARK = LineSearch("[,.;:?!()]")
_FULL_WIDTH = dict(zip(",.;:?!()", "，。；：？！（）", strict=True))
_HALF_WIDTH_ENDS = "\n\r\t \u3000\u00a0"


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fa5"


def _is_misplaced(match: re.Match[str]) -> bool:
    """Whether a half-width mark stands where Chinese text needs the full-width one."""
    line, at = match.string, match.start()
    before, mark, after = line[at - 1 : at], match.group(), line[at + 1 : at + 2]
    if mark == "(":
        return _is_han(after)
    if not before:
        return False
    if mark == ")":
        return _is_han(before)
    if mark in ".,;" and _is_han(before) and (not after or after in _HALF_WIDTH_ENDS):
        return True
    return (
        mark != "."
        and (_is_han(before) or before in "”）》")
        and (_is_han(after) or after in ("“", "（", "《"))
    )


@rule("text.punctuation", "半角标点", "汉字之间应当用全角标点。", source="GB/T 15834-2011", of_texts=True)
def punctuation(examined: Examination) -> Iterator[Finding]:
    """Yield one finding per text for its half-width punctuation between Chinese characters (GB/T 15834)."""
    for section, text in examined.texts.items():
        found = [(start, match.group()) for start, _, match in _MARK.finditer(text) if _is_misplaced(match)]
        if found:
            first = found[0][0]
            around = text[max(0, first - 4) : first + 5].replace("\n", " ").strip()
            name = section_name(examined.report.form, section)
            message = f"{name}有 {len(found)} 处半角标点，第一处在“{around}”，应改为全角。"
            marks = tuple(Replacement(section, start, mark, _FULL_WIDTH[mark]) for start, mark in found)
            place = punctuation.at_words(message, section, text, first, first + 1)
            yield replace(place, replacements=marks)


@rule("text.glyph", "印不出的字", "标题、正文、落款中有字体里没有的字，不能印出，也不能归档。", source="DA/T 70-2018：字体应当嵌入", severity=Severity.ERROR)  # fmt: skip
def glyphs(examined: Examination) -> Iterator[Finding]:
    """Yield a finding for each character that can't be printed: no font has it, or none can."""
    yield from _glyphs_of_texts(examined)
    yield from _glyphs_of_names(examined)


@remembered
def _glyphs_of_texts(examined: Examination) -> Iterator[Finding]:
    for section, text in examined.texts.items():
        for character in _unprintable(text, examined):
            place = text.index(character)
            around = "".join(sentence_around(section, text, place).split())
            message = _not_printed(f"“{_near(around, character)}”中", character)
            yield glyphs.at_words(message, section, text, place, place + 1)


def _glyphs_of_names(examined: Examination) -> Iterator[Finding]:
    report = examined.report
    names = (("标题", report.full_title), ("落款单位", report.signed_by), ("落款日期", report.signed_on))
    for name, text in names:
        for character in _unprintable(text, examined):
            message = _not_printed(f"{name}“{_near(text, character)}”中", character)
            yield glyphs.found(message)


_UNSEEN = pattern(
    "[\u061c\u180b-\u180d\u200e\u200f\u202a-\u202e\u2066-\u2069\ufe00-\ufe0f\U000e0100-\U000e01ef]+"
)
"""Marks that change how others read or look: of writing from right to left, and of another form of a character."""


@rule("text.unseen", "看不见的字符", "变体选择符、书写方向符看不见，印出时不保留，留着可能改变字形和读法。", source="校对常规", severity=Severity.ASK)  # fmt: skip
def unseen(examined: Examination) -> Iterator[Finding]:
    """Yield a question for each text with characters that are not printed, but may have changed what is read."""
    for section, text in examined.texts.items():
        if found := _UNSEEN.search(text):
            yield unseen.at_words(_not_kept(text, *found.span()), section, text, *found.span())
    report = examined.report
    for text in (report.full_title, report.signed_by, report.signed_on):
        if found := _UNSEEN.search(text):
            yield unseen.found(_not_kept(text, *found.span()))


def _not_kept(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - _BESIDE) : start], text[end : end + _BESIDE]
    around = _UNSEEN.sub("", f"{before}{after}".replace("\n", ""))
    return f"“{around}”中有看不见的字符（编码 U+{ord(text[start]):04X}），印出时不保留，请核对字形，必要时删去重新输入。"


def _unprintable(text: str, examined: Examination) -> Iterator[str]:
    """Yield each character that can't be printed, of a script only the first."""
    told = set()
    fine = _printed_before(examined.has_glyph)
    new = set(text) - fine
    bad = {character for character in new if not _printable(character, examined)}
    fine |= new - bad
    for character in sorted(bad, key=text.index):
        script = script_of(character)
        if script not in told:
            yield character
            told.add(script or character)


def _not_printed(where: str, character: str) -> str:
    if script := script_of(character):
        return f"{where}有{script}，本程序印不出，{way_out(script)}。"
    return f"{where}以{STAND_IN}代替的字印不出（编码 U+{ord(character):04X}），请换一个字。"


def _near(sentence: str, character: str) -> str:
    """Quote the words around a character as a draft prints them."""
    place, script = max(0, sentence.find(character)), script_of(character)
    around = sentence[max(0, place - 6) : place + 6]
    return "".join(
        STAND_IN if one == character or (script and script_of(one) == script) else one for one in around
    )


@lru_cache(maxsize=4)
def _printed_before(has_glyph: Glyphs | None) -> set[str]:
    """Return the characters known to be printable: most texts have no others."""
    return set("\n\r\t")


def _printable(character: str, examined: Examination) -> bool:
    if unicodedata.category(character) in ("Co", "Cn", "Cs", "Cc") or character == "\ufffd":
        return False
    return examined.has_glyph is None or character.isspace() or examined.has_glyph(character)


@rule("text.numbering", "标题序号", "（一）（二）……各级标题的序号应当连续，不重复、不跳号。", source="GB/T 9704-2012 7.3.3", of_texts=True)  # fmt: skip
def numbering(examined: Examination) -> Iterator[Finding]:
    """Yield a finding where the numbers of headings restart, skip or repeat (GB/T 9704-2012, 7.3.3)."""
    for section, text in examined.texts.items():
        last = [0, 0, 0, 0, 0]
        for line in outline(text):
            number = line.number
            if number is None:
                continue
            expected = last[line.level] + 1
            if number != expected:
                yield _misnumbered(section, text, line, number, expected)
            last[line.level] = number
            last[line.level + 1 :] = [0] * (4 - line.level)


def _misnumbered(section: str, text: str, line: OutlineLine, number: int, expected: int) -> Finding:
    what = "跳号" if number > expected else "从头编号" if number == 1 else "重复或倒退"
    shown = line.text[:16] + ("…" if len(line.text) > 16 else "")
    message = f"“{shown}”的序号{what}，按顺序应为第 {expected} 项。"
    return numbering.at_words(message, section, text, line.start, line.start + len(line.text))
