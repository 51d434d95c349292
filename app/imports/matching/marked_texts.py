"""Sorts the texts of a document of our own, in which each text says what it is.

Whoever goes on working in another program keeps the marks and changes what they say: a second line of the title, a
cover above it, a heading of his own. Marks are believed only where all of them tell one whole report.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.forms.model import Form, Section
from app.imports.imported import Unread
from app.imports.matching import titles
from app.imports.matching.headings import before_headings, section_of
from app.imports.matching.labels import squeeze
from app.imports.matching.tables import TableMark
from app.imports.matching.titles import FoundTitle
from app.imports.raw_document import RawText
from app.own_formats import TextRole


@dataclass
class SortedTexts:
    """The texts of a document by section key, its titles in order, and its signature."""

    sections: dict[str, list[str]] = field(default_factory=dict)
    titles: list[FoundTitle] = field(default_factory=list)
    signed_by: str = ""
    signed_on: str = ""
    unread: list[Unread] = field(default_factory=list)
    headings: set[str] = field(default_factory=set)
    reworded: list[str] = field(default_factory=list)
    """The headings whose wording differs from the form's."""
    furniture: list[str] = field(default_factory=list)
    """The lines beside the report."""

    def head(self, section: Section, text: str) -> None:
        """Note that *text* is the heading of *section*."""
        self.headings.add(section.key)
        if squeeze(text).rstrip(":") != squeeze(section.heading):
            self.reworded.append(text)

    def remarks(self) -> Iterator[Unread]:
        """Say in one remark each what stands beside the report, and which headings are worded otherwise."""
        if text := " ".join(" ".join(self.furniture).split()):
            yield Unread("页面", text, "报告以外的文字，没有读入", harmless=True)
        if self.reworded:
            why = "标题的写法与报告格式不同，已按报告格式的标题存入"
            yield Unread("各部分标题", "；".join(self.reworded), why, harmless=True)


class MarkedTexts:
    """Sorts a document of our own, which says what each text is."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._out = SortedTexts()

    def sort(self, items: Sequence[RawText | TableMark]) -> SortedTexts:
        """Sort the texts."""
        headings = self._headings(items)
        section: Section | None = None
        for index, item in enumerate(items):
            if isinstance(item, TableMark):
                continue
            if index in headings:
                section = headings[index]
                self._out.head(section, item.text)
                continue
            self._text(item, section)
            if item.role is TextRole.TITLE:
                section = before_headings(self._form)
        return self._out

    def tell_one_report(self, items: Sequence[RawText | TableMark]) -> bool:
        """Whether the marks tell one title above all, a heading for each section, and nothing below the signature."""
        roles = [item.role for item in items if isinstance(item, RawText)]
        known = {section.key for section in self._headings(items).values()}
        return (
            roles[:1] == [TextRole.TITLE]
            and roles.count(TextRole.TITLE) == 1
            and all(section.key in known for section in self._form.sections if section.heading)
            and TextRole.SIGNED_ON not in roles[:-1]
        )

    def _headings(self, items: Sequence[RawText | TableMark]) -> dict[int, Section]:
        """Find the sections' headings among all headings: they come in the form's order, each the first of its kind."""
        headed = [section for section in self._form.sections if section.heading]
        order = {section.key: place for place, section in enumerate(headed, 1)}
        found = [
            (index, section)
            for index, item in enumerate(items)
            if isinstance(item, RawText)
            and item.role is TextRole.HEADING
            and (section := section_of(self._form, item.text)) is not None
        ]
        headings: dict[int, Section] = {}
        current = 0
        for number, (index, section) in enumerate(found):
            place = order[section.key]
            missed = any(current < order[other.key] < place for _, other in found[number + 1 :])
            if place == current + 1 or (place > current and not missed):
                headings[index], current = section, place
        return headings

    def _text(self, item: RawText, section: Section | None) -> None:
        match item.role:
            case TextRole.TITLE:
                title = titles.title_of(self._form, [item.text]) or titles.FoundTitle(item.text, "", 0, 1)
                self._out.titles.append(title)
            case TextRole.SIGNED_BY:
                # A long name stands in several lines, each a paragraph.
                self._out.signed_by += item.text
            case TextRole.SIGNED_ON:
                self._out.signed_on = item.text
            case _ if section is None:
                self._out.unread.append(Unread(item.where, item.text, "标题之前的文字没有对应的栏目"))
            case _ if section.table is None:
                self._out.sections.setdefault(section.key, []).append(item.text)
            case _:
                self._out.unread.append(Unread(item.where, item.text, "表格前后的文字没有对应的栏目"))
