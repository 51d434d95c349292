"""Chinese numerals read and written: 二十三, 二〇二五."""

DIGITS = {"零": 0, "〇": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4}
DIGITS |= {"五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10000}

TO_TEN = "一二三四五六七八九十"

NUMBER = f"[{TO_TEN}]{{1,3}}"
"""The pattern of a number below a hundred: headings, lists, months and days have such."""

ZEROS = "〇○零ОOo0０"
"""People write a letter O where the keyboard has no 〇."""

YEAR_DIGIT = f"[{TO_TEN[:-1]}{ZEROS}]"
YEAR = f"二[{ZEROS}]{YEAR_DIGIT}{{2}}"
"""The pattern of a year of this century: 二〇二五."""

ARABIC_DIGITS = str.maketrans(TO_TEN[:-1] + ZEROS, "123456789" + "0" * len(ZEROS))
"""One digit for each, for years."""


def chinese_number(text: str) -> int | None:
    """Read a Chinese numeral (二十三, 两, 一百〇五, 二〇二五); ``None`` when it isn't one."""
    if not any(c in SCALES for c in text):
        if not text or any(c not in DIGITS for c in text):
            return None
        return int("".join(str(DIGITS[c]) for c in text))
    total = section = 0
    digit: int | None = None
    scale_before = 10**9
    for c in text:
        if c in DIGITS:
            if digit:
                return None
            digit = DIGITS[c]
        elif c == "万":
            total, section, digit, scale_before = (section + (digit or 0)) * 10000, 0, None, 10**9
        elif c in SCALES and SCALES[c] < scale_before:
            scale_before = SCALES[c]
            section, digit = section + (1 if digit is None else digit) * scale_before, None
        else:
            return None
    return total + section + (digit or 0)


def chinese_numeral(number: int) -> str:
    """Write a number from 1 to 9999 in Chinese numerals."""
    if number >= 10000 or number < 1:
        return str(number)
    parts: list[str] = []
    gap = False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            parts.append(("〇" if gap else "") + ("〇" + TO_TEN)[digit] + name)
        gap = not digit and bool(parts)
    text = "".join(parts)
    return text[1:] if text.startswith("一十") else text
