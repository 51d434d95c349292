"""What stands around a row of a foreign ledger and says more of it: the year, the section, the months of its sheet."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from app.ledger.foreign.applicants import is_kind_name
from app.ledger.foreign.dates import months_in, year_in
from app.ledger.foreign.header import Header
from app.ledger.foreign.result_phrases import is_result_name
from app.ledger.foreign.tables import SourceTable
from app.ledger.foreign.vocabulary import plain

_EXAMPLE = re.compile("示例|样例|范例|样表|模板")


@dataclass(frozen=True)
class Surroundings:
    """The surroundings of a row: the sheet's name, the year of its titles, its section, its months."""

    sheet: str
    year: int | None = None
    section: str = ""
    keep_numbers: bool = False
    months: range | None = None
    """The months of which the sheet's name or a title speaks."""
    cases: str = ""
    """行政复议 or 行政诉讼 where the sheet's name or a title speaks of one of them only."""
    names: tuple[str, ...] = ()
    """The sheet's name and its titles, the nearest first."""

    @property
    def result(self) -> str:
        """The result of the requests here, where the section's name, the sheet's name or a title is one: 不予公开."""
        return _first_told((self.section, *self.names), is_result_name)

    @property
    def kind(self) -> str:
        """The kind of applicant of the requests here, where these names tell one."""
        return _first_told((self.section, *self.names), is_kind_name)


_OF_THE_PAPER = re.compile(r"(?:填[报表写]|制[表作]|报送|上报|打印|导出|更新)(?:日期|时间)[:：]?.*$")
"""The day on which a ledger was written or sent says nothing of the days in it."""


def around(
    table: SourceTable, titles: Sequence[str], year: int | None, *, keep_numbers: bool
) -> Surroundings:
    """Return what the sheet's name and its titles say; *year* is that of the whole file, for a sheet without its own."""
    months = map(months_in, (table.sheet, *reversed(titles)))
    told = year_in(table.sheet) or next(
        (found for text in reversed(titles) if (found := year_in(text))), None
    )
    return Surroundings(
        table.sheet,
        told or year,
        keep_numbers=keep_numbers,
        months=next(filter(None, months), None),
        cases=_cases_in((table.sheet, *titles)),
        names=(table.sheet, *reversed(titles)),
    )


def _cases_in(texts: Iterable[str]) -> str:
    said = "".join(texts)
    kinds = [kind for word, kind in (("复议", "行政复议"), ("诉讼", "行政诉讼")) if word in said]
    return kinds[0] if len(kinds) == 1 else ""


def within(around: Surroundings, text: str) -> Surroundings:
    """Return the surroundings below the name of a section, or below another title."""
    year = around.year
    if "结转" not in text and (told := year_in(text)):
        year = told
    return replace(around, year=year, section=text)


_OF_LEDGERS = re.compile(r"(?:19|20)[0-9]{2}年?度?|依申请公开|政府信息公开|信息公开|[0-9]+[件条]|[()（）]")
"""What every ledger is about, and stands in the name of a part of it: 2025年不予公开的申请."""
_BEHIND = re.compile("(?:的|申请人?|台账|登记[表簿]?|情况|一览表|清单|类|件)$")
"""What may follow the name of a result or of a kind of applicant."""


@lru_cache(256)
def _first_told(texts: tuple[str, ...], is_one: Callable[[str], bool]) -> str:
    """Return the first text that is one, with what every ledger is about or without."""
    return next(
        (name for text in texts for name in _bare(_OF_LEDGERS.sub("", plain(text))) if is_one(name)), ""
    )


def _bare(name: str) -> Iterator[str]:
    while name:
        yield name
        name, last = _BEHIND.sub("", name), name
        if name == last:
            return


def year_of_file(titles: Iterable[str], sheets: Iterable[str]) -> int | None:
    """Return the one year that all titles of a file speak of, for sheets named 1月, 2月 below one title.

    Where a sheet's name has a year, another sheet without one may be of any year.
    """
    years = {year for text in titles if (year := year_in(text))}
    return years.pop() if len(years) == 1 and not any(map(year_in, sheets)) else None


def goes_on(table: SourceTable, header: Header) -> bool:
    """Whether a table without headings goes on from the one before it, with as many columns."""
    last = max((column.place for column in header.columns), default=0)
    return bool(table.rows) and max(cell.end for row in table.rows for cell in row.cells) == last + 1


def titles_above(table: SourceTable, header: Header | None) -> list[str]:
    """Return the lines above a table and the rows above its headings."""
    above = table.rows[: header.first] if header else ()
    told = [*table.texts, *(cell.text for row in above for cell in row.cells)]
    return [_OF_THE_PAPER.sub("", text) for text in told]


def is_example(table: SourceTable) -> bool:
    """Whether a sheet's name says that it is there to be copied: 填写示例, 模板."""
    return _EXAMPLE.search(table.sheet) is not None
