"""Sorts the texts of a document into title, preface, sections and signature."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from app.chinese_numerals import chinese_numeral
from app.forms.model import Form, Section
from app.imports.imported import Unread
from app.imports.matching import titles
from app.imports.matching.headings import (
    LEVEL_ONE,
    LONGEST_HEADING,
    SENTENCE_END,
    before_headings,
    nothing_said,
    section_of,
    split_heading,
)
from app.imports.matching.labels import squeeze
from app.imports.matching.marked_texts import MarkedTexts, SortedTexts
from app.imports.matching.report_end import ReportEnd
from app.imports.matching.tables import TableMark
from app.imports.raw_document import PAGE_NUMBER, RawText
from app.own_formats import TextRole

_FIRST_HEADINGS = re.compile(
    r"(?:20[0-9]{2}年度?)?(?:政府信息公开|信息公开|政务公开)?(?:年度)?(?:工作)?(?:的)?"
    r"(?:总体情况|总体概况|总体工作情况|基本情况|工作概况|工作概述|工作情况|工作总体情况|工作基本情况|工作开展情况|开展情况|整体情况|主要情况|概述|概况|综述|总体情况概述)"
)
_FIRST_NUMBER = re.compile(
    r"(?:一[、.,:]|第一(?:部分|章|节)|\(一\)总体|1[、.](?![0-9])(?=.{0,8}(?:情况|概况|概述|工作|公开)))"
)
_ARABIC = re.compile(r"(?P<number>[1-9])[、.](?![0-9])")
_PAGE = re.compile(r"[.…·\s]*[0-9]{1,3}")
"""The end of a line in a table of contents."""
_LONGEST_FURNITURE = 15
_BARE_DASHED_NUMBER = re.compile(r"[-—–－]+[0-9]{1,4}[-—–－]+|第[0-9]{1,4}页.*")


def sort_texts(items: Sequence[RawText | TableMark], form: Form, *, filled_in: bool = False) -> SortedTexts:
    """Sort the texts of a document; *items* are its texts and the places of its tables, in order.

    *filled_in*: it is a workbook of ours, in which each text stands in the place made for it.
    """
    marked = MarkedTexts(form)
    any_marks = any(isinstance(item, RawText) and item.role is not TextRole.UNKNOWN for item in items)
    if any_marks and (filled_in or marked.tell_one_report(items)):
        return marked.sort(items)
    return _Sorter(form).sort(items)


_NOWHERE = Section(key="", heading="", tab="", table="")
"""The section of lines before the first heading, where the form has no text there."""


@dataclass
class _Run:
    """The lines under one *heading*. *again*: they follow a title printed again, so may repeat a run before."""

    section: Section
    heading: str = ""
    lines: list[RawText] = field(default_factory=list)
    again: bool = False


class _Sorter:
    """Sorts a document in which headings, titles and signatures must be recognised by their wording."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._preface = before_headings(form) or _NOWHERE
        self._runs = [_Run(self._preface)]
        self._tables: set[str] = set()
        self._worded: set[str] = set()
        """The sections whose heading is somewhere among the lines, in the form's words or near them."""
        self._arabic: dict[str, Section] = {}
        self._out = SortedTexts()

    def sort(self, items: Sequence[RawText | TableMark]) -> SortedTexts:
        kept = [item for item in items if not self._is_noise(item)]
        self._out.furniture += [
            item.text for item in items if isinstance(item, RawText) and self._is_noise(item)
        ]
        texts = [item.text for item in kept if isinstance(item, RawText)]
        self._worded = {
            section.key for text in texts if (section := section_of(self._form, text)) is not None
        }
        self._arabic = self._arabic_headings(texts)
        self._collect(kept)
        self._trim_head()
        last = self._runs[-1]
        if len(self._runs) > 1 and last.section.table is None:
            ReportEnd(last.lines, self._out).trim()
        for run in self._runs:
            self._place(run)
        return self._out

    def _arabic_headings(self, texts: Sequence[str]) -> dict[str, Section]:
        """Return the lines that are headings numbered 1、2、…: only those of sections without one numbered 一、."""
        known = set(self._worded)
        found: dict[str, Section] = {}
        for text in texts:
            plain = squeeze(text)
            match = _ARABIC.match(plain) if len(plain) <= LONGEST_HEADING else None
            if match is None or plain[-1] in SENTENCE_END:
                continue
            numeral = chinese_numeral(int(match["number"]))
            section = section_of(self._form, f"{numeral}、{plain[match.end() :]}")
            if section and section.heading.startswith(numeral) and section.key not in known:
                found.setdefault(text, section)
                known.add(section.key)
        return found

    @staticmethod
    def _is_noise(item: RawText | TableMark) -> bool:
        if isinstance(item, TableMark):
            return False
        plain = squeeze(item.text)
        return not plain or bool(_BARE_DASHED_NUMBER.fullmatch(plain))

    def _collect(self, items: Sequence[RawText | TableMark]) -> None:
        index = 0
        while index < len(items):
            item = items[index]
            if isinstance(item, TableMark):
                self._tables.add(item.table)
            elif (title := self._title(items, index)) is not None:
                self._out.titles.append(title)
                self._start_again()
                index += title.lines
                continue
            elif (found := self._heading(item.text)) is not None:
                section, rest = found
                self._out.head(section, item.text.strip().removesuffix(rest))
                lines = [replace(item, text=rest)] if rest else []
                self._runs.append(_Run(section, item.text, lines))
            else:
                self._runs[-1].lines.append(item)
            index += 1

    def _title(self, items: Sequence[RawText | TableMark], index: int) -> titles.FoundTitle | None:
        lines = []
        for item in items[index : index + 3]:
            if isinstance(item, TableMark):
                break
            lines.append(item.text)
        title = titles.title_of(self._form, lines)
        if title is None or self._is_before_report():
            return title
        known = {squeeze(other.text) for other in self._out.titles}
        return title if squeeze(title.text) in known else None

    def _is_before_report(self) -> bool:
        """Whether nothing of the report was read so far: at most a table of contents, headings with page numbers."""
        listed = self._runs[1:]
        is_list = not self._tables and all(_PAGE.fullmatch(line.text) for run in listed for line in run.lines)
        return is_list or not listed

    def _start_again(self) -> None:
        """Take in a title: one above all sections drops what stands before it, one right below a heading starts over."""
        if self._is_before_report():
            for line in self._runs[0].lines:
                if "。" not in line.text:
                    self._out.furniture.append(line.text)
                else:
                    why = "标题之前的文字没有对应的栏目"
                    self._out.unread.append(Unread(line.where, line.text, why))
            self._out.furniture += [run.heading for run in self._runs[1:]]
            self._out.headings.clear()
            self._out.reworded.clear()
            self._runs = [_Run(self._preface)]
        elif not self._runs[-1].lines and self._runs[-1].section.table is None:
            self._runs[-1] = _Run(self._preface, again=True)

    def _heading(self, text: str) -> tuple[Section, str] | None:
        """Return the section that a line begins, and the text on the heading's own line."""
        found = split_heading(self._form, text) or self._following(text)
        if found is not None:
            return found
        section = (
            section_of(self._form, text)
            or self._arabic.get(text)
            or self._by_number(text)
            or self._first(text)
        )
        return None if section is None else (section, "")

    def _following(self, text: str) -> tuple[Section, str] | None:
        """Take a heading in other words that says on its own line that there is nothing."""
        said = nothing_said(text)
        section = self._by_number(said[0]) if said else None
        return (section, said[1]) if said and section else None

    def _first(self, text: str) -> Section | None:
        """Take a heading 一、 before the second section for the first section's, whatever its words."""
        plain = squeeze(text)
        if self._out.headings or len(plain) > LONGEST_HEADING or plain[-1] in SENTENCE_END:
            return None
        numbered = _FIRST_NUMBER.match(plain)
        if numbered or _FIRST_HEADINGS.fullmatch(plain):
            return next(section for section in self._form.sections if section.heading)
        return None

    def _by_number(self, text: str) -> Section | None:
        """Take a heading for the section of its number, even if it is worded quite differently.

        It stands after the last table, or after the section before, whose own lines have no such numbers.
        """
        plain = squeeze(text)
        match = LEVEL_ONE.match(plain)
        if not match or len(plain) > LONGEST_HEADING or plain[-1] in SENTENCE_END:
            return None
        last = self._runs[-1]
        numbered = any(LEVEL_ONE.match(squeeze(line.text)) for line in last.lines)
        for before, section in pairwise(self._form.sections):
            if not section.heading.startswith(f"{match['number']}、") or section.table is not None:
                continue
            follows = before is last.section and not numbered and section.key not in self._worded
            if section.key not in self._out.headings and (follows or last.section.table in self._tables):
                return section
        return None

    def _trim_head(self) -> None:
        """Take a web page's lines between title and preface out of it: all before the first sentence."""
        for run in self._runs:
            while run.section is self._preface and run.lines and self._is_furniture(run.lines[0].text):
                self._out.furniture.append(run.lines.pop(0).text)

    def _is_furniture(self, text: str) -> bool:
        plain = squeeze(text)
        is_short = len(plain) <= _LONGEST_FURNITURE and not re.search(r"[,。;:!?、]", plain)
        return titles.is_chrome(text) or titles.is_date(text) or (bool(self._out.titles) and is_short)

    def _place(self, run: _Run) -> None:
        if run.section.table is None:
            kept = self._out.sections.setdefault(run.section.key, [])
            texts = [line.text.strip() for line in run.lines]
            kept += [text for text in texts if not (run.again and text in kept)]
            return
        for line in run.lines:
            if PAGE_NUMBER.fullmatch(squeeze(line.text)) or titles.is_chrome(line.text):
                self._out.furniture.append(line.text)
            else:
                why = "表格前后的文字没有对应的栏目"
                self._out.unread.append(Unread(line.where, line.text, why))
