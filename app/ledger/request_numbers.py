"""Numbers of requests and letters: the year in them, the next one without a gap, and one spelling for comparing."""

import re
from collections.abc import Iterable

from app.values import half_width

YEAR_IN_NUMBER = re.compile(r"[〔\[(（【［﹝]\s*((?:19|20)[0-9]{2})\s*年?\s*[〕\])）】］﹞]")
"""The year in a document's number: 江公复〔2025〕3号."""
_ORDINAL = re.compile(r"([0-9]+)(?=[^0-9]*$)")


def same_number(number: str) -> str:
    """Return a number in one spelling, so that two writings of it are equal."""
    plain = half_width(number).upper()
    plain = re.sub(r"[\s]+", "", plain)
    return (
        re.sub(r"[〔\[【［﹝]", "(", re.sub(r"[〕\]】］﹞]", ")", plain)).replace("—", "-").replace("–", "-")
    )


_YEAR_FIRST = re.compile(r"[^0-9]*((?:19|20)[0-9]{2})(?![0-9])(?=.*[0-9])")


def year_of_number(number: str) -> int | None:
    """Return the year with which a request's number begins: 公申〔2025〕3号, 2025-3; None for one without."""
    match = _YEAR_FIRST.match(same_number(number))
    return int(match[1]) if match else None


_OF_A_YEAR = re.compile(r"\(?((?:19|20)[0-9]{2})\)?(?:年度?|-|/|\.)?第?0*([0-9]{1,4})号?")
_BARE = re.compile(r"第?0*([0-9]{1,4})号?")


def ordinal_of_year(number: str, year: int | None) -> tuple[int, int] | None:
    """Return year and ordinal of a number that has nothing else in it; *year* is meant by 3 and 3号, 2024年3号 says it."""
    plain = same_number(number)
    if (match := _BARE.fullmatch(plain)) and year is not None:
        return year, int(match[1])
    match = _OF_A_YEAR.fullmatch(plain)
    return (int(match[1]), int(match[2])) if match else None


_RANGE = re.compile(r"第?([0-9]{1,4})号?-+第?([0-9]{1,4})号?")
"""From one number to another behind the year in brackets; the hyphen of 2025-002 stands within one number."""
_SEVERAL = re.compile(r"[0-9][)号]?(?:至|到|～|~|、|，|,|;|；|和|及)[^0-9]{0,12}[0-9]")


def is_several(number: str) -> bool:
    """Whether a text gives several numbers: 2025-002至2025-005, 7、8."""
    plain = same_number(number)
    span = _RANGE.fullmatch(plain[plain.rfind(")") :].removeprefix(")")) if ")" in plain else None
    return _SEVERAL.search(plain) is not None or (span is not None and int(span[1]) < int(span[2]))


def next_number(known: Iterable[str], year: int, pattern: str = "〔{year}〕{ordinal}号") -> str:
    """Return the first number of the year that follows all known ones: numbers are given without gaps."""
    before, _, after = pattern.partition("{ordinal}")
    start = same_number(before.format(year=year))
    end = same_number(after.format(year=year))
    taken = 0
    for number in map(same_number, known):
        if number.startswith(start) and number.endswith(end):
            digits = number[len(start) : len(number) - len(end) or None]
            if digits.isdecimal() and len(digits) < 9:
                taken = max(taken, int(digits))
    return pattern.format(year=year, ordinal=taken + 1)


_WITH_YEAR = re.compile(
    r"(?P<before>.*?)(?P<year>(?:19|20)[0-9]{2})(?P<between>.*?)(?P<ordinal>[0-9]{1,6})(?P<after>[^0-9]*)"
)


def following_number(known: Iterable[str], year: int) -> str:
    """Return the number that goes on in the way in which the newest known one is written.

    Among numbers without a year the ordinal goes on; the first of all is 〔year〕1号.
    """
    numbers = [number for number in known if number.strip()]
    newest = numbers[-1].strip() if numbers else ""
    if match := _WITH_YEAR.fullmatch(newest):
        pattern = f"{match['before']}{{year}}{match['between']}{{ordinal}}{match['after']}".format
        width = len(match["ordinal"]) if match["ordinal"].startswith("0") or not match["between"] else 1
        found = next_number(numbers, year, pattern(year="{year}", ordinal="{ordinal}"))
        start = pattern(year=year, ordinal="")
        ordinal = _ORDINAL.search(found)
        head = len(match["before"]) + 4 + len(match["between"])
        if ordinal and found.startswith(start[:head]):
            return f"{found[:head]}{found[head:].removesuffix(match['after']).zfill(width)}{match['after']}"
        return found
    if match := re.fullmatch(r"(.*?)([0-9]{1,9})([^0-9]*)", newest):
        ordinals = [
            int(other[2])
            for number in numbers
            if (other := re.fullmatch(r"(.*?)([0-9]{1,9})([^0-9]*)", number.strip())) and other[1] == match[1]
        ]
        return f"{match[1]}{str(max(ordinals) + 1).zfill(len(match[2]))}{match[3]}"
    return next_number(numbers, year)
