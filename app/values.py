"""Reading and writing of counts and amounts: the only code that turns text into numbers and back.

A cell that nobody has touched is absent from a report's cells; here it is ``None``. Blank is not zero.
Counts and changes are ``int``, amounts are ``Decimal``; a float never appears.
"""

import re
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum

from app.errors import UserError
from app.lazy_pattern import pattern

Value = int | Decimal

MAX_DIGITS = 9
LARGE_DIGITS = 12
MAX_PLACES = 6


class Kind(StrEnum):
    """What a cell may hold."""

    COUNT = "count"
    """A whole number from 0 to 999999999."""
    CHANGE = "change"
    """A whole number that may be negative, printed with its sign (+2, -1)."""
    AMOUNT = "amount"
    """A decimal from 0 with up to six places."""
    LARGE_COUNT = "large_count"
    """A whole number from 0 to 999999999999, for what is counted in other series (pages, bytes)."""

    @property
    def digits(self) -> int:
        """The most digits that a value has before its decimal point."""
        return LARGE_DIGITS if self is Kind.LARGE_COUNT else MAX_DIGITS

    @property
    def places(self) -> int:
        """The most digits that a value has behind its decimal point; 0: it is a whole number."""
        return MAX_PLACES if self is Kind.AMOUNT else 0

    @property
    def signed(self) -> bool:
        """Whether a value may be negative."""
        return self is Kind.CHANGE

    @property
    def is_money(self) -> bool:
        """Whether a value is of the money unit that its column names."""
        return self is Kind.AMOUNT

    @property
    def largest(self) -> int:
        """The largest whole number."""
        return int(10**self.digits) - 1

    @property
    def least(self) -> int:
        """The smallest whole number."""
        return -self.largest if self.signed else 0


class ValueProblem(UserError):
    """A text that is not a value of the wanted kind; the message says why and what to type instead."""


_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x3000: " ",
    0x2212: "-",
    0x00A0: " ",
}
_GROUPED = pattern(r"[+-]?[0-9]{1,3}(?:(?P<mark>[,\u2009])[0-9]{3})(?:(?P=mark)[0-9]{3})*(?:\.[0-9]+)?")
_NUMBER = pattern(r"(?P<sign>[+-]?)(?P<whole>[0-9]+)(?:\.(?P<places>[0-9]*))?", re.ASCII)
_CHANGE_WORDS = {"增": "+", "减": "-", "減": "-"}
_UNSEEN = dict.fromkeys(
    (0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202E), *range(0x2060, 0x2070), 0xFEFF)
)
"""Characters that print nothing, which web pages and other programs leave in figures; U+202E turns digits round."""
_THIN = dict.fromkeys((*range(0x2000, 0x200B), 0x202F, 0x205F), "\u2009")
_MINUS = pattern(r"^[‒–—―﹣](?=[0-9])")
_CIRCLED = {chr(0x2460 + number): str(number + 1) for number in range(20)}


def half_width(text: str) -> str:
    """Return *text* with full-width digits, letters and punctuation made half-width, one for one."""
    return text.translate(_HALF_WIDTH)


def parse(text: str, kind: Kind) -> Value | None:
    """Read what a person typed or pasted into a cell; ``None`` for an empty text.

    Full-width digits, surrounding blanks and thousands separators are accepted. Raises `ValueProblem`.
    """
    plain = _plain(text)
    if not plain:
        return None
    if kind.signed and plain[0] in _CHANGE_WORDS:
        plain = _CHANGE_WORDS[plain[0]] + plain[1:].lstrip("加少").strip()
    match = _NUMBER.fullmatch(_without_separators(plain))
    if match is None:
        raise ValueProblem(f"“{_short(text)}”不是数字，请只填阿拉伯数字。")
    return _checked(match, kind)


def _plain(text: str) -> str:
    """Return a figure as a person sees it: without invisible characters, and with one kind of minus."""
    seen = half_width(text.translate(_UNSEEN)).translate(_THIN).strip().removeprefix("'")
    return _CIRCLED.get(seen) or _MINUS.sub("-", seen)


def _without_separators(plain: str) -> str:
    match = _GROUPED.fullmatch(plain)
    return plain.replace(match["mark"], "") if match else plain


def _checked(match: re.Match[str], kind: Kind) -> Value:
    negative = match["sign"] == "-"
    whole, places = match["whole"].lstrip("0") or "0", (match["places"] or "").rstrip("0")
    if negative and not kind.signed and (whole != "0" or places):
        raise ValueProblem(f"“{_short(match.group())}”是负数，此处只能填 0 或正数。")
    if places and not kind.places:
        raise ValueProblem(f"“{_short(match.group())}”带小数，此处应填整数。")
    if len(whole) > kind.digits:
        raise ValueProblem(f"“{_short(match.group())}”超过 {kind.digits} 位，请核对后重填。")
    if len(places) > kind.places:
        raise ValueProblem(f"“{_short(match.group())}”的小数超过 {kind.places} 位，请核对后重填。")
    if kind.places:
        return Decimal(f"{whole}.{places}" if places else whole)
    return -int(whole) if negative else int(whole)


