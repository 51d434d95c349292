"""Personal data that must not be published (rule 16 of the project's list; 《政府信息公开条例》第十五条).

Office telephones are public and stay unmentioned. Messages show only the ends of a number.
"""

import re
from collections.abc import Iterator

from app.lazy_pattern import pattern
from app.rules.examination import Examination
from app.rules.model import Finding
from app.rules.rule import REGULATION, Rule, rule
from app.rules.sentences.line_search import LineSearch, Place

_ID_CARD = pattern(r"(?<![0-9])[1-9][0-9]{5}(?:19|20)[0-9]{9}[0-9Xx](?![0-9])")
_MOBILE = LineSearch(r"(?<![0-9])(?<![0-9]-)1[3-9][0-9](?:[ -]?[0-9]{4}){2}(?![0-9]|-[0-9])", narrow=True)
_CARD = LineSearch(r"(?<![0-9])[3-69](?:[ -]?[0-9]){15,18}(?![0-9])", narrow=True)

_LONG_NUMBERS = LineSearch("[0-9](?:[ -]?[0-9]){10}", narrow=True)
"""What each of these numbers contains; most texts contain none."""

_ID_CARDS = LineSearch(_ID_CARD, narrow=True)

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"


def is_id_card(text: str) -> bool:
    """Whether *text* is a number with the right check digit and a possible birthday (GB 11643-1999)."""
    if not _ID_CARD.fullmatch(text):
        return False
    month, day = int(text[10:12]), int(text[12:14])
    total = sum(int(digit) * weight for digit, weight in zip(text, _ID_WEIGHTS, strict=False))
    return 1 <= month <= 12 and 1 <= day <= 31 and _ID_CHECKS[total % 11] == text[17].upper()


def passes_luhn(digits: str) -> bool:
    """Whether the last of *digits* is the check digit of the others (ISO/IEC 7812-1, annex B)."""
    doubled = [int(digit) * 2 for digit in digits[-2::-2]]
    return (sum(map(int, digits[-1::-2])) + sum(n - 9 if n > 9 else n for n in doubled)) % 10 == 0


@rule("privacy.id_card", "居民身份证号", "文中有校验位正确的居民身份证号。", source=f"{REGULATION}第十五条；GB 11643-1999", of_texts=True)  # fmt: skip
def id_cards(examined: Examination) -> Iterator[Finding]:
    """Yield a finding for each ID-card number."""
    for section, text, place in _places(examined, _ID_CARDS):
        if is_id_card(place[2].group()):
            yield _finding(id_cards, "居民身份证号", section, text, place)


@rule("privacy.mobile", "手机号码", "文中有手机号码；办公电话不算。", source=f"{REGULATION}第十五条", of_texts=True)  # fmt: skip
def mobiles(examined: Examination) -> Iterator[Finding]:
    """Yield a finding for each mobile telephone number."""
    for section, text, place in _places(examined, _MOBILE):
        yield _finding(mobiles, "手机号码", section, text, place)


@rule("privacy.bank_card", "银行卡号", "文中有校验位正确的银行卡号。", source=f"{REGULATION}第十五条；ISO/IEC 7812-1", of_texts=True)  # fmt: skip
def bank_cards(examined: Examination) -> Iterator[Finding]:
    """Yield a finding for each bank card number; an ID-card number is not one."""
    for section, text, place in _places(examined, _CARD):
        digits = re.sub("[ -]", "", place[2].group())
        if passes_luhn(digits) and len(set(digits)) > 1 and not is_id_card(digits):
            yield _finding(bank_cards, "银行卡号", section, text, place)


def _places(examined: Examination, search: LineSearch) -> Iterator[tuple[str, str, Place]]:
    for section, text in examined.texts.items():
        if next(_LONG_NUMBERS.finditer(text), None) is not None:
            for place in search.finditer(text):
                yield section, text, place


def _finding(rule: Rule, what: str, section: str, text: str, place: Place) -> Finding:
    start, end, match = place
    number = match.group()
    message = f"文中有像{what}的数字（{number[:3]}…{number[-2:]}），公开前请删去。"
    return rule.at_words(message, section, text, start, end)