def fits(value: Value, kind: Kind) -> bool:
    """Whether a cell of this kind may hold *value*: what does not fit could not be read back from a file."""
    if not kind.places:
        return isinstance(value, int) and kind.least <= value <= kind.largest
    amount = Decimal(value)
    if not amount.is_finite() or not 0 <= amount < kind.largest + 1:
        return False
    return amount == amount.quantize(Decimal(1).scaleb(-kind.places), ROUND_DOWN)


def _is_plain(text: str) -> bool:
    """Whether a text is nothing but ordinary digits, as nearly all figures are."""
    return text.isascii() and text.isdecimal()


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 20 else text[:19] + "…"


_NO_VALUE = frozenset("/\\-—–―－~～*＊") | {"无", "——", "--", "//"}
_UNITS = pattern(r"(?:亿元|万元|万|元|件次|件|份|条|项|宗|个|次|人次|部)$")
_NOTE = pattern(r"(?P<figure>[^()]*[0-9][^()]*)\((?P<note>[^()]*)\)")
_NOTE_MARK = pattern(r"(?P<figure>.*[0-9]\s?[\u4e00-\u9fff]{0,3})\s*(?P<note>[⁰¹²³⁴⁵⁶⁷⁸⁹₀-₉①-⑳*※†]+)")
"""A figure with the mark of a footnote behind it."""


def split_note(text: str) -> tuple[str, str]:
    """Cut a remark in brackets, or a footnote's mark, off a published figure.

    ``22（其中修订16件）`` → ``22``, ``其中修订16件``; ``12¹`` → ``12``, ``¹``.
    """
    if _is_plain(text):
        return text, ""
    plain = half_width(text.translate(_UNSEEN)).strip()
    match = _NOTE.fullmatch(plain) or _NOTE_MARK.fullmatch(plain)
    return (match["figure"].strip(), match["note"].strip()) if match else (text, "")


def read_published(text: str, kind: Kind, unit: str = "") -> Value | None:
    """Read a cell of a published report; ``None`` when it is blank.

    Tolerates what published tables hold besides digits: a counting word or *unit* after the figure (12件, 3.5万元)
    and a remark in brackets. *unit* is the money unit of the cell's column (万元), empty when the form names none.
    A stroke in place of a figure may mean nothing or zero: it is a problem, never 0. Raises `ValueProblem`.
    """
    if _is_plain(text) and len(text) <= kind.digits:
        return Decimal(text) if kind.places else int(text)
    plain = _plain(split_note(text)[0])
    if not plain:
        return None
    if plain in _NO_VALUE:
        raise ValueProblem(f"填的是“{plain}”，不能确定是 0 还是没有数据，请核对后填写。")
    measure = _UNITS.search(plain)
    if measure:
        plain = plain[: measure.start()].rstrip()
        # 0 needs no conversion.
        is_zero = not plain.strip("0.")
        if kind.is_money and not is_zero and not _same_money(measure.group(), unit):
            raise ValueProblem(
                f"“{_short(text)}”的单位是{measure.group()}，此处应填{unit or '元'}，请换算后填写。"
            )
        if not kind.is_money and not is_zero and measure.group() == "万":
            raise ValueProblem(f"“{_short(text)}”以万为单位，此处应填件数，请换算后填写。")
        if not kind.is_money and measure.group().endswith("元"):
            raise ValueProblem(f"“{_short(text)}”是金额，此处应填件数，请核对后填写。")
    return parse(plain, kind)


def _same_money(measure: str, unit: str) -> bool:
    return measure == (unit or "元") or (measure, unit) == ("万", "万元")


def canonical(value: Value) -> str:
    """Write *value* as files keep it: plain digits, no exponent, no trailing zeros, no separators."""
    if isinstance(value, int):
        return str(value)
    text = format(value.copy_abs() if value.is_zero() else value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def printed(value: Value | None, kind: Kind) -> str:
    """Write *value* as the printed form shows it; an untouched cell is an empty text."""
    if value is None:
        return ""
    text = canonical(value)
    return f"+{text}" if kind.signed and value > 0 else text


def from_canonical(text: str, kind: Kind) -> Value:
    """Read back what `canonical` wrote. Raises `ValueProblem`, also for an empty text."""
    value = parse(text, kind)
    if value is None:
        raise ValueProblem("数值为空。")
    return value


def share_of(part: Value, whole: Value) -> str:
    """Write how much of *whole* a *part* is, as 33.3%; empty where *whole* is 0."""
    if not whole:
        return ""
    text = f"{100 * Decimal(part) / Decimal(whole):.1f}%"
    return "不足 0.1%" if part and not text.strip("-0.%") else text


def distance(left: Value, right: Value) -> Value:
    """Return how far two values are apart, at least 0."""
    if isinstance(left, int) and isinstance(right, int):
        return abs(left - right)
    return abs(Decimal(left) - Decimal(right))
